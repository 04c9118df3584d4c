#ifndef PH_BASE_PATH_H
#define PH_BASE_PATH_H

/* Paths: which is below which, by their text, and what the system makes of them. */

#include "base/arena.h"

/*
 * What follows `folder` in `path`, without a slash in front; empty if `path` is not below
 * it, nor is the folder itself. Both are plain: no `.` or `..`, no two slashes in a row.
 */
PhBytes ph_path_below(PhBytes path, PhBytes folder);

/* Whether `path` is `folder` or below it. */
bool ph_path_is_in(PhBytes path, PhBytes folder);

/* What follows the last slash of `path`: empty if it ends with one. */
PhBytes ph_path_last(PhBytes path);

/* The path without links, absolute; *real_out lives in `arena`. False: errno says why, and
 * *real_out stays as it is. */
bool ph_path_real(PhArena *arena, PhBytes path, PhBytes *real_out);

/* Makes the folder, and those on the way to it, for their owner alone. True if it is there,
 * also if it was before; otherwise errno says why. */
bool ph_path_make_folders(PhArena *arena, PhBytes folder);

#endif
