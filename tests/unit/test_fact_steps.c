#include "flow_fixture.h"

#define LOOP(line)                                                                         \
    "def f(a, n: int):\n    q = [1]\n    d = {1: 2}\n    t = 0\n    for x in range(9):\n " \
    "       " line "\n"

static void operands_are(Fixture *f, const char *statement, const char *what,
                         const char *first, const char *second)
{
    PhAnswer answer = ask(f, "raising_operation", statement, what);
    assert_int_equal(answer.node_count, 2);
    assert_true(ph_bytes_is(ph_tree_text(&f->tree, answer.nodes[0]), first));
    assert_true(ph_bytes_is(ph_tree_text(&f->tree, answer.nodes[1]), second));
}

static void one_operation_of_a_statement_may_raise(void **state)
{
    Fixture *f = *state;
    read_text(f, LOOP("y = 8 / x"));
    operands_are(f, "y = 8 / x", "division", "8", "x");
    read_text(f, LOOP("q.append(8 // (x - 1))"));
    operands_are(f, "q.append(8 // (x - 1))", "division", "8", "x - 1");
    read_text(f, LOOP("t += 8 / x"));
    operands_are(f, "t += 8 / x", "division", "8", "x");
    read_text(f, LOOP("d[x] = q[x + 1]"));
    operands_are(f, "d[x] = q[x + 1]", "element", "q", "x + 1");
}

static void an_operation_that_is_not_alone_or_sure_to_run_is_not_told(void **state)
{
    static const char *const k_statements[] = {
        "y = 8 / x / x",         "y = x and 8 / x",
        "y = 8 / x if x else 1", "y = [8 / z for z in q]",
        "y = lambda: 8 / x",     "y = g(8 / x)",
        "a.y = 8 / x",           "y = 8 / g(x)",
        "y, z = 8 / x",          "y = 8 / len([x])",
        "y = a.b / x",           "y = 8 + x",
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_statements); i++) {
        PhBytes text = ph_arena_format(f->arena, LOOP("%s"), k_statements[i]);
        read_bytes(f, text);
        if (ask(f, "raising_operation", k_statements[i], "division").node_count != 0) {
            fail_msg("told: %s", k_statements[i]);
        }
    }
}

static void plain_statements_never_raise(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, LOOP("y = None"), "y = None", NULL},
        {PH_PROVED, LOOP("q.append(x)"), "q.append(x)", NULL},
        {PH_PROVED, LOOP("d[x] = 0"), "d[x] = 0", NULL},
        {PH_PROVED, LOOP("t += x"), "t += x", NULL},
        {PH_PROVED, LOOP("continue"), "continue", NULL},
        {PH_PROVED, LOOP("return x"), "return x", NULL},
        {PH_UNKNOWN, LOOP("a.append(x)"), "a.append(x)", NULL},
        {PH_UNKNOWN, LOOP("a[x] = 0"), "a[x] = 0", NULL},
        {PH_UNKNOWN, LOOP("u += x"), "u += x", NULL},
        {PH_UNKNOWN, LOOP("y = g()"), "y = g()", NULL},
        {PH_UNKNOWN, LOOP("raise"), "raise", NULL},
    };
    EXPECT_CASES(*state, "never_raises", k_cases);
}

static void annotations_may_be_believed(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, LOOP("g(n)"), "2:n", "int bool"},
        {PH_PROVED, LOOP("g(x)"), "2:x", "float int"},
        {PH_REFUTED, LOOP("g(n)"), "2:n", "str"},
        {PH_REFUTED, LOOP("g(a)"), "2:a", "int"},
    };
    EXPECT_CASES(*state, "hinted", k_cases);
}

#define TEXT(line) "import re\ndef f(s: str, a):\n    for x in a:\n        " line "\n"

static void a_call_may_stay_the_same_by_its_annotations(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, TEXT("g(len(s))"), "len(s)", "for x.."},
        {PH_PROVED, TEXT("g(re.compile('a'))"), "re.compile('a')", "for x.."},
        {PH_UNKNOWN, TEXT("g(len(a))"), "len(a)", "for x.."},
        {PH_UNKNOWN, TEXT("g(re.compile(s))"), "re.compile(s)", "for x.."},
        {PH_REFUTED, TEXT("g(len(x))"), "len(x)", "for x.."},
    };
    EXPECT_CASES(*state, "loop_invariant_hinted", k_cases);
}

static void control_comes_to_what_stands_behind_in_the_same_block(void **state)
{
    static const char k_text[] = "def f(a):\n    if a:\n        y = g()\n        def h(): "
                                 "return y + 1\n    with open(a) as b:\n        z = b\n    "
                                 "with a:\n        w = 1\n    return y, z, w\n";
    static const Case k_cases[] = {
        {PH_PROVED, k_text, "y + 1", "y = g()"},
        {PH_PROVED, k_text, "y, z, w", "z = b"},
        {PH_REFUTED, k_text, "y, z, w", "y = g()"},
        {PH_REFUTED, k_text, "y, z, w", "w = 1"},
        {PH_REFUTED, k_text, "g()", "y = g()"},
    };
    EXPECT_CASES(*state, "comes_after", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_operation_of_a_statement_may_raise, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            an_operation_that_is_not_alone_or_sure_to_run_is_not_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(plain_statements_never_raise, set_up, tear_down),
        cmocka_unit_test_setup_teardown(annotations_may_be_believed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_call_may_stay_the_same_by_its_annotations, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            control_comes_to_what_stands_behind_in_the_same_block, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("fact_steps", tests, NULL, NULL);
}
