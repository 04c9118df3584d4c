#include "template/tail.h"
#include "unit.h"

static const PhFactHints k_hints = {"fresh", '[', ":+*", {"list", "sorted", "split", NULL}};

static bool may_hold(const char *text)
{
    return ph_tail_may_hold(&k_hints, ph_bytes_of(text), 0);
}

static void a_sign_or_a_word_of_the_statement_is_a_hint(void **state)
{
    (void)state;
    assert_true(may_hold(" [x]\n"));
    assert_true(may_hold(" ([x])\n"));
    assert_true(may_hold(" x[1:]\n"));
    assert_true(may_hold(" a + b\n"));
    assert_true(may_hold(" f(\n  sorted(a))\n"));
    assert_true(may_hold(" 'a # b'.split()\n"));
    assert_true(may_hold(" (  # why\n  [x])\n"));
}

static void code_behind_the_statement_is_none(void **state)
{
    (void)state;
    assert_false(may_hold(" f(x)\ny = [x]\n"));
    assert_false(may_hold(" f(x); y = [x]\n"));
    assert_false(may_hold(" x[0]\ny = list(x)\n"));
    assert_false(may_hold(" f(x)  # a list\n"));
    assert_false(may_hold(" f('a + b')\n"));
    assert_false(may_hold(" f(')', x)\n"));
}

static void what_is_not_plain_may_hold_a_hint(void **state)
{
    (void)state;
    assert_true(may_hold(" f(x) \\\n"));
    assert_true(may_hold(" '''a'''\n"));
    assert_true(may_hold(" f'{x}'\n"));
    assert_true(may_hold(" 'a\n"));
    assert_true(may_hold(" f(x))\n"));
    assert_true(may_hold(" l\xc3\xafst(x)\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sign_or_a_word_of_the_statement_is_a_hint),
        cmocka_unit_test(code_behind_the_statement_is_none),
        cmocka_unit_test(what_is_not_plain_may_hold_a_hint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
