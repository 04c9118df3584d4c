#include "flow_fixture.h"
static void a_variable_is_dead_until_it_is_read_again(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    for x in a:\n        b.c(x)\n", "x", "for x.."},
        {PH_REFUTED, "def f(a, b, c):\n    for x in a:\n        b.c(x)\n    return x\n",
         "x", "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    for x in a:\n        b.c(x)\n    x = 1\n    return x\n", "x",
         "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    for x in a:\n        b.c(x)\n    for x in b:\n        "
         "print(x)\n",
         "x", "for x.."},
        {PH_REFUTED,
         "def f(a, b, c):\n    for x in a:\n        b.c(x)\n    for y in b:\n        "
         "print(x)\n",
         "x", "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    for x in a:\n        b.c(x)\n    if c:\n        x = 1\n    "
         "return x\n",
         "x", "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    for x in a:\n        b.c(x)\n    for x in b:\n        "
         "pass\n    print(x)\n",
         "x", "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    for x in a:\n        b.c(x)\n    try:\n        x = c()\n    "
         "except E:\n        pass\n    return x\n",
         "x", "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    for x in a:\n        b.c(x)\n    try:\n        x = c()\n    "
         "except E:\n        pass\n    else:\n        return x\n",
         "x", "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    for x in a:\n        b.c(x)\n    try:\n        x = c()\n    "
         "except E:\n        return x\n    else:\n        return x\n",
         "x", "for x.."},
        {PH_REFUTED,
         "def f(a, b, c):\n    try:\n        x = c()\n    except E:\n        pass\n    "
         "else:\n        for x in a:\n            b.c(x)\n        return x\n",
         "x", "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    for x in a:\n        b.c(x)\n    with c as x:\n        "
         "print(x)\n",
         "x", "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    for x in a:\n        b.c(x)\n    with c as x:\n        "
         "pass\n    print(x)\n",
         "x", "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    for x in a:\n        b.c(x)\n    try:\n        pass\n    "
         "except E as x:\n        print(x)\n",
         "x", "for x.."},
        {PH_REFUTED, "def f(a, b, c):\n    for x in a:\n        b.c(x)\n    x += 1\n", "x",
         "for x.."},
        {PH_REFUTED, "def f(a, b, c):\n    for x in a:\n        b.c(x)\n    del x\n", "x",
         "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    for x in a:\n        b.c(x)\n    import x\n    x.y()\n", "x",
         "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    for x in a:\n        b.c(x)\n    def x(): pass\n    x()\n",
         "x", "for x.."},
        {PH_UNKNOWN, "def f(a, b, c):\n    for x in a:\n        b.c(x)\n    x = x + 1\n",
         "x", "for x.."},
        {PH_REFUTED,
         "def f(a, b, c):\n    for x in a:\n        b.c(x)\n    return [x for y in c]\n",
         "x", "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    for x in a:\n        b.c(x)\n    return [x for x in c]\n",
         "x", "for x.."},
    };
    EXPECT_CASES(*state, "dead_after", k_cases);
}

static void loops_make_what_stands_before_come_after(void **state)
{
    static const Case k_cases[] = {
        {PH_UNKNOWN,
         "def f(a, b, c):\n    while a:\n        print(x)\n        for x in b:\n           "
         " c(x)\n",
         "x", "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    while a:\n        x = 1\n        print(x)\n        for x in "
         "b:\n            c(x)\n",
         "x", "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    x = 1\n    while a:\n        print(x)\n        for x in "
         "b:\n            c(x)\n",
         "x", "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    while x:\n        for x in b:\n            c(x)\n", "x",
         "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    print(x)\n    for x in b:\n        c(x)\n    x = 1\n", "x",
         "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    for y in x:\n        for x in b:\n            c(x)\n", "x",
         "for x.."},
        {PH_UNKNOWN, "def f(a, b, c):\n    while a:\n        c(x)\n        x = 2\n", "x",
         "x = 2"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    while a:\n        x = 1\n        while b:\n            "
         "print(x)\n            for x in b:\n                c(x)\n",
         "x", "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    while a:\n        for x in b:\n            c(x)\n", "x",
         "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    while a:\n        if c:\n            for x in b:\n          "
         "      c(x)\n        else:\n            print(x)\n",
         "x", "for x.."},
    };
    EXPECT_CASES(*state, "dead_after", k_cases);
}

static void other_branches_do_not_follow(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED,
         "def f(a, b, c):\n    if c:\n        for x in b:\n            c(x)\n    else:\n   "
         "     print(x)\n",
         "x", "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    if c:\n        for x in b:\n            c(x)\n    elif x:\n "
         "       print(x)\n",
         "x", "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    match c:\n        case 1:\n            for x in b:\n        "
         "        c(x)\n        case _ if x:\n            print(x)\n",
         "x", "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    try:\n        pass\n    except E:\n        for x in b:\n    "
         "        c(x)\n    except G:\n        print(x)\n",
         "x", "for x.."},
        {PH_REFUTED,
         "def f(a, b, c):\n    try:\n        for x in b:\n            c(x)\n    except "
         "G:\n        print(x)\n",
         "x", "for x.."},
        {PH_REFUTED,
         "def f(a, b, c):\n    try:\n        for x in b:\n            c(x)\n    else:\n    "
         "    print(x)\n",
         "x", "for x.."},
        {PH_REFUTED,
         "def f(a, b, c):\n    try:\n        pass\n    except E:\n        for x in b:\n    "
         "        c(x)\n    finally:\n        print(x)\n",
         "x", "for x.."},
    };
    EXPECT_CASES(*state, "dead_after", k_cases);
}

