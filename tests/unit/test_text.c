#include "base/utf8.h"
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

static PhSource *source_of(Fixture *f, const char *path, PhBytes text)
{
    PhDiags diags = {.arena = f->arena};
    PhSource *source = NULL;
    assert_int_equal(ph_source_check(f->arena, ph_bytes_of(path), text, &diags, &source),
                     PH_OK);
    return source;
}

/* The first occurrence of `part`. */
static PhSpan span_of(const PhSource *source, const char *part)
{
    size_t at = ph_bytes_find(source->bytes, ph_bytes_of(part), 0);
    assert_true(at != PH_NOT_FOUND);
    return (PhSpan){(uint32_t)at, (uint32_t)(at + strlen(part))};
}

static PhFinding finding_at(PhSpan span)
{
    return (PhFinding){.rule = "set-membership",
                       .level = PH_LEVEL_SAFE,
                       .message = PH_BYTES("searched one by one"),
                       .span = span};
}

static void expect_buf(Fixture *f, const char *wanted)
{
    ph_buf_add_char(&f->buf, '\0');
    assert_string_equal(f->buf.ptr, wanted);
    ph_buf_clear(&f->buf);
}

/* What `text` prints below the first line for the first `part` of `text`. */
static void expect_excerpt(Fixture *f, const char *text, const char *part, uint32_t width,
                           const char *wanted)
{
    PhSource *source = source_of(f, "a.py", ph_bytes_of(text));
    PhFinding finding = finding_at(span_of(source, part));
    PhReportOptions options = {.width = width};
    k_report_text.finding(&f->buf, source, &finding, &options);
    PhBytes rest = ph_buf_bytes(&f->buf);
    PhBytes line;
    assert_true(ph_bytes_next_line(&rest, &line));
    assert_string_equal(ph_arena_string(f->arena, rest), wanted);
    ph_buf_clear(&f->buf);
}

static void unsafe_finding_is_shown_with_reasons(void **state)
{
    Fixture *f = *state;
    PhSource *source =
        source_of(f, "pkg/a.py",
                  PH_BYTES("def f(key):\n    # comment\n    return key in [1, 2, 3]\n"));
    const PhReason reasons[] = {
        {PH_BYTES("`key` (parameter) may be unhashable"), span_of(source, "key")},
        {PH_BYTES("nobody knows"), {0, 0}}};
    PhFinding finding = finding_at(span_of(source, "[1, 2, 3]"));
    finding.level = PH_LEVEL_UNSAFE;
    finding.reasons = reasons;
    finding.reason_count = 2;
    finding.help = PH_BYTES("write a set: `{1, 2, 3}`");
    finding.note = PH_BYTES("the set is built once");
    PhReportOptions options = {0};
    k_report_text.finding(&f->buf, source, &finding, &options);
    expect_buf(f, "pkg/a.py:3:19 set-membership [unsafe] searched one by one\n"
                  "  |\n"
                  "3 |     return key in [1, 2, 3]\n"
                  "  |                   ^^^^^^^^^\n"
                  "  |\n"
                  "because `key` (parameter) may be unhashable (pkg/a.py:1:7)\n"
                  "because nobody knows\n"
                  "help: write a set: `{1, 2, 3}`\n"
                  "note: the set is built once\n");
}

static void place_that_is_told_already_is_left_out(void **state)
{
    Fixture *f = *state;
    PhSource *source =
        source_of(f, "a.py", PH_BYTES("def f(key):\n    return key() in [1, 2, 3]\n"));
    const PhReason reasons[] = {
        {PH_BYTES("`key` (parameter, line 1) is unknown"), span_of(source, "key")},
        {PH_BYTES("`key` (parameter, line 10) is unknown"), span_of(source, "key")},
        {PH_BYTES("`key()` is unknown"), span_of(source, "key()")}};
    PhFinding finding = finding_at(span_of(source, "key() in [1, 2, 3]"));
    finding.level = PH_LEVEL_UNSAFE;
    finding.reasons = reasons;
    finding.reason_count = 3;
    PhReportOptions options = {0};
    k_report_text.finding(&f->buf, source, &finding, &options);
    expect_buf(f, "a.py:2:12 set-membership [unsafe] searched one by one\n"
                  "  |\n"
                  "2 |     return key() in [1, 2, 3]\n"
                  "  |            ^^^^^^^^^^^^^^^^^^\n"
                  "  |\n"
                  "because `key` (parameter, line 1) is unknown\n"
                  "because `key` (parameter, line 10) is unknown (a.py:1:7)\n"
                  "because `key()` is unknown\n");
}

