#include "names/scope.h"
#include "names_fixture.h"

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

static void an_import_by_hand_rebinds_no_builtin(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f(x):\n    return __import__(x, globals(), locals(), [])\n");
    assert_true(ph_names_is_builtin(f->names, PH_SCOPE_MODULE, PH_BYTES("len")));
    read_text(f, "def f(x):\n    return load(x, globals())\n");
    assert_false(ph_names_is_builtin(f->names, PH_SCOPE_MODULE, PH_BYTES("len")));
    read_text(f, "from y import __import__\n__import__('x', globals())\n");
    assert_false(ph_names_is_builtin(f->names, PH_SCOPE_MODULE, PH_BYTES("len")));
    read_text(f, "def f(__import__):\n    __import__('x', globals())\n");
    assert_false(ph_names_is_builtin(f->names, PH_SCOPE_MODULE, PH_BYTES("len")));
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
        cmocka_unit_test_setup_teardown(an_import_by_hand_rebinds_no_builtin, set_up,
                                        tear_down),
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
    return cmocka_run_group_tests_name("scope_queries", k_tests, NULL, NULL);
}
