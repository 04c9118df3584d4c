#ifndef PH_FACTS_FLOW_REACHING_H
#define PH_FACTS_FLOW_REACHING_H

/*
 * Reaching definitions: which stores may have given a variable the value that it has where
 * it is read (Aho, Lam, Sethi, Ullman, Compilers, section 9.2.4), found by walking from the
 * read outwards over the tree instead of by a control-flow graph: Python's control flow is
 * structured. The answer may hold stores that do not reach, never the other way about.
 *
 * Only for names that ph_flow_is_private(): nobody else stores to them.
 */

#include "facts/flow.h"

typedef struct PhReaching {
    PhFlowRefs refs;        /* all references of the binding */
    const uint8_t *reaches; /* one for each: it stores what is read there */
} PhReaching;

/* False: not known. `place` is where the name is read. Lives in the facts' arena. */
bool ph_flow_reaching(PhFacts *facts, PhBindingId binding, PhNodeId place,
                      PhReaching *reaching_out);

#endif
