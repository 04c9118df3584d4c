#include "template_fixture.h"

#define MATCH "match\n- f($name, $*all)\n+ g($name, $*all)\n"
#define SAYS  "message \"m\"\n"

static void a_program_gives_rules_with_all_their_clauses(void **state)
{
    Fixture *f = *state;
    load_good(f, "rule first\n" MATCH
                 "|\n- h($name, $*all)\n+ k($name, $*all) #@ where hashable($name)\n"
                 "where hashable($name) else unsafe \"u\"\n    otherwise advise \"a\"\n"
                 "require python >= 3.9\nbenefit gain \"b\"\n"
                 "benefit none \"n\" when count($all) < 3\n" SAYS
                 "help \"{name} of {count(all)}\"\nnote \"n\"\n"
                 "rule second\nmatch\n- g()\n+ h()\nmessage \"{{}\"\n");
    assert_int_equal(f->rules.count, 2);
    const PhRule *rule = &f->rules.items[0];
    assert_true(ph_bytes_is(rule->name, "first"));
    assert_int_equal(rule->line, FIRST_LINE);
    assert_int_equal(rule->metavars.count, 2);
    assert_int_equal(rule->metavars.items[1].shape, PH_METAVAR_LIST);
    assert_int_equal(rule->alternatives.count, 2);
    assert_int_equal(rule->alternatives.items[0].conditions.count, 0);
    assert_int_equal(rule->alternatives.items[1].conditions.count, 1);
    assert_int_equal(rule->alternatives.items[1].lines.items[1].line, FIRST_LINE + 6);
    assert_int_equal(rule->conditions.count, 1);
    const PhCondition *condition = &rule->conditions.items[0];
    assert_int_equal(condition->line, FIRST_LINE + 7);
    assert_int_equal(condition->if_unknown.level, PH_LEVEL_UNSAFE);
    assert_int_equal(condition->if_refuted.level, PH_LEVEL_DISPLAY_ONLY);
    assert_int_equal(rule->python_minor, 9);
    assert_int_equal(rule->benefits.count, 2);
    assert_null(rule->benefits.items[0].when);
    assert_int_equal(rule->benefits.items[1].benefit, PH_BENEFIT_NONE);
    assert_non_null(rule->benefits.items[1].when);
    assert_int_equal(rule->help.count, 3);
    assert_true(rule->help.items[0].is_hole);
    assert_int_equal(rule->help.items[2].term.kind, PH_TERM_FACT);
    assert_true(ph_bytes_is(f->rules.items[1].message.items[0].text, "{"));
}

static void otherwise_alone_speaks_for_the_unknown_too(void **state)
{
    Fixture *f = *state;
    load_good(f, MATCH "where hashable($name) otherwise unsafe \"o\"\n"
                       "where hashable($name) else advise \"e\"\n" SAYS);
    const PhCondition *conditions = f->rules.items[0].conditions.items;
    assert_true(conditions[0].if_unknown.is_set);
    assert_int_equal(conditions[0].if_unknown.level, PH_LEVEL_UNSAFE);
    assert_true(conditions[1].if_unknown.is_set);
    assert_false(conditions[1].if_refuted.is_set);
}

