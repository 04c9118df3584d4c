#ifndef PH_APPLY_EXCLUDE_H
#define PH_APPLY_EXCLUDE_H

/*
 * The user's own `exclude` patterns, written as in a .gitignore: a pattern without a slash
 * matches a name at any depth, one with a slash the path below the folder that the pattern
 * is relative to, a final slash restricts it to folders. There is no negation. A pattern
 * that begins with "./" or is an absolute path is taken as the path it means.
 */

#include "base/vec.h"

typedef PH_VEC(PhBytes) PhBytesVec;

typedef struct PhExclude {
    PhBytes pattern;
    PhBytes base; /* absolute path without symbolic links */
} PhExclude;

typedef PH_VEC(PhExclude) PhExcludes;

/* Adds patterns relative to `base`; both are borrowed. */
void ph_excludes_add(PhArena *arena, PhExcludes *excludes, const PhBytesVec *patterns,
                     PhBytes base);

/* `path` is absolute and without symbolic links. */
bool ph_excludes_cover(const PhExcludes *excludes, PhBytes path, bool is_folder);

#endif
