#include "flow_fixture.h"

#define DEF(line) "def f(a, b, d):\n    " line "\n"

static void code_that_asks_for_its_frame_looks_at_it(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, DEF("y = super().x"), "super().x", NULL},
        {PH_PROVED, DEF("y = [locals()]"), "[locals()]", NULL},
        {PH_UNKNOWN, DEF("y = sys._getframe()"), "sys._getframe()", NULL},
        {PH_REFUTED, DEF("y = (x := a)"), "(x := a)", NULL},
        {PH_REFUTED, DEF("y = a.__class__"), "a.__class__", NULL},
    };
    EXPECT_CASES(*state, "looks_at_frame", k_cases);
}

static void only_what_walks_frames_in_inspect_looks_at_the_frame(void **state)
{
    static const Case k_cases[] = {
        {PH_REFUTED, DEF("y = inspect.isclass(a)"), "inspect.isclass(a)", NULL},
        {PH_REFUTED, DEF("y = inspect.Parameter.empty"), "inspect.Parameter.empty", NULL},
        {PH_UNKNOWN, DEF("y = inspect.stack()"), "inspect.stack()", NULL},
        {PH_UNKNOWN, DEF("y = inspect.trace()"), "inspect.trace()", NULL},
        {PH_UNKNOWN, DEF("y = [inspect]"), "[inspect]", NULL},
        {PH_UNKNOWN, DEF("y = a(inspect)"), "a(inspect)", NULL},
    };
    EXPECT_CASES(*state, "looks_at_frame", k_cases);
}

static void a_variable_with_the_name_of_such_a_builtin_does_not(void **state)
{
    static const Case k_cases[] = {
        {PH_REFUTED, "def f(dir):\n    y = a(dir)\n", "a(dir)", NULL},
        {PH_REFUTED, "def f(vars):\n    y = vars['k']\n", "vars['k']", NULL},
        {PH_UNKNOWN, "def f(dir):\n    y = dir()\n", "dir()", NULL},
        {PH_UNKNOWN, "from x import dir\ndef f():\n    y = a(dir)\n", "a(dir)", NULL},
        {PH_PROVED, DEF("y = a(dir)"), "a(dir)", NULL},
    };
    EXPECT_CASES(*state, "looks_at_frame", k_cases);
}

static void a_walrus_and_any_store_rebind_a_target(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a):\n    for x, y in a:\n        z = (y := 1)\n", "x, y",
         "(y := 1)"},
        {PH_PROVED, "def f(a):\n    for x in a:\n        del x\n", "x", "del x"},
        {PH_REFUTED, "def f(a):\n    for x, y in a:\n        z = x + y\n", "x, y", "x + y"},
        {PH_REFUTED, "def f(a):\n    for x in a:\n        z = [x for x in a]\n", "x",
         "[x for x in a]"},
        {PH_UNKNOWN, "def f(a):\n    for a.x in a:\n        z = 1\n", "a.x", "z = 1"},
    };
    EXPECT_CASES(*state, "rebinds", k_cases);
}

static void a_reference_of_any_name_of_a_target_reads(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a):\n    for x, (y, *z) in a:\n        b(z)\n", "x, (y, *z)",
         "b(z)"},
        {PH_REFUTED, "def f(a):\n    for x, (y, *z) in a:\n        b(a)\n", "x, (y, *z)",
         "b(a)"},
        {PH_UNKNOWN, "def f(a):\n    for x, a.y in a:\n        b(1)\n", "x, a.y", "b(1)"},
    };
    EXPECT_CASES(*state, "reads", k_cases);
}

static void a_handler_around_the_code_may_see_what_it_raises(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, DEF("try:\n        a()\n    except E:\n        pass"), "a()", NULL},
        {PH_UNKNOWN, DEF("with b:\n        a()"), "a()", NULL},
        {PH_UNKNOWN, DEF("try:\n        a()\n    finally:\n        return 1"), "a()", NULL},
        {PH_REFUTED, DEF("try:\n        a()\n    finally:\n        b()"), "a()", NULL},
        {PH_REFUTED, DEF("try:\n        b()\n    except E:\n        a()"), "a()", NULL},
        {PH_REFUTED, DEF("with open(b):\n        a()"), "a()", NULL},
        {PH_REFUTED, "try:\n    def f():\n        a()\nexcept E:\n    pass\n", "a()", NULL},
    };
    EXPECT_CASES(*state, "handled", k_cases);
}

