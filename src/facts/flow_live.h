#ifndef PH_FACTS_FLOW_LIVE_H
#define PH_FACTS_FLOW_LIVE_H

/*
 * Whether a variable is read after a region before it is stored again.
 *
 * Only for names that ph_flow_is_private(); others are unknown. A read counts unless each
 * way from the region to it goes through a statement that stores the name: one that stands
 * before the read in a block around it, or the head of a for, with or except around it.
 * `del` and augmented assignment count as reads.
 */

#include "facts/flow.h"

/*
 * Proved: no read follows once the region has ended in the normal way. Refuted: one
 * follows, and the answer names it.
 */
PhAnswer ph_flow_dead_after(PhFacts *facts, PhBindingId binding, PhFlowRegion region);

/*
 * Proved: when the region raises, nothing in this activation reads the name: no handler, no
 * finally, and no code that a handler or a with statement may let go on.
 */
PhAnswer ph_flow_dead_on_raise(PhFacts *facts, PhBindingId binding, PhFlowRegion region);

/* The weakest answer of one of the two, of the variable and the captured code that a query
 * asks about; unknown if no code is captured. */
typedef PhAnswer PhFlowDeadFn(PhFacts *facts, PhBindingId binding, PhFlowRegion region);
PhAnswer ph_flow_dead_all(const PhFactQuery *query, PhFlowDeadFn *judge);

/* True if identifier `node` reads a name that has a value for certain: a parameter, or
 * stored on every way to it, and never deleted. */
bool ph_flow_is_bound(PhFacts *facts, PhNodeId node);

#endif
