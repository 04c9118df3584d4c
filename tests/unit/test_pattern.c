#include "base/buf.h"
#include "template_fixture.h"

#define SAYS "message \"m\"\n"

static void a_slice_that_is_no_pattern_is_told(void **state)
{
    static const Mistake k_cases[] = {
        {"match\n- f($x\n+ g($x)\n" SAYS, 11, "the code before this patch does not parse"},
        {"match\n- f($x)\n+ g($x\n" SAYS, 12, "the code after this patch does not parse"},
        {"match\n- print $x\n+ g($x)\n" SAYS, 10, "this patch is Python 2"},
        {"match\n- f($x)\n+ exec $x\n" SAYS, 10, "this patch is Python 2"},
        {"match\n+ f(1)\n" SAYS, 10,
         "this patch matches nothing: it has only lines that come"},
        {"match\n  ...\n- f($x)\n+ g($x)\n" SAYS, 11,
         "a gap stands between two statements of a patch"},
        {"match\n  f($x)\n  ...\n+ h()\n  ...\n  g($x)\n" SAYS, 10,
         "a statement that comes stands beside nothing but gaps"},
        {"match\n  f($x)\n+ g($x) #@ here\n" SAYS, 12,
         "a label stands where a statement of the code before the patch begins"},
        {"match\n- f(\xc2\xb5x)\n+ g()\n" SAYS, 11,
         "a micro sign in a patch: it stands for metavariables"},
        {"match\n- f()\n+ g('\xc2\xb5')\n" SAYS, 12,
         "a micro sign in a patch: it stands for metavariables"},
        {"match\n- f($*x) + g($*x)\n+ h($*x)\n" SAYS, 10,
         "'x' is a list that stands twice before this patch"},
    };
    expect_mistakes(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_deep_pattern_is_refused(void **state)
{
    Fixture *f = *state;
    PhBytes deep = PH_BYTES("1");
    for (int i = 0; i < 80; i++) {
        deep = ph_arena_format(f->arena, "[%.*s]", (int)deep.len, deep.ptr);
    }
    PhBytes program = ph_arena_format(f->arena, "match\n- %s\n+ 1\n" SAYS, deep.ptr);
    assert_int_equal(load(f, program.ptr), PH_ERR_USAGE);
    assert_true(has_record(&f->diags, 10, "this patch is nested too deeply"));
}

static void a_long_pattern_is_refused(void **state)
{
    Fixture *f = *state;
    PhBuf program = {0};
    ph_buf_add_str(&program, "match\n- f(");
    for (int i = 0; i < 3000; i++) {
        ph_buf_add_str(&program, "1,");
    }
    ph_buf_add_str(&program, ")\n+ g()\n" SAYS);
    ph_buf_add_char(&program, 0);
    assert_int_equal(load(f, program.ptr), PH_ERR_USAGE);
    assert_true(has_record(&f->diags, 10, "this patch is too long"));
    ph_buf_release(&program);
}

static const PhPattern *minus(const Fixture *f)
{
    return &f->rules.items[0].alternatives.items[0].patch->minus;
}

static void an_expression_is_its_own_root_and_a_statement_too(void **state)
{
    Fixture *f = *state;
    load_patch(f, "- $x in [$*E]\n+ $x in {$*E}");
    assert_int_equal(ph_tree_kind(&minus(f)->tree, minus(f)->root),
                     PH_KIND_COMPARISON_OPERATOR);
    load_patch(f, "- $x = $y\n+ $y = $x");
    assert_int_equal(ph_tree_kind(&minus(f)->tree, minus(f)->root), PH_KIND_ASSIGNMENT);
    load_patch(f, "- return $x\n+ return");
    assert_int_equal(ph_tree_kind(&minus(f)->tree, minus(f)->root),
                     PH_KIND_RETURN_STATEMENT);
}

static void tokens_are_leaves_strings_and_metavariables(void **state)
{
    static const struct {
        const char *text;
        bool is_metavar;
    } k_tokens[] = {{"f", false}, {"(", false}, {"'a b'", false}, {",", false},
                    {"x", true},  {"E", true},  {")", false}};
    Fixture *f = *state;
    load_patch(f, "- f('a b', $x, $*E)\n+ f()");
    assert_int_equal(minus(f)->token_count, PH_COUNT_OF(k_tokens));
    for (uint32_t i = 0; i < minus(f)->token_count; i++) {
        const PhPatternToken *token = &minus(f)->tokens[i];
        assert_int_equal(token->metavar != PH_METAVAR_NONE, k_tokens[i].is_metavar);
        assert_int_equal(minus(f)->token_of_node[token->node], i);
        if (k_tokens[i].is_metavar) {
            PhBytes name = f->rules.items[0].metavars.items[token->metavar].name;
            assert_true(ph_bytes_is(name, k_tokens[i].text));
        } else {
            assert_true(ph_bytes_is(token->text, k_tokens[i].text));
        }
    }
}

static void hunks_hold_only_what_the_slices_do_not_share(void **state)
{
    Fixture *f = *state;
    load_patch(f, "- f($x, 1)\n+ f($x, 2)");
    const PhPatch *patch = f->rules.items[0].alternatives.items[0].patch;
    assert_true(patch->has_edits);
    assert_int_equal(patch->hunks.count, 1);
    const PhHunk *hunk = &patch->hunks.items[0];
    assert_int_equal(hunk->minus_first, 4);
    assert_int_equal(hunk->minus_count, 1);
    assert_int_equal(hunk->plus_first, 4);
    assert_int_equal(hunk->plus_count, 1);
    load_patch(f, "  f($x, 1)");
    assert_false(f->rules.items[0].alternatives.items[0].patch->has_edits);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(a_slice_that_is_no_pattern_is_told),
        TEST(a_deep_pattern_is_refused),
        TEST(a_long_pattern_is_refused),
        TEST(an_expression_is_its_own_root_and_a_statement_too),
        TEST(tokens_are_leaves_strings_and_metavariables),
        TEST(hunks_hold_only_what_the_slices_do_not_share),
    };
    return cmocka_run_group_tests_name("pattern", k_tests, NULL, NULL);
}
