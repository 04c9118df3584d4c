#include "edit/rounds.h"
#include "unit.h"

/* A rule that replaces a text wherever it stands. */
typedef struct {
    const char *id;
    const char *from;
    const char *to;
    PhLevel level;
    PhBenefit benefit;
} Rule;

typedef struct {
    PhArena *arena;
    const PhGrammar *grammar;
    PhDiags diags;
    const Rule *rules;
    size_t rule_count;
    PhLevel least;
    size_t find_count;
    PhParsedFile file;
    PhRoundsResult result;
} Fixture;

static int set_up(void **state)
{
    static Fixture fixture;
    ph_parse_set_up();
    fixture = (Fixture){.arena = ph_arena_new()};
    fixture.grammar = ph_grammar_new(fixture.arena, PH_LANGUAGE_PYTHON);
    fixture.diags.arena = fixture.arena;
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

static void find(void *context, PhArena *arena, const PhParsedFile *file,
                 PhFindingVec *findings)
{
    Fixture *f = context;
    PhBytes text = file->source->bytes;
    f->find_count++;
    for (size_t i = 0; i < f->rule_count; i++) {
        const Rule *rule = &f->rules[i];
        PhBytes from = ph_bytes_of(rule->from);
        for (size_t at = 0; (at = ph_bytes_find(text, from, at)) != PH_NOT_FOUND;
             at += from.len) {
            PhEdit *edit = PH_NEW(arena, PhEdit);
            *edit =
                (PhEdit){{(uint32_t)at, (uint32_t)(at + from.len)}, ph_bytes_of(rule->to)};
            PhFinding finding = {.rule = rule->id,
                                 .level = rule->level,
                                 .benefit = rule->benefit,
                                 .span = edit->span,
                                 .edits = edit,
                                 .edit_count = 1};
            PH_VEC_PUSH(arena, findings, finding);
        }
    }
}

static bool want(void *context, const PhFinding *finding)
{
    const Fixture *f = context;
    return finding->level >= f->least;
}

static void run(Fixture *f, const Rule *rules, size_t count, const char *text)
{
    PhFindingVec findings = {0};
    PhRounds rounds = {.arena = f->arena,
                       .grammar = f->grammar,
                       .diags = &f->diags,
                       .find = find,
                       .want = want,
                       .context = f};
    f->rules = rules;
    f->rule_count = count;
    assert_int_equal(ph_file_parse(f->grammar, f->arena, PH_BYTES("a.py"),
                                   ph_bytes_of(text), &f->diags, &f->file),
                     PH_OK);
    find(f, f->arena, &f->file, &findings);
    f->find_count = 0;
    ph_rounds_run(&rounds, &f->file, &findings, &f->result);
}

static void expect_text(const Fixture *f, const char *wanted)
{
    assert_string_equal(ph_arena_string(f->arena, f->result.text), wanted);
}

static void expect_defect(const Fixture *f, const char *what)
{
    assert_int_equal(f->diags.records.count, 1);
    const PhDiag *diag = &f->diags.records.items[0];
    assert_int_equal(diag->severity, PH_SEVERITY_DEFECT);
    if (ph_bytes_find(diag->message, ph_bytes_of(what), 0) == PH_NOT_FOUND) {
        fail_msg("not told: %s", what);
    }
}

static void nothing_to_do_leaves_the_bytes_themselves(void **state)
{
    Fixture *f = *state;
    const Rule rules[] = {{"r", "one", "two", PH_LEVEL_UNSAFE, 0}};
    f->least = PH_LEVEL_SAFE;
    run(f, rules, 1, "x = one\n");
    assert_ptr_equal(f->result.text.ptr, f->file.source->bytes.ptr);
    assert_int_equal(f->result.fix_count, 0);
    assert_int_equal(f->result.round_count, 0);
    assert_int_equal(f->result.remaining.count, 1);
    assert_int_equal(f->find_count, 0);
    assert_int_equal(f->diags.records.count, 0);
}

static void rounds_go_on_until_nothing_is_found(void **state)
{
    Fixture *f = *state;
    const Rule rules[] = {{"a", "one", "two", 0, 0},
                          {"b", "two", "three", 0, 0},
                          {"c", "three", "four", 0, 0}};
    run(f, rules, 3, "x = one\ny = one\nz = three\n");
    expect_text(f, "x = four\ny = four\nz = four\n");
    assert_int_equal(f->result.round_count, 3);
    assert_int_equal(f->result.fix_count, 7);
    assert_int_equal(f->result.remaining.count, 0);
    assert_int_equal(f->find_count, 3);
    assert_int_equal(f->diags.records.count, 0);
}

static void fixes_that_do_not_go_together_take_turns(void **state)
{
    Fixture *f = *state;
    const Rule rules[] = {{"a", "one", "uno", 0, 0}};
    run(f, rules, 1, "x = oneone\n");
    expect_text(f, "x = unouno\n");
    assert_int_equal(f->result.round_count, 2);
}

static void the_surer_then_the_more_useful_then_the_first_goes_first(void **state)
{
    static const struct {
        Rule rules[2];
        const char *wanted;
    } k_cases[] = {
        {{{"a", "ab", "X", PH_LEVEL_UNSAFE, 0}, {"b", "bc", "Y", PH_LEVEL_SAFE, 0}},
         "aY\n"},
        {{{"a", "ab", "X", 0, PH_BENEFIT_SMALL}, {"b", "bc", "Y", 0, PH_BENEFIT_GAIN}},
         "aY\n"},
        {{{"b", "bc", "Y", 0, 0}, {"a", "ab", "X", 0, 0}}, "Xc\n"},
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        run(f, k_cases[i].rules, 2, "abc\n");
        expect_text(f, k_cases[i].wanted);
    }
}

static void rules_that_undo_each_other_leave_the_file_as_it_was(void **state)
{
    Fixture *f = *state;
    const Rule rules[] = {{"there", "one", "two", 0, 0},
                          {"back", "two", "one", 0, 0},
                          {"other", "y = 1", "y = 2", 0, 0}};
    run(f, rules, 3, "x = one\ny = 1\n");
    assert_ptr_equal(f->result.text.ptr, f->file.source->bytes.ptr);
    assert_int_equal(f->result.fix_count, 0);
    assert_int_equal(f->result.round_count, 0);
    assert_int_equal(f->result.remaining.count, 2);
    expect_defect(f, "a fix of there undoes what another did");
}

static void rules_that_grow_for_ever_are_stopped(void **state)
{
    Fixture *f = *state;
    const Rule rules[] = {{"grow", "one", "onex", 0, 0}};
    run(f, rules, 1, "x = one\n");
    assert_ptr_equal(f->result.text.ptr, f->file.source->bytes.ptr);
    assert_int_equal(f->result.fix_count, 0);
    expect_defect(f, "a fix of grow is still at work after");
}

static void a_fix_that_breaks_the_file_is_dropped_alone(void **state)
{
    Fixture *f = *state;
    const Rule rules[] = {{"bad", "one", "(", 0, 0}, {"good", "two", "2", 0, 0}};
    run(f, rules, 2, "x = two\ny = one\nz = two\n");
    expect_text(f, "x = 2\ny = one\nz = 2\n");
    assert_int_equal(f->result.fix_count, 2);
    assert_int_equal(f->result.round_count, 1);
    assert_int_equal(f->result.remaining.count, 1);
    expect_defect(f, "a fix of bad gives a text that does not pass verification");
    assert_int_equal(f->diags.records.items[0].line, 2);
    assert_int_equal(f->diags.records.items[0].column, 5);
}

static void a_fix_that_loses_a_comment_is_dropped_alone(void **state)
{
    Fixture *f = *state;
    const Rule rules[] = {{"bad", "1  # why", "1", 0, 0}, {"good", "two", "2", 0, 0}};
    run(f, rules, 2, "x = 1  # why\ny = two\n");
    expect_text(f, "x = 1  # why\ny = 2\n");
    assert_int_equal(f->result.fix_count, 1);
    expect_defect(f, "a fix of bad gives a text that does not pass verification");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(nothing_to_do_leaves_the_bytes_themselves),
        TEST(rounds_go_on_until_nothing_is_found),
        TEST(fixes_that_do_not_go_together_take_turns),
        TEST(the_surer_then_the_more_useful_then_the_first_goes_first),
        TEST(rules_that_undo_each_other_leave_the_file_as_it_was),
        TEST(rules_that_grow_for_ever_are_stopped),
        TEST(a_fix_that_breaks_the_file_is_dropped_alone),
        TEST(a_fix_that_loses_a_comment_is_dropped_alone),
    };
    return cmocka_run_group_tests_name("rounds", k_tests, NULL, NULL);
}
