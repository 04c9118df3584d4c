#ifndef PH_APPLY_FILE_HASH_H
#define PH_APPLY_FILE_HASH_H

/* What a file holds by now, of which another process may have made anything. */

#include "source/source.h"

/*
 * Opens `name` in `folder` to be read, or a negative number with errno. The caller closes
 * it. A link is not followed (ELOOP), and nothing that stands there is waited for.
 */
int ph_file_hash_open(int folder, const char *name);

/* Hashes all that is left in the descriptor. False: errno says why, and the hash is of what
 * could be read. */
bool ph_file_hash(int fd, PhHash *hash_out);

#endif
