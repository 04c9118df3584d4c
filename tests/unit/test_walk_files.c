#include "apply/walk_files.h"
#include "base/buf.h"
#include "files.h"
#include "project/root.h"
#include "unit.h"

typedef struct {
    PhArena *arena;
    PhDiags diags;
    char folder[64];
    PhWalked walked;
    PhWalkOptions options;
    PhExcludes excludes;
    PhBuf text;
} Fixture;

static int set_up(void **state)
{
    static Fixture fixture;
    (void)setenv("HOME", "/nonexistent", 1);
    (void)setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    fixture = (Fixture){.arena = ph_arena_new()};
    fixture.diags.arena = fixture.arena;
    files_enter(fixture.folder);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;
    files_leave(fixture->folder);
    ph_buf_release(&fixture->text);
    ph_arena_free(fixture->arena);
    return 0;
}

static void add_name(Fixture *f, PhBytesVec *names, PhBytes name)
{
    PH_VEC_PUSH(f->arena, names, name);
}

static PhBytesVec lines_of(Fixture *f, const char *text)
{
    PhBytesVec lines = {0};
    PhBytes rest = ph_bytes_of(text);
    PhBytes line;
    while (ph_bytes_next_line(&rest, &line)) {
        add_name(f, &lines, line);
    }
    return lines;
}

/* The shown paths, one a line, and the messages. */
static void expect_walk(Fixture *f, const char *named, const char *wanted)
{
    PhBytesVec names = lines_of(f, named);
    f->diags.records.count = 0;
    ph_walk_files(f->arena, &names, &f->options, &f->diags, &f->walked);
    ph_buf_clear(&f->text);
    for (size_t i = 0; i < f->walked.files.count; i++) {
        ph_buf_add(&f->text, f->walked.files.items[i].path);
        ph_buf_add_char(&f->text, '\n');
    }
    for (size_t i = 0; i < f->diags.records.count; i++) {
        const PhDiag *diag = &f->diags.records.items[i];
        ph_buf_printf(&f->text, "%s: %s\n", ph_arena_string(f->arena, diag->path),
                      ph_arena_string(f->arena, diag->message));
    }
    ph_buf_add_char(&f->text, '\0');
    assert_string_equal(f->text.ptr, wanted);
}

static void folders_give_python_files_in_order(void **state)
{
    Fixture *f = *state;
    files_write("b.py", "");
    files_write("a/z.pyi", "");
    files_write("a/y.pyw", "");
    files_write("a.py", "");
    files_write("a/x.txt", "");
    files_write("a/d.py/in.py", "");
    expect_walk(f, ".", "a.py\na/d.py/in.py\na/y.pyw\na/z.pyi\nb.py\n");
    expect_walk(f, "a//", "a/d.py/in.py\na/y.pyw\na/z.pyi\n");
    expect_walk(f, "./a/x.txt\nb.py", "./a/x.txt\nb.py\n");
    assert_true(f->walked.files.items[0].is_named);
    assert_true(ph_bytes_equal(f->walked.files.items[1].root, ph_bytes_of(f->folder)));
}

static void entries_know_their_root_and_real_path(void **state)
{
    Fixture *f = *state;
    files_write("a/b/x.py", "");
    assert_int_equal(symlink("a", "l"), 0);
    expect_walk(f, "l", "l/b/x.py\n");
    const PhWalkFile *file = &f->walked.files.items[0];
    assert_false(file->is_named);
    assert_string_equal(file->real_path.ptr,
                        ph_arena_format(f->arena, "%s/a/b/x.py", f->folder).ptr);
    assert_true(ph_bytes_equal(file->root, ph_arena_format(f->arena, "%s/a", f->folder)));
}

static void file_is_listed_once_by_whatever_names(void **state)
{
    Fixture *f = *state;
    files_write("a/x.py", "");
    assert_int_equal(symlink("x.py", "a/l.py"), 0);
    assert_int_equal(symlink("a", "m"), 0);
    expect_walk(f, "a\n./a\nm\na/../a/x.py\na/l.py", "a/x.py\n");
    assert_true(f->walked.files.items[0].is_named);
    assert_int_equal(link("a/x.py", "a/hard.py"), 0);
    expect_walk(f, "a\nm", "a/hard.py\na/x.py\n");
}

