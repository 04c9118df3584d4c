#include <sys/wait.h>

#include "base/scratch.h"
#include "folder_fixture.h"

/* Temporary folders are made in that of the test. */
static int set_up_here(void **state)
{
    int status = set_up(state);
    assert_int_equal(setenv("TMPDIR", g_folder, 1), 0);
    return status;
}

static void a_folder_is_for_this_user_alone(void **state)
{
    PhBytes one;
    PhBytes two;
    struct stat info;
    assert_true(ph_scratch_make(*state, &one));
    assert_true(ph_scratch_make(*state, &two));
    assert_false(ph_bytes_equal(one, two));
    assert_true(ph_bytes_starts_with(one, ph_bytes_of(g_folder)));
    assert_int_equal(stat(one.ptr, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0700);
}

static void all_that_is_in_it_goes(void **state)
{
    PhBytes path;
    struct stat info;
    assert_true(ph_scratch_make(*state, &path));
    assert_int_equal(chdir(path.ptr), 0);
    files_write("a/b/c/file", "x");
    files_write("locked/in/file", "x");
    assert_int_equal(symlink("nowhere", "a/dangling"), 0);
    assert_int_equal(chmod("locked/in", 0), 0);
    assert_int_equal(chmod("locked", 0), 0);
    assert_int_equal(chmod("a/b", 0500), 0);
    assert_int_equal(chdir(g_folder), 0);
    /* Nothing is locked to root. */
    pid_t child = fork();
    if (child == 0) {
        bool is_plain = geteuid() != 0 || (chown(g_folder, 12345, 12345) == 0 &&
                                           system("chown -R 12345:12345 .") == 0 &&
                                           setgid(12345) == 0 && setuid(12345) == 0);
        ph_scratch_remove(path);
        _exit(is_plain ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(lstat(path.ptr, &info), -1);
}

static void links_are_not_followed(void **state)
{
    PhBytes path;
    struct stat info;
    files_write("mine/kept", "x");
    assert_int_equal(chmod("mine", 0755), 0);
    assert_true(ph_scratch_make(*state, &path));
    assert_int_equal(chdir(path.ptr), 0);
    assert_int_equal(symlink("../mine", "link"), 0);
    assert_int_equal(symlink("../mine/kept", "file"), 0);
    assert_int_equal(chdir(g_folder), 0);
    ph_scratch_remove(path);
    assert_int_equal(stat("mine/kept", &info), 0);
    assert_int_equal(stat("mine", &info), 0);
    assert_int_equal(info.st_mode & 07777, 0755);
    assert_int_equal(lstat(path.ptr, &info), -1);
    /* A folder that is a link itself. */
    assert_int_equal(symlink("mine", "scratch"), 0);
    ph_scratch_remove(PH_BYTES("scratch"));
    assert_int_equal(stat("mine/kept", &info), 0);
}

static void without_a_place_it_is_told(void **state)
{
    PhBytes path;
    assert_int_equal(setenv("TMPDIR", "/no/such/folder", 1), 0);
    assert_false(ph_scratch_make(*state, &path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_folder_is_for_this_user_alone, set_up_here,
                                        tear_down),
        cmocka_unit_test_setup_teardown(all_that_is_in_it_goes, set_up_here, tear_down),
        cmocka_unit_test_setup_teardown(links_are_not_followed, set_up_here, tear_down),
        cmocka_unit_test_setup_teardown(without_a_place_it_is_told, set_up_here, tear_down),
    };
    return cmocka_run_group_tests_name("scratch", tests, NULL, NULL);
}
