#ifndef PH_TESTS_SCRATCH_H
#define PH_TESTS_SCRATCH_H

/* A folder for one test, and whole files in it. Trouble with it fails the test at once. */

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "unit.h"

typedef struct {
    char path[512]; /* real, without a slash at the end */
} Scratch;

static inline void scratch_make(Scratch *scratch)
{
    const char *parent = getenv("TMPDIR");
    char name[400];
    char real[4096];
    (void)snprintf(name, sizeof(name), "%s/pyheap-test-XXXXXX",
                   parent == NULL ? "/tmp" : parent);
    assert_non_null(mkdtemp(name));
    assert_non_null(realpath(name, real));
    assert_true(strlen(real) < sizeof(scratch->path));
    (void)snprintf(scratch->path, sizeof(scratch->path), "%.511s", real);
}

static inline int scratch_remove_one(const char *path, const struct stat *info, int kind,
                                     struct FTW *walk)
{
    (void)info;
    (void)kind;
    (void)walk;
    return remove(path);
}

static inline void scratch_remove(const Scratch *scratch)
{
    assert_int_equal(
        nftw(scratch->path, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT), 0);
}

static inline void scratch_write(const char *path, PhBytes bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    assert_true(fd >= 0);
    for (size_t done = 0; done < bytes.len;) {
        ssize_t got = write(fd, bytes.ptr + done, bytes.len - done);
        assert_true(got > 0);
        done += (size_t)got;
    }
    assert_int_equal(close(fd), 0);
}

static inline PhBytes scratch_read(PhArena *arena, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(fd >= 0);
    struct stat info;
    assert_int_equal(fstat(fd, &info), 0);
    size_t size = (size_t)info.st_size;
    char *text = ph_arena_alloc(arena, size + 1);
    size_t len = 0;
    while (len < size) {
        ssize_t got = read(fd, text + len, size - len);
        assert_true(got > 0);
        len += (size_t)got;
    }
    assert_int_equal(close(fd), 0);
    return (PhBytes){text, len};
}

static inline void expect_bytes(PhBytes got, PhBytes wanted)
{
    if (!ph_bytes_equal(got, wanted)) {
        fail_msg("got %zu bytes:\n%.*s\nwanted %zu bytes:\n%.*s", got.len,
                 (int)(got.len < 2000 ? got.len : 2000), got.ptr == NULL ? "" : got.ptr,
                 wanted.len, (int)(wanted.len < 2000 ? wanted.len : 2000),
                 wanted.ptr == NULL ? "" : wanted.ptr);
    }
}

#endif
