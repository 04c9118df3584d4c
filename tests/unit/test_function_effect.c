/* What a call of a function of the file does. */
#include "flow_fixture.h"

#define CALL(body) "def f(b):\n  def _g(a):\n" body "\n  return _g(3)\n"

static void a_function_that_only_computes_is_pure(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, CALL("    return a + 1"), "_g(3)", NULL},
        {PH_PROVED, CALL("    return (a, [a])"), "_g(3)", NULL},
        {PH_PROVED, CALL("    'Text.'\n    b = a * a\n    if b:\n        return b"),
         "_g(3)", NULL},
        {PH_PROVED,
         CALL("    r = 0\n    for i in range(a):\n        r = r + i\n    return r"),
         "_g(3)", NULL},
        {PH_PROVED, CALL("    return [i + a for i in 'abc' if a] and len('a')") "", "_g(3)",
         NULL},
        {PH_PROVED, "import math\n" CALL("    return math.sqrt(a)"), "_g(3)", NULL},
        {PH_PROVED, "from math import sqrt\n" CALL("    return sqrt(a)"), "_g(3)", NULL},
        {PH_PROVED,
         "def f(b):\n  def _h(x):\n    return x + 1\n  def _g(a):\n    return _h(a) + "
         "_h(1)\n"
         "  return _g(3)\n",
         "_g(3)", NULL},
    };
    EXPECT_CASES(*state, "pure", k_cases);
}

static void a_function_that_may_do_more_is_not(void **state)
{
    static const Case k_cases[] = {
        {PH_UNKNOWN, CALL("    print(a)"), "_g(3)", NULL},
        {PH_UNKNOWN, CALL("    global t\n    t = a"), "_g(3)", NULL},
        {PH_UNKNOWN, "t = 1\n" CALL("    return t"), "_g(3)", NULL},
        {PH_UNKNOWN, "_t = {}\n" CALL("    return _t.get(a)"), "_g(3)", NULL},
        {PH_UNKNOWN, CALL("    a.b = 1"), "_g(3)", NULL},
        {PH_UNKNOWN, CALL("    x = []\n    x.append(a)\n    return x"), "_g(3)", NULL},
        {PH_UNKNOWN, CALL("    yield a"), "_g(3)", NULL},
        {PH_UNKNOWN, CALL("    while a:\n        pass"), "_g(3)", NULL},
        {PH_UNKNOWN, CALL("    return locals()"), "_g(3)", NULL},
        {PH_UNKNOWN, CALL("    return _g(a - 1)"), "_g(3)", NULL},
        {PH_UNKNOWN,
         "def f(b):\n  def _h(x):\n    return _g(x)\n  def _g(a):\n    return _h(a)\n"
         "  return _g(3)\n",
         "_g(3)", NULL},
        {PH_UNKNOWN, "def f(b):\n  @d\n  def _g(a):\n    return 1\n  return _g(3)\n",
         "_g(3)", NULL},
        {PH_UNKNOWN, CALL("    return 1") "  _g = print\n", "_g(3)", NULL},
        {PH_UNKNOWN, "math = 1\n" CALL("    return math.sqrt(a)"), "_g(3)", NULL},
        {PH_UNKNOWN, "def g(a):\n    return a + 1\ndef f(b):\n    return g(3)\n", "g(3)",
         NULL},
        {PH_UNKNOWN,
         "def f(b):\n  def _g(a):\n    return list(a)\n  return _g(x for x in 'ab')\n",
         "_g(x for x in 'ab')", NULL},
        {PH_UNKNOWN,
         "def f(b):\n  def _g(a):\n    return [y for y in a]\n  return _g(iter('ab'))\n",
         "_g(iter('ab'))", NULL},
    };
    EXPECT_CASES(*state, "pure", k_cases);
}

static void no_call_of_a_function_is_total(void **state)
{
    static const Case k_cases[] = {
        {PH_UNKNOWN, CALL("    return 1"), "_g(3)", NULL},
    };
    EXPECT_CASES(*state, "total", k_cases);
}

static void functions_of_the_library_are_judged_by_their_arguments(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "import math\nx = math.sqrt(2)\n", "math.sqrt(2)", NULL},
        {PH_PROVED, "import os\nx = os.path.join('a', 'b')\n", "os.path.join('a', 'b')",
         NULL},
        {PH_PROVED, "from os.path import basename\nx = basename('a')\n", "basename('a')",
         NULL},
        {PH_UNKNOWN, "import math\nx = math.sqrt(v)\n", "math.sqrt(v)", NULL},
        {PH_UNKNOWN, "import os\nx = os.path.join('a', v)\n", "os.path.join('a', v)", NULL},
        {PH_UNKNOWN, "x = math.sqrt(2)\n", "math.sqrt(2)", NULL},
        {PH_UNKNOWN, "import os\nx = os.path.exists('a')\n", "os.path.exists('a')", NULL},
    };
    EXPECT_CASES(*state, "pure", k_cases);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest k_tests[] = {
        TEST(a_function_that_only_computes_is_pure),
        TEST(a_function_that_may_do_more_is_not),
        TEST(no_call_of_a_function_is_total),
        TEST(functions_of_the_library_are_judged_by_their_arguments),
    };
    return cmocka_run_group_tests_name("function effect", k_tests, NULL, NULL);
}
