#include "template_fixture.h"

typedef struct {
    const char *patch;
    const char *python;
    const char *wanted; /* as captures_text() says it */
} Case;

static void expect_captures(Fixture *f, const Case *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        load_patch(f, cases[i].patch);
        const char *got = captures_text(f, cases[i].python);
        if (strcmp(got, cases[i].wanted) != 0) {
            print_error("got \"%s\", wanted \"%s\" for %s on:\n%s\n", got, cases[i].wanted,
                        cases[i].patch, cases[i].python);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void a_pattern_matches_its_own_shape_only(void **state)
{
    static const Case k_cases[] = {
        {"  $x in [1]", "a in [1]", "x=a"},
        {"  $x in [1]", "a in [2]", "no match"},
        {"  $x in [1]", "a in (1,)", "no match"},
        {"  $x in [1]", "a == [1]", "no match"},
        {"  $x not in [1]", "a not in [1]", "x=a"},
        {"  $x in [1]", "a in [1] in b", "no match"},
        {"  $x in [1]", "a in [1, 2]", "no match"},
        {"  $x + 1", "f(a * b + 1)", "x=a * b"},
        {"  $x + 1", "a - 1", "no match"},
        {"  len($x) == 0", "if len(a[0]) == 0: pass", "x=a[0]"},
        {"  $x.append($y)", "a.b.append(c)", "x=a.b y=c"},
        {"  $x.append($y)", "a.b.extend(c)", "no match"},
        {"  len(len($x))", "len(len(len(a)))", "x=len(a)"},
        {"  print(end=$x)", "print(end=1)", "x=1"},
        {"  print(end=$x)", "print(sep=1)", "no match"},
        {"  $x = $y", "a = b = c", "x=a y=b = c"},
        {"  return $x", "def f(): return 1", "x=1"},
        {"  return $x", "def f(): return", "no match"},
        {"  $x in 'ab'", "a in 'ab'", "x=a"},
        {"  $x in 'ab'", "a in 'abc'", "no match"},
        {"  $x in 'a\\n'", "a in 'b\\n'", "no match"},
        {"  f'{$x}'", "f'{a}'", "no match"},
        {"  $_ + $x", "a + b", "x=b"},
        {"  $_ + $_", "a + b", "match"},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void layout_does_not_matter(void **state)
{
    static const Case k_cases[] = {
        {"  $x in [$y, $z]", "a in [  # why\n  1, # one\n  2,\n]", "x=a y=1 z=2"},
        {"  $x in [$y, $z]", "a \\\n in [1, \\\n 2]", "x=a y=1 z=2"},
        {"  $x in [$y, $z,]", "a in [1, 2]", "x=a y=1 z=2"},
        {"  $x in [$y]", "(a) in ([1])", "x=(a) y=1"},
        {"  $x in [$y]", "a in ((  # why\n [1]))", "x=a y=1"},
        {"  $x in ([$y])", "a in [1]", "no match"},
        {"  $x in ([$y])", "a in ([1])", "x=a y=1"},
        {"  len($x)", "(len)(a)", "x=a"},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_list_takes_as_few_siblings_as_let_the_rest_match(void **state)
{
    static const Case k_cases[] = {
        {"  [$*A]", "[]", "A="},
        {"  [$*A]", "[1, 2]", "A=1, 2"},
        {"  [$*A]", "[1, # one\n 2,]", "A=1, # one\n 2"},
        {"  [$x, $*A]", "[1]", "x=1 A="},
        {"  [$x, $*A]", "[]", "no match"},
        {"  [$*A, $x]", "[1, 2, 3]", "A=1, 2 x=3"},
        {"  [$*A, 0, $*B]", "[1, 0, 0, 2]", "A=1 B=0, 2"},
        {"  [$*A, 0, $*B]", "[0]", "A= B="},
        {"  [$*A, 0, $*B]", "[1, 2]", "no match"},
        {"  [$*A, 0, $*B, 1, $*C]", "[1, 0, 2, 1, 3]", "A=1 B=2 C=3"},
        {"  [$*A, 0, $*B, 1, $*C]", "[1, 1, 0]", "no match"},
        {"  [$*A, $*B]", "[1, 2]", "A= B=1, 2"},
        {"  [$*_, 0, $*_]", "[1, 0]", "match"},
        {"  print($*A, end='')", "print(1, 2, end='')", "A=1, 2"},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_name_that_stands_twice_means_equal_code(void **state)
{
    static const Case k_cases[] = {
        {"  $x + $x", "a + a", "x=a"},
        {"  $x + $x", "a + b", "no match"},
        {"  $x + $x", "f(a, b) + f( a,\n b)", "x=f(a, b)"},
        {"  $x + $x", "(a) + a", "no match"},
        {"  $x + $x", "'a' + 'b'", "no match"},
        {"  $x + $x", "'a\\n' + 'b\\n'", "no match"},
        {"  $x + $x", "f'a{c}' + f'b{c}'", "no match"},
        {"  $x + $x", "'a\\n' + 'a\\n'", "x='a\\n'"},
        {"  $x + $x", "-a + a", "no match"},
        {"  $x + $x", "a.b + a", "no match"},
        {"  ($x, $x)", "(1, 2), (3, 3)", "x=3"},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_variable_of_a_comprehension_is_no_other_of_its_name(void **state)
{
    static const char k_twice[] = "  [$_ for $a in $b for $c in $b]";
    static const Case k_cases[] = {
        {k_twice, "[e for x in x for y in x]", "no match"},
        {k_twice, "[e for x in z for y in z]", "a=x b=z c=y"},
        {k_twice, "[e for x in z[x] for y in z[x]]", "no match"},
        {k_twice, "[e for x in f'{x}' for y in f'{x}']", "no match"},
        {k_twice, "[e for x in [i for i in z] for y in [i for i in z]]",
         "a=x b=[i for i in z] c=y"},
        {k_twice, "lambda z: [e for x in z for y in z]", "a=x b=z c=y"},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void what_an_abandoned_attempt_bound_is_forgotten(void **state)
{
    static const Case k_cases[] = {
        {"  [$*A, ($x, 0)]", "[(1, 2), (3, 0)]", "A=(1, 2) x=3"},
        {"  [$*A, ($x, $x)]", "[(1, 2), (3, 3)]", "A=(1, 2) x=3"},
        {"  [$*A, ($x, 0), $y]", "[(1, 2), (3, 0), 4]", "A=(1, 2) x=3 y=4"},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_plain_name_means_the_builtin(void **state)
{
    static const Case k_cases[] = {
        {"  len($x)", "len(a)", "x=a"},
        {"  len($x)", "def f(len): len(a)", "no match"},
        {"  len($x)", "from m import *\nlen(a)", "no match"},
        {"  len($x)", "import len\nlen(a)", "no match"},
        {"  len($x)", "def f():\n    global len\n    len = 1\nlen(a)", "no match"},
        {"  $x.len()", "len = 1\na.len()", "x=a"},
        {"  print(len=$x)", "len = 1\nprint(len=a)", "x=a"},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_name_of_a_module_is_matched_by_what_it_means(void **state)
{
    static const Case k_cases[] = {
        {"  m.f($x)", "import m\nm.f(a)", "x=a"},
        {"  m.f($x)", "import m as n\nn.f(a)", "x=a"},
        {"  m.f($x)", "from m import f\nf(a)", "x=a"},
        {"  m.f($x)", "from m import f as g\n(g)(a)", "x=a"},
        {"  m.f($x)", "m.f(a)", "no match"},
        {"  m.f($x)", "f(a)", "no match"},
        {"  m.f($x)", "import m\nm.g(a)", "no match"},
        {"  m.f($x)", "import m\nm = 1\nm.f(a)", "no match"},
        {"  m.f($x)", "import m\nm.f[0](a)", "no match"},
        {"  m.a.f($x)", "from m import a\na.f(b)", "x=b"},
        {"  $x + m.f", "from m import f\nb + f", "x=b"},
        {"  m.f", "from m import f\nx = f", "match"},
        {"  $q: t.L[$T] = []", "import t\nx: t.L[int] = []", "q=x T=int"},
        {"  $q: t.L[$T] = []", "from t import L\nx: L[int] = []", "q=x T=int"},
        {"  $q: t.L[$T] = []", "from t import L\nx: L['int'] = []", "q=x T='int'"},
        {"  $q: t.L[$T] = []", "x: L[int] = []", "no match"},
        {"  $q: t.L[$T] = []", "from t import L\nx: L[int, str] = []", "no match"},
        {"  $q: t.D[$K, $*V] = {}", "from t import D\nx: D[int, str] = {}",
         "q=x K=int V=str"},
        {"  $q: t.D[$K, t.L[$V]] = {}", "from t import D, L\nx: D[int, L[str]] = {}",
         "q=x K=int V=str"},
        {"  $q: t.D[$K, t.L[$V]] = {}", "import t\nx: t.D[int, t.L[str]] = {}",
         "q=x K=int V=str"},
        {"  $q: t.L = []", "from t import L\nx: L = []", "q=x"},
        {"  t.L[$T]", "from t import L\nx: L[int] = []", "T=int"},
        {"  t.L[$T]", "from t import L\nx = L[int]", "T=int"},
        {"  @m.f\n  def $g(): ...", "from m import f\n@f\ndef h(): return 1", "g=h"},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_match_knows_the_places_of_its_tokens(void **state)
{
    Fixture *f = *state;
    PhMatch match = {0};
    load_patch(f, "  $x in [$*E]");
    read_python(f, "(a) not in b, ((a) in ( [1, 2] ))");
    assert_true(find(f, &match));
    assert(match.patch != NULL);
    const PhPattern *pattern = &match.patch->minus;
    static const char *const k_texts[] = {"(a)", "in", "[", "1, 2", "]"};
    assert_int_equal(pattern->token_count, PH_COUNT_OF(k_texts));
    for (uint32_t i = 0; i < pattern->token_count; i++) {
        PhSpan span = match.token_spans[i];
        PhBytes text = ph_bytes_slice(f->file.tree.text, span.start, span.end);
        assert_true(span.start >= 13);
        assert_string_equal(ph_arena_string(f->arena, text), k_texts[i]);
    }
    assert_int_equal(match.captures[1].count, 2);
    assert_true(match.captures[1].is_list);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(a_pattern_matches_its_own_shape_only),
        TEST(layout_does_not_matter),
        TEST(a_list_takes_as_few_siblings_as_let_the_rest_match),
        TEST(a_name_that_stands_twice_means_equal_code),
        TEST(what_an_abandoned_attempt_bound_is_forgotten),
        TEST(a_variable_of_a_comprehension_is_no_other_of_its_name),
        TEST(a_plain_name_means_the_builtin),
        TEST(a_name_of_a_module_is_matched_by_what_it_means),
        TEST(a_match_knows_the_places_of_its_tokens),
    };
    return cmocka_run_group_tests_name("match", k_tests, NULL, NULL);
}
