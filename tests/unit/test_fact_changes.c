#include "flow_fixture.h"

#define DEF "def f(a, b, c):\n"

static void stores_and_deletions_in_the_code_are_proved(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, DEF "    s = ''\n    for x in a:\n        s += x\n", "s", "for x.."},
        {PH_PROVED, DEF "    s = ''\n    if a:\n        s = b\n", "s", "if a.."},
        {PH_PROVED, DEF "    s = ''\n    if a:\n        del s\n", "s", "if a.."},
        {PH_PROVED, DEF "    s = ''\n    for s in a: pass\n", "s", "for s.."},
        {
            PH_PROVED,
            DEF "    s = ''\n    print([y for x in a if (s := x)])\n",
            "s",
            "print(..",
        },
        {PH_PROVED, DEF "    s = ''\n    with a as s: pass\n", "s", "with a.."},
        {PH_PROVED, DEF "    s = ''\n    try: a()\n    except E as s: pass\n", "s",
         "try.."},
        {PH_PROVED, DEF "    s = ''\n    import s\n", "s", "import s"},
        {PH_PROVED, DEF "    s = ''\n    def s(): pass\n", "s", "def s.."},
        {PH_PROVED, "s = ''\nfor x in a:\n    s += x\n", "s", "for x.."},
        {PH_PROVED, DEF "    s = []\n    for x in a:\n        s.append(x)\n", "s",
         "for x.."},
        {PH_PROVED, DEF "    s = [1]\n    s[0] = 2\n", "s", "s[0] = 2"},
    };
    EXPECT_CASES(*state, "changes", k_cases);
}

static void code_that_only_reads_a_local_variable_leaves_it_alone(void **state)
{
    static const Case k_cases[] = {
        {PH_REFUTED, DEF "    s = ''\n    for x in a:\n        b(s)\n", "s", "for x.."},
        {PH_REFUTED, DEF "    s = []\n    for x in a:\n        b(len(s))\n", "s",
         "for x.."},
        {PH_REFUTED, DEF "    s = ''\n    t = [s for x in a]\n", "s", "t = .."},
        {PH_REFUTED, DEF "    s = ''\n    g = lambda s: s\n", "s", "g = .."},
        {PH_REFUTED, DEF "    s = ''\n    def g(): return s\n    g()\n", "s", "g()"},
        {PH_REFUTED, DEF "    s = 1\n    a.s = 2\n", "s", "a.s = 2"},
        {PH_REFUTED, DEF "    s = 1\n    s: int\n", "s", "s: int"},
    };
    EXPECT_CASES(*state, "changes", k_cases);
}

static void what_others_may_do_meanwhile_is_unknown(void **state)
{
    static const Case k_cases[] = {
        {PH_UNKNOWN, "s = ''\nfor x in a:\n    b(s)\n", "s", "for x.."},
        {PH_UNKNOWN, "class C:\n    s = ''\n    b(s)\n", "s", "b(s)"},
        {PH_UNKNOWN, DEF "    global s\n    s = ''\n    b(s)\n", "2:s", "b(s)"},
        {PH_UNKNOWN,
         DEF "    s = ''\n    def g():\n        nonlocal s\n        s = 1\n    b()\n", "s",
         "b()"},
        {PH_UNKNOWN,
         DEF "    s = ''\n    def g():\n        nonlocal s\n        s = 1\n    b()\n", "s",
         "def g.."},
        {PH_UNKNOWN, DEF "    s = ''\n    b()\n    exec(c)\n", "s", "b()"},
        {PH_UNKNOWN, DEF "    s = a\n    b()\n", "s", "b()"},
        {PH_UNKNOWN, DEF "    s = []\n    c(s)\n    b()\n", "s", "b()"},
        {PH_UNKNOWN,
         DEF "    s = ''\n    def g():\n        yield\n        b(s)\n    s = 1\n", "s",
         "yield"},
    };
    EXPECT_CASES(*state, "changes", k_cases);
}

static void no_code_changes_nothing(void **state)
{
    Fixture *f = *state;
    read_text(f, "s = a\n");
    PhNodeId name = piece(f, "s");
    PhCapture variable = {.nodes = &name, .count = 1, .is_bound = true};
    PhCapture gap = {.is_list = true, .is_bound = true};
    const PhFactArg args[] = {{.capture = &variable}, {.capture = &gap}};
    const PhFactArg only[] = {{.capture = &gap}};
    PhFactQuery two = {f->facts, args};
    PhFactQuery one = {f->facts, only};
    assert_int_equal(ph_fact_changes(&two).verdict, PH_REFUTED);
    assert_int_equal(ph_fact_reads(&two).verdict, PH_REFUTED);
    assert_int_equal(ph_fact_exits(&one).verdict, PH_REFUTED);
    assert_int_equal(ph_fact_suspends(&one).verdict, PH_REFUTED);
    assert_int_equal(ph_fact_calls_user_code(&one).verdict, PH_REFUTED);
    gap.is_bound = false;
    assert_int_equal(ph_fact_changes(&two).verdict, PH_UNKNOWN);
    assert_int_equal(ph_fact_exits(&one).verdict, PH_UNKNOWN);
    assert_int_equal(ph_fact_calls_user_code(&one).verdict, PH_UNKNOWN);
}

