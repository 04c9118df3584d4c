/* Patches of several statements: gaps, whole statements that come and go, indentation. */

#include "template_fixture.h"

typedef struct {
    const char *python;
    const char *wanted;
} Case;

static void expect_texts(Fixture *f, const char *patch, const Case *cases, size_t count)
{
    size_t wrong = 0;
    load_patch(f, patch);
    for (size_t i = 0; i < count; i++) {
        PhRewrite rewrite = {0};
        const char *got = rewritten(f, cases[i].python, &rewrite);
        if (rewrite.has_no_room || rewrite.lost_comments > 0) {
            got = "no room";
        }
        if (strcmp(got, cases[i].wanted) != 0) {
            print_error("got:\n%s\nwanted:\n%s\nof:\n%s\n", got, cases[i].wanted,
                        cases[i].python);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void neighbours_must_follow_one_another(void **state)
{
    static const Case k_cases[] = {
        {"abs(a)\nlen(a)\n", "max(a)\n"},
        {"abs(a)\n\n# why\nlen(a)\n", "max(a)\n\n# why\n"},
        {"abs(a); len(a)\n", "max(a)\n"},
        {"if x:\n    abs(a)\n    len(a)\n", "if x:\n    max(a)\n"},
        {"if x: abs(a); len(a)\n", "if x: max(a)\n"},
        {"abs(a)\nx = 1\nlen(a)\n", "no match"},
        {"abs(a)\nlen(b)\n", "no match"},
        {"if x:\n    abs(a)\nlen(a)\n", "no match"},
        {"y = abs(a)\nlen(a)\n", "no match"},
        {"abs(a)\nlen(a)  # last", "max(a)\n# last"},
    };
    expect_texts(*state, "- abs($x)\n- len($x)\n+ max($x)", k_cases, PH_COUNT_OF(k_cases));
}

static void a_gap_takes_what_is_between(void **state)
{
    static const Case k_cases[] = {
        {"r = []\nfor x in y:\n    r.append(x)\n",
         "r = list()\nfor x in y:\n    r.append(x)\n"},
        {"r = []\na = 1\n\n# why\nb = 2\nfor x in y:\n    r.append(x)\n",
         "r = list()\na = 1\n\n# why\nb = 2\nfor x in y:\n    r.append(x)\n"},
        {"r = []\nfor x in z:\n    q.append(x)\nfor x in y:\n    r.append(x)\n",
         "r = list()\nfor x in z:\n    q.append(x)\nfor x in y:\n    r.append(x)\n"},
        {"r = []\nif z:\n    for x in y:\n        r.append(x)\n", "no match"},
    };
    expect_texts(*state,
                 "- $r = []\n+ $r = list()\n  ...\n  for $t in $xs:\n      $r.append($t)",
                 k_cases, PH_COUNT_OF(k_cases));
}

static void statements_come_with_lines_of_their_own(void **state)
{
    static const Case k_cases[] = {
        {"for x in y:\n    f(x)\n", "a = 1\nfor x in y:\n    f(x)\nb = 2\n"},
        {"for x in y:\n    f(x)", "a = 1\nfor x in y:\n    f(x)\nb = 2"},
        {"if q:\r\n  for x in y:\r\n    f(x)\r\n",
         "if q:\r\n  a = 1\r\n  for x in y:\r\n    f(x)\r\n  b = 2\r\n"},
        {"if q:\n\tfor x in y:\n\t\tf(x)  # last\n\t\t# more\n\t# not of it\n",
         "if q:\n\ta = 1\n\tfor x in y:\n\t\tf(x)  # last\n\t\t# more\n\tb = 2\n\t# not of "
         "it\n"},
        {"for x in y: f(x)\n", "a = 1\nfor x in y: f(x)\nb = 2\n"},
        {"for x in y: f(x);\n", "a = 1\nfor x in y: f(x);\nb = 2\n"},
        {"# why\nfor x in y:\n    f(x)\nelse:\n    g()\n", "no match"},
    };
    expect_texts(*state, "+ a = 1\n  for $t in $xs:\n      $*body\n+ b = 2", k_cases,
                 PH_COUNT_OF(k_cases));
}

static void statements_that_share_a_line_are_joined(void **state)
{
    static const Case k_cases[] = {
        {"abs(a)\n", "min(a)\nabs(a)\nmax(a)\n"},
        {"abs(a); f()\n", "min(a)\nabs(a); max(a); f()\n"},
        {"f(); abs(a)\n", "f(); min(a); abs(a); max(a)\n"},
        {"if x: abs(a)\n", "if x: min(a); abs(a); max(a)\n"},
        {"abs(a)  # why\n", "min(a)\nabs(a)  # why\nmax(a)\n"},
        {"abs(a) \\\n\n", "no room"},
    };
    expect_texts(*state, "+ min($x)\n  abs($x)\n+ max($x)", k_cases, PH_COUNT_OF(k_cases));
}

static void statements_that_go_take_their_lines(void **state)
{
    static const Case k_cases[] = {
        {"a = 1\nabs(x)\nb = 2\n", "a = 1\nb = 2\n"},
        {"a = 1\nabs(x)", "a = 1\n"},
        {"abs(x)  # why\nb = 2\n", "# why\nb = 2\n"},
        {"if x:\n    abs(x)\n    b = 2\n", "if x:\n    b = 2\n"},
        {"if x:\n    abs(x)\nb = 2\n", "if x:\n    pass\nb = 2\n"},
        {"if x: abs(x)\n", "if x: pass\n"},
        {"if x: abs(x); b = 2\n", "if x: b = 2\n"},
        {"a = 1; abs(x); b = 2\n", "a = 1; b = 2\n"},
        {"a = 1; abs(x)\n", "a = 1\n"},
        {"abs(x); b = 2\n", "b = 2\n"},
        {"abs(x);\nb = 2\n", "b = 2\n"},
        {"abs(  # one\n  x)\nb = 2\n", "# one\nb = 2\n"},
        {"abs(x)\r\nb = 2\r\n", "b = 2\r\n"},
        {"\fabs(x)\nb = 2\n", "\fb = 2\n"},
    };
    expect_texts(*state, "- abs($x)", k_cases, PH_COUNT_OF(k_cases));
}

static void moved_statements_are_indented_anew(void **state)
{
    static const Case k_cases[] = {
        {"abs(f)\nif a:\n    b = 1\n    c = (\n  2)\nlen(f)\n",
         "with f:\n    if a:\n        b = 1\n        c = (\n      2)\n"},
        {"abs(f)\nif a:\n    b = '''x\n  y\n    '''\n\n    c = 1\nlen(f)\n",
         "with f:\n    if a:\n        b = '''x\n  y\n    '''\n\n        c = 1\n"},
        {"if q:\n\tabs(f)\n\tg()  # one\n\t# two\n\th()\n\tlen(f)\n",
         "if q:\n\twith f:\n\t\tg()  # one\n\t\t# two\n\t\th()\n"},
    };
    expect_texts(*state, "- abs($f)\n- $*body\n- len($f)\n+ with $f:\n+     $*body",
                 k_cases, PH_COUNT_OF(k_cases));
}

static void a_loop_becomes_one_expression(void **state)
{
    static const Case k_cases[] = {
        {"for x in xs:\n    r.append(f(x))\n", "r = [f(x) for x in xs]\n"},
        {"for x in xs:  # one\n    # two\n    r.append(f(x))  # three\n",
         "# one\n# two\nr = [f(x) for x in xs]  # three\n"},
        {"if a:\n  for x in xs: r.append(f(x))\n", "if a:\n  r = [f(x) for x in xs]\n"},
    };
    expect_texts(*state, "- for $t in $xs:\n-     $r.append($e)\n+ $r = [$e for $t in $xs]",
                 k_cases, PH_COUNT_OF(k_cases));
}

/* The target could stay where it is in the suite, which is no more. */
static void what_comes_out_of_a_suite_is_written_anew(void **state)
{
    static const Case k_cases[] = {
        {"def f(n):\n    t = 0\n    p()\n    for x in range(n):\n        t += x\n    t\n",
         "def f(n):\n    p()\n    t = sum(range(n))\n    t\n"},
        {"t = 0  # none\nfor x in y:  # each\n    t += x  # more\n",
         "# none\n# each\nt = sum(y)  # more\n"},
    };
    expect_texts(*state,
                 "- $s = 0\n  ...\n- for $x in $xs:\n-     $s += $x\n+ $s = sum($xs)",
                 k_cases, PH_COUNT_OF(k_cases));
}

static void a_statement_comes_into_a_suite(void **state)
{
    static const Case k_cases[] = {
        {"def f(a=[]):\n    return a\n",
         "def f(a=None):\n    if a is None:\n        a = []\n    return a\n"},
        {"class C:\n  def f(a=[]):\n      # why\n      return a\n",
         "class C:\n  def f(a=None):\n      # why\n      if a is None:\n          a = []\n"
         "      return a\n"},
        {"def f(a=[]): return a\n", "no room"},
    };
    expect_texts(*state,
                 "- def $f($p=$d):\n+ def $f($p=None):\n+     if $p is None:\n+         "
                 "$p = $d\n      $*body",
                 k_cases, PH_COUNT_OF(k_cases));
}

static void a_chain_of_one_sign_is_taken_whole(void **state)
{
    static const Case k_cases[] = {
        {"s = s + a\n", "s += a\n"},
        {"s = s + a + b * c + d\n", "s += a + b * c + d\n"},
        {"s = s + (a + b)\n", "s += a + b\n"},
        {"s = s - a\n", "no match"},
        {"s = s - a + b\n", "no match"},
        {"s = a + s\n", "no match"},
        {"s = t + a\n", "no match"},
    };
    expect_texts(*state, "- $s = $s + $*e\n+ $s += $*e", k_cases, PH_COUNT_OF(k_cases));
}

static void a_suite_goes_into_a_statement_of_another_kind(void **state)
{
    static const Case k_ends[] = {
        {"def f(c):\n    if bool(c):\n        # why\n        x = 1\n    y\n",
         "def f(c):\n    while c:\n        # why\n        x = 1\n        break\n    y\n"},
        {"if bool(c): x; y\n", "while c: x; y; break\n"},
    };
    static const Case k_clauses[] = {
        {"def f(c):\n  if bool(c):\n    x = 1\n  y\n",
         "def f(c):\n  try:\n    x = 1\n  except c:\n    pass\n  y\n"},
        {"if bool(c): x\n", "try: x\nexcept c:\n    pass\n"},
    };
    expect_texts(*state,
                 "- if bool($c):\n-     $*body\n+ while $c:\n+     $*body\n+     break",
                 k_ends, PH_COUNT_OF(k_ends));
    expect_texts(*state,
                 "- if bool($c):\n-     $*body\n+ try:\n+     $*body\n+ except $c:\n"
                 "+     pass",
                 k_clauses, PH_COUNT_OF(k_clauses));
}

static void a_suite_that_comes_out_is_indented_anew(void **state)
{
    static const Case k_cases[] = {
        {"if bool(c):\n    x\n    # why\n    y  # so\n", "x\n# why\ny  # so\n"},
        {"if a:\n    if bool(c):\n        x = '''\n   s'''\n        y\n",
         "if a:\n    x = '''\n   s'''\n    y\n"},
        {"if bool(c): x\n", "no room"},
    };
    expect_texts(*state, "- if bool($c):\n-     $*body\n+ $*body", k_cases,
                 PH_COUNT_OF(k_cases));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static void statements_below_a_header_that_comes_stay_and_are_indented(void **state)
{
    static const Case k_cases[] = {
        {"x = abs(a)  # new\n\n# why\nf(x)  # one\n\ny = (1,\n2)\nx.close()\nz\n",
         "with abs(a) as x:  # new\n    # why\n    f(x)  # one\n\n    y = (1,\n    "
         "2)\nz\n"},
        {"if b:\n\tx = abs(a)\n\ty = '''1\n2'''\n\tx.close()  # end\n",
         "if b:\n\twith abs(a) as x:\n\t\ty = '''1\n2'''\n\t# end\n"},
        {"x = abs(a)\rf(x)\rg(x)\rx.close()\r", "with abs(a) as x:\r    f(x)\r    g(x)\r"},
        {"x = abs(a); f(x); x.close()\n", "no room"},
        {"x = abs(a)\nf(x); x.close(); z\n", "no room"},
    };
    expect_texts(*state,
                 "- $v = abs($a)\n- $*block\n- $v.close()\n+ with abs($a) as $v:\n+     "
                 "$*block",
                 k_cases, PH_COUNT_OF(k_cases));
}

static void a_clause_goes_with_its_lines(void **state)
{
    static const Case k_cases[] = {
        {"try:\n    f(x)\nfinally:\n    # last\n    len(x)  # end\nz\n",
         "# last\n# end\nwith x:\n    f(x)\nz\n"},
    };
    expect_texts(*state, "- try:\n+ with $v:\n      $*block\n- finally:\n-     len($v)",
                 k_cases, PH_COUNT_OF(k_cases));
}

static void a_decorator_comes_above_a_def_that_stays(void **state)
{
    static const Case k_cases[] = {
        {"def f(a):\n    len(a)\n    return 1\n", "@abs\ndef f(a):\n    return 1\n"},
        {"class C:\n    def f(a):\n        len(a)\n        return 1\n",
         "class C:\n    @abs\n    def f(a):\n        return 1\n"},
    };
    expect_texts(*state, "+ @abs\n  def $f($p):\n-     len($p)\n      $*block", k_cases,
                 PH_COUNT_OF(k_cases));
}

static void of_empty_lines_on_both_sides_the_fewer_go(void **state)
{
    static const Case k_cases[] = {
        {"a = 1\n\nlen(x)\n\n\nb = 2\n", "a = 1\n\n\nb = 2\n"},
        {"a = 1\n\n\nlen(x)\n\nb = 2\n", "a = 1\n\n\nb = 2\n"},
        {"a = 1\nlen(x)\n\nb = 2\n", "a = 1\n\nb = 2\n"},
    };
    expect_texts(*state, "- len($x)\n  ...\n  $b = 2", k_cases, PH_COUNT_OF(k_cases));
}

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(neighbours_must_follow_one_another),
        TEST(statements_below_a_header_that_comes_stay_and_are_indented),
        TEST(a_clause_goes_with_its_lines),
        TEST(a_decorator_comes_above_a_def_that_stays),
        TEST(of_empty_lines_on_both_sides_the_fewer_go),
        TEST(a_gap_takes_what_is_between),
        TEST(statements_come_with_lines_of_their_own),
        TEST(statements_that_share_a_line_are_joined),
        TEST(statements_that_go_take_their_lines),
        TEST(moved_statements_are_indented_anew),
        TEST(a_loop_becomes_one_expression),
        TEST(what_comes_out_of_a_suite_is_written_anew),
        TEST(a_statement_comes_into_a_suite),
        TEST(a_chain_of_one_sign_is_taken_whole),
        TEST(a_suite_goes_into_a_statement_of_another_kind),
        TEST(a_suite_that_comes_out_is_indented_anew),
    };
    return cmocka_run_group_tests(k_tests, NULL, NULL);
}
