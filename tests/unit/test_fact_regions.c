#include "flow_fixture.h"
static void loops_repeat_body_and_condition(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    for x in a:\n        z\n", "z", NULL},
        {PH_PROVED, "def f(a, b, c):\n    while z:\n        pass\n", "z", NULL},
        {PH_PROVED, "[z for x in a]\n", "z", NULL},
        {PH_PROVED, "[x for x in a for y in z]\n", "z", NULL},
        {PH_PROVED, "def f(a, b, c):\n    for x[z] in a: pass\n", "z", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    for x in a:\n        class C:\n            y = z\n", "z",
         NULL},
        {PH_PROVED, "def f(a, b, c):\n    for x in a:\n        def g(y=z): pass\n", "z",
         NULL},
        {PH_REFUTED, "def f(a, b, c):\n    for x in z:\n        pass\n", "z", NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    for x in a:\n        pass\n    else:\n        z\n", "z",
         NULL},
        {PH_REFUTED, "[x for x in z]\n", "z", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    for x in a:\n        def g():\n            z\n",
         "z", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    for x in a:\n        lambda: z\n", "z", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    z\n", "z", NULL},
    };
    EXPECT_CASES(*state, "in_loop", k_cases);
}

static void a_loop_between_two_places_repeats_the_inner(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    y\n    for x in a:\n        z\n", "z", "y"},
        {PH_PROVED, "def f(a, b, c):\n    for x in a:\n        z\n", "z", "for x.."},
        {PH_PROVED,
         "def f(a, b, c):\n    for w in b:\n        y\n        for x in a:\n            "
         "z\n",
         "z", "y"},
        {PH_REFUTED, "def f(a, b, c):\n    for x in a:\n        y\n        z\n", "z", "y"},
        {PH_REFUTED, "def f(a, b, c):\n    y\n    z\n", "z", "y"},
        {PH_REFUTED,
         "def f(a, b, c):\n    for x in a:\n        for w in b:\n            y\n        "
         "z\n",
         "z", "y"},
        {PH_UNKNOWN, "def f(a, b, c):\n    y\n    for x in a:\n        lambda: z\n", "z",
         "y"},
    };
    EXPECT_CASES(*state, "repeats", k_cases);
}

static void jumps_out_of_the_region_are_exits(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    if a:\n        return\n", "if a..", NULL},
        {PH_PROVED, "def f(a, b, c):\n    while b:\n        if a:\n            break\n",
         "if a..", NULL},
        {PH_PROVED, "def f(a, b, c):\n    while b:\n        if a:\n            continue\n",
         "if a..", NULL},
        {PH_PROVED, "def f(a, b, c):\n    if a:\n        raise b\n", "if a..", NULL},
        {PH_PROVED, "def f(a, b, c):\n    if a:\n        yield b\n", "if a..", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = (yield)\n", "x = (yield)", NULL},
        {PH_PROVED, "async def f():\n    if a:\n        await b\n", "if a..", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    while a:\n        for x in b:\n            pass\n        "
         "else:\n            break\n",
         "for x..", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    while a:\n        with b:\n            return 1\n",
         "while..", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    try:\n        pass\n    except E:\n        raise\n", "try..",
         NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    while b:\n        if a:\n            break\n        "
         "continue\n",
         "while..", NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    def g():\n        return 1\n    h = lambda: (yield)\n",
         "def g..", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = lambda: (yield)\n", "x = ..", NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    while a:\n        for x in b:\n            break\n",
         "for x..", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    a.b()\n", "a.b()", NULL},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        raise a\n    except b:\n        pass\n",
         "try..", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    with a:\n        raise b\n", "with..", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    while a:\n        class C:\n            raise b\n",
         "class..", NULL},
        {PH_PROVED, "def f(a, b, c):\n    def g(x=(yield)):\n        pass\n", "def g..",
         NULL},
    };
    EXPECT_CASES(*state, "exits", k_cases);
}

static void yield_and_await_suspend(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    x = yield a\n", "x = ..", NULL},
        {PH_PROVED, "def f(a, b, c):\n    yield from a\n", "yield from a", NULL},
        {PH_PROVED, "async def f():\n    async for x in y: pass\n", "async for..", NULL},
        {PH_PROVED, "async def f():\n    async with y: pass\n", "async with..", NULL},
        {PH_PROVED, "async def f():\n    x = [y async for y in z]\n", "x = ..", NULL},
        {PH_PROVED, "async def f():\n    x = [await y for y in z]\n", "x = ..", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    return a\n", "return a", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    async def g():\n        await a\n",
         "async def..", NULL},
        {PH_UNKNOWN, "async def f():\n    x = (await y for y in z)\n", "x = ..", NULL},
    };
    EXPECT_CASES(*state, "suspends", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(loops_repeat_body_and_condition, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_loop_between_two_places_repeats_the_inner, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(jumps_out_of_the_region_are_exits, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(yield_and_await_suspend, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("fact_regions", tests, NULL, NULL);
}
