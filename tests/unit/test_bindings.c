#include "template/engine.h"
#include "template_fixture.h"

#define MATCH "match\n- len($x)   #@ size\n+ abs($x)\n"
#define SAYS  "message \"m\"\n"

static void clauses_that_bind_tell_their_mistakes(void **state)
{
    static const Mistake k_cases[] = {
        {MATCH "let $y = \"a {z}\"\n" SAYS, 13, "unknown metavariable 'z'"},
        {MATCH "let $part = \"a {prt}\"\n" SAYS, 13,
         "unknown metavariable 'prt', did you mean 'part'?"},
        {MATCH "let $y = fresh(\"{z}_parts\")\n" SAYS, 13, "unknown metavariable 'z'"},
        {MATCH "let $y = fresh($x)\n" SAYS, 13, "expected a string in double quotes"},
        {MATCH "let $y = fresh(\"a\"\n" SAYS, 13,
         "expected ')', found 'the end of the line'"},
        {MATCH "let $y = count($x)\n" SAYS, 13,
         "'count' is a number: let needs a fact that yields code"},
        {MATCH "let $y = hashable($x)\n" SAYS, 13,
         "'hashable' answers yes or no: let needs a fact that yields code"},
        {MATCH "let $y = hashible($x)\n" SAYS, 13,
         "unknown fact 'hashible', did you mean 'hashable'?"},
        {MATCH "let $y =\n" SAYS, 13, "expected a string, fresh(\"..\") or a fact"},
        {MATCH "let y = \"a\"\n" SAYS, 13, "expected a metavariable"},
        {MATCH "let $y \"a\"\n" SAYS, 13, "expected '=', found 'a'"},
        {MATCH "let $x = \"a\"\n" SAYS, 13, "'x' is matched by the patch already"},
        {MATCH "let $y = \"a\"\nlet $y = \"b\"\n" SAYS, 14, "'y' has a let clause already"},
        {MATCH "let $y = \"{z}\"\nlet $z = \"b\"\n" SAYS, 13,
         "'z' is given by a let clause that comes later"},
        {MATCH "let $y = \"{y}\"\n" SAYS, 13,
         "'y' is given by a let clause that comes later"},
        {MATCH "let $y = \"{count(use)}\"\nuses $x:\n  abs($x) #@ use\n" SAYS, 13,
         "'use' is a label of an arm: let comes before the arms"},
        {"match\n- len($x)\n+ abs($y)\n" SAYS, 10,
         "'y' is written by this patch but not matched by it"},
        {MATCH "find hashable($x) as $y\n" SAYS, 13,
         "'hashable' answers yes or no: find needs a fact that yields code"},
        {MATCH "find acumulated(size) as $y\n" SAYS, 13,
         "unknown fact 'acumulated', did you mean 'accumulated'?"},
        {MATCH "find accumulated(sizes) as $y\n" SAYS, 13,
         "unknown label 'sizes', did you mean 'size'?"},
        {MATCH "find accumulated(size)\n" SAYS, 13,
         "expected 'as', found 'the end of the line'"},
        {MATCH "find accumulated(size) as y\n" SAYS, 13, "expected a metavariable"},
        {MATCH "find accumulated(size) as $x\n" SAYS, 13,
         "'x' is matched by the patch already"},
        {MATCH "find accumulated(size) as $y\nfind accumulated(size) as $z\n" SAYS, 14,
         "this rule has a find clause already"},
    };
    expect_mistakes(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void clauses_about_uses_and_regions_tell_their_mistakes(void **state)
{
    static const Mistake k_cases[] = {
        {MATCH "uses $xs: any\n" SAYS, 13, "unknown metavariable 'xs', did you mean 'x'?"},
        {MATCH "uses x: any\n" SAYS, 13, "expected a metavariable"},
        {MATCH "uses $x.$a: any\n" SAYS, 13, "unknown metavariable 'a'"},
        {MATCH "uses $x within sizes: any\n" SAYS, 13,
         "unknown label 'sizes', did you mean 'size'?"},
        {MATCH "uses $x within $x: any\n" SAYS, 13, "expected a label"},
        {MATCH "uses $x during size: any\n" SAYS, 13, "expected ':', found 'during'"},
        {MATCH "uses $x any\n" SAYS, 13, "expected ':', found 'any'"},
        {MATCH "uses $x:\n" SAYS, 13, "uses without an arm"},
        {MATCH "uses $x: all\n" SAYS, 13, "expected any, none or arms below, found 'all'"},
        {MATCH "uses $x: none\n  abs($x)\n" SAYS, 13,
         "uses with any or none takes no arms"},
        {MATCH "uses $x:\n  abs($y)\n" SAYS, 14,
         "this arm does not hold the variable whose uses it is about"},
        {MATCH "every within sizes:\n- len($y)\n+ abs($y)\n" SAYS, 13,
         "unknown label 'sizes', did you mean 'size'?"},
        {MATCH "every size:\n- len($y)\n+ abs($y)\n" SAYS, 13,
         "expected 'within', found 'size'"},
        {MATCH "every within size:\n" SAYS, 13, "every without a patch"},
        {MATCH "every within size:\n- len($y)\n+ abs($z)\n" SAYS, 14,
         "'z' is written by this patch but not matched by it"},
        {MATCH "every within size:\n  len($y) #@ where hashible($y)\n" SAYS, 14,
         "unknown fact 'hashible', did you mean 'hashable'?"},
        {MATCH "report sizes\n" SAYS, 13, "unknown label 'sizes', did you mean 'size'?"},
        {MATCH "report\n" SAYS, 13, "expected a label"},
        {MATCH "report 3\n" SAYS, 13, "expected a label"},
        {MATCH "report size size\n" SAYS, 13, "unexpected 'size'"},
        {MATCH "where count(sizes) >= 1\n" SAYS, 13,
         "unknown label 'sizes', did you mean 'size'?"},
    };
    expect_mistakes(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void definitions_tell_their_mistakes(void **state)
{
    static const Mistake k_cases[] = {
        {MATCH "define hashable count(size) > 1\nwhere hashable\n" SAYS, 13,
         "'hashable' is a fact already"},
        {MATCH "define good\nwhere good\n" SAYS, 13,
         "expected 'define NAME GUARD' or 'define NAME($x) GUARD'"},
        {MATCH "define good hashable($x)\nwhere god\n" SAYS, 14,
         "unknown definition 'god', did you mean 'good'?"},
        {MATCH "define good hashable($x)\n" SAYS, 13,
         "'good' is defined, but no where names it"},
        {MATCH "define good hashible($x)\nwhere good\n" SAYS, 13,
         "unknown fact 'hashible', did you mean 'hashable'?"},
        {MATCH "define good constant($x) else unsafe \"u\"\nwhere good\n" SAYS, 13,
         "this guard is never unknown: write otherwise instead of else"},
        {MATCH "define good hashable($x)\ndefine good pure($x)\nwhere good\n" SAYS, 14,
         "'good' is defined already"},
        {"define good hashable($x)\nrule a\n" MATCH SAYS, 10,
         "'good' is defined, but no where names it"},
    };
    expect_mistakes(*state, k_cases, PH_COUNT_OF(k_cases));
}

#define GAP(line) "match\n- $s = []\n" line "\n  print($s)\n+ print(1)\n" SAYS

static void gaps_and_their_conditions_tell_their_mistakes(void **state)
{
    static const Mistake k_cases[] = {
        {"match\n- len($x)  #@ when no exit\n+ abs($x)\n" SAYS, 11,
         "'when' stands on a gap, a line that is '...' alone"},
        {GAP("  ...  #@ when no exits"), 12,
         "unknown condition of a gap 'exits', did you mean 'exit'?"},
        {GAP("  ...  #@ when exit"), 12, "expected 'no', found 'exit'"},
        {GAP("  ...  #@ when no use"), 12, "expected '(', found 'the end of the line'"},
        {GAP("  ...  #@ when no use(s)"), 12, "expected a metavariable"},
        {GAP("  ...  #@ when no use($ss)"), 12,
         "unknown metavariable 'ss', did you mean 's'?"},
        {GAP("  ...  #@ when no use($s) no exit"), 12, "expected a comma"},
        {GAP("- ..."), 12, "a gap stays as it is: it has no '-', '+' or '!'"},
        {GAP("+ ..."), 12, "a gap stays as it is: it has no '-', '+' or '!'"},
        {GAP("  ...\n  ..."), 13, "a gap stands between two statements of a patch"},
        {"match\n  ...\n- print($s)\n" SAYS, 11,
         "a gap stands between two statements of a patch"},
        {"match\n- print($s)\n  ...\n" SAYS, 12,
         "a gap stands between two statements of a patch"},
    };
    expect_mistakes(*state, k_cases, PH_COUNT_OF(k_cases));
}

/* "LINE LEVEL MESSAGE" of all that the rules find, and the text with all edits made. */
static const char *outcome(Fixture *f, const char *program, const char *python)
{
    static const char *const k_levels[] = {"advise", "unsafe", "safe"};
    PhTransformSet set = {.arena = f->arena, .grammar = f->grammar};
    PhTransform transform = {.id = "demo"};
    bool is_selected = true;
    PhFindingVec findings = {0};
    PhBytes text = PH_BYTES("");
    load_good(f, program);
    transform.rules = f->rules;
    PH_VEC_PUSH(f->arena, &set.transforms, transform);
    read_python(f, python);
    PhDispatch *dispatch = ph_dispatch_new(
        f->arena, &set,
        &(PhDispatchWants){.is_selected = &is_selected, .python_minor = 12});
    ph_engine_find(dispatch, f->facts, f->scratch, &findings);
    PhEditSet *edits = ph_edit_set_new(f->arena, f->file.tree.text);
    for (size_t i = 0; i < findings.count; i++) {
        const PhFinding *finding = &findings.items[i];
        PhPlace place = ph_source_place(f->file.source, finding->span.start);
        text = ph_arena_format(f->arena, "%.*s%u %s %.*s\n", (int)text.len, text.ptr,
                               (unsigned)place.line, k_levels[finding->level],
                               (int)finding->message.len, finding->message.ptr);
        assert_int_equal(ph_edit_set_add(edits, finding), PH_OK);
    }
    PhBytes fixed = ph_edit_set_apply(edits);
    return ph_arena_string(f->arena, ph_arena_format(f->arena, "%.*s%.*s", (int)text.len,
                                                     text.ptr, (int)fixed.len, fixed.ptr));
}

typedef struct {
    const char *program;
    const char *python;
    const char *wanted;
} Case;

static void expect_outcomes(Fixture *f, const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(outcome(f, cases[i].program, cases[i].python), cases[i].wanted);
    }
}

static void a_let_gives_texts_names_and_numbers(void **state)
{
    static const Case k_cases[] = {
        {"match\n- $s = list($*a)\n+ $n = [$*a]\nlet $n = \"{s}_{count(a)}\"\n" SAYS,
         "x = list(b, c)\n", "1 safe m\nx_2 = [b, c]\n"},
        {"match\n- $s = list()\n+ $n = []\nlet $n = fresh(\"{s}_parts\")\n"
         "message \"{n}\"\n",
         "x = list()\nx_parts = 1\n", "1 safe `x_parts2`\nx_parts2 = []\nx_parts = 1\n"},
        {"match\n- $s = list()\n+ $n = []\nlet $n = fresh(\"{s}_parts\")\n" SAYS,
         "self._x[0] = list()\n", "1 safe m\nx_0__parts = []\n"},
        {"match\n- $s = list()\n+ $n = []\nlet $m = \"{s}_a\"\nlet $n = \"{m}_b\"\n" SAYS,
         "x = list()\n", "1 safe m\nx_a_b = []\n"},
    };
    expect_outcomes(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_find_gives_one_match_for_each_piece_of_code(void **state)
{
    static const Case k_cases[] = {
        {"match\n  for $t in $xs:  #@ loop\n      $*body\n"
         "find accumulated(loop) as $s\nmessage \"{s} grows\"\n",
         "for a in b:\n    s += a\n    t += a\n    print(a)\n",
         "1 advise `s` grows\n1 advise `t` grows\n"
         "for a in b:\n    s += a\n    t += a\n    print(a)\n"},
        {"match\n  for $t in $xs:  #@ loop\n      $*body\n"
         "find accumulated(loop) as $s\nuses $s within loop:\n  $s += $e  #@ add\n"
         "report add\nmessage \"{s} grows\"\n",
         "s = t = ''\nfor a in b:\n    s += a\n    t += a\n    print(t)\n",
         "3 advise `s` grows\ns = t = ''\nfor a in b:\n    s += a\n    t += a\n"
         "    print(t)\n"},
        {"match\n  for $t in $xs:  #@ loop\n      $*body\n"
         "find accumulated(loop) as $s\nmessage \"{s} grows\"\n",
         "for a in b:\n    print(a)\n", "for a in b:\n    print(a)\n"},
    };
    expect_outcomes(*state, k_cases, PH_COUNT_OF(k_cases));
}

#define LOOP "match\n  for $t in $xs:  #@ loop\n      $*body\n"

static void every_looks_in_the_code_of_a_label_alone(void **state)
{
    static const Case k_cases[] = {
        {LOOP "every within loop:\n- len($y)  #@ size\n+ abs($y)\nwhere count(size) >= 1\n"
              "message \"{count(size)}\"\n",
         "len(a)\nfor a in b:\n    if len(a):\n        print(len(c), d)\nlen(d)\n",
         "2 safe 2\nlen(a)\nfor a in b:\n    if abs(a):\n        print(abs(c), "
         "d)\nlen(d)\n"},
        {LOOP "every within loop:\n- len($t)  #@ size\n+ abs($t)\nwhere count(size) >= 1\n"
              "message \"{count(size)}\"\n",
         "for a in b:\n    print(len(c), len(a))\n",
         "1 safe 1\nfor a in b:\n    print(len(c), abs(a))\n"},
        {LOOP "every within loop:\n- len($y)  #@ where is_str($y) else unsafe \"u\"\n"
              "+ abs($y)\n" SAYS,
         "for a in b:\n    len(a)\n", "1 unsafe m\nfor a in b:\n    abs(a)\n"},
        {LOOP "every within loop:\n- len($y)  #@ where is_str($y)\n+ abs($y)\n" SAYS,
         "for a in b:\n    len(a)\n", "for a in b:\n    len(a)\n"},
    };
    expect_outcomes(*state, k_cases, PH_COUNT_OF(k_cases));
}

#define SPLIT "match\n  $s = list()  #@ init\n  ...\n  print($s)  #@ shown\n"

static void uses_may_be_about_a_region_alone(void **state)
{
    static const char *const k_text =
        "def f():\n    len(s)\n    s = list()\n    abs(s)\n    print(s)\n    bool(s)\n";
    static const struct {
        const char *clause;
        bool is_found;
    } k_cases[] = {
        {"uses $s before init:\n  len($s)\n", true},
        {"uses $s before init:\n  abs($s)\n", false},
        {"uses $s after init:\n  abs($s)\n  bool($s)\n", true},
        {"uses $s after init:\n  abs($s)\n", false},
        {"uses $s after shown:\n  bool($s)\n", true},
        {"uses $s after shown: none\n", false},
        {"uses $s within shown: none\n", true},
        {"uses $s within init: none\n", true},
        {"uses $s: any\n", true},
        {"uses $s: none\n", false},
        {"uses $s:\n  len($s)\n  abs($s)\n! bool($s)  #@ unsafe \"b\"\n", true},
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        PhBytes program = ph_arena_format(f->arena, SPLIT "%s" SAYS, k_cases[i].clause);
        const char *got = outcome(f, ph_arena_string(f->arena, program), k_text);
        if ((strcmp(got, k_text) != 0) != k_cases[i].is_found) {
            fail_msg("%s gives:\n%s", k_cases[i].clause, got);
        }
    }
}

static void uses_of_an_attribute_are_all_attributes_of_the_name(void **state)
{
    static const Case k_cases[] = {
        {"match\n- $o.$a = list()\n+ $o.$a = []\nuses $o.$a:\n  $o.$a.append($_)\n" SAYS,
         "self.q = list()\nself.q.append(1)\nself.r.pop()\n",
         "1 safe m\nself.q = []\nself.q.append(1)\nself.r.pop()\n"},
        {"match\n- $o.$a = list()\n+ $o.$a = []\nuses $o.$a:\n  $o.$a.append($_)\n" SAYS,
         "self.q = list()\nother.q.append(1)\n", "self.q = list()\nother.q.append(1)\n"},
        {"match\n- $o.$a = list()\n+ $o.$a = []\nuses $o.$a:\n  $o.$a.append($_)\n"
         "else advise \"{site}\"\n" SAYS,
         "self.q = list()\nother.q.pop()\n",
         "1 advise m\nself.q = list()\nother.q.pop()\n"},
        {"match\n- $o.$a = list()\n+ $o.$a = []\nuses $o.$a:\n- $o.$a.pop(0)\n"
         "+ $o.$a.popleft()\n" SAYS,
         "self.q = list()\nself.q.pop(0)\n", "1 safe m\nself.q = []\nself.q.popleft()\n"},
    };
    expect_outcomes(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_report_moves_the_finding_to_its_label(void **state)
{
    static const Case k_cases[] = {
        {SPLIT "report shown\n" SAYS, "s = list()\nx = 1\nprint(s)\n",
         "3 advise m\ns = list()\nx = 1\nprint(s)\n"},
        {SPLIT "report shown\n" SAYS, "s = list()\nprint(s)\nt = list()\nprint(t)\n",
         "2 advise m\n4 advise m\ns = list()\nprint(s)\nt = list()\nprint(t)\n"},
        /* A label that nothing stands for moves nothing. */
        {"match\n  $s = list()\nuses $s:\n  abs($s)  #@ size\nreport size\n" SAYS,
         "def f():\n    s = list()\n", "2 advise m\ndef f():\n    s = list()\n"},
    };
    expect_outcomes(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_definition_stands_for_its_guard_and_what_follows(void **state)
{
    static const Case k_cases[] = {
        {"define text is_str($x) else unsafe \"{x}\"\nrule a\nmatch\n"
         "- len($x)  #@ where text\n+ abs($x)\n" SAYS "rule b\nmatch\n  abs($x)\n"
         "where text\n" SAYS,
         "len('a')\nlen(b)\nabs(c)\n",
         "1 safe m\n2 unsafe m\n3 advise m\nabs('a')\nabs(b)\nabs(c)\n"},
        {"match\n- len($x)\n+ abs($x)\ndefine text is_str($x)\nwhere text\n" SAYS,
         "len('a')\nlen(b)\n", "1 safe m\nabs('a')\nlen(b)\n"},
    };
    expect_outcomes(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_label_on_a_gap_holds_its_statements(void **state)
{
    static const Case k_cases[] = {
        {"match\n  $s = list()\n  ...  #@ mid\n  print($s)\nmessage \"{count(mid)}\"\n",
         "s = list()\na = 1\nb = 2\nprint(s)\nt = list()\nprint(t)\n",
         "1 advise 2\n5 advise 0\ns = list()\na = 1\nb = 2\nprint(s)\nt = "
         "list()\nprint(t)\n"},
        {"match\n- $s = list()\n+ $s = []\n  ...  #@ mid\n  print($s)\n"
         "where not calls_user_code(mid)\n" SAYS,
         "s = list()\na()\nprint(s)\nt = list()\nprint(t)\n",
         "4 safe m\ns = list()\na()\nprint(s)\nt = []\nprint(t)\n"},
    };
    expect_outcomes(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_gap_keeps_what_is_said_of_it(void **state)
{
    static const struct {
        const char *condition;
        const char *statement;
        bool is_found;
    } k_cases[] = {
        {"no use($s)", "a(b)", true},
        {"no use($s)", "a(s)", false},
        {"no write($s)", "a(b)", true},
        {"no write($s)", "s.append(1)", false},
        {"no write($s)", "s = b", false},
        {"no exit", "a(b)", true},
        {"no exit", "return", false},
        {"no suspend", "a(b)", true},
        {"no suspend", "yield", false},
        {"no user_call", "pass", true},
        {"no user_call", "a(b)", false},
        {"no use($s), no exit", "a(b)", true},
        {"no use($s), no exit", "return", false},
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        PhBytes program = ph_arena_format(
            f->arena, "match\n  $s = list()\n  ...  #@ when %s\n  len($s)\n" SAYS,
            k_cases[i].condition);
        PhBytes python =
            ph_arena_format(f->arena, "def f():\n    s = list()\n    %s\n    len(s)\n",
                            k_cases[i].statement);
        const char *text = ph_arena_string(f->arena, python);
        const char *got = outcome(f, ph_arena_string(f->arena, program), text);
        if ((strcmp(got, text) != 0) != k_cases[i].is_found) {
            fail_msg("%s with %s gives:\n%s", k_cases[i].condition, k_cases[i].statement,
                     got);
        }
    }
}

static void a_builtin_that_comes_must_be_the_builtin_there(void **state)
{
    static const Case k_cases[] = {
        {"match\n- len($x)\n+ sum($x)\n" SAYS, "len(a)\n", "1 safe m\nsum(a)\n"},
        {"match\n- len($x)\n+ sum($x)\n" SAYS, "sum = max\nlen(a)\n",
         "2 advise m\nsum = max\nlen(a)\n"},
        {"match\n- len($x)\n+ sum($x)\n" SAYS, "def f(sum):\n    len(sum)\nlen(a)\n",
         "2 advise m\n3 safe m\ndef f(sum):\n    len(sum)\nsum(a)\n"},
        {"match\n- $s = list()\n+ $s = sum([])\n+ abs($s)\n" SAYS,
         "from m import *\nx = list()\n", "from m import *\nx = list()\n"},
        {"match\n- $x.a()\n+ $x.sum(sum=1)\n" SAYS, "sum = 1\nb.a()\n",
         "2 safe m\nsum = 1\nb.sum(sum=1)\n"},
    };
    expect_outcomes(*state, k_cases, PH_COUNT_OF(k_cases));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(clauses_that_bind_tell_their_mistakes),
        TEST(clauses_about_uses_and_regions_tell_their_mistakes),
        TEST(definitions_tell_their_mistakes),
        TEST(gaps_and_their_conditions_tell_their_mistakes),
        TEST(a_let_gives_texts_names_and_numbers),
        TEST(a_find_gives_one_match_for_each_piece_of_code),
        TEST(every_looks_in_the_code_of_a_label_alone),
        TEST(uses_may_be_about_a_region_alone),
        TEST(uses_of_an_attribute_are_all_attributes_of_the_name),
        TEST(a_report_moves_the_finding_to_its_label),
        TEST(a_definition_stands_for_its_guard_and_what_follows),
        TEST(a_label_on_a_gap_holds_its_statements),
        TEST(a_gap_keeps_what_is_said_of_it),
        TEST(a_builtin_that_comes_must_be_the_builtin_there),
    };
    return cmocka_run_group_tests_name("bindings", k_tests, NULL, NULL);
}
