#include "base/buf.h"
#include "flow_fixture.h"

enum { COUNT = 20000 };

/* The n-th node of a kind, counted once for all n. */
static uint32_t nodes_of_kind(Fixture *f, PhKind kind, PhNodeId *nodes, uint32_t capacity)
{
    uint32_t count = 0;
    for (PhNodeId node = 0; node < f->tree.count && count < capacity; node++) {
        if (f->tree.kinds[node] == kind) {
            nodes[count++] = node;
        }
    }
    return count;
}

static PhAnswer ask_nodes(Fixture *f, const char *fact, PhNodeId a, PhNodeId b)
{
    PhCapture captures[] = {{.nodes = &a, .count = 1, .is_bound = true},
                            {.nodes = &b, .count = 1, .is_bound = true}};
    PhFactArg args[] = {{.capture = &captures[0]}, {.capture = &captures[1]}};
    PhFactQuery query = {f->facts, args};
    return ph_facts_find(ph_bytes_of(fact))->run(&query);
}

static void read_repeated(Fixture *f, const char *head, const char *line)
{
    PhBuf buf = {0};
    ph_buf_add_str(&buf, head);
    for (size_t i = 0; i < COUNT; i++) {
        ph_buf_add_str(&buf, line);
    }
    read_bytes(f, ph_arena_copy(f->arena, ph_buf_bytes(&buf)));
    ph_buf_release(&buf);
}

static void many_loops_over_one_variable_are_answered(void **state)
{
    Fixture *f = *state;
    read_repeated(f, "def f(a, r):\n", "    for x in a:\n        r.append(x)\n");
    PhNodeId *loops = PH_NEW_ARRAY(f->arena, PhNodeId, COUNT);
    assert_int_equal(nodes_of_kind(f, PH_KIND_FOR_STATEMENT, loops, COUNT), COUNT);
    PhNodeId name = ph_tree_child(&f->tree, loops[0], PH_FIELD_LEFT);
    for (uint32_t i = COUNT - 1; i > 0; i -= i > 199 ? 199 : i) {
        PhVerdict verdict = ask_nodes(f, "dead_after", name, loops[i]).verdict;
        assert_int_not_equal(verdict, PH_REFUTED);
        assert_int_equal(ask_nodes(f, "dead_on_raise", name, loops[i]).verdict, PH_PROVED);
        assert_int_equal(ask_nodes(f, "exits", loops[i], PH_NODE_NONE).verdict, PH_REFUTED);
    }
    assert_int_equal(ask_nodes(f, "dead_after", name, loops[COUNT - 1]).verdict, PH_PROVED);
}

static void many_removals_from_one_list_are_answered(void **state)
{
    Fixture *f = *state;
    read_repeated(f, "def f(a):\n    q = list(a)\n", "    q.pop(0)\n");
    PhNodeId *calls = PH_NEW_ARRAY(f->arena, PhNodeId, COUNT + 1);
    assert_int_equal(nodes_of_kind(f, PH_KIND_CALL, calls, COUNT + 1), COUNT + 1);
    PhNodeId name =
        ph_tree_first_named(&f->tree, ph_tree_child(&f->tree, calls[1], PH_FIELD_FUNCTION));
    for (uint32_t i = COUNT; i > 0; i -= i > 199 ? 199 : i) {
        assert_int_equal(ask_nodes(f, "nonempty_at", name, calls[i]).verdict, PH_UNKNOWN);
        assert_int_equal(ask_nodes(f, "mutated_in", name, calls[i]).verdict, PH_PROVED);
    }
}

static void a_long_sum_is_answered(void **state)
{
    Fixture *f = *state;
    read_repeated(f, "x = 1", " + 1");
    PhNodeId sum = ph_tree_first_named(&f->tree, ph_tree_first_named(&f->tree, 0));
    sum = ph_tree_child(&f->tree, sum, PH_FIELD_RIGHT);
    assert_int_equal(ask_nodes(f, "pure", sum, PH_NODE_NONE).verdict, PH_UNKNOWN);
    assert_int_equal(ask_nodes(f, "in_loop", sum, PH_NODE_NONE).verdict, PH_REFUTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(many_loops_over_one_variable_are_answered, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(many_removals_from_one_list_are_answered, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_long_sum_is_answered, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("fact_size", tests, NULL, NULL);
}
