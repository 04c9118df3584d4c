#include "template_fixture.h"

#define SAYS "message \"m\"\n"

/* The patches of the first rule, with a blank line between them. */
static const char *patches(Fixture *f, const char *program)
{
    load_good(f, program);
    const PhAlternativeVec *all = &f->rules.items[0].alternatives;
    PhBytes text = PH_BYTES("");
    for (size_t i = 0; i < all->count; i++) {
        const PhPatchLineVec *lines = &all->items[i].lines;
        for (size_t n = 0; n < lines->count && !all->items[i].is_derived; n++) {
            text =
                ph_arena_format(f->arena, "%.*s%s%c%.*s\n", (int)text.len, text.ptr,
                                i > 0 && n == 0 ? "\n" : "", " -+!"[lines->items[n].mark],
                                (int)lines -> items[n].code.len, lines->items[n].code.ptr);
        }
    }
    return ph_arena_string(f->arena, text);
}

static void one_of_stands_for_each_piece_in_turn(void **state)
{
    assert_string_equal(patches(*state, "choice turns\n"
                                        "- g($x)\n"
                                        "|\n"
                                        "- h($x)\n"
                                        "- k($x)\n"
                                        "match\n"
                                        "- if $c:\n"
                                        "-     one of turns\n"
                                        "+ f($c, $x)\n" SAYS),
                        "-if $c:\n-    g($x)\n+f($c, $x)\n"
                        "\n"
                        "-if $c:\n-    h($x)\n-    k($x)\n+f($c, $x)\n");
}

static void several_lines_one_of_give_all_combinations(void **state)
{
    assert_string_equal(patches(*state, "choice turns($n)\n"
                                        "- g($n)\n"
                                        "|\n"
                                        "- h($n)\n"
                                        "match\n"
                                        "- one of turns(1)\n"
                                        "- one of turns([2, 3])\n"
                                        "|\n"
                                        "- k()\n" SAYS),
                        "-g(1)\n-g([2, 3])\n\n-g(1)\n-h([2, 3])\n\n"
                        "-h(1)\n-g([2, 3])\n\n-h(1)\n-h([2, 3])\n\n-k()\n");
}

static void a_piece_gives_what_stands_for_a_name_in_other_lines(void **state)
{
    assert_string_equal(patches(*state, "choice tested($c)\n"
                                        "- g($e)\n"
                                        "=\n"
                                        "|\n"
                                        "- if $c:\n"
                                        "-     g($e)\n"
                                        "= if $c\n"
                                        "choice loops($one)\n"
                                        "- for $t in $xs:\n"
                                        "-     one of $one($d) as $if\n"
                                        "= $e for $t in $xs $if\n"
                                        "match\n"
                                        "- one of loops(tested) as $made\n"
                                        "+ f([$made])\n" SAYS),
                        "-for $t in $xs:\n-    g($e)\n+f([$e for $t in $xs])\n"
                        "\n"
                        "-for $t in $xs:\n-    if $d:\n-        g($e)\n"
                        "+f([$e for $t in $xs if $d])\n");
}

static void remarks_come_along_with_the_names_of_the_use(void **state)
{
    Fixture *f = *state;
    load_good(f, "choice turns($k)\n"
                 "- g($k) #@ where hashable($k) else unsafe \"not {k}\"\n"
                 "match\n"
                 "- one of turns($x) #@ called; where pure($x)\n" SAYS);
    const PhAlternative *only = &f->rules.items[0].alternatives.items[0];
    assert_int_equal(f->rules.items[0].alternatives.count, 1);
    assert_int_equal(only->labels.count, 1);
    assert_int_equal(only->conditions.count, 2);
    assert_true(ph_bytes_is(only->conditions.items[0].text,
                            "hashable($x) else unsafe \"not {x}\""));
    assert_true(ph_bytes_is(only->conditions.items[1].text, "pure($x)"));
    assert_int_equal(only->conditions.items[0].line, FIRST_LINE + 1);
    assert_int_equal(only->conditions.items[1].line, FIRST_LINE + 3);
    assert_int_equal(only->lines.items[0].line, FIRST_LINE + 1);
}

