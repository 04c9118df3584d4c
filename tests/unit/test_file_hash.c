#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apply/file_hash.h"
#include "files.h"
#include "unit.h"

static char g_folder[64];

static int set_up(void **state)
{
    (void)state;
    files_enter(g_folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    files_leave(g_folder);
    return 0;
}

static void the_hash_is_of_all_that_is_left(void **state)
{
    PhHash hash;
    (void)state;
    files_write("file", "some text");
    int fd = ph_file_hash_open(AT_FDCWD, "file");
    assert_true(fd >= 0);
    assert_true(ph_file_hash(fd, &hash));
    assert_true(ph_hash_equal(hash, ph_hash(PH_BYTES("some text"))));
    assert_int_equal(lseek(fd, 5, SEEK_SET), 5);
    assert_true(ph_file_hash(fd, &hash));
    assert_true(ph_hash_equal(hash, ph_hash(PH_BYTES("text"))));
    assert_int_equal(close(fd), 0);
}

static void the_name_is_looked_for_in_the_folder(void **state)
{
    PhHash hash;
    (void)state;
    files_write("inner/file", "inner");
    int folder = open("inner", O_PATH | O_DIRECTORY | O_CLOEXEC);
    int fd = ph_file_hash_open(folder, "file");
    assert_true(fd >= 0);
    assert_true(ph_file_hash(fd, &hash));
    assert_true(ph_hash_equal(hash, ph_hash(PH_BYTES("inner"))));
    assert_int_equal(close(fd), 0);
    assert_true(ph_file_hash_open(folder, "other") < 0);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(close(folder), 0);
}

static void links_are_not_followed_and_pipes_not_waited_for(void **state)
{
    PhHash hash;
    (void)state;
    files_write("file", "text");
    assert_int_equal(symlink("file", "link"), 0);
    assert_true(ph_file_hash_open(AT_FDCWD, "link") < 0);
    assert_int_equal(errno, ELOOP);
    assert_int_equal(mkfifo("pipe", 0600), 0);
    int fd = ph_file_hash_open(AT_FDCWD, "pipe");
    assert_true(fd >= 0);
    assert_true(ph_file_hash(fd, &hash));
    assert_true(ph_hash_equal(hash, ph_hash(PH_BYTES(""))));
    assert_int_equal(close(fd), 0);
}

static void what_cannot_be_read_is_told_by_errno(void **state)
{
    PhHash hash;
    (void)state;
    int fd = ph_file_hash_open(AT_FDCWD, ".");
    assert_true(fd >= 0);
    assert_false(ph_file_hash(fd, &hash));
    assert_int_equal(errno, EISDIR);
    assert_int_equal(close(fd), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_hash_is_of_all_that_is_left, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_name_is_looked_for_in_the_folder, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(links_are_not_followed_and_pipes_not_waited_for,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_read_is_told_by_errno, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("file_hash", tests, NULL, NULL);
}
