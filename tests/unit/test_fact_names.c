#include "flow_fixture.h"
static void only_variables_of_functions_are_local(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    x = 1\n", "x", NULL},
        {PH_PROVED, "def f(a, b, c):\n    pass\n", "a", NULL},
        {PH_PROVED, "g = lambda y: y\n", "y", NULL},
        {PH_REFUTED, "x = 1\n", "x", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    global x\n    x = 1\n", "2:x", NULL},
        {PH_REFUTED,
         "def f():\n    x = 1\n    def g():\n        nonlocal x\n        x = 2\n", "x",
         NULL},
        {PH_REFUTED, "class C:\n    x = 1\n", "x", NULL},
        {PH_REFUTED, "def f():\n    return [y for y in z]\n", "y", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    return len\n", "len", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    a.b = 1\n", "2:b", NULL},
    };
    EXPECT_CASES(*state, "local", k_cases);
}

static void any_other_scope_captures(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    x = 1\n    return lambda: x\n", "x", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 1\n    return [x for y in a]\n", "x", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = 1\n    return x\n", "x", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = 1\n    return [y for y in x]\n", "x", NULL},
    };
    EXPECT_CASES(*state, "captured", k_cases);
}

static void frames_and_exec_open_a_scope(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    x = 1\n", "x", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = 1\n    exec(a)\n", "x", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = 1\n    return locals()\n", "x", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = 1\n    def g():\n        return eval(a)\n",
         "x", NULL},
    };
    EXPECT_CASES(*state, "closed_scope", k_cases);
    EXPECT_CASES(*state, "in_closed_scope", k_cases);
}

static void one_store_is_a_sole_definition(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    x = 1\n    return x\n", "x", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = 1\n    x = 2\n", "x", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = 1\n    del x\n", "x", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = 1\n    x += 1\n", "x", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = 1\n    exec(a)\n", "x", NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    try:\n        pass\n    except E as x:\n        pass\n", "x",
         NULL},
        {PH_REFUTED, "x = 1\ndef f():\n    global x\n    x = 2\n", "x", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    return y\n", "y", NULL},
    };
    EXPECT_CASES(*state, "sole_def", k_cases);
}

static void code_of_functions_stands_in_a_function(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    x = 1\n", "x", NULL},
        {PH_PROVED, "f = lambda y: y + z\n", "z", NULL},
        {PH_PROVED, "def f(a, b, c):\n    return [z for y in a]\n", "z", NULL},
        {PH_REFUTED, "x = [y for y in z]\n", "z", NULL},
        {PH_REFUTED, "def f(a=z): pass\n", "z", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    class C:\n        x = 1\n", "x", NULL},
    };
    EXPECT_CASES(*state, "in_function", k_cases);
}

static void code_of_class_bodies_stands_in_a_class(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "class C:\n    x = 1\n", "x", NULL},
        {PH_PROVED, "class C:\n    x = [z for y in a]\n", "z", NULL},
        {PH_REFUTED, "class C:\n    def f(self):\n        x = 1\n", "x", NULL},
        {PH_REFUTED, "x = 1\n", "x", NULL},
    };
    EXPECT_CASES(*state, "in_class", k_cases);
}

static void code_outside_of_both_stands_in_the_module(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "if a:\n    x = 1\n", "x", NULL},
        {PH_PROVED, "@z\ndef f(): pass\n", "z", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = 1\n", "x", NULL},
        {PH_REFUTED, "class C:\n    x = 1\n", "x", NULL},
    };
    EXPECT_CASES(*state, "in_module", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_variables_of_functions_are_local, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(any_other_scope_captures, set_up, tear_down),
        cmocka_unit_test_setup_teardown(frames_and_exec_open_a_scope, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_store_is_a_sole_definition, set_up, tear_down),
        cmocka_unit_test_setup_teardown(code_of_functions_stands_in_a_function, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(code_of_class_bodies_stands_in_a_class, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(code_outside_of_both_stands_in_the_module, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("fact_names", tests, NULL, NULL);
}
