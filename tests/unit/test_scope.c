#include "names/scope.h"
#include "names_fixture.h"

static void a_name_assigned_in_a_function_is_its_own(void **state)
{
    Fixture *f = *state;
    read_text(f, "x = 1\ndef f():\n    print(x)\n    x = 2\nx\n");
    expect(f, "x", 1, PH_REF_ASSIGN, "module");
    expect(f, "x", 2, PH_REF_LOAD, "f");
    expect(f, "x", 3, PH_REF_ASSIGN, "f");
    expect(f, "x", 4, PH_REF_LOAD, "module");
    expect(f, "f", 1, PH_REF_FUNCTION, "module");
    expect(f, "print", 1, PH_REF_LOAD, "module");
    assert_false(binding_of(f, "print", 1)->is_bound);
    assert_true(binding_of(f, "print", 1)->is_captured);
    assert_false(binding_of(f, "x", 2)->is_captured);
}

static void a_free_name_belongs_to_the_nearest_function_that_binds_it(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f(x):\n    def g():\n        def h():\n            return x\n");
    expect(f, "x", 1, PH_REF_PARAMETER, "f");
    expect(f, "x", 2, PH_REF_LOAD, "f");
    assert_true(binding_of(f, "x", 1)->is_captured);
    assert_int_equal(binding_of(f, "x", 1)->ref_count, 2);
    assert_int_equal(binding_of(f, "x", 1)->store_count, 1);
}

static void global_reaches_the_module_also_from_functions_within(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f():\n    x = 1\n    def g():\n        global x\n        x = 2\n"
                 "        def h():\n            return x\n");
    expect(f, "x", 1, PH_REF_ASSIGN, "f");
    expect(f, "x", 2, PH_REF_GLOBAL, "module");
    expect(f, "x", 3, PH_REF_ASSIGN, "module");
    expect(f, "x", 4, PH_REF_LOAD, "module");
    assert_true(binding_of(f, "x", 3)->is_declared_global);
    assert_int_equal(binding_of(f, "x", 3)->store_count, 1);
    assert_false(binding_of(f, "x", 1)->is_declared_global);
}

static void global_in_the_module_changes_nothing(void **state)
{
    Fixture *f = *state;
    read_text(f, "global x\nx = 1\n");
    expect(f, "x", 1, PH_REF_GLOBAL, "module");
    expect(f, "x", 2, PH_REF_ASSIGN, "module");
}

static void global_in_a_class_does_not_reach_its_methods(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f(x):\n    class C:\n        global x\n        x = 1\n"
                 "        def m(self):\n            return x\n");
    expect(f, "x", 3, PH_REF_ASSIGN, "module");
    expect(f, "x", 4, PH_REF_LOAD, "f");
}

static void nonlocal_stores_into_the_function_around(void **state)
{
    Fixture *f = *state;
    read_text(f, "x = 0\ndef f():\n    x = 1\n    def g():\n        nonlocal x\n"
                 "        x += 1\n        return lambda: x\n");
    expect(f, "x", 3, PH_REF_NONLOCAL, "f");
    expect(f, "x", 4, PH_REF_AUGMENTED, "f");
    expect(f, "x", 5, PH_REF_LOAD, "f");
    assert_int_equal(binding_of(f, "x", 2)->store_count, 2);
}

static void names_of_a_class_are_not_seen_in_its_methods(void **state)
{
    Fixture *f = *state;
    read_text(f, "x = 0\nclass C:\n    x = 1\n    y = x\n    def m(self, a=x):\n"
                 "        return x\n    z = lambda: x\n    w = [x for _ in x]\n");
    expect(f, "x", 2, PH_REF_ASSIGN, "C");
    expect(f, "x", 3, PH_REF_LOAD, "C");
    expect(f, "x", 4, PH_REF_LOAD, "C"); /* the default belongs to the class */
    expect(f, "x", 5, PH_REF_LOAD, "module");
    expect(f, "x", 6, PH_REF_LOAD, "module");
    expect(f, "x", 7, PH_REF_LOAD, "module");
    expect(f, "x", 8, PH_REF_LOAD, "C"); /* and so does the first iterable */
}