static void an_unknown_word_is_told_with_the_nearest_one(void **state)
{
    static const Mistake k_cases[] = {
        {MATCH "mesage \"m\"\n", 13, "unknown clause 'mesage', did you mean 'message'?"},
        {MATCH SAYS "xyz \"m\"\n", 14, "unknown clause 'xyz'"},
        {MATCH "where hashible($name)\n" SAYS, 13,
         "unknown fact 'hashible', did you mean 'hashable'?"},
        {MATCH "where hashable($nam)\n" SAYS, 13,
         "unknown metavariable 'nam', did you mean 'name'?"},
        {MATCH "where hashable($_)\n" SAYS, 13, "unknown metavariable '_'"},
        {MATCH "where hashable($name) else unsfe \"u\"\n" SAYS, 13,
         "unknown level 'unsfe', did you mean 'unsafe'?"},
        {MATCH "benefit gan \"g\"\n" SAYS, 13,
         "unknown benefit 'gan', did you mean 'gain'?"},
        {MATCH "message \"{nam}\"\n", 13,
         "unknown metavariable 'nam', did you mean 'name'?"},
        {MATCH "message \"{cont(all)}\"\n", 13,
         "unknown fact 'cont', did you mean 'count'?"},
        {"match\n- f($x) #@ wher hashable($x)\n+ g($x)\n" SAYS, 11,
         "unknown annotation 'wher hashable($x)': expected a label, where, only or when"},
    };
    expect_mistakes(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_guard_that_makes_no_sense_is_told(void **state)
{
    static const Mistake k_cases[] = {
        {MATCH "where hashable($name, $name)\n" SAYS, 13,
         "'hashable' takes 1 arguments, not 2"},
        {MATCH "where eq_by_value($name)\n" SAYS, 13,
         "'eq_by_value' takes 2 arguments, not 1"},
        {MATCH "where hashable()\n" SAYS, 13, "'hashable' takes 1 arguments, not 0"},
        {MATCH "where constant($name) else unsafe \"u\"\n" SAYS, 13,
         "this guard is never unknown: write otherwise instead of else"},
        {MATCH "where not (count($all) > 1) else unsafe \"u\"\n" SAYS, 13,
         "this guard is never unknown: write otherwise instead of else"},
        {MATCH "where hashable($all)\n" SAYS, 13,
         "'hashable' takes one expression: write all, any or none before it"},
        {MATCH "where hashable(\"name\")\n" SAYS, 13,
         "'hashable' takes a metavariable there"},
        {MATCH "where hashable(name)\n" SAYS, 13, "'name' is a metavariable: write $name"},
        {MATCH "where hashable(other)\n" SAYS, 13, "expected a metavariable or a string"},
        {MATCH "where count($all)\n" SAYS, 13, "a number must be compared with another"},
        {MATCH "where hashable($name) > 1\n" SAYS, 13, "only numbers can be compared"},
        {MATCH "where count($all) > hashable($name)\n" SAYS, 13, "'hashable' is no number"},
        {MATCH "where count($all) > \"a\"\n" SAYS, 13, "expected a number"},
        {MATCH "where\n" SAYS, 13, "expected a fact"},
        {MATCH "where (hashable($name)\n" SAYS, 13,
         "expected ')', found 'the end of the line'"},
        {MATCH "where hashable($name) junk\n" SAYS, 13, "unexpected 'junk'"},
        {MATCH "where hashable($name) else unsafe\n" SAYS, 13,
         "expected a string in double quotes"},
        {MATCH "where ((((((((((((((((((((((((((((((((((((((((hashable($name)\n" SAYS, 13,
         "this guard is nested too deeply"},
    };
    expect_mistakes(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_clause_that_makes_no_sense_is_told(void **state)
{
    static const Mistake k_cases[] = {
        {"", 10, "this program is empty"},
        {SAYS, 10, "this rule matches nothing: no match clause"},
        {MATCH, 10, "this rule says nothing: no message clause"},
        {MATCH "message m\n", 13, "expected a string in double quotes"},
        {MATCH "message \"m\n", 13, "this string is not closed"},
        {MATCH "message \"m\\\"\n", 13, "this string is not closed"},
        {MATCH "message \"m\" \"n\"\n", 13, "unexpected 'n'"},
        {MATCH "message \"{name\"\n", 13, "a hole of this message is not closed"},
        {MATCH "message \"{}\"\n", 13,
         "a hole of a message names a metavariable or a fact"},
        {MATCH "message \"{hashable(name)}\"\n", 13,
         "a message can only show facts that are numbers"},
        {MATCH SAYS "require python >= 2.7\n", 14, "expected 'python >= 3.N'"},
        {MATCH SAYS "require ruby >= 3.1\n", 14, "expected 'python', found 'ruby'"},
        {MATCH SAYS "require python >= 3.9 or so\n", 14, "unexpected 'or'"},
        {MATCH SAYS "benefit gain \"g\" whn count($all) > 1\n", 14, "unexpected 'whn'"},
        {MATCH SAYS "benefit gain\n", 14, "expected a string in double quotes"},
    };
    expect_mistakes(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_match_that_makes_no_sense_is_told(void **state)
{
    static const Mistake k_cases[] = {
        {"match\n- f($)\n+ g()\n" SAYS, 11, "'$' without a name"},
        {"match\n- f($x)\n+ g($*x)\n" SAYS, 12, "'x' is both $x and $*x"},
        {"match\n" SAYS, 10, "an alternative without a patch"},
        {"match\n- f()\n+ g()\n|\n" SAYS, 14, "an alternative without a patch"},
        {"match\n|\n- f()\n+ g()\n" SAYS, 10, "an alternative without a patch"},
    };
    expect_mistakes(*state, k_cases, PH_COUNT_OF(k_cases));
}

/* A fact about what no line of the patch matches would have nothing to look at. */
static void what_is_asked_must_be_matched_by_every_alternative(void **state)
{
    static const Mistake k_cases[] = {
        {"match\n- f($x) #@ where hashable($typo)\n+ g($x)\n" SAYS, 11,
         "unknown metavariable 'typo'"},
        {"match\n  f($x)\n|\n  g($y)\nwhere hashable($y)\n" SAYS, 14,
         "'y' is not bound by every alternative: write this on the "
         "line that binds it"},
        {"match\n  f($x)\n|\n  g($y)\nwhere hashable($x)\n" SAYS, 14,
         "'x' is not bound by every alternative: write this on the "
         "line that binds it"},
        {"match\n  f($x)\n|\n  g()\nmessage \"{x}\"\n", 10,
         "'x' is not bound by every alternative: write this on the "
         "line that binds it"},
        {"match\n  f($*x)\n|\n  g()\nbenefit none \"\" when count($x) > 1\n" SAYS, 10,
         "'x' is not bound by every alternative: write this on the "
         "line that binds it"},
        {"match\n- f($x)\n+ g($y)\n" SAYS, 10,
         "'y' is written by this patch but not matched by it"},
    };
    Fixture *f = *state;
    expect_mistakes(f, k_cases, PH_COUNT_OF(k_cases));
    load_good(f, "match\n  f($x)\n|\n  g($x)\nwhere hashable($x)\n" SAYS);
}

static void a_message_may_hold_quotes_and_backslashes(void **state)
{
    Fixture *f = *state;
    load_good(f, MATCH "message \"a \\\"b\\\" \\\\ c\"\n");
    const PhMessage *message = &f->rules.items[0].message;
    assert_int_equal(message->count, 1);
    assert_string_equal(ph_arena_string(f->arena, message->items[0].text), "a \"b\" \\ c");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(a_program_gives_rules_with_all_their_clauses),
        TEST(otherwise_alone_speaks_for_the_unknown_too),
        TEST(an_unknown_word_is_told_with_the_nearest_one),
        TEST(a_guard_that_makes_no_sense_is_told),
        TEST(a_clause_that_makes_no_sense_is_told),
        TEST(a_match_that_makes_no_sense_is_told),
        TEST(what_is_asked_must_be_matched_by_every_alternative),
        TEST(a_message_may_hold_quotes_and_backslashes),
    };
    return cmocka_run_group_tests_name("program", k_tests, NULL, NULL);
}
