#include "base/buf.h"
#include "syntax/parse.h"
#include "syntax/toml.h"
#include "unit.h"

typedef struct {
    PhArena *program;
    const PhGrammar *grammar;
    PhArena *arena;
    PhDiags diags;
} Fixture;

static int set_up_program(void **state)
{
    static Fixture fixture;
    ph_parse_set_up();
    fixture.program = ph_arena_new();
    fixture.grammar = ph_grammar_new(fixture.program, PH_LANGUAGE_TOML);
    *state = &fixture;
    return 0;
}

static int tear_down_program(void **state)
{
    Fixture *fixture = *state;
    ph_arena_free(fixture->program);
    ph_parse_tear_down_thread();
    return 0;
}

static int set_up(void **state)
{
    Fixture *fixture = *state;
    fixture->arena = ph_arena_new();
    fixture->diags = (PhDiags){.arena = fixture->arena};
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;
    ph_arena_free(fixture->arena);
    return 0;
}

static const PhToml *parse(Fixture *f, const char *text)
{
    PhToml *root = NULL;
    assert_int_equal(ph_toml_parse(f->grammar, f->arena, PH_BYTES("a.toml"),
                                   ph_bytes_of(text), &f->diags, &root),
                     PH_OK);
    assert_int_equal(f->diags.records.count, 0);
    return root;
}

static void expect_refusal(Fixture *f, const char *text, const char *message, uint32_t line,
                           uint32_t column)
{
    PhToml *root = NULL;
    f->diags.records.count = 0;
    assert_int_equal(ph_toml_parse(f->grammar, f->arena, PH_BYTES("a.toml"),
                                   ph_bytes_of(text), &f->diags, &root),
                     PH_ERR_USAGE);
    assert_int_equal(f->diags.records.count, 1);
    const PhDiag *diag = &f->diags.records.items[0];
    assert_string_equal(ph_arena_string(f->arena, diag->message), message);
    assert_int_equal(diag->line, line);
    assert_int_equal(diag->column, column);
}

static const PhToml *get(const PhToml *table, const char *key)
{
    const PhToml *value = ph_toml_get(table, ph_bytes_of(key));
    assert_non_null(value);
    return value;
}

static void expect_text(const PhToml *table, const char *key, const char *wanted)
{
    const PhToml *value = get(table, key);
    assert_int_equal(value->kind, PH_TOML_STRING);
    assert_int_equal(value->text.len, strlen(wanted));
    assert_memory_equal(value->text.ptr, wanted, strlen(wanted));
}

static void strings_are_decoded(void **state)
{
    Fixture *f = *state;
    const PhToml *root =
        parse(f, "a = \"x\\ty\\u00e9\\U0001F600\\\\\"\nb = 'x\\ty'\n"
                 "c = \"\"\"\nx\\\n   y\n\"\"\"\nd = '''\r\nx\\'''\ne = \"\"\nf = ''\n"
                 "g = \"\"\"a\"b\"\"\"\"\n");
    expect_text(root, "a", "x\ty\xc3\xa9\xf0\x9f\x98\x80\\");
    expect_text(root, "b", "x\\ty");
    expect_text(root, "c", "xy\n");
    expect_text(root, "d", "x\\");
    expect_text(root, "e", "");
    expect_text(root, "f", "");
    expect_text(root, "g", "a\"b\"");
}

static void numbers_have_their_value(void **state)
{
    Fixture *f = *state;
    const PhToml *root = parse(f, "a = 1_000\nb = 0xff\nc = -9223372036854775808\n"
                                  "d = 1_0.5e1\ne = true\nf = 1979-05-27\ng = 0\n");
    assert_int_equal(get(root, "a")->integer, 1000);
    assert_int_equal(get(root, "b")->integer, 255);
    assert_true(get(root, "c")->integer == INT64_MIN);
    assert_true(get(root, "d")->number == 105.0);
    assert_true(get(root, "e")->boolean);
    assert_int_equal(get(root, "f")->kind, PH_TOML_DATE);
    assert_true(ph_bytes_is(get(root, "f")->text, "1979-05-27"));
    assert_int_equal(get(root, "g")->integer, 0);
}