static void one_of_among_arms_stands_for_arms(void **state)
{
    Fixture *f = *state;
    load_good(f, "choice reads($n)\n"
                 "  len($n)\n"
                 "  $n[$_]\n"
                 "|\n"
                 "! del $n #@ advise \"deleted\"\n"
                 "match\n"
                 "- $x = []\n"
                 "+ $x = ()\n"
                 "uses $x:\n"
                 "  one of reads($x)\n"
                 "  print($x)\n" SAYS);
    const PhArmVec *arms = &f->rules.items[0].uses.items[0].arms;
    assert_int_equal(arms->count, 4);
    assert_int_equal(arms->items[1].alternative.line, FIRST_LINE + 2);
    assert_true(arms->items[2].is_bad);
    assert_false(arms->items[3].is_bad);
}

static void clauses_before_the_first_rule_are_for_all(void **state)
{
    Fixture *f = *state;
    load_good(f, "define good($x) hashable($x) else advise \"what is {x}\"\n"
                 "where good($a)\n" SAYS
                 "rule first\nmatch\n- f($a, $b)\n+ g($a)\nwhere good($b)\n"
                 "rule second\nmatch\n- g($a)\n+ h($a)\n");
    assert_int_equal(f->rules.count, 2);
    const PhConditionVec *first = &f->rules.items[0].conditions;
    assert_int_equal(first->count, 2);
    assert_true(
        ph_bytes_is(first->items[0].text, "hashable($b) else advise \"what is {b}\""));
    assert_int_equal(first->items[1].line, FIRST_LINE + 1);
    assert_int_equal(f->rules.items[1].conditions.count, 1);
    assert_int_equal(f->rules.items[1].message.count, 1);
}

static void a_definition_that_is_called_wrongly_is_told(void **state)
{
    static const Mistake k_cases[] = {
        {"define good($x) pure($x)\nmatch\n- f($a)\nwhere good\n" SAYS, 13,
         "'good' takes 1 arguments, not 0"},
        {"define good pure($a)\nmatch\n- f($a)\nwhere good($a)\n" SAYS, 13,
         "'good' takes 0 arguments, not 1"},
        {"define good(x) pure($x)\nmatch\n- f($a)\nwhere good($a)\n" SAYS, 10,
         "expected 'define NAME GUARD' or 'define NAME($x) GUARD'"},
        {"define good($x)\nmatch\n- f($a)\nwhere good($a)\n" SAYS, 10,
         "expected 'define NAME GUARD' or 'define NAME($x) GUARD'"},
        {"define good($x) pure($y)\nmatch\n- f($a)\nwhere good($a)\n" SAYS, 10,
         "unknown metavariable 'y'"},
    };
    expect_mistakes(*state, k_cases, PH_COUNT_OF(k_cases));
}

#define USE "match\n- one of turns(1)\n" SAYS

