#include "flow_fixture.h"

static const PhProjectFile k_alone = {0};

/* In a project that has no other file. */
static void expect_alone(Fixture *f, const char *fact, const Case *one)
{
    read_text(f, one->text);
    f->facts->project = &k_alone;
    PhAnswer answer = ask(f, fact, one->a, one->b);
    if (answer.verdict != one->verdict) {
        fail_msg("%s(%s) is %d, not %d (%.*s), in:\n%s", fact, one->a, (int)answer.verdict,
                 (int)one->verdict, (int)answer.why.len, answer.why.ptr, one->text);
    }
}

#define EXPECT_ALONE(f, fact, cases)                                 \
    for (size_t i_case = 0; i_case < PH_COUNT_OF(cases); i_case++) { \
        expect_alone((f), (fact), &(cases)[i_case]);                 \
    }

#define INIT "    def __init__(self, a): self.a = a\n"

static void a_class_statement_alone_makes_a_plain_class(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "class C:\n" INIT, "C", NULL},
        {PH_PROVED, "class C(B):\n" INIT, "C", NULL},
        {PH_PROVED, "from dataclasses import dataclass\n@dataclass\nclass C:\n    a: int\n",
         "C", NULL},
        {PH_REFUTED, "@d\nclass C:\n" INIT, "C", NULL},
        {PH_REFUTED, "class C(metaclass=M):\n" INIT, "C", NULL},
        {PH_REFUTED, "class C(*bases):\n" INIT, "C", NULL},
        {PH_REFUTED, "class C:\n    __slots__ = ()\n", "C", NULL},
        {PH_REFUTED, "class C:\n" INIT "C = 1\n", "C", NULL},
        {PH_UNKNOWN, "class C:\n    def __getattr__(self, n): return n\n", "C", NULL},
        {PH_UNKNOWN, "class C:\n    def __reduce__(self): return 1\n", "C", NULL},
    };
    EXPECT_CASES(*state, "plain_class", k_cases);
}

static void bases_without_a_dict_are_known(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "class C: pass\n", "C", NULL},
        {PH_PROVED, "class C(object): pass\n", "C", NULL},
        {PH_PROVED, "import abc\nclass C(abc.ABC): pass\n", "C", NULL},
        {PH_PROVED, "from typing import Generic as G\nclass C(G[T]): pass\n", "C", NULL},
        {PH_PROVED, "from collections.abc import Mapping\nclass C(Mapping): pass\n", "C",
         NULL},
        {PH_PROVED, "class B:\n    __slots__ = ('b',)\nclass C(B): pass\n", "C", NULL},
        {PH_REFUTED, "class B: pass\nclass C(B): pass\n", "C", NULL},
        {PH_REFUTED, "class A: pass\nclass B(A):\n    __slots__ = ()\nclass C(B): pass\n",
         "C", NULL},
        {PH_UNKNOWN, "class C(Exception): pass\n", "C", NULL},
        {PH_UNKNOWN, "from m import B\nclass C(B): pass\n", "C", NULL},
        {PH_UNKNOWN, "class object: pass\ndef f(object):\n    class C(object): pass\n", "C",
         NULL},
    };
    EXPECT_CASES(*state, "slotted_bases", k_cases);
}

static void two_bases_share_a_layout(void **state)
{
    static const Case k_cases[] = {
        {PH_REFUTED, "class C: pass\nclass D(C): pass\n", "C", NULL},
        {PH_REFUTED, "import abc\nclass C: pass\nclass D(C, abc.ABC): pass\n", "C", NULL},
        {PH_PROVED, "class C: pass\nclass B: pass\nclass D(C, B): pass\n", "C", NULL},
        {PH_PROVED, "class C: pass\nclass E(C): pass\nclass D(E, X): pass\n", "C", NULL},
    };
    EXPECT_CASES(*state, "layout_shared", k_cases);
}

