#include "flow_fixture.h"

#define DEF(line)  "def f(a, b, d):\n    " line "\n"
#define LOOP(line) "def f(a):\n    q = [1, 2]\n    for x in a:\n        " line "\n"

static void a_call_of_what_stays_the_same_may_be_made_before_the_loop(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, LOOP("b(len(q))"), "len(q)", "for x.."},
        {PH_PROVED, LOOP("b(set(q))"), "set(q)", "for x.."},
        {PH_PROVED, LOOP("b([x for y in a if y in set(q)])"), "set(q)", "for x.."},
        {PH_PROVED, LOOP("b(max(q))"), "max(q)", "for x.."},
        {PH_PROVED, LOOP("b(sum(1 for y in a if y in set(q)))"), "set(q)", "for x.."},
        {PH_REFUTED, LOOP("b(len(q), q.pop())"), "len(q)", "for x.."},
        {PH_REFUTED, LOOP("b(len(x))"), "len(x)", "for x.."},
        {PH_UNKNOWN, LOOP("b(len(a))"), "len(a)", "for x.."},
        {PH_UNKNOWN, "def f(a):\n    q = []\n    for x in a:\n        b(max(q))\n",
         "max(q)", "for x.."},
        {PH_UNKNOWN, LOOP("b(lambda: len(q))"), "len(q)", "for x.."},
        {PH_UNKNOWN, LOOP("b(q, len(q))"), "len(q)", "for x.."},
        {PH_UNKNOWN, LOOP("b(c())"), "c()", "for x.."},
    };
    EXPECT_CASES(*state, "loop_invariant", k_cases);
}

#define FUNCTION(body) "def c():\n    " body "\ndef f():\n    y = c()\n"

static void a_function_that_only_computes_always_gives_a_value(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, FUNCTION("return 1"), "c()", NULL},
        {PH_PROVED, FUNCTION("n: int = 1\n    return n"), "c()", NULL},
        {PH_PROVED, FUNCTION("return sum(i * i for i in range(9))"), "c()", NULL},
        {PH_PROVED, "B = 4\n" FUNCTION("return B // 2"), "c()", NULL},
        {PH_UNKNOWN, "B = [4]\n" FUNCTION("return len(B)"), "c()", NULL},
        {PH_UNKNOWN, FUNCTION("return B // 2") "B = 4\n", "c()", NULL},
        {PH_UNKNOWN, "if x:\n    B = 4\n" FUNCTION("return B // 2"), "c()", NULL},
        {PH_UNKNOWN,
         "B = 4\n" FUNCTION("return B // 2") "def g():\n    global B\n    B = 5\n", "c()",
         NULL},
        {PH_PROVED, "def c(n, k=2):\n    return n * k\ndef f():\n    y = c(3)\n", "c(3)",
         NULL},
        {PH_UNKNOWN, "def c(n, k=2):\n    return n * k\ndef f(a):\n    y = c(a)\n", "c(a)",
         NULL},
        {PH_UNKNOWN, "def c(n, k=2):\n    return n * k\ndef f():\n    y = c()\n", "c()",
         NULL},
        {PH_UNKNOWN, "def c(n):\n    return n\ndef f():\n    y = c(m=1)\n", "c(m=1)", NULL},
        {PH_PROVED, FUNCTION("n = 0\n    for i in range(9):\n        n += i\n    return n"),
         "c()", NULL},
        {PH_UNKNOWN, FUNCTION("while True: pass"), "c()", NULL},
        {PH_UNKNOWN, FUNCTION("print()"), "c()", NULL},
        {PH_UNKNOWN, FUNCTION("return []"), "c()", NULL},
        {PH_UNKNOWN, FUNCTION("return y"), "c()", NULL},
        {PH_UNKNOWN, FUNCTION("yield 1"), "c()", NULL},
        {PH_UNKNOWN, FUNCTION("return c()"), "2:c()", NULL},
        {PH_UNKNOWN, FUNCTION("for i in range(2): n = i\n    return n"), "c()", NULL},
        {PH_UNKNOWN, "def f():\n    y = c()\ndef c():\n    return 1\n", "c()", NULL},
    };
    EXPECT_CASES(*state, "total_call", k_cases);
}

static void a_value_that_is_tested_or_walked_is_read_in_place(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, DEF("y = a in g(d)"), "g(d)", NULL},
        {PH_PROVED, DEF("for y in g(d): pass"), "g(d)", NULL},
        {PH_PROVED, DEF("y = len(g(d))"), "g(d)", NULL},
        {PH_PROVED, DEF("y = g(d)[0]"), "g(d)", NULL},
        {PH_PROVED, DEF("y = sorted(d).index(a)"), "sorted(d)", NULL},
        {PH_REFUTED, DEF("y = sorted(d).append(a)"), "sorted(d)", NULL},
        {PH_REFUTED, DEF("g(d)[0] = 1"), "g(d)", NULL},
        {PH_REFUTED, DEF("g(d)[0] += 1"), "g(d)", NULL},
        {PH_REFUTED, DEF("y = g(d) in a"), "g(d)", NULL},
        {PH_REFUTED, DEF("y = g(d)"), "g(d)", NULL},
    };
    EXPECT_CASES(*state, "read_in_place", k_cases);
}