static void folders_of_tools_are_passed_over_unless_named(void **state)
{
    Fixture *f = *state;
    files_write(".venv/a.py", "");
    files_write("env/pyvenv.cfg", "");
    files_write("env/lib/b.py", "");
    files_write("node_modules/c.py", "");
    files_write("lib/site-packages/d.py", "");
    files_write("x/__pycache__/e.py", "");
    files_write("x/f.py", "");
    expect_walk(f, ".", "x/f.py\n");
    expect_walk(f, "env\nlib/site-packages\n.venv/a.py",
                ".venv/a.py\nenv/lib/b.py\nlib/site-packages/d.py\n");
}

static void ignored_files_are_taken_only_if_named(void **state)
{
    Fixture *f = *state;
    files_write(".gitignore", "*_x.py\n/out/\n");
    files_write("sub/.gitignore", "!b_x.py\n");
    files_write("a_x.py", "");
    files_write("sub/b_x.py", "");
    files_write("sub/c_x.py", "");
    files_write("out/d.py", "");
    expect_walk(f, ".", "sub/b_x.py\n");
    expect_walk(f, ".\na_x.py\nout", "a_x.py\nout/d.py\nsub/b_x.py\n");
    f->options.ignores_gitignore = true;
    expect_walk(f, ".", "a_x.py\nout/d.py\nsub/b_x.py\nsub/c_x.py\n");
}

static const PhExcludes *excludes_of(void *context, PhBytes folder)
{
    (void)folder;
    return context;
}

static void excluded_entries_are_passed_over(void **state)
{
    Fixture *f = *state;
    PhBytes patterns[] = {PH_BYTES("skip"), PH_BYTES("./a/*.py"), PH_BYTES("gen/")};
    PhBytesVec list = {patterns, 3, 3};
    ph_excludes_add(f->arena, &f->excludes, &list, ph_bytes_of(f->folder));
    f->options.excludes_of = excludes_of;
    f->options.context = &f->excludes;
    files_write("a/x.py", "");
    files_write("a/b/x.py", "");
    files_write("a/skip/x.py", "");
    files_write("gen/x.py", "");
    expect_walk(f, ".", "a/b/x.py\n");
    expect_walk(f, "gen\na/x.py", "a/x.py\ngen/x.py\n");
}

static void generated_names_are_counted(void **state)
{
    Fixture *f = *state;
    files_write("a_pb2.py", "");
    files_write("b.py", "");
    expect_walk(f, ".", "b.py\n");
    assert_int_equal(f->walked.generated_count, 1);
    expect_walk(f, "a_pb2.py", "a_pb2.py\n");
}

static void links_are_followed_inside_the_root_only(void **state)
{
    Fixture *f = *state;
    files_write("in/data.txt", "");
    files_write("out.py", "");
    files_write("in/sub/y.py", "");
    assert_int_equal(symlink("data.txt", "in/data.py"), 0);
    assert_int_equal(symlink("../out.py", "in/out.py"), 0);
    assert_int_equal(symlink("nowhere", "in/lost.py"), 0);
    assert_int_equal(symlink("circle.py", "in/circle.py"), 0);
    assert_int_equal(symlink("sub", "in/folder"), 0);
    assert_int_equal(symlink("sub", "in/folder.py"), 0);
    expect_walk(f, "in", "in/data.py\nin/sub/y.py\n");
    expect_walk(f, "in/out.py", "in/out.py\n");
}

static void odd_named_paths_are_told(void **state)
{
    Fixture *f = *state;
    files_write("x.py", "");
    assert_int_equal(symlink("nowhere", "lost.py"), 0);
    assert_int_equal(symlink("circle.py", "circle.py"), 0);
    assert_int_equal(mkfifo("pipe.py", 0600), 0);
    expect_walk(f, ".", "x.py\n");
    expect_walk(f, "lost.py\ncircle.py\npipe.py\nnone\nx.py/y\nx.py",
                "x.py\nlost.py: dangling symbolic link\n"
                "circle.py: symbolic links in a circle\n"
                "pipe.py: neither a regular file nor a folder\n"
                "none: no such file or folder\nx.py/y: cannot open: Not a directory\n");
}