static void safe_finding_gives_no_reasons(void **state)
{
    Fixture *f = *state;
    PhSource *source = source_of(f, "a.py", PH_BYTES("x in [1]\n"));
    const PhReason reason = {PH_BYTES("proved"), {0, 1}};
    PhFinding finding = finding_at(span_of(source, "[1]"));
    finding.reasons = &reason;
    finding.reason_count = 1;
    PhReportOptions options = {0};
    k_report_text.finding(&f->buf, source, &finding, &options);
    expect_buf(f, "a.py:1:6 set-membership [safe] searched one by one\n"
                  "  |\n1 | x in [1]\n  |      ^^^\n  |\n");
}

static void concise_format_is_one_line(void **state)
{
    Fixture *f = *state;
    PhSource *source = source_of(f, "a\nb\xff.py", PH_BYTES("x in [1]\n"));
    PhFinding finding = finding_at(span_of(source, "[1]"));
    finding.level = PH_LEVEL_DISPLAY_ONLY;
    finding.message = PH_BYTES("say \033[2J");
    finding.help = PH_BYTES("no");
    PhReportOptions options = {0};
    k_report_concise.begin(&f->buf);
    k_report_concise.finding(&f->buf, source, &finding, &options);
    k_report_concise.end(&f->buf, 1);
    expect_buf(f, "a\\x0ab\\xff.py:1:6 set-membership [display-only] say \\x1b[2J\n");
}

static void colours_are_added_where_they_are_wanted(void **state)
{
    Fixture *f = *state;
    PhSource *source = source_of(f, "a.py", PH_BYTES("x in [1]\n"));
    PhFinding finding = finding_at(span_of(source, "[1]"));
    finding.help = PH_BYTES("h");
    PhReportOptions options = {.colour = true};
    k_report_text.finding(&f->buf, source, &finding, &options);
    expect_buf(f,
               "\033[1ma.py:1:6\033[m \033[1;31mset-membership\033[m [safe] searched one "
               "by one\n"
               "\033[1;34m  |\033[m\n\033[1;34m1 |\033[m x in [1]\n"
               "\033[1;34m  |\033[m      \033[1;31m^^^\033[m\n\033[1;34m  |\033[m\n"
               "\033[1mhelp:\033[m h\n");
}

static void carets_stand_below_tabs_and_wide_characters(void **state)
{
    expect_excerpt(*state, "\tx\ty\n", "y", 0, "  |\n1 |     x   y\n  |         ^\n  |\n");
    expect_excerpt(*state, "s = \"\xe6\x97\xa5\xe6\x9c\xac\" in q\n", "in", 0,
                   "  |\n1 | s = \"\xe6\x97\xa5\xe6\x9c\xac\" in q\n"
                   "  |            ^^\n  |\n");
    expect_excerpt(*state, "s = \"e\xcc\x81\" in q\n", "\"e\xcc\x81\"", 0,
                   "  |\n1 | s = \"e\xcc\x81\" in q\n  |     ^^^\n  |\n");
}

static void control_characters_are_shown_and_counted(void **state)
{
    expect_excerpt(*state, "\fs = '\033[2J' in q\n", "in", 0,
                   "  |\n1 | \\x0cs = '\\x1b[2J' in q\n"
                   "  |                   ^^\n  |\n");
}

static void byte_order_mark_is_not_shown(void **state)
{
    expect_excerpt(*state, "\xef\xbb\xbfx in y\n", "in", 0,
                   "  |\n1 | x in y\n  |   ^^\n  |\n");
}

