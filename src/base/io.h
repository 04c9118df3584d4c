#ifndef PH_BASE_IO_H
#define PH_BASE_IO_H

/*
 * Reading and writing whole: a call that a signal cut, or that moved only a part of the
 * bytes, is gone on with. Nothing is told to the user; of what fails, errno says why.
 */

#include "base/buf.h"

/* Writes all of `bytes` where the descriptor is. False: errno says why, ENOSPC also where
 * the system takes no more without an error; a part may be written. */
bool ph_write_all(int fd, PhBytes bytes);

/*
 * Opens `path` to be written, with the `flags` of open(2) that are given beside O_WRONLY
 * and O_CLOEXEC and with `mode` if it is made, and writes all of `bytes`. False: errno says
 * why; a file that was made stays.
 */
bool ph_write_file(const char *path, int flags, unsigned mode, PhBytes bytes);

/* Adds all that is left in the descriptor to `buf`. False: errno says why, and what came
 * before is in `buf`. */
bool ph_read_all(int fd, PhBuf *buf);

/* Up to `size` bytes from offset `at`, fewer only where the file ends before. False: errno
 * says why. *len_out is what was read in any case. */
bool ph_read_at(int fd, char *to, size_t size, uint64_t at, size_t *len_out);

#endif
