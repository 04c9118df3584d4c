/* Large and deep inputs: what would be quadratic takes minutes here, not seconds. */

#include "base/buf.h"
#include "names/scope.h"
#include "syntax/parse.h"
#include "unit.h"

typedef struct {
    PhArena *arena;
    const PhGrammar *grammar;
    PhBuf text;
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
    ph_buf_release(&fixture->text);
    ph_arena_free(fixture->arena);
    ph_parse_tear_down_thread();
    return 0;
}

static void repeat(Fixture *f, const char *text, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        ph_buf_add_str(&f->text, text);
    }
}

static void read_text(Fixture *f)
{
    PhParsed parsed;
    PhParseOutcome outcome = ph_parse(f->grammar, f->arena, ph_buf_bytes(&f->text),
                                      (PhParseOptions){0}, &parsed);
    assert_int_equal(outcome, PH_PARSED);
    f->tree = parsed.tree;
    f->names = ph_names_new(f->arena, &f->tree);
}

static void many_functions_and_names_are_kept_apart(void **state)
{
    Fixture *f = *state;
    for (unsigned i = 0; i < 20000; i++) {
        ph_buf_printf(&f->text, "def f%u(a, b):\n    global g%u\n    g%u = a\n    c = b\n",
                      i, i, i);
    }
    read_text(f);
    assert_int_equal(f->names->scope_count, 20001);
    assert_int_equal(f->names->binding_count, 20000 * 5);
    for (PhScopeId i = 1; i <= 20000; i++) {
        PhBindingId a = ph_names_find(f->names, i, PH_BYTES("a"));
        assert_int_equal(f->names->bindings[a].ref_count, 2);
    }
}

static void many_references_of_one_name_are_one_chain(void **state)
{
    Fixture *f = *state;
    repeat(f, "x = x\n", 30000);
    read_text(f);
    assert_int_equal(f->names->binding_count, 1);
    assert_int_equal(f->names->bindings[0].ref_count, 60000);
    assert_int_equal(f->names->bindings[0].store_count, 30000);
}

static void a_long_chain_of_attributes_is_one_reference(void **state)
{
    Fixture *f = *state;
    ph_buf_add_str(&f->text, "x = a");
    repeat(f, ".b", 100000);
    ph_buf_add_str(&f->text, "\n");
    repeat(f, "a.b = ", 1000);
    ph_buf_add_str(&f->text, "c\n");
    read_text(f);
    assert_int_equal(f->names->binding_count, 3);
    assert_int_equal(f->names->ref_count, 1003);
}

static void many_imports_of_locals_are_looked_at_once(void **state)
{
    Fixture *f = *state;
    repeat(f, "from m import locals\nlocals()\n", 20000);
    read_text(f);
    assert_true(f->names->scopes[0].is_opaque);
}

static void deep_lambdas_and_comprehensions_nest(void **state)
{
    Fixture *f = *state;
    ph_buf_add_str(&f->text, "v = 0\n");
    repeat(f, "[", 3000);
    ph_buf_add_str(&f->text, "v");
    repeat(f, " for x in s]", 3000);
    ph_buf_add_str(&f->text, "\n");
    repeat(f, "lambda a: ", 3000);
    ph_buf_add_str(&f->text, "super, v, a\n");
    read_text(f);
    assert_int_equal(f->names->scope_count, 6001);
    PhBindingId v = ph_names_lookup(f->names, 3000, PH_BYTES("v"));
    assert_int_equal(f->names->bindings[v].ref_count, 3);
}

static void deep_classes_and_functions_resolve_to_the_outermost(void **state)
{
    Fixture *f = *state;
    for (unsigned i = 0; i < 90; i++) {
        ph_buf_add_repeated(&f->text, ' ', i);
        ph_buf_printf(&f->text, i % 2 == 0 ? "def f(a%u):\n" : "class C%u:\n", i);
    }
    ph_buf_add_repeated(&f->text, ' ', 90);
    ph_buf_add_str(&f->text, "a0\n");
    read_text(f);
    PhBindingId binding = ph_names_find(f->names, 1, PH_BYTES("a0"));
    assert_int_equal(f->names->bindings[binding].ref_count, 2);
}

static void deep_f_strings_nest(void **state)
{
    Fixture *f = *state;
    ph_buf_add_str(&f->text, "f'");
    repeat(f, "{x:", 500);
    repeat(f, "}", 500);
    ph_buf_add_str(&f->text, "'\n");
    read_text(f);
    assert_int_equal(f->names->ref_count, 500);
}

static void wide_and_deep_targets_are_walked_once(void **state)
{
    Fixture *f = *state;
    repeat(f, "(", 2000);
    ph_buf_add_str(&f->text, "x");
    repeat(f, ",)", 2000);
    ph_buf_add_str(&f->text, " = y\n");
    repeat(f, "a, ", 50000);
    ph_buf_add_str(&f->text, "= b\n");
    repeat(f, "c = ", 3000);
    ph_buf_add_str(&f->text, "d\n");
    read_text(f);
    assert_int_equal(f->names->ref_count, 1 + 1 + 50000 + 1 + 3000 + 1);
    assert_int_equal(f->names->binding_count, 6);
}

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        cmocka_unit_test_setup_teardown(many_functions_and_names_are_kept_apart, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(many_references_of_one_name_are_one_chain, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_long_chain_of_attributes_is_one_reference, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(many_imports_of_locals_are_looked_at_once, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(deep_lambdas_and_comprehensions_nest, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(deep_classes_and_functions_resolve_to_the_outermost,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(deep_f_strings_nest, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wide_and_deep_targets_are_walked_once, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("scope_size", k_tests, NULL, NULL);
}
