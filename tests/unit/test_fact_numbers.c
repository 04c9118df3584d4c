#include "flow_fixture.h"

static void lists_in_order(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a):\n    q = sorted(a)\n    g(1)\n    return q\n", "q", "g(1)"},
        {PH_PROVED, "def f(a):\n    q = [1, 2, 2]\n    g(1)\n    del q[0]\n", "q", "g(1)"},
        {PH_PROVED, "def f(a):\n    q = list(a)\n    q.sort()\n    g(1)\n", "q", "g(1)"},
        {PH_PROVED,
         "def f(a):\n    q = []\n    for x in a:\n        q.append(x)\n    q.sort()\n    "
         "g(1)\n",
         "q", "g(1)"},
        {PH_UNKNOWN, "def f(a):\n    q = [2, 1]\n    g(1)\n", "q", "g(1)"},
        {PH_UNKNOWN, "def f(q):\n    g(1)\n    return q\n", "2:q", "g(1)"},
        {PH_UNKNOWN, "def f(a):\n    q = sorted(a, key=g)\n    g(1)\n", "q", "g(1)"},
        {PH_UNKNOWN, "def f(a):\n    q = sorted(a)\n    q.append(a)\n    g(1)\n", "q",
         "g(1)"},
        {PH_UNKNOWN, "def f(a):\n    q = sorted(a)\n    h(q)\n    g(1)\n", "q", "g(1)"},
        {PH_UNKNOWN,
         "def f(a):\n    q = list(a)\n    for x in a:\n        q.append(x)\n        if "
         "x:\n "
         "           continue\n        q.sort()\n        g(1)\n",
         "q", "g(1)"},
    };
    EXPECT_CASES(*state, "ascending_at", k_cases);
}

static void ints_that_fit(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "f(len(a) % 7)\n", "len(a) % 7", "64"},
        {PH_PROVED, "f(-128)\n", "-128", "8"},
        {PH_UNKNOWN, "f(len(a) - 200)\n", "len(a) - 200", "8"},
        {PH_REFUTED, "f(-129)\n", "-129", "8"},
        {PH_REFUTED, "f(True)\n", "True", "64"},
        {PH_UNKNOWN, "f(x)\n", "x", "64"},
    };
    EXPECT_CASES(*state, "fits_signed", k_cases);
}

static void ints_that_are_not_below(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "f(10_000)\n", "10_000", "10000"},
        {PH_REFUTED, "f(9999)\n", "9999", "10000"},
        {PH_UNKNOWN, "f(len(a))\n", "len(a)", "10000"},
    };
    EXPECT_CASES(*state, "at_least", k_cases);
}

static void small_ints_are_shared(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "f(len(a) % 257)\n", "len(a) % 257", NULL},
        {PH_REFUTED, "f(len(a) % 258)\n", "len(a) % 258", NULL},
        {PH_REFUTED, "f(x)\n", "x", NULL},
    };
    EXPECT_CASES(*state, "shared_ints", k_cases);
}

static void slices_that_are_short(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "f(d[:16])\n", "d[:16]", "4096"},
        {PH_PROVED, "f(d[i:i + 16])\n", "d[i:i + 16]", "4096"},
        {PH_PROVED, "f(d[-16:])\n", "d[-16:]", "4096"},
        {PH_REFUTED, "f(d[16:])\n", "d[16:]", "4096"},
        {PH_REFUTED, "f(d[i:j])\n", "d[i:j]", "4096"},
    };
    EXPECT_CASES(*state, "slice_below", k_cases);
}

static void buffers_that_are_taken(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "import zlib\nzlib.crc32(d[1:])\n", "d[1:]", NULL},
        {PH_PROVED, "import struct\nstruct.unpack('H', d[1:])\n", "d[1:]", NULL},
        {PH_PROVED, "b''.join([d[1:]])\n", "d[1:]", NULL},
        {PH_REFUTED, "''.join([d[1:]])\n", "d[1:]", NULL},
        {PH_REFUTED, "f(d[1:])\n", "d[1:]", NULL},
    };
    EXPECT_CASES(*state, "taken_as_buffer", k_cases);
}

static void views_that_are_known(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(d):\n    v = memoryview(d)\n    g(v)\n", "2:v", NULL},
        {PH_REFUTED, "def f(d):\n    g(d)\n", "2:d", NULL},
    };
    EXPECT_CASES(*state, "known_view", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lists_in_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(ints_that_fit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(ints_that_are_not_below, set_up, tear_down),
        cmocka_unit_test_setup_teardown(small_ints_are_shared, set_up, tear_down),
        cmocka_unit_test_setup_teardown(slices_that_are_short, set_up, tear_down),
        cmocka_unit_test_setup_teardown(buffers_that_are_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(views_that_are_known, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("fact_numbers", tests, NULL, NULL);
}