static void bytes_of_another_encoding_are_escaped(void **state)
{
    expect_excerpt(*state, "# coding: latin-1\ns = '\xe4' in q\n", "in q", 0,
                   "  |\n2 | s = '\\xe4' in q\n  |            ^^^^\n  |\n");
}

static void any_line_end_ends_a_line(void **state)
{
    expect_excerpt(*state, "a\r\nb in c\r\n", "in", 0, "  |\n2 | b in c\n  |   ^^\n  |\n");
    expect_excerpt(*state, "a\rb in c\rd", "in", 0, "  |\n2 | b in c\n  |   ^^\n  |\n");
}

static void two_lines_are_both_marked(void **state)
{
    expect_excerpt(*state, "x in [1,\n      2] # c\n", "[1,\n      2]", 0,
                   "  |\n1 | x in [1,\n  |      ^^^\n2 |       2] # c\n"
                   "  |       ^^\n  |\n");
}

static void many_lines_are_shown_by_first_and_last(void **state)
{
    expect_excerpt(*state, "1\n2\n3\n4\n5\n6\n7\nx in [1,\n  2,\n  3,\n]\n",
                   "[1,\n  2,\n  3,\n]", 0,
                   "   |\n 8 | x in [1,\n   |      ^^^\n   | ...\n11 | ]\n   | ^\n   |\n");
}

static void span_that_ends_with_its_line_stays_on_it(void **state)
{
    expect_excerpt(*state, "import x\ny\n", "import x\n", 0,
                   "  |\n1 | import x\n  | ^^^^^^^^\n  |\n");
}

static void empty_span_has_one_caret(void **state)
{
    expect_excerpt(*state, "x\n", "", 0, "  |\n1 | x\n  | ^\n  |\n");
    expect_excerpt(*state, "", "", 0, "  |\n1 |\n  | ^\n  |\n");
}

/* Width 44 leaves 40 columns for the text. */
static void long_line_is_cut_around_the_span(void **state)
{
    char text[2001];
    memset(text, 'a', 2000);
    memcpy(text + 1000, "NEEDLE", 6);
    text[2000] = '\0';
    expect_excerpt(*state, text, "NEEDLE", 44,
                   "  |\n"
                   "1 | \xe2\x80\xa6"
                   "aaaaaaaaaaaaaaaaNEEDLEaaaaaaaaaaaaaaaa\xe2\x80\xa6\n"
                   "  |                  ^^^^^^\n  |\n");
}

static void long_line_is_cut_at_its_end_alone_where_that_will_do(void **state)
{
    expect_excerpt(*state, "x in [1, 2]  # aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "in",
                   44,
                   "  |\n1 | x in [1, 2]  # aaaaaaaaaaaaaaaaaaaaaaaa\xe2\x80\xa6\n"
                   "  |   ^^\n  |\n");
    expect_excerpt(*state, "x in [1, 2]  # aaaaaaaaaaaaaaaaaaaaaaaaa", "in", 44,
                   "  |\n1 | x in [1, 2]  # aaaaaaaaaaaaaaaaaaaaaaaaa\n"
                   "  |   ^^\n  |\n");
}

static void span_wider_than_the_terminal_is_cut_with_its_line(void **state)
{
    char text[301];
    memset(text, 'b', 300);
    memcpy(text, "x = [", 5);
    text[300] = '\0';
    expect_excerpt(*state, text, text + 4, 44,
                   "  |\n"
                   "1 | x = [bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\xe2\x80\xa6\n"
                   "  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n  |\n");
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 16;
}

static void fill_with_odd_characters(PhBuf *text, bool is_latin1, uint32_t *seed)
{
    static const char *const k_parts[] = {"a",    "\t", "\xe6\x97\xa5", "e\xcc\x81",
                                          "\x1b", " ",  "\xff"};
    ph_buf_add_str(text, is_latin1 ? "# coding: latin-1\n" : "# coding: utf-8  \n");
    for (int i = 0; i < 120; i++) {
        size_t count = PH_COUNT_OF(k_parts) - (is_latin1 ? 0 : 1);
        ph_buf_add_str(text, k_parts[next_random(seed) % count]);
    }
}

