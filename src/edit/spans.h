#ifndef PH_EDIT_SPANS_H
#define PH_EDIT_SPANS_H

/*
 * A set of byte positions as sorted, disjoint closed intervals. Adding in ascending order
 * costs nothing to speak of, asking is a binary search.
 */

#include "base/vec.h"
#include "source/span.h"

typedef struct PhSpans {
    PhArena *arena;
    PH_VEC(PhSpan) list; /* closed at both ends */
} PhSpans;

/* True if [span.start, span.end], both ends included, holds a position of the set. */
bool ph_spans_touch(const PhSpans *spans, PhSpan span);

void ph_spans_add(PhSpans *spans, PhSpan span);

#endif
