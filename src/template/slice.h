#ifndef PH_TEMPLATE_SLICE_H
#define PH_TEMPLATE_SLICE_H

/*
 * Changing the lines of a patch by what is seen in the tree of one of its slices.
 *
 * A line of a slice is a line of the patch, so a span of the slice is a span of that line.
 * What stands on a context line changes in both slices, what stands on a minus or plus line
 * in one. Lines are copied: the alternative that they come from stays as it is.
 */

#include "template/pattern.h"

/* One slice of an alternative, as a tree. */
typedef struct PhSlice {
    const PhAlternative *alternative;
    const PhPattern *pattern;
} PhSlice;

/* Code of a slice as the page writes it: `$x`, `$*x`, `$?x`. Lives in `arena`. */
PhBytes ph_slice_page_code(PhArena *arena, PhBytes code);

/* True if the span lies on one line. */
bool ph_slice_is_one_line(const PhPattern *slice, PhSpan span);

/* *out: the alternative with `code` (as a page writes it) in place of the span. A blank is
 * put between two words that would meet. The span lies on one line. */
void ph_slice_replace(PhArena *arena, PhSlice slice, PhSpan span, PhBytes code,
                      PhAlternative *out);

/* A copy of the alternative whose lines can be changed, with room for `more` of them. */
PhAlternative ph_slice_copy(PhArena *arena, const PhAlternative *alternative, size_t more);

#endif
