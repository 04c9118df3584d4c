#include <errno.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "apply/journal_clean.h"
#include "apply/journal_store.h"
#include "apply/undo.h"
#include "apply/write.h"
#include "apply_fixture.h"

#define TEMP ".pyheap-0000000000000001.tmp"

static PhJournalEntry g_entry; /* from "old\n" to "new\n" */

/* What happens when the code under test asks the kernel to swap two names. */
static struct {
    int refuse;      /* an errno, or 0 */
    int kill_before; /* of the swap of this number, from 1 */
    int kill_after;  /* likewise */
    int save_before; /* an editor saves `file` before the swap of this number */
    const char *file;
    int swaps;
} g_kernel;

/* Stands before the C library's own, whose parameters have no names for others. */
/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
int renameat2(int old_folder, const char *old_name, int new_folder, const char *new_name,
              unsigned int flags)
{
    g_kernel.swaps++;
    if (g_kernel.refuse != 0) {
        errno = g_kernel.refuse;
        return -1;
    }
    if (g_kernel.swaps == g_kernel.save_before) {
        save_as_editors_do(g_kernel.file, "saved\n");
    }
    if (g_kernel.swaps == g_kernel.kill_before) {
        (void)raise(SIGKILL);
    }
    int result =
        (int)syscall(SYS_renameat2, old_folder, old_name, new_folder, new_name, flags);
    if (g_kernel.swaps == g_kernel.kill_after) {
        (void)raise(SIGKILL);
    }
    return result;
}

static int set_up(void **state)
{
    Fixture *f = fixture_make(state);
    f->folder = ph_bytes_of(path_in(f, "undo"));
    assert_int_equal(mkdir(path_in(f, "src"), 0755), 0);
    f->file = path_in(f, "src/file.py");
    f->temp = path_in(f, "src/" TEMP);
    g_entry = (PhJournalEntry){.path = ph_bytes_of(f->file),
                               .temp = PH_BYTES(TEMP),
                               .owner = geteuid(),
                               .old_hash = ph_hash(PH_BYTES("old\n")),
                               .old_size = 4,
                               .new_hash = ph_hash(PH_BYTES("new\n")),
                               .new_size = 4};
    memset(&g_kernel, 0, sizeof(g_kernel));
    g_kernel.file = f->file;
    return 0;
}

/* The two files as a kill has left them; NULL: there is none. */
static void put(Fixture *f, const char *target, const char *temp)
{
    (void)unlink(f->file);
    (void)unlink(f->temp);
    f->diags.records.count = 0;
    if (target != NULL) {
        scratch_write(f->file, ph_bytes_of(target));
    }
    if (temp != NULL) {
        scratch_write(f->temp, ph_bytes_of(temp));
    }
}

/* Says that the file at `path` is the one that pyheap made. */
static void is_ours(const char *path, bool is_swapping)
{
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    g_entry.temp_device = (uint64_t)info.st_dev;
    g_entry.temp_inode = (uint64_t)info.st_ino;
    g_entry.is_swapping = is_swapping;
}

static PhJournalEnd clean(Fixture *f)
{
    return ph_journal_clean_entry(&g_entry, &f->diags);
}

static void expect(Fixture *f, const char *target, const char *temp)
{
    expect_file(f, f->file, target);
    if (temp == NULL) {
        assert_int_equal(access(f->temp, F_OK), -1);
    } else {
        expect_file(f, f->temp, temp);
    }
}

/* One warning, which names both files; or nothing if `part` is NULL. */
static void expect_told(const Fixture *f, const char *part)
{
    assert_int_equal(f->diags.records.count, part != NULL);
    if (part != NULL) {
        const PhDiag *diag = &f->diags.records.items[0];
        assert_int_equal(diag->severity, PH_SEVERITY_WARNING);
        assert_true(ph_bytes_is(diag->path, f->file));
        expect_message(diag, part);
    }
}

static void expect_left(const Fixture *f, const char *why)
{
    expect_told(f, why);
    assert_true(ph_bytes_find(f->diags.records.items[0].message, PH_BYTES(TEMP), 0) !=
                PH_NOT_FOUND);
}

static void without_a_temporary_the_target_tells(void **state)
{
    Fixture *f = *state;
    put(f, "old\n", NULL);
    assert_int_equal(clean(f), PH_JOURNAL_DROPPED);
    put(f, "new\n", NULL);
    assert_int_equal(clean(f), PH_JOURNAL_WRITTEN);
    put(f, "edited\n", NULL);
    assert_int_equal(clean(f), PH_JOURNAL_DROPPED);
    put(f, NULL, NULL);
    assert_int_equal(clean(f), PH_JOURNAL_DROPPED);
    expect_told(f, NULL);
}

static void empty_temporary_without_an_inode_is_removed(void **state)
{
    Fixture *f = *state;
    put(f, "old\n", "");
    assert_int_equal(clean(f), PH_JOURNAL_DROPPED);
    expect(f, "old\n", NULL);
    put(f, "old\n", "x");
    assert_int_equal(clean(f), PH_JOURNAL_LEFT);
    expect(f, "old\n", "x");
    expect_left(f, "not known whose");
}

