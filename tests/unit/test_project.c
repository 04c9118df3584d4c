#include "base/buf.h"
#include "files.h"
#include "project/index.h"
#include "project/tree.h"
#include "project/words.h"
#include "unit.h"

typedef struct {
    PhArena *arena;
    PhProjects *projects;
    char folder[64];
    PhBytes root;
} Fixture;

static int set_up(void **state)
{
    static Fixture fixture;
    fixture = (Fixture){.arena = ph_arena_new(), .projects = ph_projects_new()};
    files_enter(fixture.folder);
    char *real = realpath(".", NULL);
    if (real == NULL) {
        return -1;
    }
    fixture.root = ph_arena_copy(fixture.arena, ph_bytes_of(real));
    free(real);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;
    files_leave(fixture->folder);
    ph_projects_free(fixture->projects);
    ph_arena_free(fixture->arena);
    return 0;
}

static void write_bytes(const char *name, PhBytes bytes)
{
    files_make_folders(name);
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

static PhMention ask_for(Fixture *f, const char *file, const char *word,
                         const char **where_out)
{
    PhProjectFile asking = {f->projects,
                            ph_arena_format(f->arena, "%s/%s", f->root.ptr, file), f->root};
    PhBytes where;
    PhMention mention = ph_project_mention(&asking, f->arena, ph_bytes_of(word), &where);
    *where_out = ph_arena_string(f->arena, where);
    return mention;
}

static void expect_mention(Fixture *f, const char *file, const char *word, PhMention wanted,
                           const char *where)
{
    const char *found;
    PhMention mention = ask_for(f, file, word, &found);
    if (mention != wanted || strcmp(found, where) != 0) {
        fail_msg("%s of %s: %d '%s', not %d '%s'", word, file, (int)mention, found,
                 (int)wanted, where);
    }
}

static void collect(void *context, PhBytes word)
{
    PhBuf *buf = context;
    ph_buf_add(buf, word);
    ph_buf_add_char(buf, ' ');
}

static void expect_words(Fixture *f, PhBytes text, const char *wanted)
{
    PhBuf buf = {0};
    ph_words_scan(f->arena, text, PH_WORDS_ALL, collect, &buf);
    ph_buf_add_char(&buf, '\0');
    assert_string_equal(buf.ptr, wanted);
    ph_buf_release(&buf);
}

static void words_are_what_could_be_read_as_names(void **state)
{
    Fixture *f = *state;
    expect_words(f, PH_BYTES("a_b = _c1.d(2)"), "a_b _c1 d 2 ");
    expect_words(f, PH_BYTES("\\n_x"), "n_x _x x ");
    expect_words(f, PH_BYTES("\xc3\xa9_x"), "_x _x ");
    expect_words(f, PH_BYTES("_\xef\xbc\xb8"), "_ _X ");
    expect_words(f, PH_BYTES("\xff_x"), "_x _x ");
    expect_words(f, PH_BYTES(""), "");
}

static void private_words_are_a_part_of_all_words(void **state)
{
    Fixture *f = *state;
    PhBuf buf = {0};
    ph_words_scan(f->arena, PH_BYTES("a_b _c d\\n_e \xc3\xa9_f _g_ x"), PH_WORDS_PRIVATE,
                  collect, &buf);
    ph_buf_add_char(&buf, '\0');
    assert_string_equal(buf.ptr, "_c _e _f _f _g_ ");
    ph_buf_release(&buf);
}

static void words_next_to_records_of_binary_files_are_found(void **state)
{
    Fixture *f = *state;
    PhBuf buf = {0};
    ph_words_scan(f->arena, PH_BYTES("X\x02_xq\x01\0\x8c\x32_y"), PH_WORDS_ALL, collect,
                  &buf);
    ph_buf_add_char(&buf, '\0');
    assert_non_null(strstr(buf.ptr, " _x "));
    assert_non_null(strstr(buf.ptr, " _y "));
    ph_buf_release(&buf);
}

static void a_word_of_wide_characters_is_found(void **state)
{
    Fixture *f = *state;
    PhBuf buf = {0};
    ph_words_scan(f->arena, PH_BYTES("=\0_\0x\0y\0"), PH_WORDS_ALL, collect, &buf);
    ph_buf_add_char(&buf, '\0');
    assert_non_null(strstr(buf.ptr, "_xy "));
    ph_buf_release(&buf);
}

static void a_name_of_one_file_is_mentioned_nowhere_else(void **state)
{
    Fixture *f = *state;
    files_write("a.py", "_x = 1\n_x\n");
    files_write("b.py", "_y = 1\n");
    files_write("c/d.ipynb", "{\"source\": \"\\n_y\"}");
    expect_mention(f, "a.py", "_x", PH_MENTION_NOWHERE, "");
    expect_mention(f, "b.py", "_x", PH_MENTION_ELSEWHERE, "also in a.py");
    expect_mention(f, "b.py", "_y", PH_MENTION_ELSEWHERE, "also in c/d.ipynb");
    expect_mention(f, "new.py", "_x", PH_MENTION_ELSEWHERE, "also in a.py");
    expect_mention(f, "new.py", "_z", PH_MENTION_NOWHERE, "");
    assert_int_equal(ph_projects_built(f->projects), 1);
}

static void ignored_vendored_and_hidden_files_count(void **state)
{
    Fixture *f = *state;
    files_write("a.py", "_p = _q = _r = _s = 1\n");
    files_write(".gitignore", "build/\n");
    files_write("build/x.txt", "_p");
    files_write(".venv/lib/site-packages/y.py", "_q");
    files_write("_r/nothing.md", "nothing");
    files_write("compiled.pyc", "_s");
    expect_mention(f, "a.py", "_p", PH_MENTION_ELSEWHERE, "also in build/x.txt");
    expect_mention(f, "a.py", "_q", PH_MENTION_ELSEWHERE,
                   "also in .venv/lib/site-packages/y.py");
    expect_mention(f, "a.py", "_r", PH_MENTION_ELSEWHERE, "also in _r/nothing.md");
    expect_mention(f, "a.py", "_s", PH_MENTION_ELSEWHERE, "also in compiled.pyc");
}

static void what_is_only_a_cache_does_not_count(void **state)
{
    Fixture *f = *state;
    files_write("a.py", "_p = 1\n");
    files_write("a.pyc", "_p");
    files_write("__pycache__/a.cpython-311.pyc", "_p");
    files_write(".git/index", "_p");
    files_write(".mypy_cache/a.json", "_p");
    files_write(".pyheap-0123456789abcdef.tmp", "_p");
    assert_int_equal(symlink("a.py", "link.py"), 0);
    assert_int_equal(symlink("..", "up"), 0);
    expect_mention(f, "a.py", "_p", PH_MENTION_NOWHERE, "");
}

static void a_project_ends_at_its_root(void **state)
{
    Fixture *f = *state;
    files_write("outer.py", "_p");
    files_write("inner/pyproject.toml", "");
    files_write("inner/pkg/a.py", "_p = 1\n");
    files_write("inner/b.py", "_q");
    expect_mention(f, "inner/pkg/a.py", "_p", PH_MENTION_NOWHERE, "");
    expect_mention(f, "inner/pkg/a.py", "_q", PH_MENTION_ELSEWHERE, "also in b.py");
    expect_mention(f, "outer.py", "_p", PH_MENTION_ELSEWHERE, "also in inner/pkg/a.py");
    assert_int_equal(ph_projects_built(f->projects), 2);
}

static void public_words_are_indexed_when_asked_for(void **state)
{
    Fixture *f = *state;
    files_write("a.py", "p = 1\n");
    files_write("b.py", "q = p\n");
    expect_mention(f, "a.py", "_p", PH_MENTION_NOWHERE, "");
    expect_mention(f, "a.py", "p", PH_MENTION_ELSEWHERE, "also in b.py");
    expect_mention(f, "b.py", "q", PH_MENTION_NOWHERE, "");
    expect_mention(f, "b.py", "_q", PH_MENTION_NOWHERE, "");
    assert_int_equal(ph_projects_built(f->projects), 2);
}

static void put(char *at, PhBytes word)
{
    memcpy(at, word.ptr, word.len);
}

static void a_word_across_two_chunks_is_found(void **state)
{
    Fixture *f = *state;
    size_t len = (3U << 20U) + 100;
    char *text = ph_arena_alloc(f->arena, len);
    memset(text, ' ', len);
    put(text + (1U << 20U) - 3, PH_BYTES("_first"));
    put(text + (2U << 20U) - 1027, PH_BYTES("_second"));
    put(text + len - 5, PH_BYTES("_last"));
    write_bytes("big.txt", (PhBytes){text, len});
    expect_mention(f, "a.py", "_first", PH_MENTION_ELSEWHERE, "also in big.txt");
    expect_mention(f, "a.py", "_second", PH_MENTION_ELSEWHERE, "also in big.txt");
    expect_mention(f, "a.py", "_last", PH_MENTION_ELSEWHERE, "also in big.txt");
}

static void the_table_of_words_grows(void **state)
{
    Fixture *f = *state;
    FILE *file = fopen("many.txt", "wb");
    assert_non_null(file);
    for (int i = 0; i < 200000; i++) {
        assert_true(fprintf(file, "_w%d ", i) > 0);
    }
    assert_int_equal(fclose(file), 0);
    expect_mention(f, "a.py", "_w0", PH_MENTION_ELSEWHERE, "also in many.txt");
    expect_mention(f, "a.py", "_w199999", PH_MENTION_ELSEWHERE, "also in many.txt");
    expect_mention(f, "a.py", "_w200000", PH_MENTION_NOWHERE, "");
    expect_mention(f, "many.txt", "_w0", PH_MENTION_NOWHERE, "");
}

static void too_much_to_read_makes_every_answer_unknown(void **state)
{
    Fixture *f = *state;
    files_write("a.py", "_x");
    files_write("sparse.bin", "x");
    assert_int_equal(truncate("sparse.bin", (off_t)PH_PROJECT_BYTES + 1), 0);
    expect_mention(f, "a.py", "_x", PH_MENTION_UNKNOWN,
                   "the project is too large to be searched");
}

static void an_unreadable_file_makes_every_answer_unknown(void **state)
{
    Fixture *f = *state;
    if (geteuid() == 0) {
        skip();
    }
    files_write("a.py", "_x");
    files_write("secret", "_x");
    assert_int_equal(chmod("secret", 0), 0);
    expect_mention(f, "a.py", "_x", PH_MENTION_UNKNOWN, "secret cannot be read");
}

static void the_whole_machine_is_no_project(void **state)
{
    Fixture *f = *state;
    PhProjectTree tree;
    ph_project_list(f->arena, PH_BYTES("/"), &tree);
    assert_true(tree.trouble.len > 0);
    assert_int_equal(tree.files.count, 0);
}

static void a_file_without_a_project_is_all_there_is(void **state)
{
    Fixture *f = *state;
    PhProjectFile alone = {0};
    PhBytes where;
    assert_int_equal(ph_project_mention(&alone, f->arena, PH_BYTES("_x"), &where),
                     PH_MENTION_NOWHERE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(words_are_what_could_be_read_as_names),
        TEST(private_words_are_a_part_of_all_words),
        TEST(words_next_to_records_of_binary_files_are_found),
        TEST(a_word_of_wide_characters_is_found),
        TEST(a_name_of_one_file_is_mentioned_nowhere_else),
        TEST(ignored_vendored_and_hidden_files_count),
        TEST(what_is_only_a_cache_does_not_count),
        TEST(a_project_ends_at_its_root),
        TEST(public_words_are_indexed_when_asked_for),
        TEST(a_word_across_two_chunks_is_found),
        TEST(the_table_of_words_grows),
        TEST(too_much_to_read_makes_every_answer_unknown),
        TEST(an_unreadable_file_makes_every_answer_unknown),
        TEST(the_whole_machine_is_no_project),
        TEST(a_file_without_a_project_is_all_there_is),
    };
    return cmocka_run_group_tests_name("project", tests, NULL, NULL);
}
