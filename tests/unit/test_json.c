#include <jansson.h>

#include "report/format.h"
#include "unit.h"

typedef struct {
    PhArena *arena;
    PhBuf buf;
} Fixture;

static int set_up(void **state)
{
    static Fixture fixture;
    fixture = (Fixture){.arena = ph_arena_new()};
    k_report_json.begin(&fixture.buf);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *f = *state;
    ph_buf_release(&f->buf);
    ph_arena_free(f->arena);
    return 0;
}

static PhSource *source_of(Fixture *f, PhBytes path, PhBytes text)
{
    PhDiags diags = {.arena = f->arena};
    PhSource *source = NULL;
    assert_int_equal(ph_source_check(f->arena, path, text, &diags, &source), PH_OK);
    return source;
}

static void add(Fixture *f, PhSource *source, const PhFinding *finding)
{
    const PhReportOptions options = {0};
    k_report_json.finding(&f->buf, source, finding, &options);
}

static void expect_output(Fixture *f, size_t finding_count, const char *wanted)
{
    k_report_json.end(&f->buf, finding_count);
    ph_buf_add_char(&f->buf, '\0');
    assert_string_equal(f->buf.ptr, wanted);
    json_error_t error;
    json_t *array = json_loads(f->buf.ptr, 0, &error);
    if (array == NULL) {
        fail_msg("%s at %d:%d", error.text, error.line, error.column);
    }
    assert_int_equal(json_array_size(array), finding_count);
    json_decref(array);
}

static void no_findings_are_an_empty_array(void **state)
{
    expect_output(*state, 0, "[]\n");
}

static void finding_is_an_object_with_all_keys(void **state)
{
    Fixture *f = *state;
    PhSource *source =
        source_of(f, PH_BYTES("a.py"), PH_BYTES("def f(k):\n    return k in [\n1]\n"));
    const PhReason reasons[] = {{PH_BYTES("`k` is unknown"), {6, 7}},
                                {PH_BYTES("no word"), {0, 0}}};
    const PhEdit edits[] = {{{26, 27}, PH_BYTES("{")}, {{29, 30}, PH_BYTES("}")}};
    const PhFinding finding = {.rule = "set-membership",
                               .level = PH_LEVEL_UNSAFE,
                               .benefit = PH_BENEFIT_GAIN,
                               .benefit_text = PH_BYTES("O(1)"),
                               .message = PH_BYTES("say \"hi\"\n"),
                               .help = PH_BYTES("write a set"),
                               .span = {26, 30},
                               .reasons = reasons,
                               .reason_count = 2,
                               .edits = edits,
                               .edit_count = 2};
    add(f, source, &finding);
    expect_output(
        f, 1,
        "[\n  {\"rule\": \"set-membership\", \"level\": \"unsafe\", "
        "\"message\": \"say \\\"hi\\\"\\n\", \"reason\": \"`k` is unknown; no word\", "
        "\"reasons\": [{\"text\": \"`k` is unknown\", \"place\": {\"line\": 1, "
        "\"column\": 7, \"end_line\": 1, \"end_column\": 8}}, {\"text\": \"no word\", "
        "\"place\": null}], \"help\": \"write a set\", \"note\": null, "
        "\"path\": \"a.py\", \"line\": 2, \"column\": 17, \"end_line\": 3, "
        "\"end_column\": 3, \"fix\": {\"edits\": [{\"start\": 26, \"end\": 27, "
        "\"text\": \"{\"}, {\"start\": 29, \"end\": 30, \"text\": \"}\"}]}, "
        "\"benefit\": {\"verdict\": \"gain\", \"text\": \"O(1)\"}}\n]\n");
}

static void finding_without_reason_and_fix_has_nulls(void **state)
{
    Fixture *f = *state;
    PhSource *source = source_of(f, PH_BYTES("a.py"), PH_BYTES("x\n"));
    const PhFinding finding = {.rule = "r",
                               .level = PH_LEVEL_DISPLAY_ONLY,
                               .benefit = PH_BENEFIT_NONE,
                               .message = PH_BYTES("m"),
                               .span = {0, 1}};
    add(f, source, &finding);
    ph_buf_add_str(&f->buf, k_report_json.separator);
    add(f, source, &finding);
    const char *object =
        "{\"rule\": \"r\", \"level\": \"display-only\", \"message\": \"m\", \"reason\": "
        "null, \"reasons\": [], \"help\": null, \"note\": null, \"path\": \"a.py\", "
        "\"line\": 1, \"column\": 1, \"end_line\": 1, \"end_column\": 2, \"fix\": null, "
        "\"benefit\": {\"verdict\": \"none\", \"text\": \"\"}}";
    expect_output(f, 2,
                  ph_arena_format(f->arena, "[\n  %s,\n  %s\n]\n", object, object).ptr);
}

static void expect_text(Fixture *f, const char *key, const char *wanted)
{
    k_report_json.end(&f->buf, 1);
    json_error_t error;
    json_t *array = json_loadb(f->buf.ptr, f->buf.len, 0, &error);
    assert_non_null(array);
    const json_t *object = json_array_get(array, 0);
    const json_t *value = json_object_get(object, key);
    if (strcmp(key, "fix") == 0) {
        value = json_object_get(json_array_get(json_object_get(value, "edits"), 0), "text");
    }
    assert_string_equal(json_string_value(value), wanted);
    json_decref(array);
    f->buf.len = 1;
}

static void bytes_that_are_not_utf8_are_escaped(void **state)
{
    Fixture *f = *state;
    PhSource *source = source_of(f, PH_BYTES("d\xff/\xc3\xa9.py"), PH_BYTES("x\n"));
    const PhFinding finding = {.rule = "r",
                               .message =
                                   PH_BYTES("caf\xe9 and caf\xc3\xa9 \x1b\xed\xa0\x80"),
                               .span = {0, 1}};
    add(f, source, &finding);
    expect_text(f, "path", "d\\xff/\xc3\xa9.py");
    add(f, source, &finding);
    expect_text(f, "message", "caf\\xe9 and caf\xc3\xa9 \x1b\\xed\\xa0\\x80");
}

static void edit_of_a_single_byte_file_is_escaped_by_bytes(void **state)
{
    Fixture *f = *state;
    /* These two bytes are a character of UTF-8 by chance. */
    const PhEdit edit = {{0, 1}, PH_BYTES("'\xc3\xa9'")};
    const PhFinding finding = {.rule = "r",
                               .message = PH_BYTES("m"),
                               .span = {0, 1},
                               .edits = &edit,
                               .edit_count = 1};
    add(f, source_of(f, PH_BYTES("a.py"), PH_BYTES("# coding: latin-1\n")), &finding);
    expect_text(f, "fix", "'\\xc3\\xa9'");
    add(f, source_of(f, PH_BYTES("a.py"), PH_BYTES("x\n")), &finding);
    expect_text(f, "fix", "'\xc3\xa9'");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(no_findings_are_an_empty_array),
        TEST(finding_is_an_object_with_all_keys),
        TEST(finding_without_reason_and_fix_has_nulls),
        TEST(bytes_that_are_not_utf8_are_escaped),
        TEST(edit_of_a_single_byte_file_is_escaped_by_bytes),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
