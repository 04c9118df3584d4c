#include "flow_fixture.h"

static void calls_whose_with_closes_and_no_more(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "f(open('a'))\n", "open('a')", NULL},
        {PH_PROVED, "import gzip as g\nf(g.open('a'))\n", "g.open('a')", NULL},
        {PH_PROVED, "from zipfile import ZipFile\nf(ZipFile('a'))\n", "ZipFile('a')", NULL},
        {PH_REFUTED, "import sqlite3\nf(sqlite3.connect('a'))\n", "sqlite3.connect('a')",
         NULL},
        {PH_REFUTED, "import tarfile\nf(tarfile.open('a'))\n", "tarfile.open('a')", NULL},
        {PH_UNKNOWN, "def open(a): pass\nf(open('a'))\n", "open('a')", NULL},
        {PH_UNKNOWN, "f(g('a'))\n", "g('a')", NULL},
    };
    EXPECT_CASES(*state, "exit_closes", k_cases);
}

static void the_mode_tells_whether_something_is_written(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "f(open('a'))\n", "open('a')", NULL},
        {PH_PROVED, "f(open('a', 'rb'))\n", "open('a', 'rb')", NULL},
        {PH_PROVED, "import socket\nf(socket.socket())\n", "socket.socket()", NULL},
        {PH_REFUTED, "f(open('a', mode='w'))\n", "open('a', mode='w')", NULL},
        {PH_REFUTED, "f(open('a', 'r+'))\n", "open('a', 'r+')", NULL},
        {PH_UNKNOWN, "f(open('a', m))\n", "open('a', m)", NULL},
        {PH_UNKNOWN, "f(open(*a))\n", "open(*a)", NULL},
        {PH_UNKNOWN, "import wave\nf(wave.open(a))\n", "wave.open(a)", NULL},
        {PH_UNKNOWN, "import shelve\nf(shelve.open(a))\n", "shelve.open(a)", NULL},
    };
    EXPECT_CASES(*state, "opens_to_read", k_cases);
}

static void what_is_a_lock_of_the_library(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "import threading\nl = threading.Lock()\nf(l)\n", "2:l", NULL},
        {PH_PROVED,
         "import threading\nclass C:\n    def __init__(self):\n        self.l = "
         "threading.RLock()\n    def f(self):\n        g(self.l)\n",
         "2:self.l", NULL},
        {PH_PROVED,
         "import threading\nclass C:\n    l = threading.Lock()\n    def f(self):\n        "
         "g(self.l)\n",
         "self.l", NULL},
        {PH_PROVED,
         "import threading\ndef f():\n    l = k = threading.Condition()\n    g(l)\n", "2:l",
         NULL},
        {PH_UNKNOWN, "import threading\nl = threading.Lock()\nl = x\nf(l)\n", "3:l", NULL},
        {PH_UNKNOWN, "def f(l):\n    g(l)\n", "2:l", NULL},
        {PH_UNKNOWN,
         "import threading\nclass C:\n    def __init__(self, l):\n        self.l = l or "
         "threading.RLock()\n    def f(self):\n        g(self.l)\n",
         "2:self.l", NULL},
        {PH_UNKNOWN,
         "import threading\nclass C:\n    def __init__(self):\n        self.l = "
         "threading.Lock()\n    def f(self):\n        g(self.l)\nclass D(C):\n    def "
         "__init__(self):\n        self.l = 1\n",
         "2:self.l", NULL},
        {PH_PROVED,
         "import threading\nclass C:\n    def __init__(self):\n        self.l = "
         "threading.Lock()\n    def f(self):\n        g(self.l)\nclass D:\n    def "
         "__init__(self):\n        self.l = 1\n",
         "2:self.l", NULL},
        {PH_UNKNOWN,
         "import threading\nclass C:\n    def __init__(self):\n        self.l = "
         "threading.Lock()\n    def f(self):\n        g(self.l)\ndef h(c):\n    c.l = 1\n",
         "2:self.l", NULL},
        {PH_UNKNOWN,
         "import threading\nclass C:\n    def __init__(self):\n        self.l = "
         "threading.Lock()\n    def f(self):\n        g(self.l)\n        setattr(self, "
         "'l', 1)\n",
         "2:self.l", NULL},
        {PH_UNKNOWN,
         "import threading\nclass C:\n    def __init__(self):\n        self.l = "
         "threading.Lock()\n    @staticmethod\n    def f(self):\n        g(self.l)\n",
         "2:self.l", NULL},
    };
    EXPECT_CASES(*state, "is_lock", k_cases);
}