static void unreadable_folder_is_told_and_the_rest_goes_on(void **state)
{
    Fixture *f = *state;
    files_write("a/x.py", "");
    files_write("b/y.py", "");
    assert_int_equal(chmod("a", 0), 0);
    bool is_root = geteuid() == 0;
    if (is_root) {
        assert_int_equal(seteuid(65534), 0);
    }
    expect_walk(f, ".", "b/y.py\na: cannot open folder: Permission denied\n");
    if (is_root) {
        assert_int_equal(seteuid(0), 0);
    }
    assert_int_equal(chmod("a", 0755), 0);
}

static void names_are_any_bytes(void **state)
{
    Fixture *f = *state;
    files_write("a\nb/\xff.py", "");
    files_write("-x.py", "");
    expect_walk(f, ".", "-x.py\na\nb/\xff.py\n");
}

/* Makes folders called `name` inside one another from `at` on, and x.py in the last. */
static void make_deep(const char *name, size_t count)
{
    int fd = open(".", O_RDONLY | O_DIRECTORY);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(mkdirat(fd, name, 0755), 0);
        int inner = openat(fd, name, O_RDONLY | O_DIRECTORY);
        (void)close(fd);
        fd = inner;
    }
    int file = openat(fd, "x.py", O_WRONLY | O_CREAT, 0644);
    assert_true(file >= 0);
    (void)close(file);
    (void)close(fd);
}

static void five_hundred_folders_deep_is_nothing_special(void **state)
{
    Fixture *f = *state;
    make_deep("d", 500);
    files_write("d/d/e/y.py", "");
    PhBytesVec names = {0};
    add_name(f, &names, PH_BYTES("."));
    ph_walk_files(f->arena, &names, &f->options, &f->diags, &f->walked);
    assert_int_equal(f->walked.files.count, 2);
    assert_int_equal(f->walked.files.items[0].path.len,
                     strlen("d/") * 500 + strlen("x.py"));
    assert_true(ph_bytes_is(f->walked.files.items[1].path, "d/d/e/y.py"));
    assert_int_equal(f->diags.records.count, 0);
}

static void path_that_nothing_can_open_is_told_once(void **state)
{
    Fixture *f = *state;
    char name[201];
    memset(name, 'n', 200);
    name[200] = '\0';
    make_deep(name, 30);
    files_write("z.py", "");
    PhBytesVec names = {0};
    add_name(f, &names, PH_BYTES("."));
    ph_walk_files(f->arena, &names, &f->options, &f->diags, &f->walked);
    assert_int_equal(f->walked.files.count, 1);
    assert_int_equal(f->diags.records.count, 1);
    assert_true(
        ph_bytes_is(f->diags.records.items[0].message, "cannot open: File name too long"));
}

static void project_begins_at_the_nearest_mark(void **state)
{
    Fixture *f = *state;
    files_write("p/pyproject.toml", "");
    files_write("p/a/b/x.py", "");
    PhBytes folder = ph_arena_format(f->arena, "%s/p/a/b", f->folder);
    PhBytes root = ph_project_root(f->arena, folder, folder);
    assert_true(ph_bytes_equal(root, ph_arena_format(f->arena, "%s/p", f->folder)));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(folders_give_python_files_in_order),
        TEST(entries_know_their_root_and_real_path),
        TEST(file_is_listed_once_by_whatever_names),
        TEST(folders_of_tools_are_passed_over_unless_named),
        TEST(ignored_files_are_taken_only_if_named),
        TEST(excluded_entries_are_passed_over),
        TEST(generated_names_are_counted),
        TEST(links_are_followed_inside_the_root_only),
        TEST(odd_named_paths_are_told),
        TEST(unreadable_folder_is_told_and_the_rest_goes_on),
        TEST(names_are_any_bytes),
        TEST(five_hundred_folders_deep_is_nothing_special),
        TEST(path_that_nothing_can_open_is_told_once),
        TEST(project_begins_at_the_nearest_mark),
    };
    return cmocka_run_group_tests_name("walk_files", tests, NULL, NULL);
}