static void expect_at_most(PhBytes rest, size_t width, uint32_t seed)
{
    PhBytes line;
    assert_true(ph_bytes_next_line(&rest, &line));
    while (ph_bytes_next_line(&rest, &line)) {
        if (ph_utf8_width(line) > width) {
            fail_msg("seed %u: more than %zu columns: %.*s", seed, width, (int)line.len,
                     line.ptr);
        }
    }
}

static void no_line_is_wider_than_the_terminal(void **state)
{
    Fixture *f = *state;
    for (uint32_t first = 1; first <= 400; first++) {
        uint32_t seed = first;
        PhBuf text = {0};
        fill_with_odd_characters(&text, first % 2 == 0, &seed);
        PhSource *source = source_of(f, "a.py", ph_buf_bytes(&text));
        uint32_t start = 18 + next_random(&seed) % 60;
        PhFinding finding = finding_at((PhSpan){start, start + next_random(&seed) % 50});
        PhReportOptions options = {.width = 30 + next_random(&seed) % 40};
        k_report_text.finding(&f->buf, source, &finding, &options);
        expect_at_most(ph_buf_bytes(&f->buf), options.width, first);
        ph_buf_clear(&f->buf);
        ph_buf_release(&text);
    }
}

static void cost_does_not_grow_with_the_line(void **state)
{
    Fixture *f = *state;
    PhBuf text = {0};
    ph_buf_add_str(&text, "x = '");
    for (int i = 0; i < 1000000; i++) {
        ph_buf_add_str(&text, "\xcc\x81");
    }
    ph_buf_add_str(&text, "'");
    PhSource *source = source_of(f, "a.py", ph_buf_bytes(&text));
    PhReportOptions options = {0};
    for (uint32_t i = 0; i < 20; i++) {
        PhFinding finding = finding_at((PhSpan){5 + 2 * i, 1000005});
        k_report_text.finding(&f->buf, source, &finding, &options);
        assert_true(f->buf.len < 16384);
        ph_buf_clear(&f->buf);
    }
    ph_buf_release(&text);
}

static void formats_are_found_by_name(void **state)
{
    (void)state;
    assert_ptr_equal(ph_format_find(PH_BYTES("text"))->reporter, &k_report_text);
    assert_ptr_equal(ph_format_find(PH_BYTES("json"))->reporter, &k_report_json);
    assert_null(ph_format_find(PH_BYTES("jsn")));
    assert_string_equal(ph_format_nearest(PH_BYTES("jsn"))->name, "json");
    assert_null(ph_format_nearest(PH_BYTES("postscript")));
    assert_string_equal(ph_format_at(ph_format_count() - 1)->name, "json");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(unsafe_finding_is_shown_with_reasons),
        TEST(place_that_is_told_already_is_left_out),
        TEST(safe_finding_gives_no_reasons),
        TEST(concise_format_is_one_line),
        TEST(colours_are_added_where_they_are_wanted),
        TEST(carets_stand_below_tabs_and_wide_characters),
        TEST(control_characters_are_shown_and_counted),
        TEST(byte_order_mark_is_not_shown),
        TEST(bytes_of_another_encoding_are_escaped),
        TEST(any_line_end_ends_a_line),
        TEST(two_lines_are_both_marked),
        TEST(many_lines_are_shown_by_first_and_last),
        TEST(span_that_ends_with_its_line_stays_on_it),
        TEST(empty_span_has_one_caret),
        TEST(long_line_is_cut_around_the_span),
        TEST(long_line_is_cut_at_its_end_alone_where_that_will_do),
        TEST(span_wider_than_the_terminal_is_cut_with_its_line),
        TEST(no_line_is_wider_than_the_terminal),
        TEST(cost_does_not_grow_with_the_line),
        TEST(formats_are_found_by_name),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
