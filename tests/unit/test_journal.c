#include <dirent.h>
#include <pthread.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>

#include "apply/journal.h"
#include "apply/journal_store.h"
#include "apply/undo.h"
#include "apply/write.h"
#include "apply_fixture.h"

static int set_up(void **state)
{
    Fixture *f = fixture_make(state);
    f->folder = ph_bytes_of(path_in(f, "a/b/undo"));
    return 0;
}

static PhJournal *journal_of(const Fixture *f)
{
    return ph_journal_new(&(PhJournalSetup){.folder = f->folder,
                                            .working_folder = PH_BYTES("/here"),
                                            .command = PH_BYTES("pyheap fix 'a b'")});
}

static PhStatus replace(Fixture *f, PhJournal *journal, const char *path, const char *text)
{
    const PhWrite write = {.path = ph_bytes_of(path),
                           .root = ph_bytes_of(f->scratch.path),
                           .read_hash = ph_hash(scratch_read(f->arena, path)),
                           .new_text = ph_bytes_of(text),
                           .journal = journal};
    return ph_write_replace(&write, &f->diags);
}

/* A file of its own in a run of its own; the run's name. */
static PhBytes run_once(Fixture *f, PhJournalSetup setup, const char *name)
{
    const char *path = path_in(f, name);
    scratch_write(path, PH_BYTES("old\n"));
    setup.folder = f->folder;
    PhJournal *journal = ph_journal_new(&setup);
    assert_int_equal(replace(f, journal, path, "new\n"), PH_OK);
    PhBytes run = ph_arena_copy(f->arena, ph_journal_name(journal));
    ph_journal_close(journal);
    return run;
}

static bool never(void)
{
    return false;
}

static PhUndoFileVec undo(Fixture *f, const PhJournalRun *run)
{
    return ph_undo_run(
        &(PhUndo){.arena = f->arena, .run = run, .is_stopped = never, .diags = &f->diags});
}

static void expect_told(const Fixture *f, size_t count, const char *part)
{
    assert_int_equal(f->diags.records.count, count);
    expect_message(&f->diags.records.items[count - 1], part);
}

static void lines_read_as_they_were_written(void **state)
{
    Fixture *f = *state;
    const PhJournalHead head = {1234, PH_BYTES("/\xff"), PH_BYTES("x \"\n"), PH_BYTES("r")};
    const PhJournalEntry entry = {.path = PH_BYTES("/a\xfe/b"),
                                  .temp = PH_BYTES(".pyheap-1.tmp"),
                                  .device = UINT64_MAX,
                                  .inode = 7,
                                  .owner = 8,
                                  .old_hash = {UINT64_MAX, 1},
                                  .old_size = 9,
                                  .old_at = 10,
                                  .new_hash = {3, UINT64_MAX - 1},
                                  .new_size = 11};
    PhBuf buf = {0};
    ph_journal_add_head(&buf, &head);
    ph_journal_add_begin(&buf, 1, &entry);
    ph_journal_add_made(&buf, 1, 12, UINT64_MAX);
    ph_journal_add_swap(&buf, 1);
    ph_journal_add_end(&buf, 1, PH_JOURNAL_LEFT);
    ph_journal_add_undone(&buf, PH_UNDONE_PARTLY);
    PhJournalText text;
    ph_journal_parse(f->arena, ph_buf_bytes(&buf), &text);
    assert_true(text.has_head);
    assert_int_equal(text.head.time, 1234);
    expect_bytes(text.head.folder, head.folder);
    expect_bytes(text.head.command, head.command);
    expect_bytes(text.head.undoes, head.undoes);
    assert_int_equal(text.undone, PH_UNDONE_PARTLY);
    assert_int_equal(text.entries.count, 2);
    assert_int_equal(text.entries.items[0].path.len, 0);
    const PhJournalEntry *got = &text.entries.items[1];
    expect_bytes(got->path, entry.path);
    expect_bytes(got->temp, entry.temp);
    assert_true(got->device == entry.device && got->inode == 7 && got->owner == 8);
    assert_true(ph_hash_equal(got->old_hash, entry.old_hash));
    assert_true(ph_hash_equal(got->new_hash, entry.new_hash));
    assert_true(got->old_size == 9 && got->old_at == 10 && got->new_size == 11);
    assert_true(got->temp_device == 12 && got->temp_inode == UINT64_MAX);
    assert_true(got->is_swapping);
    assert_int_equal(got->end, PH_JOURNAL_LEFT);
    ph_buf_release(&buf);
}

