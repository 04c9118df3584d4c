#include "source/source.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/utf8.h"
#include "source/coding.h"

PhHash ph_hash(PhBytes bytes)
{
    XXH128_hash_t hash = XXH3_128bits(bytes.ptr, bytes.len);
    return (PhHash){hash.low64, hash.high64};
}

static PhStatus io_error(PhDiags *diags, PhBytes path, const char *what)
{
    (void)ph_diag_add(diags, PH_SEVERITY_ERROR, path, "cannot %s: %s", what,
                      strerror(errno));
    return PH_ERR_IO;
}

static PhStatus too_large(PhDiags *diags, PhBytes path, uint64_t max_bytes)
{
    (void)ph_diag_add(diags, PH_SEVERITY_ERROR, path, "larger than %llu MB, not read",
                      (unsigned long long)(max_bytes >> 20));
    return PH_ERR_REFUSED;
}

/* A file of /proc says size 0 and yet has bytes, so reading goes on until the end. */
static PhStatus read_all(PhArena *arena, int fd, uint64_t size, uint64_t max_bytes,
                         PhBytes *out)
{
    size_t capacity = (size_t)size + 1;
    char *text = ph_arena_alloc(arena, capacity);
    size_t len = 0;
    for (;;) {
        if (len == capacity) {
            text = ph_arena_grow(arena, text, capacity, capacity * 2 + 4096);
            capacity = capacity * 2 + 4096;
        }
        ssize_t got = read(fd, text + len, capacity - len);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return PH_ERR_IO;
        }
        if (got == 0) {
            break;
        }
        len += (size_t)got;
        if (len > max_bytes) {
            return PH_ERR_REFUSED;
        }
    }
    *out = (PhBytes){text, len};
    return PH_OK;
}

PhStatus ph_file_read(PhArena *arena, PhBytes path, uint64_t max_bytes, PhDiags *diags,
                      PhBytes *bytes_out)
{
    /* O_NONBLOCK: opening a named pipe must not wait for a writer. */
    int fd =
        open(ph_arena_string(arena, path), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        return io_error(diags, path, "open");
    }
    PhStatus status = PH_OK;
    struct stat info;
    if (fstat(fd, &info) != 0) {
        status = io_error(diags, path, "read");
    } else if (!S_ISREG(info.st_mode)) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, path, "not a regular file");
        status = PH_ERR_IO;
    } else if ((uint64_t)info.st_size > max_bytes) {
        status = too_large(diags, path, max_bytes);
    } else {
        status = read_all(arena, fd, (uint64_t)info.st_size, max_bytes, bytes_out);
        if (status == PH_ERR_IO) {
            (void)io_error(diags, path, "read");
        } else if (status == PH_ERR_REFUSED) {
            (void)too_large(diags, path, max_bytes);
        }
    }
    (void)close(fd);
    return status;
}

enum { PH_MOST_CONTINUED_LINES = 5000 };

/*
 * The offset of a run of lines that hold nothing but a backslash, longer than anybody
 * writes, or PH_NOT_FOUND. The grammar's scanner reads such a run again for each of its
 * lines.
 */
static size_t find_continued_run(PhBytes bytes)
{
    const char *at = bytes.ptr;
    const char *end = bytes.ptr + bytes.len;
    const char *expected = NULL;
    uint32_t run = 0;
    while (at < end && (at = memchr(at, '\\', (size_t)(end - at))) != NULL) {
        run = at == expected ? run + 1 : 0;
        if (run > PH_MOST_CONTINUED_LINES) {
            return (size_t)(at - bytes.ptr);
        }
        at++;
        expected = at;
        while (expected < end && ph_byte_is_blank(*expected)) {
            expected++;
        }
    }
    return PH_NOT_FOUND;
}

PhStatus ph_source_check(PhArena *arena, PhBytes path, PhBytes bytes, PhDiags *diags,
                         PhSource **source_out)
{
    PhSource *source = PH_NEW(arena, PhSource);
    *source = (PhSource){.path = path, .bytes = bytes, .arena = arena};
    source->bom_len = ph_bytes_starts_with(bytes, PH_BYTES("\xef\xbb\xbf")) ? 3 : 0;
    const char *nul = bytes.len == 0 ? NULL : memchr(bytes.ptr, '\0', bytes.len);
    if (nul != NULL) {
        ph_source_error(source, diags, (uint32_t)(nul - bytes.ptr),
                        PH_BYTES("has a NUL byte: not Python source"));
        return PH_ERR_REFUSED;
    }
    PhStatus status = ph_coding_check(source, diags);
    if (status != PH_OK) {
        return status;
    }
    size_t run = find_continued_run(bytes);
    if (run != PH_NOT_FOUND) {
        ph_source_error(source, diags, (uint32_t)run,
                        PH_BYTES("thousands of lines continued by a backslash in a row"));
        return PH_ERR_REFUSED;
    }
    source->hash = ph_hash(bytes);
    *source_out = source;
    return PH_OK;
}

const PhLines *ph_source_lines(PhSource *source)
{
    if (source->lines == NULL) {
        source->lines = ph_lines_new(source->arena, source->bytes);
    }
    return source->lines;
}

PhPlace ph_source_place(PhSource *source, uint32_t offset)
{
    return ph_lines_place(ph_source_lines(source), offset);
}

void ph_source_error(PhSource *source, PhDiags *diags, uint32_t offset, PhBytes message)
{
    PhPlace place = ph_source_place(source, offset);
    (void)ph_diag_add_at(diags, PH_SEVERITY_ERROR, source->path, place.line, place.column,
                         message);
}