static void keys_headers_and_inline_tables_make_tables(void **state)
{
    Fixture *f = *state;
    const PhToml *root =
        parse(f, "a.b.c = 1\na.b.\"d e\" = 2\n[t.u]\nx = {y.z = 3, w = []}\n"
                 "[t]\nv = 4\n[t.u.s]\n[[r]]\nn = 5\n[[r]]\nn = 6\n"
                 "[r.q]\nm = [[7, 8], {k = 9}]\n");
    const PhToml *b = get(get(root, "a"), "b");
    assert_int_equal(get(b, "c")->integer, 1);
    assert_int_equal(get(b, "d e")->integer, 2);
    const PhToml *x = get(get(get(root, "t"), "u"), "x");
    assert_int_equal(get(get(x, "y"), "z")->integer, 3);
    assert_int_equal(get(x, "w")->array.count, 0);
    assert_int_equal(get(get(root, "t"), "v")->integer, 4);
    const PhToml *r = get(root, "r");
    assert_int_equal(r->array.count, 2);
    assert_int_equal(get(r->array.items[0].value, "n")->integer, 5);
    const PhToml *m = get(get(r->array.items[1].value, "q"), "m");
    assert_int_equal(m->array.items[0].value->array.items[1].value->integer, 8);
    assert_int_equal(get(m->array.items[1].value, "k")->integer, 9);
    assert_null(ph_toml_get(root, PH_BYTES("none")));
    assert_null(ph_toml_get(NULL, PH_BYTES("none")));
}

static void spans_point_at_keys_and_values(void **state)
{
    Fixture *f = *state;
    const char *text = "# c\n[a]\nkey = [1, \"two\"]\n";
    const PhTomlEntry *entry = ph_toml_find(get(parse(f, text), "a"), PH_BYTES("key"));
    assert_memory_equal(text + entry->key_span.start, "key", 3);
    assert_int_equal(ph_span_len(entry->key_span), 3);
    PhSpan span = entry->value->array.items[1].value->span;
    assert_memory_equal(text + span.start, "\"two\"", 5);
    assert_int_equal(ph_span_len(span), 5);
}

static void what_is_not_toml_is_refused_at_its_place(void **state)
{
    Fixture *f = *state;
    expect_refusal(f, "a = 1\nb == 2\n", "not valid TOML", 2, 3);
    expect_refusal(f, "a = 1\n[b]\nc = 1\nd = [1,\n", "not valid TOML", 4, 1);
    expect_refusal(f, "a = 1\nb = \xff\n", "not UTF-8", 2, 5);
    expect_refusal(f, "a = \"x\\uD800\"\n", "escape names no character", 1, 7);
    expect_refusal(f, "a = 9223372036854775808\n", "integer does not fit into 64 bits", 1,
                   5);
}

static void nothing_is_given_twice(void **state)
{
    Fixture *f = *state;
    expect_refusal(f, "a = 1\na = 2\n", "key 'a' is given twice", 2, 1);
    expect_refusal(f, "[a]\n[b]\n[a]\n", "key 'a' is given twice", 3, 2);
    expect_refusal(f, "x = {a = 1, a = 2}\n", "key 'a' is given twice", 1, 13);
    expect_refusal(f, "[[a]]\n[a]\n", "key 'a' is given twice", 2, 2);
    expect_refusal(f, "a = []\n[[a]]\n", "key 'a' is given twice", 2, 3);
    expect_refusal(f, "a = {}\na.b = 1\n", "key 'a' is not a table that can be added to", 2,
                   1);
    expect_refusal(f, "a = {}\n[a.b]\n", "key 'a' is not a table that can be added to", 2,
                   2);
    expect_refusal(f, "a.b = 1\n[a]\n", "key 'a' is given twice", 2, 2);
    expect_refusal(f, "a = 1\n[a.b]\n", "key 'a' is not a table that can be added to", 2,
                   2);
    expect_refusal(f, "[a.b]\n[a]\nb.c = 1\n",
                   "key 'b' is not a table that can be added to", 3, 1);
}

static void deep_nesting_is_refused(void **state)
{
    Fixture *f = *state;
    PhBuf text = {0};
    ph_buf_add_str(&text, "a = ");
    ph_buf_add_repeated(&text, '[', 129);
    ph_buf_add_repeated(&text, ']', 129);
    ph_buf_add_char(&text, '\0');
    expect_refusal(f, text.ptr, "nested too deeply", 1, 133);
    ph_buf_clear(&text);
    ph_buf_add_str(&text, "a = ");
    ph_buf_add_repeated(&text, '[', 128);
    ph_buf_add_repeated(&text, ']', 128);
    ph_buf_add_char(&text, '\0');
    f->diags.records.count = 0;
    (void)parse(f, text.ptr);
    ph_buf_clear(&text);
    for (int i = 0; i < 128; i++) {
        ph_buf_add_str(&text, "a.");
    }
    ph_buf_add_str(&text, "a = 1\n");
    ph_buf_add_char(&text, '\0');
    expect_refusal(f, text.ptr, "nested too deeply", 1, 257);
    ph_buf_release(&text);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(strings_are_decoded),
        TEST(numbers_have_their_value),
        TEST(keys_headers_and_inline_tables_make_tables),
        TEST(spans_point_at_keys_and_values),
        TEST(what_is_not_toml_is_refused_at_its_place),
        TEST(nothing_is_given_twice),
        TEST(deep_nesting_is_refused),
    };
    return cmocka_run_group_tests_name("toml", tests, set_up_program, tear_down_program);
}