static void a_name_read_in_a_class_may_come_from_the_function_around(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f(x):\n    class C(x):\n        y = x\n");
    expect(f, "x", 2, PH_REF_LOAD, "f");
    expect(f, "x", 3, PH_REF_LOAD, "f");
    expect(f, "C", 1, PH_REF_CLASS, "f");
}

static void a_comprehension_is_a_scope_but_for_its_first_iterable(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f(x):\n    return [x for x in x if x for y in x]\n");
    expect(f, "x", 2, PH_REF_LOAD, "comprehension");
    expect(f, "x", 3, PH_REF_COMPREHENSION, "comprehension");
    expect(f, "x", 4, PH_REF_LOAD, "f");
    expect(f, "x", 5, PH_REF_LOAD, "comprehension");
    expect(f, "x", 6, PH_REF_LOAD, "comprehension");
    expect(f, "y", 1, PH_REF_COMPREHENSION, "comprehension");
}

static void every_kind_of_comprehension_is_a_scope(void **state)
{
    Fixture *f = *state;
    read_text(f, "{a for a in s}\n{b: c for b, (c, *d) in s}\nany(e for e in s)\n");
    expect(f, "a", 1, PH_REF_LOAD, "comprehension");
    expect(f, "c", 2, PH_REF_COMPREHENSION, "comprehension");
    expect(f, "d", 1, PH_REF_COMPREHENSION, "comprehension");
    expect(f, "e", 1, PH_REF_LOAD, "comprehension");
    assert_int_equal(f->names->scope_count, 4);
    assert_false(f->names->scopes[1].is_generator);
    assert_true(f->names->scopes[3].is_generator);
}

static void a_lambda_in_the_first_iterable_stands_outside(void **state)
{
    Fixture *f = *state;
    read_text(f, "[(lambda: a) for b in (lambda: c)()]\nlambda d=(lambda: e): f\n");
    /* In preorder: the comprehension, the lambda in it, and then the one outside. */
    const PhScope *scopes = f->names->scopes;
    assert_int_equal(f->names->scope_count, 6);
    assert_int_equal(scopes[1].kind, PH_SCOPE_KIND_COMPREHENSION);
    assert_int_equal(scopes[2].parent, 1);
    assert_int_equal(scopes[3].parent, 0);
    assert_int_equal(scopes[1].limit, 3);
    assert_int_equal(scopes[4].parent, 0);
    assert_int_equal(scopes[5].parent, 0);
    assert_int_equal(scopes[0].limit, 6);
}

static void a_walrus_binds_outside_of_comprehensions(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f(s):\n    [[(x := y) for y in s] for z in s]\n    return x\n"
                 "[v := 1 for u in t]\nlambda: [(w := 1) for u in t]\n(p := 2)\n");
    expect(f, "x", 1, PH_REF_WALRUS, "f");
    expect(f, "x", 2, PH_REF_LOAD, "f");
    expect(f, "v", 1, PH_REF_WALRUS, "module");
    expect(f, "w", 1, PH_REF_WALRUS, "lambda");
    expect(f, "p", 1, PH_REF_WALRUS, "module");
    assert_true(binding_of(f, "x", 1)->is_captured);
    PhRefId ref = ph_names_ref(f->names, word(f, "x", 1));
    assert_int_equal(f->names->scopes[f->names->refs[ref].scope].kind,
                     PH_SCOPE_KIND_COMPREHENSION);
}

static void a_walrus_in_a_comprehension_obeys_global(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f(s):\n    global x\n    [x := y for y in s]\n");
    expect(f, "x", 2, PH_REF_WALRUS, "module");
}

