#ifndef PH_FACTS_FLOW_ASSIGNED_H
#define PH_FACTS_FLOW_ASSIGNED_H

/*
 * Whether a variable of a function has a value when control comes to a place.
 *
 * Definite assignment in the sense of the Java Language Specification, chapter 16, but with
 * `del` and the implied del of `except .. as`, and by the shape of the tree alone.
 */

#include "facts/flow.h"

/*
 * Proved: every way to `place` stores the name, and none unbinds it behind that. Refuted:
 * no way does. Names of modules and classes are unknown.
 */
PhAnswer ph_flow_assigned_at(PhFacts *facts, PhBindingId binding, PhNodeId place);

/* True if the name has been stored, and not unbound again, whenever `statement`, of the
 * function that owns it, completes. */
bool ph_flow_stores_always(PhFacts *facts, PhBindingId binding, PhNodeId statement);

/* True if control never gets to the end of `block`: each way returns or raises. */
bool ph_flow_never_completes(PhFacts *facts, PhNodeId block);

#endif
