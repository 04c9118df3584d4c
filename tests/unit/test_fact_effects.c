#include "flow_fixture.h"
static void operations_of_builtin_classes_are_pure(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    x = 1\n", "1", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 'a' + 'b'\n", "'a' + 'b'", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = (1, [2, 'c'])\n", "(1, [2, 'c'])", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = {1, 2}\n", "{1, 2}", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = {'a': b}\n", "{'a': b}", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = len('abc')\n", "len('abc')", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = not 'a'\n", "not 'a'", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 1 < 2\n", "1 < 2", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = f'{str(None)}'\n", "f'{str(None)}'", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = a\n", "2:a", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = [y for y in 'abc']\n", "[y for y in 'abc']",
         NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = lambda: b.c()\n", "lambda: b.c()", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 'a' in 'abc'\n", "'a' in 'abc'", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 1 in (1, 2)\n", "1 in (1, 2)", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 'A'.lower()\n", "'A'.lower()", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 1 if 2 else 3\n", "1 if 2 else 3", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = a is None\n", "a is None", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 7 // 2\n", "7 // 2", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 'abc'[1:]\n", "'abc'[1:]", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = ','.join(['a', 'b'])\n",
         "','.join(['a', 'b'])", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = max(1, 2)\n", "max(1, 2)", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 1 / 2\n", "1 / 2", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = int('x')\n", "int('x')", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 'abc'[5]\n", "'abc'[5]", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 1 < 'a'\n", "1 < 'a'", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = zz\n", "zz", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = f'{1}'\n", "f'{1}'", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 7 // len('')\n", "7 // len('')", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 'a' * 3\n", "'a' * 3", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = chr(1)\n", "chr(1)", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = '%d' % 1\n", "'%d' % 1", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 'abc'[::0]\n", "'abc'[::0]", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 1.5 + 1\n", "1.5 + 1", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 'a'.index('b')\n", "'a'.index('b')", NULL},
    };
    EXPECT_CASES(*state, "pure", k_cases);
}

