/*
 * The real tools take our diffs: `git apply` in a repository's root and below it, and
 * `patch -p1`, each to exactly the new bytes.
 */

#include <stdlib.h>
#include <sys/wait.h>

#include "report/diff.h"
#include "scratch.h"
#include "unit.h"

typedef struct {
    const char *path;
    PhBytes old_text;
    PhBytes new_text;
} Case;

/* clang-format off */
static const Case k_cases[] = {
    {"plain.py", {"x\ny\nz\n", 6}, {"x\nY\nz\n", 6}},
    {"folder/deeper/plain.py", {"x\n", 2}, {"x\ny\n", 4}},
    {"with blank.py", {"x\n", 2}, {"y\n", 2}},
    {"a  b /c d/ e .py", {"x\n", 2}, {"y\n", 2}},
    {"blank at end ", {"x\n", 2}, {"y\n", 2}},
    {" blank first.py", {"x\n", 2}, {"y\n", 2}},
    {"blank 2020-01-02 03:04:05.000000000 +0100", {"x\n", 2}, {"y\n", 2}},
    {"quote\"d.py", {"x\n", 2}, {"y\n", 2}},
    {"it's $HOME `x` * ?.py", {"x\n", 2}, {"y\n", 2}},
    {"\"all quoted\"", {"x\n", 2}, {"y\n", 2}},
    {"new\nline.py", {"x\n", 2}, {"y\n", 2}},
    {"tab\tin name.py", {"x\n", 2}, {"y\n", 2}},
    {"back\\slash\\n.py", {"x\n", 2}, {"y\n", 2}},
    {"control\x01\x07\x1b\x7f.py", {"x\n", 2}, {"y\n", 2}},
    {"non-\xc3\xa4scii-\xe6\x97\xa5\xe6\x9c\xac.py", {"x\n", 2}, {"y\n", 2}},
    {"not-utf8-\xff\xfe.py", {"x\n", 2}, {"y\n", 2}},
    {"-dash.py", {"x\n", 2}, {"y\n", 2}},
    {"a/b/in a.py", {"x\n", 2}, {"y\n", 2}},
    {"crlf.py", {"a\r\nb\r\nc\r\n", 9}, {"a\r\nB\r\nc\r\n", 9}},
    {"mixed.py", {"a\r\nb\nc\rd\n", 9}, {"a\r\nb\nc\rD\n", 9}},
    {"to_crlf.py", {"a\nb\n", 4}, {"a\r\nb\r\n", 6}},
    {"cr.py", {"a\rb\rc\r", 6}, {"a\rB\rc\r", 6}},
    {"no_newline_old.py", {"a\nb", 3}, {"a\nb\n", 4}},
    {"no_newline_new.py", {"a\nb\n", 4}, {"a\nb", 3}},
    {"no_newline_both.py", {"a\nb\nc", 5}, {"A\nb\nc", 5}},
    {"no_newline_changed.py", {"a\nb\nc", 5}, {"a\nb\nC", 5}},
    {"crlf_no_newline.py", {"a\r\nb\r\nc", 7}, {"a\r\nb\r\nc\r", 8}},
    {"empty_old.py", {"", 0}, {"x\n", 2}},
    {"nul.py", {"a\0b\nc\n", 6}, {"a\0B\nc\n", 6}},
    {"latin1.py", {"# \xe4\nx\n", 6}, {"# \xe4\ny\n", 6}},
    {"bom.py", {"\xef\xbb\xbfx\n", 5}, {"\xef\xbb\xbfy\n", 5}},
    {"form_feed.py", {"a\n\f\nb\n", 6}, {"a\n\f\nc\n", 6}},
    {"looks_like_a_diff.py", {"-- a/x\n++ b/x\n@@ -1 +1 @@\n", 26}, {"-- a/y\n++ b/y\n@@ -1 +1 @@\n", 26}},
    {"blank_lines.py", {"\n\n\n\nx\n\n\n\n", 9}, {"\n\n\n\ny\n\n\n\n", 9}},
    {"trailing_blanks.py", {"a  \nb\t\n", 7}, {"a  \nB\t\n", 7}},
};
/* clang-format on */

typedef struct {
    PhArena *arena;
    Scratch scratch;
} Fixture;

