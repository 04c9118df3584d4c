#include "apply/file_hash.h"

#include <errno.h>
#include <fcntl.h>

#include "base/io.h"

int ph_file_hash_open(int folder, const char *name)
{
    /* O_NONBLOCK: opening a named pipe must not wait for a writer. */
    return openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
}

bool ph_file_hash(int fd, PhHash *hash_out)
{
    PhBuf buf = {0};
    bool is_read = ph_read_all(fd, &buf);
    int error = errno;
    *hash_out = ph_hash(ph_buf_bytes(&buf));
    ph_buf_release(&buf);
    errno = error;
    return is_read;
}