static void what_nothing_can_change_may_be_evaluated_at_any_time(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, DEF("d[a] = g(b)"), "a", "g(b)"},
        {PH_PROVED, DEF("d[g(b)] = a"), "g(b)", "a"},
        {PH_PROVED, DEF("d[g(b)] = 1, a"), "g(b)", "1, a"},
        {PH_PROVED, DEF("d[(a, 1)] = g(b)"), "(a, 1)", "g(b)"},
        {PH_PROVED, DEF("d[str('x')] = g(b)"), "str('x')", "g(b)"},
        {PH_UNKNOWN, DEF("d[str(a is b)] = g(b)"), "str(a is b)", "g(b)"},
        {PH_PROVED, DEF("d[chr(65)] = len('x')"), "chr(65)", "len('x')"},
        {PH_UNKNOWN, DEF("d[g(a)] = h(b)"), "g(a)", "h(b)"},
        {PH_UNKNOWN, DEF("d[a.x] = a.y"), "a.x", "a.y"},
        {PH_UNKNOWN, DEF("d[a] = (a := 1)"), "a", "(a := 1)"},
        {PH_UNKNOWN, "def f(b):\n    q = []\n    d[len(q)] = g(q)\n", "len(q)", "g(q)"},
        {PH_UNKNOWN, "d[a] = g(b)\n", "a", "g(b)"},
        {PH_UNKNOWN, DEF("d[a] = g(b)\n    def h():\n        nonlocal a\n        a = 1"),
         "a", "g(b)"},
    };
    EXPECT_CASES(*state, "in_any_order", k_cases);
}

static void the_first_parameter_of_a_method_is_the_object(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "class C:\n    def f(self):\n        y = self.a\n", "self.a", NULL},
        {PH_PROVED, "class C:\n    def f(me, b):\n        y = [me]\n", "[me]", NULL},
        {PH_REFUTED, "class C:\n    def f(self, b):\n        y = b.a\n", "b.a", NULL},
        {PH_REFUTED, "def f(self):\n    y = self.a\n", "self.a", NULL},
        {PH_REFUTED, "class C:\n    def f(self, b):\n        y = b.self\n", "b.self", NULL},
    };
    EXPECT_CASES(*state, "reads_self", k_cases);
}

static void loops_and_stars_iterate(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, DEF("for x in d:\n        pass"), "2:d", NULL},
        {PH_PROVED, DEF("y = [x for x in (d)]"), "2:d", NULL},
        {PH_PROVED, DEF("y = [*d]"), "2:d", NULL},
        {PH_REFUTED, DEF("y = [x for x in a if d]"), "2:d", NULL},
        {PH_REFUTED, DEF("y = g(d)"), "2:d", NULL},
    };
    EXPECT_CASES(*state, "iterated", k_cases);
}

static void a_loop_over_the_keys_gives_keys(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, DEF("for k in d:\n        g(d[k])"), "2:k", "2:d"},
        {PH_PROVED, DEF("y = [d[k] for k in sorted(d.keys(), key=g)]"), "k", "2:d"},
        {PH_UNKNOWN, DEF("for k in d:\n        k = 1\n        g(d[k])"), "3:k", "2:d"},
        {PH_UNKNOWN, DEF("for k in d.values():\n        g(d[k])"), "2:k", "2:d"},
        {PH_UNKNOWN, DEF("for k in a:\n        g(d[k])"), "2:k", "2:d"},
        {PH_UNKNOWN, DEF("for k in d:\n        pass\n    g(d[k])"), "2:k", "2:d"},
        {PH_UNKNOWN, DEF("for k in g(d):\n        g(d[k])"), "2:k", "2:d"},
    };
    EXPECT_CASES(*state, "iterates_over", k_cases);
}

static void an_object_that_goes_elsewhere_is_handed_on(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, DEF("return d"), "2:d", NULL},
        {PH_PROVED, DEF("g(1, d)"), "2:d", NULL},
        {PH_PROVED, DEF("g(x=d)"), "2:d", NULL},
        {PH_PROVED, DEF("a.x = d"), "2:d", NULL},
        {PH_PROVED, DEF("y = f'{d}'"), "2:d", NULL},
        {PH_PROVED, DEF("y = a == d"), "2:d", NULL},
        {PH_REFUTED, DEF("y = a < d"), "2:d", NULL},
        {PH_REFUTED, DEF("y = d | a"), "2:d", NULL},
        {PH_REFUTED, DEF("d.update(a)"), "2:d", NULL},
        {PH_REFUTED, DEF("d[a] = 1"), "2:d", NULL},
        {PH_REFUTED, DEF("g(**d)"), "2:d", NULL},
    };
    EXPECT_CASES(*state, "handed_on", k_cases);
}