static int set_up(void **state)
{
    static Fixture fixture;
    fixture.arena = ph_arena_new();
    scratch_make(&fixture.scratch);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *f = *state;
    scratch_remove(&f->scratch);
    ph_arena_free(f->arena);
    return 0;
}

/* Runs a program in `folder` with nothing of the user's configuration; its exit status. */
static int run_tool(const char *folder, char *const *argv)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        int quiet = open("/dev/null", O_RDWR);
        if (quiet < 0 || dup2(quiet, STDIN_FILENO) < 0 || dup2(quiet, STDOUT_FILENO) < 0 ||
            chdir(folder) != 0 || setenv("HOME", folder, 1) != 0 ||
            setenv("GIT_CONFIG_NOSYSTEM", "1", 1) != 0 ||
            setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1) != 0 ||
            setenv("LC_ALL", "C", 1) != 0 || unsetenv("GIT_DIR") != 0 ||
            unsetenv("GIT_WORK_TREE") != 0 || unsetenv("GIT_INDEX_FILE") != 0 ||
            unsetenv("POSIXLY_CORRECT") != 0) {
            _exit(126);
        }
        (void)execvp(argv[0], argv);
        _exit(127);
    }
    int result = 0;
    assert_int_equal(waitpid(child, &result, 0), child);
    return WIFEXITED(result) ? WEXITSTATUS(result) : 128;
}

static void need_tool(const Fixture *f, char *name)
{
    char *const argv[] = {name, "--version", NULL};
    if (run_tool(f->scratch.path, argv) != 0) {
        print_message("skipped: %s is not installed\n", name);
        skip();
    }
}

/* Makes the folders above `path` in `folder` and returns the whole name. */
static char *place(PhArena *arena, const char *folder, const char *path)
{
    size_t size = strlen(folder) + strlen(path) + 2;
    char *whole = ph_arena_alloc(arena, size);
    (void)snprintf(whole, size, "%s/%s", folder, path);
    for (char *at = whole + 1; (at = strchr(at, '/')) != NULL; at++) {
        *at = '\0';
        (void)mkdir(whole, 0755);
        *at = '/';
    }
    return whole;
}

static void write_diff(Fixture *f, const char *folder, const Case *cases, size_t count)
{
    PhBuf buf = {0};
    PhDiags diags = {.arena = f->arena};
    const PhDiffOptions options = {0};
    for (size_t i = 0; i < count; i++) {
        scratch_write(place(f->arena, folder, cases[i].path), cases[i].old_text);
        PhDiffFile file = {
            ph_diff_path(f->arena, ph_bytes_of(folder), ph_bytes_of(cases[i].path)),
            cases[i].old_text, cases[i].new_text};
        assert_int_equal(ph_diff_add(&buf, &file, &options, &diags), PH_OK);
    }
    scratch_write(place(f->arena, f->scratch.path, "the.diff"), ph_buf_bytes(&buf));
    ph_buf_release(&buf);
}

static void expect_applied(Fixture *f, const char *folder, char *const *argv,
                           const Case *cases, size_t count)
{
    write_diff(f, folder, cases, count);
    int result = run_tool(folder, argv);
    if (result != 0) {
        fail_msg("%s exits %d for %s", argv[0], result, cases[0].path);
    }
    for (size_t i = 0; i < count; i++) {
        PhBytes got = scratch_read(f->arena, place(f->arena, folder, cases[i].path));
        expect_bytes(got, cases[i].new_text);
    }
}

/* Each case alone, then all in one diff. */
static void expect_all_applied(Fixture *f, const char *folder, char *const *argv)
{
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        expect_applied(f, folder, argv, &k_cases[i], 1);
    }
    expect_applied(f, folder, argv, k_cases, PH_COUNT_OF(k_cases));
}

/* A file of many hunks, of many lines, and one line of a megabyte. */
static void expect_large_applied(Fixture *f, const char *folder, char *const *argv)
{
    PhBuf old_text = {0};
    PhBuf new_text = {0};
    for (int i = 0; i < 20000; i++) {
        ph_buf_printf(&old_text, "value_%d = %d in [1, 2]\r\n", i, i % 7);
        ph_buf_printf(&new_text, "value_%d = %d in %s\r\n", i, i % 7,
                      i % 50 == 0 ? "{1, 2}" : "[1, 2]");
    }
    for (PhBuf *buf = &old_text;; buf = &new_text) {
        ph_buf_add_repeated(buf, 'x', 1 << 20);
        ph_buf_add_str(buf, buf == &old_text ? " = [1]" : " = {1}");
        if (buf == &new_text) {
            break;
        }
    }
    Case large = {"large.py", ph_buf_bytes(&old_text), ph_buf_bytes(&new_text)};
    expect_applied(f, folder, argv, &large, 1);
    ph_buf_release(&old_text);
    ph_buf_release(&new_text);
}

