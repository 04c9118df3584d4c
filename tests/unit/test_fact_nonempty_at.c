#include "flow_fixture.h"
static void tests_prove_an_element(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    q = list(a)\n    while q:\n        q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    while len(q) > 0:\n        q.pop(0)\n", "q",
         "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    while len(q):\n        q.pop(0)\n", "q",
         "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    while 1 <= len(q):\n        q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    while len(q) != 0:\n        q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_PROVED, "def f(a, b, c):\n    q = list(a)\n    if q:\n        q.pop(0)\n", "q",
         "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    if not q:\n        return\n    q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    if len(q) == 0:\n        raise a\n    "
         "q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    if not q:\n        pass\n    else:\n       "
         " q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    if not q:\n        pass\n    elif b:\n     "
         "   q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    if a:\n        pass\n    elif q:\n        "
         "q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_PROVED, "def f(a, b, c):\n    q = list(a)\n    x = q and q.pop(0)\n", "q",
         "q.pop(0)"},
        {PH_PROVED, "def f(a, b, c):\n    q = list(a)\n    x = q.pop(0) if q else None\n",
         "q", "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    x = None if not q else q.pop(0)\n", "q",
         "q.pop(0)"},
        {PH_PROVED, "def f(a, b, c):\n    q = list(a)\n    x = not q or q.pop(0)\n", "q",
         "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    if a and len(q) >= 2:\n        q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    while True:\n        if not q:\n           "
         " break\n        q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    for x in a:\n        if len(q) < 1:\n      "
         "      continue\n        q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    while q:\n        b(a)\n        try:\n     "
         "       q.pop(0)\n        finally:\n            pass\n",
         "q", "q.pop(0)"},
        {PH_PROVED, "def f(a, b, c):\n    q = list(a)\n    q.append(a)\n    q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    q.insert(0, a)\n    if b:\n        "
         "q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    while q:\n        for _ in "
         "range(len(q)):\n            q.pop(0)\n            q.append(b)\n",
         "q", "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    while bool(q):\n        q.pop(0)\n", "q",
         "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    while q:\n        yield\n        "
         "q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    if q:\n        q.sort()\n        "
         "q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_PROVED, "def f(a, b, c):\n    q = [a]\n    q.pop(0)\n", "q", "q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q, s = [a], set()\n    while q:\n        q.pop(0)\n", "q",
         "q.pop(0)"},
        {PH_PROVED, "def f(a, b, c):\n    q: list = [a, b]\n    q.pop(0)\n    q.pop(0)\n",
         "q", "2:q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    if q:\n        for x in a:\n            "
         "print(q[0])\n",
         "q", "q[0]"},
    };
    EXPECT_CASES(*state, "nonempty_at", k_cases);
}

static void known_empty_lists_are_refuted(void **state)
{
    static const Case k_cases[] = {
        {PH_REFUTED, "def f(a, b, c):\n    q = []\n    q.pop(0)\n", "q", "q.pop(0)"},
        {PH_REFUTED, "def f(a, b, c):\n    q = list(a)\n    q.clear()\n    q.pop(0)\n", "q",
         "q.pop(0)"},
        {PH_REFUTED, "def f(a, b, c):\n    q = []\n    if b:\n        q.pop(0)\n", "q",
         "q.pop(0)"},
    };
    EXPECT_CASES(*state, "nonempty_at", k_cases);
}

