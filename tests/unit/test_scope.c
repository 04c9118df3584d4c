#include "names/dump.h"
#include "names/scope.h"
#include "syntax/parse.h"
#include "unit.h"

typedef struct {
    PhArena *arena;
    const PhGrammar *grammar;
    PhTree tree;
    PhNames *names;
} Fixture;

static int set_up(void **state)
{
    static Fixture fixture;
    ph_parse_set_up();
    fixture = (Fixture){.arena = ph_arena_new()};
    fixture.grammar = ph_grammar_new(fixture.arena, PH_LANGUAGE_PYTHON);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;
    ph_arena_free(fixture->arena);
    ph_parse_tear_down_thread();
    return 0;
}

static void read_bytes(Fixture *f, PhBytes text)
{
    PhParsed parsed;
    PhParseOutcome outcome =
        ph_parse(f->grammar, f->arena, text, (PhParseOptions){0}, &parsed);
    assert_int_equal(outcome, PH_PARSED);
    f->tree = parsed.tree;
    f->names = ph_names_new(f->arena, &f->tree);
}

static void read_text(Fixture *f, const char *text)
{
    read_bytes(f, ph_bytes_of(text));
}

/* The n-th node (from 1) that could be a name and reads `text`. */
static PhNodeId word(const Fixture *f, const char *text, unsigned n)
{
    for (PhNodeId node = 0; node < f->tree.count; node++) {
        PhKind kind = f->tree.kinds[node];
        bool is_name =
            kind == PH_KIND_IDENTIFIER || kind == PH_TOKEN_PRINT || kind == PH_TOKEN_TYPE;
        if (is_name && ph_bytes_is(ph_tree_text(&f->tree, node), text) && --n == 0) {
            return node;
        }
    }
    fail_msg("no such word: %s", text);
    return PH_NODE_NONE;
}

/* "module", the name of a function or class, or the kind of scope. */
static const char *scope_text(const Fixture *f, PhScopeId id)
{
    const PhScope *scope = &f->names->scopes[id];
    if (scope->kind == PH_SCOPE_KIND_FUNCTION || scope->kind == PH_SCOPE_KIND_CLASS) {
        PhNodeId name = ph_tree_child(&f->tree, scope->node, PH_FIELD_NAME);
        return ph_arena_string(f->arena, ph_tree_text(&f->tree, name));
    }
    return ph_scope_kind_name(scope->kind);
}

static const PhBinding *binding_of(const Fixture *f, const char *text, unsigned n)
{
    PhBindingId binding = ph_names_binding(f->names, word(f, text, n));
    assert_int_not_equal(binding, PH_BINDING_NONE);
    return &f->names->bindings[binding];
}

/* The n-th `text` touches its name so, and the name belongs to scope `owner`. */
static void expect(const Fixture *f, const char *text, unsigned n, PhRefKind kind,
                   const char *owner)
{
    PhRefId ref = ph_names_ref(f->names, word(f, text, n));
    if (ref == PH_REF_NONE) {
        fail_msg("%s %u is no reference", text, n);
    }
    assert_string_equal(ph_ref_kind_name(f->names->refs[ref].kind), ph_ref_kind_name(kind));
    assert_string_equal(scope_text(f, binding_of(f, text, n)->scope), owner);
}

static void expect_no_ref(const Fixture *f, const char *text, unsigned n)
{
    assert_int_equal(ph_names_ref(f->names, word(f, text, n)), PH_REF_NONE);
}

static PhScopeId scope_named(const Fixture *f, const char *name)
{
    for (PhScopeId i = 0; i < f->names->scope_count; i++) {
        if (strcmp(scope_text(f, i), name) == 0) {
            return i;
        }
    }
    fail_msg("no such scope: %s", name);
    return PH_SCOPE_NONE;
}

static bool is_opaque(const Fixture *f, const char *scope)
{
    return f->names->scopes[scope_named(f, scope)].is_opaque;
}

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

