#ifndef PH_FACTS_MADE_BY_H
#define PH_FACTS_MADE_BY_H

/* Values that can only be what certain functions of the library made. */

#include "facts/facts.h"

/*
 * Is the value of `node` always the result of a call of one of `paths`? Followed are names
 * that are stored once, and attributes of classes of this file (members.h). Proved, or
 * unknown with what it is instead; PH_NODE_NONE is unknown.
 */
PhAnswer ph_made_by(PhFacts *facts, PhNodeId node, const char *const *paths, size_t count);

/* True if `call` calls one of `paths`; *which_out says which. */
bool ph_calls_one_of(PhFacts *facts, PhNodeId call, const char *const *paths, size_t count,
                     size_t *which_out);

#endif
