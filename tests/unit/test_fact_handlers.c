#include "flow_fixture.h"

#define FLASK "from flask import Flask, request\napp = Flask(__name__)\n"

static void functions_that_serve_requests(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, FLASK "@app.route('/')\ndef g():\n    f(x)\n", "x", NULL},
        {PH_PROVED, "@app.get('/a')\ndef g():\n    f(x)\n", "x", NULL},
        {PH_PROVED, FLASK "def g():\n    f(x, request.path)\n", "x", NULL},
        {PH_PROVED, "from fastapi import Request\ndef g(r: Request):\n    f(x)\n", "x",
         NULL},
        {PH_PROVED, FLASK "def g():\n    f(x)\napp.add_url_rule('/', view_func=g)\n", "x",
         NULL},
        {PH_PROVED,
         "from flask.views import MethodView\nclass C(MethodView):\n    def get(self):\n"
         "        f(x)\n",
         "x", NULL},
        {PH_REFUTED, "@table.get('a')\ndef g():\n    f(x)\n", "x", NULL},
        {PH_REFUTED, FLASK "def g():\n    f(x)\n", "x", NULL},
        {PH_REFUTED, FLASK "f(x)\n", "x", NULL},
    };
    EXPECT_CASES(*state, "in_handler", k_cases);
}

static void variables_of_the_module_that_hold_containers(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "c = {}\ndef g():\n    c[1] = 2\n", "2:c", NULL},
        {PH_PROVED, "from collections import deque\nc = deque()\nf(c)\n", "2:c", NULL},
        {PH_PROVED, "c: list = []\ndef g():\n    global c\n    c += [1]\n", "3:c", NULL},
        {PH_REFUTED, "from collections import deque\nc = deque(maxlen=3)\nf(c)\n", "2:c",
         NULL},
        {PH_REFUTED, "from collections import deque\nc = deque([], 3)\nf(c)\n", "2:c",
         NULL},
        {PH_REFUTED, "def g():\n    c = []\n    f(c)\n", "2:c", NULL},
        {PH_REFUTED, "c = []\nc = []\nf(c)\n", "3:c", NULL},
        {PH_REFUTED, "c = other()\nf(c)\n", "2:c", NULL},
    };
    EXPECT_CASES(*state, "module_container", k_cases);
}

static void something_is_taken_out_of_a_container(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "c = {}\ndef g():\n    c[1] = 2\n    return len(c)\n", "2:c", NULL},
        {PH_REFUTED, "c = {}\ndef g():\n    c.pop(1)\n", "2:c", NULL},
        {PH_REFUTED, "c = {}\ndef g():\n    del c[1]\n", "2:c", NULL},
        {PH_REFUTED, "c = set()\ndef g(t):\n    t.add_done_callback(c.discard)\n", "2:c",
         NULL},
        {PH_REFUTED, "c = []\ndef g():\n    c[:] = []\n", "2:c", NULL},
        {PH_REFUTED, "c = {}\ndef g():\n    c[1].clear()\n", "2:c", NULL},
        {PH_REFUTED, "c = set()\ndef g():\n    global c\n    c -= {1}\n", "3:c", NULL},
        {PH_UNKNOWN, "c = {}\ndef g():\n    trim(c)\n", "2:c", NULL},
        {PH_UNKNOWN, "c = {}\ndef g():\n    if len(c) < 9:\n        c[1] = 2\n", "2:c",
         NULL},
        {PH_UNKNOWN, "c = {}\nd = c\n", "2:c", NULL},
    };
    EXPECT_CASES(*state, "never_emptied", k_cases);
}

static void work_that_was_started(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "f(pool.submit(g, 1))\n", "pool.submit(g, 1)", NULL},
        {PH_PROVED, "import asyncio\nf(asyncio.create_task(g()))\n",
         "asyncio.create_task(g())", NULL},
        {PH_PROVED, "def h():\n    w = g.delay(1)\n    f(w)\n", "2:w", NULL},
        {PH_PROVED, "f({'job': g.delay(1)})\n", "{'job': g.delay(1)}", NULL},
        {PH_PROVED, "f([pool.submit(g, i) for i in x])\n", "[pool.submit(g, i) for i in x]",
         NULL},
        {PH_REFUTED, "f(form.submit())\n", "form.submit()", NULL},
        {PH_REFUTED, "f(g(1))\n", "g(1)", NULL},
    };
    EXPECT_CASES(*state, "background_handle", k_cases);
}

static void functions_that_run_in_the_background(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def g():\n    f(x)\npool.submit(g)\n", "x", NULL},
        {PH_PROVED, "async def g():\n    f(x)\nasyncio.create_task(g())\n", "x", NULL},
        {PH_PROVED, "def g():\n    f(x)\nThread(target=g)\n", "x", NULL},
        {PH_PROVED, "def g():\n    f(x)\ng.delay()\n", "x", NULL},
        {PH_PROVED, "@shared_task\ndef g():\n    f(x)\n", "x", NULL},
        {PH_PROVED,
         "class C:\n    def g(self):\n        f(x)\n    def h(self, t):\n"
         "        t.add_task(self.g)\n",
         "x", NULL},
        {PH_REFUTED, "def g():\n    f(x)\ng()\n", "x", NULL},
        {PH_REFUTED, "f(x)\n", "x", NULL},
    };
    EXPECT_CASES(*state, "in_background", k_cases);
}

