#include "flow_fixture.h"

#define DEF(lines) "def f(a):\n    " lines "\n"

static void what_is_large_may_be_made_later(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, DEF("y = g(a)\n    z = [x for x in a]"), "y = g(a)", NULL},
        {PH_PROVED, DEF("y = g(a)\n    if a:\n        z = list(map(g, a))"), "y = g(a)",
         NULL},
        {PH_REFUTED, DEF("z = [x for x in a]\n    y = g(a)"), "y = g(a)", NULL},
        {PH_REFUTED, DEF("y = g(a)\n    z = [1, 2]"), "y = g(a)", NULL},
    };
    EXPECT_CASES(*state, "large_after", k_cases);
}

static void a_loop_fills_what_it_appends_to(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, DEF("q = []\n    for x in a:\n        q.append(x)"), "q", NULL},
        {PH_PROVED, DEF("q = {}\n    for x in a:\n        q[x] = 1"), "q", NULL},
        {PH_REFUTED, DEF("q = []\n    q.append(a)"), "q", NULL},
        {PH_REFUTED, DEF("q = []\n    for x in (1, 2):\n        q.append(x)"), "q", NULL},
        {PH_REFUTED, DEF("q = []\n    for x in a:\n        a.append(q)"), "q", NULL},
    };
    EXPECT_CASES(*state, "grown_in_loop", k_cases);
}

static void last_mentions_are(Fixture *f, const char *text, const char *statement,
                              const char *wanted)
{
    read_text(f, text);
    PhAnswer answer = ask(f, "last_mentions", statement, NULL);
    assert_int_equal(answer.node_count, wanted == NULL ? 0 : 1);
    if (wanted != NULL) {
        assert_true(ph_bytes_is(ph_tree_text(&f->tree, answer.nodes[0]), wanted));
    }
}

static void a_statement_may_be_the_last_to_mention_a_variable(void **state)
{
    Fixture *f = *state;
    last_mentions_are(f, DEF("q = [a]\n    y = g(q)\n    h(y)"), "y = g(q)", "q");
    last_mentions_are(f, DEF("with open(a) as b:\n        q = b.read()\n    y = g(q)"),
                      "y = g(q)", "q");
    last_mentions_are(f, DEF("with a:\n        q = [a]\n    y = g(q)"), "y = g(q)", NULL);
    last_mentions_are(f, DEF("if a:\n        q = [a]\n    y = g(q)"), "y = g(q)", NULL);
    last_mentions_are(f, DEF("q = [a]\n    y = g(q)\n    h(q)"), "y = g(q)", NULL);
    last_mentions_are(f, DEF("q = [a]\n    q = 1\n    y = g(q)"), "y = g(q)", NULL);
    last_mentions_are(f, DEF("q = [a]\n    y = lambda: q"), "y = lambda: q", NULL);
    last_mentions_are(f, DEF("q = [a]\n    return g(q)"), "return g(q)", NULL);
}

static void the_value_of_a_variable_that_is_stored_once_is_known(void **state)
{
    Fixture *f = *state;
    read_text(f, DEF("q = g(1)\n    r: int = 2\n    for s in q: pass\n    t = 1; t = 2"));
    PhAnswer answer = ask(f, "stored_value", "q", NULL);
    assert_int_equal(answer.node_count, 1);
    assert_true(ph_bytes_is(ph_tree_text(&f->tree, answer.nodes[0]), "g(1)"));
    assert_int_equal(ask(f, "stored_value", "r", NULL).node_count, 1);
    assert_int_equal(ask(f, "stored_value", "s", NULL).node_count, 0);
    assert_int_equal(ask(f, "stored_value", "t", NULL).node_count, 0);
}

static void an_exception_has_its_name_in_its_handler(void **state)
{
    static const char k_text[] =
        "def f():\n    try:\n        g()\n    except E as e:\n      "
        "  h(e)\n    e = 1\n    k(e)\n";
    static const Case k_cases[] = {
        {PH_PROVED, k_text, "2:e", NULL},
        {PH_REFUTED, k_text, "4:e", NULL},
        {PH_REFUTED, DEF("g(a)"), "2:a", NULL},
    };
    EXPECT_CASES(*state, "caught_exception", k_cases);
}

static void a_file_imports_a_module_or_something_of_it(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "import numpy as np\nf(x)\n", "x", "numpy"},
        {PH_PROVED, "from numpy import array\nf(x)\n", "x", "numpy"},
        {PH_REFUTED, "import os\nf(x)\n", "x", "numpy"},
    };
    EXPECT_CASES(*state, "file_imports", k_cases);
}

static void the_least_size_is(Fixture *f, const char *text, const char *what,
                              int64_t wanted)
{
    read_text(f, text);
    assert_int_equal(ask(f, "size_least", what, what).number, wanted);
}

static void what_a_walk_yields_at_least_is_counted(void **state)
{
    Fixture *f = *state;
    the_least_size_is(f, "g(range(3, 10))\n", "range(3, 10)", 7);
    the_least_size_is(f, "g(range(0, 10, 3))\n", "range(0, 10, 3)", 4);
    the_least_size_is(f, "g([0] * 12)\n", "[0] * 12", 12);
    the_least_size_is(f, "q = list(range(2, 5))\n", "q", 3);
    the_least_size_is(f, "g(range(a))\n", "range(a)", 0);
    the_least_size_is(f, "h(g(q))\n", "g(q)", 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_large_may_be_made_later, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_loop_fills_what_it_appends_to, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_statement_may_be_the_last_to_mention_a_variable,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            the_value_of_a_variable_that_is_stored_once_is_known, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_exception_has_its_name_in_its_handler, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_file_imports_a_module_or_something_of_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_a_walk_yields_at_least_is_counted, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("fact_lifetimes", tests, NULL, NULL);
}
