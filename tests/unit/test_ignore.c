#include "files.h"
#include "git/ignore.h"
#include "unit.h"

typedef struct {
    PhArena *arena;
    PhIgnore *ignore;
    char folder[64];
} Fixture;

static int set_up(void **state)
{
    static Fixture fixture;
    /* The settings of whoever runs the tests must not matter. */
    (void)setenv("HOME", "/nonexistent", 1);
    (void)setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    fixture.arena = ph_arena_new();
    files_enter(fixture.folder);
    fixture.ignore = ph_ignore_new(fixture.arena);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;
    files_leave(fixture->folder);
    ph_arena_free(fixture->arena);
    return 0;
}

static PhBytes path_of(Fixture *f, const char *below)
{
    return ph_arena_format(f->arena, "%s%s%s", f->folder, below[0] == '\0' ? "" : "/",
                           below);
}

/* A repository as git itself would lay it out, as far as it is looked at. */
static void make_repository(const char *folder)
{
    const struct {
        const char *name;
        const char *text;
    } files[] = {
        {"HEAD", "ref: refs/heads/main\n"},
        {"config", "[core]\n\trepositoryformatversion = 0\n\tbare = false\n"},
        {"objects/info/x", ""},
        {"refs/heads/x", ""},
        {"info/exclude", "# comment\nsecret.py\n"},
    };
    for (size_t i = 0; i < PH_COUNT_OF(files); i++) {
        char name[256];
        (void)snprintf(name, sizeof(name), "%s.git/%s", folder, files[i].name);
        files_write(name, files[i].text);
    }
    char name[256];
    (void)snprintf(name, sizeof(name), "%s.git/refs/heads/x", folder);
    (void)remove(name);
}

/* Asks as a walk from `top` does: each folder on the way is entered. */
static bool is_ignored(Fixture *f, const char *top, const char *name, bool is_folder)
{
    PhBytes real = path_of(f, top);
    const PhIgnoreScope *scope = ph_ignore_find(f->ignore, real, real);
    PhBytes path = path_of(f, name);
    for (size_t at = real.len; at < path.len;) {
        PhBytes folder = ph_bytes_slice(path, 0, at);
        int fd = open(ph_arena_string(f->arena, folder), O_RDONLY | O_DIRECTORY);
        scope = ph_ignore_enter(f->ignore, scope, fd, folder);
        (void)close(fd);
        size_t next = ph_bytes_find(path, PH_BYTES("/"), at + 1);
        at = next == PH_NOT_FOUND ? path.len : next;
        PhBytes entry = ph_bytes_slice(path, 0, at);
        if (ph_ignore_covers(scope, entry, is_folder || at < path.len)) {
            return true;
        }
    }
    return false;
}

static void patterns_mean_what_git_says(void **state)
{
    Fixture *f = *state;
    make_repository("");
    files_write(".gitignore",
                "# c\n\n*.tmp\n/top.py\nbuild/\nsub/deep.py\n\\#x\n\\!y\nb  \n"
                "c\\ \n**/any/*.py\n!keep.tmp\r\nd[0-9]\n");
    files_write("sub/x.py", "");
    assert_true(is_ignored(f, "", "a.tmp", false));
    assert_true(is_ignored(f, "", "sub/a.tmp", false));
    assert_false(is_ignored(f, "", "keep.tmp", false));
    assert_true(is_ignored(f, "", "top.py", false));
    assert_false(is_ignored(f, "", "sub/top.py", false));
    assert_true(is_ignored(f, "", "sub/build", true));
    assert_false(is_ignored(f, "", "build", false));
    assert_true(is_ignored(f, "", "sub/deep.py", false));
    assert_true(is_ignored(f, "", "#x", false));
    assert_true(is_ignored(f, "", "!y", false));
    assert_true(is_ignored(f, "", "b", false));
    assert_true(is_ignored(f, "", "c ", false));
    assert_true(is_ignored(f, "", "d5", false));
    assert_false(is_ignored(f, "", "# c", false));
    assert_true(is_ignored(f, "", "secret.py", false));
}