static void temporary_that_was_not_swapped_is_removed(void **state)
{
    Fixture *f = *state;
    put(f, "old\n", "ne");
    is_ours(f->temp, false);
    assert_int_equal(clean(f), PH_JOURNAL_DROPPED);
    expect(f, "old\n", NULL);
    put(f, "old\n", "new\n");
    is_ours(f->temp, true);
    assert_int_equal(clean(f), PH_JOURNAL_DROPPED);
    expect(f, "old\n", NULL);
    expect_told(f, NULL);
}

static void temporary_that_somebody_saved_to_is_kept(void **state)
{
    Fixture *f = *state;
    put(f, "first save\n", "second save\n");
    is_ours(f->temp, true);
    assert_int_equal(clean(f), PH_JOURNAL_LEFT);
    expect(f, "first save\n", "second save\n");
    expect_left(f, "saved to since");
}

static void old_bytes_that_were_swapped_out_are_removed(void **state)
{
    Fixture *f = *state;
    put(f, "new\n", "old\n");
    is_ours(f->file, true);
    assert_int_equal(clean(f), PH_JOURNAL_WRITTEN);
    expect(f, "new\n", NULL);
    expect_told(f, NULL);
}

static void newer_save_that_was_swapped_out_is_put_back(void **state)
{
    Fixture *f = *state;
    put(f, "new\n", "saved\n");
    is_ours(f->file, true);
    assert_int_equal(clean(f), PH_JOURNAL_DROPPED);
    expect(f, "saved\n", NULL);
    expect_told(f, "is back");
}

static void newer_save_is_kept_where_the_target_was_edited(void **state)
{
    Fixture *f = *state;
    put(f, "new\n", "saved\n");
    is_ours(f->file, true);
    scratch_write(f->file, PH_BYTES("edited\n"));
    assert_int_equal(clean(f), PH_JOURNAL_LEFT);
    expect(f, "edited\n", "saved\n");
    expect_left(f, "both files are kept");
    assert_int_equal(g_kernel.swaps, 0);
}

static void newer_save_is_kept_where_it_cannot_be_put_back(void **state)
{
    Fixture *f = *state;
    put(f, "new\n", "saved\n");
    is_ours(f->file, true);
    g_kernel.refuse = EINVAL;
    assert_int_equal(clean(f), PH_JOURNAL_LEFT);
    expect(f, "new\n", "saved\n");
    expect_left(f, "cannot be put back");
}

static void save_while_the_newer_one_is_put_back_is_kept(void **state)
{
    Fixture *f = *state;
    put(f, "new\n", "saved before\n");
    is_ours(f->file, true);
    g_kernel.save_before = 1;
    assert_int_equal(clean(f), PH_JOURNAL_LEFT);
    expect(f, "saved before\n", "saved\n");
    expect_left(f, "both files are kept");
}

static void file_of_another_is_kept_if_nothing_was_swapped(void **state)
{
    Fixture *f = *state;
    put(f, "old\n", "old\n");
    is_ours(f->file, false);
    assert_int_equal(clean(f), PH_JOURNAL_LEFT);
    expect(f, "old\n", "old\n");
    expect_left(f, "not known whose");
}

static void what_is_no_regular_file_is_kept(void **state)
{
    Fixture *f = *state;
    put(f, "old\n", NULL);
    assert_int_equal(symlink("file.py", f->temp), 0);
    assert_int_equal(clean(f), PH_JOURNAL_LEFT);
    expect(f, "old\n", "old\n");
    expect_left(f, "no regular file");
}

static void file_of_a_foreign_owner_is_kept(void **state)
{
    Fixture *f = *state;
    if (geteuid() != 0) {
        skip();
    }
    put(f, "old\n", "");
    assert_int_equal(chown(f->temp, 4711, 4711), 0);
    assert_int_equal(clean(f), PH_JOURNAL_LEFT);
    expect_left(f, "another owner");
    f->diags.records.count = 0;
    g_entry.owner = 4711; /* the file's owner, which the temporary was given */
    assert_int_equal(clean(f), PH_JOURNAL_DROPPED);
    expect(f, "old\n", NULL);
}

static void linked_folder_is_not_entered(void **state)
{
    Fixture *f = *state;
    put(f, "old\n", "");
    assert_int_equal(rename(path_in(f, "src"), path_in(f, "moved")), 0);
    assert_int_equal(clean(f), PH_JOURNAL_LEFT);
    expect_left(f, "its folder is gone");
    f->diags.records.count = 0;
    assert_int_equal(symlink("moved", path_in(f, "src")), 0);
    assert_int_equal(clean(f), PH_JOURNAL_LEFT);
    expect(f, "old\n", "");
    expect_left(f, "a link leads to another folder");
}

/* A process of its own writes the file, and dies as `g_kernel` says. */
static void write_and_die(Fixture *f)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        PhJournal *journal = ph_journal_new(&(PhJournalSetup){.folder = f->folder});
        const PhWrite write = {ph_bytes_of(f->file), ph_bytes_of(f->scratch.path),
                               g_entry.old_hash, PH_BYTES("new\n"), journal};
        (void)!ph_write_replace(&write, &f->diags);
        _exit(1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    assert_int_equal(count_temps(path_in(f, "src")), 1);
    memset(&g_kernel, 0, sizeof(g_kernel));
    ph_journal_clean(f->folder, &f->diags);
    assert_int_equal(count_temps(path_in(f, "src")), 0);
}

