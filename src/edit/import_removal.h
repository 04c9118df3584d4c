#ifndef PH_EDIT_IMPORT_REMOVAL_H
#define PH_EDIT_IMPORT_REMOVAL_H

/*
 * Imports that the fixes of a round have made useless.
 *
 * A name goes only if all of this holds: the edits took away its last mention, as a word
 * anywhere in the file, comments and strings included; it comes from a module of the
 * standard library whose import does nothing else, by an import of the module's own body;
 * the file is no `__init__.py` and does not mention
 * `__all__`; nothing in it reads names by their text; nobody imports the name from this
 * file; no comment stands in the statement or on its line; and no edit touches it.
 *
 * Whether another file imports the name is asked of the caller. As long as nobody knows,
 * the answer is no, and the import stays.
 */

#include "edit/imports.h"

/* True only if it is proved that no other file imports `name` from this one. */
typedef bool PhUnsharedFn(void *context, PhBytes name);

typedef struct PhImportRemoval {
    PhArena *arena;
    const PhParsedFile *file;
    PhUnsharedFn *is_unshared; /* NULL: nobody knows */
    void *context;
    uint32_t line_length; /* a list that fits this goes on one line again */
} PhImportRemoval;

/* Adds to `out`, ascending and disjoint, the edits that remove what `edits`, ascending and
 * disjoint, made useless; none of them touches any of `edits`. */
void ph_import_removal_edits(const PhImportRemoval *removal, const PhEditVec *edits,
                             PhEditVec *out);

#endif