static void nested_file_undoes_an_outer_pattern(void **state)
{
    Fixture *f = *state;
    make_repository("");
    files_write(".gitignore", "*.pyi\n");
    files_write("a/.gitignore", "!x.pyi\n/only.py\n");
    files_write("a/b/x", "");
    assert_false(is_ignored(f, "", "a/x.pyi", false));
    assert_true(is_ignored(f, "", "a/y.pyi", false));
    assert_true(is_ignored(f, "", "a/only.py", false));
    assert_false(is_ignored(f, "", "a/b/only.py", false));
    assert_true(is_ignored(f, "a/b", "a/b/y.pyi", false));
    assert_false(is_ignored(f, "a/b", "a/b/x.pyi", false));
}

static void files_count_without_a_repository(void **state)
{
    Fixture *f = *state;
    files_write(".gitignore", "*.tmp\n");
    files_write("sub/.gitignore", "x.py\n");
    assert_true(is_ignored(f, "", "a.tmp", false));
    assert_true(is_ignored(f, "", "sub/x.py", false));
    assert_false(is_ignored(f, "sub", "sub/a.tmp", false));
}

static void damaged_repository_still_has_a_top(void **state)
{
    Fixture *f = *state;
    files_write(".git/HEAD", "ref: refs/heads/main\n");
    files_write(".git/info/exclude", "own.py\n");
    files_write(".gitignore", "*.tmp\n");
    files_write("sub/x", "");
    assert_true(is_ignored(f, "sub", "sub/a.tmp", false));
    assert_true(is_ignored(f, "sub", "sub/own.py", false));
    assert_false(is_ignored(f, "sub", "sub/b.py", false));
}

static void repository_of_somebody_else_counts_too(void **state)
{
    Fixture *f = *state;
    if (geteuid() != 0) {
        skip();
    }
    make_repository("");
    files_write(".gitignore", "*.tmp\n");
    assert_int_equal(chown(".git", 1234, 1234), 0);
    assert_int_equal(chown(f->folder, 1234, 1234), 0);
    assert_true(is_ignored(f, "", "a.tmp", false));
    assert_true(is_ignored(f, "", "secret.py", false));
}

static void nested_repository_has_its_own_rules(void **state)
{
    Fixture *f = *state;
    make_repository("");
    make_repository("inner/");
    files_write(".gitignore", "*.tmp\n");
    files_write("inner/.gitignore", "x.py\n");
    PhBytes inner = path_of(f, "inner");
    const PhIgnoreScope *outer = ph_ignore_find(f->ignore, path_of(f, ""), path_of(f, ""));
    int fd = open("inner", O_RDONLY | O_DIRECTORY);
    const PhIgnoreScope *scope = ph_ignore_enter_nested(f->ignore, outer, fd, inner);
    (void)close(fd);
    assert_false(ph_ignore_covers(scope, path_of(f, "inner/a.tmp"), false));
    assert_true(ph_ignore_covers(scope, path_of(f, "inner/x.py"), false));
    assert_true(ph_ignore_covers(scope, path_of(f, "inner/secret.py"), false));
}

static void configured_file_and_case_count(void **state)
{
    Fixture *f = *state;
    make_repository("");
    files_write("global", "junk.py\n");
    files_write(".gitignore", "Upper.py\n");
    files_write(".git/config",
                ph_arena_format(f->arena,
                                "[core]\n\trepositoryformatversion = 0\n\tbare = false\n"
                                "\texcludesfile = %s/global\n\tignorecase = true\n",
                                f->folder)
                    .ptr);
    assert_true(is_ignored(f, "", "junk.py", false));
    assert_true(is_ignored(f, "", "upper.PY", false));
}

static void nothing_to_ignore_is_no_scope(void **state)
{
    Fixture *f = *state;
    files_write(".gitignore", "# only a comment\n");
    files_write("sub/x", "");
    assert_null(ph_ignore_find(f->ignore, path_of(f, "sub"), path_of(f, "")));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(patterns_mean_what_git_says),
        TEST(nested_file_undoes_an_outer_pattern),
        TEST(files_count_without_a_repository),
        TEST(damaged_repository_still_has_a_top),
        TEST(repository_of_somebody_else_counts_too),
        TEST(nested_repository_has_its_own_rules),
        TEST(configured_file_and_case_count),
        TEST(nothing_to_ignore_is_no_scope),
    };
    return cmocka_run_group_tests_name("ignore", tests, NULL, NULL);
}
