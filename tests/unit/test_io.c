#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/io.h"
#include "folder_fixture.h"

static PhBytes many_bytes(PhArena *arena, size_t size)
{
    char *text = ph_arena_alloc(arena, size);
    for (size_t i = 0; i < size; i++) {
        text[i] = (char)(i * 31 % 251);
    }
    return (PhBytes){text, size};
}

static void expect_file(const char *name, PhBytes wanted)
{
    PhBuf buf = {0};
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    assert_true(fd >= 0);
    assert_true(ph_read_all(fd, &buf));
    assert_int_equal(close(fd), 0);
    assert_true(ph_bytes_equal(ph_buf_bytes(&buf), wanted));
    ph_buf_release(&buf);
}

static void on_alarm(int number)
{
    (void)number;
}

/* A child that reads all of `fd` after a while; its status is 0 if that is `wanted`. */
static pid_t start_reader(int fd, int other_end, PhBytes wanted)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        PhBuf buf = {0};
        (void)close(other_end);
        (void)usleep(50000);
        bool is_good = ph_read_all(fd, &buf) && ph_bytes_equal(ph_buf_bytes(&buf), wanted);
        _exit(is_good ? 0 : 1);
    }
    return child;
}

static void signals_and_a_full_pipe_lose_no_bytes(void **state)
{
    int ends[2];
    int status = 0;
    struct sigaction old;
    const struct sigaction action = {.sa_handler = on_alarm}; /* calls are cut */
    const struct itimerval ticks = {{0, 2000}, {0, 2000}};
    const struct itimerval none = {0};
    PhBytes bytes = many_bytes(*state, 1 << 20);
    assert_int_equal(pipe(ends), 0);
    pid_t reader = start_reader(ends[0], ends[1], bytes);
    assert_int_equal(sigaction(SIGALRM, &action, &old), 0);
    assert_int_equal(setitimer(ITIMER_REAL, &ticks, NULL), 0);
    bool is_written = ph_write_all(ends[1], bytes);
    assert_int_equal(setitimer(ITIMER_REAL, &none, NULL), 0);
    assert_int_equal(sigaction(SIGALRM, &old, NULL), 0);
    assert_true(is_written);
    assert_int_equal(close(ends[1]), 0);
    assert_int_equal(close(ends[0]), 0);
    assert_int_equal(waitpid(reader, &status, 0), reader);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void a_full_disk_is_told_by_errno(void **state)
{
    (void)state;
    errno = 0;
    assert_false(ph_write_file("/dev/full", 0, 0, PH_BYTES("text")));
    assert_int_equal(errno, ENOSPC);
    int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
    assert_true(ph_write_all(fd, PH_BYTES("")));
    assert_int_equal(close(fd), 0);
}

static void of_a_file_that_ends_at_a_limit_the_reason_is_told(void **state)
{
    PhBytes bytes = many_bytes(*state, 10000);
    struct rlimit old;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    const struct rlimit limit = {4000, old.rlim_max};
    void (*was)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    errno = 0;
    bool is_written = ph_write_file("file", O_CREAT, 0600, bytes);
    int error = errno;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    (void)signal(SIGXFSZ, was);
    assert_false(is_written);
    assert_int_equal(error, EFBIG);
    expect_file("file", ph_bytes_slice(bytes, 0, 4000));
}

static void a_file_is_opened_as_the_flags_say(void **state)
{
    struct stat info;
    (void)state;
    assert_false(ph_write_file("file", 0, 0, PH_BYTES("text")));
    assert_int_equal(errno, ENOENT);
    assert_true(ph_write_file("file", O_CREAT | O_EXCL, 0600, PH_BYTES("some\0thing")));
    expect_file("file", PH_BYTES("some\0thing"));
    assert_int_equal(stat("file", &info), 0);
    assert_int_equal(info.st_mode & 07777, 0600);
    assert_false(ph_write_file("file", O_CREAT | O_EXCL, 0600, PH_BYTES("other")));
    assert_int_equal(errno, EEXIST);
    expect_file("file", PH_BYTES("some\0thing"));
    assert_true(ph_write_file("file", O_TRUNC, 0, PH_BYTES("less")));
    expect_file("file", PH_BYTES("less"));
    assert_int_equal(symlink("file", "link"), 0);
    assert_false(ph_write_file("link", O_TRUNC | O_NOFOLLOW, 0, PH_BYTES("other")));
    assert_int_equal(errno, ELOOP);
}

static void all_of_a_file_is_read(void **state)
{
    PhBytes bytes = many_bytes(*state, 100000);
    PhBuf buf = {0};
    assert_true(ph_write_file("file", O_CREAT, 0600, bytes));
    expect_file("file", bytes);
    int fd = open(".", O_RDONLY | O_CLOEXEC);
    assert_false(ph_read_all(fd, &buf));
    assert_int_equal(errno, EISDIR);
    assert_int_equal(close(fd), 0);
    assert_int_equal(buf.len, 0);
}

static void a_part_is_read_up_to_the_end(void **state)
{
    char text[8];
    size_t len = 99;
    (void)state;
    files_write("file", "0123456789");
    int fd = open("file", O_RDONLY | O_CLOEXEC);
    assert_true(ph_read_at(fd, text, 4, 3, &len));
    assert_int_equal(len, 4);
    assert_memory_equal(text, "3456", 4);
    assert_true(ph_read_at(fd, text, sizeof(text), 8, &len));
    assert_int_equal(len, 2);
    assert_memory_equal(text, "89", 2);
    assert_true(ph_read_at(fd, text, sizeof(text), 50, &len));
    assert_int_equal(len, 0);
    assert_int_equal(close(fd), 0);
    assert_false(ph_read_at(fd, text, sizeof(text), 0, &len));
    assert_int_equal(errno, EBADF);
    assert_int_equal(len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(signals_and_a_full_pipe_lose_no_bytes, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_full_disk_is_told_by_errno, set_up, tear_down),
        cmocka_unit_test_setup_teardown(of_a_file_that_ends_at_a_limit_the_reason_is_told,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_is_opened_as_the_flags_say, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(all_of_a_file_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_part_is_read_up_to_the_end, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("io", tests, NULL, NULL);
}
