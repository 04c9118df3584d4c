/* What tests of a variable say of its classes. The harness is facts_fixture.h. */
#include "facts_fixture.h"

#define MAYBE "def f(a, c):\n    x = str(a) if c else None\n"
#define MIXED "def f(a, c):\n    x = 'a' if c else 1 if a else None\n"

static void a_test_for_none_holds_where_it_decides(void **state)
{
    static const Case k_cases[] = {
        {MAYBE "    _(x)\n", "str|None"},
        {MAYBE "    if x is not None:\n        _(x)\n", "str"},
        {MAYBE "    if x is None:\n        _(x)\n", "None"},
        {MAYBE "    if x is None:\n        a()\n    else:\n        _(x)\n", "str"},
        {MAYBE "    if x is None:\n        a()\n    elif _(x):\n        a()\n", "str"},
        {MAYBE "    if c:\n        a()\n    elif x is None:\n        a()\n    else:\n"
               "        _(x)\n",
         "str"},
        {MAYBE "    if x is None:\n        return\n    _(x)\n", "str"},
        {MAYBE "    if x is None:\n        x = 1\n    _(x)\n", "int|str"},
        {MAYBE "    if x is not None:\n        a()\n    else:\n        return\n    _(x)\n",
         "str"},
        {MAYBE "    if None is x:\n        return\n    _(x)\n", "str"},
        {MAYBE "    if (x) is None:\n        raise E\n    for i in a:\n        _(x)\n",
         "str"},
        {MAYBE "    while x is None:\n        x = str(a) if c else None\n    _(x)\n",
         "str"},
        {MAYBE "    while x is not None:\n        _(x)\n        x = c\n", "unknown"},
        {MAYBE "    while x is not None:\n        _(x)\n        x = 'a' if c else None\n",
         "str"},
        {MAYBE "    _(1 if x is None else x)\n", "int|str"},
        {MAYBE "    return x is not None and _(x)\n", "str"},
        {MAYBE "    return x is None or _(x)\n", "str"},
        {MAYBE "    return [_(x) for i in a if x is not None]\n", "str"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void truth_rules_none_out_and_nothing_else(void **state)
{
    static const Case k_cases[] = {
        {MAYBE "    if x:\n        _(x)\n", "str"},
        {MAYBE "    if not x:\n        return\n    _(x)\n", "str"},
        {MAYBE "    if not x:\n        _(x)\n", "str|None"},
        {MAYBE "    if x and c:\n        _(x)\n", "str"},
        {MAYBE "    if x or c:\n        _(x)\n", "str|None"},
        {MAYBE "    if not (x and c):\n        return\n    _(x)\n", "str"},
        {MAYBE "    if not x or c:\n        return\n    _(x)\n", "str"},
        {MAYBE "    if not x and c:\n        return\n    _(x)\n", "str|None"},
        {MAYBE "    while x:\n        _(x)\n        x = 'b' if a else None\n", "str"},
        {"def f(a, c):\n    if x := (str(a) if c else None):\n        _(x)\n", "str"},
        {"def f(a, c):\n    if (x := str(a) if c else None) is not None:\n        _(x)\n",
         "str"},
        {"def f(a, c):\n    while (x := str(a) if c else None) is not None:\n        "
         "_(x)\n",
         "str"},
        {"def f(a):\n    return [_(x) for i in a if (x := 'a' if i else None)]\n", "str"},
        {"def f(a):\n    y = ['a', None]\n    return [_(x) for x in y if x]\n", "str"},
        {"def f(a):\n    y = ['a', None]\n    return [z for x in y if x for z in _(x)]\n",
         "str"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void an_exact_class_is_known_by_type_alone(void **state)
{
    static const Case k_cases[] = {
        {"def f(x):\n    if type(x) is str:\n        _(x)\n", "str"},
        {"def f(x):\n    if type(x) is not str:\n        return\n    _(x)\n", "str"},
        {"def f(x):\n    if type(x) is int:\n        _(x)\n", "int"},
        {"def f(x):\n    return x is True and _(x)\n", "bool"},
        {"def f(x):\n    return x is None and _(x)\n", "None"},
        {"def f(x):\n    if type(x) is list:\n        for y in x:\n            _(y)\n",
         "unknown"},
        {"def f(x):\n    if type(x) is str:\n        for y in x:\n            _(y)\n",
         "str"},
        {"def f(x):\n    if type(x) == str:\n        _(x)\n", "unknown"},
        {"def f(x):\n    if x.__class__ is str:\n        _(x)\n", "unknown"},
        {"def f(x):\n    if isinstance(x, str):\n        _(x)\n", "unknown"},
        {"def f(x, str):\n    if type(x) is str:\n        _(x)\n", "unknown"},
        {"def f(x, type):\n    if type(x) is str:\n        _(x)\n", "unknown"},
        {"def f(x):\n    if x == 'a':\n        _(x)\n", "unknown"},
        {"def f(x):\n    if x in ('a', 'b'):\n        _(x)\n", "unknown"},
        {"def f(x):\n    assert type(x) is str\n    _(x)\n", "unknown"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void isinstance_tells_known_classes_apart(void **state)
{
    static const Case k_cases[] = {
        {MIXED "    if isinstance(x, str):\n        _(x)\n", "str"},
        {MIXED "    if isinstance(x, int):\n        _(x)\n", "int"},
        {MIXED "    if not isinstance(x, (str, int)):\n        _(x)\n", "None"},
        {MIXED "    if isinstance(x, (str, C)):\n        _(x)\n", "int|str|None"},
        {MIXED "    if isinstance(x, (str, C)):\n        return\n    _(x)\n", "int|None"},
        {"def f(a):\n    x = True if a else 1\n    if isinstance(x, int):\n        _(x)\n",
         "bool|int"},
        {"def f(a):\n    x = True if a else 1\n    if type(x) is int:\n        _(x)\n",
         "int"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_store_behind_the_test_is_not_tested(void **state)
{
    static const Case k_cases[] = {
        {MAYBE "    if x is not None:\n        x = c\n        _(x)\n", "unknown"},
        {MAYBE "    if x is not None:\n        if a:\n            x = None\n        _(x)\n",
         "str|None"},
        {MAYBE "    if x is None:\n        return\n    if a:\n        x = None\n    _(x)\n",
         "str|None"},
        {MAYBE "    if x is None:\n        return\n    for i in a:\n        _(x)\n"
               "        x = None\n",
         "str|None"},
        {MAYBE "    if x is not None:\n        for i in a:\n            _(x)\n"
               "            x = None\n",
         "str|None"},
        {MAYBE "    if x is not None and (x := c):\n        _(x)\n", "unknown"},
        {MAYBE "    return x is not None and [x := c, _(x)]\n", "unknown"},
        {MAYBE "    if x is None:\n        a()\n    _(x)\n", "str|None"},
        {MAYBE "    if x is None:\n        if a:\n            return\n    _(x)\n",
         "str|None"},
        {MAYBE "    if x is None:\n        with a:\n            raise E\n    _(x)\n",
         "str|None"},
        {MAYBE "    if c:\n        return\n    elif x is None:\n        return\n    _(x)\n",
         "str|None"},
        {MAYBE "    while x is None:\n        if c():\n            break\n    _(x)\n",
         "str|None"},
        {MAYBE "    while x is None:\n        x = 'a'\n    else:\n        x = None\n"
               "    _(x)\n",
         "str|None"},
        {MAYBE "    try:\n        if x is None:\n            return\n    finally:\n"
               "        _(x)\n",
         "str|None"},
        {MAYBE "    if x is None:\n        try:\n            return\n        finally:\n"
               "            x = None\n            _(x)\n",
         "None"},
        {MAYBE "    if x is not None:\n        return lambda: _(x)\n", "str|None"},
        {MAYBE "    def g():\n        nonlocal x\n        x = None\n"
               "    if x is not None:\n        g()\n        _(x)\n",
         "str|None"},
        {MAYBE "    if x is not None is not c:\n        _(x)\n", "str|None"},
        {MAYBE "    if (x is None) == c:\n        return\n    _(x)\n", "str|None"},
        {"def f(a):\n    y = ['a', None]\n    return [lambda: _(x) for x in y if x]\n",
         "str|None"},
        {"def f(a):\n    y = ['a', None]\n    return [(_(x) for i in a) for x in y if x]\n",
         "str|None"},
        {"def f(a):\n    y = ['a', None]\n    return [1 for x in y if _(x) if x]\n",
         "str|None"},
        {"def f(a):\n    y = ['a', None]\n    return [_(x) for x in y if x for x in y]\n",
         "str|None"},
        {"def f(a, c):\n    global x\n    x = 'a' if c else None\n    if x is not None:\n"
         "        _(x)\n",
         "unknown"},
        {"class C:\n    x = 'a' if c else None\n    if x is not None:\n        _(x)\n",
         "unknown"},
        {MAYBE "    if x is not None:\n        exec(a)\n        _(x)\n", "unknown"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void every_answer_claims_the_tests_that_it_relies_on(void **state)
{
    Fixture *f = *state;
    PhSpanVec claims = {0};
    read_text(f, MAYBE "    if x is None:\n        return\n    _(x)\n");
    size_t start = ph_bytes_find(f->file.tree.text, PH_BYTES("x is None"), 0);
    bool is_claimed = false;
    f->facts->claims = &claims;
    assert_string_equal(type_text(f, ph_type_of(f->facts, f->marked[0]).kinds), "str");
    for (size_t i = 0; i < claims.count; i++) {
        is_claimed |= claims.items[i].start <= start && start + 9 <= claims.items[i].end;
    }
    assert_true(is_claimed);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest k_tests[] = {
        TEST(a_test_for_none_holds_where_it_decides),
        TEST(truth_rules_none_out_and_nothing_else),
        TEST(an_exact_class_is_known_by_type_alone),
        TEST(isinstance_tells_known_classes_apart),
        TEST(a_store_behind_the_test_is_not_tested),
        TEST(every_answer_claims_the_tests_that_it_relies_on),
    };
    return cmocka_run_group_tests_name("type tests", k_tests, NULL, NULL);
}
