#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "folder_fixture.h"

static void paths_are_below_a_folder_or_not(void **state)
{
    (void)state;
    const char *const cases[][3] = {
        {"/r", "/r/a.py", "a.py"},
        {"/r", "/ra.py", ""},
        {"/r", "/rabbit/a.py", ""},
        {"/r", "/r/b/c", "b/c"},
        {"/r", "/r", ""},
        {"/r", "/r/", ""},
        {"/", "/a.py", "a.py"},
        {"/r", "/other/a.py", ""},
        {"/r/", "/r/a.py", "a.py"},
        {"/r/", "/r", ""},
        {"/", "/", ""},
        {"/r", "", ""},
    };
    for (size_t i = 0; i < PH_COUNT_OF(cases); i++) {
        PhBytes got = ph_path_below(ph_bytes_of(cases[i][1]), ph_bytes_of(cases[i][0]));
        assert_true(ph_bytes_is(got, cases[i][2]));
    }
}

static void a_folder_is_in_itself(void **state)
{
    (void)state;
    assert_true(ph_path_is_in(PH_BYTES("/r"), PH_BYTES("/r")));
    assert_true(ph_path_is_in(PH_BYTES("/"), PH_BYTES("/")));
    assert_true(ph_path_is_in(PH_BYTES("/r/a"), PH_BYTES("/r")));
    assert_true(ph_path_is_in(PH_BYTES("/r"), PH_BYTES("/")));
    assert_false(ph_path_is_in(PH_BYTES("/ra"), PH_BYTES("/r")));
    assert_false(ph_path_is_in(PH_BYTES("/"), PH_BYTES("/r")));
}

static void the_last_part_follows_the_last_slash(void **state)
{
    (void)state;
    assert_true(ph_bytes_is(ph_path_last(PH_BYTES("/r/b/a.py")), "a.py"));
    assert_true(ph_bytes_is(ph_path_last(PH_BYTES("a.py")), "a.py"));
    assert_true(ph_bytes_is(ph_path_last(PH_BYTES("/r/")), ""));
    assert_true(ph_bytes_is(ph_path_last(PH_BYTES("")), ""));
}

static void a_real_path_has_no_links(void **state)
{
    PhBytes here;
    PhBytes real = PH_BYTES("as it was");
    files_write("inner/file", "");
    assert_int_equal(symlink("inner", "link"), 0);
    assert_true(ph_path_real(*state, PH_BYTES("."), &here));
    assert_int_equal(here.ptr[0], '/');
    assert_true(ph_path_real(*state, PH_BYTES("link/file"), &real));
    assert_true(ph_bytes_is(ph_path_below(real, here), "inner/file"));
    assert_int_equal(real.ptr[real.len], '\0');
    real = PH_BYTES("as it was");
    assert_false(ph_path_real(*state, PH_BYTES("link/other"), &real));
    assert_int_equal(errno, ENOENT);
    assert_true(ph_bytes_is(real, "as it was"));
}

static void folders_on_the_way_are_made_for_this_user_alone(void **state)
{
    struct stat info;
    files_write("file", "");
    assert_true(ph_path_make_folders(*state, PH_BYTES("a/b/c")));
    assert_int_equal(stat("a/b/c", &info), 0);
    assert_true(S_ISDIR(info.st_mode));
    assert_int_equal(stat("a", &info), 0);
    assert_int_equal(info.st_mode & 07777, 0700);
    assert_true(ph_path_make_folders(*state, PH_BYTES("a/b/c")));
    assert_true(ph_path_make_folders(*state, PH_BYTES("/")));
    assert_false(ph_path_make_folders(*state, PH_BYTES("file")));
    assert_int_equal(errno, ENOTDIR);
    assert_false(ph_path_make_folders(*state, PH_BYTES("file/inner")));
    assert_int_equal(errno, ENOTDIR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(paths_are_below_a_folder_or_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_is_in_itself, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_last_part_follows_the_last_slash, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_real_path_has_no_links, set_up, tear_down),
        cmocka_unit_test_setup_teardown(folders_on_the_way_are_made_for_this_user_alone,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests_name("path", tests, NULL, NULL);
}