static void builtin_iterables_but_dicts_are_no_mappings(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, DEF("y = sorted(a)"), "sorted(a)", NULL},
        {PH_PROVED, DEF("y = 'a b'.split()"), "'a b'.split()", NULL},
        {PH_REFUTED, DEF("y = {1: 2}"), "{1: 2}", NULL},
        {PH_UNKNOWN, DEF("y = a"), "2:a", NULL},
    };
    EXPECT_CASES(*state, "no_mapping", k_cases);
}

static void next_without_a_default_may_stop(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, DEF("y = [next(a)]"), "[next(a)]", NULL},
        {PH_PROVED, DEF("y = a.__next__()"), "a.__next__()", NULL},
        {PH_PROVED, DEF("y = map(next, a)"), "map(next, a)", NULL},
        {PH_REFUTED, DEF("y = next(a, None)"), "next(a, None)", NULL},
        {PH_REFUTED, DEF("y = g(a)"), "g(a)", NULL},
    };
    EXPECT_CASES(*state, "may_stop", k_cases);
}

static void containers_that_are_evaluated_without_harm_are_reiterable(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, DEF("y = [a, 1]"), "[a, 1]", NULL},
        {PH_UNKNOWN, DEF("y = range(a)"), "range(a)", NULL},
        {PH_PROVED, DEF("y = range(3)"), "range(3)", NULL},
        {PH_PROVED, "def f(a):\n    for x in range(a):\n        pass\n", "range(a)", NULL},
        {PH_PROVED,
         "def f(a):\n    for x in range(a):\n        for y in range(1, a):\n            "
         "pass\n",
         "range(1, a)", NULL},
        {PH_UNKNOWN,
         "def f(a, b):\n    for x in range(a):\n        for y in range(b):\n            "
         "pass\n",
         "range(b)", NULL},
        {PH_PROVED, "def f(a):\n    return [x for x in range(a) for y in range(a, 9)]\n",
         "range(a, 9)", NULL},
        {PH_UNKNOWN, DEF("y = range(1, len(a))"), "range(1, len(a))", NULL},
        {PH_PROVED, DEF("y = range(1, len((1, 2)))"), "range(1, len((1, 2)))", NULL},
        {PH_UNKNOWN, DEF("y = range(g(a))"), "range(g(a))", NULL},
        {PH_UNKNOWN, DEF("y = [g(a)]"), "[g(a)]", NULL},
        {PH_UNKNOWN, DEF("y = a"), "2:a", NULL},
        {PH_REFUTED, DEF("y = iter([1])"), "iter([1])", NULL},
    };
    EXPECT_CASES(*state, "reiterable", k_cases);
}

static void code_is_bound_if_its_variables_have_values(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a):\n    b = 1\n    for x in a:\n        b(x)\n", "for x..",
         NULL},
        {PH_PROVED, "def f(a):\n    for x in a:\n        len(x)\n", "for x..", NULL},
        {PH_UNKNOWN, "def f(a):\n    if a: b = 1\n    for x in a:\n        b(x)\n",
         "for x..", NULL},
        {PH_REFUTED, "def f(a):\n    for x in a:\n        b(x)\n    b = 1\n", "for x..",
         NULL},
        {PH_PROVED, "def f(a):\n    for x in a:\n        b = 1\n        a(b, x)\n",
         "for x..", NULL},
        {PH_PROVED, "def f(a):\n    for x, y in a:\n        a((b := 1), b, y)\n", "for x..",
         NULL},
        {PH_UNKNOWN, "def f(a):\n    for x in a:\n        a((b := b(x)))\n", "for x..",
         NULL},
        {PH_UNKNOWN, "def f(a):\n    for x in a:\n        a(b)\n        b = 1\n", "for x..",
         NULL},
    };
    EXPECT_CASES(*state, "locals_bound", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(code_is_bound_if_its_variables_have_values, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(code_that_asks_for_its_frame_looks_at_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            only_what_walks_frames_in_inspect_looks_at_the_frame, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_variable_with_the_name_of_such_a_builtin_does_not,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_walrus_and_any_store_rebind_a_target, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_reference_of_any_name_of_a_target_reads, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_handler_around_the_code_may_see_what_it_raises,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            what_nothing_can_change_may_be_evaluated_at_any_time, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_first_parameter_of_a_method_is_the_object,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(loops_and_stars_iterate, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_loop_over_the_keys_gives_keys, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_object_that_goes_elsewhere_is_handed_on, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(builtin_iterables_but_dicts_are_no_mappings, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(next_without_a_default_may_stop, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            containers_that_are_evaluated_without_harm_are_reiterable, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("fact_loops", tests, NULL, NULL);
}