static void captures_of_a_pattern_bind_and_its_values_are_read(void **state)
{
    Fixture *f = *state;
    read_text(
        f, "def f(s):\n    match s:\n        case [a, *b]: pass\n"
           "        case {'k': c, K.d: _, **e}: pass\n        case P(1, k=g) as h: pass\n"
           "        case m.Q(): pass\n        case i.j | (0 as k): pass\n"
           "        case (l) if l: pass\n        case n, *_: pass\n"
           "        case o: pass\n");
    static const char *const k_captures[] = {"a", "b", "c", "e", "g", "h", "l", "n", "o"};
    for (size_t i = 0; i < PH_COUNT_OF(k_captures); i++) {
        expect(f, k_captures[i], 1, PH_REF_MATCH, "f");
    }
    expect(f, "k", 2, PH_REF_MATCH, "f");
    expect(f, "l", 2, PH_REF_LOAD, "f");
    expect(f, "K", 1, PH_REF_LOAD, "module");
    expect(f, "P", 1, PH_REF_LOAD, "module");
    expect(f, "m", 1, PH_REF_LOAD, "module");
    expect(f, "i", 1, PH_REF_LOAD, "module");
    expect_no_ref(f, "d", 1);
    expect_no_ref(f, "k", 1);
    expect_no_ref(f, "Q", 1);
    expect_no_ref(f, "j", 1);
    assert_int_equal(ph_names_find(f->names, 1, PH_BYTES("_")), PH_BINDING_NONE);
}

static void an_exception_name_is_bound_by_its_handler(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f():\n    try: pass\n    except (A, B) as e: e\n    except C: pass\n"
                 "def g():\n    try: pass\n    except* D as e: pass\n");
    expect(f, "e", 1, PH_REF_EXCEPT, "f");
    expect(f, "e", 2, PH_REF_LOAD, "f");
    expect(f, "e", 3, PH_REF_EXCEPT, "g");
    expect(f, "A", 1, PH_REF_LOAD, "module");
    expect(f, "D", 1, PH_REF_LOAD, "module");
}

static void targets_of_for_and_with_bind_and_their_objects_are_read(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f():\n    for a, (b, *c), d.x, e[i] in s: pass\n"
                 "    with t as g, u as (h, [j, k.x]), (v as l): pass\n"
                 "    with (w as m, y as n[o]): pass\n    async for p in s: pass\n");
    static const char *const k_for[] = {"a", "b", "c", "p"};
    for (size_t i = 0; i < PH_COUNT_OF(k_for); i++) {
        expect(f, k_for[i], 1, PH_REF_FOR, "f");
    }
    static const char *const k_with[] = {"g", "h", "j", "l", "m"};
    for (size_t i = 0; i < PH_COUNT_OF(k_with); i++) {
        expect(f, k_with[i], 1, PH_REF_WITH, "f");
    }
    static const char *const k_read[] = {"d", "e", "i", "k", "n", "o", "s", "t", "w"};
    for (size_t i = 0; i < PH_COUNT_OF(k_read); i++) {
        expect(f, k_read[i], 1, PH_REF_LOAD, "module");
    }
}

static void assignment_targets_bind_and_their_objects_are_read(void **state)
{
    Fixture *f = *state;
    read_text(
        f,
        "def f():\n    a = b = c, d = 1, 2\n    (g), [h, *i] = x\n    j.k = l[m] = 3\n"
        "    n, o.p = q, r\n    s += 1\n    t.u += 1\n    del v, (w, [y]), z.z, aa[0]\n");
    static const char *const k_assigned[] = {"a", "b", "c", "d", "g", "h", "i", "n"};
    for (size_t i = 0; i < PH_COUNT_OF(k_assigned); i++) {
        expect(f, k_assigned[i], 1, PH_REF_ASSIGN, "f");
    }
    static const char *const k_read[] = {"j", "l", "m", "o", "q", "r", "t", "z", "aa"};
    for (size_t i = 0; i < PH_COUNT_OF(k_read); i++) {
        expect(f, k_read[i], 1, PH_REF_LOAD, "module");
    }
    expect(f, "s", 1, PH_REF_AUGMENTED, "f");
    expect(f, "v", 1, PH_REF_DELETE, "f");
    expect(f, "w", 1, PH_REF_DELETE, "f");
    expect(f, "y", 1, PH_REF_DELETE, "f");
    expect_no_ref(f, "k", 1);
    expect_no_ref(f, "z", 2);
}

