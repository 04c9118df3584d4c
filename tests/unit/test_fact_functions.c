#include "flow_fixture.h"

static void functions_that_only_compute(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(n: int):\n    return n * 2\n", "f", NULL},
        {PH_PROVED, "import math\nK = 3\ndef f(n: float):\n    return math.sqrt(n) + K\n",
         "f", NULL},
        {PH_PROVED,
         "def f(s: str):\n    a = []\n    for c in s:\n        a.append(c.upper())\n    "
         "a[0] = 'x'\n    return ''.join(a)\n",
         "f", NULL},
        {PH_PROVED,
         "def g(n: int):\n    return n\ndef f(n: int):\n    if n < 0:\n        raise "
         "ValueError(f'{n}')\n    return g(n)\n",
         "f", NULL},
        {PH_UNKNOWN, "def f(n):\n    return n * 2\n", "f", NULL},
        {PH_UNKNOWN, "def f(n: int):\n    print(n)\n", "f", NULL},
        {PH_UNKNOWN, "K = 3\nK = 4\ndef f(n: int):\n    return n + K\n", "f", NULL},
        {PH_UNKNOWN, "K = []\ndef f(n: int):\n    return K\n", "f", NULL},
        {PH_UNKNOWN, "def f(n: int):\n    global K\n    K = n\n", "f", NULL},
        {PH_UNKNOWN, "def f(n: int):\n    self.x = n\n", "f", NULL},
        {PH_UNKNOWN, "A = []\ndef f(n: int):\n    a = A\n    a.append(n)\n", "f", NULL},
        {PH_UNKNOWN, "def f(a: list):\n    a.append(1)\n", "f", NULL},
        {PH_UNKNOWN, "def f(n: int):\n    yield n\n", "f", NULL},
        {PH_UNKNOWN, "async def f(n: int):\n    return n\n", "f", NULL},
        {PH_UNKNOWN, "import time\ndef f(n: int):\n    return time.time()\n", "f", NULL},
        {PH_UNKNOWN, "def g(n):\n    print(n)\ndef f(n: int):\n    return g(n)\n", "f",
         NULL},
        {PH_UNKNOWN, "def f(n: int):\n    with n:\n        pass\n", "f", NULL},
        {PH_UNKNOWN, "def f(n: int):\n    return open(n)\n", "f", NULL},
    };
    EXPECT_CASES(*state, "pure_function", k_cases);
}

static void results_that_nobody_can_change(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(n: int):\n    return n * 2\n", "f", NULL},
        {PH_PROVED, "def f(s: str):\n    return s.upper(), len(s)\n", "f", NULL},
        {PH_PROVED, "def f(n: int):\n    def g():\n        return []\n    return None\n",
         "f", NULL},
        {PH_REFUTED, "def f(n: int):\n    return [n]\n", "f", NULL},
        {PH_UNKNOWN, "def f(n: int):\n    return g(n)\n", "f", NULL},
        {PH_UNKNOWN, "def f(n: int):\n    return [n], 1\n", "f", NULL},
        {PH_UNKNOWN, "def f(n):\n    return n\n", "f", NULL},
    };
    EXPECT_CASES(*state, "returns_immutable", k_cases);
}

static void functions_that_come_back_to_themselves(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(n):\n    return f(n)\n", "f", NULL},
        {PH_PROVED, "def f(n):\n    return g(n)\ndef g(n):\n    return map(f, n)\n", "f",
         NULL},
        {PH_REFUTED, "def f(n):\n    return g(n)\ndef g(n):\n    return n\n", "f", NULL},
    };
    EXPECT_CASES(*state, "recursive", k_cases);
}

static void how_many_arguments_there_can_be(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(n): pass\n", "f", NULL},
        {PH_PROVED, "def f(*a): pass\n", "f", NULL},
        {PH_PROVED, "def f(a: bool, b: int): pass\n", "f", NULL},
        {PH_REFUTED, "def f(): pass\n", "f", NULL},
        {PH_REFUTED, "def f(a: bool, *, b: Literal[1, 2]): pass\n", "f", NULL},
        {PH_REFUTED, "class E(Enum):\n    A = 1\ndef f(a: E): pass\n", "f", NULL},
    };
    EXPECT_CASES(*state, "many_arguments", k_cases);
}

