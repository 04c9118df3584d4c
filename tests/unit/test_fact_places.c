#include "flow_fixture.h"

static void a_store_on_every_way_binds(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    x = 1\n    z\n", "x", "z"},
        {PH_PROVED, "def f(a, b, c):\n    z\n", "a", "z"},
        {PH_PROVED, "def f(a, b, c):\n    x: int = 1\n    z\n", "x", "z"},
        {PH_PROVED, "def f(a, b, c):\n    import x\n    z\n", "x", "z"},
        {PH_PROVED, "def f(a, b, c):\n    def x(): pass\n    z\n", "x", "z"},
        {PH_PROVED, "def f(a, b, c):\n    @a\n    class x: pass\n    z\n", "x", "z"},
        {PH_PROVED, "def f(a, b, c):\n    y = x = 1\n    z\n", "x", "z"},
        {PH_PROVED, "def f(a, b, c):\n    y, (x, *w) = a\n    z\n", "x", "z"},
        {PH_PROVED,
         "def f(a, b, c):\n    if a:\n        x = 1\n    elif b:\n        x = 2\n    "
         "else:\n        x = 3\n    z\n",
         "x", "z"},
        {PH_PROVED,
         "def f(a, b, c):\n    if a:\n        return\n    else:\n        x = 3\n    z\n",
         "x", "z"},
        {PH_PROVED,
         "def f(a, b, c):\n    if a:\n        x = 1\n    else:\n        raise b\n    z\n",
         "x", "z"},
        {PH_PROVED,
         "def f(a, b, c):\n    match a:\n        case 1:\n            x = 1\n        case "
         "_:\n            x = 2\n    z\n",
         "x", "z"},
        {PH_PROVED,
         "def f(a, b, c):\n    while True:\n        x = 1\n        if a:\n            "
         "break\n    z\n",
         "x", "z"},
        {PH_PROVED,
         "def f(a, b, c):\n    for y in a:\n        if b:\n            x = 1\n            "
         "break\n    else:\n        x = 2\n    z\n",
         "x", "z"},
        {PH_PROVED,
         "def f(a, b, c):\n    try:\n        x = a()\n    except E:\n        x = 1\n    "
         "z\n",
         "x", "z"},
        {PH_PROVED,
         "def f(a, b, c):\n    try:\n        x = a()\n    except E:\n        return\n    "
         "z\n",
         "x", "z"},
        {PH_PROVED,
         "def f(a, b, c):\n    try:\n        a()\n    except E:\n        x = 1\n    "
         "else:\n        x = 2\n    z\n",
         "x", "z"},
        {PH_PROVED,
         "def f(a, b, c):\n    try:\n        a()\n    finally:\n        x = 2\n    z\n",
         "x", "z"},
        {PH_PROVED, "def f(a, b, c):\n    with open(a) as y:\n        x = 1\n    z\n", "x",
         "z"},
        {PH_PROVED, "def f(a, b, c):\n    with a as x:\n        pass\n    z\n", "x", "z"},
        {PH_PROVED, "def f(a, b, c):\n    x = 1\n    while a:\n        z\n", "x", "z"},
        {PH_PROVED, "def f(a, b, c):\n    while a:\n        x = 1\n        z\n", "x", "z"},
        {PH_PROVED, "def f(a, b, c):\n    for x in a:\n        z\n", "x", "z"},
        {PH_PROVED, "def f(a, b, c):\n    with a as y, b as x:\n        z\n", "x", "z"},
        {PH_PROVED,
         "def f(a, b, c):\n    try:\n        pass\n    except E as x:\n        z\n", "x",
         "z"},
        {PH_PROVED, "def f(a, b, c):\n    match a:\n        case [x, 1]:\n            z\n",
         "x", "z"},
        {PH_PROVED, "def f(a, b, c):\n    if (x := a):\n        pass\n    z\n", "x", "z"},
        {PH_PROVED,
         "def f(a, b, c):\n    if b:\n        pass\n    elif (x := a) > 1:\n        z\n",
         "x", "z"},
        {PH_PROVED, "def f(a, b, c):\n    while (x := a()):\n        z\n", "x", "z"},
        {PH_PROVED, "def f(a, b, c):\n    y = [(x := 1), b]\n    z\n", "x", "z"},
        {PH_PROVED, "def f(a, b, c):\n    del x\n    x = 1\n    z\n", "x", "z"},
        {PH_PROVED, "def f(a, b, c):\n    x = 1\n    return [z for y in a]\n", "x", "z"},
        {PH_PROVED, "def f(a, b, c):\n    x = 1\n    def g():\n        z\n", "x", "z"},
        {PH_PROVED, "g = lambda x: z\n", "x", "z"},
        {PH_PROVED, "y = [z for x in a]\n", "x", "z"},
        {PH_PROVED, "y = [w for x in a if z]\n", "x", "z"},
        {PH_PROVED, "def f(a, b, c):\n    x = 1\n    x += 1\n    z\n", "x", "z"},
    };
    EXPECT_CASES(*state, "bound_at", k_cases);
}

