#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/xattr.h>

#include "apply/write.h"
#include "apply_fixture.h"
#include "base/buf.h"

/* What happens when the code under test asks the kernel to swap two names. */
static struct {
    int refuse_exchange;      /* an errno, or 0 */
    const char *save_before;  /* an editor saves this file just before the swap */
    const char *save_between; /* and this one between the swap and the swap back */
    bool saves_without_end;   /* and before each swap after that */
    int swaps;
} g_kernel;

/* Stands before the C library's own, whose parameters have no names for others. */
/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
int renameat2(int old_folder, const char *old_name, int new_folder, const char *new_name,
              unsigned int flags)
{
    if (flags == RENAME_EXCHANGE && g_kernel.refuse_exchange != 0) {
        errno = g_kernel.refuse_exchange;
        return -1;
    }
    if (g_kernel.swaps == 0 && g_kernel.save_before != NULL) {
        save_as_editors_do(g_kernel.save_before, "saved by an editor\n");
    }
    if ((g_kernel.swaps == 1 || (g_kernel.swaps > 1 && g_kernel.saves_without_end)) &&
        g_kernel.save_between != NULL) {
        save_as_editors_do(g_kernel.save_between, "saved again\n");
    }
    g_kernel.swaps++;
    return (int)syscall(SYS_renameat2, old_folder, old_name, new_folder, new_name, flags);
}

static int set_up(void **state)
{
    Fixture *f = fixture_make(state);
    f->file = path_in(f, "file.py");
    scratch_write(f->file, PH_BYTES("old\n"));
    memset(&g_kernel, 0, sizeof(g_kernel));
    return 0;
}

static PhStatus replace(Fixture *f, const char *path, PhBytes old_text, PhBytes new_text)
{
    const PhWrite write = {ph_bytes_of(path), ph_bytes_of(f->scratch.path),
                           ph_hash(old_text), new_text, NULL};
    return ph_write_replace(&write, &f->diags);
}

static PhStatus replace_old_by_new(Fixture *f, const char *path)
{
    return replace(f, path, PH_BYTES("old\n"), PH_BYTES("new\n"));
}

static void expect_no_temp(const Fixture *f)
{
    assert_int_equal(count_temps(f->scratch.path), 0);
}

/* One record, which names the path and says `part`. */
static void expect_told(const Fixture *f, const char *path, const char *part)
{
    assert_int_equal(f->diags.records.count, 1);
    const PhDiag *diag = &f->diags.records.items[0];
    assert_int_equal(diag->severity, PH_SEVERITY_ERROR);
    assert_true(ph_bytes_is(diag->path, path));
    expect_message(diag, part);
}

static void expect_left_alone(Fixture *f, const char *path, const char *part)
{
    expect_file(f, f->file, "old\n");
    expect_no_temp(f);
    expect_told(f, path, part);
}

static void bytes_are_replaced(void **state)
{
    Fixture *f = *state;
    assert_int_equal(replace_old_by_new(f, f->file), PH_OK);
    expect_file(f, f->file, "new\n");
    expect_no_temp(f);
    assert_int_equal(f->diags.records.count, 0);
    assert_int_equal(g_kernel.swaps, 1);
}

static void empty_and_large_texts_are_written_whole(void **state)
{
    Fixture *f = *state;
    PhBuf large = {0};
    ph_buf_add_repeated(&large, 'x', 5000001);
    assert_int_equal(replace(f, f->file, PH_BYTES("old\n"), ph_buf_bytes(&large)), PH_OK);
    expect_bytes(scratch_read(f->arena, f->file), ph_buf_bytes(&large));
    assert_int_equal(replace(f, f->file, ph_buf_bytes(&large), PH_BYTES("")), PH_OK);
    expect_file(f, f->file, "");
    ph_buf_release(&large);
}

static void relative_path_is_written(void **state)
{
    Fixture *f = *state;
    char before[4096];
    assert_non_null(getcwd(before, sizeof(before)));
    assert_int_equal(chdir(f->scratch.path), 0);
    PhStatus status = replace_old_by_new(f, "./file.py");
    assert_int_equal(chdir(before), 0);
    assert_int_equal(status, PH_OK);
    expect_file(f, f->file, "new\n");
}

