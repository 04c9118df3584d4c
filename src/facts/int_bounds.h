#ifndef PH_FACTS_INT_BOUNDS_H
#define PH_FACTS_INT_BOUNDS_H

/*
 * Between which numbers the value of an expression lies, if it is an int for certain.
 *
 * Interval arithmetic (Cousot and Cousot, 1976) over literals, len, ord, abs, min, max, the
 * variables of loops over range and enumerate, and + - * // % & of those. A name has the
 * union of all stores; one that is stored in any other way has no bounds. There is no
 * widening: what depends on itself is unbounded.
 *
 * What len counts is taken to fit into memory; a range need not, so its length is unknown.
 */

#include "facts/facts.h"

typedef struct PhIntBounds {
    int64_t least;
    int64_t most;
} PhIntBounds;

/* False if it may be no int, or if nothing is known of it. */
bool ph_int_bounds(PhFacts *facts, PhNodeId node, PhIntBounds *out);

#endif