static void operations_of_other_classes_are_not_known_to_be_pure(void **state)
{
    static const Case k_cases[] = {
        {PH_UNKNOWN, "def f(a, b, c):\n    x = a()\n", "a()", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = a.b\n", "a.b", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = a + b\n", "a + b", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = a == b\n", "a == b", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = f'{a}'\n", "f'{a}'", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = len(a)\n", "len(a)", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = [*a]\n", "[*a]", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = {a}\n", "{a}", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = sorted([a])\n", "sorted([a])", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = '%s' % a\n", "'%s' % a", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = b[0]\n", "b[0]", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = -a\n", "-a", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = not a\n", "not a", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = a and b\n", "a and b", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = 'a'.join(b)\n", "'a'.join(b)", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = (y for y in 'a')\n", "(y for y in 'a')",
         NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = t'{a}'\n", "t'{a}'", NULL},
        {PH_UNKNOWN, "len = b\ndef f(a, b, c):\n    x = len('a')\n", "len('a')", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = 'a'.encode('b')\n", "'a'.encode('b')", NULL},
    };
    EXPECT_CASES(*state, "pure", k_cases);
}

static void binding_and_suspending_are_not_pure(void **state)
{
    static const Case k_cases[] = {
        {PH_REFUTED, "def f(a, b, c):\n    x = (y := 1)\n", "(y := 1)", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = (yield 1)\n", "(yield 1)", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = [(y := z) for z in 'ab']\n",
         "[(y := z) for z in 'ab']", NULL},
        {PH_REFUTED, "async def f():\n    x = await y\n", "await y", NULL},
    };
    EXPECT_CASES(*state, "pure", k_cases);
}

static void what_cannot_raise_is_total(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    x = 1\n", "1", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 'a' + 'b'\n", "'a' + 'b'", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = (1, [2, 'c'])\n", "(1, [2, 'c'])", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = {1, 2}\n", "{1, 2}", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = {'a': b}\n", "{'a': b}", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = len('abc')\n", "len('abc')", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = not 'a'\n", "not 'a'", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 1 < 2\n", "1 < 2", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = f'{str(None)}'\n", "f'{str(None)}'", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = a\n", "2:a", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = [y for y in 'abc']\n", "[y for y in 'abc']",
         NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = lambda: b.c()\n", "lambda: b.c()", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 'a' in 'abc'\n", "'a' in 'abc'", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 1 in (1, 2)\n", "1 in (1, 2)", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 'A'.lower()\n", "'A'.lower()", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 1 if 2 else 3\n", "1 if 2 else 3", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = a is None\n", "a is None", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 7 // 2\n", "7 // 2", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 'abc'[1:]\n", "'abc'[1:]", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = ','.join(['a', 'b'])\n",
         "','.join(['a', 'b'])", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = max(1, 2)\n", "max(1, 2)", NULL},
        {PH_PROVED, "def f(a, b, c):\n    y = 1\n    x = y\n", "2:y", NULL},
        {PH_PROVED,
         "def f(a):\n    q = [1]\n    for i in range(len(q)):\n        a(q[i])\n", "q[i]",
         NULL},
        {PH_PROVED,
         "def f(a):\n    q = 'ab'\n    for i, x in enumerate(q):\n        a(q[i])\n",
         "q[i]", NULL},
    };
    EXPECT_CASES(*state, "total", k_cases);
}

static void what_may_raise_is_not_total(void **state)
{
    static const Case k_cases[] = {
        {PH_UNKNOWN, "def f(a, b, c):\n    x = 1 / 2\n", "1 / 2", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = int('x')\n", "int('x')", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = 'abc'[5]\n", "'abc'[5]", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = 1 < 'a'\n", "1 < 'a'", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = zz\n", "zz", NULL},
        {PH_UNKNOWN, "def f(a):\n    q = [1]\n    for i in range(3):\n        a(q[i])\n",
         "q[i]", NULL},
        {PH_UNKNOWN,
         "def f(a):\n    q = [1]\n    for i in range(len(q)):\n        q[i]\n        "
         "q.pop()\n",
         "q[i]", NULL},
        {PH_UNKNOWN,
         "def f(a):\n    q = [1]\n    for i in range(-2, len(q)):\n        a(q[i])\n",
         "q[i]", NULL},
        {PH_UNKNOWN,
         "def f(a):\n    q = [1]\n    a(q)\n    for i in range(len(q)):\n        a(q[i])\n",
         "q[i]", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = f'{1}'\n", "f'{1}'", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = 7 // len('')\n", "7 // len('')", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = 'a' * 3\n", "'a' * 3", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = chr(1)\n", "chr(1)", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = '%d' % 1\n", "'%d' % 1", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = 'abc'[::0]\n", "'abc'[::0]", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = 1.5 + ord('a')\n", "1.5 + ord('a')", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = 'a'.index('b')\n", "'a'.index('b')", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = a()\n", "a()", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = a.b\n", "a.b", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = a + b\n", "a + b", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = a == b\n", "a == b", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = f'{a}'\n", "f'{a}'", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = len(a)\n", "len(a)", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = [*a]\n", "[*a]", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = {a}\n", "{a}", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = sorted([a])\n", "sorted([a])", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = '%s' % a\n", "'%s' % a", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = b[0]\n", "b[0]", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = -a\n", "-a", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = not a\n", "not a", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = a and b\n", "a and b", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = 'a'.join(b)\n", "'a'.join(b)", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = (y for y in 'a')\n", "(y for y in 'a')",
         NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = t'{a}'\n", "t'{a}'", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    if a:\n        y = 1\n    x = y\n", "2:y", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    y = 1\n    del y\n    x = y\n", "3:y", NULL},
    };
    EXPECT_CASES(*state, "total", k_cases);
}

static void binding_and_suspending_are_not_total(void **state)
{
    static const Case k_cases[] = {
        {PH_REFUTED, "def f(a, b, c):\n    x = (y := 1)\n", "(y := 1)", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = (yield 1)\n", "(yield 1)", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = [(y := z) for z in 'ab']\n",
         "[(y := z) for z in 'ab']", NULL},
    };
    EXPECT_CASES(*state, "total", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(operations_of_builtin_classes_are_pure, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            operations_of_other_classes_are_not_known_to_be_pure, set_up, tear_down),
        cmocka_unit_test_setup_teardown(binding_and_suspending_are_not_pure, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_raise_is_total, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_may_raise_is_not_total, set_up, tear_down),
        cmocka_unit_test_setup_teardown(binding_and_suspending_are_not_total, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("fact_effects", tests, NULL, NULL);
}
