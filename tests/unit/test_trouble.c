#include "base/utf8.h"
#include "report/trouble.h"
#include "unit.h"

static void expect_diag(PhDiag diag, bool colour, const char *wanted)
{
    PhBuf buf = {0};
    ph_report_diag(&buf, &diag, colour);
    ph_buf_add_char(&buf, '\0');
    assert_string_equal(buf.ptr, wanted);
    ph_buf_release(&buf);
}

static void error_names_path_and_place(void **state)
{
    (void)state;
    PhDiag diag = {.severity = PH_SEVERITY_ERROR,
                   .line = 3,
                   .column = 7,
                   .path = PH_BYTES("a b.py"),
                   .message = PH_BYTES("does not parse")};
    expect_diag(diag, false, "error: a b.py:3:7: does not parse\n");
    expect_diag(diag, true, "\033[1;31merror:\033[m a b.py:3:7: does not parse\n");
    diag.column = 0;
    expect_diag(diag, false, "error: a b.py:3: does not parse\n");
    diag.line = 0;
    expect_diag(diag, false, "error: a b.py: does not parse\n");
    diag.path = (PhBytes){0};
    expect_diag(diag, false, "error: does not parse\n");
}

static void severities_have_words(void **state)
{
    (void)state;
    PhDiag diag = {.severity = PH_SEVERITY_NOTE, .message = PH_BYTES("m")};
    expect_diag(diag, false, "note: m\n");
    diag.severity = PH_SEVERITY_WARNING;
    expect_diag(diag, false, "warning: m\n");
    diag.severity = PH_SEVERITY_DEFECT;
    expect_diag(diag, false, "internal error: m\n");
}

static void hint_has_a_line_of_its_own(void **state)
{
    (void)state;
    expect_diag((PhDiag){.severity = PH_SEVERITY_ERROR,
                         .line = 2,
                         .path = PH_BYTES("pyproject.toml"),
                         .message = PH_BYTES("unknown key `selec`"),
                         .hint = PH_BYTES("did you mean `select`?")},
                false,
                "error: pyproject.toml:2: unknown key `selec`\n"
                "  hint: did you mean `select`?\n");
}

static void records_are_told_in_their_order(void **state)
{
    PhBuf buf = {0};
    PhArena *arena = ph_arena_new();
    PhDiags diags = {.arena = arena};
    (void)state;
    ph_report_diags(&buf, &diags, false);
    assert_int_equal(buf.len, 0);
    (void)ph_diag_add(&diags, PH_SEVERITY_WARNING, PH_BYTES("b.py"), "first");
    (void)ph_diag_add(&diags, PH_SEVERITY_ERROR, PH_BYTES("a.py"), "second");
    ph_report_diags(&buf, &diags, false);
    ph_buf_add_char(&buf, '\0');
    assert_string_equal(buf.ptr, "warning: b.py: first\nerror: a.py: second\n");
    ph_buf_release(&buf);
    ph_arena_free(arena);
}

static void hostile_names_are_escaped(void **state)
{
    (void)state;
    expect_diag((PhDiag){.severity = PH_SEVERITY_ERROR,
                         .path = PH_BYTES("a\n\033[2J\xff\xc3\xa9.py"),
                         .message = PH_BYTES("bad\r\nthing")},
                false, "error: a\\x0a\\x1b[2J\\xff\xc3\xa9.py: bad\\x0d\\x0athing\n");
}

static void long_message_is_cut_between_characters(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 4; shift++) {
        PhBuf message = {0};
        ph_buf_add_repeated(&message, 'x', shift);
        for (int i = 0; i < 1000; i++) {
            ph_buf_add_str(&message, "\xe6\x97\xa5");
        }
        PhBuf buf = {0};
        const PhDiag diag = {.severity = PH_SEVERITY_ERROR,
                             .path = PH_BYTES("a.py"),
                             .message = ph_buf_bytes(&message)};
        ph_report_diag(&buf, &diag, false);
        PhBytes line = ph_buf_bytes(&buf);
        assert_in_range(line.len, 890, 910);
        assert_int_equal(ph_utf8_first_invalid(line), PH_NOT_FOUND);
        assert_true(ph_bytes_ends_with(line, PH_BYTES("\xe2\x80\xa6\n")));
        ph_buf_release(&buf);
        ph_buf_release(&message);
    }
}

static void long_path_is_shown_whole(void **state)
{
    (void)state;
    PhBuf path = {0};
    ph_buf_add_repeated(&path, 'p', 4000);
    PhBuf buf = {0};
    const PhDiag diag = {.severity = PH_SEVERITY_ERROR,
                         .path = ph_buf_bytes(&path),
                         .message = PH_BYTES("cannot open")};
    ph_report_diag(&buf, &diag, false);
    assert_int_equal(buf.len, strlen("error: ") + 4000 + strlen(": cannot open\n"));
    ph_buf_release(&buf);
    ph_buf_release(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(error_names_path_and_place),
        cmocka_unit_test(severities_have_words),
        cmocka_unit_test(hint_has_a_line_of_its_own),
        cmocka_unit_test(records_are_told_in_their_order),
        cmocka_unit_test(hostile_names_are_escaped),
        cmocka_unit_test(long_message_is_cut_between_characters),
        cmocka_unit_test(long_path_is_shown_whole),
    };
    return cmocka_run_group_tests_name("trouble", tests, NULL, NULL);
}
