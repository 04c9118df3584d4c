#ifndef PH_BASE_SCRATCH_H
#define PH_BASE_SCRATCH_H

/* Folders for the time of a run, below $TMPDIR or /tmp, that only this user can look into.
 */

#include "base/arena.h"

/* Makes one; its real path lives in `arena`. False: errno says why. */
bool ph_scratch_make(PhArena *arena, PhBytes *path_out);

/* Removes it and all that is in it, following no links. */
void ph_scratch_remove(PhBytes path);

#endif
