#include "flow_fixture.h"

static void code_that_reads_what_stays_is_unchanged(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED,
         "def f(n):\n    k = 3\n    for x in n:\n        print(x)\n    return k * 2\n",
         "k * 2", "for x.."},
        {PH_PROVED, "def f(n):\n    for x in n:\n        print(x)\n    return (n, n)\n",
         "(n, n)", "for x.."},
        {PH_PROVED,
         "def f(n):\n    q = [1]\n    for x in n:\n        n(x)\n    return len(q)\n",
         "len(q)", "for x.."},
        {PH_REFUTED,
         "def f(n):\n    k = 3\n    for x in n:\n        k = x\n    return k * 2\n",
         "k * 2", "for x.."},
        {PH_REFUTED,
         "def f(n):\n    q = [1]\n    for x in n:\n        q.append(x)\n    return "
         "len(q)\n",
         "len(q)", "for x.."},
        {PH_REFUTED, "def f(n, d):\n    for x in n:\n        del d[x]\n    return d[1]\n",
         "d[1]", "for x.."},
        {PH_UNKNOWN, "def f(n):\n    for x in n:\n        n(x)\n    return n.size\n",
         "n.size", "for x.."},
        {PH_UNKNOWN,
         "def f(n):\n    k = 3\n    def g():\n        nonlocal k\n        k = 4\n    for x "
         "in n:\n"
         "        g()\n    return k * 2\n",
         "k * 2", "for x.."},
    };
    EXPECT_CASES(*state, "unchanged_while", k_cases);
}

static void walks_find_the_same_where_nothing_is_changed(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f():\n    q = [1]\n    for x in q:\n        print(x)\n", "q",
         "for x.."},
        {PH_PROVED, "def f(n):\n    for x in range(n):\n        n(x)\n", "range(n)",
         "for x.."},
        {PH_PROVED, "def f():\n    d = {}\n    for x in d.items():\n        print(d)\n",
         "d.items()", "for x.."},
        {PH_REFUTED, "def f():\n    d = {}\n    for x in d.items():\n        d[x] = 1\n",
         "d.items()", "for x.."},
        {PH_REFUTED, "def f(a):\n    for x in a.q:\n        a.q.remove(x)\n", "a.q",
         "for x.."},
        {PH_UNKNOWN, "def f(n):\n    for x in n:\n        n(x)\n", "n", "for x.."},
        {PH_UNKNOWN, "def f(n):\n    q = [1]\n    n(q)\n    for x in q:\n        n(x)\n",
         "3:q", "for x.."},
    };
    EXPECT_CASES(*state, "walk_unchanged_while", k_cases);
}

static void plain_walks_run_no_other_code(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "for x in range(n): pass\n", "x", "range(n)"},
        {PH_PROVED, "for (a, b) in enumerate('ab'): pass\n", "(a, b)", "enumerate('ab')"},
        {PH_PROVED, "for (a, b) in zip('ab', [1]): pass\n", "(a, b)", "zip('ab', [1])"},
        {PH_PROVED, "for (a, b) in [(1, 2), (3, 4)]: pass\n", "(a, b)", "[(1, 2), (3, 4)]"},
        {PH_UNKNOWN, "for (a, b) in [(1, 2), (3,)]: pass\n", "(a, b)", "[(1, 2), (3,)]"},
        {PH_UNKNOWN, "for x in n: pass\n", "x", "n"},
        {PH_UNKNOWN, "for (a, b) in zip('ab', n): pass\n", "(a, b)", "zip('ab', n)"},
    };
    EXPECT_CASES(*state, "plain_walk", k_cases);
}

static void next_raises_stop_iteration(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "f(next(x))\n", "next(x)", NULL},
        {PH_REFUTED, "f(len(x) + int(y) * 2)\n", "len(x) + int(y) * 2", NULL},
        {PH_REFUTED, "f('a'.join(x))\n", "'a'.join(x)", NULL},
        {PH_UNKNOWN, "f(g(x))\n", "g(x)", NULL},
        {PH_UNKNOWN, "f(x.size)\n", "x.size", NULL},
        {PH_UNKNOWN, "f(x[0])\n", "x[0]", NULL},
    };
    EXPECT_CASES(*state, "stops_iteration", k_cases);
}

static void the_first_code_of_the_next_statement_is_next(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f():\n    a = 1\n    return sum(x)\n", "sum(x)", "a = 1"},
        {PH_PROVED, "def f():\n    a = 1\n    b = 2 * sum(x) + g()\n", "sum(x)", "a = 1"},
        {PH_PROVED, "def f():\n    a = 1\n    if sum(x) > 2: pass\n", "sum(x)", "a = 1"},
        {PH_UNKNOWN, "def f():\n    a = 1\n    return g() + sum(x)\n", "sum(x)", "a = 1"},
        {PH_UNKNOWN, "def f():\n    a = 1\n    g()\n    return sum(x)\n", "sum(x)",
         "a = 1"},
        {PH_UNKNOWN, "def f():\n    a = 1\n    while sum(x): pass\n", "sum(x)", "a = 1"},
        {PH_UNKNOWN, "def f():\n    a = 1\n    return [sum(x) for y in z]\n", "sum(x)",
         "a = 1"},
    };
    EXPECT_CASES(*state, "evaluated_next", k_cases);
}

