#include <stdlib.h>

#include "cmd/user_folder.h"
#include "unit.h"

static int set_up(void **state)
{
    *state = ph_arena_new();
    return setenv("HOME", "/home/me", 1) + unsetenv("XDG_CACHE_HOME") +
           unsetenv("XDG_STATE_HOME");
}

static int tear_down(void **state)
{
    ph_arena_free(*state);
    return 0;
}

static void expect_cache(PhArena *arena, const char *wanted)
{
    PhBytes got = ph_user_folder(arena, "XDG_CACHE_HOME", ".cache");
    assert_string_equal(ph_arena_string(arena, got), wanted);
}

static void the_variable_goes_before_the_home(void **state)
{
    expect_cache(*state, "/home/me/.cache");
    assert_int_equal(setenv("XDG_CACHE_HOME", "/var/mine", 1), 0);
    expect_cache(*state, "/var/mine");
}

static void empty_and_relative_values_count_as_none(void **state)
{
    assert_int_equal(setenv("XDG_CACHE_HOME", "", 1), 0);
    expect_cache(*state, "/home/me/.cache");
    assert_int_equal(setenv("XDG_CACHE_HOME", "cache", 1), 0);
    expect_cache(*state, "/home/me/.cache");
    assert_int_equal(setenv("HOME", "me", 1), 0);
    expect_cache(*state, "");
    assert_int_equal(unsetenv("HOME"), 0);
    expect_cache(*state, "");
    assert_int_equal(setenv("XDG_CACHE_HOME", "/var/mine", 1), 0);
    expect_cache(*state, "/var/mine");
}

static void state_has_a_folder_of_its_own(void **state)
{
    PhArena *arena = *state;
    assert_string_equal(ph_arena_string(arena, ph_user_state_folder(arena)),
                        "/home/me/.local/state");
    assert_int_equal(setenv("XDG_STATE_HOME", "/var/state", 1), 0);
    assert_string_equal(ph_arena_string(arena, ph_user_state_folder(arena)), "/var/state");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_variable_goes_before_the_home, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(empty_and_relative_values_count_as_none, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(state_has_a_folder_of_its_own, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("user_folder", tests, NULL, NULL);
}