static void attributes_are_stored_by_methods_or_not(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "class C:\n" INIT, "C", NULL},
        {PH_PROVED, "class C:\n" INIT "def f(x): x.a = 1\n", "C", NULL},
        {PH_PROVED, "class C:\n" INIT "class D:\n    def g(self): self.b = 1\n", "C", NULL},
        {PH_PROVED, "import m\nclass C:\n" INIT "m.b = 1\n", "C", NULL},
        {PH_PROVED, "class C:\n" INIT "setattr(x, 'a', 1)\n", "C", NULL},
        {PH_PROVED, "class C:\n" INIT "class D(C):\n    def g(self): self.b = 1\n", "C",
         NULL},
        {PH_UNKNOWN, "class C:\n" INIT "def f(x): x.b = 1\n", "C", NULL},
        {PH_UNKNOWN, "class C:\n" INIT "def f(x): del x.b\n", "C", NULL},
        {PH_UNKNOWN, "class C:\n" INIT "def f(x):\n    for x.b in y: pass\n", "C", NULL},
        {PH_UNKNOWN, "class C:\n" INIT "setattr(x, n, 1)\n", "C", NULL},
        {PH_UNKNOWN, "class C:\n" INIT "object.__setattr__(x, 'b', 1)\n", "C", NULL},
        {PH_UNKNOWN,
         "from dataclasses import dataclass\n@dataclass\nclass C:\n    a: int\n"
         "    def __post_init__(self): self.b = 1\n",
         "C", NULL},
    };
    EXPECT_CASES(*state, "attributes_closed", k_cases);
}

static void a_store_on_another_object_does_not_count_where_all_are_known(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED,
         "class _C:\n" INIT "def f(x):\n    x.b = [_C(i).a for i in range(3)][0] + 1\n",
         "_C", NULL},
        {PH_UNKNOWN, "class _C:\n" INIT "def f():\n    x = _C(1)\n    x.b = 1\n", "_C",
         NULL},
    };
    EXPECT_ALONE(*state, "attributes_closed", k_cases);
}

static void names_of_the_class_are_hidden(void **state)
{
    static const Case k_cases[] = {
        {PH_REFUTED, "class C:\n    b: int\n" INIT, "C", NULL},
        {PH_PROVED, "class C:\n    a = 1\n" INIT, "C", NULL},
        {PH_PROVED, "class C:\n" INIT "    def a(self): pass\n", "C", NULL},
        {PH_PROVED, "class C:\n    def f(self): self.__doc__ = ''\n", "C", NULL},
        {PH_PROVED, "class C:\n" INIT "print(C.a)\n", "C", NULL},
        {PH_PROVED, "class C:\n" INIT "    def g(self): return type(self).a\n", "C", NULL},
        {PH_PROVED, "class B:\n    a = 1\nclass C(B):\n" INIT, "C", NULL},
        {PH_REFUTED, "class C:\n    def f(self): self.__a = 1\nclass D:\n    __a = 1\n",
         "C", NULL},
        {PH_REFUTED,
         "import dataclasses\n@dataclasses.dataclass\nclass C:\n    a: int = 0\n", "C",
         NULL},
    };
    EXPECT_CASES(*state, "hides_class_name", k_cases);
}

static void what_looks_at_objects_is_found(void **state)
{
    static const Case k_cases[] = {
        {PH_REFUTED, "class C:\n" INIT, "C", NULL},
        {PH_REFUTED, "class C:\n" INIT "class D:\n    def g(self): return self.__dict__\n",
         "C", NULL},
        {PH_REFUTED, "class C:\n" INIT "print(vars())\n", "C", NULL},
        {PH_PROVED, "class C:\n" INIT "print(vars(x))\n", "C", NULL},
        {PH_PROVED, "class C:\n" INIT "x.__dict__\n", "C", NULL},
        {PH_PROVED, "class C:\n" INIT "x.__class__ = D\n", "C", NULL},
        {PH_PROVED, "import weakref\nclass C:\n" INIT, "C", NULL},
        {PH_PROVED, "import pickle\nclass C:\n" INIT, "C", NULL},
        {PH_PROVED, "class C:\n    @cached_property\n    def b(self): return 1\n", "C",
         NULL},
    };
    EXPECT_CASES(*state, "objects_examined", k_cases);
}