static void references_of_a_binding_are_in_source_order(void **state)
{
    Fixture *f = *state;
    read_text(f, "x = 1\ndef f(a=lambda: x):\n    return x, [x for y in x]\nx\n");
    const PhBinding *binding = binding_of(f, "x", 1);
    PhNodeId last = 0;
    uint32_t count = 0;
    for (PhRefId ref = binding->first_ref; ref != PH_REF_NONE;
         ref = f->names->refs[ref].next) {
        assert_true(f->names->refs[ref].node > last);
        last = f->names->refs[ref].node;
        count++;
    }
    assert_int_equal(count, 6);
    assert_int_equal(count, binding->ref_count);
    for (PhRefId ref = 1; ref < f->names->ref_count; ref++) {
        assert_true(f->names->refs[ref - 1].node < f->names->refs[ref].node);
    }
}

static void bindings_are_grouped_by_scope(void **state)
{
    Fixture *f = *state;
    read_text(f,
              "def f(a, b):\n    def g(c): return a, d\n    e = 1\nclass C:\n    h = 1\n");
    uint32_t next = 0;
    for (PhScopeId i = 0; i < f->names->scope_count; i++) {
        const PhScope *scope = &f->names->scopes[i];
        assert_int_equal(scope->first_binding, next);
        for (uint32_t j = 0; j < scope->binding_count; j++) {
            assert_int_equal(f->names->bindings[next++].scope, i);
        }
    }
    assert_int_equal(next, f->names->binding_count);
}

static void scope_at_says_where_an_expression_is_evaluated(void **state)
{
    Fixture *f = *state;
    read_text(f, "@a\ndef f(p: b = c) -> d:\n    e\n    class C(g):\n        h\n    i\n"
                 "[j for k in l if m]\nlambda q=n: o\nr\n");
    static const struct {
        const char *word;
        const char *scope;
    } k_cases[] = {
        {"a", "module"},
        {"f", "module"},
        {"b", "module"},
        {"c", "module"},
        {"d", "module"},
        {"e", "f"},
        {"g", "f"},
        {"h", "C"},
        {"i", "f"},
        {"r", "module"},
        {"j", "comprehension"},
        {"k", "comprehension"},
        {"l", "module"},
        {"n", "module"},
        {"m", "comprehension"},
        {"o", "lambda"},
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        PhNodeId node = word(f, k_cases[i].word, 1);
        assert_string_equal(scope_text(f, ph_names_scope_at(f->names, node)),
                            k_cases[i].scope);
    }
    PhScopeId comprehension = scope_named(f, "comprehension");
    assert_int_equal(ph_names_scope_at(f->names, f->names->scopes[comprehension].node),
                     PH_SCOPE_MODULE);
}

static void find_answers_for_the_scope_alone(void **state)
{
    Fixture *f = *state;
    read_text(f, "x = 1\ndef f(a):\n    global y\n    y = x\n    def g(): return a, z\n");
    PhScopeId scope = scope_named(f, "f");
    PhBindingId own = ph_names_find(f->names, scope, PH_BYTES("a"));
    assert_int_equal(own, ph_names_binding(f->names, word(f, "a", 1)));
    assert_int_equal(ph_names_find(f->names, scope, PH_BYTES("x")), PH_BINDING_NONE);
    assert_int_equal(ph_names_find(f->names, scope, PH_BYTES("y")), PH_BINDING_NONE);
    assert_int_equal(ph_names_find(f->names, scope_named(f, "g"), PH_BYTES("a")),
                     PH_BINDING_NONE);
    assert_int_not_equal(ph_names_find(f->names, 0, PH_BYTES("x")), PH_BINDING_NONE);
    assert_int_not_equal(ph_names_find(f->names, 0, PH_BYTES("y")), PH_BINDING_NONE);
    assert_int_not_equal(ph_names_find(f->names, 0, PH_BYTES("z")), PH_BINDING_NONE);
    assert_int_equal(ph_names_find(f->names, 0, PH_BYTES("nowhere")), PH_BINDING_NONE);
}