static void an_annotation_alone_binds_without_storing(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f():\n    a: int\n    b: int = 1\n    (c): int\n    (d): int = 1\n"
                 "    e.x: int\n    g: 'str'\n");
    expect(f, "a", 1, PH_REF_DECLARED, "f");
    expect(f, "b", 1, PH_REF_ANNOTATED, "f");
    expect_no_ref(f, "c", 1);
    expect(f, "d", 1, PH_REF_ASSIGN, "f");
    expect(f, "e", 1, PH_REF_LOAD, "module");
    assert_true(binding_of(f, "a", 1)->is_bound);
    assert_int_equal(binding_of(f, "a", 1)->store_count, 0);
    assert_int_equal(binding_of(f, "b", 1)->store_count, 1);
    assert_int_equal(ph_names_lookup(f->names, 1, PH_BYTES("str")), PH_BINDING_NONE);
}

static void imports_bind_the_first_part_or_the_alias(void **state)
{
    Fixture *f = *state;
    read_text(f, "import a.b.c, d.e as f\nfrom g.h import i, j as k\nfrom .l import (m,)\n"
                 "from . import n\nfrom __future__ import o, p as q\n");
    static const char *const k_bound[] = {"a", "f", "i", "k", "m", "n", "o", "q"};
    for (size_t i = 0; i < PH_COUNT_OF(k_bound); i++) {
        expect(f, k_bound[i], 1, PH_REF_IMPORT, "module");
    }
    static const char *const k_not[] = {"b", "c", "d", "e", "g", "h", "j", "l", "p"};
    for (size_t i = 0; i < PH_COUNT_OF(k_not); i++) {
        expect_no_ref(f, k_not[i], 1);
    }
}

static void decorators_defaults_and_annotations_stand_outside(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f(x):\n    @x\n    def g(x: x = x, *y: x, z=x, **w: x) -> x:\n"
                 "        return x, y, z, w\n    return lambda x=x: x\n");
    expect(f, "x", 2, PH_REF_LOAD, "f");
    expect(f, "x", 3, PH_REF_PARAMETER, "g");
    for (unsigned n = 4; n <= 9; n++) {
        expect(f, "x", n, PH_REF_LOAD, "f");
    }
    expect(f, "x", 10, PH_REF_LOAD, "g");
    expect(f, "y", 1, PH_REF_PARAMETER, "g");
    expect(f, "z", 1, PH_REF_PARAMETER, "g");
    expect(f, "w", 1, PH_REF_PARAMETER, "g");
    expect(f, "x", 11, PH_REF_PARAMETER, "lambda");
    expect(f, "x", 12, PH_REF_LOAD, "f");
    expect(f, "x", 13, PH_REF_LOAD, "lambda");
}

static void keyword_names_and_attributes_are_no_references(void **state)
{
    Fixture *f = *state;
    read_text(f, "class C(A, metaclass=B): pass\nf(x=y, *z, **w).x.y\n");
    expect_no_ref(f, "metaclass", 1);
    expect_no_ref(f, "x", 1);
    expect(f, "y", 1, PH_REF_LOAD, "module");
    expect(f, "z", 1, PH_REF_LOAD, "module");
    expect(f, "w", 1, PH_REF_LOAD, "module");
    expect_no_ref(f, "x", 2);
    expect_no_ref(f, "y", 2);
}

