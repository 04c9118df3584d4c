#include "edit/verify.h"
#include "unit.h"

typedef struct {
    PhArena *arena;
    const PhGrammar *grammar;
    PhDiags diags;
} Fixture;

static int set_up(void **state)
{
    static Fixture fixture;
    ph_parse_set_up();
    fixture = (Fixture){.arena = ph_arena_new()};
    fixture.grammar = ph_grammar_new(fixture.arena, PH_LANGUAGE_PYTHON);
    fixture.diags.arena = fixture.arena;
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;
    ph_arena_free(fixture->arena);
    ph_parse_tear_down_thread();
    return 0;
}

static PhStatus parse(Fixture *f, PhBytes text, PhParsedFile *file)
{
    f->diags.records.count = 0;
    return ph_file_parse(f->grammar, f->arena, PH_BYTES("a.py"), text, &f->diags, file);
}

static void what_is_python_is_parsed(void **state)
{
    Fixture *f = *state;
    PhParsedFile file;
    assert_int_equal(parse(f, PH_BYTES("a = 1\n"), &file), PH_OK);
    assert_int_equal(f->diags.records.count, 0);
    assert_true(ph_bytes_is(file.source->bytes, "a = 1\n"));
    assert_true(file.tree.count > 4);
    assert_int_equal(parse(f, PH_BYTES("# coding: latin-1\na = '\xe9'\n"), &file), PH_OK);
}

static void what_is_none_is_refused_with_one_record(void **state)
{
    static const struct {
        PhBytes text;
        uint32_t line;
    } k_cases[] = {
        {{"a = (\n", 6}, 0},
        {{"a = 1\nb = = 2\n", 14}, 2},
        {{"a\0b\n", 4}, 1},
        {{"a = 1\n'\xff'\n", 10}, 2},
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        PhParsedFile file;
        assert_int_equal(parse(f, k_cases[i].text, &file), PH_ERR_REFUSED);
        assert_int_equal(f->diags.records.count, 1);
        assert_int_equal(f->diags.records.items[0].severity, PH_SEVERITY_ERROR);
        assert_true(ph_bytes_is(f->diags.records.items[0].path, "a.py"));
        if (k_cases[i].line > 0) {
            assert_int_equal(f->diags.records.items[0].line, k_cases[i].line);
        }
    }
}

static void comments_must_be_the_same_each_as_often(void **state)
{
    static const struct {
        const char *before;
        const char *after;
        bool is_same;
    } k_cases[] = {
        {"a\n", "b\n", true},
        {"a # x\n", "b # x\n", true},
        {"a # x\n", "# x\nb\n", true},
        {"a # x\nb # y\n", "b # y\na # x\n", true},
        {"a # x\n", "a\n", false},
        {"a\n", "a # x\n", false},
        {"a # x\n", "a # y\n", false},
        {"a # x\n", "a # xy\n", false},
        {"a # x\nb # x\n", "a # x\n", false},
        {"a # x\nb # y\n", "a # x\nb # x\n", false},
        {"a # x\n", "a = '# x'\n", false},
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        PhParsedFile before;
        PhParsedFile after;
        assert_int_equal(parse(f, ph_bytes_of(k_cases[i].before), &before), PH_OK);
        assert_int_equal(parse(f, ph_bytes_of(k_cases[i].after), &after), PH_OK);
        assert_int_equal(ph_verify_comments(f->arena, &before.tree, &after.tree),
                         k_cases[i].is_same);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(what_is_python_is_parsed),
        TEST(what_is_none_is_refused_with_one_record),
        TEST(comments_must_be_the_same_each_as_often),
    };
    return cmocka_run_group_tests_name("verify", k_tests, NULL, NULL);
}