static void patterns_without_groups_are_groupless(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "f(r'\\w+')\n", "r'\\w+'", NULL},
        {PH_PROVED, "f('(?:a|b)+[(]')\n", "'(?:a|b)+[(]'", NULL},
        {PH_PROVED, "f(r'\\(a\\)')\n", "r'\\(a\\)'", NULL},
        {PH_REFUTED, "f('(a)')\n", "'(a)'", NULL},
        {PH_REFUTED, "f('(?P<a>b)')\n", "'(?P<a>b)'", NULL},
        {PH_REFUTED, "f('[]a](b)')\n", "'[]a](b)'", NULL},
        {PH_UNKNOWN, "f('\\x28a)')\n", "'\\x28a)'", NULL},
        {PH_UNKNOWN, "f(x)\n", "x", NULL},
        {PH_UNKNOWN, "f(b'a')\n", "b'a'", NULL},
    };
    EXPECT_CASES(*state, "groupless", k_cases);
}

static void files_are_read_early_where_nobody_can_tell(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED,
         "def f(p):\n    n = 0\n    with open(p) as q:\n        for x in q.readlines():\n"
         "            n += len(x)\n    return n\n",
         "2:q", "n += len(x)"},
        {PH_PROVED,
         "def f(p):\n    with open(p, 'rb') as q:\n        for x in q.readlines():\n"
         "            print(x)\n",
         "2:q", "print(x)"},
        {PH_UNKNOWN,
         "def f(p):\n    with open(p) as q:\n        for x in q.readlines():\n"
         "            print(x)\n",
         "2:q", "print(x)"},
        {PH_REFUTED,
         "def f(p):\n    with open(p) as q:\n        for x in q.readlines():\n"
         "            q.write(x)\n",
         "2:q", "q.write(x)"},
        {PH_UNKNOWN, "def f(q):\n    for x in q.readlines():\n        n = 1\n", "2:q",
         "n = 1"},
    };
    EXPECT_CASES(*state, "read_early", k_cases);
}

static void sizes_are_counted_from_literals(void **state)
{
    static const struct {
        const char *code;
        const char *piece;
        int64_t size;
    } k_cases[] = {
        {"f(range(10))\n", "range(10)", 10},
        {"f(range(2, 11, 3))\n", "range(2, 11, 3)", 3},
        {"f(range(5, 0, -2))\n", "range(5, 0, -2)", 3},
        {"f((1, x))\n", "(1, x)", 2},
        {"f(enumerate([1, 2]))\n", "enumerate([1, 2])", 2},
        {"f([*x])\n", "[*x]", INT64_MAX},
        {"f(range(n))\n", "range(n)", INT64_MAX},
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        Fixture *f = *state;
        read_text(f, k_cases[i].code);
        PhNodeId node = piece(f, k_cases[i].piece);
        PhCapture one = {.nodes = &node, .count = 1, .is_bound = true};
        PhCapture none = {.is_list = true, .is_bound = true};
        const PhFactArg args[] = {{.capture = &one}, {.capture = &none}};
        PhFactQuery query = {f->facts, args};
        const PhFactSpec *spec = ph_facts_find(PH_BYTES("size_limit"));
        assert_non_null(spec);
        assert_true(spec->run(&query).number == k_cases[i].size);
    }
}

static void the_lifespan_ends_with_the_last_mention(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f():\n    q = [1]\n    g()\n    return q\n");
    assert_int_equal(ask(f, "lifespan", "q", NULL).node_count, 3);
    read_text(f, "def f(a):\n    while a:\n        print(q)\n        q = [1]\n");
    assert_int_equal(ask(f, "lifespan", "2:q", NULL).node_count, 0);
}

static void elements_of_numbers_are_known(void **state)
{
    static const Case k_ints[] = {
        {PH_PROVED, "f(map(int, x))\n", "map(int, x)", NULL},
        {PH_REFUTED, "f(['a'])\n", "['a']", NULL},
        {PH_UNKNOWN, "f(map(g, x))\n", "map(g, x)", NULL},
    };
    static const Case k_floats[] = {
        {PH_PROVED, "f([1.5])\n", "[1.5]", NULL},
        {PH_REFUTED, "f([1])\n", "[1]", NULL},
        {PH_UNKNOWN, "f(x)\n", "x", NULL},
    };
    static const Case k_float[] = {
        {PH_PROVED, "f(float(x))\n", "float(x)", NULL},
        {PH_REFUTED, "f(1)\n", "1", NULL},
        {PH_UNKNOWN, "f(x)\n", "x", NULL},
    };
    static const Case k_set[] = {
        {PH_PROVED, "f({1})\n", "{1}", NULL},
        {PH_REFUTED, "f([1])\n", "[1]", NULL},
        {PH_UNKNOWN, "f(x)\n", "x", NULL},
    };
    EXPECT_CASES(*state, "holds_ints", k_ints);
    EXPECT_CASES(*state, "holds_floats", k_floats);
    EXPECT_CASES(*state, "is_float", k_float);
    EXPECT_CASES(*state, "is_set", k_set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(code_that_reads_what_stays_is_unchanged, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(walks_find_the_same_where_nothing_is_changed,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(plain_walks_run_no_other_code, set_up, tear_down),
        cmocka_unit_test_setup_teardown(next_raises_stop_iteration, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_first_code_of_the_next_statement_is_next,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(patterns_without_groups_are_groupless, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(files_are_read_early_where_nobody_can_tell, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(sizes_are_counted_from_literals, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_lifespan_ends_with_the_last_mention, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(elements_of_numbers_are_known, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("fact_walks", tests, NULL, NULL);
}
