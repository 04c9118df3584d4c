#include "flow_fixture.h"
static void a_str_is_proved_by_how_it_is_made(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    x = f'{a}'\n", "f'{a}'", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = [1]\n", "[1]", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = a\n", "a", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = 'x' if a else 1\n", "'x' if a else 1", NULL},
    };
    EXPECT_CASES(*state, "is_str", k_cases);
}

static void bytes_are_proved_by_how_they_are_made(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    x = b'x'\n", "b'x'", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = 'x'\n", "'x'", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = a.b\n", "a.b", NULL},
    };
    EXPECT_CASES(*state, "is_bytes", k_cases);
}

static void a_bool_counts_as_an_int(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    x = len(a)\n", "len(a)", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = not a\n", "not a", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = 1.5\n", "1.5", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = a + 1\n", "a + 1", NULL},
    };
    EXPECT_CASES(*state, "is_int", k_cases);
}

static void a_list_stays_one_when_it_grows(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    q = []\n    q += [1]\n    return q\n", "q", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = []\n    q += a\n    return q\n", "q", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = []\n    q *= a\n    return q\n", "q", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    q = ()\n    return q\n", "q", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    return a\n", "a", NULL},
    };
    EXPECT_CASES(*state, "is_list", k_cases);
}

static void builtin_sequences_are_sequences(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    x = range(3)\n", "range(3)", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = {1}\n", "{1}", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = a\n", "a", NULL},
    };
    EXPECT_CASES(*state, "is_sequence", k_cases);
}

static void a_new_list_is_fresh(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    x = []\n", "[]", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = [y for y in a]\n", "[y for y in a]", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = list(a)\n", "list(a)", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = sorted(a)\n", "sorted(a)", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 'a b'.split()\n", "'a b'.split()", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = [a] + [b]\n", "[a] + [b]", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = (1, 2)\n", "(1, 2)", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = a\n", "a", NULL},
        {PH_UNKNOWN, "list = b\ndef f(a, b, c):\n    x = list(a)\n", "list(a)", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = max([a], [b])\n", "max([a], [b])", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = a.split()\n", "a.split()", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = []\n    x = q\n", "2:q", NULL},
    };
    EXPECT_CASES(*state, "fresh_list", k_cases);
}

static void functions_that_give_new_lists(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(n):\n    return [n]\ng(f(1))\n", "f(1)", NULL},
        {PH_PROVED, "def f(n):\n    q = []\n    q.append(n)\n    return q\ng(f(1))\n",
         "f(1)", NULL},
        {PH_PROVED, "def e(n):\n    return [n]\ndef f(n):\n    return e(n)\ng(f(1))\n",
         "f(1)", NULL},
        {PH_UNKNOWN, "def f(n):\n    if n: return [n]\ng(f(1))\n", "f(1)", NULL},
        {PH_UNKNOWN, "def f(n):\n    q = []\n    n.x = q\n    return q\ng(f(1))\n", "f(1)",
         NULL},
        {PH_UNKNOWN, "def f(n):\n    q = []\n    n(x for x in q)\n    return q\ng(f(1))\n",
         "f(1)", NULL},
        {PH_UNKNOWN, "K = []\ndef f(n):\n    return K\ng(f(1))\n", "f(1)", NULL},
        {PH_UNKNOWN, "def f(n, q=[]):\n    return q\ng(f(1))\n", "f(1)", NULL},
        {PH_UNKNOWN,
         "def f(n):\n    q = []\n    h = lambda: q\n    n(h)\n    return q\ng(f(1))\n",
         "f(1)", NULL},
        {PH_UNKNOWN, "@d\ndef f(n):\n    return [n]\ng(f(1))\n", "f(1)", NULL},
        {PH_UNKNOWN, "async def f(n):\n    return [n]\ng(f(1))\n", "f(1)", NULL},
    };
    EXPECT_CASES(*state, "fresh_list", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_str_is_proved_by_how_it_is_made, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(bytes_are_proved_by_how_they_are_made, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_bool_counts_as_an_int, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_list_stays_one_when_it_grows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(builtin_sequences_are_sequences, set_up, tear_down),
        cmocka_unit_test_setup_teardown(functions_that_give_new_lists, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_new_list_is_fresh, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("fact_types", tests, NULL, NULL);
}
