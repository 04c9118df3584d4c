#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/process.h"
#include "folder_fixture.h"

static PhProcessResult run_shell(PhArena *arena, const char *script, PhProcess process)
{
    const char *const argv[] = {"sh", "-c", script, NULL};
    PhProcessResult result;
    process.argv = argv;
    assert_int_equal(ph_process_run(arena, &process, &result), PH_OK);
    return result;
}

static void output_input_and_status_come_back(void **state)
{
    PhProcessResult result = run_shell(*state, "cat; echo bad >&2; exit 3",
                                       (PhProcess){.input = PH_BYTES("some\0thing")});
    assert_int_equal(result.status, 3);
    assert_int_equal(result.out.len, 10);
    assert_memory_equal(result.out.ptr, "some\0thing", 10);
    assert_string_equal(result.err.ptr, "bad\n");
    result = run_shell(*state, "kill -TERM $$", (PhProcess){0});
    assert_int_equal(result.status, 128 + SIGTERM);
}

static void much_output_blocks_nobody(void **state)
{
    PhArena *arena = *state;
    size_t size = 4 << 20;
    char *input = ph_arena_alloc(arena, size);
    memset(input, 'x', size);
    PhProcessResult result =
        run_shell(arena, "cat; cat /dev/null", (PhProcess){.input = {input, size}});
    assert_int_equal(result.out.len, size);
}

static void long_output_is_cut_at_either_end(void **state)
{
    PhProcess process = {.output_limit = 4};
    PhProcessResult result = run_shell(*state, "printf 0123456789; printf ab >&2", process);
    assert_string_equal(result.out.ptr, "0123");
    assert_string_equal(result.err.ptr, "ab");
    process.keeps_tail = true;
    result = run_shell(*state, "printf 0123456789", process);
    assert_string_equal(result.out.ptr, "6789");
}

static void folder_and_environment_are_as_asked(void **state)
{
    const char *const environment[] = {"PATH=/usr/bin:/bin", "ONLY=this", NULL};
    PhProcessResult result =
        run_shell(*state, "pwd -P; echo $ONLY $HOME",
                  (PhProcess){.folder = "/", .environment = environment});
    assert_string_equal(result.out.ptr, "/\nthis\n");
}

static void a_program_that_is_not_there_is_told(void **state)
{
    const char *const argv[] = {"no-such-program-at-all", NULL};
    PhProcess process = {.argv = argv};
    PhProcessResult result;
    assert_int_equal(ph_process_run(*state, &process, &result), PH_ERR_IO);
    assert_int_equal(errno, ENOENT);
}

static bool is_running(PhArena *arena, const char *file)
{
    PhProcessResult result =
        run_shell(arena,
                  ph_arena_format(arena,
                                  "kill -0 $(cat %s) 2>/dev/null && grep -qv '^State:.*Z' "
                                  "/proc/$(cat %s)/status",
                                  file, file)
                      .ptr,
                  (PhProcess){0});
    return result.status == 0;
}

static void the_whole_group_dies_when_the_time_is_over(void **state)
{
    PhProcessResult result = run_shell(
        *state, "sleep 60 & echo $! > child; echo begun; trap '' TERM; sleep 60; sleep 60",
        (PhProcess){.is_alone = true, .seconds = 1});
    assert_true(result.is_timed_out);
    assert_int_equal(result.status, 128 + SIGKILL);
    assert_true(result.seconds >= 1 && result.seconds < 10);
    assert_string_equal(result.out.ptr, "begun\n");
    assert_false(is_running(*state, "child"));
}

/* Of its own session, with its parents gone: neither group nor parent leads to it. */
static void a_daemon_dies_with_the_run(void **state)
{
    const char script[] = "setsid sh -c 'setsid sh -c \"echo \\$\\$ > daemon; exec sleep "
                          "60\" & wait' > /dev/null & "
                          "until [ -s daemon ]; do sleep 0.01; done; ";
    const char *const ends[] = {"exit 0", "sleep 60"};
    for (size_t i = 0; i < PH_COUNT_OF(ends); i++) {
        (void)unlink("daemon");
        PhProcessResult result = run_shell(
            *state,
            ph_arena_format(*state, "%s%s",
                            ph_arena_string(*state, (PhBytes){script, sizeof(script) - 1}),
                            ends[i])
                .ptr,
            (PhProcess){.is_alone = true, .seconds = 1});
        assert_int_equal(result.is_timed_out, i == 1);
        assert_false(is_running(*state, "daemon"));
    }
}

static bool stops(void)
{
    static int asked;
    return ++asked > 3;
}

static void a_run_is_stopped_on_request(void **state)
{
    PhProcessResult result =
        run_shell(*state, "sleep 60", (PhProcess){.is_alone = true, .is_stopped = stops});
    assert_true(result.is_stopped);
    assert_false(result.is_timed_out);
    assert_true(result.seconds < 10);
}

static void statuses_come_although_children_are_ignored(void **state)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    struct sigaction old;
    assert_int_equal(sigaction(SIGCHLD, &ignore, &old), 0);
    assert_int_equal(run_shell(*state, "exit 7", (PhProcess){0}).status, 7);
    assert_int_equal(sigaction(SIGCHLD, &old, NULL), 0);
}

static void an_environment_is_without_some_and_with_others(void **state)
{
    static const char *const k_without[] = {"PYHEAP_OUT", "PYHEAP_SET", NULL};
    static const char *const k_with[] = {"PYHEAP_SET=new", "PYHEAP_ADDED=1", NULL};
    assert_int_equal(setenv("PYHEAP_OUT", "1", 1), 0);
    assert_int_equal(setenv("PYHEAP_OUTER", "kept", 1), 0);
    assert_int_equal(setenv("PYHEAP_SET", "old", 1), 0);
    PhProcessResult result = run_shell(
        *state, "echo \"${PYHEAP_OUT-none} $PYHEAP_OUTER $PYHEAP_SET $PYHEAP_ADDED\"",
        (PhProcess){.environment = ph_process_environment(*state, k_without, k_with)});
    assert_string_equal(result.out.ptr, "none kept new 1\n");
    assert_string_equal(getenv("PYHEAP_SET"), "old");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_environment_is_without_some_and_with_others,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(output_input_and_status_come_back, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(much_output_blocks_nobody, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_output_is_cut_at_either_end, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(folder_and_environment_are_as_asked, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_program_that_is_not_there_is_told, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_whole_group_dies_when_the_time_is_over, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_daemon_dies_with_the_run, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_run_is_stopped_on_request, set_up, tear_down),
        cmocka_unit_test_setup_teardown(statuses_come_although_children_are_ignored, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("process", tests, NULL, NULL);
}
