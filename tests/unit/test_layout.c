#include "edit/layout.h"
#include "unit.h"

typedef struct {
    PhArena *arena;
    const PhGrammar *grammar;
} Fixture;

static int set_up(void **state)
{
    static Fixture fixture;
    ph_parse_set_up();
    fixture.arena = ph_arena_new();
    fixture.grammar = ph_grammar_new(fixture.arena, PH_LANGUAGE_PYTHON);
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

static PhParsedFile parse(Fixture *f, const char *text)
{
    PhDiags diags = {.arena = f->arena};
    PhParsedFile file = {0};
    assert_int_equal(ph_file_parse(f->grammar, f->arena, PH_BYTES("t.py"),
                                   ph_bytes_of(text), &diags, &file),
                     PH_OK);
    return file;
}

/* The text with `old` replaced by `new`, its lines broken at 40 columns. */
static const char *edited(Fixture *f, const char *text, const char *old, const char *new)
{
    PhParsedFile before = parse(f, text);
    const char *at = strstr(text, old);
    assert_true(at != NULL);
    uint32_t start = (uint32_t)(at - text);
    PhEdit edit = {{start, start + (uint32_t)strlen(old)}, ph_bytes_of(new)};
    PhEditVec edits = {.items = &edit, .count = 1};
    PhBytes result =
        ph_arena_format(f->arena, "%.*s%s%s", (int)start, text, new, at + strlen(old));
    PhParsedFile after = parse(f, result.ptr);
    return ph_arena_string(f->arena,
                           ph_layout_break(f->arena, &before, &after, &edits, 40));
}

typedef struct {
    const char *text;
    const char *wanted;
} Case;

/* X becomes a name of fourteen letters. */
static void expect_texts(Fixture *f, const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(edited(f, cases[i].text, "X", "fourteen_chars"),
                            cases[i].wanted);
    }
}

/* `result += ..` becomes `result.append(..)`. */
static void expect_call(Fixture *f, const Case *one)
{
    PhParsedFile before = parse(f, one->text);
    const char *at = strstr(one->text, " += ");
    assert_true(at != NULL);
    uint32_t start = (uint32_t)(at - one->text);
    uint32_t end = (uint32_t)strlen(one->text) - 1;
    PhEdit edits[] = {{{start, start + 4}, PH_BYTES(".append(")},
                      {{end, end}, PH_BYTES(")")}};
    PhEditVec both = {.items = edits, .count = 2};
    PhBytes result = ph_arena_format(f->arena, "%.*s.append(%.*s)\n", (int)start, one->text,
                                     (int)(end - start - 4), at + 4);
    PhParsedFile after = parse(f, result.ptr);
    assert_string_equal(
        ph_arena_string(f->arena, ph_layout_break(f->arena, &before, &after, &both, 40)),
        one->wanted);
}