static void mode_is_kept(void **state)
{
    Fixture *f = *state;
    static const mode_t k_modes[] = {0755, 0600, 0666, 0640, 0200 | 0400, 04755, 02775};
    mode_t mask = umask(0077);
    for (size_t i = 0; i < PH_COUNT_OF(k_modes); i++) {
        scratch_write(f->file, PH_BYTES("old\n"));
        assert_int_equal(chmod(f->file, k_modes[i]), 0);
        assert_int_equal(replace_old_by_new(f, f->file), PH_OK);
        struct stat info;
        assert_int_equal(stat(f->file, &info), 0);
        assert_int_equal(info.st_mode & 07777, k_modes[i]);
    }
    (void)umask(mask);
}

static void owner_is_kept(void **state)
{
    Fixture *f = *state;
    if (geteuid() != 0 || chown(f->file, 12345, 54321) != 0 || chmod(f->file, 06755) != 0) {
        print_message("skipped: only the superuser can give files away\n");
        skip();
    }
    assert_int_equal(replace_old_by_new(f, f->file), PH_OK);
    struct stat info;
    assert_int_equal(stat(f->file, &info), 0);
    assert_int_equal(info.st_uid, 12345);
    assert_int_equal(info.st_gid, 54321);
    assert_int_equal(info.st_mode & 07777, 06755);
}

static void extended_attributes_are_kept(void **state)
{
    Fixture *f = *state;
    if (setxattr(f->file, "user.origin", "some\0where", 10, 0) != 0 ||
        setxattr(f->file, "user.empty", "", 0, 0) != 0) {
        print_message("skipped: no extended attributes here\n");
        skip();
    }
    assert_int_equal(replace_old_by_new(f, f->file), PH_OK);
    char value[32];
    assert_int_equal(getxattr(f->file, "user.origin", value, sizeof(value)), 10);
    assert_memory_equal(value, "some\0where", 10);
    assert_int_equal(getxattr(f->file, "user.empty", value, sizeof(value)), 0);
}

/* An access list as the kernel takes it: version 2, then tag, permissions and id. */
#define ENTRY(tag, permissions, id) (tag), 0, (permissions), 0, (id), (id), (id), (id)
static const unsigned char k_access_list[] = {2,
                                              0,
                                              0,
                                              0,
                                              ENTRY(0x01, 6, 0xff),
                                              ENTRY(0x02, 6, 0x01),
                                              ENTRY(0x04, 4, 0xff),
                                              ENTRY(0x10, 6, 0xff),
                                              ENTRY(0x20, 0, 0xff)};

