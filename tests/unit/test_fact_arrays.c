#include "flow_fixture.h"

#define PH_NP "import numpy as np\ndef f(p, n):\n    a = "

static void arrays_of_one_dimension(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, PH_NP "np.zeros(3)\n    return a\n", "2:a", NULL},
        {PH_PROVED, PH_NP "np.arange(n)\n    a[0] = 1\n    return a\n", "3:a", NULL},
        {PH_PROVED, PH_NP "np.array([1, 2.5])\n    g(a.sum())\n    return a\n", "3:a",
         NULL},
        {PH_UNKNOWN, PH_NP "np.zeros(n)\n    return a\n", "2:a", NULL},
        {PH_UNKNOWN, PH_NP "np.zeros((2, 2))\n    return a\n", "2:a", NULL},
        {PH_UNKNOWN, PH_NP "np.zeros(3)\n    g(a)\n    return a\n", "3:a", NULL},
        {PH_UNKNOWN, PH_NP "np.zeros(3)\n    a.shape = 1, 3\n    return a\n", "3:a", NULL},
        {PH_UNKNOWN, PH_NP "np.zeros(3)\n    a = n\n    return a\n", "3:a", NULL},
        {PH_UNKNOWN, PH_NP "p\n    return a\n", "2:a", NULL},
    };
    EXPECT_CASES(*state, "is_vector", k_cases);
}

static void kinds_of_elements(void **state)
{
    static const Case k_floats[] = {
        {PH_PROVED, PH_NP "np.linspace(0, 1, 5)\n    return a\n", "2:a", NULL},
        {PH_PROVED, PH_NP "np.zeros(3) * 2 + 1\n    return a\n", "2:a", NULL},
        {PH_UNKNOWN, PH_NP "np.arange(3)\n    return a\n", "2:a", NULL},
        {PH_UNKNOWN, PH_NP "np.zeros(3, dtype=int)\n    return a\n", "2:a", NULL},
    };
    static const Case k_ints[] = {
        {PH_PROVED, PH_NP "np.arange(3)\n    return a\n", "2:a", NULL},
        {PH_UNKNOWN, PH_NP "np.arange(3.0)\n    return a\n", "2:a", NULL},
    };
    EXPECT_CASES(*state, "is_float_vector", k_floats);
    EXPECT_CASES(*state, "is_int_vector", k_ints);
}

static void arrays_without_a_negative_zero(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, PH_NP "np.linspace(-1.0, 1, 5)\n    return a\n", "2:a", NULL},
        {PH_PROVED, PH_NP "np.zeros(3)\n    return a\n", "2:a", NULL},
        {PH_PROVED, PH_NP "np.full(3, 1.5)\n    return a\n", "2:a", NULL},
        {PH_PROVED, PH_NP "np.array([1.0, -2.0])\n    return a\n", "2:a", NULL},
        {PH_UNKNOWN, PH_NP "np.array([1.0, -0.0])\n    return a\n", "2:a", NULL},
        {PH_UNKNOWN, PH_NP "np.full(3, -0.0)\n    return a\n", "2:a", NULL},
        {PH_UNKNOWN, PH_NP "np.linspace(0.0, -0.0, 5)\n    return a\n", "2:a", NULL},
        {PH_UNKNOWN, PH_NP "np.empty(3)\n    return a\n", "2:a", NULL},
        {PH_UNKNOWN, PH_NP "np.zeros(3) * 2\n    return a\n", "2:a", NULL},
        {PH_UNKNOWN, PH_NP "np.zeros(3)\n    a[0] = -0.0\n    return a\n", "3:a", NULL},
        {PH_UNKNOWN, PH_NP "np.zeros(3)\n    a.fill(p)\n    return a\n", "3:a", NULL},
        {PH_UNKNOWN, PH_NP "np.zeros(3)\n    g(a)\n    return a\n", "3:a", NULL},
        {PH_UNKNOWN, PH_NP "p\n    return a\n", "2:a", NULL},
    };
    EXPECT_CASES(*state, "no_negative_zero", k_cases);
}

static void indices_that_copy(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, PH_NP "np.ones(3)\n    return a[a > 1]\n", "a > 1", NULL},
        {PH_PROVED, PH_NP "np.ones(3)\n    return a[[0, 2]]\n", "[0, 2]", NULL},
        {PH_PROVED, PH_NP "np.ones(3)\n    return a[np.argsort(a)]\n", "np.argsort(a)",
         NULL},
        {PH_REFUTED, PH_NP "np.ones(3)\n    return a[1:]\n", "1:", NULL},
        {PH_UNKNOWN, PH_NP "np.ones(3)\n    return a[p]\n", "2:p", NULL},
        {PH_UNKNOWN, PH_NP "np.ones(3)\n    return a[p > 1]\n", "p > 1", NULL},
    };
    EXPECT_CASES(*state, "copying_index", k_cases);
}