static size_t count_runs(const Fixture *f)
{
    return ph_journal_list(f->arena, f->folder).count;
}

static void kill_before_the_swap_leaves_the_old_bytes(void **state)
{
    Fixture *f = *state;
    put(f, "old\n", NULL);
    g_kernel.kill_before = 1;
    write_and_die(f);
    expect(f, "old\n", NULL);
    expect_told(f, NULL);
    assert_int_equal(count_runs(f), 0); /* it wrote nothing */
}

static void kill_after_the_swap_leaves_the_new_bytes_which_can_be_undone(void **state)
{
    Fixture *f = *state;
    put(f, "old\n", NULL);
    g_kernel.kill_after = 1;
    write_and_die(f);
    expect(f, "new\n", NULL);
    expect_told(f, NULL);
    PhBytesVec names = ph_journal_list(f->arena, f->folder);
    assert_int_equal(names.count, 1);
    PhJournalRun run;
    assert_true(ph_journal_read_run(f->arena, f->folder, names.items[0], &run));
    assert_false(run.is_open);
    assert_int_equal(run.text.entries.items[0].end, PH_JOURNAL_WRITTEN);
}

static void kill_before_a_save_is_swapped_back_loses_nothing(void **state)
{
    Fixture *f = *state;
    put(f, "old\n", NULL);
    g_kernel.save_before = 1;
    g_kernel.kill_before = 2;
    write_and_die(f);
    expect(f, "saved\n", NULL);
    expect_told(f, "is back");
}

static void kill_after_a_save_is_swapped_back_loses_nothing(void **state)
{
    Fixture *f = *state;
    put(f, "old\n", NULL);
    g_kernel.save_before = 1;
    g_kernel.kill_after = 2;
    write_and_die(f);
    expect(f, "saved\n", NULL);
    expect_told(f, NULL);
}

static void run_that_lives_is_left_alone(void **state)
{
    Fixture *f = *state;
    put(f, "old\n", NULL);
    PhJournal *journal = ph_journal_new(&(PhJournalSetup){.folder = f->folder});
    const PhJournalEntry *entry = &g_entry;
    uint32_t number = 0;
    assert_int_equal(
        ph_journal_begin(journal, entry, PH_BYTES("old\n"), &f->diags, &number), PH_OK);
    scratch_write(f->temp, PH_BYTES(""));
    ph_journal_clean(f->folder, &f->diags);
    expect(f, "old\n", "");
    assert_int_equal(count_runs(f), 1);
    ph_journal_end(journal, number, PH_JOURNAL_DROPPED);
    ph_journal_close(journal);
}

static void remains_of_a_removed_run_go(void **state)
{
    Fixture *f = *state;
    const char *run = path_in(f, "undo/20200101-000000-000000-0000");
    assert_int_equal(mkdir(f->folder.ptr, 0700), 0);
    assert_int_equal(mkdir(run, 0700), 0);
    scratch_write(path_in(f, "undo/lock"), PH_BYTES(""));
    scratch_write(path_in(f, "undo/20200101-000000-000000-0000/data"), PH_BYTES("x"));
    assert_int_equal(mkdir(path_in(f, "undo/of-somebody-else"), 0700), 0);
    ph_journal_clean(f->folder, &f->diags);
    assert_int_equal(access(run, F_OK), -1);
    assert_int_equal(access(path_in(f, "undo/of-somebody-else"), F_OK), 0);
    ph_journal_clean(PH_BYTES(""), &f->diags);
    ph_journal_clean(ph_bytes_of(path_in(f, "nowhere")), &f->diags);
    expect_told(f, NULL);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(without_a_temporary_the_target_tells),
        TEST(empty_temporary_without_an_inode_is_removed),
        TEST(temporary_that_was_not_swapped_is_removed),
        TEST(temporary_that_somebody_saved_to_is_kept),
        TEST(old_bytes_that_were_swapped_out_are_removed),
        TEST(newer_save_that_was_swapped_out_is_put_back),
        TEST(newer_save_is_kept_where_the_target_was_edited),
        TEST(newer_save_is_kept_where_it_cannot_be_put_back),
        TEST(save_while_the_newer_one_is_put_back_is_kept),
        TEST(file_of_another_is_kept_if_nothing_was_swapped),
        TEST(what_is_no_regular_file_is_kept),
        TEST(file_of_a_foreign_owner_is_kept),
        TEST(linked_folder_is_not_entered),
        TEST(kill_before_the_swap_leaves_the_old_bytes),
        TEST(kill_after_the_swap_leaves_the_new_bytes_which_can_be_undone),
        TEST(kill_before_a_save_is_swapped_back_loses_nothing),
        TEST(kill_after_a_save_is_swapped_back_loses_nothing),
        TEST(run_that_lives_is_left_alone),
        TEST(remains_of_a_removed_run_go),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