static void names_in_f_strings_are_read(void **state)
{
    Fixture *f = *state;
    read_text(f,
              "def f(a, b, c, d, e):\n    return f'{a!r:>{b}} {c, d} {(lambda: e)()=} x'\n"
              "y = 'z'\n");
    for (const char *name = "abcde"; *name != 0; name++) {
        char text[2] = {*name, 0};
        expect(f, text, 2, PH_REF_LOAD, "f");
    }
    assert_int_equal(ph_names_lookup(f->names, 1, PH_BYTES("x")), PH_BINDING_NONE);
    assert_int_equal(ph_names_lookup(f->names, 1, PH_BYTES("z")), PH_BINDING_NONE);
}

static void private_names_are_mangled_by_their_class(void **state)
{
    Fixture *f = *state;
    read_text(
        f,
        "class _C:\n    __a = 1\n    def __m(self, __p):\n        global __g\n"
        "        import __i.j\n        __g = self.__b\n        return __p, __a, f(__k=1)\n"
        "    __d__ = 2\nclass __:\n    __e = 3\n__h = 4\n");
    assert_true(ph_bytes_is(binding_of(f, "__a", 1)->name, "_C__a"));
    assert_true(ph_bytes_is(binding_of(f, "__m", 1)->name, "_C__m"));
    assert_true(ph_bytes_is(binding_of(f, "__p", 1)->name, "_C__p"));
    assert_true(ph_bytes_is(binding_of(f, "__g", 1)->name, "_C__g"));
    assert_true(ph_bytes_is(binding_of(f, "__i", 1)->name, "_C__i"));
    expect(f, "__p", 2, PH_REF_LOAD, "__m");
    expect(f, "__a", 2, PH_REF_LOAD, "module");
    expect_no_ref(f, "__b", 1);
    expect_no_ref(f, "__k", 1);
    assert_true(ph_bytes_is(binding_of(f, "__d__", 1)->name, "__d__"));
    assert_true(ph_bytes_is(binding_of(f, "__e", 1)->name, "__e"));
    assert_true(ph_bytes_is(binding_of(f, "__h", 1)->name, "__h"));
}

static void bases_are_mangled_by_the_class_around_only(void **state)
{
    Fixture *f = *state;
    read_text(f, "class C:\n    class D(__B):\n        __x = __B\n");
    assert_true(ph_bytes_is(binding_of(f, "__B", 1)->name, "_C__B"));
    assert_true(ph_bytes_is(binding_of(f, "__B", 2)->name, "_D__B"));
}

static void class_and_super_in_a_method_mean_the_cell_of_the_class(void **state)
{
    Fixture *f = *state;
    read_text(f,
              "class C:\n    def m(self):\n        super().m()\n        return __class__\n"
              "    x = __class__\ndef g():\n    return __class__\n");
    expect(f, "__class__", 1, PH_REF_LOAD, "C");
    assert_true(binding_of(f, "__class__", 1)->is_class_cell);
    assert_true(binding_of(f, "__class__", 1)->is_captured);
    assert_int_equal(binding_of(f, "__class__", 1)->ref_count, 2);
    expect(f, "__class__", 2, PH_REF_LOAD, "module");
    expect(f, "__class__", 3, PH_REF_LOAD, "module");
    PhRefId super = ph_names_ref(f->names, word(f, "super", 1));
    assert_int_equal(f->names->refs[super].kind, PH_REF_LOAD);
    assert_int_equal(f->names->refs[super + 1].kind, PH_REF_SUPER);
    assert_int_equal(f->names->refs[super + 1].node, f->names->refs[super].node);
}

static void a_class_may_bind_class_itself(void **state)
{
    Fixture *f = *state;
    read_text(f,
              "class C:\n    __class__ = 1\n    def m(self):\n        return __class__\n");
    expect(f, "__class__", 1, PH_REF_ASSIGN, "C");
    assert_false(binding_of(f, "__class__", 1)->is_class_cell);
    assert_true(binding_of(f, "__class__", 2)->is_class_cell);
}

