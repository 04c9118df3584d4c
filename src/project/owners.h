#ifndef PH_PROJECT_OWNERS_H
#define PH_PROJECT_OWNERS_H

/*
 * Who owns a file, by a CODEOWNERS file: lines of a pattern and its owners, of which the
 * last that matches counts. Patterns are those of .gitignore without negation and classes.
 */

#include "base/vec.h"

typedef struct PhOwners PhOwners;

/* `text` is borrowed for the life of the result, which lives in `arena`. */
PhOwners *ph_owners_read(PhArena *arena, PhBytes text);

/* The owners of `path`, relative to the repository, as they are written; empty: nobody. */
PhBytes ph_owners_of(const PhOwners *owners, PhBytes path);

#endif