static void objects_that_only_this_file_handles_stay(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED,
         "class _C:\n" INIT "def f():\n    return [_C(i).a for i in range(3)][0] + 1\n",
         "_C", NULL},
        {PH_PROVED, "def f():\n    class C:\n        pass\n    print(C())\n", "C", NULL},
        {PH_PROVED,
         "class _C:\n" INIT "def _g(x): return x\ndef f():\n    return _g(_C(1)).a + 1\n",
         "_C", NULL},
        {PH_PROVED,
         "class _C:\n" INIT "def f():\n    d = {}\n    d[1] = _C(1)\n"
         "    for k, v in d.items():\n        print(k, v.a)\n",
         "_C", NULL},
        {PH_UNKNOWN, "class C:\n" INIT, "C", NULL},
        {PH_UNKNOWN, "class _C:\n" INIT "def f(): return _C(1)\n", "_C", NULL},
        {PH_UNKNOWN, "class _C:\n" INIT "def f(out): out.append(_C(1))\n", "_C", NULL},
        {PH_UNKNOWN, "class _C:\n" INIT "def f(g): g(_C(1))\n", "_C", NULL},
        {PH_UNKNOWN, "class _C:\n" INIT "def f(x): x.c = _C(1)\n", "_C", NULL},
        {PH_UNKNOWN, "class _C:\n" INIT "x = [_C(1)]\n", "_C", NULL},
        {PH_UNKNOWN, "class _C:\n" INIT "def f(): yield _C(1)\n", "_C", NULL},
        {PH_UNKNOWN, "class _C:\n" INIT "def f(): return lambda: _C(1)\n", "_C", NULL},
        {PH_UNKNOWN, "class _C:\n" INIT "    def m(self): g(self.m)\n", "_C", NULL},
        {PH_UNKNOWN, "class _C(B):\n" INIT, "_C", NULL},
        {PH_UNKNOWN, "class _C:\n" INIT "def f(x):\n    y = x.all\n    y.append(_C(1))\n",
         "_C", NULL},
        {PH_UNKNOWN, "class _C:\n    @d\n    def m(self): pass\n", "_C", NULL},
        {PH_UNKNOWN, "class _C:\n" INIT "def f():\n    raise _C(1)\n", "_C", NULL},
    };
    EXPECT_ALONE(*state, "objects_stay", k_cases);
}

static void many_objects_are_made_in_loops_and_for_containers(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "class C: pass\nx = [C() for i in y]\n", "C", NULL},
        {PH_PROVED, "class C: pass\nfor i in y:\n    C()\n", "C", NULL},
        {PH_PROVED, "class C: pass\nx.append(C())\n", "C", NULL},
        {PH_PROVED, "class C: pass\nx[1] = C()\n", "C", NULL},
        {PH_PROVED, "class C: pass\nc = C()\nx.add(c)\n", "C", NULL},
        {PH_PROVED, "class C: pass\nx = map(C, y)\n", "C", NULL},
        {PH_PROVED, "class C:\n    def f(self): self.n = C()\n", "C", NULL},
        {PH_PROVED, "class C: pass\ndef f(): return C()\nx = [f() for i in y]\n", "C",
         NULL},
        {PH_PROVED, "class C:\n    def f(self, p): p.all.append(self)\n", "C", NULL},
        {PH_REFUTED, "class C: pass\nx = C()\n", "C", NULL},
        {PH_REFUTED, "class C: pass\nprint(C())\n", "C", NULL},
    };
    EXPECT_CASES(*state, "many_objects", k_cases);
}

static void attributes_come_in_the_order_of_init(void **state)
{
    Fixture *f = *state;
    read_text(f, "class C:\n    def g(self):\n        self.c += 1\n        self.a = 2\n"
                 "    def __init__(me, x):\n        me.a, (me.b, *me.d) = x\n"
                 "        def h(): me.e = 1\n        me.f: int\n        x.g = 1\n"
                 "    @staticmethod\n    def s(self): self.h = 1\n");
    PhAnswer answer = ask(f, "instance_attributes", "C", NULL);
    PhBytes all = PH_BYTES("");
    for (uint32_t i = 0; i < answer.node_count; i++) {
        PhBytes name = ph_tree_text(&f->tree, answer.nodes[i]);
        all = ph_arena_format(f->arena, "%.*s%.*s ", (int)all.len, all.ptr, (int)name.len,
                              name.ptr);
    }
    assert_string_equal(ph_arena_string(f->arena, all), "a b d e c ");
}

