#include <stdio.h>

#include "report/diff.h"
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

static void expect_diff(Fixture *f, PhDiffFile file, PhDiffOptions options,
                        const char *wanted)
{
    PhDiags diags = {.arena = f->arena};
    ph_buf_clear(&f->buf);
    assert_int_equal(ph_diff_add(&f->buf, &file, &options, &diags), PH_OK);
    ph_buf_add_char(&f->buf, '\0');
    assert_string_equal(f->buf.ptr, wanted);
}

static void expect_header(Fixture *f, const char *path, const char *wanted)
{
    PhDiffFile file = {ph_bytes_of(path), PH_BYTES("1\n"), PH_BYTES("2\n")};
    char text[256];
    (void)snprintf(text, sizeof(text), "%s\n@@ -1 +1 @@\n-1\n+2\n", wanted);
    expect_diff(f, file, (PhDiffOptions){0}, text);
}

static void equal_texts_have_no_diff(void **state)
{
    PhDiffFile file = {PH_BYTES("a.py"), PH_BYTES("x\n"), PH_BYTES("x\n")};
    expect_diff(*state, file, (PhDiffOptions){0}, "");
}

static void hunk_has_three_lines_of_context(void **state)
{
    PhDiffFile file = {PH_BYTES("a.py"), PH_BYTES("1\n2\n3\n4\nold\n6\n7\n8\n9\n"),
                       PH_BYTES("1\n2\n3\n4\nnew\nnewer\n6\n7\n8\n9\n")};
    expect_diff(*state, file, (PhDiffOptions){0},
                "--- a/a.py\n+++ b/a.py\n@@ -2,7 +2,8 @@\n 2\n 3\n 4\n-old\n+new\n+newer\n"
                " 6\n 7\n 8\n");
}

static void missing_final_newline_is_told(void **state)
{
    PhDiffFile file = {PH_BYTES("a.py"), PH_BYTES("x\ny"), PH_BYTES("x\nz\n")};
    expect_diff(*state, file, (PhDiffOptions){0},
                "--- a/a.py\n+++ b/a.py\n@@ -1,2 +1,2 @@\n x\n-y\n"
                "\\ No newline at end of file\n+z\n");
}

static void carriage_returns_are_kept(void **state)
{
    PhDiffFile file = {PH_BYTES("a.py"), PH_BYTES("x\r\ny\r\n"), PH_BYTES("x\r\nz\r\n")};
    expect_diff(*state, file, (PhDiffOptions){0},
                "--- a/a.py\n+++ b/a.py\n@@ -1,2 +1,2 @@\n x\r\n-y\r\n+z\r\n");
    PhDiffFile old_mac = {PH_BYTES("a.py"), PH_BYTES("x\ry\r"), PH_BYTES("x\rz\r")};
    expect_diff(*state, old_mac, (PhDiffOptions){0},
                "--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n-x\ry\r\n"
                "\\ No newline at end of file\n+x\rz\r\n\\ No newline at end of file\n");
}

static void plain_name_stands_as_it_is(void **state)
{
    expect_header(*state, "d/it's.py", "--- a/d/it's.py\n+++ b/d/it's.py");
}

static void name_with_a_blank_ends_with_a_tab(void **state)
{
    expect_header(*state, "my file.py", "--- a/my file.py\t\n+++ b/my file.py\t");
}

static void name_with_a_blank_at_its_end_is_quoted(void **state)
{
    expect_header(*state, "odd ", "--- \"a/odd \"\n+++ \"b/odd \"");
}

static void unusual_name_is_quoted_as_git_does(void **state)
{
    expect_header(*state, "a\"b\\c\n\t\x01\x7f\xc3\xa9 d.py",
                  "--- \"a/a\\\"b\\\\c\\n\\t\\001\\177\\303\\251 d.py\"\n"
                  "+++ \"b/a\\\"b\\\\c\\n\\t\\001\\177\\303\\251 d.py\"");
}