static void ints_bools_and_floats_are_numbers(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, DEF("y = 1 if a else 2.5"), "1 if a else 2.5", NULL},
        {PH_PROVED, DEF("y = True"), "True", NULL},
        {PH_REFUTED, DEF("y = 'x'"), "'x'", NULL},
        {PH_UNKNOWN, DEF("y = [a]"), "2:a", NULL},
    };
    EXPECT_CASES(*state, "is_number", k_cases);
}

static void repeated_calls_read_nothing_that_the_loop_stores(void **state)
{
    Fixture *f = *state;
    read_text(f, LOOP("b(len(q), len(x), len(q), set(q), c(q))"));
    PhAnswer answer = ask(f, "repeated_calls", "for x..", NULL);
    assert_int_equal(answer.node_count, 6);
    assert(answer.nodes != NULL);
    assert_true(ph_bytes_is(ph_tree_text(&f->tree, answer.nodes[0]), "len"));
    assert_true(ph_bytes_is(ph_tree_text(&f->tree, answer.nodes[2]), "set"));
    assert_true(ph_bytes_is(ph_tree_text(&f->tree, answer.nodes[5]), "c(q)"));
    read_text(f, LOOP("b(len(x), C(q), len('a'), a.c(q))"));
    assert_int_equal(ask(f, "repeated_calls", "for x..", NULL).verdict, PH_REFUTED);
}

#define SLICES(line)                                                                       \
    "def f(a):\n    q = bytes(a)\n    for x in a:\n        for y in a:\n            " line \
    "\n"

static void slices_are_repeated_at_the_outermost_loop_that_keeps_the_name(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, SLICES("b(q[x:y])"), "q[x:y]", NULL},
        {PH_REFUTED, SLICES("b(q[x])"), "q[x]", NULL},
        {PH_REFUTED, SLICES("b(a[x:y]); a = y"), "a[x:y]", NULL},
        {PH_REFUTED, SLICES("b(lambda: q[x:y])"), "q[x:y]", NULL},
        {PH_REFUTED, SLICES("b(q[x:y]); q = b"), "q[x:y]", NULL},
        {PH_REFUTED, SLICES("b(z[x:y])"), "z[x:y]", NULL},
        {PH_REFUTED, "def f(a):\n    q = bytes(a)\n    b(q[1:])\n", "q[1:]", NULL},
    };
    Fixture *f = *state;
    EXPECT_CASES(f, "sliced_each_round", k_cases);
    read_text(f, SLICES("b(q[x:y], q[x:], a[:y])"));
    PhAnswer answer = ask(f, "repeated_slices", "for x..", NULL);
    assert_int_equal(answer.node_count, 2);
    assert(answer.nodes != NULL);
    assert_true(ph_bytes_is(ph_tree_text(&f->tree, answer.nodes[0]), "q"));
    assert_true(ph_bytes_is(ph_tree_text(&f->tree, answer.nodes[1]), "a"));
    assert_int_equal(ask(f, "repeated_slices", "for y..", NULL).verdict, PH_REFUTED);
}

static void functions_of_modules_are_looked_up_time_and_again(void **state)
{
    Fixture *f = *state;
    read_text(f, "import os, math\n" LOOP("os.path.join(x), math.sin(x), os.path.none"));
    PhAnswer answer = ask(f, "module_lookups", "for x..", "chain");
    assert_int_equal(answer.node_count, 2);
    assert(answer.nodes != NULL);
    assert_true(ph_bytes_is(ph_tree_text(&f->tree, answer.nodes[1]), "join"));
    assert_int_equal(ask(f, "module_lookups", "for x..", "attribute").node_count, 2);
    read_text(f, "import os, mock\n" LOOP("os.path.join(x)"));
    assert_int_equal(ask(f, "module_lookups", "for x..", "chain").node_count, 0);
}

static void a_lookup_is_steady_where_its_names_mean_the_same(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, LOOP("m.sin(x)"), "m.sin", "for x.."},
        {PH_UNKNOWN, LOOP("m.sin(x); m = x"), "m.sin", "for x.."},
        {PH_UNKNOWN, LOOP("b(lambda m: m.sin)"), "m.sin", "for x.."},
    };
    EXPECT_CASES(*state, "steady_lookup", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_call_of_what_stays_the_same_may_be_made_before_the_loop, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_function_that_only_computes_always_gives_a_value,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_value_that_is_tested_or_walked_is_read_in_place,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(ints_bools_and_floats_are_numbers, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(repeated_calls_read_nothing_that_the_loop_stores,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            slices_are_repeated_at_the_outermost_loop_that_keeps_the_name, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(functions_of_modules_are_looked_up_time_and_again,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_lookup_is_steady_where_its_names_mean_the_same,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests_name("fact_invariant", tests, NULL, NULL);
}
