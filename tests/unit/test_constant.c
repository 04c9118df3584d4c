#include "facts_fixture.h"

/* The fact is exact: it has no unknown, so what is not taught is refuted. */

static void what_the_compiler_folds_is_proved(void **state)
{
    static const Case k_cases[] = {
        {"_(1)", "proved"},
        {"_(-1)", "proved"},
        {"_(~1)", "proved"},
        {"_(+2.5)", "proved"},
        {"_(-2j)", "proved"},
        {"_('a')", "proved"},
        {"_('a' r'\\d' \"b\\n\")", "proved"},
        {"_(b'a')", "proved"},
        {"_(None)", "proved"},
        {"_(True)", "proved"},
        {"_(...)", "proved"},
        {"_(())", "proved"},
        {"_((1, (2, 'x'), -3))", "proved"},
        {"_((1, # why\n 2))", "proved"},
        {"_((1, \\\n 2))", "proved"},
        {"_((((1))))", "proved"},
    };
    expect_verdicts(*state, "constant", k_cases, PH_COUNT_OF(k_cases));
}

static void what_is_made_at_run_time_is_refuted(void **state)
{
    static const Case k_cases[] = {
        {"_(v)", "refuted"},
        {"_(__debug__)", "refuted"},
        {"_(f'a')", "refuted"},
        {"_(f'{v}')", "refuted"},
        {"_('a' f'{v}')", "refuted"},
        {"_('a' f'b')", "refuted"},
        {"_(t'a')", "refuted"},
        {"_([])", "refuted"},
        {"_([1])", "refuted"},
        {"_({1: 2})", "refuted"},
        {"_({1})", "refuted"},
        {"_((1, v))", "refuted"},
        {"_((1, (2, [])))", "refuted"},
        {"_((1, *'ab'))", "refuted"},
        {"_(v.w)", "refuted"},
        {"_(g())", "refuted"},
        {"_(lambda: 1)", "refuted"},
        {"_((x := 1))", "refuted"},
        {"_(-v)", "refuted"},
        {"_(not 1)", "refuted"},
        {"_(1 + 2)", "refuted"},
        {"_(~1.5)", "refuted"},
        {"_(~2j)", "refuted"},
        {"_(-'a')", "refuted"},
    };
    expect_verdicts(*state, "constant", k_cases, PH_COUNT_OF(k_cases));
}

static void the_part_that_is_no_constant_is_named(void **state)
{
    Fixture *f = *state;
    read_text(f, "_((1, (2, v), 3))");
    PhAnswer answer = ask(f, "constant");
    assert_true(ph_bytes_is(ph_tree_text(&f->file.tree, answer.node), "v"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(what_the_compiler_folds_is_proved),
        TEST(what_is_made_at_run_time_is_refuted),
        TEST(the_part_that_is_no_constant_is_named),
    };
    return cmocka_run_group_tests_name("constant", k_tests, NULL, NULL);
}
