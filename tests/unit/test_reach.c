#include "names/builtin.h"
#include "template/reach.h"
#include "template_fixture.h"

#define SAYS "message \"m\"\n"

static PhStatus check(Fixture *f)
{
    PhPatternContext context = {.arena = f->arena,
                                .grammar = f->grammar,
                                .diags = &f->diags,
                                .path = PH_BYTES("demo.md"),
                                .rule = &f->rules.items[0]};
    return ph_rule_check_reach(&context, context.rule);
}

static void expect_refusals(Fixture *f, const Mistake *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        load_good(f, cases[i].program);
        if (check(f) != PH_ERR_USAGE || f->diags.records.count != 1 ||
            !has_record(&f->diags, cases[i].line, cases[i].message)) {
            print_error("no '%s' at line %u for:\n%s", cases[i].message,
                        (unsigned)cases[i].line, cases[i].program);
            print_records(&f->diags);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void expect_reached(Fixture *f, const char *const *programs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        load_good(f, programs[i]);
        if (check(f) != PH_OK) {
            print_records(&f->diags);
            fail_msg("refused:\n%s", programs[i]);
        }
    }
}

static void a_name_that_is_no_builtin_is_told(void **state)
{
    static const Mistake k_cases[] = {
        {"match\n  sortd($x)\n" SAYS, 11,
         "'sortd' is no builtin, did you mean 'sorted'?: a bare name means the builtin"},
        {"match\n  $x = []\nuses $x:\n  len($x)\n  lenn($x, $y)\n" SAYS, 14,
         "'lenn' is no builtin, did you mean 'len'?: a bare name means the builtin"},
    };
    static const char *const k_good[] = {
        "match\n  sorted($x, key=str.lower)\n" SAYS,
        "match\n  $x.sortd($y)\n" SAYS,
        "match\n  print(lenn=$x)\n" SAYS,
        "match\n  __name__ == $x\n" SAYS,
        "match\n- $x = []\n+ $x = collections.deque()\n" SAYS,
        "match\n  raise ExceptionGroup($*x)\n" SAYS,
    };
    expect_refusals(*state, k_cases, PH_COUNT_OF(k_cases));
    expect_reached(*state, k_good, PH_COUNT_OF(k_good));
}

static void code_that_python_refuses_is_told(void **state)
{
    static const Mistake k_cases[] = {
        {"match\n  dict(a=$x, a=$y)\n" SAYS, 10,
         "Python refuses the code before this patch: keyword argument repeated: 'a'"},
        {"match\n  def $f($a=1, $b):\n      pass\n" SAYS, 10,
         "Python refuses the code before this patch: non-default argument follows default "
         "argument"},
        {"match\n  $x = []\nuses $x:\n  len($x)\n  del $x()\n" SAYS, 14,
         "Python refuses the code before this patch: cannot delete function call"},
        {"match\n- dict(a=$x)\n+ dict(a=$x, a=1)\n" SAYS, 10,
         "Python refuses the code after this patch: keyword argument repeated: 'a'"},
    };
    static const char *const k_good[] = {
        "match\n  return $x\n" SAYS,          "match\n  yield $x\n" SAYS,
        "match\n  await $x\n" SAYS,           "match\n  break\n" SAYS,
        "match\n  yield from $x\n" SAYS,      "match\n  continue\n" SAYS,
        "match\n  dict(a=$x, $*y)\n" SAYS,    "match\n  from $x import *\n" SAYS,
        "match\n  async with $x: ...\n" SAYS,
    };
    expect_refusals(*state, k_cases, PH_COUNT_OF(k_cases));
    expect_reached(*state, k_good, PH_COUNT_OF(k_good));
}

static void a_pattern_that_says_nothing_is_told(void **state)
{
    static const Mistake k_cases[] = {
        {"match\n  $x\n" SAYS, 10, "this pattern is nothing but a metavariable"},
        {"match\n  len($x)\n|\n  $*z\n" SAYS, 13,
         "this pattern is nothing but a metavariable"},
    };
    expect_refusals(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_kind_that_cannot_stand_there_is_told(void **state)
{
    static const Mistake k_cases[] = {
        {"match\n  $x = []\nmeta $x: number\n" SAYS, 12,
         "'x' is assigned to or deleted: nothing of this kind can be"},
        {"match\n  del $x\nmeta $x: call\n" SAYS, 12,
         "'x' is assigned to or deleted: nothing of this kind can be"},
        {"match\n  for $x in $y: ...\nmeta $x: string\n" SAYS, 12,
         "'x' is assigned to or deleted: nothing of this kind can be"},
        {"match\n  $x = []\nmeta $x: attribute\nuses $x:\n  len($x)\n" SAYS, 12,
         "'x' has uses, so it must be a name"},
    };
    static const char *const k_good[] = {
        "match\n  $x = $y\nmeta $x: attribute\nmeta $y: number\n" SAYS,
        "match\n  $x = []\nmeta $x: name\nuses $x:\n  len($x)\n" SAYS,
        "match\n  $x[$i] = []\nmeta $i: number\n" SAYS,
        "match\n  $x in {1}\nmeta $x: number\n" SAYS,
    };
    expect_refusals(*state, k_cases, PH_COUNT_OF(k_cases));
    expect_reached(*state, k_good, PH_COUNT_OF(k_good));
}

static void an_arm_that_holds_no_reference_is_told(void **state)
{
    static const Mistake k_cases[] = {
        {"match\n  $x = []\nuses $x:\n  $y.$x\n" SAYS, 13,
         "'x' is no reference where it stands in this arm"},
        {"match\n  $x = []\nuses $x:\n  print($x=1)\n" SAYS, 13,
         "'x' is no reference where it stands in this arm"},
        {"match\n  print($*x)\nuses $x:\n  len($*x)\n" SAYS, 12,
         "uses are of one variable, which 'x' is not"},
    };
    expect_refusals(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void what_is_never_reached_is_told(void **state)
{
    static const Mistake k_cases[] = {
        {"match\n- len($x)\n+ 1\n|\n- len( $x )\n+ 2\n" SAYS, 14,
         "never reached: the alternative of line 10 matches the same"},
        {"match\n  $x = []\nuses $x:\n  len($x)\n! len($x) #@ advise \"a\"\n" SAYS, 14,
         "never reached: the arm of line 13 matches the same"},
    };
    static const char *const k_good[] = {
        "match\n- len($x) #@ where constant($x)\n+ 1\n|\n- len($x)\n+ 2\n" SAYS,
        "match\n  $x in []\n|\n  $x not in []\n" SAYS,
        "match\n  $x = []\n|\n  $x = list()\n" SAYS,
    };
    expect_refusals(*state, k_cases, PH_COUNT_OF(k_cases));
    expect_reached(*state, k_good, PH_COUNT_OF(k_good));
}

static void a_condition_that_is_never_met_is_told(void **state)
{
    static const Mistake k_cases[] = {
        {"match\n  len($x)\nwhere count($x) > 1\n" SAYS, 12,
         "this condition is never met: the count cannot be so"},
        {"match\n  len($*x)\nwhere count($x) < 0\n" SAYS, 12,
         "this condition is never met: the count cannot be so"},
        {"match\n  len($x) #@ where all constant($x) and count($x) != 1\n" SAYS, 11,
         "this condition is never met: the count cannot be so"},
        {"match\n  len($x)\nwhere 2 <= 1\n" SAYS, 12,
         "this condition is never met: the count cannot be so"},
        {"match\n  sorted($x, key=$?k)\nwhere count($k) >= 2\n" SAYS, 12,
         "this condition is never met: the count cannot be so"},
        {"require python >= 3.99\nmatch\n  len($x)\n" SAYS, 10,
         "no Python 3.99 is known: the newest is 3.15"},
    };
    static const char *const k_good[] = {
        "match\n  len($x)\nwhere count($x) == 1\n" SAYS,
        "match\n  len($*x)\nwhere count($x) > 3\n" SAYS,
        "match\n  sorted($x, key=$?k)\nwhere count($k) == 0\n" SAYS,
        "match\n  len($x)\nwhere constant($x) or count($x) > 1\n" SAYS,
        "require python >= 3.14\nmatch\n  len($x)\n" SAYS,
    };
    expect_refusals(*state, k_cases, PH_COUNT_OF(k_cases));
    expect_reached(*state, k_good, PH_COUNT_OF(k_good));
}

static void the_pages_of_the_program_can_match(void **state)
{
    Fixture *f = *state;
    PhTransformSet *set;
    assert_int_equal(ph_transforms_load(f->arena, f->grammar, NULL, 0, &f->diags, &set),
                     PH_OK);
    assert_true(set->transforms.count > 0);
    for (size_t i = 0; i < set->transforms.count; i++) {
        assert_int_equal(ph_transform_compile(set, i, &f->diags), PH_OK);
        f->rules = set->transforms.items[i].rules;
        for (; f->rules.count > 0; f->rules.items++, f->rules.count--) {
            assert_int_equal(check(f), PH_OK);
        }
    }
}

static void builtins_are_sorted_and_known(void **state)
{
    size_t count;
    const char *const *names = ph_builtin_names(&count);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        assert_true(ph_builtin_is_known(ph_bytes_of(names[i])));
        assert_true(i == 0 || strcmp(names[i - 1], names[i]) < 0);
    }
    assert_true(ph_builtin_is_known(PH_BYTES("len")));
    assert_false(ph_builtin_is_known(PH_BYTES("le")));
    assert_false(ph_builtin_is_known(PH_BYTES("")));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(a_name_that_is_no_builtin_is_told),
        TEST(code_that_python_refuses_is_told),
        TEST(a_pattern_that_says_nothing_is_told),
        TEST(a_kind_that_cannot_stand_there_is_told),
        TEST(an_arm_that_holds_no_reference_is_told),
        TEST(what_is_never_reached_is_told),
        TEST(a_condition_that_is_never_met_is_told),
        TEST(the_pages_of_the_program_can_match),
        TEST(builtins_are_sorted_and_known),
    };
    return cmocka_run_group_tests_name("reach", k_tests, NULL, NULL);
}
