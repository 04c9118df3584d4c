#include "flow_fixture.h"

static void new_objects_of_the_same_contents(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "f([])\n", "[]", NULL},
        {PH_PROVED, "f({'a': 1})\n", "{'a': 1}", NULL},
        {PH_PROVED, "f(set())\n", "set()", NULL},
        {PH_PROVED, "from collections import deque\nf(deque())\n", "deque()", NULL},
        {PH_PROVED, "import collections\nf(collections.defaultdict(int))\n",
         "collections.defaultdict(int)", NULL},
        {PH_UNKNOWN, "f([a])\n", "[a]", NULL},
        {PH_UNKNOWN, "f([[]])\n", "[[]]", NULL},
        {PH_UNKNOWN, "f(list(a))\n", "list(a)", NULL},
        {PH_UNKNOWN, "f([x for x in a])\n", "[x for x in a]", NULL},
        {PH_UNKNOWN, "def f(dict, p=dict()): pass\n", "dict()", NULL},
        {PH_PROVED, "def f(a, p=dict()): pass\n", "dict()", NULL},
        {PH_REFUTED, "f((1, 2))\n", "(1, 2)", NULL},
        {PH_REFUTED, "f(g())\n", "g()", NULL},
        {PH_REFUTED, "def list(): pass\nf(list())\n", "list()", NULL},
    };
    EXPECT_CASES(*state, "makes_mutable", k_cases);
}

static void what_calls_pass_for_a_parameter(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED,
         "def h():\n    def f(p=1):\n        return p\n    return f() + f(2) + f(p='a')\n",
         "p", NULL},
        {PH_PROVED,
         "def h():\n    def f(a, *, p=1):\n        return p\n    return f(None)\n", "p",
         NULL},
        {PH_REFUTED, "def h():\n    def f(p=1):\n        return p\n    return f(None)\n",
         "p", NULL},
        {PH_UNKNOWN, "def h(a):\n    def f(p=1):\n        return p\n    return f(a)\n", "p",
         NULL},
        {PH_PROVED,
         "def h(a, b):\n    def f(p=1):\n        return p\n    return f(a or (b or {}))\n",
         "p", NULL},
        {PH_UNKNOWN,
         "def h(a, b):\n    def f(p=1):\n        return p\n    return f({} or a)\n", "p",
         NULL},
        {PH_UNKNOWN,
         "def h(a):\n    def f(p=1):\n        return p\n    return f(a and {})\n", "p",
         NULL},
        {PH_UNKNOWN, "def h(a):\n    def f(p=1):\n        return p\n    return f(*a)\n",
         "p", NULL},
        {PH_UNKNOWN, "def h():\n    def f(p=1):\n        return p\n    return f\n", "p",
         NULL},
        {PH_UNKNOWN,
         "def h():\n    @g\n    def f(p=1):\n        return p\n    return f()\n", "p",
         NULL},
        {PH_UNKNOWN, "def f(p=1):\n    return p\nf()\n", "p", NULL},
    };
    EXPECT_CASES(*state, "never_none", k_cases);
}

static void decorators_that_may_look_at_the_function(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "@g\ndef f(): pass\n", "f", NULL},
        {PH_PROVED, "@g.route('x')\ndef f(): pass\n", "f", NULL},
        {PH_REFUTED, "def f(): pass\n", "f", NULL},
        {PH_REFUTED, "class C:\n    @staticmethod\n    def f(): pass\n", "f", NULL},
        {PH_REFUTED, "import abc\nclass C:\n    @abc.abstractmethod\n    def f(): pass\n",
         "f", NULL},
    };
    EXPECT_CASES(*state, "decorated", k_cases);
}

static void methods_that_stand_for_one_another(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "class C:\n    def f(self): pass\nclass D(C):\n    def f(self): pass\n",
         "f", NULL},
        {PH_PROVED, "class C:\n    def f(self): pass\nclass D(C):\n    f = 1\n", "f", NULL},
        {PH_REFUTED, "class C:\n    def f(self): pass\nclass D:\n    def f(self): pass\n",
         "f", NULL},
        {PH_REFUTED, "def f(): pass\n", "f", NULL},
    };
    EXPECT_CASES(*state, "overridden", k_cases);
}

static void who_looks_at_default_values(void **state)
{
    static const Case k_cases[] = {
        {PH_REFUTED, "def f(a=1): pass\n", "f", NULL},
        {PH_UNKNOWN, "def f(a=1): pass\nprint(f.__defaults__)\n", "f", NULL},
        {PH_UNKNOWN, "import inspect\ndef f(a=1): pass\ninspect.signature(f)\n", "f", NULL},
    };
    EXPECT_CASES(*state, "defaults_observed", k_cases);
}