static void a_store_on_some_ways_is_unknown(void **state)
{
    static const Case k_cases[] = {
        {PH_UNKNOWN, "def f(a, b, c):\n    if a:\n        x = 1\n    z\n", "x", "z"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    if a:\n        x = 1\n    elif b:\n        x = 2\n    z\n",
         "x", "z"},
        {PH_UNKNOWN, "def f(a, b, c):\n    for x in a:\n        pass\n    z\n", "x", "z"},
        {PH_UNKNOWN, "def f(a, b, c):\n    while a:\n        x = 1\n    z\n", "x", "z"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    while True:\n        if a:\n            break\n        x = "
         "1\n    z\n",
         "x", "z"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    while True:\n        for y in a:\n            x = 1\n       "
         " break\n    z\n",
         "x", "z"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    for y in a:\n        if b:\n            break\n        x = "
         "1\n    else:\n        x = 2\n    z\n",
         "x", "z"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        x = a()\n    except E:\n        pass\n    z\n",
         "x", "z"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        x = a()\n    finally:\n        z\n", "x", "z"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        x = a()\n    except E:\n        z\n", "x",
         "z"},
        {PH_UNKNOWN, "def f(a, b, c):\n    with a:\n        x = 1\n    z\n", "x", "z"},
        {PH_UNKNOWN, "def f(a, b, c):\n    with a as y, b as x:\n        pass\n    z\n",
         "x", "z"},
        {PH_UNKNOWN, "def f(a, b, c):\n    with a as (y, x):\n        pass\n    z\n", "x",
         "z"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    match a:\n        case 1:\n            x = 1\n        case "
         "2:\n            x = 2\n    z\n",
         "x", "z"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    match a:\n        case 1:\n            x = 1\n        case "
         "2:\n            z\n",
         "x", "z"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    match a:\n        case _ if b:\n            x = 1\n    z\n",
         "x", "z"},
        {PH_UNKNOWN, "def f(a, b, c):\n    if a and (x := b):\n        z\n", "x", "z"},
        {PH_UNKNOWN, "def f(a, b, c):\n    y = lambda: (x := 1)\n    x = z if a else 1\n",
         "x", "z"},
        {PH_UNKNOWN, "def f(a, b, c):\n    assert (x := a)\n    z\n", "x", "z"},
        {PH_UNKNOWN, "def f(a, b, c):\n    y = a < b < (x := c)\n    z\n", "x", "z"},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = 1\n    del x\n    z\n", "x", "z"},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = 1\n    if a:\n        del x\n    z\n", "x",
         "z"},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = 1\n    while a:\n        z\n        del x\n",
         "x", "z"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    x = 1\n    try:\n        del x\n        a()\n    except "
         "E:\n        z\n",
         "x", "z"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    x = 1\n    try:\n        a()\n    except E as x:\n        "
         "pass\n    z\n",
         "x", "z"},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = 1\n    def g():\n        z\n    del x\n",
         "x", "z"},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = 1\n    y = (z for w in a)\n    del x\n", "x",
         "z"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    x = 1\n    def g():\n        nonlocal x\n        del x\n    "
         "z\n",
         "x", "z"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    def g():\n        nonlocal x\n        x = 1\n    g()\n    "
         "z\n    x = 2\n",
         "x", "z"},
        {PH_UNKNOWN, "x = 1\nz\n", "x", "z"},
        {PH_UNKNOWN, "class C:\n    x = 1\n    z\n", "x", "z"},
        {PH_UNKNOWN, "def f(a, b, c):\n    while a:\n        z\n        x = 1\n", "x", "z"},
    };
    EXPECT_CASES(*state, "bound_at", k_cases);
}

static void a_place_before_every_store_is_unbound(void **state)
{
    static const Case k_cases[] = {
        {PH_REFUTED, "def f(a, b, c):\n    z\n    x = 1\n", "x", "z"},
        {PH_REFUTED, "def f(a, b, c):\n    x: int\n    z\n    x = 1\n", "x", "z"},
        {PH_REFUTED, "def f(a, b, c):\n    while a:\n        z\n    x = 1\n", "x", "z"},
        {PH_REFUTED, "def f(a, b, c):\n    del x\n    z\n", "x", "z"},
    };
    EXPECT_CASES(*state, "bound_at", k_cases);
}