static void operations_of_builtin_classes_call_nobody(void **state)
{
    static const Case k_cases[] = {
        {PH_REFUTED, DEF "    s = 'a' + 'b'\n", "s = ..", NULL},
        {PH_REFUTED, DEF "    n = 0\n    for i in range(9):\n        n += i\n", "for i..",
         NULL},
        {PH_REFUTED,
         DEF "    n = 0\n    while n < 9:\n        n = n + 1\n    else:\n"
             "        n = 2  # two\n",
         "while..", NULL},
        {PH_REFUTED, DEF "    q = 'a'\n    q += 'b'\n", "q += 'b'", NULL},
        {PH_REFUTED, DEF "    if len('ab') > 1: pass\n    elif 'a' == 'b': pass\n",
         "if len..", NULL},
        {PH_REFUTED, DEF "    x = 'ab'.upper()\n", "'ab'.upper()", NULL},
    };
    EXPECT_CASES(*state, "calls_user_code", k_cases);
}

static void functions_of_the_file_and_suspensions_are_user_code(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def g(): print()\n" DEF "    x = g()\n", "x = ..", NULL},
        {PH_REFUTED, "def g(): return 1\n" DEF "    x = g()\n", "x = ..", NULL},
        {PH_PROVED, "class G: pass\n" DEF "    for i in range(3):\n        G()\n",
         "for i..", NULL},
        {PH_PROVED, DEF "    x = yield 1\n", "x = ..", NULL},
        {PH_PROVED, "async def f(a):\n    x = await a\n", "x = ..", NULL},
    };
    EXPECT_CASES(*state, "calls_user_code", k_cases);
}

static void whatever_may_run_other_code_is_unknown(void **state)
{
    static const Case k_cases[] = {
        {PH_UNKNOWN, DEF "    a.b\n", "a.b", NULL},
        {PH_UNKNOWN, DEF "    b()\n", "b()", NULL},
        {PH_UNKNOWN, DEF "    x = a + 1\n", "x = ..", NULL},
        {PH_UNKNOWN, DEF "    if a: pass\n", "if a..", NULL},
        {PH_UNKNOWN, DEF "    while a: pass\n", "while..", NULL},
        {PH_UNKNOWN, DEF "    for i in a: pass\n", "for i..", NULL},
        {PH_UNKNOWN, DEF "    for i, j in [(1, 2)]: pass\n", "for i..", NULL},
        {PH_UNKNOWN, DEF "    import a\n", "import a", NULL},
        {PH_UNKNOWN, DEF "    with a: pass\n", "with a..", NULL},
        {PH_UNKNOWN, DEF "    raise ValueError\n", "raise..", NULL},
        {PH_UNKNOWN, DEF "    a.b = 1\n", "a.b = 1", NULL},
        {PH_UNKNOWN, DEF "    a += 1\n", "a += 1", NULL},
        {PH_UNKNOWN, DEF "    del a\n", "del a", NULL},
        {PH_UNKNOWN, DEF "    s = '%s'\n    s %= (a,)\n", "s %= ..", NULL},
        {PH_UNKNOWN, "def g(): pass\n" DEF "    x = lambda: g()\n    x()\n", "x()", NULL},
        {PH_UNKNOWN, "def g(): pass\ng = b\n" DEF "    g()\n", "g()", NULL},
        {PH_UNKNOWN, DEF "    def g(): pass\n", "def g..", NULL},
    };
    EXPECT_CASES(*state, "calls_user_code", k_cases);
}

/* The object that a name held is dropped, and its `__del__` may run. */
static void a_store_that_may_drop_an_object_is_unknown(void **state)
{
    static const Case k_cases[] = {
        {PH_UNKNOWN, DEF "    x = a\n    x = 1\n", "x = 1", NULL},
        {PH_UNKNOWN, DEF "    q = [a]\n    q[0] = 1\n", "q[0] = 1", NULL},
        {PH_UNKNOWN, DEF "    q = [a]\n    q = 1\n", "q = 1", NULL},
        {PH_UNKNOWN, "x = 1\n", "x = 1", NULL},
        {PH_UNKNOWN, DEF "    print((y := 1))\n", "print(..", NULL},
    };
    EXPECT_CASES(*state, "calls_user_code", k_cases);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(stores_and_deletions_in_the_code_are_proved),
        TEST(code_that_only_reads_a_local_variable_leaves_it_alone),
        TEST(what_others_may_do_meanwhile_is_unknown),
        TEST(no_code_changes_nothing),
        TEST(operations_of_builtin_classes_call_nobody),
        TEST(functions_of_the_file_and_suspensions_are_user_code),
        TEST(whatever_may_run_other_code_is_unknown),
        TEST(a_store_that_may_drop_an_object_is_unknown),
    };
    return cmocka_run_group_tests_name("fact_changes", k_tests, NULL, NULL);
}
