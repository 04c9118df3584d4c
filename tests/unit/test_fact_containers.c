#include "flow_fixture.h"

static void a_container_that_is_made_and_kept_is_fresh(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f():\n    q = []\n    q.append(1)\n    return len(q)\n", "q",
         NULL},
        {PH_PROVED, "def f():\n    q = {}\n    return q\n", "q", NULL},
        {PH_PROVED, "def f(a):\n    q = {x for x in a}\n    print(q)\n", "q", NULL},
        {PH_PROVED, "def f():\n    q = [1]\n    r = q[:]\n", "q[:]", NULL},
        {PH_UNKNOWN, "def f(a):\n    q = [1]\n    a(q)\n", "q", NULL},
        {PH_UNKNOWN, "def f(a):\n    q = [1]\n    r = q\n", "q", NULL},
        {PH_UNKNOWN, "def f(a):\n    q = [1]\n    a.b = q\n", "q", NULL},
        {PH_UNKNOWN, "def f():\n    q = [1]\n    print(id(q))\n", "q", NULL},
        {PH_UNKNOWN, "def f():\n    q = [1]\n    return lambda: q\n", "q", NULL},
        {PH_UNKNOWN, "def f(q):\n    return len(q)\n", "q", NULL},
        {PH_UNKNOWN, "def f():\n    q = {}\n    return q.items()\n", "q", NULL},
    };
    EXPECT_CASES(*state, "fresh", k_cases);
}

static void reads_leave_a_container_as_it_is(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f():\n    q = {1: 2}\n    return q[1], len(q), q.get(3)\n", "q",
         NULL},
        {PH_PROVED, "def f():\n    q = {1: 2}\n    for k, v in q.items(): print(k)\n", "q",
         NULL},
        {PH_PROVED, "def f():\n    q = {1}\n    return 1 in q, q.union([2])\n", "q", NULL},
        {PH_REFUTED, "def f():\n    q = {1: 2}\n    q[1] = 3\n", "q", NULL},
        {PH_REFUTED, "def f():\n    q = {1: 2}\n    del q[1]\n", "q", NULL},
        {PH_REFUTED, "def f():\n    q = {1}\n    q.discard(1)\n", "q", NULL},
        {PH_REFUTED, "def f():\n    q = [1]\n    a, q[0] = 1, 2\n", "q", NULL},
        {PH_UNKNOWN, "def f(a):\n    q = {1: 2}\n    a(q)\n", "q", NULL},
        {PH_UNKNOWN, "def f(a):\n    q = {1: 2}\n    q.unknown()\n", "q", NULL},
    };
    EXPECT_CASES(*state, "read_only", k_cases);
}

static void the_last_use_has_nothing_behind_it(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f():\n    q = [1]\n    r = q[:]\n    return r\n", "2:q", NULL},
        {PH_REFUTED, "def f():\n    q = [1]\n    r = q[:]\n    return q\n", "2:q", NULL},
        {PH_UNKNOWN, "def f(a):\n    q = [1]\n    a(q)\n    r = q[:]\n", "3:q", NULL},
        {PH_UNKNOWN, "def f():\n    q = [1]\n    for x in q:\n        r = q[:]\n", "3:q",
         NULL},
        {PH_UNKNOWN, "def f(q):\n    r = q[:]\n", "2:q", NULL},
    };
    EXPECT_CASES(*state, "last_use", k_cases);
}

static void changes_behind_the_copy_count(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f():\n    q = [1]\n    q.append(2)\n    r = q[:]\n", "q", "r"},
        {PH_REFUTED, "def f():\n    q = [1]\n    r = q[:]\n    q.append(2)\n", "q", "r"},
        {PH_REFUTED,
         "def f(a):\n    q = [1]\n    while a:\n        q.append(2)\n        r = q[:]\n",
         "q", "r"},
        {PH_UNKNOWN, "def f(a):\n    q = [1]\n    r = q[:]\n    a(q)\n", "q", "r"},
    };
    EXPECT_CASES(*state, "unchanged_while_live", k_cases);
}

static void a_container_that_a_return_names_is_returned(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f():\n    q = [1]\n    return 1, q\n", "q", NULL},
        {PH_REFUTED, "def f():\n    q = [1]\n    return q[0], len(q)\n", "q", NULL},
    };
    EXPECT_CASES(*state, "returned", k_cases);
}