static void a_choice_that_makes_no_sense_is_told(void **state)
{
    static const Mistake k_cases[] = {
        {"choice turn($n)\n- f($n)\n" USE, 13,
         "unknown choice 'turns', did you mean 'turn'?"},
        {"choice turns\n- f()\n" USE, 13, "'turns' takes 0 arguments, not 1"},
        {"choice turns($n, $n)\n- f()\n" USE, 10, "expected 'choice NAME($x, $y)'"},
        {"choice turns(n)\n- f()\n" USE, 10, "expected 'choice NAME($x, $y)'"},
        {"choice turns($n\n- f()\n" USE, 10, "expected 'choice NAME($x, $y)'"},
        {"choice\n- f()\n" USE, 10, "expected 'choice NAME($x, $y)'"},
        {"choice turns($n)\n" USE, 10, "a choice of no code"},
        {"choice turns($n)\n- f()\n|\n" USE, 13, "a choice of no code"},
        {"choice turns($n)\n- f()\nchoice turns\n- g()\n" USE, 12,
         "'turns' is a choice already"},
        {"choice other\n- f()\nmatch\n- g()\n" SAYS, 10,
         "'other' is a choice that no line names"},
        {"choice turns($n)\n- f()\n|\n- if $c:\n-     one of turns(2)\n" USE, 14,
         "'turns' is a choice that holds itself"},
        {"choice a($n)\n- one of b\nchoice b\n- one of a(1)\n"
         "match\n- one of b\n" SAYS,
         11, "'b' is a choice that holds itself"},
        {"choice turns($n)\n= 1\n- f()\n" USE, 12,
         "the line with '=' is the last one of its code"},
        {"choice turns($n)\n- f()\nmatch\n- one of turns(1) as $x\n+ g($x)\n" SAYS, 13,
         "'turns' has code without a line that begins with '='"},
        {"choice turns($n)\n- f()\nmatch\n- one of turns(1) as x\n" SAYS, 13,
         "expected 'one of NAME(..)' or 'one of NAME(..) as $x'"},
        {"choice turns($n)\n- f()\nmatch\n- one of turns(1) or so\n" SAYS, 13,
         "expected 'one of NAME(..)' or 'one of NAME(..) as $x'"},
        {"choice turns($n)\n- f()\nmatch\n- one of $turns(1)\n" SAYS, 13,
         "expected 'one of NAME(..)' or 'one of NAME(..) as $x'"},
        {"choice turns($n)\n- f()\n+ g()\n" USE, 14,
         "line 12 of the choice has another marker than this line"},
        {"choice turns($n)\n  $x.f()\nmatch\n- $x = []\nuses $x:\n"
         "  if $c:\n      one of turns(1)\n" SAYS,
         16, "among arms 'one of' stands for whole arms: it is not indented"},
        {"match\n- f()\n= 1\n" SAYS, 12, "unknown clause '='"},
        {"choice turns($n)\n- f($n)\n|\n- g($n)\n|\n- h($n)\nmatch\n- one of turns(1)\n"
         "- one of turns(2)\n- one of turns(3)\n- one of turns(4)\n- one of turns(5)\n"
         "- one of turns(6)\n" SAYS,
         17, "more than 256 patches come of these choices"},
        {"choice turns($n)\n- f($n)\n|\n- g($n)\nmatch\n- $x = []\n- one of turns($m)\n"
         "where hashable($y)\n" SAYS,
         17, "unknown metavariable 'y'"},
        {"choice turns($n)\n- f($n)\nmatch\n- one of turns($m) #@ where hashble($m)\n" SAYS,
         13, "unknown fact 'hashble', did you mean 'hashable'?"},
        {"choice turns($n)\n! f($n) #@ advise \"a\"\nmatch\n- $x = []\nuses $x:\n"
         "  one of turns($x) #@ used\n" SAYS,
         15, "nothing more can be said of a '!' line"},
        {"choice turns($n)\n- f($n) #@ where hashble($n)\nmatch\n- one of turns($m)\n" SAYS,
         11, "unknown fact 'hashble', did you mean 'hashable'?"},
    };
    expect_mistakes(*state, k_cases, PH_COUNT_OF(k_cases));
}

/* Each choice doubles its argument: what it makes must not fill the memory. */
static void text_that_grows_by_choices_is_refused(void **state)
{
    Fixture *f = *state;
    PhBytes lines = PH_BYTES("choice c0($x)\n- f($x)\n");
    PhBytes letters = lines;
    for (int i = 1; i < 40; i++) {
        lines = ph_arena_format(f->arena,
                                "%.*schoice c%d($x)\n- one of c%d($x)\n- one of c%d($x)\n",
                                (int)lines.len, lines.ptr, i, i - 1, i - 1);
        letters = ph_arena_format(f->arena, "%.*schoice c%d($x)\n- one of c%d([$x, $x])\n",
                                  (int)letters.len, letters.ptr, i, i - 1);
    }
    PhBytes programs[] = {lines, letters};
    for (size_t i = 0; i < PH_COUNT_OF(programs); i++) {
        PhBytes program = ph_arena_format(f->arena, "%.*smatch\n- one of c39(1)\n" SAYS,
                                          (int)programs[i].len, programs[i].ptr);
        assert_int_equal(load(f, program.ptr), PH_ERR_USAGE);
        assert_int_equal(f->diags.records.count, 1);
        assert_true(ph_bytes_is(f->diags.records.items[0].message,
                                "this patch gets too long by its choices"));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(one_of_stands_for_each_piece_in_turn),
        TEST(several_lines_one_of_give_all_combinations),
        TEST(a_piece_gives_what_stands_for_a_name_in_other_lines),
        TEST(remarks_come_along_with_the_names_of_the_use),
        TEST(one_of_among_arms_stands_for_arms),
        TEST(clauses_before_the_first_rule_are_for_all),
        TEST(a_definition_that_is_called_wrongly_is_told),
        TEST(a_choice_that_makes_no_sense_is_told),
        TEST(text_that_grows_by_choices_is_refused),
    };
    return cmocka_run_group_tests_name("choice", k_tests, NULL, NULL);
}
