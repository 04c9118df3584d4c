#ifndef PH_APPLY_WRITE_H
#define PH_APPLY_WRITE_H

/*
 * Replaces the bytes of a file the user owns. Whoever reads the file, at any time, sees the
 * old bytes or the new ones, never a part; and what somebody else wrote since pyheap read
 * the file is never lost.
 *
 * The new bytes go into a temporary file of the same folder, which gets the owner, mode and
 * extended attributes of the old one, reaches the disk, and then swaps names with it. What
 * came out of the swap is compared with what was read: if an editor saved in the very last
 * moment, its file is swapped back. (Bytes written later through a descriptor that was
 * opened before the swap cannot be seen.) Symbolic links are followed, so the link stays.
 *
 * Refused, because the result would not be the same file with other bytes: hard links,
 * what is read-only, what is no regular file, owners and access lists that we may not set,
 * and targets of links outside the root.
 *
 * No signal is blocked: a handler that only sets a flag cannot leave a temporary file
 * behind. A kill can; its name is `.pyheap-` and 16 hex digits and `.tmp`. What is noted in
 * the journal before each step tells ph_journal_clean() whose bytes it holds.
 */

#include "apply/journal.h"
#include "base/bytes.h"
#include "base/status.h"
#include "source/diag.h"
#include "source/source.h"

typedef struct PhWrite {
    PhBytes path;     /* as the user named it; may be a symbolic link */
    PhBytes root;     /* real path of the folder or file that the user named */
    PhHash read_hash; /* of the bytes that `new_text` was made from */
    PhBytes new_text;
    PhJournal *journal; /* keeps the old bytes; or NULL */
} PhWrite;

/*
 * Errors: PH_ERR_REFUSED (hard links, read-only, outside the root, attributes that cannot
 *         be kept, no journal), PH_ERR_CONFLICT (changed since it was read), PH_ERR_IO.
 * Each leaves one record in `diags` that names `path`, the original untouched and no
 *         temporary; only of a journal that cannot be kept there is one record a run.
 */
PH_MUST_USE PhStatus ph_write_replace(const PhWrite *write, PhDiags *diags);

/*
 * Whether ph_write_replace() would refuse the file for what it is, so that a dry run tells
 * the same. Only the owner and the attributes are not tried; the hash and the new bytes are
 * not looked at.
 */
PH_MUST_USE PhStatus ph_write_check(PhBytes path, PhBytes root, PhDiags *diags);

#endif
