#include "base/buf.h"
#include "template/filter.h"
#include "template_fixture.h"

/* What a file lacks for the first patch of a program; empty if it may match. */
typedef struct {
    const char *program;
    const char *text;
    const char *missing;
} Case;

static void expect_missing(Fixture *f, const Case *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        PhBytes text = ph_bytes_of(cases[i].text);
        load_good(f, cases[i].program);
        const PhPatch *patch = f->rules.items[0].alternatives.items[0].patch;
        const PhFilter *filter = ph_filter_new(f->arena, patch, 1);
        PhBytes missing = ph_filter_missing(filter, f->arena, text, 0);
        bool may_match = ph_filter_run(filter, f->arena, text, PH_FILTER_FULL) != NULL;
        if (!ph_bytes_is(missing, cases[i].missing) || may_match != (missing.len == 0)) {
            print_error("lacks \"%.*s\", wanted \"%s\" for %s on:\n%s\n", (int)missing.len,
                        missing.ptr, cases[i].missing, cases[i].program, cases[i].text);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

#define PATCH(lines) "match\n" lines "\nmessage \"m\"\n"

static void tokens_in_a_row_are_looked_for_together(void **state)
{
    static const Case k_cases[] = {
        {PATCH("  $q.pop(0)"), "", "`.pop(0`"},
        {PATCH("  $q.pop(0)"), "q.pop(0)", ""},
        {PATCH("  $q.pop(0)"), "q.pop(1)", "`.pop(0`"},
        {PATCH("  $q.pop(0)"), "q.pop()\nx = 0", "`.pop(0`"},
        {PATCH("  $q.pop(0)"), "q.popleft(0)", "`.pop(0`"},
        {PATCH("  $q.pop(0)"), "q.unpop(0)", "`.pop(0`"},
        {PATCH("  $q.pop(0)"), "pop(00)", "`.pop(0`"},
        {PATCH("  $x not in [$*E]"), "a not in [1]", ""},
        {PATCH("  $x not in [$*E]"), "not a in [1]", "`not in [`"},
        {PATCH("  $x in ($*E,)"), "join(a), a in b", "`in (`"},
        {PATCH("  $x in ($*E,)"), "a in(1, 2)", ""},
        {PATCH("  for $x in range($y): ..."), "for x in range (y)", ""},
        {PATCH("  for $x in range($y): ..."), "for x in ranges(y)", "`in range(`"},
        {PATCH("  f($x, end=$y)"), "f(x, end =y)", ""},
        {PATCH("  f($x, end=$y)"), "f(x), end", "`end =`"},
        {PATCH("  $x + $y"), "a - b", ""},
        {PATCH("  $x in 'abc'"), "a in 'abd'", ""},
        {PATCH("  m.sub.name($x)"), "from m.sub import name as n", ""},
        {PATCH("  m.sub.name($x)"), "from m.sub import names", "`name`"},
        {PATCH("  m.sub.name($x)"), "from m.subs import name", "`sub`"},
    };
    expect_missing(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void what_the_matcher_passes_over_is_passed_over(void **state)
{
    static const Case k_cases[] = {
        {PATCH("  $q.pop(0)"), "q.pop  \\\n\t(\f0)", ""},
        {PATCH("  $q.pop(0)"), "q.pop( # why\r\n 0)", ""},
        {PATCH("  $q.pop(0)"), "q.pop( # why\r 0)", ""},
        {PATCH("  $q.pop(0)"), "q.pop( # 0", "`.pop(0`"},
        {PATCH("  $q.pop(0)"), "(q.pop)(((0)),)", ""},
        {PATCH("  $x not in [$*E]"), "0not# c\n\\\nin((([1])))", ""},
        {PATCH("  $x in [$*E]"), "0xfin[1]", ""},
        {PATCH("  $x in [$*E]"), "xin[1]", "`in [`"},
        {PATCH("  $x in [$*E]"), "in\xc2\xa0[1]", ""},
    };
    expect_missing(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void an_open_suite_demands_nothing(void **state)
{
    static const Case k_cases[] = {
        {PATCH("  while True: ...\n  else: pass"), "while True: x()", ""},
        {PATCH("  while True: ...\n  else: pass"), "while 1: x()", "`while True:`"},
        {PATCH("  while True: pass\n  else: pass"), "while True: pass", "`else: pass`"},
    };
    expect_missing(*state, k_cases, PH_COUNT_OF(k_cases));
}

#define ANY_USES                                     \
    "match\n  $q = []\nuses $q:\n  $q.pop(0) #@ a\n" \
    "  del $q[0] #@ a\n  $q.push($x) #@ b\n  $q[$x]\n"
#define USES ANY_USES "where local($q)\n"

static void labels_that_must_be_there_are_looked_for(void **state)
{
    static const Case k_cases[] = {
        {USES "where count(a) >= 1\nmessage \"m\"\n", "q = [];",
         "`NAME.pop(0` or `del NAME[0]`"},
        {USES "where count(a) > 0\nmessage \"m\"\n", "q = [];",
         "`NAME.pop(0` or `del NAME[0]`"},
        {USES "where count(a) >= 1\nmessage \"m\"\n", "q = []; q.pop(0)", ""},
        {USES "where count(a) >= 1\nmessage \"m\"\n", "q = []; del q [0]", ""},
        {USES "where count(a) >= 1\nmessage \"m\"\n", "q = []; del(q)[0]", ""},
        {USES "where count(a) >= 1\nmessage \"m\"\n", "q = []; del q.r[0]",
         "`NAME.pop(0` or `del NAME[0]`"},
        {USES "where count(a) >= 1\nmessage \"m\"\n", "q = []; del q; [0]", ""},
        {USES "where count(a) >= 1\nmessage \"m\"\n", "q = []; del q[1]",
         "`NAME.pop(0` or `del NAME[0]`"},
        {USES "where count(a) >= 1 and count(b) >= 1\nmessage \"m\"\n", "q = []; q.pop(0)",
         "`NAME.push(`"},
        {USES "where count(a) >= 1\nwhere count(b) >= 1\nmessage \"m\"\n",
         "q = []; q.pop(0)", "`NAME.push(`"},
        {USES "where count(a) >= 1 or count(b) >= 1\nmessage \"m\"\n", "q = []", ""},
        {USES "where count(a) >= 0\nmessage \"m\"\n", "q = []", ""},
        {USES "where count(a) < 1\nmessage \"m\"\n", "q = []", ""},
        {USES "where not count(a) >= 1\nmessage \"m\"\n", "q = []", ""},
        {USES "where count(a) >= 1 otherwise advise \"x\"\nmessage \"m\"\n", "q = []", ""},
        {USES "message \"m\"\n", "q = []", ""},
        {USES "where count(a) >= 1\nmessage \"m\"\n", "pop(0)", "`NAME = []`"},
        {"match\n  $q = [] #@ a\nuses $q:\n  $q.pop(0) #@ a\nwhere count(a) >= 1\n"
         "message \"m\"\n",
         "q = []", ""},
    };
    expect_missing(*state, k_cases, PH_COUNT_OF(k_cases));
}

/* The variable has one name, in the match and in the arm. */
static void a_label_must_be_there_for_the_same_name(void **state)
{
    static const char k_told[] = "`NAME.pop(0` or `del NAME[0]`";
    static const Case k_cases[] = {
        {USES "where count(a) >= 1\nmessage \"m\"\n", "q = []; r.pop(0)",
         "`NAME = []` for the same name"},
        {USES "where count(a) >= 1\nmessage \"m\"\n", "q = []; x.q.pop(0)", k_told},
        {USES "where count(a) >= 1\nmessage \"m\"\n", "x.q = []; q.pop(0)", "`NAME = []`"},
        {USES "where count(a) >= 1\nmessage \"m\"\n", "q = []; r.pop(0); del q[0]", ""},
        {USES "where count(a) >= 1\nmessage \"m\"\n", "q = []; q . pop(0)", ""},
        {USES "where count(a) >= 1\nmessage \"m\"\n", "q = []; (q).pop(0)", ""},
        {USES "where count(a) >= 1\nmessage \"m\"\n", "q = []\nq \\\n.pop(0)", ""},
        {USES "where count(a) >= 1\nmessage \"m\"\n", "q = []\n(q #\n.pop(0))", ""},
        {USES "where count(a) >= 1\nmessage \"m\"\n", "q=[]\n\xc3\xa9.pop(0)", ""},
        {USES "where count(a) >= 1\nmessage \"m\"\n", "q=[]\n[0].pop(0)", k_told},
        {USES "where count(a) >= 1\nmessage \"m\"\n", "q=[]\nif 1:q.pop(0)", ""},
        {"match\n  $q = []\nuses $q:\n  $q = $q[$_:] #@ a\nwhere local($q) and count(a) >= "
         "1\n"
         "message \"m\"\n",
         "q = []; q = r[1:]", "`NAME = NAME[` or `NAME:`"},
        {"match\n  $q = []\nuses $q:\n  $q = $q[$_:] #@ a\nwhere local($q) and count(a) >= "
         "1\n"
         "message \"m\"\n",
         "q = []; q = q[1:]", ""},
    };
    expect_missing(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_variable_may_be_an_attribute(void **state)
{
    static const Case k_cases[] = {
        {ANY_USES "where count(a) >= 1\nmessage \"m\"\n", "x.q = []; x.q.pop(0)", ""},
        {ANY_USES "where count(a) >= 1\nmessage \"m\"\n", "x.q = []; y().q.pop(0)", ""},
        {ANY_USES "where count(a) >= 1\nmessage \"m\"\n", "x.q = []; del x[1].q[0]", ""},
        {ANY_USES "where count(a) >= 1\nmessage \"m\"\n", "x.q = []; x.r.pop(0)",
         "`NAME = []` for the same name"},
        {"match\n  $o.$q = []\nuses $o.$q:\n  $o.$q.pop(0) #@ a\nwhere count(a) >= 1\n"
         "message \"m\"\n",
         "x.q = []; x.r.pop(0)", "`.NAME = []` for the same name"},
        {"meta $q ~ \"^_\"\nmatch\n  $o.$q = []\nuses $o.$q:\n  $o.$q.pop(0) #@ a\n"
         "where count(a) >= 1\nmessage \"m\"\n",
         "x.q = []; x.q.pop(0); x._q = []", "`.NAME.pop(0`"},
        {"meta $q ~ \"^_\"\nmatch\n  $o.$q = []\nuses $o.$q:\n  $o.$q.pop(0) #@ a\n"
         "where count(a) >= 1\nmessage \"m\"\n",
         "x._q = []; x . _q.pop(0)", ""},
        {"match\n  $o.$q = []\nuses $o.$q:\n  $o.$q.pop(0) #@ a\nwhere count(a) >= 1\n"
         "message \"m\"\n",
         "x.q = []; y().q.pop(0)", ""},
        {ANY_USES "where not local($q)\nwhere count(a) >= 1\nmessage \"m\"\n",
         "x.q = []; x.q.pop(0)", ""},
        {ANY_USES "where local($q) otherwise unsafe \"u\"\nwhere count(a) >= 1\n"
                  "message \"m\"\n",
         "x.q = []; x.q.pop(0)", ""},
    };
    expect_missing(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_patch_without_words_may_match_anything(void **state)
{
    Fixture *f = *state;
    load_patch(f, "  ($x,)");
    const PhFilter *filter =
        ph_filter_new(f->arena, f->rules.items[0].alternatives.items[0].patch, 1);
    assert_non_null(ph_filter_run(filter, f->arena, PH_BYTES("("), PH_FILTER_FULL));
    assert_null(ph_filter_run(ph_filter_new(f->arena, NULL, 0), f->arena, PH_BYTES("("),
                              PH_FILTER_FULL));
}

/* Files that put as much as they can between words take time in line with their size. */
static void hostile_gaps_count_as_found(void **state)
{
    Fixture *f = *state;
    PhBuf text = {0};
    load_patch(f, "  $x in [$*E]");
    const PhFilter *filter =
        ph_filter_new(f->arena, f->rules.items[0].alternatives.items[0].patch, 1);
    for (int i = 0; i < 30000; i++) {
        ph_buf_add_str(&text, "in#");
    }
    assert_non_null(ph_filter_run(filter, f->arena, ph_buf_bytes(&text), PH_FILTER_FULL));
    text.len = 0;
    for (int i = 0; i < 30000; i++) {
        ph_buf_add_str(&text, "inin");
    }
    assert_null(ph_filter_run(filter, f->arena, ph_buf_bytes(&text), PH_FILTER_FULL));
    ph_buf_release(&text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(tokens_in_a_row_are_looked_for_together),
        TEST(what_the_matcher_passes_over_is_passed_over),
        TEST(an_open_suite_demands_nothing),
        TEST(labels_that_must_be_there_are_looked_for),
        TEST(a_label_must_be_there_for_the_same_name),
        TEST(a_variable_may_be_an_attribute),
        TEST(a_patch_without_words_may_match_anything),
        TEST(hostile_gaps_count_as_found),
    };
    return cmocka_run_group_tests_name("filter", k_tests, NULL, NULL);
}
