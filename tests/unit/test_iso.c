#include "template_fixture.h"

#define SAYS "message \"m\"\n"

typedef struct {
    const char *program;
    const char *python;
    const char *wanted; /* as captures_text() says it */
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

static void an_empty_display_is_a_call_of_its_class(void **state)
{
    static const Case k_cases[] = {
        {"match\n  $x = []\n" SAYS, "a = list()", "x=a"},
        {"match\n  $x = list()\n" SAYS, "a = []", "x=a"},
        {"match\n  $x = {}\n" SAYS, "a = dict()", "x=a"},
        {"match\n  $x = ''\n" SAYS, "a = str()", "x=a"},
        {"match\n  $x = str()\n" SAYS, "a = ''", "x=a"},
        {"match\n  $x = ()\n" SAYS, "a = tuple()", "x=a"},
        {"match\n  $x = []\n" SAYS, "list = 1\na = list()", "no match"},
        {"match\n  $x = []\n" SAYS, "a = list(b)", "no match"},
        {"match\n  $x = [[], []]\n" SAYS, "a = [list(), []]", "x=a"},
        {"match\n  $x = [[], []]\n" SAYS, "a = [list(), list()]", "x=a"},
        {"match\n  $x = [$*e]\n" SAYS, "a = list()", "no match"},
        {"match\n  print([])\n" SAYS, "print(list())", "match"},
        {"match\n  $x = $y in[]\n" SAYS, "a = b in list()", "x=a y=b"},
        {"match\n  $x = []\ndisable iso empty-list\n" SAYS, "a = list()", "no match"},
        {"match\n  $x = []\ndisable iso empty-str, empty-dict\n" SAYS, "a = list()", "x=a"},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void each_form_has_small_edits_of_its_own(void **state)
{
    static const Case k_cases[] = {
        {"match\n- $x = []\n+ $x = set()\n" SAYS, "a = list( )  # why\n",
         "a = set( )  # why\n"},
        {"match\n- $x in [$*e]\n+ $x in {$*e}\n" SAYS, "a  not  in [1, # one\n 2]",
         "a  not  in {1, # one\n 2}"},
        {"match\n- print([], $x)\n+ print($x)\n" SAYS, "print(list(), 1)", "print(1)"},
    };
    expect_texts(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_test_is_patched_in_its_negated_form_too(void **state)
{
    static const Case k_cases[] = {
        {"match\n  $x in [1]\n" SAYS, "a not in [1]", "x=a"},
        {"match\n  $x not in [1]\n" SAYS, "a in [1]", "x=a"},
        {"match\n  $x is None\n" SAYS, "a is not None", "x=a"},
        {"match\n  $x in [1]\ndisable iso not-in\n" SAYS, "a not in [1]", "no match"},
        {"match\n- $x in [1]\n+ bool($x)\n" SAYS, "a not in [1]", "no match"},
        {"match\n- $x in [1]\n+ $x == 1\n" SAYS, "a not in [1]", "no match"},
        {"match\n  $x in [1] in $y\n" SAYS, "a not in [1] not in b", "no match"},
        {"match\n  bool($x in [1])\n" SAYS, "bool(a not in [1])", "no match"},
        {"match\n  $x == None\n" SAYS, "a is None", "no match"},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
}

/* The page has said itself what the other form means. */
static void what_the_page_writes_itself_counts_first(void **state)
{
    Fixture *f = *state;
    load_good(
        f, "match\n- $x in [1]\n+ $x in {1}\n|\n- $x not in [1]\n+ $x not in (1,)\n" SAYS);
    assert_int_equal(f->rules.items[0].alternatives.count, 2);
    PhRewrite rewrite;
    assert_string_equal(rewritten(f, "a not in [1]", &rewrite), "a not in (1,)");
}

static void an_augmented_assignment_is_a_long_one_where_the_rule_says_so(void **state)
{
    static const Case k_cases[] = {
        {"match\n  $x += $e\nmeta $x: name\niso aug\n" SAYS, "a = a + 1", "x=a e=1"},
        {"match\n  $x += $e\nmeta $x: name\niso aug\n" SAYS, "a = a - 1", "no match"},
        {"match\n  $x += $e\nmeta $x: name\niso aug\n" SAYS, "a = b + 1", "no match"},
        {"match\n  $x += $e\nmeta $x: name\niso aug\n" SAYS, "a = a + b + c", "no match"},
        {"match\n  $x += $e\nmeta $x: name\niso aug\n" SAYS, "a.b = a.b + 1", "no match"},
        {"match\n  $x = $x * $e\nmeta $x: name\niso aug\n" SAYS, "a *= b + c",
         "x=a e=b + c"},
        {"match\n  $x += $e\nmeta $x: name\n" SAYS, "a = a + 1", "no match"},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
}

/* On a line that changes the value the annotation could become wrong. */
static void an_annotation_may_stand_on_a_line_that_stays(void **state)
{
    static const Case k_cases[] = {
        {"match\n  $x = []\n" SAYS, "a: list[int] = []", "x=a"},
        {"match\n  $x = []\n" SAYS, "a: list[int] = list()", "x=a"},
        {"match\n  $x = []\n" SAYS, "a: list[int]", "no match"},
        {"match\n  $x = []\ndisable iso annotated\n" SAYS, "a: list[int] = []", "no match"},
        {"match\n- $x = []\n+ $x = set()\n" SAYS, "a: list[int] = []", "no match"},
    };
    static const Case k_texts[] = {
        {"match\n- $x = []\n+ $x = set()\niso annotated\n" SAYS, "a: int = []",
         "a: int = set()"},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
    expect_texts(*state, k_texts, PH_COUNT_OF(k_texts));
}

static void keywords_come_in_any_order(void **state)
{
    static const Case k_cases[] = {
        {"match\n  sorted($x, key=$k, reverse=True)\n" SAYS,
         "sorted(a, reverse=True, key=f)", "x=a k=f"},
        {"match\n  sorted($x, key=$k, reverse=$r)\n" SAYS, "sorted(a, reverse=b, key=f)",
         "x=a k=f r=b"},
        {"match\n- sorted($x, key=$k, reverse=$r)\n+ list($x)\n" SAYS,
         "sorted(a, reverse=b, key=f)", "no match"},
        {"match\n  sorted($x, key=$k, reverse=True)\ndisable iso kwargs\n" SAYS,
         "sorted(a, reverse=True, key=f)", "no match"},
        {"match\n  sorted($x, key=$k)\n" SAYS, "sorted(a, reverse=True, key=f)",
         "no match"},
        {"match\n  enumerate($x, 1)\n" SAYS, "enumerate(a, start=1)", "x=a"},
        {"match\n  enumerate($x, start=1)\n" SAYS, "enumerate(a, 1)", "x=a"},
        {"match\n  int($x, $b)\n" SAYS, "int(a, base=2)", "x=a b=2"},
        {"match\n  int($x)\n" SAYS, "int(x=a)", "no match"},
        {"match\n  open($x, $m, encoding=$e)\n" SAYS, "open(a, mode='r', encoding='u')",
         "no match"},
        {"match\n  open($x, $m)\n" SAYS, "open(a, mode='r')", "x=a m='r'"},
        {"match\n  enumerate($x, 1)\ndisable iso argument-names\n" SAYS,
         "enumerate(a, start=1)", "no match"},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_choice_may_be_the_other_way_round(void **state)
{
    static const Case k_cases[] = {
        {"match\n  if not $c:\n      print($a)\n  else:\n      print($b, 1)\n" SAYS,
         "if x:\n    print(3, 1)\nelse:\n    print(2)\n", "c=x a=2 b=3"},
        {"match\n  if $c:\n      print($a)\n  else:\n      print($b, 1)\n" SAYS,
         "if not x:\n    print(3, 1)\nelse:\n    print(2)\n", "c=x a=2 b=3"},
        {"match\n  if $c:\n      print($a)\n  else:\n      print($b, 1)\n" SAYS,
         "if x:\n    print(3, 1)\nelse:\n    print(2)\n", "no match"},
        {"match\n  if not $c:\n      print($a)\n  else:\n      print($b, 1)\n"
         "disable iso if-not\n" SAYS,
         "if x:\n    print(3, 1)\nelse:\n    print(2)\n", "no match"},
    };
    static const Case k_texts[] = {
        {"match\n  if not $c:\n-     print($a)\n+     print(0)\n  else:\n      "
         "len($b)\n" SAYS,
         "if x:\n    len(y)\nelse:\n    print(2)\n",
         "if x:\n    len(y)\nelse:\n    print(0)\n"},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
    expect_texts(*state, k_texts, PH_COUNT_OF(k_texts));
}

static void a_loop_may_test_in_its_body(void **state)
{
    static const Case k_cases[] = {
        {"match\n  while $c:\n      print($a)\n" SAYS,
         "while True:\n    if not x:\n        break\n    print(1)\n", "c=x a=1"},
        {"match\n  while not $c:\n      print($a)\n" SAYS,
         "while True:\n    if x:\n        break\n    print(1)\n", "c=x a=1"},
        {"match\n  while True:\n      if not $c:\n          break\n      print($a)\n" SAYS,
         "while x:\n    print(1)\n", "c=x a=1"},
        {"match\n  while $c:\n      print($a)\n" SAYS,
         "while True:\n    if not x:\n        break\n    print(1)\nelse:\n    pass\n",
         "no match"},
        {"match\n  while $c:\n      print($a)\n" SAYS,
         "while True:\n    if not x:\n        break\n    else:\n        pass\n    "
         "print(1)\n",
         "no match"},
        {"match\n  while $c:\n      print($a)\ndisable iso while-true\n" SAYS,
         "while True:\n    if not x:\n        break\n    print(1)\n", "no match"},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_condition_around_the_end_of_a_loop_may_be_a_guard(void **state)
{
    static const Case k_cases[] = {
        {"match\n  for $t in $xs:\n      if $c:\n          print($e)\n" SAYS,
         "for a in b:\n    if not x:\n        continue\n    print(1)\n",
         "t=a xs=b c=x e=1"},
        {"match\n  for $t in $xs:\n      if not $c:\n          print($e)\n" SAYS,
         "for a in b:\n    if x:\n        continue\n    print(1)\n", "t=a xs=b c=x e=1"},
        {"match\n  for $t in $xs:\n      if $c:\n          print($e)\n      "
         "print(2)\n" SAYS,
         "for a in b:\n    if not x:\n        continue\n    print(1)\n    print(2)\n",
         "no match"},
        {"match\n  for $t in $xs:\n      if $c:\n          print($e)\ndisable iso "
         "guard\n" SAYS,
         "for a in b:\n    if not x:\n        continue\n    print(1)\n", "no match"},
    };
    static const Case k_texts[] = {
        {"match\n  for $t in $xs:\n      if $c:\n-         print($e)\n"
         "+         print($e, 2)\n" SAYS,
         "for a in b:\n    if not x:\n        continue\n    print(1)\n",
         "for a in b:\n    if not x:\n        continue\n    print(1, 2)\n"},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
    expect_texts(*state, k_texts, PH_COUNT_OF(k_texts));
}

static void strings_are_equal_by_their_value(void **state)
{
    static const Case k_cases[] = {
        {"match\n  $x in 'ab'\n" SAYS, "a in \"ab\"", "x=a"},
        {"match\n  $x in 'ab'\n" SAYS, "a in u'ab'", "x=a"},
        {"match\n  $x in 'ab'\n" SAYS, "a in r'''ab'''", "x=a"},
        {"match\n  $x in 'ab'\n" SAYS, "a in ('a'  # why\n 'b')", "x=a"},
        {"match\n  $x in b'ab'\n" SAYS, "a in B\"ab\"", "x=a"},
        {"match\n  $x in 'ab'\n" SAYS, "a in b'ab'", "no match"},
        {"match\n  $x in 'ab'\n" SAYS, "a in f'ab'", "no match"},
        {"match\n  $x in 'ab'\n" SAYS, "a in ('a' f'b')", "no match"},
        {"match\n  $x in 'a\\\\n'\n" SAYS, "a in r'a\\n'", "no match"},
        {"match\n  $x in 'a'\n" SAYS, "a in '\\x61'", "no match"},
        {"match\n  $x in ''\n" SAYS, "a in \"\"\"\"\"\"", "x=a"},
        {"match\n  $x in ''\n" SAYS, "a in ('' '')", "x=a"},
        {"match\n  $x in 'ab'\ndisable iso str-quotes\n" SAYS, "a in \"ab\"", "no match"},
        {"match\n  $x in 'ab'\ndisable iso str-quotes\n" SAYS, "a in 'ab'", "x=a"},
        {"match\n  $x + 16\n" SAYS, "a + 0x10", "no match"},
        {"match\n  $x + 1.0\n" SAYS, "a + 1.", "no match"},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void parentheses_and_last_commas_can_be_made_to_matter(void **state)
{
    static const Case k_cases[] = {
        {"match\n  $x in [1]\n" SAYS, "a in ([1])", "x=a"},
        {"match\n  $x in [1]\ndisable iso parens\n" SAYS, "a in ([1])", "no match"},
        {"match\n  $x in [1]\n" SAYS, "a in [1,]", "x=a"},
        {"match\n  $x in [1]\ndisable iso trailing-comma\n" SAYS, "a in [1,]", "no match"},
        {"match\n  $x in [1]\ndisable iso trailing-comma\n" SAYS, "a in [1 ]", "x=a"},
        {"match\n  $x[0]\n" SAYS, "a[0,]", "no match"},
        {"match\n  $x[0,]\n" SAYS, "a[0]", "no match"},
        {"match\n  $x[0,]\n" SAYS, "a[0,]", "x=a"},
        {"match\n  $x[0, 1]\n" SAYS, "a[0, 1,]", "x=a"},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_header_may_have_more_details_than_the_pattern(void **state)
{
    static const Case k_cases[] = {
        {"match\n  def $f($p=$d):\n      $b()\n" SAYS, "def g(a=1):\n    h()\n",
         "f=g p=a d=1 b=h"},
        {"match\n  def $f($p=$d):\n      $b()\n" SAYS,
         "async def g[T](a: int = 1) -> str:\n    h()\n", "f=g p=a d=1 b=h"},
        {"match\n  def $f($p=$d):\n      $b()\ndisable iso def-details\n" SAYS,
         "async def g(a=1):\n    h()\n", "no match"},
        {"match\n  def $f($p=$d):\n      $b()\ndisable iso def-details\n" SAYS,
         "def g(a: int = 1):\n    h()\n", "no match"},
        {"match\n  def $f($p=$d) -> $r:\n      $b()\n" SAYS, "def g(a=1):\n    h()\n",
         "no match"},
        {"match\n- def $f($p=$d):\n+ def $f($p=$d) -> int:\n      $b()\n" SAYS,
         "def g(a=1) -> str:\n    h()\n", "no match"},
        {"match\n  for $t in $x:\n      $b()\n" SAYS,
         "async def g():\n    async for a in c:\n        h()\n", "no match"},
        {"match\n  for $t in $x:\n      $b()\niso async-headers\n" SAYS,
         "async def g():\n    async for a in c:\n        h()\n", "t=a x=c b=h"},
        {"match\n- for $t in $x:\n-     $b()\n+ $b($t, $x)\niso async-headers\n" SAYS,
         "async def g():\n    async for a in c:\n        h()\n", "no match"},
        {"match\n  with $t:\n      $b()\niso async-headers\n" SAYS,
         "async def g():\n    async with a:\n        h()\n", "t=a b=h"},
        {"match\n  class $c($d):\n      $b()\n" SAYS, "class A[T](B):\n    h()\n",
         "c=A d=B b=h"},
    };
    static const Case k_texts[] = {
        {"match\n- def $f($p=$d):\n+ def $f($p=None):\n      $b()\n" SAYS,
         "async def g(a: int = 1) -> str:\n    h()\n",
         "async def g(a: int = None) -> str:\n    h()\n"},
    };
    expect_captures(*state, k_cases, PH_COUNT_OF(k_cases));
    expect_texts(*state, k_texts, PH_COUNT_OF(k_texts));
}

static void an_unknown_or_useless_name_is_told(void **state)
{
    static const Mistake k_cases[] = {
        {"match\n  $x = []\ndisable iso empty-lst\n" SAYS, 12,
         "unknown isomorphism 'empty-lst', did you mean 'empty-list'?"},
        {"match\n  $x = []\niso augs\n" SAYS, 12,
         "unknown isomorphism 'augs', did you mean 'aug'?"},
        {"match\n  $x = []\ndisable iso\n" SAYS, 12, "expected 'disable iso NAME'"},
        {"match\n  $x = []\ndisable empty-list\n" SAYS, 12, "expected 'disable iso NAME'"},
        {"match\n  $x = []\niso not-in\ndisable iso not-in\n" SAYS, 13,
         "iso 'not-in' is both named and disabled"},
        {"match\n  $x += $e\niso aug\n" SAYS, 12,
         "iso 'aug' fits no patch of this rule (x += e is x = x + e, if x is a name and no "
         "list)"},
    };
    expect_mistakes(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void arms_have_forms_too(void **state)
{
    Fixture *f = *state;
    load_good(
        f,
        "match\n  $x = []\nuses $x:\n  $y in $x\n! print($x, []) #@ advise \"a\"\n" SAYS);
    const PhArmVec *arms = &f->rules.items[0].uses.items[0].arms;
    assert_int_equal(arms->count, 4);
    assert_false(arms->items[1].is_bad);
    assert_true(arms->items[1].alternative.is_derived);
    assert_true(arms->items[3].is_bad);
    for (size_t i = 0; i < arms->count; i++) {
        assert_ptr_equal(arms->items[i].alternative.patch->alternative,
                         &arms->items[i].alternative);
    }
}

static void the_number_of_forms_is_bounded(void **state)
{
    Fixture *f = *state;
    load_good(f, "match\n  print([], [], [], [], [], [], [], [], [], [])\n" SAYS);
    assert_int_equal(f->rules.items[0].alternatives.count, 32);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(an_empty_display_is_a_call_of_its_class),
        TEST(each_form_has_small_edits_of_its_own),
        TEST(a_test_is_patched_in_its_negated_form_too),
        TEST(what_the_page_writes_itself_counts_first),
        TEST(an_augmented_assignment_is_a_long_one_where_the_rule_says_so),
        TEST(an_annotation_may_stand_on_a_line_that_stays),
        TEST(keywords_come_in_any_order),
        TEST(a_choice_may_be_the_other_way_round),
        TEST(a_loop_may_test_in_its_body),
        TEST(a_condition_around_the_end_of_a_loop_may_be_a_guard),
        TEST(strings_are_equal_by_their_value),
        TEST(parentheses_and_last_commas_can_be_made_to_matter),
        TEST(a_header_may_have_more_details_than_the_pattern),
        TEST(an_unknown_or_useless_name_is_told),
        TEST(arms_have_forms_too),
        TEST(the_number_of_forms_is_bounded),
    };
    return cmocka_run_group_tests_name("iso", k_tests, NULL, NULL);
}