static void access_list_is_kept(void **state)
{
    Fixture *f = *state;
    if (setxattr(f->file, "system.posix_acl_access", k_access_list, sizeof(k_access_list),
                 0) != 0) {
        print_message("skipped: no access lists here\n");
        skip();
    }
    assert_int_equal(replace_old_by_new(f, f->file), PH_OK);
    unsigned char value[128];
    ssize_t size = getxattr(f->file, "system.posix_acl_access", value, sizeof(value));
    assert_int_equal(size, sizeof(k_access_list));
    assert_memory_equal(value, k_access_list, sizeof(k_access_list));
    struct stat info;
    assert_int_equal(stat(f->file, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0660);
}

static void default_access_list_of_the_folder_is_not_inherited(void **state)
{
    Fixture *f = *state;
    if (setxattr(f->scratch.path, "system.posix_acl_default", k_access_list,
                 sizeof(k_access_list), 0) != 0) {
        print_message("skipped: no access lists here\n");
        skip();
    }
    assert_int_equal(replace_old_by_new(f, f->file), PH_OK);
    unsigned char value[128];
    assert_int_equal(getxattr(f->file, "system.posix_acl_access", value, sizeof(value)),
                     -1);
    struct stat info;
    assert_int_equal(stat(f->file, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0644);
}

static void link_inside_the_root_stays_a_link(void **state)
{
    Fixture *f = *state;
    const char *link_path = path_in(f, "link.py");
    assert_int_equal(symlink("file.py", link_path), 0);
    assert_int_equal(replace_old_by_new(f, link_path), PH_OK);
    expect_file(f, f->file, "new\n");
    struct stat info;
    assert_int_equal(lstat(link_path, &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    expect_no_temp(f);
}

static void link_out_of_the_root_is_refused(void **state)
{
    Fixture *f = *state;
    const char *folder = path_in(f, "project");
    const char *link_path = path_in(f, "project/link.py");
    assert_int_equal(mkdir(folder, 0755), 0);
    assert_int_equal(symlink("../file.py", link_path), 0);
    const PhWrite write = {ph_bytes_of(link_path), ph_bytes_of(folder),
                           ph_hash(PH_BYTES("old\n")), PH_BYTES("new\n"), NULL};
    assert_int_equal(ph_write_replace(&write, &f->diags), PH_ERR_REFUSED);
    expect_left_alone(f, link_path, "is a link to ");
    assert_int_equal(count_temps(folder), 0);
}

static void folder_whose_name_only_begins_like_the_root_is_outside(void **state)
{
    Fixture *f = *state;
    const char *root = path_in(f, "fil");
    assert_int_equal(ph_write_check(ph_bytes_of(f->file), ph_bytes_of(root), &f->diags),
                     PH_ERR_REFUSED);
    f->diags.records.count = 0;
    assert_int_equal(ph_write_check(ph_bytes_of(f->file), PH_BYTES("/"), &f->diags), PH_OK);
    assert_int_equal(ph_write_check(ph_bytes_of(f->file), ph_bytes_of(f->file), &f->diags),
                     PH_OK);
}

static void hard_link_is_refused(void **state)
{
    Fixture *f = *state;
    assert_int_equal(link(f->file, path_in(f, "other.py")), 0);
    assert_int_equal(replace_old_by_new(f, f->file), PH_ERR_REFUSED);
    expect_left_alone(f, f->file, "has 2 hard links: not written");
}

/* The superuser may write what others may only read, and the mode stays what it was. */
static void read_only_file_is_refused_or_keeps_its_mode(void **state)
{
    Fixture *f = *state;
    struct stat info;
    assert_int_equal(chmod(f->file, 0444), 0);
    if (geteuid() == 0) {
        assert_int_equal(replace_old_by_new(f, f->file), PH_OK);
    } else {
        assert_int_equal(replace_old_by_new(f, f->file), PH_ERR_REFUSED);
        expect_left_alone(f, f->file, "read-only: not written");
    }
    assert_int_equal(stat(f->file, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0444);
}

static void folder_and_pipe_are_refused(void **state)
{
    Fixture *f = *state;
    const char *folder = path_in(f, "folder.py");
    assert_int_equal(mkdir(folder, 0755), 0);
    assert_int_equal(replace_old_by_new(f, folder), PH_ERR_REFUSED);
    expect_told(f, folder, "not a regular file");
    const char *pipe_path = path_in(f, "pipe.py");
    assert_int_equal(mkfifo(pipe_path, 0644), 0);
    f->diags.records.count = 0;
    assert_int_equal(replace_old_by_new(f, pipe_path), PH_ERR_REFUSED);
    expect_told(f, pipe_path, "not a regular file");
    expect_no_temp(f);
}

static void check_refuses_what_writing_would_refuse(void **state)
{
    Fixture *f = *state;
    PhBytes path = ph_bytes_of(f->file);
    PhBytes root = ph_bytes_of(f->scratch.path);
    assert_int_equal(ph_write_check(path, root, &f->diags), PH_OK);
    assert_int_equal(f->diags.records.count, 0);
    assert_int_equal(link(f->file, path_in(f, "other.py")), 0);
    assert_int_equal(ph_write_check(path, root, &f->diags), PH_ERR_REFUSED);
    expect_left_alone(f, f->file, "has 2 hard links: not written");
}

static void vanished_file_is_told(void **state)
{
    Fixture *f = *state;
    const char *path = path_in(f, "gone.py");
    assert_int_equal(replace_old_by_new(f, path), PH_ERR_IO);
    expect_left_alone(f, path, "cannot find: ");
}

static void too_long_path_is_told(void **state)
{
    Fixture *f = *state;
    PhBuf path = {0};
    for (int i = 0; i < 3000; i++) {
        ph_buf_add_str(&path, "./");
    }
    const PhWrite write = {
        ph_buf_bytes(&path), ph_bytes_of(f->scratch.path), {0}, PH_BYTES("new\n"), NULL};
    assert_int_equal(ph_write_replace(&write, &f->diags), PH_ERR_IO);
    assert_int_equal(f->diags.records.count, 1);
    ph_buf_release(&path);
}

static void change_since_reading_is_a_conflict(void **state)
{
    Fixture *f = *state;
    assert_int_equal(replace(f, f->file, PH_BYTES("older\n"), PH_BYTES("new\n")),
                     PH_ERR_CONFLICT);
    expect_left_alone(f, f->file, "changed since it was read");
    assert_int_equal(g_kernel.swaps, 0);
}

static void save_in_the_last_moment_is_swapped_back(void **state)
{
    Fixture *f = *state;
    g_kernel.save_before = f->file;
    assert_int_equal(replace_old_by_new(f, f->file), PH_ERR_CONFLICT);
    assert_int_equal(g_kernel.swaps, 2);
    expect_file(f, f->file, "saved by an editor\n");
    expect_no_temp(f);
    expect_told(f, f->file, "changed since it was read");
}

static void second_save_in_the_last_moment_comes_back_as_well(void **state)
{
    Fixture *f = *state;
    g_kernel.save_before = f->file;
    g_kernel.save_between = f->file;
    assert_int_equal(replace_old_by_new(f, f->file), PH_ERR_CONFLICT);
    assert_int_equal(g_kernel.swaps, 3);
    expect_file(f, f->file, "saved again\n");
    expect_no_temp(f);
    expect_told(f, f->file, "changed since it was read");
}

static void endless_saves_in_the_last_moment_are_kept_beside(void **state)
{
    Fixture *f = *state;
    g_kernel.save_before = f->file;
    g_kernel.save_between = f->file;
    g_kernel.saves_without_end = true;
    assert_int_equal(replace_old_by_new(f, f->file), PH_ERR_CONFLICT);
    assert_int_equal(f->diags.records.count, 1);
    PhBytes message = f->diags.records.items[0].message;
    size_t at = ph_bytes_find(message, PH_BYTES(".pyheap-"), 0);
    assert_true(at != PH_NOT_FOUND);
    PhBytes name = ph_bytes_slice(message, at, message.len);
    expect_file(f, path_in(f, ph_arena_string(f->arena, name)), "saved again\n");
}

static void plain_rename_serves_where_names_cannot_be_swapped(void **state)
{
    Fixture *f = *state;
    static const int k_errors[] = {EINVAL, ENOSYS, ENOTSUP};
    for (size_t i = 0; i < PH_COUNT_OF(k_errors); i++) {
        scratch_write(f->file, PH_BYTES("old\n"));
        g_kernel.refuse_exchange = k_errors[i];
        assert_int_equal(replace_old_by_new(f, f->file), PH_OK);
        expect_file(f, f->file, "new\n");
        expect_no_temp(f);
    }
}

static void failing_rename_leaves_the_original(void **state)
{
    Fixture *f = *state;
    g_kernel.refuse_exchange = EPERM;
    assert_int_equal(replace_old_by_new(f, f->file), PH_ERR_IO);
    expect_left_alone(f, f->file, "cannot replace: ");
}

static void name_of_255_bytes_is_written(void **state)
{
    Fixture *f = *state;
    char name[256];
    memset(name, 'n', sizeof(name) - 1);
    memcpy(name + sizeof(name) - 4, ".py", 4);
    const char *path = path_in(f, name);
    scratch_write(path, PH_BYTES("old\n"));
    assert_int_equal(replace_old_by_new(f, path), PH_OK);
    expect_file(f, path, "new\n");
    expect_no_temp(f);
}

static void full_disk_leaves_the_original(void **state)
{
    Fixture *f = *state;
    PhBuf large = {0};
    ph_buf_add_repeated(&large, 'x', 100000);
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    for (rlim_t size = 0; size < 100000; size += 4096) {
        const struct rlimit limit = {size, before.rlim_max};
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        PhStatus status = replace(f, f->file, PH_BYTES("old\n"), ph_buf_bytes(&large));
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        assert_int_equal(status, PH_ERR_IO);
        expect_left_alone(f, f->file, "cannot write: ");
        f->diags.records.count = 0;
    }
    (void)signal(SIGXFSZ, handler);
    ph_buf_release(&large);
}

/* Counts in the file, which it saves as an editor does. */
typedef struct {
    const char *path;
    atomic_bool stop;
    long saved; /* the number it wrote last */
} Rival;

static void *save_again_and_again(void *argument)
{
    Rival *rival = argument;
    char text[32];
    while (!atomic_load(&rival->stop)) {
        rival->saved++;
        (void)snprintf(text, sizeof(text), "rival %ld\n", rival->saved);
        save_as_editors_do(rival->path, text);
        (void)usleep(200);
    }
    return NULL;
}

static bool begins_with(Fixture *f, const char *path, const char *text)
{
    return ph_bytes_starts_with(scratch_read(f->arena, path), ph_bytes_of(text));
}

/* Whether the text survives in the file, or in one that a diagnostic names. */
static bool is_there(Fixture *f, const char *text)
{
    bool found = begins_with(f, f->file, text);
    for (size_t i = 0; i < f->diags.records.count; i++) {
        PhBytes message = f->diags.records.items[i].message;
        size_t at = ph_bytes_find(message, PH_BYTES(".pyheap-"), 0);
        if (at != PH_NOT_FOUND) {
            PhBytes name = ph_bytes_slice(message, at, message.len);
            found =
                found || begins_with(f, path_in(f, ph_arena_string(f->arena, name)), text);
        }
    }
    return found;
}

/* Each of our writes adds a line to what stands there, against the rival's next save. */
static void rival_loses_nothing(void **state)
{
    Fixture *f = *state;
    scratch_write(f->file, PH_BYTES("rival 0\n"));
    Rival rival = {.path = f->file};
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, save_again_and_again, &rival), 0);
    for (int i = 0; i < 300; i++) {
        PhBytes old_text = scratch_read(f->arena, f->file);
        PhBytes new_text =
            ph_arena_format(f->arena, "%.*sours\n", (int)old_text.len, old_text.ptr);
        size_t told = f->diags.records.count;
        PhStatus status = replace(f, f->file, old_text, new_text);
        assert_true(status == PH_OK || status == PH_ERR_CONFLICT);
        assert_int_equal(f->diags.records.count - told, status == PH_OK ? 0 : 1);
    }
    atomic_store(&rival.stop, true);
    assert_int_equal(pthread_join(thread, NULL), 0);
    char last[32];
    (void)snprintf(last, sizeof(last), "rival %ld\n", rival.saved);
    assert_true(is_there(f, last));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(bytes_are_replaced),
        TEST(empty_and_large_texts_are_written_whole),
        TEST(relative_path_is_written),
        TEST(mode_is_kept),
        TEST(owner_is_kept),
        TEST(extended_attributes_are_kept),
        TEST(access_list_is_kept),
        TEST(default_access_list_of_the_folder_is_not_inherited),
        TEST(link_inside_the_root_stays_a_link),
        TEST(link_out_of_the_root_is_refused),
        TEST(folder_whose_name_only_begins_like_the_root_is_outside),
        TEST(hard_link_is_refused),
        TEST(read_only_file_is_refused_or_keeps_its_mode),
        TEST(folder_and_pipe_are_refused),
        TEST(check_refuses_what_writing_would_refuse),
        TEST(vanished_file_is_told),
        TEST(too_long_path_is_told),
        TEST(change_since_reading_is_a_conflict),
        TEST(save_in_the_last_moment_is_swapped_back),
        TEST(second_save_in_the_last_moment_comes_back_as_well),
        TEST(endless_saves_in_the_last_moment_are_kept_beside),
        TEST(plain_rename_serves_where_names_cannot_be_swapped),
        TEST(failing_rename_leaves_the_original),
        TEST(name_of_255_bytes_is_written),
        TEST(full_disk_leaves_the_original),
        TEST(rival_loses_nothing),
    };
    return cmocka_run_group_tests_name("write", tests, NULL, NULL);
}
