#ifndef PH_REPORT_HEAP_PROFILE_H
#define PH_REPORT_HEAP_PROFILE_H

/*
 * What a program held in memory at its peak, by line of its files: JSON lines as
 * docs/heap-profile.md describes them. A profile says which findings are worth it, never
 * whether a fix is right.
 */

#include "base/buf.h"
#include "edit/finding.h"
#include "source/diag.h"

typedef struct PhHeapProfile PhHeapProfile;

/*
 * Reads the file at `path`. Everything lives in `arena`.
 *
 * Errors: PH_ERR_IO; PH_ERR_REFUSED: a line is none of a profile. One record each.
 */
PH_MUST_USE PhStatus ph_heap_profile_read(PhArena *arena, PhBytes path, PhDiags *diags,
                                          PhHeapProfile **out);

/* What the lines `first` to `last` of the file at `real_path` held at the peak. */
PhHeapUse ph_heap_profile_sum(const PhHeapProfile *profile, PhBytes real_path,
                              uint32_t first, uint32_t last);

/* True if there is so much that the profile names the lines. */
bool ph_heap_is_much(PhHeapUse use);

/* `6.2 MB in 99806 blocks` */
void ph_heap_use_add(PhBuf *buf, PhHeapUse use);

/* A warning for each file of the profile that was changed after it was written. */
void ph_heap_profile_tell_stale(const PhHeapProfile *profile, PhDiags *diags);

#endif