static void coloured_diff_looks_like_git(void **state)
{
    PhDiffFile file = {PH_BYTES("a.py"), PH_BYTES("x\ny\n"), PH_BYTES("x\nz\n")};
    expect_diff(*state, file, (PhDiffOptions){.colour = true},
                "\033[1m--- a/a.py\033[m\n\033[1m+++ b/a.py\033[m\n"
                "\033[36m@@ -1,2 +1,2 @@\033[m\n x\n\033[31m-y\033[m\n\033[32m+z\033[m\n");
}

static void terminal_sees_no_control_characters_of_the_file(void **state)
{
    PhDiffFile file = {PH_BYTES("a.py"), PH_BYTES("\tx\033[2J\r\n"),
                       PH_BYTES("\tx\ry\r\n\xff\n")};
    expect_diff(*state, file, (PhDiffOptions){.visible = true},
                "--- a/a.py\n+++ b/a.py\n@@ -1 +1,2 @@\n-\tx\\x1b[2J\r\n+\tx\\x0dy\r\n"
                "+\\xff\n");
    expect_diff(*state, file, (PhDiffOptions){.colour = true},
                "\033[1m--- a/a.py\033[m\n\033[1m+++ b/a.py\033[m\n"
                "\033[36m@@ -1 +1,2 @@\033[m\n\033[31m-\tx\\x1b[2J\033[m\r\n"
                "\033[32m+\tx\\x0dy\033[m\r\n\033[32m+\\xff\033[m\n");
}

static void nul_bytes_are_text(void **state)
{
    Fixture *f = *state;
    PhDiags diags = {.arena = f->arena};
    const PhDiffFile file = {PH_BYTES("a.py"), PH_BYTES("a\0b\n"), PH_BYTES("a\0c\n")};
    const PhDiffOptions options = {0};
    assert_int_equal(ph_diff_add(&f->buf, &file, &options, &diags), PH_OK);
    PhBytes wanted = PH_BYTES("--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n-a\0b\n+a\0c\n");
    assert_int_equal(f->buf.len, wanted.len);
    assert_memory_equal(f->buf.ptr, wanted.ptr, wanted.len);
}

static void path_is_relative_to_the_working_folder(void **state)
{
    Fixture *f = *state;
    static const struct {
        const char *cwd;
        const char *path;
        const char *wanted;
    } k_cases[] = {
        {"/home/u", "a.py", "a.py"},
        {"/home/u", "./a.py", "a.py"},
        {"/home/u", "b/.././/c//a.py", "c/a.py"},
        {"/home/u", "/home/u/c/a.py", "c/a.py"},
        {"/home/u", "../u/a.py", "a.py"},
        {"/home/u/", "/home/u/a.py", "a.py"},
        {"/home/u", "/home/user/a.py", "home/user/a.py"},
        {"/home/u", "../a.py", "home/a.py"},
        {"/home/u", "../../../../a.py", "a.py"},
        {"/home/u", "/etc/./x/../a.py", "etc/a.py"},
        {"/home/u", "..a/...", "..a/..."},
        {"/", "a.py", "a.py"},
        {"/", "/x/a.py", "x/a.py"},
        {"/home/u", "/", ""},
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        PhBytes got = ph_diff_path(f->arena, ph_bytes_of(k_cases[i].cwd),
                                   ph_bytes_of(k_cases[i].path));
        assert_string_equal(ph_arena_string(f->arena, got), k_cases[i].wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(equal_texts_have_no_diff, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hunk_has_three_lines_of_context, set_up, tear_down),
        cmocka_unit_test_setup_teardown(missing_final_newline_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(carriage_returns_are_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(plain_name_stands_as_it_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(name_with_a_blank_ends_with_a_tab, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(name_with_a_blank_at_its_end_is_quoted, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(unusual_name_is_quoted_as_git_does, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(coloured_diff_looks_like_git, set_up, tear_down),
        cmocka_unit_test_setup_teardown(terminal_sees_no_control_characters_of_the_file,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(nul_bytes_are_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(path_is_relative_to_the_working_folder, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("diff", tests, NULL, NULL);
}