static void lookup_answers_for_names_that_the_scope_does_not_mention(void **state)
{
    Fixture *f = *state;
    read_text(f,
              "x = y = 0\ndef f(x):\n    class C:\n        x = 1\n        def m(self):\n"
              "            pass\n    def g():\n        global x\n        def h(): pass\n");
    PhBindingId of_module = ph_names_binding(f->names, word(f, "x", 1));
    PhBindingId of_f = ph_names_binding(f->names, word(f, "x", 2));
    PhBindingId of_class = ph_names_binding(f->names, word(f, "x", 3));
    PhBytes x = PH_BYTES("x");
    assert_int_equal(ph_names_lookup(f->names, scope_named(f, "m"), x), of_f);
    assert_int_equal(ph_names_lookup(f->names, scope_named(f, "C"), x), of_class);
    assert_int_equal(ph_names_lookup(f->names, scope_named(f, "h"), x), of_module);
    assert_int_equal(ph_names_lookup(f->names, scope_named(f, "f"), x), of_f);
    assert_int_equal(ph_names_lookup(f->names, scope_named(f, "m"), PH_BYTES("y")),
                     ph_names_binding(f->names, word(f, "y", 1)));
    assert_int_equal(ph_names_lookup(f->names, scope_named(f, "m"), PH_BYTES("len")),
                     PH_BINDING_NONE);
}

static void a_name_is_builtin_until_something_binds_it(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f(len):\n    class C:\n        str = 1\n        def m(self): pass\n"
                 "    global set\n    set = int\n");
    PhScopeId m = scope_named(f, "m");
    assert_false(ph_names_is_builtin(f->names, m, PH_BYTES("len")));
    assert_true(ph_names_is_builtin(f->names, PH_SCOPE_MODULE, PH_BYTES("len")));
    assert_true(ph_names_is_builtin(f->names, m, PH_BYTES("str")));
    assert_false(ph_names_is_builtin(f->names, scope_named(f, "C"), PH_BYTES("str")));
    assert_false(ph_names_is_builtin(f->names, m, PH_BYTES("set")));
    assert_false(ph_names_is_builtin(f->names, PH_SCOPE_MODULE, PH_BYTES("set")));
    assert_true(ph_names_is_builtin(f->names, m, PH_BYTES("int")));
    assert_true(ph_names_is_builtin(f->names, m, PH_BYTES("dict")));
}

static void a_star_import_may_hide_every_builtin(void **state)
{
    Fixture *f = *state;
    read_text(f, "from m import *\nlen\n");
    assert_true(f->names->scopes[0].has_star_import);
    assert_true(is_opaque(f, "module"));
    assert_false(ph_names_is_builtin(f->names, 0, PH_BYTES("len")));
}

static void reaching_locals_makes_a_scope_and_those_around_it_opaque(void **state)
{
    static const char *const k_uses[] = {
        "locals()",
        "vars()",
        "dir()",
        "eval('x')",
        "exec('x')",
        "g = locals",
        "h(eval)",
        "vars(*a)",
        "dir(**k)",
        "sys._getframe(1)",
        "inspect.currentframe()",
        "inspect.stack()",
        "builtins.locals()",
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_uses); i++) {
        PhBytes text = ph_arena_format(
            f->arena, "def f():\n    def g():\n        %s\n    def h(): pass\n", k_uses[i]);
        read_bytes(f, text);
        assert_true(is_opaque(f, "g"));
        assert_true(is_opaque(f, "f"));
        assert_true(is_opaque(f, "module"));
        assert_false(is_opaque(f, "h"));
    }
}

static void what_only_looks_like_reaching_locals_leaves_a_scope_clear(void **state)
{
    static const char *const k_uses[] = {
        "vars(x)",  "dir(x)",    "x.locals()", "x.eval()",           "x.stack()",
        "'locals'", "f(vars=1)", "super()",    "exec = len; exec()",
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_uses); i++) {
        read_bytes(f, ph_arena_format(f->arena, "def f(x):\n    %s\n", k_uses[i]));
        assert_false(is_opaque(f, "f"));
        assert_false(is_opaque(f, "module"));
    }
    read_text(f, "def vars(): pass\ndef f():\n    vars()\n");
    assert_false(is_opaque(f, "f"));
}

static void imported_functions_that_reach_locals_count_under_any_name(void **state)
{
    Fixture *f = *state;
    read_text(f, "from sys import _getframe\nfrom builtins import locals as l\n"
                 "def f():\n    _getframe()\ndef g():\n    l()\ndef h(): pass\n");
    assert_true(is_opaque(f, "f"));
    assert_true(is_opaque(f, "g"));
    assert_false(is_opaque(f, "h"));
}