static void who_looks_at_a_cache_or_tells_results_apart(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(n): pass\nf.cache_info()\n", "f", NULL},
        {PH_PROVED, "def f(n): pass\nprint(f(1) is f(1))\n", "f", NULL},
        {PH_PROVED, "def f(n): pass\nf(1).x.append(2)\n", "f", NULL},
        {PH_PROVED, "def f(n): pass\na = f(1)\na['k'] = 1\n", "f", NULL},
        {PH_REFUTED, "def f(n): pass\na = f(1)\nprint(a, f(2) is None)\nf.cache_clear()\n",
         "f", NULL},
    };
    EXPECT_CASES(*state, "cache_observed", k_cases);
}

static void values_that_become_ints_at_once(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "f(int(a ** 0.5))\n", "a ** 0.5", NULL},
        {PH_PROVED, "from math import floor\nf(floor(a))\n", "a", NULL},
        {PH_PROVED, "f((a) // 1)\n", "(a)", NULL},
        {PH_REFUTED, "f(round(a))\n", "a", NULL},
        {PH_REFUTED, "f(a // 2)\n", "a", NULL},
        {PH_REFUTED, "def int(a): pass\nf(int(a ** 0.5))\n", "a ** 0.5", NULL},
    };
    EXPECT_CASES(*state, "rounded_down", k_cases);
}

static void the_function_under_a_sole_decorator(void **state)
{
    Fixture *f = *state;
    read_text(f, "@g\ndef f(): pass\n@h\n@k\ndef e(): pass\n");
    PhAnswer one = ask(f, "decorates", "g", NULL);
    assert_int_equal(one.node_count, 1);
    assert_non_null(one.nodes);
    assert_int_equal(one.nodes == NULL ? 0 : one.nodes[0], piece(f, "f"));
    assert_int_equal(ask(f, "decorates", "h", NULL).node_count, 0);
    assert_int_equal(ask(f, "decorates", "f", NULL).node_count, 0);
}

static void arguments_that_callees_only_look_at(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(p):\n    for x in p: print(x)\nf(mine)\n", "mine", NULL},
        {PH_PROVED, "def f(a, *, p=0):\n    return a in p or len(p)\nf(1, p=mine)\n",
         "mine", NULL},
        {PH_PROVED, "def g(p):\n    return sum(p)\ndef f(p):\n    return g(p)\nf(mine)\n",
         "mine", NULL},
        {PH_UNKNOWN, "def f(p):\n    return p\nf(mine)\n", "mine", NULL},
        {PH_UNKNOWN, "def f(p):\n    p.append(1)\nf(mine)\n", "mine", NULL},
        {PH_UNKNOWN, "def f(p):\n    return p[0]\nf(mine)\n", "mine", NULL},
        {PH_UNKNOWN, "def f(p):\n    return (x for x in p)\nf(mine)\n", "mine", NULL},
        {PH_UNKNOWN, "def f(p):\n    yield len(p)\nf(mine)\n", "mine", NULL},
        {PH_UNKNOWN, "async def f(p):\n    len(p)\nf(mine)\n", "mine", NULL},
        {PH_UNKNOWN, "@d\ndef f(p):\n    len(p)\nf(mine)\n", "mine", NULL},
        {PH_UNKNOWN, "def f(*p):\n    len(p)\nf(mine)\n", "mine", NULL},
        {PH_UNKNOWN, "def f(p):\n    len(p)\nf(*mine)\n", "mine", NULL},
        {PH_UNKNOWN, "def f(p):\n    def g(): return p\n    return len(p)\nf(mine)\n",
         "mine", NULL},
        {PH_UNKNOWN, "def f(p):\n    len(p)\nf = g\nf(mine)\n", "mine", NULL},
        {PH_UNKNOWN, "def f(p):\n    f(p)\nf(mine)\n", "mine", NULL},
        {PH_UNKNOWN, "def f(p):\n    len(p)\n    locals()\nf(mine)\n", "mine", NULL},
        {PH_UNKNOWN, "from m import f\nf(mine)\n", "mine", NULL},
    };
    EXPECT_CASES(*state, "lent", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(functions_that_only_compute, set_up, tear_down),
        cmocka_unit_test_setup_teardown(results_that_nobody_can_change, set_up, tear_down),
        cmocka_unit_test_setup_teardown(functions_that_come_back_to_themselves, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(how_many_arguments_there_can_be, set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_looks_at_a_cache_or_tells_results_apart, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(values_that_become_ints_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_function_under_a_sole_decorator, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(arguments_that_callees_only_look_at, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("fact_functions", tests, NULL, NULL);
}