static void views_and_owners(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, PH_NP "np.ones(3)[1:]\n    return a\n", "2:a", NULL},
        {PH_REFUTED, PH_NP "np.ones(3)\n    return a\n", "2:a", NULL},
        {PH_UNKNOWN, PH_NP "p[1:]\n    return a\n", "2:a", NULL},
    };
    EXPECT_CASES(*state, "is_view", k_cases);
}

static void arrays_of_the_same_length(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, PH_NP "np.ones(3)\n    b = np.zeros(3)\n    return zip(a, b)\n", "2:a",
         "2:b"},
        {PH_REFUTED, PH_NP "np.ones(3)\n    b = np.zeros(4)\n    return zip(a, b)\n", "2:a",
         "2:b"},
        {PH_UNKNOWN, PH_NP "np.ones(3)\n    b = np.arange(p)\n    return zip(a, b)\n",
         "2:a", "2:b"},
    };
    EXPECT_CASES(*state, "same_length", k_cases);
}

static void arithmetic_that_rounds_alike(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "[-x * 2.5 + x for x in a]\n", "-x * 2.5 + x", "x"},
        {PH_UNKNOWN, "[x / 2 for x in a]\n", "x / 2", "x"},
        {PH_UNKNOWN, "[x + y for x in a]\n", "x + y", "x"},
        {PH_UNKNOWN, "[x * 9007199254740993 for x in a]\n", "x * 9007199254740993", "x"},
        {PH_UNKNOWN, "[x for x in a]\n", "x", "x"},
        {PH_REFUTED, "[-1 for x in a]\n", "-1", "x"},
    };
    EXPECT_CASES(*state, "float_arithmetic", k_cases);
}

static void what_may_be_large(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(n):\n    return [i for i in range(n)]\n",
         "[i for i in range(n)]", NULL},
        {PH_PROVED, "def f(p):\n    return p.read()\n", "p.read()", NULL},
        {PH_PROVED, "def f(n):\n    return [0] * n\n", "[0] * n", NULL},
        {PH_REFUTED, "[i for i in range(10)]\n", "[i for i in range(10)]", NULL},
        {PH_REFUTED, "def f(p):\n    return p.read(4)\n", "p.read(4)", NULL},
        {PH_REFUTED, "def f(p):\n    return p.split()\n", "p.split()", NULL},
    };
    EXPECT_CASES(*state, "large", k_cases);
}

static void functions_that_outlive_the_call(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(t):\n    return lambda: len(t)\n", "2:t", NULL},
        {PH_PROVED, "def f(t):\n    def g():\n        return t\n    return g\n", "2:t",
         NULL},
        {PH_REFUTED, "def f(t):\n    def g():\n        return t\n    return g()\n", "2:t",
         NULL},
        {PH_REFUTED, "def f(t):\n    return sorted(t, key=lambda x: t)\n", "3:t", NULL},
    };
    static const Case k_nested[] = {
        {PH_PROVED, "def f(t):\n    return lambda: t\n", "2:t", NULL},
        {PH_REFUTED, "def f(t):\n    return [t for x in t]\n", "3:t", NULL},
    };
    EXPECT_CASES(*state, "kept_by_closure", k_cases);
    EXPECT_CASES(*state, "from_nested", k_nested);
}

static void lengths_that_stay(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(p):\n    t = tuple(p)\n    return t\n", "2:t", NULL},
        {PH_REFUTED, "def f(p):\n    t = list(p)\n    return t\n", "2:t", NULL},
        {PH_UNKNOWN, "def f(p):\n    return p\n", "2:p", NULL},
    };
    EXPECT_CASES(*state, "fixed_length", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(arrays_of_one_dimension, set_up, tear_down),
        cmocka_unit_test_setup_teardown(kinds_of_elements, set_up, tear_down),
        cmocka_unit_test_setup_teardown(arrays_without_a_negative_zero, set_up, tear_down),
        cmocka_unit_test_setup_teardown(indices_that_copy, set_up, tear_down),
        cmocka_unit_test_setup_teardown(views_and_owners, set_up, tear_down),
        cmocka_unit_test_setup_teardown(arrays_of_the_same_length, set_up, tear_down),
        cmocka_unit_test_setup_teardown(arithmetic_that_rounds_alike, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_may_be_large, set_up, tear_down),
        cmocka_unit_test_setup_teardown(functions_that_outlive_the_call, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lengths_that_stay, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("fact_arrays", tests, NULL, NULL);
}
