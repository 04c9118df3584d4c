#include "options_fixture.h"

#define PARSE(f, command, ...)                                                             \
    ph_options_parse((f)->arena, &(command), (char *[]){__VA_ARGS__, NULL}, &(f)->options, \
                     &(f)->operands, &(f)->diags)

static void expect_refusal(const Fixture *f, const char *message, const char *hint)
{
    assert_int_equal(f->diags.records.count, 1);
    const PhDiag *diag = &f->diags.records.items[0];
    assert_string_equal(ph_arena_string(f->arena, diag->message), message);
    assert_string_equal(ph_arena_string(f->arena, diag->hint), hint);
}

static void values_come_attached_or_as_the_next_word(void **state)
{
    Fixture *f = *state;
    assert_int_equal(PARSE(f, ph_command_check, "--config=a.toml", "x.py", "--jobs", "3",
                           "--output-format", "json", "-"),
                     PH_OK);
    assert_true(ph_bytes_is(f->options.config, "a.toml"));
    assert_int_equal(f->options.jobs, 3);
    assert_int_equal(f->options.output_format, PH_OUTPUT_JSON);
    assert_int_equal(f->operands.items.count, 2);
    assert_true(ph_bytes_is(f->operands.items.items[1], "-"));
    assert_int_equal(f->options.max_file_size, 64);
}

static void letters_are_bundled_and_take_values(void **state)
{
    Fixture *f = *state;
    assert_int_equal(PARSE(f, ph_command_fix, "-qj4", "a"), PH_OK);
    assert_true(f->options.is_quiet);
    assert_int_equal(f->options.jobs, 4);
    assert_int_equal(PARSE(f, ph_command_fix, "-j", "2"), PH_OK);
    assert_int_equal(f->options.jobs, 2);
}

static void lists_accumulate(void **state)
{
    Fixture *f = *state;
    assert_int_equal(PARSE(f, ph_command_check, "--select", "a, b", "--select=c,"), PH_OK);
    assert_int_equal(f->options.select.count, 3);
    assert_true(ph_bytes_is(f->options.select.items[1], "b"));
    assert_true(ph_bytes_is(f->options.select.items[2], "c"));
}

static void last_switch_counts(void **state)
{
    Fixture *f = *state;
    assert_int_equal(f->options.unsafe_fixes, PH_SWITCH_UNSET);
    assert_int_equal(PARSE(f, ph_command_fix, "--unsafe-fixes", "--no-unsafe-fixes",
                           "--no-respect-gitignore", "--diff"),
                     PH_OK);
    assert_int_equal(f->options.unsafe_fixes, PH_SWITCH_OFF);
    assert_int_equal(f->options.respects_gitignore, PH_SWITCH_OFF);
    assert_true(f->options.is_dry_run);
}

static void words_behind_two_dashes_are_operands(void **state)
{
    Fixture *f = *state;
    assert_int_equal(PARSE(f, ph_command_check, "a", "--", "--quiet", "--"), PH_OK);
    assert_int_equal(f->operands.items.count, 3);
    assert_false(f->options.is_quiet);
}

static void unknown_option_names_the_nearest(void **state)
{
    Fixture *f = *state;
    assert_int_equal(PARSE(f, ph_command_check, "--selct=a"), PH_ERR_USAGE);
    expect_refusal(f, "unknown option '--selct'", "did you mean '--select'?");
}

static void option_of_another_command_is_unknown(void **state)
{
    Fixture *f = *state;
    assert_int_equal(PARSE(f, ph_command_check, "--dry-run"), PH_ERR_USAGE);
    expect_refusal(f, "unknown option '--dry-run'", "see 'pyheap check --help'");
}

static void wrong_values_are_refused(void **state)
{
    Fixture *f = *state;
    assert_int_equal(PARSE(f, ph_command_check, "--jobs", "0"), PH_ERR_USAGE);
    expect_refusal(f, "--jobs has to be a number from 1, not '0'", "");
    f->diags.records.count = 0;
    assert_int_equal(PARSE(f, ph_command_check, "--color=red"), PH_ERR_USAGE);
    expect_refusal(f, "--color has to be 'auto', 'always' or 'never', not 'red'", "");
    f->diags.records.count = 0;
    assert_int_equal(PARSE(f, ph_command_check, "--quiet=yes"), PH_ERR_USAGE);
    expect_refusal(f, "--quiet takes no value", "");
    f->diags.records.count = 0;
    assert_int_equal(PARSE(f, ph_command_check, "--config"), PH_ERR_USAGE);
    expect_refusal(f, "--config needs a value: PATH", "");
}

static void operands_are_counted(void **state)
{
    Fixture *f = *state;
    assert_int_equal(PARSE(f, ph_command_dump, "tree"), PH_ERR_USAGE);
    expect_refusal(f, "dump needs an operand: tree|scopes|statements FILE...", "");
    f->diags.records.count = 0;
    assert_int_equal(PARSE(f, ph_command_rules, "x"), PH_ERR_USAGE);
    expect_refusal(f, "unexpected operand 'x' of rules", "");
}

static void help_wins_over_what_is_missing(void **state)
{
    Fixture *f = *state;
    assert_int_equal(PARSE(f, ph_command_explain, "-qh"), PH_ERR_USAGE);
    f->diags.records.count = 0;
    assert_int_equal(PARSE(f, ph_command_explain, "-h"), PH_OK);
    assert_true(f->operands.wants_help);
}

static void help_names_every_option_within_80_columns(void **state)
{
    (void)state;
    const PhCommandSpec *commands[] = {&ph_command_check, &ph_command_fix,
                                       &ph_command_rules, &ph_command_explain,
                                       &ph_command_dump};
    for (size_t i = 0; i < PH_COUNT_OF(commands); i++) {
        PhBuf help = {0};
        ph_options_help(commands[i], &help);
        PhBytes rest = ph_buf_bytes(&help);
        for (size_t j = 0; j < commands[i]->option_count; j++) {
            PhBytes name = ph_bytes_of(commands[i]->options[j].name);
            assert_true(ph_bytes_find(rest, name, 0) != PH_NOT_FOUND);
        }
        PhBytes line;
        while (ph_bytes_next_line(&rest, &line)) {
            assert_true(line.len <= 80);
            assert_false(ph_bytes_ends_with(line, PH_BYTES(" ")));
        }
        ph_buf_release(&help);
    }
}

static void unknown_command_names_the_nearest(void **state)
{
    Fixture *f = *state;
    const PhCommandSpec *commands[] = {&ph_command_check, &ph_command_fix};
    assert_ptr_equal(ph_options_find_command(commands, 2, PH_BYTES("fix"), &f->diags),
                     &ph_command_fix);
    assert_null(ph_options_find_command(commands, 2, PH_BYTES("chekc"), &f->diags));
    expect_refusal(f, "unknown command 'chekc'", "did you mean 'pyheap check'?");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(values_come_attached_or_as_the_next_word),
        TEST(letters_are_bundled_and_take_values),
        TEST(lists_accumulate),
        TEST(last_switch_counts),
        TEST(words_behind_two_dashes_are_operands),
        TEST(unknown_option_names_the_nearest),
        TEST(option_of_another_command_is_unknown),
        TEST(wrong_values_are_refused),
        TEST(operands_are_counted),
        TEST(help_wins_over_what_is_missing),
        TEST(help_names_every_option_within_80_columns),
        TEST(unknown_command_names_the_nearest),
    };
    return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