static void lines_that_are_none_are_passed_over(void **state)
{
    Fixture *f = *state;
    PhJournalText text;
    ph_journal_parse(
        f->arena,
        PH_BYTES(
            "{\"journal\":1}\n{\"swap\":0}\n\n[1]\nnull\n{\"swap\":-1}\n{\"swap\":1e9}\n"
            "{\"swap\":99999999}\n{\"end\":0,\"as\":\"wri\n\xff\xff\n{\"undone\":\"yes\"}\n"
            "{\"begin\":1,\"pa"),
        &text);
    assert_true(text.has_head);
    assert_int_equal(text.entries.count, 1);
    assert_int_equal(text.entries.items[0].end, PH_JOURNAL_UNFINISHED);
    assert_int_equal(text.undone, PH_UNDONE_YES);
}

static void names_that_lead_elsewhere_are_not_used(void **state)
{
    Fixture *f = *state;
    static const char *const k_lines[] = {
        "{\"begin\":0,\"path\":\"/a\",\"temp\":\".pyheap-/../b\"}",
        "{\"begin\":0,\"path\":\"/a\",\"temp\":\"b\"}",
        "{\"begin\":0,\"path\":\"a\",\"temp\":\".pyheap-1\"}",
        "{\"begin\":0,\"path\":{\"hex\":\"2f6100\"},\"temp\":\".pyheap-1\"}",
        "{\"begin\":0,\"path\":{\"hex\":\"2f6x\"},\"temp\":\".pyheap-1\"}",
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_lines); i++) {
        PhJournalText text;
        ph_journal_parse(f->arena, ph_bytes_of(k_lines[i]), &text);
        assert_int_equal(text.entries.items[0].path.len, 0);
    }
}