static void a_flat_template_holds_nothing_that_changes(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f():\n    q = {'a': 1, 'b': ('x', 2)}\n    len(q)\n", "2:q", NULL},
        {PH_PROVED, "def f():\n    q = [0] * 3\n    q.append(1)\n    len(q)\n", "3:q",
         NULL},
        {PH_PROVED, "def f():\n    q = dict(a=1)\n    q['b'] = 'x'\n    len(q)\n", "3:q",
         NULL},
        {PH_UNKNOWN, "def f():\n    q = {'a': []}\n    len(q)\n", "2:q", NULL},
        {PH_UNKNOWN, "def f():\n    q = {'a': 1}\n    q['b'] = []\n    len(q)\n", "3:q",
         NULL},
        {PH_UNKNOWN, "def f(a):\n    q = {'a': 1}\n    a(q)\n    len(q)\n", "3:q", NULL},
        {PH_UNKNOWN, "def f(q):\n    len(q)\n", "2:q", NULL},
    };
    EXPECT_CASES(*state, "flat", k_cases);
    read_text(*state, "Q = {'a': 1}\nR = {'a': []}\n");
    assert_int_equal(ask(*state, "stored_flat", "Q", NULL).verdict, PH_PROVED);
    assert_int_equal(ask(*state, "stored_flat", "R", NULL).verdict, PH_REFUTED);
}

static void values_that_cannot_change_are_immutable(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "f((1, 'x', (None,)))\n", "(1, 'x', (None,))", NULL},
        {PH_PROVED, "f(len(x))\n", "len(x)", NULL},
        {PH_UNKNOWN, "f((1, [2]))\n", "(1, [2])", NULL},
        {PH_REFUTED, "f([1])\n", "[1]", NULL},
        {PH_UNKNOWN, "f(frozenset('ab'))\n", "frozenset('ab')", NULL},
        {PH_UNKNOWN, "def f(q):\n    g(q)\n", "2:q", NULL},
    };
    EXPECT_CASES(*state, "immutable", k_cases);
}

static void plain_data_is_made_by_displays_and_readers(void **state)
{
    static const Case k_made[] = {
        {PH_PROVED, "f([1, {'a': [None]}])\n", "[1, {'a': [None]}]", NULL},
        {PH_PROVED, "import json\nf(json.loads(x))\n", "json.loads(x)", NULL},
        {PH_UNKNOWN, "import json\nf(json.loads(x, cls=y))\n", "json.loads(x, cls=y)",
         NULL},
        {PH_UNKNOWN, "f([x])\n", "[x]", NULL},
        {PH_UNKNOWN, "f([{1, 2}])\n", "[{1, 2}]", NULL},
        {PH_UNKNOWN, "def f():\n    q = [1]\n    g(q)\n", "2:q", NULL},
    };
    EXPECT_CASES(*state, "made_plain", k_made);
    static const Case k_held[] = {
        {PH_PROVED, "def f():\n    q = [[0] * 3 for _ in range(2)]\n    len(q)\n", "q",
         NULL},
        {PH_UNKNOWN, "def f(a):\n    q = [a]\n    len(q)\n", "q", NULL},
    };
    EXPECT_CASES(*state, "holds_plain", k_held);
}

static void deep_reads_are_followed_into_loops(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED,
         "def f():\n    q = [[1]]\n    for row in q:\n        for c in row: print(c)\n",
         "q", NULL},
        {PH_PROVED, "def f():\n    q = {'a': [1]}\n    return q['a'][0], len(q)\n", "q",
         NULL},
        {PH_PROVED,
         "def f():\n    q = {'a': [1]}\n    for k, v in q.items(): print(k, v[0])\n", "q",
         NULL},
        {PH_UNKNOWN, "def f():\n    q = [[1]]\n    for row in q: row.append(2)\n", "q",
         NULL},
        {PH_UNKNOWN, "def f():\n    q = [[1]]\n    return q[0]\n", "q", NULL},
        {PH_UNKNOWN, "def f():\n    q = [[1]]\n    q[0][0] = 2\n", "q", NULL},
        {PH_UNKNOWN, "def f(a):\n    q = [[1]]\n    a(q)\n", "q", NULL},
    };
    EXPECT_CASES(*state, "deep_read", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_container_that_is_made_and_kept_is_fresh, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(reads_leave_a_container_as_it_is, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_last_use_has_nothing_behind_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(changes_behind_the_copy_count, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_container_that_a_return_names_is_returned, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_flat_template_holds_nothing_that_changes, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(values_that_cannot_change_are_immutable, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(plain_data_is_made_by_displays_and_readers, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(deep_reads_are_followed_into_loops, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("fact_containers", tests, NULL, NULL);
}