static void names_that_others_see_are_never_dead(void **state)
{
    static const Case k_cases[] = {
        {PH_UNKNOWN, "def f(a, b, c):\n    for x in a:\n        b(lambda: x)\n", "x",
         "for x.."},
        {PH_UNKNOWN, "def f(a, b, c):\n    global x\n    for x in a:\n        b(x)\n",
         "2:x", "for x.."},
        {PH_UNKNOWN, "def f(a, b, c):\n    for x in a:\n        b(locals())\n", "x",
         "for x.."},
        {PH_UNKNOWN, "for x in a:\n    b(x)\n", "x", "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    g = (x for y in c)\n    for x in a:\n        b(x)\n", "x",
         "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    b(sum(x for y in c))\n    for x in a:\n        b(x)\n", "x",
         "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    def g():\n        nonlocal x\n        x = 1\n    for x in "
         "a:\n        g()\n",
         "x", "for x.."},
    };
    EXPECT_CASES(*state, "dead_after", k_cases);
}

static void what_may_be_read_is_live(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    x = a\n    return x\n", "x", "x = a"},
        {PH_REFUTED, "def f(a, b, c):\n    x = a\n    x = 1\n    return x\n", "x", "x = a"},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = a\n    if b:\n        x = 1\n    return x\n",
         "x", "x = a"},
    };
    EXPECT_CASES(*state, "live_after", k_cases);
}

static void an_exception_ends_the_activation(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED,
         "def f(a, b, c):\n    s = ''\n    for x in a:\n        s += x\n    return s\n",
         "s", "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    s = ''\n    try:\n        for x in a:\n            s += x\n "
         "       return s\n    except E:\n        return 1\n",
         "s", "for x.."},
        {PH_REFUTED,
         "def f(a, b, c):\n    s = ''\n    try:\n        for x in a:\n            s += x\n "
         "   except E:\n        print(s)\n",
         "s", "for x.."},
        {PH_REFUTED,
         "def f(a, b, c):\n    s = ''\n    try:\n        for x in a:\n            s += x\n "
         "   finally:\n        print(s)\n",
         "s", "for x.."},
        {PH_REFUTED,
         "def f(a, b, c):\n    s = ''\n    try:\n        for x in a:\n            s += x\n "
         "   except E:\n        pass\n    return s\n",
         "s", "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    s = ''\n    try:\n        for x in a:\n            s += x\n "
         "   except E:\n        return 1\n    return s\n",
         "s", "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    s = ''\n    try:\n        for x in a:\n            s += x\n "
         "   except E:\n        s = 2\n        print(s)\n        raise\n    return s\n",
         "s", "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    s = ''\n    try:\n        for x in a:\n            s += x\n "
         "   finally:\n        b()\n    return s\n",
         "s", "for x.."},
        {PH_REFUTED,
         "def f(a, b, c):\n    s = ''\n    while c:\n        try:\n            for x in "
         "a:\n                s += x\n        finally:\n            break\n    return s\n",
         "s", "for x.."},
        {PH_REFUTED,
         "def f(a, b, c):\n    s = ''\n    with c:\n        for x in a:\n            s += "
         "x\n    return s\n",
         "s", "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    s = ''\n    with open(c) as d:\n        for x in d:\n       "
         "     s += x\n    return s\n",
         "s", "for x.."},
        {PH_REFUTED,
         "def f(a, b, c):\n    s = ''\n    try:\n        try:\n            for x in a:\n   "
         "             s += x\n        except G:\n            return 1\n    except E:\n    "
         "    return s\n",
         "s", "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    s = ''\n    try:\n        pass\n    except E:\n        for "
         "x in a:\n            s += x\n    else:\n        print(s)\n",
         "s", "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    while c:\n        print(s)\n        try:\n            for x "
         "in a:\n                s += x\n        except E:\n            continue\n",
         "s", "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    while c:\n        s = ''\n        try:\n            for x "
         "in a:\n                s += x\n        except E:\n            continue\n        "
         "print(s)\n",
         "s", "for x.."},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    s = ''\n    for x in a:\n        s += x\n    g = lambda: "
         "s\n",
         "s", "for x.."},
        {PH_UNKNOWN, "def f(a, b, c):\n    global s\n    for x in a:\n        s += x\n",
         "s", "for x.."},
    };
    EXPECT_CASES(*state, "dead_on_raise", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_variable_is_dead_until_it_is_read_again, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(loops_make_what_stands_before_come_after, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(other_branches_do_not_follow, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_that_others_see_are_never_dead, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_may_be_read_is_live, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_exception_ends_the_activation, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("fact_liveness", tests, NULL, NULL);
}
