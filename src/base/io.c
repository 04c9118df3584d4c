#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

bool ph_write_all(int fd, PhBytes bytes)
{
    while (bytes.len > 0) {
        ssize_t done = write(fd, bytes.ptr, bytes.len);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            errno = done == 0 ? ENOSPC : errno;
            return false;
        }
        bytes = ph_bytes_slice(bytes, (size_t)done, bytes.len);
    }
    return true;
}

bool ph_write_file(const char *path, int flags, unsigned mode, PhBytes bytes)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC | flags, mode);
    if (fd < 0) {
        return false;
    }
    bool is_written = ph_write_all(fd, bytes);
    int error = errno;
    bool is_closed = close(fd) == 0;
    errno = is_written ? errno : error;
    return is_written && is_closed;
}

bool ph_read_all(int fd, PhBuf *buf)
{
    char chunk[16384];
    ssize_t got = 0;
    do {
        got = read(fd, chunk, sizeof(chunk));
        if (got > 0) {
            ph_buf_add(buf, (PhBytes){chunk, (size_t)got});
        }
    } while (got > 0 || (got < 0 && errno == EINTR));
    return got == 0;
}

bool ph_read_at(int fd, char *to, size_t size, uint64_t at, size_t *len_out)
{
    *len_out = 0;
    while (*len_out < size) {
        ssize_t got = pread(fd, to + *len_out, size - *len_out, (off_t)(at + *len_out));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return got == 0;
        }
        *len_out += (size_t)got;
    }
    return true;
}