static void jumps_to_a_loop_outside_break_out(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    while a:\n        if b:\n            break\n",
         "if b..", NULL},
        {PH_PROVED, "def f(a, b, c):\n    while a:\n        if b:\n            continue\n",
         "if b..", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    while a:\n        for x in b:\n            pass\n        "
         "else:\n            break\n",
         "for x..", NULL},
        {PH_PROVED, "def f(a, b, c):\n    while a:\n        break\n", "break", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    while a:\n        try:\n            pass\n        "
         "finally:\n            break\n",
         "try..", NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    while a:\n        for x in b:\n            break\n",
         "for x..", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    while a:\n        return\n", "return", NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    def g():\n        while a:\n            continue\n",
         "def g..", NULL},
    };
    EXPECT_CASES(*state, "breaks_out", k_cases);
}

static void code_that_asks_for_its_frame_is_frame_sensitive(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    super().x(a)\n", "super().x(a)", NULL},
        {PH_PROVED, "def f(a, b, c):\n    y = __class__\n", "__class__", NULL},
        {PH_PROVED, "def f(a, b, c):\n    y = locals()\n", "locals()", NULL},
        {PH_PROVED, "def f(a, b, c):\n    y = [a, vars()]\n", "[a, vars()]", NULL},
        {PH_PROVED, "def f(a, b, c):\n    y = dir()\n", "dir()", NULL},
        {PH_PROVED, "def f(a, b, c):\n    y = eval(a)\n", "eval(a)", NULL},
        {PH_PROVED, "def f(a, b, c):\n    exec(a)\n", "exec(a)", NULL},
        {PH_PROVED, "def f(a, b, c):\n    y = map(eval, a)\n", "map(eval, a)", NULL},
        {PH_PROVED, "def f(a, b, c):\n    y = (x := a)\n", "(x := a)", NULL},
        {PH_PROVED, "def f(a, b, c):\n    y = yield a\n", "yield a", NULL},
        {PH_PROVED, "async def f():\n    y = [await x]\n", "[await x]", NULL},
        {PH_PROVED, "async def f():\n    y = [x async for x in z]\n",
         "[x async for x in z]", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    y = sys._getframe()\n", "sys._getframe()", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    y = inspect.stack()\n", "inspect.stack()", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    warnings.warn(a)\n", "warnings.warn(a)", NULL},
        {PH_UNKNOWN, "from m import locals\ndef f():\n    y = locals()\n", "locals()",
         NULL},
        {PH_REFUTED, "def f(a, b, c):\n    y = super(A, a).x\n", "super(A, a).x", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    y = vars(a)\n", "vars(a)", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    y = dir(a)\n", "dir(a)", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    y = a.__class__\n", "a.__class__", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    y = a.locals()\n", "a.locals()", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    y = g(stack=a)\n", "g(stack=a)", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    y = lambda: (yield)\n", "lambda: (yield)", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    y = a + b(c)\n", "a + b(c)", NULL},
    };
    EXPECT_CASES(*state, "frame_sensitive", k_cases);
}

static void a_reference_anywhere_in_the_code_reads(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    y = a + b\n", "a", "a + b"},
        {PH_PROVED, "def f(a, b, c):\n    y = [x for x in c if a]\n", "a",
         "[x for x in c if a]"},
        {PH_PROVED, "def f(a, b, c):\n    y = lambda: a\n", "a", "lambda: a"},
        {PH_PROVED, "def f(a, b, c):\n    a = 1\n", "a", "a = 1"},
        {PH_REFUTED, "def f(a, b, c):\n    y = c + b\n", "a", "c + b"},
        {PH_REFUTED, "def f(a, b, c):\n    y = lambda a: a\n", "a", "lambda a: a"},
        {PH_REFUTED, "def f(a, b, c):\n    y = c.a\n", "a", "c.a"},
        {PH_UNKNOWN, "def f(a, b, c):\n    y = locals()\n", "a", "locals()"},
    };
    EXPECT_CASES(*state, "reads", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_store_on_every_way_binds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_store_on_some_ways_is_unknown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_place_before_every_store_is_unbound, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(jumps_to_a_loop_outside_break_out, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(code_that_asks_for_its_frame_is_frame_sensitive,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_reference_anywhere_in_the_code_reads, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("fact_places", tests, NULL, NULL);
}