static void locks_of_asyncio_are_others(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "import asyncio\nl = asyncio.Lock()\nf(l)\n", "2:l", NULL},
        {PH_UNKNOWN, "import threading\nl = threading.Lock()\nf(l)\n", "2:l", NULL},
    };
    EXPECT_CASES(*state, "is_async_lock", k_cases);
}

static void who_stores_to_a_name_or_attribute_meanwhile(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a):\n    if a:\n        a = 1\n", "a", "if a.."},
        {PH_PROVED, "def f(a):\n    if a:\n        del a\n", "a", "if a.."},
        {PH_REFUTED, "def f(a):\n    a = 2\n    if a:\n        b = 1\n", "a", "if a.."},
        {PH_UNKNOWN,
         "def f(a):\n    def g():\n        nonlocal a\n        a = 1\n    if a:\n        "
         "g()\n",
         "a", "if a.."},
        {PH_REFUTED, "a = 1\ndef f():\n    if a:\n        g()\n", "2:a", "if a.."},
        {PH_UNKNOWN, "a = 1\na = 2\ndef f():\n    if a:\n        g()\n", "3:a", "if a.."},
        {PH_REFUTED,
         "class C:\n    def __init__(self):\n        self.x = 1\n    def f(self):\n        "
         "if self.x:\n            g()\n",
         "2:self.x", "if self.."},
        {PH_UNKNOWN,
         "class C:\n    def __init__(self):\n        self.x = 1\n    def f(self):\n        "
         "if self.x:\n            g()\n    def h(self):\n        self.x = 2\n",
         "2:self.x", "if self.."},
        {PH_PROVED,
         "class C:\n    def __init__(self):\n        self.x = 1\n    def f(self):\n        "
         "if self.x:\n            self.x = 2\n",
         "2:self.x", "if self.."},
        {PH_UNKNOWN, "def f(a):\n    if a[0]:\n        g()\n", "a[0]", "if a.."},
    };
    EXPECT_CASES(*state, "rebound_in", k_cases);
}

static void what_is_read_while_the_statement_runs(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a):\n    for x in a:\n        g(x)\n", "2:a", NULL},
        {PH_PROVED, "def f(a):\n    return [x for x in a]\n", "2:a", NULL},
        {PH_PROVED, "def f(a):\n    return list(enumerate(a))\n", "2:a", NULL},
        {PH_PROVED, "def f(a):\n    return sum(x for x in a)\n", "2:a", NULL},
        {PH_UNKNOWN, "def f(a):\n    return map(int, a)\n", "2:a", NULL},
        {PH_UNKNOWN, "def f(a):\n    return (x for x in a)\n", "2:a", NULL},
        {PH_UNKNOWN, "def f(a):\n    return g(a)\n", "2:a", NULL},
    };
    EXPECT_CASES(*state, "used_up", k_cases);
}

static void ends_that_are_never_reached(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def f(a):\n    return a\n", "return a", NULL},
        {PH_PROVED, "def f(a):\n    if a:\n        return 1\n    else:\n        raise a\n",
         "if a..", NULL},
        {PH_UNKNOWN, "def f(a):\n    if a:\n        return 1\n", "if a..", NULL},
        {PH_UNKNOWN, "def f(a):\n    g(a)\n", "g(a)", NULL},
    };
    EXPECT_CASES(*state, "leaves", k_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(calls_whose_with_closes_and_no_more, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_mode_tells_whether_something_is_written, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_a_lock_of_the_library, set_up, tear_down),
        cmocka_unit_test_setup_teardown(locks_of_asyncio_are_others, set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_stores_to_a_name_or_attribute_meanwhile, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_read_while_the_statement_runs, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(ends_that_are_never_reached, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("fact_resources", tests, NULL, NULL);
}