static void dataclasses_and_what_they_cannot_have(void **state)
{
    static const Case k_is[] = {
        {PH_PROVED,
         "from dataclasses import dataclass as d\n@d(order=True)\nclass C: pass\n", "C",
         NULL},
        {PH_REFUTED, "from m import dataclass\n@dataclass\nclass C: pass\n", "C", NULL},
    };
    static const Case k_cell[] = {
        {PH_PROVED, "class C:\n    def f(self): return super().f()\n", "C", NULL},
        {PH_PROVED, "class C:\n    def f(self): return [__class__]\n", "C", NULL},
        {PH_REFUTED, "class C:\n    def f(self): return C\n", "C", NULL},
    };
    static const Case k_twice[] = {
        {PH_REFUTED, "class C: pass\n", "C", NULL},
        {PH_PROVED, "class B:\n    def __init_subclass__(cls): pass\nclass C(B): pass\n",
         "C", NULL},
        {PH_PROVED, "class B(metaclass=M): pass\nclass C(B): pass\n", "C", NULL},
        {PH_PROVED, "class C: pass\nprint(B.__subclasses__())\n", "C", NULL},
        {PH_UNKNOWN, "class C(B): pass\n", "C", NULL},
    };
    EXPECT_CASES(*state, "is_dataclass", k_is);
    EXPECT_CASES(*state, "uses_class_cell", k_cell);
    EXPECT_CASES(*state, "made_twice_seen", k_twice);
}

static PhVerdict ask_version(Fixture *f, const char *text, uint32_t minor)
{
    read_text(f, text);
    f->facts->options.python_minor = minor;
    PhFactArg args[] = {{.text = PH_BYTES("3.10")}};
    PhFactQuery query = {f->facts, args};
    return ph_fact_python_at_least(&query).verdict;
}

static void the_version_comes_from_the_configuration_or_the_syntax(void **state)
{
    Fixture *f = *state;
    assert_int_equal(ask_version(f, "x = 1\n", 0), PH_UNKNOWN);
    assert_int_equal(ask_version(f, "x = 1\n", 8), PH_REFUTED);
    assert_int_equal(ask_version(f, "x = 1\n", 10), PH_PROVED);
    assert_int_equal(ask_version(f, "match x:\n    case 1: pass\n", 0), PH_PROVED);
    assert_int_equal(ask_version(f, "try: pass\nexcept* E: pass\n", 0), PH_PROVED);
    assert_int_equal(ask_version(f, "type X = int\n", 0), PH_PROVED);
    assert_int_equal(ask_version(f, "with a as b: pass\n", 0), PH_UNKNOWN);
}

static void keywords_among_arguments_are_found(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "f(slots=1)\n", "slots=1", "slots"},
        {PH_PROVED, "f(**x)\n", "**x", "slots"},
        {PH_REFUTED, "f(order=1)\n", "order=1", "slots"},
    };
    EXPECT_CASES(*state, "has_keyword", k_cases);
}

static void the_first_parameter_of_a_method_is_an_object_of_the_class(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "class C:\n    def f(me): g(me)\n", "2:me", "C"},
        {PH_REFUTED, "class C:\n    def f(me, x): g(x)\n", "2:x", "C"},
        {PH_REFUTED, "class C:\n    @classmethod\n    def f(me): g(me)\n", "2:me", "C"},
        {PH_REFUTED, "class C:\n    def f(me):\n        me = 1\n", "2:me", "C"},
    };
    EXPECT_CASES(*state, "object_of", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_class_statement_alone_makes_a_plain_class, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(bases_without_a_dict_are_known, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_bases_share_a_layout, set_up, tear_down),
        cmocka_unit_test_setup_teardown(attributes_are_stored_by_methods_or_not, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            a_store_on_another_object_does_not_count_where_all_are_known, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(names_of_the_class_are_hidden, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_looks_at_objects_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(objects_that_only_this_file_handles_stay, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(many_objects_are_made_in_loops_and_for_containers,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(attributes_come_in_the_order_of_init, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(dataclasses_and_what_they_cannot_have, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            the_version_comes_from_the_configuration_or_the_syntax, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keywords_among_arguments_are_found, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            the_first_parameter_of_a_method_is_an_object_of_the_class, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
