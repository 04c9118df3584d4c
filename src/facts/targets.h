#ifndef PH_FACTS_TARGETS_H
#define PH_FACTS_TARGETS_H

/* The names that a target of a loop or assignment stores, and whether something is one. */

#include "facts/flow.h"

/* Where the search stands: set `next` and `limit` to the target's subtree. */
typedef struct PhTargetNames {
    PhNodeId next;
    PhNodeId limit;
    bool has_other; /* an attribute or an element of something is stored as well */
} PhTargetNames;

/* The names of `target`: a name alone, or names in parentheses, brackets and with stars. */
PhTargetNames ph_target_names(const PhTree *tree, PhNodeId target);

/* The next name, or PH_NODE_NONE at the end. */
PhNodeId ph_target_next(const PhTree *tree, PhTargetNames *names);

/* True if `q[i]` is neither stored to, alone or in a pattern, nor deleted. */
bool ph_subscript_is_loaded(const PhTree *tree, PhNodeId subscript);

#endif
