#ifndef PH_APPLY_WALK_FILES_H
#define PH_APPLY_WALK_FILES_H

/*
 * From the paths on the command line to the files to work on.
 *
 * A named file is always taken, whatever its name and whatever would ignore it. A named
 * folder is searched for *.py, *.pyi and *.pyw; on the way down these are passed over:
 * folders of tools and environments, what the `exclude` patterns or .gitignore files
 * cover, files whose names say that they are generated, symbolic links to folders, and
 * whatever is not a regular file. A linked file is taken if its target lies in the named
 * folder. What vanishes meanwhile was never there.
 *
 * A file is listed once, by whatever names it was reached; two hard links are two files.
 * Names are any bytes but NUL and slash. Trouble is one record each and never stops
 * the rest. Not for several threads at once.
 */

#include "apply/exclude.h"
#include "source/diag.h"

typedef struct PhWalkFile {
    PhBytes path;      /* as named, and joined below a named folder; opens the file */
    PhBytes real_path; /* absolute, without symbolic links */
    PhBytes root;      /* real path of the named folder, or of a named file's folder */
    bool is_named;     /* on the command line, rather than found in a folder */
} PhWalkFile;

typedef struct PhWalked {
    PH_VEC(PhWalkFile) files; /* by `path`, in the order of bytes */
    size_t generated_count;   /* passed over for their names */
} PhWalked;

typedef struct PhWalkOptions {
    bool ignores_gitignore;
    /* Patterns for the entries of `folder` (real path), or NULL. May itself be NULL. */
    const PhExcludes *(*excludes_of)(void *context, PhBytes folder);
    void *context;
} PhWalkOptions;

/*
 * Ownership: everything in *walked_out lives in `arena`; all paths end with a NUL.
 */
void ph_walk_files(PhArena *arena, const PhBytesVec *named, const PhWalkOptions *options,
                   PhDiags *diags, PhWalked *walked_out);

#endif
