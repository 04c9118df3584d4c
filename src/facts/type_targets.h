#ifndef PH_FACTS_TYPE_TARGETS_H
#define PH_FACTS_TYPE_TARGETS_H

/* Where a name stands in the pattern that it is assigned through. */

#include "facts/types.h"

enum { PH_TARGET_DEPTH = 4 };

typedef struct PhTarget {
    PhNodeId outer; /* the outermost pattern */
    uint32_t depth; /* how many patterns the name is inside of */
    bool is_starred;
    bool is_placed;                 /* no stars around, and not too deep: `path` is set */
    uint32_t path[PH_TARGET_DEPTH]; /* positions, from the outermost pattern inwards */
} PhTarget;

PhTarget ph_target_of(const PhTree *tree, PhNodeId name);

/* `a, b = x, y`: the element of the right side opposite to `target`, or PH_NODE_NONE. */
PhNodeId ph_target_opposite(const PhTree *tree, PhNodeId target, PhNodeId value);

/* The type of a value of `type` after unpacking, from pattern `level` of the path inwards.
 */
PhType ph_target_unpacked(PhType type, PhTarget target, uint32_t level);

/* What a loop over `iterable` gives the target: enumerate, zip and displays by position. */
PhType ph_target_walked(PhFacts *facts, PhNodeId iterable, PhTarget target, uint32_t depth);

#endif