static void code_that_may_run_after_the_return(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED,
         "def g():\n    l = []\n    for r in x():\n        l.append(r)\n    return l\n",
         "l", "for r.."},
        {PH_REFUTED,
         "def g():\n    l = []\n    for r in x():\n        l.append(r)\n    return r\n",
         "l", "for r.."},
        {PH_REFUTED,
         "def g():\n    with y:\n        l = []\n        for r in x():\n"
         "            l.append(r)\n",
         "l", "for r.."},
        {PH_REFUTED,
         "def g():\n    l = []\n    for r in x():\n        try:\n            l.append(r)\n"
         "        finally:\n            y()\n",
         "l", "for r.."},
        {PH_REFUTED, "def g():\n    l = []\n    for r in x():\n        return l\n", "l",
         "for r.."},
        {PH_REFUTED,
         "def g():\n    global n\n    l = []\n    for r in x():\n        n = 1\n", "l",
         "for r.."},
        {PH_REFUTED, "def g():\n    l = []\n    for r in x():\n        super().h(l)\n", "l",
         "for r.."},
        {PH_REFUTED, "for r in x():\n    y.append(r)\n", "y.append", "for r.."},
    };
    EXPECT_CASES(*state, "body_of_its_own", k_cases);
}

static void loops_without_a_fixed_number_of_rounds(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "def g():\n    l = []\n    for r in x():\n        l.append(r)\n", "l",
         "for r.."},
        {PH_PROVED, "def g():\n    l = []\n    while x():\n        l.append(1)\n", "l",
         "while x.."},
        {PH_REFUTED, "def g():\n    l = []\n    for r in (1, 2):\n        l.append(r)\n",
         "l", "for r.."},
        {PH_REFUTED, "def g():\n    l = []\n    for r in range(9):\n        l.append(r)\n",
         "l", "for r.."},
        {PH_REFUTED,
         "T = {1: 2}\ndef g():\n    l = []\n    for r in T.items():\n        l.append(r)\n",
         "l", "for r.."},
        {PH_REFUTED, "def g():\n    l = []\n    for r in x():\n        y(r)\n", "l",
         "for r.."},
    };
    EXPECT_CASES(*state, "rounds_open", k_cases);
}

static void bodies_that_are_read_and_made(void **state)
{
    static const Case k_read[] = {
        {PH_PROVED, "@cache.cached(60)\ndef g():\n    f(x)\n", "x", NULL},
        {PH_PROVED,
         "@app.after_request\ndef h(r):\n    return len(r.data)\ndef g():\n    f(x)\n", "x",
         NULL},
        {PH_REFUTED, "@app.after_request\ndef h(r):\n    return r\ndef g():\n    f(x)\n",
         "x", NULL},
    };
    static const Case k_dependency[] = {
        {PH_PROVED, "def g(d=Depends(s)):\n    f(d)\n", "f(d)", NULL},
        {PH_REFUTED, "def g(d):\n    f(d)\n", "f(d)", NULL},
    };
    static const Case k_file[] = {
        {PH_PROVED, "f(a.read())\n", "a.read()", NULL},
        {PH_PROVED, "def g():\n    d = p.read_bytes()\n    f(d)\n", "2:d", NULL},
        {PH_REFUTED, "f(a.read(9))\n", "a.read(9)", NULL},
    };
    static const Case k_gathered[] = {
        {PH_PROVED, "f('-'.join(l))\n", "'-'.join(l)", NULL},
        {PH_PROVED, "import io\ndef g():\n    b = io.StringIO()\n    f(b.getvalue())\n",
         "b.getvalue()", NULL},
        {PH_REFUTED, "f(''.join(l))\n", "''.join(l)", NULL},
        {PH_REFUTED, "f(b.getvalue())\n", "b.getvalue()", NULL},
    };
    static const Case k_async[] = {
        {PH_PROVED, "async def g():\n    f(x)\n", "x", NULL},
        {PH_REFUTED, "async def g():\n    def h():\n        f(x)\n", "x", NULL},
    };
    static const Case k_mentions[] = {
        {PH_PROVED, "f('a/json')\n", "'a/json'", "json"},
        {PH_REFUTED, "f('a/csv')\n", "'a/csv'", "json"},
    };
    static const Case k_close[] = {
        {PH_PROVED, "import sqlite3\nf(sqlite3.connect(p))\n", "sqlite3.connect(p)", NULL},
        {PH_UNKNOWN, "f(connect(p))\n", "connect(p)", NULL},
    };
    EXPECT_CASES(*state, "response_read", k_read);
    EXPECT_CASES(*state, "reads_dependency", k_dependency);
    EXPECT_CASES(*state, "whole_file", k_file);
    EXPECT_CASES(*state, "gathered_text", k_gathered);
    EXPECT_CASES(*state, "in_async", k_async);
    EXPECT_CASES(*state, "mentions", k_mentions);
    EXPECT_CASES(*state, "made_to_close", k_close);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(functions_that_serve_requests, set_up, tear_down),
        cmocka_unit_test_setup_teardown(variables_of_the_module_that_hold_containers,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(something_is_taken_out_of_a_container, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(work_that_was_started, set_up, tear_down),
        cmocka_unit_test_setup_teardown(functions_that_run_in_the_background, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(code_that_may_run_after_the_return, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(loops_without_a_fixed_number_of_rounds, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(bodies_that_are_read_and_made, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("fact_handlers", tests, NULL, NULL);
}
