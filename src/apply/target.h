#ifndef PH_APPLY_TARGET_H
#define PH_APPLY_TARGET_H

/*
 * The file behind a name, opened, and whether it may be replaced at all. Held by its
 * folder: from here on names are relative to a descriptor, and no part of the path is
 * looked up again.
 */

#include <limits.h>
#include <sys/stat.h>

#include "base/bytes.h"
#include "base/status.h"
#include "source/diag.h"

typedef struct PhTarget {
    PhBytes path;        /* as the user named it; borrowed */
    char real[PATH_MAX]; /* without symbolic links */
    const char *name;    /* its last part; points into `real` */
    int folder;          /* descriptor of the folder, or -1 */
    int file;            /* descriptor for reading, or -1 */
    struct stat info;    /* of `file` */
} PhTarget;

/*
 * Resolves and opens `path`, which must lie in `root` (a real path) once links are
 * followed. The target has to be closed whatever the result.
 *
 * Errors: PH_ERR_REFUSED, PH_ERR_IO; each with one record in `diags`.
 */
PH_MUST_USE PhStatus ph_target_open(PhTarget *target, PhBytes path, PhBytes root,
                                    PhDiags *diags);

void ph_target_close(PhTarget *target);

/* Adds an error record that names the target's path: "cannot <what>: <errno>". */
PhStatus ph_target_io_error(const PhTarget *target, PhDiags *diags, const char *what);

#endif
