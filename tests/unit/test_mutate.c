#include "cmd/mutate.h"
#include "syntax/parse.h"
#include "unit.h"

typedef struct {
    PhArena *arena;
    const PhGrammar *grammar;
    PhTree tree;
} Fixture;

static int set_up(void **state)
{
    static Fixture fixture;
    ph_parse_set_up();
    fixture = (Fixture){.arena = ph_arena_new()};
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

static void read_text(Fixture *f, const char *text)
{
    PhParsed parsed;
    assert_int_equal(
        ph_parse(f->grammar, f->arena, ph_bytes_of(text), (PhParseOptions){0}, &parsed),
        PH_PARSED);
    f->tree = parsed.tree;
}

static const PhMutation *mutation_called(const char *name)
{
    size_t count;
    const PhMutation *mutations = ph_mutations(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(mutations[i].name, name) == 0) {
            return &mutations[i];
        }
    }
    fail_msg("no such mutation: %s", name);
    return NULL;
}

/* Mutant `index` of `text` reads `wanted`; NULL: there is none. */
static void expect(Fixture *f, const char *name, uint32_t index, const char *text,
                   const char *wanted)
{
    PhMutant mutant;
    read_text(f, text);
    bool is_made = mutation_called(name)->make(f->arena, &f->tree, index, &mutant);
    assert_int_equal(is_made, wanted != NULL);
    if (is_made) {
        assert_string_equal(ph_arena_string(f->arena, mutant.text), wanted);
    }
}

static void line_ends_are_replaced_everywhere(void **state)
{
    Fixture *f = *state;
    expect(f, "CRLF line ends", 0, "a = '''x\n'''\n", "a = '''x\r\n'''\r\n");
    expect(f, "CR line ends", 0, "a\nb\n", "a\rb\r");
    expect(f, "CR line ends", 1, "a\nb\n", NULL);
}

static void a_mark_is_put_in_front_once(void **state)
{
    Fixture *f = *state;
    expect(f, "a byte-order mark", 0, "a\n",
           "\xef\xbb\xbf"
           "a\n");
    expect(f, "a byte-order mark", 0,
           "\xef\xbb\xbf"
           "a\n",
           NULL);
}

static void the_last_line_end_goes(void **state)
{
    Fixture *f = *state;
    expect(f, "no final newline", 0, "a\nb\n", "a\nb");
    expect(f, "no final newline", 0, "a", NULL);
}

static void blanks_become_tabs_but_not_in_strings(void **state)
{
    Fixture *f = *state;
    expect(f, "tabs", 0, "if a:\n  if b:\n    c = '''\n  d'''\n   # e\n",
           "if a:\n\tif b:\n\t\tc = '''\n  d'''\n\t # e\n");
    expect(f, "tabs", 0, "a = [1,\n     2]\n", NULL);
    expect(f, "tabs", 0, "if a:\n\tb\n", NULL);
}

static void a_form_feed_stands_before_the_first_statement_after_imports(void **state)
{
    Fixture *f = *state;
    expect(f, "a form feed", 0, "'''doc'''\nimport a\n\n# b\nc = 1\nd = 2\n",
           "'''doc'''\nimport a\n\n# b\n\fc = 1\nd = 2\n");
    expect(f, "a form feed", 0, "import a\n", NULL);
}

static void nesting_leaves_header_strings_and_empty_lines_alone(void **state)
{
    Fixture *f = *state;
    expect(f, "an `if` around it", 0,
           "import a\n\n\ndef f():\n    '''x\n  y'''\n\n    # z\n",
           "import a\n\n\nif True:\n    def f():\n        '''x\n  y'''\n\n        # z\n");
    expect(f, "a method around it", 0, "a = [\n1]",
           "class Outer:\n    def method(self):\n        a = [\n        1]\n");
    expect(f, "an `async def` around it", 0, "a\n", "async def outer():\n    a\n");
    expect(f, "a `try` around it", 0, "a\n", "try:\n    a\nfinally:\n    pass\n");
    expect(f, "a `try` around it", 0, "import a\n", NULL);
}