static void type_parameters_have_a_scope_around_the_definition(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f[T: (B, C), *Ts, **P](a: T = T, *b: *Ts) -> P:\n    return T\n"
                 "class D[U](U, m=U):\n    x = U\n");
    expect(f, "f", 1, PH_REF_FUNCTION, "module");
    expect(f, "T", 1, PH_REF_TYPE_PARAM, "type parameters");
    expect(f, "Ts", 1, PH_REF_TYPE_PARAM, "type parameters");
    expect(f, "P", 1, PH_REF_TYPE_PARAM, "type parameters");
    expect(f, "B", 1, PH_REF_LOAD, "module");
    expect(f, "T", 2, PH_REF_LOAD, "type parameters");
    expect(f, "T", 3, PH_REF_LOAD, "module"); /* a default is evaluated outside */
    expect(f, "Ts", 2, PH_REF_LOAD, "type parameters");
    expect(f, "P", 2, PH_REF_LOAD, "type parameters");
    expect(f, "T", 4, PH_REF_LOAD, "type parameters");
    expect(f, "D", 1, PH_REF_CLASS, "module");
    expect(f, "U", 2, PH_REF_LOAD, "type parameters");
    expect(f, "U", 3, PH_REF_LOAD, "type parameters");
    expect(f, "U", 4, PH_REF_LOAD, "type parameters");
    expect_no_ref(f, "m", 1);
}

static void a_type_alias_binds_its_name_and_has_a_scope_for_its_value(void **state)
{
    Fixture *f = *state;
    read_text(f, "type X = list[X]\ntype Y[T: X] = dict[T, X]\ntype type = int\n");
    expect(f, "X", 1, PH_REF_TYPE_ALIAS, "module");
    expect(f, "X", 2, PH_REF_LOAD, "module");
    expect(f, "Y", 1, PH_REF_TYPE_ALIAS, "module");
    expect(f, "T", 1, PH_REF_TYPE_PARAM, "type parameters");
    expect(f, "T", 2, PH_REF_LOAD, "type parameters");
    assert_true(binding_of(f, "X", 2)->is_captured);
}

static void type_scopes_look_into_their_class(void **state)
{
    Fixture *f = *state;
    read_text(f, "class C:\n    A = int\n    type X[T: A] = dict[A, T]\n"
                 "    def m[U: A](self, a: A) -> A:\n        return A\n    T = 1\n");
    for (unsigned n = 2; n <= 6; n++) {
        expect(f, "A", n, PH_REF_LOAD, "C");
    }
    expect(f, "A", 7, PH_REF_LOAD, "module");
    expect(f, "T", 2, PH_REF_LOAD, "type parameters");
}

static void annotations_with_brackets_are_read(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f(a: List[int, *Ts], b: type[C]) -> D[E:F]: pass\nx: G[H.i] = 1\n");
    static const char *const k_read[] = {"List", "int", "Ts", "C", "D", "E", "F", "G", "H"};
    for (size_t i = 0; i < PH_COUNT_OF(k_read); i++) {
        expect(f, k_read[i], 1, PH_REF_LOAD, "module");
    }
    expect(f, "type", 1, PH_REF_LOAD, "module");
    expect_no_ref(f, "i", 1);
}

