#include "options_fixture.h"

static const char *const k_names[] = {
    "select", "ignore", "all",    "unsafe-fixes", "exclude", "respect-gitignore",
    "limit",  "config", "commit", "color"};

static PhBytes rendered(Fixture *f)
{
    PhOptions defaults = ph_options_default();
    PhBytes text = ph_options_render(f->arena, &ph_command_fix, &f->options, &defaults,
                                     k_names, PH_COUNT_OF(k_names));
    return ph_options_join(f->arena, text, &f->operands.items);
}

/* Words to options, to a text, to words and options again: the texts must agree. */
static void expect_round_trip(Fixture *f, char *const *words, const char *wanted)
{
    f->options = ph_options_default();
    assert_int_equal(ph_options_parse(f->arena, &ph_command_fix, words, &f->options,
                                      &f->operands, &f->diags),
                     PH_OK);
    PhBytes text = rendered(f);
    assert_string_equal(ph_arena_string(f->arena, text), wanted);
    char *const *again = ph_options_split(f->arena, text);
    assert_non_null(again);
    f->options = ph_options_default();
    assert_int_equal(ph_options_parse(f->arena, &ph_command_fix, again, &f->options,
                                      &f->operands, &f->diags),
                     PH_OK);
    assert_string_equal(ph_arena_string(f->arena, rendered(f)), wanted);
}

#define ROUND_TRIP(state, wanted, ...) \
    expect_round_trip(*(state), (char *[]){__VA_ARGS__, NULL}, wanted)

static void options_come_back_as_they_were(void **state)
{
    ROUND_TRIP(state, ".", ".");
    ROUND_TRIP(state, "--select=A --select=B --all --limit=3 src", "--all", "--limit", "3",
               "--select", "A,B", "src");
    ROUND_TRIP(state, "--unsafe-fixes --no-respect-gitignore a b", "--unsafe-fixes", "a",
               "--no-respect-gitignore", "b");
    ROUND_TRIP(state, "--no-unsafe-fixes", "--no-unsafe-fixes");
    ROUND_TRIP(state, "--commit=per-owner --color=never x", "--commit=per-owner", "--color",
               "never", "x");
}

static void defaults_are_not_written(void **state)
{
    ROUND_TRIP(state, "x", "--color", "auto", "x");
}

static void odd_words_are_quoted(void **state)
{
    ROUND_TRIP(state, "'a b' 'it'\\''s' '' '$HOME' '*.py' '\\' ä '#x'", "a b", "it's", "",
               "$HOME", "*.py", "\\", "ä", "#x");
    ROUND_TRIP(state, "'--exclude=*/x y' '--config=a b.toml' z", "--config=a b.toml",
               "--exclude", "*/x y", "z");
    ROUND_TRIP(state, "''\\'''\\'''", "''");
}

static void operands_with_a_dash_come_behind_two(void **state)
{
    ROUND_TRIP(state, "--all -- a -x --limit=3", "--all", "--", "a", "-x", "--limit=3");
}

static void text_that_is_no_command_line_is_told_apart(void **state)
{
    Fixture *f = *state;
    assert_null(ph_options_split(f->arena, PH_BYTES("a 'b")));
    char *const *none = ph_options_split(f->arena, PH_BYTES("  \t "));
    assert_non_null(none);
    assert_null(none[0]);
    char *const *two = ph_options_split(f->arena, PH_BYTES(" a'b c'd  e\\ f"));
    assert_string_equal(two[0], "ab cd");
    assert_string_equal(two[1], "e f");
    assert_null(two[2]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(options_come_back_as_they_were, set_up, tear_down),
        cmocka_unit_test_setup_teardown(defaults_are_not_written, set_up, tear_down),
        cmocka_unit_test_setup_teardown(odd_words_are_quoted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(operands_with_a_dash_come_behind_two, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(text_that_is_no_command_line_is_told_apart, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("options_render", tests, NULL, NULL);
}
