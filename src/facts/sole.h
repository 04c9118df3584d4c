#ifndef PH_FACTS_SOLE_H
#define PH_FACTS_SOLE_H

/*
 * Names that the file stores exactly once: what they are bound to, and what they stand for.
 *
 * A deletion is a store, and `x: T` alone is none. What other files store, and what goes by
 * the text of a name, does not count here.
 */

#include "facts/facts.h"

/* What `node` is bound to, an identifier that the file stores once; or PH_BINDING_NONE. */
PhBindingId ph_sole_binding(PhFacts *facts, PhNodeId node);

/* The class (PH_REF_CLASS) or function (PH_REF_FUNCTION) whose definition is the only store
 * to the name; or PH_NODE_NONE. */
PhNodeId ph_sole_definition(PhFacts *facts, PhNodeId name, PhRefKind kind);

/* Where the only store to the binding stands, if it is an assignment; or PH_NODE_NONE. */
PhNodeId ph_sole_target(PhFacts *facts, PhBindingId binding);

/* The value that a simple assignment, the only store to the name, gives it; or
 * PH_NODE_NONE. */
PhNodeId ph_sole_value(PhFacts *facts, PhNodeId name);

/* As ph_sole_value(), of a name of a function that nobody else can store to. */
PhNodeId ph_sole_local_value(PhFacts *facts, PhNodeId name);

#endif