static void anything_else_is_not_proved(void **state)
{
    static const Case k_cases[] = {
        {PH_UNKNOWN, "def f(a, b, c):\n    q = list(a)\n    q.pop(0)\n", "q", "q.pop(0)"},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = list(a)\n    if b:\n        q.pop(0)\n", "q",
         "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if q:\n        for x in a:\n            "
         "q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    while q:\n        while b:\n            "
         "q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    while q or b:\n        q.pop(0)\n", "q",
         "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    while len(q) >= 0:\n        q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    while len(q) > -1:\n        q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    while len(q) > b:\n        q.pop(0)\n", "q",
         "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    while len(q) == b:\n        q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_REFUTED,
         "def f(a, b, c):\n    q = list(a)\n    if q:\n        q.clear()\n        "
         "q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if q:\n        q[:] = a\n        "
         "q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if q:\n        q = list(b)\n        "
         "q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if q:\n        del q[0]\n        "
         "q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if q:\n        del q[b]\n        "
         "q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if q:\n        x = q\n        q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    x = q\n    while q:\n        q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    b.x = q\n    while q:\n        b.y()\n     "
         "   q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    while q:\n        q.pop(0)\n        b(q)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = list(a)\n    assert q\n    q.pop(0)\n", "q",
         "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if not q:\n        b()\n    q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if not q:\n        if b:\n            "
         "return\n    q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if not q and b:\n        return\n    "
         "q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    while q:\n        pass\n    else:\n        "
         "q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if b:\n        q.append(a)\n    q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    try:\n        q.append(b())\n    except "
         "E:\n        pass\n    q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    b(lambda: q.clear())\n    if q:\n        "
         "q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if q:\n        exec(b)\n        q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    while q:\n        for _ in "
         "range(len(q)):\n            for _ in b:\n                q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    for _ in range(len(q)):\n        "
         "q.pop(0)\n        q.pop()\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if len(q) < 0:\n        return\n    "
         "q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = list(a)\n    q.extend(b)\n    q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    q += b\n    if q:\n        q.pop(0)\n", "q",
         "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if q:\n        x = b if q.pop() else "
         "q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = list(a)\n    q and b\n    q.pop(0)\n", "q",
         "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if len(q) > 1:\n        while b:\n         "
         "   q.pop()\n        else:\n            q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if q:\n        q.pop(0, q.pop())\n", "q",
         "q.pop(0, q.pop())"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if q:\n        q *= 0\n        q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN, "def f(q):\n    while q:\n        q.pop(0)\n", "q", "q.pop(0)"},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = p = [a]\n    q.pop(0)\n", "q", "q.pop(0)"},
        {PH_UNKNOWN, "q = [1]\nq.pop(0)\n", "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "len = f\ndef f(a, b, c):\n    q = list(a)\n    if len(q):\n        q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if q:\n        x[q.pop(0)] = q.pop()\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if q:\n        x = q.pop(0) if q.pop() "
         "else b\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = b.c\n    if q:\n        q.pop(0)\n", "q",
         "q.pop(0)"},
    };
    EXPECT_CASES(*state, "nonempty_at", k_cases);
}

static void one_test_proves_as_many_removals_as_it_implies(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    if len(q) > 1:\n        q.pop(0)\n        "
         "q.pop(0)\n",
         "q", "2:q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if q:\n        q.pop(0)\n        "
         "q.pop(0)\n",
         "q", "2:q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    if len(q) > 1:\n        q.pop(0)\n        "
         "q.pop(0)\n        q.pop(0)\n",
         "q", "3:q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    if q:\n        q.pop(0)\n        "
         "q.append(b)\n        q.pop(0)\n",
         "q", "2:q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    if not len(q) <= 2:\n        x = q.pop(0), "
         "q.pop(0)\n",
         "q", "2:q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = list(a)\n    while q:\n        try:\n            "
         "q.pop(0)\n        except E:\n            q.pop(0)\n",
         "q", "2:q.pop(0)"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = list(a)\n    while q:\n        if b:\n            "
         "q.pop(0)\n        else:\n            q.pop(0)\n",
         "q", "2:q.pop(0)"},
    };
    EXPECT_CASES(*state, "nonempty_at", k_cases);
}

static void functions_inside_may_put_in_but_not_take_out(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED,
         "def f(a):\n    q = list(a)\n    def g(x):\n        q.append(x)\n    while q:\n"
         "        g(1)\n        q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_PROVED,
         "def f(a):\n    q = list(a)\n    def g():\n        return len(q)\n    while q:\n"
         "        g()\n        q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a):\n    q = list(a)\n    def g():\n        q.clear()\n    while q:\n"
         "        g()\n        q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a):\n    q = list(a)\n    def g():\n        return q\n    while q:\n"
         "        g().clear()\n        q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a):\n    q = list(a)\n    def g():\n        nonlocal q\n        q = []\n"
         "    while q:\n        g()\n        q.pop(0)\n",
         "q", "q.pop(0)"},
        {PH_UNKNOWN,
         "def f(a):\n    q = []\n    def g():\n        q.append(1)\n    g()\n"
         "    q.pop(0)\n",
         "q", "q.pop(0)"},
    };
    EXPECT_CASES(*state, "nonempty_at", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tests_prove_an_element, set_up, tear_down),
        cmocka_unit_test_setup_teardown(known_empty_lists_are_refuted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(anything_else_is_not_proved, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_test_proves_as_many_removals_as_it_implies,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(functions_inside_may_put_in_but_not_take_out,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests_name("fact_nonempty_at", tests, NULL, NULL);
}