static void a_line_is_broken_at_its_last_brackets(void **state)
{
    static const Case k_cases[] = {
        {"value = function(argument, X, other)\n",
         "value = function(\n    argument, fourteen_chars, other\n)\n"},
        {"return_value.method(argument, other, X)\n",
         "return_value.method(\n    argument, other, fourteen_chars\n)\n"},
        {"value = [argument_one, X, argument]\n",
         "value = [\n    argument_one,\n    fourteen_chars,\n    argument,\n]\n"},
        {"def f():\n\treturn function(argument, X, other)\n",
         "def f():\n\treturn function(\n\t\targument, fourteen_chars, other\n\t)\n"},
        {"value = function(argument, X, other)\r\n",
         "value = function(\r\n    argument, fourteen_chars, other\r\n)\r\n"},
        {"value = f(argument_one, argument_two, X)\n",
         "value = f(\n    argument_one,\n    argument_two,\n    fourteen_chars,\n)\n"},
    };
    expect_texts(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void parentheses_come_only_where_nothing_else_breaks(void **state)
{
    static const Case k_cases[] = {
        {"value = argument_one + argument_two + X\n",
         "value = (\n    argument_one\n    + argument_two\n    + fourteen_chars\n)\n"},
        {"value_of_it = argument_one.attribute_X\n",
         "value_of_it = (\n    argument_one.attribute_fourteen_chars\n)\n"},
        {"if argument_one and argument_two and X:\n    pass\n",
         "if (\n    argument_one\n    and argument_two\n    and fourteen_chars\n):\n    "
         "pass\n"},
        {"for x in function(argument, other, X):\n    pass\n",
         "for x in function(\n    argument, other, fourteen_chars\n):\n    pass\n"},
    };
    expect_texts(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void what_is_not_taught_stays_long(void **state)
{
    static const Case k_cases[] = {
        {"value = function(argument, X)  # why\n",
         "value = function(argument, fourteen_chars)  # why\n"},
        {"value = other = function(arguments, X)\n",
         "value = other = function(arguments, fourteen_chars)\n"},
        {"value = 1; other = function(argument, X)\n",
         "value = 1; other = function(argument, fourteen_chars)\n"},
        {"value = function(a, b if other_one else X)\n",
         "value = function(a, b if other_one else fourteen_chars)\n"},
        {"value = function(argument_one, *X)\n",
         "value = function(\n    argument_one, *fourteen_chars\n)\n"},
        {"value = function(argument_number_one, *X)\n",
         "value = function(argument_number_one, *fourteen_chars)\n"},
    };
    expect_texts(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_statement_of_several_lines_is_laid_out_anew(void **state)
{
    static const Case k_cases[] = {
        /* What came to stand in brackets is broken at the operator first. */
        {"def f():\n    result += \"%s %s\" % (\n        one,\n        two,\n    )\n",
         "def f():\n    result.append(\n        \"%s %s\"\n        % (\n            one,\n"
         "            two,\n        )\n    )\n"},
        {"result += text.method(\n    argument, argument_two, three\n)\n",
         "result.append(\n    text.method(\n        argument, argument_two, three\n    "
         ")\n)\n"},
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        expect_call(*state, &k_cases[i]);
    }
}

static void what_fits_one_line_again_goes_there(void **state)
{
    assert_string_equal(
        edited(*state, "value = function(\n    argument, argument_two, a_third\n)\n",
               "argument_two", "x"),
        "value = function(argument, x, a_third)\n");
    assert_string_equal(edited(*state,
                               "value = (\n    argument_one\n    + argument_two\n    + "
                               "fourteen_chars\n)\n",
                               "fourteen_chars", "y"),
                        "value = argument_one + argument_two + y\n");
}

static void a_comma_behind_the_last_keeps_lines_apart(void **state)
{
    assert_string_equal(edited(*state, "value = f(\n    one,\n    two,\n)\n", "two", "x"),
                        "value = f(\n    one,\n    x,\n)\n");
    assert_string_equal(edited(*state,
                               "value = (\n    one\n    in {\n        two,\n    }\n)\n",
                               "two", "x"),
                        "value = (\n    one\n    in {\n        x,\n    }\n)\n");
}

static void a_layout_that_black_would_not_make_is_left(void **state)
{
    static const Case k_cases[] = {
        {"value = function(argument,\n                 X)\n",
         "value = function(argument,\n                 fourteen_chars)\n"},
        {"value = function(\n  argument, argument_two, other_, X\n)\n",
         "value = function(\n  argument, argument_two, other_, fourteen_chars\n)\n"},
        {"value = function(\n    argument, X\n)\n",
         "value = function(\n    argument, fourteen_chars\n)\n"},
        {"value = function(\n    argument,  # why\n    X,\n)\n",
         "value = function(\n    argument,  # why\n    fourteen_chars,\n)\n"},
        {"value = (argument + argument_three + X)\n",
         "value = (argument + argument_three + fourteen_chars)\n"},
    };
    expect_texts(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_line_that_was_long_already_is_left(void **state)
{
    static const char k_text[] = "value = function(argument, argument_two, X)\n";
    assert_string_equal(edited(*state, k_text, "X", "XX"),
                        "value = function(argument, argument_two, XX)\n");
}

/* The loop becomes `new`. */
static void expect_loop(Fixture *f, const char *new, const char *wanted)
{
    static const char k_loop[] = "for x in xs:\n    r.append(x)";
    assert_string_equal(
        edited(f, "r = 1\nfor x in xs:\n    r.append(x)\ns = 1\n", k_loop, new), wanted);
}

static void the_lines_of_what_was_a_loop_are_put_together(void **state)
{
    expect_loop(*state, "r = [f(x,\n       1) for x in xs]",
                "r = 1\nr = [f(x, 1) for x in xs]\ns = 1\n");
    expect_loop(
        *state, "r = [fourteen_chars(\n x\n ) for x in another_name]",
        "r = 1\nr = [\n    fourteen_chars(x)\n    for x in another_name\n]\ns = 1\n");
    expect_loop(*state, "r = [a\n  .b(x) + (x,\n) for x in xs]",
                "r = 1\nr = [a.b(x) + (x,) for x in xs]\ns = 1\n");
}

static void a_comma_at_the_end_of_brackets_keeps_their_lines(void **state)
{
    expect_loop(
        *state, "r = [f(\n    x,\n    1,\n) for x in xs]",
        "r = 1\nr = [\n    f(\n        x,\n        1,\n    )\n    for x in xs\n]\ns = 1\n");
}

static void a_comment_or_a_backslash_keeps_all_lines(void **state)
{
    expect_loop(*state, "r = [f(x,  # why\n       1) for x in xs]",
                "r = 1\nr = [f(x,  # why\n       1) for x in xs]\ns = 1\n");
    expect_loop(*state, "r = [x + \\\n 1 for x in xs]",
                "r = 1\nr = [x + \\\n 1 for x in xs]\ns = 1\n");
}

static void a_long_choice_in_a_comprehension_gets_parentheses(void **state)
{
    static const Case k_cases[] = {
        {"r = [x if x else X for x in another]\n",
         "r = [\n    x if x else fourteen_chars\n    for x in another\n]\n"},
        {"r=[argumen if another else X for x in y]\n",
         "r=[\n    (\n        argumen\n        if another\n        else "
         "fourteen_chars\n    )\n"
         "    for x in y\n]\n"},
    };
    expect_texts(*state, k_cases, PH_COUNT_OF(k_cases));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(a_line_is_broken_at_its_last_brackets),
        TEST(parentheses_come_only_where_nothing_else_breaks),
        TEST(what_is_not_taught_stays_long),
        TEST(a_statement_of_several_lines_is_laid_out_anew),
        TEST(what_fits_one_line_again_goes_there),
        TEST(a_comma_behind_the_last_keeps_lines_apart),
        TEST(a_layout_that_black_would_not_make_is_left),
        TEST(a_line_that_was_long_already_is_left),
        TEST(the_lines_of_what_was_a_loop_are_put_together),
        TEST(a_comma_at_the_end_of_brackets_keeps_their_lines),
        TEST(a_comment_or_a_backslash_keeps_all_lines),
        TEST(a_long_choice_in_a_comprehension_gets_parentheses),
    };
    return cmocka_run_group_tests_name("layout", k_tests, NULL, NULL);
}
