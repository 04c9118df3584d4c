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

#endif
