#include "flow_fixture.h"

static void ints_with_bounds(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "f(len(a))\n", "len(a)", "52"},
        {PH_PROVED, "f(len(a) * 2 + ord(b))\n", "len(a) * 2 + ord(b)", "52"},
        {PH_PROVED, "f([n for n in range(10)])\n", "n", "4"},
        {PH_UNKNOWN, "f([n for n in range(17)])\n", "n", "4"},
        {PH_PROVED, "f([n for n in range(10, 0, -1)])\n", "n", "4"},
        {PH_UNKNOWN, "f([n for n in range(-1, 4)])\n", "n", "4"},
        {PH_PROVED, "def f(a):\n    n = len(a)\n    return n // 2\n", "n // 2", "52"},
        {PH_PROVED, "def f(a):\n    for i, x in enumerate(a, 1):\n        return i\n",
         "2:i", "52"},
        {PH_PROVED, "def f(a):\n    return len(a) % 8\n", "len(a) % 8", "3"},
        {PH_PROVED, "def f(a):\n    return abs(3 - len(a))\n", "abs(3 - len(a))", "52"},
        {PH_PROVED, "def f(a):\n    return min(len(a), 7)\n", "min(len(a), 7)", "3"},
        {PH_PROVED, "def f(a):\n    return max(len(a), 7) & 1\n", "max(len(a), 7) & 1",
         "1"},
        {PH_REFUTED, "f(-5)\n", "-5", "52"},
        {PH_REFUTED, "f(2 * 8)\n", "2 * 8", "4"},
        {PH_UNKNOWN, "f(len(a) - 1)\n", "len(a) - 1", "52"},
        {PH_UNKNOWN, "f(len(range(a)))\n", "len(range(a))", "52"},
        {PH_UNKNOWN, "f(len(a) * len(a))\n", "len(a) * len(a)", "52"},
        {PH_UNKNOWN, "f(9999999999999999999999)\n", "9999999999999999999999", "52"},
        {PH_UNKNOWN, "def f(n):\n    return n\n", "2:n", "52"},
        {PH_UNKNOWN, "def f(a):\n    n = 1\n    while a:\n        n += 1\n    return n\n",
         "3:n", "52"},
        {PH_UNKNOWN,
         "def f(a):\n    n = 1\n    while a:\n        n = n * 2\n    return n\n", "4:n",
         "52"},
        {PH_UNKNOWN, "def f(a):\n    n = int(a)\n    return n\n", "2:n", "52"},
        {PH_UNKNOWN, "def len(a): pass\nf(len(a))\n", "len(a)", "52"},
    };
    EXPECT_CASES(*state, "int_below", k_cases);
}

static void numbers_that_are_not_negative(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "f(len(a))\n", "len(a)", NULL},
        {PH_PROVED, "f(2.5)\n", "2.5", NULL},
        {PH_PROVED, "def f(a):\n    x = float(a)\n    return x * x + abs(x) / 2\n",
         "x * x + abs(x) / 2", NULL},
        {PH_PROVED, "import math\nf(math.hypot(a, b))\n", "math.hypot(a, b)", NULL},
        {PH_UNKNOWN, "f(-2.5)\n", "-2.5", NULL},
        {PH_UNKNOWN, "f(a)\n", "a", NULL},
        {PH_UNKNOWN, "def f(a):\n    return float(a) - 1\n", "float(a) - 1", NULL},
        {PH_UNKNOWN, "f(abs(a))\n", "abs(a)", NULL},
    };
    EXPECT_CASES(*state, "never_negative", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(ints_with_bounds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(numbers_that_are_not_negative, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("fact_int_bounds", tests, NULL, NULL);
}