static void globals_makes_the_module_opaque_alone(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f():\n    globals()['x'] = 1\n");
    assert_true(is_opaque(f, "module"));
    assert_false(is_opaque(f, "f"));
}

static void generators_and_coroutines_are_known(void **state)
{
    Fixture *f = *state;
    read_text(f, "async def f():\n    await [x async for x in y]\n"
                 "def g():\n    def h(): yield\n    return lambda: (yield)\n");
    assert_true(f->names->scopes[scope_named(f, "f")].is_async);
    assert_true(f->names->scopes[scope_named(f, "comprehension")].is_async);
    assert_false(f->names->scopes[scope_named(f, "f")].is_generator);
    assert_false(f->names->scopes[scope_named(f, "g")].is_generator);
    assert_true(f->names->scopes[scope_named(f, "h")].is_generator);
    assert_true(f->names->scopes[scope_named(f, "lambda")].is_generator);
}

static void an_empty_file_has_a_module(void **state)
{
    Fixture *f = *state;
    read_text(f, "");
    assert_int_equal(f->names->scope_count, 1);
    assert_int_equal(f->names->ref_count, 0);
    assert_int_equal(ph_names_scope_at(f->names, 0), PH_SCOPE_MODULE);
    assert_true(ph_names_is_builtin(f->names, 0, PH_BYTES("len")));
}

static void the_listing_shows_scopes_bindings_and_places(void **state)
{
    Fixture *f = *state;
    read_text(f, "import os\ndef f(a):\n    return [b for b in a], os\n");
    PhBuf out = {0};
    ph_names_dump(&out, f->names, ph_lines_new(f->arena, f->tree.text));
    ph_buf_add_char(&out, 0);
    assert_string_equal(out.ptr, "module\n"
                                 "  os, captured: import 1:8, load 3:28\n"
                                 "  f: function 2:5\n"
                                 "  function f 2:1\n"
                                 "    a: parameter 2:7, load 3:24\n"
                                 "    comprehension 3:12\n"
                                 "      b: load 3:13, comprehension 3:19\n");
    ph_buf_release(&out);
}

static void the_machine_form_speaks_as_symtable_does(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f(a):\n    [b := a for c in d]\n    return lambda: a\n");
    PhBuf out = {0};
    ph_names_dump_json(&out, PH_BYTES("x\".py"), f->names,
                       ph_lines_new(f->arena, f->tree.text));
    ph_buf_add_char(&out, 0);
    assert_string_equal(
        out.ptr,
        "{\"path\": \"x\\\".py\", \"scopes\": ["
        "{\"kind\": \"module\", \"name\": \"top\", \"line\": 0, \"parent\": null, "
        "\"symbols\": {\"f\": \"glsm\"}}, "
        "{\"kind\": \"function\", \"name\": \"f\", \"line\": 1, \"parent\": 0, "
        "\"symbols\": {\"a\": \"pl\", \"b\": \"ls\", \"d\": \"rg\"}}, "
        "{\"kind\": \"function\", \"name\": \"listcomp\", \"line\": 2, \"parent\": 1, "
        "\"symbols\": {\"b\": \"nfs\", \"a\": \"rf\", \"c\": \"ls\"}}, "
        "{\"kind\": \"function\", \"name\": \"lambda\", \"line\": 3, \"parent\": 1, "
        "\"symbols\": {\"a\": \"rf\"}}]}\n");
    ph_buf_release(&out);
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
        cmocka_unit_test_setup_teardown(references_of_a_binding_are_in_source_order, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(bindings_are_grouped_by_scope, set_up, tear_down),
        cmocka_unit_test_setup_teardown(scope_at_says_where_an_expression_is_evaluated,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(find_answers_for_the_scope_alone, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            lookup_answers_for_names_that_the_scope_does_not_mention, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_name_is_builtin_until_something_binds_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_star_import_may_hide_every_builtin, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            reaching_locals_makes_a_scope_and_those_around_it_opaque, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            what_only_looks_like_reaching_locals_leaves_a_scope_clear, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            imported_functions_that_reach_locals_count_under_any_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(globals_makes_the_module_opaque_alone, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(generators_and_coroutines_are_known, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_empty_file_has_a_module, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_listing_shows_scopes_bindings_and_places,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_machine_form_speaks_as_symtable_does, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("scope", k_tests, NULL, NULL);
}
