#include "flow_fixture.h"

static const PhProjectFile k_alone = {0};

static void expect(Fixture *f, PhFactOptions options, const Case *one)
{
    read_text(f, one->text);
    f->facts->project = &k_alone;
    f->facts->options = options;
    PhAnswer answer = ask(f, "module_private", one->a, NULL);
    if (answer.verdict != one->verdict ||
        (one->b != NULL && !ph_bytes_is(answer.why, one->b))) {
        fail_msg("%d (%.*s), not %d, for %s in:\n%s", (int)answer.verdict,
                 (int)answer.why.len, answer.why.ptr, (int)one->verdict, one->a, one->text);
    }
}

#define ELSEWHERE "also in a string, attribute, keyword or import of this file"

static void a_private_name_that_is_only_a_variable_is_proved(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "_x = 1\n", "_x", NULL},
        {PH_PROVED, "_x = 1  # about _x\ndef f(): return _x\n", "_x", NULL},
        {PH_PROVED, "_x = 1\ndef f():\n    global _x\n    _x = 2\n", "_x", NULL},
        {PH_PROVED, "_x = 1\ndef f(_x): return _x\n", "_x", NULL},
        {PH_PROVED, "_x = 1\nclass C:\n    a = _x\n", "_x", NULL},
        {PH_PROVED, "_x = 1\nprint(f'{_x}')\n", "_x", NULL},
        {PH_PROVED, "_x = 1\ny = '_xy'\n", "_x", NULL},
        {PH_PROVED, "\"\"\"_x\"\"\"\n_x = 1\n", "2:_x", NULL},
        {PH_PROVED, "_x = 1\ndef f(): raise ValueError('_x')\n", "_x", NULL},
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        expect(*state, (PhFactOptions){0}, &k_cases[i]);
    }
}

static void what_is_no_variable_of_the_module_is_refuted(void **state)
{
    static const Case k_cases[] = {
        {PH_REFUTED, "def f():\n    _x = 1\n", "_x", NULL},
        {PH_REFUTED, "class C:\n    _x = 1\n", "_x", NULL},
        {PH_REFUTED, "print(_x)\n", "_x", NULL},
        {PH_REFUTED, "__all__ = ['a']\n", "__all__", NULL},
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        expect(*state, (PhFactOptions){0}, &k_cases[i]);
    }
}

static void any_other_way_to_the_name_is_unknown(void **state)
{
    static const Case k_cases[] = {
        {PH_UNKNOWN, "x = 1\n", "x", "a public name"},
        {PH_UNKNOWN, "_ = 1\n", "_", "a public name"},
        {PH_UNKNOWN, "__x = 1\n", "__x", "a public name"},
        {PH_UNKNOWN, "_x = 1\ny = '_x'\n", "_x", ELSEWHERE},
        {PH_UNKNOWN, "_x = 1\ny = b'a\\n_x'\n", "_x", ELSEWHERE},
        {PH_UNKNOWN, "\"\"\">>> _x\"\"\"\n_x = 1\n", "_x", ELSEWHERE},
        {PH_UNKNOWN, "_x = 1\n__all__ = ['_x']\n", "_x", ELSEWHERE},
        {PH_UNKNOWN, "_x = 1\ny._x\n", "_x", ELSEWHERE},
        {PH_UNKNOWN, "_x = 1\nf(_x=2)\n", "_x", ELSEWHERE},
        {PH_UNKNOWN, "_x = 1\ny._\xef\xbd\x98\n", "_x", ELSEWHERE},
        {PH_UNKNOWN, "_x = 1\ndef f():\n    from a import _x\n", "_x", ELSEWHERE},
        {PH_UNKNOWN, "_x = 1\nfrom a import _x as y\n", "_x", ELSEWHERE},
        {PH_UNKNOWN, "_x = 1\nclass C:\n    _x = _x\n", "_x", ELSEWHERE},
        {PH_UNKNOWN, "_x = 1\nglobals()\n", "_x",
         "names of the module may be reached by their text"},
        {PH_UNKNOWN, "_x = 1\nfrom a import *\n", "_x",
         "names of the module may be reached by their text"},
        {PH_UNKNOWN, "import sys\n_x = 1\nsys.modules['m']\n", "_x",
         "the file reaches modules by their names"},
        {PH_UNKNOWN, "_x = 1\ndef f(): return f.__globals__\n", "_x",
         "the file reaches modules by their names"},
        {PH_UNKNOWN, "_\xc3\xa9 = 1\n", "_\xc3\xa9", "not an ASCII name"},
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        expect(*state, (PhFactOptions){0}, &k_cases[i]);
    }
}

