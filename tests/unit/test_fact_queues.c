#include "flow_fixture.h"

static void the_first_store_of_a_name_is_its_first_def(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    x = 1\n    x = 2\n", "x", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x: int\n    x = 2\n", "2:x", NULL},
        {PH_PROVED, "def f(a, b, c):\n    print(x)\n    x = 2\n", "2:x", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = 1\n    x = 2\n", "2:x", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    a = 1\n", "2:a", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    for x in a:\n        x = 2\n", "2:x", NULL},
    };
    EXPECT_CASES(*state, "first_def", k_cases);
}

static void a_name_that_one_function_alone_sees_is_private(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    x = 1\n    return [x for y in a]\n", "x", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 1\n    return sum(x for y in a)\n", "x",
         NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = 1\n    return ','.join(x for y in a)\n", "x",
         NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = 1\n    return (x for y in a)\n", "x", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = 1\n    return b(x for y in a)\n", "x", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = 1\n    return a.join(x for y in a)\n", "x",
         NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = 1\n    return lambda: x\n", "x", NULL},
        {PH_REFUTED, "def f(a, b, c):\n    x = 1\n    locals()\n", "x", NULL},
        {PH_REFUTED, "x = 1\n", "x", NULL},
    };
    EXPECT_CASES(*state, "private", k_cases);
}

static void a_value_of_builtin_classes_is_of_a_known_class(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a, b, c):\n    x = [a]\n", "[a]", NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = {} if a else 'b'\n", "{} if a else 'b'",
         NULL},
        {PH_PROVED, "def f(a, b, c):\n    x = (y for y in a)\n", "(y for y in a)", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = a\n", "a", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    x = a()\n", "a()", NULL},
    };
    EXPECT_CASES(*state, "known_class", k_cases);
}

static void a_handler_that_looks_at_nothing_hides_an_error_of_its_class(void **state)
{
    static const Case k_cases[] = {
        {PH_REFUTED,
         "def f(a, b, c):\n    try:\n        z\n    except ValueError:\n        pass\n",
         "z", "ValueError"},
        {PH_REFUTED,
         "def f(a, b, c):\n    try:\n        z\n    except (KeyError, ValueError):\n       "
         " pass\n",
         "z", "ValueError"},
        {PH_REFUTED,
         "def f(a, b, c):\n    try:\n        z\n    except IndexError:\n        pass\n    "
         "except Exception:\n        pass\n",
         "z", "ValueError"},
        {PH_REFUTED,
         "def f(a, b, c):\n    try:\n        z\n    except LookupError:\n        pass\n",
         "z", "IndexError"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        z\n    except IndexError:\n        pass\n",
         "z", "ValueError"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        z\n    except LookupError:\n        pass\n",
         "z", "ValueError"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        z\n    except UnicodeError:\n        pass\n",
         "z", "ValueError"},
        {PH_PROVED,
         "def f(a, b, c):\n    try:\n        z\n    except ValueError as e:\n        "
         "print(e)\n",
         "z", "ValueError"},
        {PH_UNKNOWN, "def f(a, b, c):\n    z\n", "z", "ValueError"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    try:\n        z\n    except Exception:\n        pass\n", "z",
         "KeyError"},
    };
    EXPECT_CASES(*state, "error_observed", k_cases);
}