static void soft_keywords_are_plain_names_elsewhere(void **state)
{
    Fixture *f = *state;
    read_text(
        f, "def f(print, match=case, *type):\n    _ = exec = 1\n    match, type = print\n"
           "    del _\n    return match(exec)\nprint >>f, 1\n");
    expect(f, "print", 1, PH_REF_PARAMETER, "f");
    expect(f, "match", 1, PH_REF_PARAMETER, "f");
    expect(f, "case", 1, PH_REF_LOAD, "module");
    expect(f, "type", 1, PH_REF_PARAMETER, "f");
    expect(f, "_", 1, PH_REF_ASSIGN, "f");
    expect(f, "exec", 1, PH_REF_ASSIGN, "f");
    expect(f, "match", 2, PH_REF_ASSIGN, "f");
    expect(f, "print", 2, PH_REF_LOAD, "f");
    expect(f, "_", 2, PH_REF_DELETE, "f");
    expect(f, "match", 3, PH_REF_LOAD, "f");
    expect(f, "print", 3, PH_REF_LOAD, "module");
    assert_false(is_opaque(f, "f"));
}

static void an_attribute_of_a_call_of_type_is_no_alias(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f(x, y):\n    type(x).a = lambda: y\n    type[x] = y\n");
    expect(f, "type", 1, PH_REF_LOAD, "module");
    expect(f, "x", 2, PH_REF_LOAD, "f");
    expect(f, "y", 2, PH_REF_LOAD, "f");
    expect(f, "type", 2, PH_REF_LOAD, "module");
    expect_no_ref(f, "a", 1);
    assert_int_equal(f->names->scope_count, 3);
}

static void names_are_compared_in_nfkc_form(void **state)
{
    Fixture *f = *state;
    /* U+FB01 is the ligature fi, U+00E9 is e with an acute accent. */
    read_text(f, "\xef\xac\x81 = 1\nfi\ne\xcc\x81 = 2\n\xc3\xa9\n");
    assert_int_equal(f->names->binding_count, 2);
    assert_int_equal(binding_of(f, "fi", 1)->ref_count, 2);
    assert_int_equal(binding_of(f, "\xc3\xa9", 1)->ref_count, 2);
    assert_true(ph_bytes_is(binding_of(f, "e\xcc\x81", 1)->name, "\xc3\xa9"));
}

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        cmocka_unit_test_setup_teardown(a_name_assigned_in_a_function_is_its_own, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            a_free_name_belongs_to_the_nearest_function_that_binds_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            global_reaches_the_module_also_from_functions_within, set_up, tear_down),
        cmocka_unit_test_setup_teardown(global_in_the_module_changes_nothing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(global_in_a_class_does_not_reach_its_methods,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(nonlocal_stores_into_the_function_around, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(names_of_a_class_are_not_seen_in_its_methods,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_name_read_in_a_class_may_come_from_the_function_around, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_comprehension_is_a_scope_but_for_its_first_iterable, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_kind_of_comprehension_is_a_scope, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_lambda_in_the_first_iterable_stands_outside,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_walrus_binds_outside_of_comprehensions, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_walrus_in_a_comprehension_obeys_global, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(captures_of_a_pattern_bind_and_its_values_are_read,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_exception_name_is_bound_by_its_handler, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            targets_of_for_and_with_bind_and_their_objects_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(assignment_targets_bind_and_their_objects_are_read,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_annotation_alone_binds_without_storing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(imports_bind_the_first_part_or_the_alias, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(decorators_defaults_and_annotations_stand_outside,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(keyword_names_and_attributes_are_no_references,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_in_f_strings_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(private_names_are_mangled_by_their_class, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(bases_are_mangled_by_the_class_around_only, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            class_and_super_in_a_method_mean_the_cell_of_the_class, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_class_may_bind_class_itself, set_up, tear_down),
        cmocka_unit_test_setup_teardown(type_parameters_have_a_scope_around_the_definition,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_type_alias_binds_its_name_and_has_a_scope_for_its_value, set_up, tear_down),
        cmocka_unit_test_setup_teardown(type_scopes_look_into_their_class, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(annotations_with_brackets_are_read, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(soft_keywords_are_plain_names_elsewhere, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_attribute_of_a_call_of_type_is_no_alias, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(names_are_compared_in_nfkc_form, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("scope", k_tests, NULL, NULL);
}