static void run_is_made_at_the_first_write_and_holds_the_old_bytes(void **state)
{
    Fixture *f = *state;
    const char *path = path_in(f, "file.py");
    scratch_write(path, PH_BYTES("old\n"));
    PhJournal *journal = journal_of(f);
    assert_int_equal(ph_journal_list(f->arena, f->folder).count, 0);
    assert_int_equal(replace(f, journal, path, "new\n"), PH_OK);
    PhBytesVec names = ph_journal_list(f->arena, f->folder);
    assert_int_equal(names.count, 1);
    PhJournalRun run;
    assert_true(ph_journal_read_run(f->arena, f->folder, names.items[0], &run));
    assert_true(run.is_open && run.is_alive);
    assert_false(ph_journal_is_ended(f->arena, f->folder, names.items[0]));
    ph_journal_close(journal);
    assert_true(ph_journal_read_run(f->arena, f->folder, names.items[0], &run));
    assert_false(run.is_open || run.is_alive);
    assert_true(ph_journal_is_ended(f->arena, f->folder, names.items[0]));
    expect_bytes(run.text.head.command, PH_BYTES("pyheap fix 'a b'"));
    assert_int_equal(run.text.entries.count, 1);
    assert_int_equal(run.text.entries.items[0].end, PH_JOURNAL_WRITTEN);
    PhBytes old_text;
    assert_true(ph_journal_read_old(f->arena, &run, &run.text.entries.items[0], &old_text));
    expect_bytes(old_text, PH_BYTES("old\n"));
    struct stat info;
    assert_int_equal(stat(run.folder.ptr, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
}

static void run_that_wrote_nothing_leaves_no_folder(void **state)
{
    Fixture *f = *state;
    PhJournal *journal = journal_of(f);
    const char *path = path_in(f, "file.py");
    scratch_write(path, PH_BYTES("old\n"));
    const PhWrite write = {ph_bytes_of(path), ph_bytes_of(f->scratch.path),
                           ph_hash(PH_BYTES("other")), PH_BYTES("new\n"), journal};
    assert_int_equal(ph_write_replace(&write, &f->diags), PH_ERR_CONFLICT);
    expect_told(f, 1, "changed since it was read");
    ph_journal_close(journal);
    assert_int_equal(ph_journal_list(f->arena, f->folder).count, 0);
    ph_journal_close(NULL);
}

/* Names sort by age even if the clock is set back. */
static void name_comes_behind_all_others(void **state)
{
    Fixture *f = *state;
    PhBytes first = run_once(f, (PhJournalSetup){0}, "a.py");
    const char *late = "99991231-235959-999998-0000";
    PhBytes folder = ph_arena_format(f->arena, "%s/%s", f->folder.ptr, late);
    assert_int_equal(mkdir(folder.ptr, 0700), 0);
    PhBytes second = run_once(f, (PhJournalSetup){0}, "b.py");
    assert_true(ph_bytes_compare(first, second) < 0);
    assert_true(ph_bytes_compare(ph_bytes_of(late), second) < 0);
}

static void old_runs_are_removed_beyond_the_bounds(void **state)
{
    Fixture *f = *state;
    PhBytes first = run_once(f, (PhJournalSetup){.most_runs = 3}, "a.py");
    PhBytes killed = ph_arena_format(f->arena, "%s/%s/open", f->folder.ptr, first.ptr);
    scratch_write(killed.ptr, PH_BYTES(""));
    for (int i = 0; i < 5; i++) {
        (void)run_once(f, (PhJournalSetup){.most_runs = 3}, "a.py");
    }
    PhBytesVec names = ph_journal_list(f->arena, f->folder);
    assert_int_equal(names.count, 4); /* the three newest, and what has to be cleaned up */
    expect_bytes(names.items[0], first);
    PhBytes last = run_once(f, (PhJournalSetup){.most_bytes = 1}, "a.py");
    names = ph_journal_list(f->arena, f->folder);
    assert_int_equal(names.count, 2);
    expect_bytes(names.items[1], last);
}

static void without_a_journal_nothing_is_written_and_it_is_told_once(void **state)
{
    Fixture *f = *state;
    const char *path = path_in(f, "file.py");
    scratch_write(path, PH_BYTES("old\n"));
    scratch_write(path_in(f, "a"), PH_BYTES("no folder"));
    PhJournal *journal = journal_of(f);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(replace(f, journal, path, "new\n"), PH_ERR_REFUSED);
    }
    assert_true(ph_journal_has_failed(journal));
    expect_told(f, 1, "Not a directory");
    expect_bytes(f->diags.records.items[0].path, f->folder);
    expect_file(f, path, "old\n");
    ph_journal_close(journal);
    journal = ph_journal_new(&(PhJournalSetup){.why_none = "because"});
    assert_int_equal(replace(f, journal, path, "new\n"), PH_ERR_REFUSED);
    expect_told(f, 2, "because");
    ph_journal_close(journal);
}

/* A journal that may grow no more at any of its writes. */
static void full_disk_of_the_journal_leaves_originals_and_whole_lines(void **state)
{
    Fixture *f = *state;
    const char *path = path_in(f, "file.py");
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    size_t refused = 0;
    for (rlim_t size = 0; size < 900; size += 13) {
        scratch_write(path, PH_BYTES("old\n"));
        PhJournal *journal = journal_of(f);
        const struct rlimit limit = {size, before.rlim_max};
        PhBytes old_text = scratch_read(f->arena, path);
        const PhWrite write = {ph_bytes_of(path), ph_bytes_of(f->scratch.path),
                               ph_hash(old_text), PH_BYTES("new\n"), journal};
        f->diags.records.count = 0;
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        PhStatus status = ph_write_replace(&write, &f->diags);
        PhBytes name = ph_arena_copy(f->arena, ph_journal_name(journal));
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        expect_file(f, path, status == PH_OK ? "new\n" : "old\n");
        assert_int_equal(count_temps(f->scratch.path), 0);
        refused += status != PH_OK;
        if (name.len > 0) {
            PhBytes lines = scratch_read(
                f->arena,
                ph_arena_format(f->arena, "%s/%s/journal", f->folder.ptr, name.ptr).ptr);
            assert_true(lines.len > 0 && lines.ptr[lines.len - 1] == '\n');
        }
        ph_journal_close(journal);
    }
    (void)signal(SIGXFSZ, handler);
    assert_true(refused > 20 && refused < 70);
}

static void cut_line_does_not_spoil_the_next(void **state)
{
    Fixture *f = *state;
    PhBytes name = run_once(f, (PhJournalSetup){0}, "a.py");
    PhJournalRun run;
    assert_true(ph_journal_read_run(f->arena, f->folder, name, &run));
    assert_true(ph_journal_append(f->arena, &run, PH_BYTES("{\"undone\":\"y")));
    PhBuf line = {0};
    ph_journal_add_undone(&line, PH_UNDONE_YES);
    assert_true(ph_journal_append(f->arena, &run, ph_buf_bytes(&line)));
    ph_buf_release(&line);
    assert_true(ph_journal_read_run(f->arena, f->folder, name, &run));
    assert_int_equal(run.text.undone, PH_UNDONE_YES);
}

typedef struct {
    Fixture *f;
    PhJournal *journal;
    int number;
} Worker;

static void *write_many(void *argument)
{
    Worker *worker = argument;
    PhArena *arena = ph_arena_new();
    PhDiags diags = {.arena = arena};
    for (int i = 0; i < 40; i++) {
        PhBytes path = ph_arena_format(arena, "%s/w%d-%d.py", worker->f->scratch.path,
                                       worker->number, i);
        PhBytes old_text = ph_arena_format(arena, "old %d %d\n", worker->number, i);
        scratch_write(path.ptr, old_text);
        const PhWrite write = {path, ph_bytes_of(worker->f->scratch.path),
                               ph_hash(old_text), PH_BYTES("new\n"), worker->journal};
        assert_int_equal(ph_write_replace(&write, &diags), PH_OK);
    }
    ph_arena_free(arena);
    return NULL;
}

static void several_threads_share_a_journal(void **state)
{
    Fixture *f = *state;
    PhJournal *journal = journal_of(f);
    Worker workers[4];
    pthread_t threads[4];
    for (int i = 0; i < 4; i++) {
        workers[i] = (Worker){f, journal, i};
        assert_int_equal(pthread_create(&threads[i], NULL, write_many, &workers[i]), 0);
    }
    for (int i = 0; i < 4; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    PhBytes name = ph_arena_copy(f->arena, ph_journal_name(journal));
    ph_journal_close(journal);
    PhJournalRun run;
    assert_true(ph_journal_read_run(f->arena, f->folder, name, &run));
    assert_int_equal(run.text.entries.count, 160);
    PhUndoFileVec files = undo(f, &run);
    assert_int_equal(files.count, 160);
    for (int i = 0; i < 160; i++) {
        assert_int_equal(files.items[i].outcome, PH_UNDO_RESTORED);
        PhBytes name_of_file =
            ph_arena_format(f->arena, "%s/w%d-%d.py", f->scratch.path, i / 40, i % 40);
        PhBytes old_text = ph_arena_format(f->arena, "old %d %d\n", i / 40, i % 40);
        expect_bytes(scratch_read(f->arena, name_of_file.ptr), old_text);
    }
}

static void file_written_twice_in_a_run_gets_its_first_bytes_back(void **state)
{
    Fixture *f = *state;
    const char *path = path_in(f, "file.py");
    scratch_write(path, PH_BYTES("one\n"));
    PhJournal *journal = journal_of(f);
    assert_int_equal(replace(f, journal, path, "two\n"), PH_OK);
    assert_int_equal(replace(f, journal, path, "three\n"), PH_OK);
    PhBytes name = ph_arena_copy(f->arena, ph_journal_name(journal));
    ph_journal_close(journal);
    PhJournalRun run;
    assert_true(ph_journal_read_run(f->arena, f->folder, name, &run));
    PhUndo dry = {.arena = f->arena,
                  .run = &run,
                  .is_dry_run = true,
                  .is_stopped = never,
                  .diags = &f->diags};
    PhUndoFileVec files = ph_undo_run(&dry);
    assert_int_equal(files.count, 1);
    assert_int_equal(files.items[0].outcome, PH_UNDO_RESTORED);
    expect_file(f, path, "three\n");
    files = undo(f, &run);
    assert_int_equal(files.items[0].outcome, PH_UNDO_RESTORED);
    expect_file(f, path, "one\n");
    files = undo(f, &run);
    assert_int_equal(files.items[0].outcome, PH_UNDO_ALREADY);
    assert_int_equal(f->diags.records.count, 0);
}

static void undo_refuses_what_is_no_longer_the_same_file(void **state)
{
    Fixture *f = *state;
    const char *path = path_in(f, "a.py");
    PhBytes name = run_once(f, (PhJournalSetup){0}, "a.py");
    PhJournalRun run;
    assert_true(ph_journal_read_run(f->arena, f->folder, name, &run));
    scratch_write(path, PH_BYTES("new\n# edited\n"));
    assert_int_equal(undo(f, &run).items[0].outcome, PH_UNDO_REFUSED);
    expect_told(f, 1, "edited since");
    assert_int_equal(rename(path, path_in(f, "b.py")), 0);
    assert_int_equal(undo(f, &run).items[0].outcome, PH_UNDO_REFUSED);
    expect_told(f, 2, "no longer there");
    scratch_write(path_in(f, "b.py"), PH_BYTES("new\n"));
    assert_int_equal(symlink("b.py", path), 0);
    assert_int_equal(undo(f, &run).items[0].outcome, PH_UNDO_REFUSED);
    expect_told(f, 3, "is a link by now");
    expect_file(f, path, "new\n");
}

static void undo_trusts_no_damaged_bytes(void **state)
{
    Fixture *f = *state;
    PhBytes name = run_once(f, (PhJournalSetup){0}, "a.py");
    PhBytes data = ph_arena_format(f->arena, "%s/%s/data", f->folder.ptr, name.ptr);
    PhJournalRun run;
    assert_true(ph_journal_read_run(f->arena, f->folder, name, &run));
    static const char *const k_damaged[] = {"odd\n", "o", ""};
    for (size_t i = 0; i < PH_COUNT_OF(k_damaged); i++) {
        scratch_write(data.ptr, ph_bytes_of(k_damaged[i]));
        assert_int_equal(undo(f, &run).items[0].outcome, PH_UNDO_FAILED);
        expect_told(f, i + 1, "damaged");
        expect_file(f, path_in(f, "a.py"), "new\n");
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(lines_read_as_they_were_written),
        TEST(lines_that_are_none_are_passed_over),
        TEST(names_that_lead_elsewhere_are_not_used),
        TEST(run_is_made_at_the_first_write_and_holds_the_old_bytes),
        TEST(run_that_wrote_nothing_leaves_no_folder),
        TEST(name_comes_behind_all_others),
        TEST(old_runs_are_removed_beyond_the_bounds),
        TEST(without_a_journal_nothing_is_written_and_it_is_told_once),
        TEST(full_disk_of_the_journal_leaves_originals_and_whole_lines),
        TEST(cut_line_does_not_spoil_the_next),
        TEST(several_threads_share_a_journal),
        TEST(file_written_twice_in_a_run_gets_its_first_bytes_back),
        TEST(undo_refuses_what_is_no_longer_the_same_file),
        TEST(undo_trusts_no_damaged_bytes),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
