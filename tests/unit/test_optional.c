#include "template_fixture.h"

#define SAYS "message \"m\"\n"

typedef struct {
    const char *program;
    const char *python;
    const char *wanted;
} Case;

static void expect_captures(Fixture *f, const Case *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        load_good(f, cases[i].program);
        const char *got = captures_text(f, cases[i].python);
        if (strcmp(got, cases[i].wanted) != 0) {
            print_error("got \"%s\", wanted \"%s\" for\n%son:\n%s\n", got, cases[i].wanted,
                        cases[i].program, cases[i].python);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void expect_texts(Fixture *f, const Case *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        PhRewrite rewrite;
        load_good(f, cases[i].program);
        const char *got = rewritten(f, cases[i].python, &rewrite);
        if (strcmp(got, cases[i].wanted) != 0) {
            print_error("got:\n%s\nwanted:\n%s\nfor:\n%s\n", got, cases[i].wanted,
                        cases[i].program);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void a_clause_may_be_there_or_not(void **state)
{
    static const Case k_cases[] = {
        {"match\n  [$e for $t in $x if $?c]\n" SAYS, "[a for a in b if d]",
         "e=a t=a x=b c=d"},
        {"match\n  [$e for $t in $x if $?c]\n" SAYS, "[a for a in b]", "e=a t=a x=b c="},
        {"match\n  [$e for $t in $x if $?c]\n" SAYS, "[a for a in b if c if d]",
         "no match"},
        {"match\n  sorted($x, key=$?k)\n" SAYS, "sorted(a, key=f)", "x=a k=f"},
        {"match\n  sorted($x, key=$?k)\n" SAYS, "sorted(a)", "x=a k="},
        {"match\n  print(sep=$?s, end=$e)\n" SAYS, "print(end=1)", "s= e=1"},
        {"match\n  print(sep=$?s, end=$e)\n" SAYS, "print(end=1, sep=2)", "s=2 e=1"},
        {"match\n  $x: $?T = []\n" SAYS, "a: int = list()", "x=a T=int"},
        {"match\n  $x: $?T = []\n" SAYS, "a = list()", "x=a T="},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
}

#define HEADER                                          \
    "match\n- def $f($*a, $p: $?T = [], $*b) -> $?R:\n" \
    "+ def $f($*a, $p: $?T = None, $*b) -> $?R:\n      $s()\n" SAYS

static void a_header_keeps_what_it_has(void **state)
{
    static const Case k_texts[] = {
        {HEADER, "def f(a, b=[], *c): g()", "def f(a, b=None, *c): g()"},
        {HEADER, "def f(b: x = []) -> y: g()", "def f(b: x = None) -> y: g()"},
        {HEADER, "def f(b = []) -> y: g()", "def f(b = None) -> y: g()"},
        {HEADER, "async def f(a, *, b: x = list()): g()",
         "async def f(a, *, b: x = None): g()"},
        {"match\n- [$e for $t in $x if $?c]\n+ list($e for $t in $x if $?c)\n" SAYS,
         "[a for a in b]", "list(a for a in b)"},
        {"match\n- [$e for $t in $x if $?c]\n+ list($e for $t in $x if $?c)\n" SAYS,
         "[a for a in b if c]", "list(a for a in b if c)"},
    };
    expect_texts(*state, k_texts, PH_COUNT_OF(k_texts));
}

#define DOC "match\n  class $C:\n      $?doc\n+     x = 1\n      $y = 2\n" SAYS

static void a_docstring_may_be_there_or_not(void **state)
{
    static const Case k_texts[] = {
        {DOC, "class A:\n    'why'\n    b = 2\n",
         "class A:\n    'why'\n    x = 1\n    b = 2\n"},
        {DOC, "class A:\n    f'why'\n    b = 2\n", "no match"},
        {DOC, "class A:\n    g()\n    b = 2\n", "no match"},
    };
    expect_texts(*state, k_texts, PH_COUNT_OF(k_texts));
    Fixture *f = *state;
    load_good(f, DOC);
    assert_string_equal(captures_text(f, "class A:\n    b = 2\n"), "C=A doc= y=b");
}

/* With the clause the place is of the form with it, whatever a condition then says. */
static void the_first_form_that_matches_is_the_form(void **state)
{
    Fixture *f = *state;
    PhMatch match = {0};
    load_good(f, "match\n  sorted($*x, key=$?k)\n" SAYS);
    assert_string_equal(captures_text(f, "sorted(a, key=f)"), "x=a k=f");
    const PhRule *rule = &f->rules.items[0];
    assert_int_equal(rule->alternatives.count, 2);
    PhMatcher matcher = {.facts = f->facts, .scratch = f->scratch};
    PhNodeId call = 2;
    assert_int_equal(ph_tree_kind(&f->file.tree, call), PH_KIND_CALL);
    assert_true(ph_match(&matcher, rule->alternatives.items[0].patch, NULL, call, &match));
    assert_false(ph_match(&matcher, rule->alternatives.items[1].patch, NULL, call, &match));
    assert_true(ph_match(&matcher, rule->alternatives.items[0].patch, NULL, call, &match));
    matcher.seen = (PhFormSeen){0};
    assert_true(ph_match(&matcher, rule->alternatives.items[1].patch, NULL, call, &match));
}

static PhJudgement judged(Fixture *f, const char *python)
{
    PhMatch match = {0};
    PhJudgement judgement = {.level = PH_LEVEL_SAFE};
    read_python(f, python);
    assert_true(find(f, &match));
    ph_judge_conditions(f->facts, &match, &f->rules.items[0].conditions, PH_WHICH_ALL, NULL,
                        &judgement);
    return judgement;
}

static void a_fact_about_what_is_absent_drops_out_of_its_guard(void **state)
{
    static const struct {
        const char *guard;
        bool with_number; /* the guard holds for sorted(a, key=1) */
        bool without;     /* and for sorted(a) */
    } k_cases[] = {
        {"constant($k)", true, true},
        {"not constant($k)", false, true},
        {"constant($?k)", true, true},
        {"constant($k) or constant($x)", true, false},
        {"constant($x) or constant($k)", true, false},
        {"constant($k) and constant($x)", false, false},
        {"constant($k) or not constant($x)", true, true},
        {"not (constant($k) and constant($k))", false, true},
        {"count($k) == 1", true, false},
        {"all constant($k)", true, true},
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        PhBytes program = ph_arena_format(
            f->arena, "match\n  sorted($x, key=$?k)\nwhere %s\nmessage \"{k}\"\n",
            k_cases[i].guard);
        load_good(f, program.ptr);
        assert_int_equal(!judged(f, "sorted(a, key=1)").is_dropped, k_cases[i].with_number);
        assert_int_equal(!judged(f, "sorted(a)").is_dropped, k_cases[i].without);
    }
}

static void a_message_says_nothing_for_what_is_absent(void **state)
{
    Fixture *f = *state;
    PhMatch match = {0};
    load_good(f, "match\n  sorted($x, key=$?k)\nmessage \"{x} by {k}, {count(k)}\"\n");
    read_python(f, "sorted(a)");
    assert_true(find(f, &match));
    PhBytes text = ph_message_render(f->facts, &match, &f->rules.items[0].message,
                                     PH_METAVAR_NONE, PH_BYTES(""));
    assert_string_equal(ph_arena_string(f->arena, text), "`a` by nothing, 0");
}

static void a_clause_that_cannot_be_left_out_is_told(void **state)
{
    static const Mistake k_cases[] = {
        {"match\n  print($?x)\n" SAYS, 10,
         "'x' is optional, but nothing around it can be left out"},
        {"match\n- sorted($x, key=$?k)\n+ sorted($x)[$k]\n" SAYS, 12,
         "'k' is both $k and $?k"},
        {"match\n- sorted($x, key=$?k)\n+ sorted($x)[$?k]\n" SAYS, 10,
         "'k' is optional, but nothing around it can be left out"},
        {"match\n  print(sep=$?a, end=$?b, file=$?c, flush=$?d, x=$?e)\n" SAYS, 10,
         "more than four optional metavariables"},
        {"match\n  $?x\n" SAYS, 10,
         "'x' is optional, but nothing around it can be left out"},
        {"match\n  $x\nwhere constant($?y)\n" SAYS, 12, "unknown metavariable 'y'"},
        {"match\n  print($0)\n" SAYS, 11, "'$' without a name"},
    };
    expect_mistakes(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void an_arm_may_have_optional_clauses(void **state)
{
    Fixture *f = *state;
    load_good(f, "match\n  $q = []\nuses $q:\n  sorted($q, key=$?k)\n" SAYS);
    const PhArmVec *arms = &f->rules.items[0].uses.items[0].arms;
    assert_int_equal(arms->count, 2);
    assert_non_null(arms->items[0].alternative.forms);
    assert_ptr_equal(arms->items[0].alternative.forms, arms->items[1].alternative.forms);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(a_clause_may_be_there_or_not),
        TEST(a_header_keeps_what_it_has),
        TEST(a_docstring_may_be_there_or_not),
        TEST(the_first_form_that_matches_is_the_form),
        TEST(a_fact_about_what_is_absent_drops_out_of_its_guard),
        TEST(a_message_says_nothing_for_what_is_absent),
        TEST(a_clause_that_cannot_be_left_out_is_told),
        TEST(an_arm_may_have_optional_clauses),
    };
    return cmocka_run_group_tests_name("optional", k_tests, NULL, NULL);
}