static void a_list_is_walked_through_where_nothing_changes_it(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    for x in q:\n        "
         "print(x)\n",
         "3:q", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    for x in q:\n        "
         "print(x)\n    else:\n        q.clear()\n",
         "3:q", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    for i, x in enumerate(q):\n    "
         "    print(x)\n",
         "3:q", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    for x in reversed(q):\n        "
         "print(x)\n",
         "3:q", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    for x, y in zip(a, iter(q)):\n "
         "       print(x)\n",
         "3:q", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    for x in map(str, q):\n        "
         "print(x)\n",
         "3:q", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    y = [x for x in q]\n", "3:q",
         NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    y = {x: 1 for y in a for x in "
         "q}\n",
         "3:q", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    y = any(x for x in q)\n", "3:q",
         NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    y = ','.join(str(x) for x in "
         "q)\n",
         "3:q", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    y = ','.join(map(str, q))\n",
         "3:q", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    y = list(enumerate(q))\n",
         "3:q", NULL},
        {PH_PROVED, "def f(a, b, c):\n    q = []\n    q.append(a)\n    print(*q)\n", "3:q",
         NULL},
        {PH_PROVED, "def f(a, b, c):\n    q = []\n    q.append(a)\n    y = [*q, 1]\n",
         "3:q", NULL},
        {PH_PROVED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    print(*reversed(q))\n", "3:q",
         NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    for x in q:\n        "
         "q.append(x)\n",
         "3:q", NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    for x in reversed(q):\n        "
         "q.pop()\n",
         "3:q", NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    for q[0] in q:\n        pass\n",
         "4:q", NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    for x, y in zip(iter(q), "
         "[q.pop()]):\n        pass\n",
         "3:q", NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    y = [q.pop() for x in q]\n",
         "4:q", NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    y = list(zip(iter(q), "
         "[q.pop()]))\n",
         "3:q", NULL},
        {PH_REFUTED,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    print(*zip(q, [q.pop()]))\n",
         "3:q", NULL},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    for x in q:\n        q = []\n",
         "3:q", NULL},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    y = (x for x in q)\n", "3:q",
         NULL},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    y = b(x for x in q)\n", "3:q",
         NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = []\n    q.append(a)\n    y = enumerate(q)\n",
         "3:q", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = []\n    q.append(a)\n    y = map(q, a)\n",
         "3:q", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = []\n    q.append(a)\n    y = list(q)\n",
         "3:q", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    q = []\n    q.append(a)\n    y = q\n", "3:q",
         NULL},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    b(q)\n    for x in q:\n        "
         "print(x)\n",
         "4:q", NULL},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = []\n    q.append(a)\n    for x in q:\n        b()\n    "
         "b = lambda: q\n",
         "3:q", NULL},
        {PH_UNKNOWN, "async def f(a):\n    q = []\n    async for x in q:\n        pass\n",
         "2:q", NULL},
        {PH_UNKNOWN, "def f(a, b, c):\n    for x in a:\n        pass\n", "2:a", NULL},
    };
    EXPECT_CASES(*state, "walked", k_cases);
}

static void a_comprehension_counts_as_a_loop(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED,
         "def f(a, b, c):\n    q = []\n    q.extend(a)\n    x = [q.pop(0) for i in "
         "range(len(q))]\n",
         "q", "3:q"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = []\n    q.extend(a)\n    while q:\n        x = [q[0] "
         "for i in b]\n",
         "q", "4:q"},
        {PH_PROVED,
         "def f(a, b, c):\n    q = []\n    q.extend(a)\n    while q:\n        x = any(q[0] "
         "== i for i in b)\n",
         "q", "4:q"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = []\n    q.extend(a)\n    x = [q.pop(0) for i in "
         "range(len(q)) for j in b]\n",
         "q", "3:q"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = []\n    q.extend(a)\n    x = [(q.pop(0), q.pop(0)) for "
         "i in range(len(q))]\n",
         "q", "3:q"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = []\n    q.extend(a)\n    x = [q.pop(0) for i in "
         "range(3)]\n",
         "q", "3:q"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = []\n    q.extend(a)\n    while q:\n        x = "
         "[q.pop(0) for i in range(2)]\n",
         "q", "4:q"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = []\n    q.extend(a)\n    while q:\n        x = "
         "[q.pop(0) for i in b if i]\n        q.pop(0)\n",
         "q", "5:q"},
        {PH_UNKNOWN,
         "def f(a, b, c):\n    q = []\n    q.extend(a)\n    while q:\n        x = b(q[0] "
         "== i for i in b)\n",
         "q", "4:q"},
    };
    EXPECT_CASES(*state, "nonempty_at", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_first_store_of_a_name_is_its_first_def, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_name_that_one_function_alone_sees_is_private,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_value_of_builtin_classes_is_of_a_known_class,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_handler_that_looks_at_nothing_hides_an_error_of_its_class, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_list_is_walked_through_where_nothing_changes_it,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_comprehension_counts_as_a_loop, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("fact_queues", tests, NULL, NULL);
}
