#include <fcntl.h>
#include <unistd.h>

#include "base/io.h"
#include "cmd/terminal.h"
#include "folder_fixture.h"

/* What goes to standard error while the records are told. */
static PhSeverity tell_into(const PhDiags *diags, PhBuf *buf)
{
    int old = dup(STDERR_FILENO);
    int file = open("told", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(old >= 0 && file >= 0);
    assert_int_equal(dup2(file, STDERR_FILENO), STDERR_FILENO);
    PhSeverity worst = ph_terminal_tell(diags, false);
    assert_int_equal(dup2(old, STDERR_FILENO), STDERR_FILENO);
    assert_int_equal(lseek(file, 0, SEEK_SET), 0);
    assert_true(ph_read_all(file, buf));
    assert_int_equal(close(file), 0);
    assert_int_equal(close(old), 0);
    ph_buf_add_char(buf, '\0');
    return worst;
}

static void records_go_to_standard_error_and_the_worst_is_told(void **state)
{
    PhBuf buf = {0};
    PhDiags diags = {.arena = *state};
    (void)ph_diag_add(&diags, PH_SEVERITY_ERROR, PH_BYTES("a.py"), "bad");
    (void)ph_diag_add(&diags, PH_SEVERITY_NOTE, PH_BYTES(""), "by the way");
    assert_int_equal(tell_into(&diags, &buf), PH_SEVERITY_ERROR);
    assert_string_equal(buf.ptr, "error: a.py: bad\nnote: by the way\n");
    ph_buf_release(&buf);
}

static void without_records_nothing_is_told(void **state)
{
    PhBuf buf = {0};
    PhDiags diags = {.arena = *state};
    assert_int_equal(tell_into(&diags, &buf), PH_SEVERITY_NOTE);
    assert_string_equal(buf.ptr, "");
    ph_buf_release(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(records_go_to_standard_error_and_the_worst_is_told,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_records_nothing_is_told, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("terminal", tests, NULL, NULL);
}
