#ifndef PH_REPORT_DIFF_H
#define PH_REPORT_DIFF_H

/*
 * Unified diffs that `git apply`, also from a folder below the repository's root, and
 * `patch -p1` both take, whatever the name and whatever the bytes.
 *
 * For that the headers are plain `--- a/path` and `+++ b/path` relative to the working
 * folder, without git's own `diff --git` line: with it git would read the names as relative
 * to the repository's root. Diffs of several files are simply written after one another.
 *
 * `git apply` guesses how many folders to strip from such names: in a folder `pkg` of a
 * repository it takes `a/pkg/x.py` for `x.py`. Whoever stands in pkg and has a pkg/pkg says
 * `git apply -p1`.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "git/hunks.h"
#include "source/diag.h"

typedef struct PhDiffOptions {
    bool colour;  /* as git colours; implies `visible` */
    bool visible; /* for a terminal: control characters of the text but TAB are shown as
                     \xNN; the diff can then no longer be applied */
} PhDiffOptions;

typedef struct PhDiffFile {
    PhBytes path; /* as ph_diff_path() gives it */
    PhBytes old_text;
    PhBytes new_text;
} PhDiffFile;

/*
 * The name under which a diff speaks of a file: relative to the working folder `cwd` (an
 * absolute path), normalised by its letters alone. Of a file outside of `cwd` the absolute
 * path without its leading slash, which applies from the root folder.
 *
 * Ownership: the result lives in `arena`.
 */
PhBytes ph_diff_path(PhArena *arena, PhBytes cwd, PhBytes path);

/*
 * Appends the diff of one file; nothing when both texts are equal.
 *
 * Errors: PH_ERR_REFUSED with one record in `diags`, and `buf` as it was.
 */
PH_MUST_USE PhStatus ph_diff_add(PhBuf *buf, const PhDiffFile *file,
                                 const PhDiffOptions *options, PhDiags *diags);

/* "@@ -3,4 +3,5 @@" as a line. */
void ph_diff_add_head(PhBuf *buf, const PhLineHunk *hunk, bool colour);

#endif
