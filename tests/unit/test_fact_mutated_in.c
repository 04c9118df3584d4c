#include "flow_fixture.h"
static void changes_of_the_list_are_proved(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        q.append(1)\n", "q",
         "for x.."},
        {PH_PROVED, "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        q.pop()\n",
         "q", "for x.."},
        {PH_PROVED, "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        q[0] = 1\n",
         "q", "for x.."},
        {PH_PROVED, "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        del q[0]\n",
         "q", "for x.."},
        {PH_PROVED, "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        q += [1]\n",
         "q", "for x.."},
        {PH_PROVED, "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        q.sort()\n",
         "q", "for x.."},
        {PH_PROVED, "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        q[:] = b\n",
         "q", "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        q[0] += 1\n", "q",
         "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        q.extend(b)\n", "q",
         "for x.."},
    };
    EXPECT_CASES(*state, "mutated_in", k_cases);
}

static void readers_leave_it_alone(void **state)
{
    static const Case k_cases[] = {
        {PH_REFUTED,
         "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        print(x)\n", "q",
         "for x.."},
        {PH_REFUTED, "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        b(x)\n",
         "q", "for x.."},
        {PH_REFUTED,
         "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        b(len(q), q[0], "
         "q[1:])\n",
         "q", "for x.."},
        {PH_REFUTED,
         "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        if x in q: pass\n",
         "q", "for x.."},
        {PH_REFUTED,
         "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        b(q.index(x), "
         "q.count(x), q.copy())\n",
         "q", "for x.."},
        {PH_REFUTED,
         "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        b(f'{q}')\n", "q",
         "for x.."},
        {PH_REFUTED,
         "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        y = [z for z in q]\n",
         "q", "for x.."},
        {PH_REFUTED, "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        b(*q)\n",
         "q", "for x.."},
        {PH_REFUTED,
         "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        return q\n", "q",
         "for x.."},
        {PH_REFUTED, "def f(a, b, c):\n    q = 'abc'\n    for x in q:\n        b(q)\n", "q",
         "for x.."},
        {PH_REFUTED,
         "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        b(x)\n    c(q)\n", "q",
         "for x.."},
    };
    EXPECT_CASES(*state, "mutated_in", k_cases);
}

static void handing_it_on_is_unknown(void **state)
{
    static const Case k_cases[] = {
        {PH_UNKNOWN, "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        b(q)\n",
         "q", "for x.."},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        y = q\n",
         "q", "for x.."},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        c.d = q\n",
         "q", "for x.."},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        yield q\n",
         "q", "for x.."},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        q.foo()\n",
         "q", "for x.."},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        q = []\n",
         "q", "for x.."},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        del q\n",
         "q", "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        b(q.append)\n", "q",
         "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        sum(b, q)\n", "q",
         "for x.."},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        b([q])\n",
         "q", "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        isinstance(q, b)\n",
         "q", "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        b(lambda: q)\n", "q",
         "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        min(q, b)\n", "q",
         "for x.."},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        q == b\n",
         "q", "for x.."},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        q + b\n",
         "q", "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        t = map(b, q)\n", "q",
         "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        match q:\n            "
         "case c: pass\n",
         "q", "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    for x in q:\n        g = t'{q}'\n", "q",
         "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    b.c = q\n    for x in q:\n        b.d()\n",
         "q", "for x.."},
        {PH_UNKNOWN, "def f(q, b):\n    for x in q:\n        b(x)\n", "q", "for x.."},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = b.c\n    for x in q:\n        b(x)\n", "q",
         "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    while c:\n        for x in q:\n            "
         "b(x)\n        c(q)\n",
         "q", "for x.."},
        {PH_UNKNOWN, "q = [1]\nfor x in q:\n    b(x)\n", "q", "for x.."},
    };
    EXPECT_CASES(*state, "mutated_in", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(changes_of_the_list_are_proved, set_up, tear_down),
        cmocka_unit_test_setup_teardown(readers_leave_it_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(handing_it_on_is_unknown, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("fact_mutated_in", tests, NULL, NULL);
}