static void parameters_that_keep_results_on_purpose(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED,
         "def f(n, p={}):\n    if n in p: return p[n]\n    p[n] = 1\n    return 1\n", "p",
         NULL},
        {PH_PROVED, "def f(n, p={}):\n    return p.setdefault(n, 1)\n", "p", NULL},
        {PH_PROVED, "def f(n, _p=[]):\n    _p.append(n)\n", "_p", NULL},
        {PH_REFUTED, "def f(n, p={}):\n    p[n] = p.get(n, 0) + 1\n    return p\n", "p",
         NULL},
        {PH_REFUTED,
         "def f(n, p={}):\n    if n in p: return p[n]\n    p[n] = 1\n    return 1\nf(1, "
         "{})\n",
         "p", NULL},
        {PH_REFUTED, "def f(n, p=[]):\n    p.append(n)\n", "p", NULL},
    };
    EXPECT_CASES(*state, "used_as_cache", k_cases);
}

static void annotations_that_are_not_evaluated(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "from __future__ import annotations\nf()\n", "f()", NULL},
        {PH_REFUTED, "from __future__ import division\nf()\n", "f()", NULL},
        {PH_REFUTED, "f()\n", "f()", NULL},
    };
    EXPECT_CASES(*state, "annotations_deferred", k_cases);
}

static void annotations_that_allow_none(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a: Optional[int]): pass\n", "Optional[int]", NULL},
        {PH_PROVED, "def f(a: int | None): pass\n", "int | None", NULL},
        {PH_PROVED, "def f(a: t.Any): pass\n", "t.Any", NULL},
        {PH_REFUTED, "def f(a: list[int]): pass\n", "list[int]", NULL},
        {PH_REFUTED, "def f(a: List[Any]): pass\n", "List[Any]", NULL},
        {PH_PROVED, "def f(a: T.Union[int, None]): pass\n", "T.Union[int, None]", NULL},
        {PH_PROVED, "def f(a: Union[int, object]): pass\n", "Union[int, object]", NULL},
        {PH_PROVED, "def f(a: (a.b | c.Any)): pass\n", "(a.b | c.Any)", NULL},
        {PH_REFUTED, "def f(a: dict[str, None]): pass\n", "dict[str, None]", NULL},
        {PH_REFUTED, "def f(a: list[int | None]): pass\n", "list[int | None]", NULL},
        {PH_REFUTED, "def f(a: Any.b): pass\n", "Any.b", NULL},
    };
    EXPECT_CASES(*state, "nullable", k_cases);
}

static void annotations_that_are_types(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a: list[int]): pass\n", "list[int]", NULL},
        {PH_PROVED, "from typing import List\ndef f(a: List['A']): pass\n", "List['A']",
         NULL},
        {PH_PROVED, "import typing as T\ndef f(a: T.Dict[str, T.Any]): pass\n",
         "T.Dict[str, T.Any]", NULL},
        {PH_PROVED, "class A: pass\ndef f(a: A | list[A]): pass\n", "A | list[A]", NULL},
        {PH_UNKNOWN, "A = 'list'\ndef f(a: A): pass\n", "2:A", NULL},
        {PH_UNKNOWN, "from m import A\ndef f(a: A): pass\n", "2:A", NULL},
        {PH_UNKNOWN, "def f(a: list['A'] | 'A'): pass\n", "list['A'] | 'A'", NULL},
        {PH_UNKNOWN, "def f(a: list[[1]]): pass\n", "list[[1]]", NULL},
        {PH_UNKNOWN, "list = 1\ndef f(a: list): pass\n", "2:list", NULL},
    };
    EXPECT_CASES(*state, "is_type", k_cases);
}

static void parameters_and_variables_with_annotations(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a: int = 1): pass\n", "a", NULL},
        {PH_PROVED, "a: int = 1\n", "a", NULL},
        {PH_REFUTED, "def f(a=1): pass\n", "a", NULL},
        {PH_REFUTED, "a = 1\n", "a", NULL},
    };
    EXPECT_CASES(*state, "annotated", k_cases);
}

static void elements_that_are_read(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "f(a[0])\n", "a", NULL},       {PH_PROVED, "f(a.b.c)\n", "a", NULL},
        {PH_REFUTED, "a[0] = 1\n", "a", NULL},     {PH_REFUTED, "del a.b[0]\n", "a", NULL},
        {PH_REFUTED, "a[0][1] += 1\n", "a", NULL},
    };
    EXPECT_CASES(*state, "only_loaded", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(new_objects_of_the_same_contents, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(annotations_that_are_types, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_calls_pass_for_a_parameter, set_up, tear_down),
        cmocka_unit_test_setup_teardown(decorators_that_may_look_at_the_function, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(methods_that_stand_for_one_another, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(who_looks_at_default_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(parameters_that_keep_results_on_purpose, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(annotations_that_are_not_evaluated, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(annotations_that_allow_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(parameters_and_variables_with_annotations, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(elements_that_are_read, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("fact_defaults", tests, NULL, NULL);
}