static void without_a_project_the_answer_is_unknown(void **state)
{
    Fixture *f = *state;
    read_text(f, "_x = 1\n");
    assert_int_equal(ask(f, "module_private", "_x", NULL).verdict, PH_UNKNOWN);
}

static void a_closed_world_has_no_readers_of_public_names(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, "x = 1\n", "x", NULL},
        {PH_UNKNOWN, "x = 1\ny = 'x'\n", "x", ELSEWHERE},
        {PH_UNKNOWN, "_ = 1\n", "_", "a public name"},
        {PH_REFUTED, "__all__ = []\n", "__all__", NULL},
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        expect(*state, (PhFactOptions){.closed_world = true}, &k_cases[i]);
    }
}

static void a_statement_fits_on_its_line_or_not(void **state)
{
    Fixture *f = *state;
    static const char k_long[] = "[11111111, 22222222, 33333333]";
    read_text(f, "a = [11111111, 22222222, 33333333]  # b\nc = [\n    1]\n");
    PhNodeId node = piece(f, k_long);
    PhCapture capture = {.nodes = &node, .count = 1, .is_bound = true};
    PhFactArg args[] = {{.capture = &capture}, {.text = PH_BYTES("12345")}};
    PhFactQuery query = {f->facts, args};
    f->facts->options.line_length = 44;
    assert_int_equal(ph_fact_fits_on_line(&query).verdict, PH_PROVED);
    f->facts->options.line_length = 43;
    assert_int_equal(ph_fact_fits_on_line(&query).verdict, PH_REFUTED);
    f->facts->options.line_length = 0;
    assert_int_equal(ph_fact_fits_on_line(&query).verdict, PH_PROVED);
    node = piece(f, "c");
    assert_int_equal(ph_fact_fits_on_line(&query).verdict, PH_REFUTED);
}

static void a_name_is_the_builtin_where_nothing_binds_it(void **state)
{
    Fixture *f = *state;
    static const Case k_cases[] = {
        {PH_PROVED, "x = 1\n", "x", NULL},
        {PH_REFUTED, "x = 1\nfrozenset = 2\n", "x", NULL},
        {PH_REFUTED, "x = 1\nfrom a import *\n", "x", NULL},
        {PH_REFUTED, "def f(frozenset):\n    x = 1\n", "x", NULL},
        {PH_PROVED, "def f(frozenset): pass\nx = 1\n", "x", NULL},
        {PH_REFUTED, "x = 1\ndef f():\n    global frozenset\n    frozenset = 1\n", "x",
         NULL},
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        read_text(f, k_cases[i].text);
        PhNodeId node = piece(f, k_cases[i].a);
        PhCapture capture = {.nodes = &node, .count = 1, .is_bound = true};
        PhFactArg args[] = {{.capture = &capture}, {.text = PH_BYTES("frozenset")}};
        PhFactQuery query = {f->facts, args};
        assert_int_equal(ph_fact_is_builtin(&query).verdict, k_cases[i].verdict);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_private_name_that_is_only_a_variable_is_proved),
        TEST(what_is_no_variable_of_the_module_is_refuted),
        TEST(any_other_way_to_the_name_is_unknown),
        TEST(without_a_project_the_answer_is_unknown),
        TEST(a_closed_world_has_no_readers_of_public_names),
        TEST(a_statement_fits_on_its_line_or_not),
        TEST(a_name_is_the_builtin_where_nothing_binds_it),
    };
    return cmocka_run_group_tests_name("module_private", tests, NULL, NULL);
}