static void git_applies_in_the_root_of_a_repository(void **state)
{
    Fixture *f = *state;
    need_tool(f, "git");
    char *const init[] = {"git", "init", "-q", NULL};
    assert_int_equal(run_tool(f->scratch.path, init), 0);
    char *const argv[] = {"git", "apply", "--whitespace=nowarn", "the.diff", NULL};
    expect_all_applied(f, f->scratch.path, argv);
    expect_large_applied(f, f->scratch.path, argv);
}

static void git_applies_in_a_folder_of_a_repository(void **state)
{
    Fixture *f = *state;
    need_tool(f, "git");
    char *const init[] = {"git", "init", "-q", NULL};
    assert_int_equal(run_tool(f->scratch.path, init), 0);
    const char *folder =
        ph_arena_format(f->arena, "%s/sub folder/pkg", f->scratch.path).ptr;
    (void)place(f->arena, folder, "x");
    char *const argv[] = {"git", "apply", "--whitespace=nowarn", "../../the.diff", NULL};
    expect_all_applied(f, folder, argv);
    expect_large_applied(f, folder, argv);
}

/* Here git's guess at the folders to strip goes wrong, and has to be told. */
static void git_applies_where_a_folder_has_the_name_of_its_parent(void **state)
{
    Fixture *f = *state;
    need_tool(f, "git");
    char *const init[] = {"git", "init", "-q", NULL};
    assert_int_equal(run_tool(f->scratch.path, init), 0);
    const char *folder = ph_arena_format(f->arena, "%s/pkg", f->scratch.path).ptr;
    char *const argv[] = {"git", "apply",       "--whitespace=nowarn",
                          "-p1", "../the.diff", NULL};
    const Case same_name = {"pkg/a.py", PH_BYTES("x\n"), PH_BYTES("y\n")};
    expect_applied(f, folder, argv, &same_name, 1);
}

static void git_applies_outside_of_a_repository(void **state)
{
    Fixture *f = *state;
    need_tool(f, "git");
    char *const argv[] = {"git", "apply", "--whitespace=nowarn", "the.diff", NULL};
    expect_all_applied(f, f->scratch.path, argv);
}

static void patch_applies(void **state)
{
    Fixture *f = *state;
    need_tool(f, "patch");
    char *const argv[] = {"patch", "-p1", "-s", "-f", "-i", "the.diff", NULL};
    expect_all_applied(f, f->scratch.path, argv);
    expect_large_applied(f, f->scratch.path, argv);
}

static void patch_applies_to_a_file_outside_of_the_working_folder(void **state)
{
    Fixture *f = *state;
    need_tool(f, "patch");
    const char *path = place(f->arena, f->scratch.path, "elsewhere/a b.py");
    const Case outside = {"../elsewhere/a b.py", PH_BYTES("x\n"), PH_BYTES("y\n")};
    const char *folder = ph_arena_format(f->arena, "%s/here", f->scratch.path).ptr;
    (void)place(f->arena, folder, "x");
    char *diff = place(f->arena, f->scratch.path, "the.diff");
    char *const argv[] = {"patch", "-p1", "-s", "-f", "-d", "/", "-i", diff, NULL};
    write_diff(f, folder, &outside, 1);
    assert_int_equal(run_tool(folder, argv), 0);
    expect_bytes(scratch_read(f->arena, path), PH_BYTES("y\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(git_applies_in_the_root_of_a_repository, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(git_applies_in_a_folder_of_a_repository, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            git_applies_where_a_folder_has_the_name_of_its_parent, set_up, tear_down),
        cmocka_unit_test_setup_teardown(git_applies_outside_of_a_repository, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(patch_applies, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            patch_applies_to_a_file_outside_of_the_working_folder, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("diff_apply", tests, NULL, NULL);
}
