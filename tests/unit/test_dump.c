#include "source/lines.h"
#include "syntax/dump.h"
#include "syntax/parse.h"
#include "unit.h"

typedef struct Fixture {
    PhArena *arena;
    PhBuf out;
} Fixture;

static int set_up(void **state)
{
    static Fixture fixture;
    ph_parse_set_up();
    fixture = (Fixture){.arena = ph_arena_new()};
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;
    ph_buf_release(&fixture->out);
    ph_arena_free(fixture->arena);
    ph_parse_tear_down_thread();
    return 0;
}

static PhTree parse(const Fixture *fixture, PhBytes text, PhParseOptions options)
{
    PhParsed parsed;
    const PhGrammar *grammar = ph_grammar_new(fixture->arena, PH_LANGUAGE_PYTHON);
    (void)ph_parse(grammar, fixture->arena, text, options, &parsed);
    return parsed.tree;
}

static void assert_dumps(void **state, PhBytes text, const char *expected)
{
    Fixture *fixture = *state;
    PhTree tree = parse(fixture, text, (PhParseOptions){.keep_errors = true});
    ph_dump_tree(&tree, ph_lines_new(fixture->arena, text), &fixture->out);
    ph_buf_add_char(&fixture->out, '\0');
    assert_string_equal(fixture->out.ptr, expected);
}

static void assert_states(void **state, PhBytes path, PhBytes text, const char *expected)
{
    Fixture *fixture = *state;
    PhTree tree = parse(fixture, text, (PhParseOptions){0});
    ph_dump_statements(&tree, path, &fixture->out);
    ph_buf_add_char(&fixture->out, '\0');
    assert_string_equal(fixture->out.ptr, expected);
}

static void nodes_are_indented_with_field_kind_place_and_text(void **state)
{
    assert_dumps(state, PH_BYTES("x = 1  # one\n"),
                 "module 1:1-2:1\n"
                 "  expression_statement 1:1-1:6\n"
                 "    assignment 1:1-1:6\n"
                 "      left: identifier 1:1-1:2 x\n"
                 "      \"=\" 1:3-1:4\n"
                 "      right: integer 1:5-1:6 1\n"
                 "  comment 1:8-1:13 # one\n");
}

static void control_characters_are_shown_as_bytes(void **state)
{
    assert_dumps(state, PH_BYTES("'a\x1b\xc3\xa9'\n"),
                 "module 1:1-2:1\n"
                 "  expression_statement 1:1-1:6\n"
                 "    string 1:1-1:6\n"
                 "      string_start 1:1-1:2 '\n"
                 "      string_content 1:2-1:5 a\\x1b\xc3\xa9\n"
                 "      string_end 1:5-1:6 '\n");
}

static void depth_falls_back_after_deep_nodes(void **state)
{
    assert_dumps(state, PH_BYTES("(a)\nb\n"),
                 "module 1:1-3:1\n"
                 "  expression_statement 1:1-1:4\n"
                 "    parenthesized_expression 1:1-1:4\n"
                 "      \"(\" 1:1-1:2\n"
                 "      identifier 1:2-1:3 a\n"
                 "      \")\" 1:3-1:4\n"
                 "  expression_statement 2:1-2:2\n"
                 "    identifier 2:1-2:2 b\n");
}

static void statements_are_listed_in_source_order(void **state)
{
    assert_states(
        state, PH_BYTES("a.py"), PH_BYTES("if a: pass\nelif b: c\n@d\ndef e(): x = 1\n"),
        "{\"path\": \"a.py\", \"statements\": [[\"if_statement\", 0, 20], "
        "[\"pass_statement\", 6, 10], [\"elif_clause\", 11, 20], "
        "[\"expression_statement\", 19, 20], [\"decorated_definition\", 21, 38], "
        "[\"function_definition\", 24, 38], [\"expression_statement\", 33, 38]]}\n");
}

static void comments_below_the_last_statement_of_a_block_are_not_part_of_it(void **state)
{
    assert_states(
        state, PH_BYTES("a.py"), PH_BYTES("if a:\n    b;\n    # c\nd\n"),
        "{\"path\": \"a.py\", \"statements\": [[\"if_statement\", 0, 12], "
        "[\"expression_statement\", 10, 11], [\"expression_statement\", 21, 22]]}\n");
}

static void a_file_without_statements_has_an_empty_list(void **state)
{
    assert_states(state, PH_BYTES("a.py"), PH_BYTES("# only\n"),
                  "{\"path\": \"a.py\", \"statements\": []}\n");
}

static void paths_are_escaped_as_json(void **state)
{
    assert_states(state, PH_BYTES("\"\\\n\xff\xc3\xa9"), PH_BYTES(""),
                  "{\"path\": \"\\\"\\\\\\u000a\\udcff\xc3\xa9\", \"statements\": []}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nodes_are_indented_with_field_kind_place_and_text,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(control_characters_are_shown_as_bytes, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(depth_falls_back_after_deep_nodes, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(statements_are_listed_in_source_order, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            comments_below_the_last_statement_of_a_block_are_not_part_of_it, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(a_file_without_statements_has_an_empty_list, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(paths_are_escaped_as_json, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