static void only_simple_neighbours_are_joined(void **state)
{
    Fixture *f = *state;
    expect(f, "statements joined by `;`", 0, "a\nb\nif c:\n    d = 1\n\n    e\nf # g\nh\n",
           "a; b\nif c:\n    d = 1; e\nf # g\nh\n");
    expect(f, "statements joined by `;`", 0, "if a:\n    b\n", NULL);
}

static void a_backslash_goes_where_no_bracket_is(void **state)
{
    Fixture *f = *state;
    expect(f, "a backslash", 0, "a = f(b, c) + 'd e'\n", "a \\\n= f(b, c) + 'd e'\n");
    expect(f, "a backslash", 2, "a = f(b, c) + 'd e'\n", "a = f(b, c) \\\n+ 'd e'\n");
    expect(f, "a backslash", 4, "a = f(b, c) + 'd e'\n", NULL);
    expect(f, "a backslash", 0, "a # b\n", NULL);
}

static void a_comment_goes_into_each_gap_between_brackets(void **state)
{
    Fixture *f = *state;
    expect(f, "a comment", 0, "f(a, 'b')\n", "f(  # gap 1\na, 'b')\n");
    expect(f, "a comment", 1, "f(a, 'b')\n", "f(a  # gap 2\n, 'b')\n");
    expect(f, "a comment", 3, "f(a, 'b')\n", "f(a, 'b'  # gap 4\n)\n");
    expect(f, "a comment", 4, "f(a, 'b')\n", NULL);
    expect(f, "a comment", 2, "(a.b)\n", "(a.  # gap 3\nb)\n");
    expect(f, "a comment", 1, "if a:\n    (a)\n", "if a:\n    (a  # gap 2\n    )\n");
    expect(f, "a comment", 1, "f(f'{g(1)}')\n", "f(f'{g(1)}'  # gap 2\n)\n");
}

static void the_header_ends_before_code_on_its_line(void **state)
{
    Fixture *f = *state;
    read_text(f, "'''d'''\n\n# c\nfrom a import b\nc = 1\nimport d\n");
    assert_int_equal(ph_mutate_header_end(&f->tree), 29);
    read_text(f, "import a; b = 1\n");
    assert_int_equal(ph_mutate_header_end(&f->tree), 0);
    read_text(f, "a = 1\n'''no docstring'''\n");
    assert_int_equal(ph_mutate_header_end(&f->tree), 0);
}

static void names_of_the_module_keep_it_from_being_only_definitions(void **state)
{
    Fixture *f = *state;
    read_text(
        f,
        "import a\n\n@a\ndef f():\n    b = 1\n\n\nclass C:\n    d = 1\n\n\nprint(f())\n");
    assert_true(ph_mutate_only_defines(&f->tree));
    read_text(f, "a = 1\n");
    assert_false(ph_mutate_only_defines(&f->tree));
    read_text(f, "for a in b:\n    pass\n");
    assert_false(ph_mutate_only_defines(&f->tree));
    read_text(f, "def f():\n    global a\n    a = 1\n");
    assert_false(ph_mutate_only_defines(&f->tree));
}

static void a_name_is_shadowed_after_the_header(void **state)
{
    Fixture *f = *state;
    read_text(f, "from __future__ import annotations\nlen(a)\n");
    PhBytes text = ph_mutate_shadow(f->arena, &f->tree, PH_BYTES("len"));
    assert_string_equal(ph_arena_string(f->arena, text),
                        "from __future__ import annotations\nlen = list\nlen(a)\n");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(line_ends_are_replaced_everywhere),
        TEST(a_mark_is_put_in_front_once),
        TEST(the_last_line_end_goes),
        TEST(blanks_become_tabs_but_not_in_strings),
        TEST(a_form_feed_stands_before_the_first_statement_after_imports),
        TEST(nesting_leaves_header_strings_and_empty_lines_alone),
        TEST(only_simple_neighbours_are_joined),
        TEST(a_backslash_goes_where_no_bracket_is),
        TEST(a_comment_goes_into_each_gap_between_brackets),
        TEST(the_header_ends_before_code_on_its_line),
        TEST(names_of_the_module_keep_it_from_being_only_definitions),
        TEST(a_name_is_shadowed_after_the_header),
    };
    return cmocka_run_group_tests_name("mutate", tests, NULL, NULL);
}
