#ifndef PH_FACTS_USES_H
#define PH_FACTS_USES_H

/*
 * What each reference of a local list does to it: reads, changes, or hands it on.
 *
 * Meant for names that hold nothing but lists of the exact class (ph_type_of()); then the
 * methods are list's own, and the code of elements (__eq__, __hash__, __repr__) gets no
 * reference to the list. What is not taught is a leak.
 */

#include "facts/flow.h"

typedef enum PhUse {
    PH_USE_LEAK,       /* kept or changed elsewhere, or bound to somebody else's list */
    PH_USE_LEAK_EMPTY, /* `q and ..`: handed on if it is empty, and then nothing else runs
                        */
    PH_USE_READ,       /* leaves it as it is, and keeps no way to change it */
    PH_USE_FRESH,      /* the name gets a new list */
    PH_USE_CHANGE,     /* other elements or another order, the same length */
    PH_USE_GROW,       /* at least as long as before */
    PH_USE_ADD_ONE,    /* longer by one */
    PH_USE_REMOVE_ONE, /* shorter by one, or it raises */
    PH_USE_SHRINK,     /* shorter by any number */
} PhUse;

/* The use of each of ph_flow_refs(binding), in their order. */
const uint8_t *ph_uses_of(PhFacts *facts, PhBindingId binding);

/*
 * True if the list that `binding` holds may be known to others while `region` runs: handed
 * on before its end in the text, or in a loop around it. `return q` hands on too, but not
 * while this activation runs.
 */
bool ph_uses_leak_before(PhFacts *facts, PhBindingId binding, PhFlowRegion region);

/*
 * Is the list that `name` reads changed while `region` runs? Unknown if the name may hold
 * something else, or if others may know the list.
 */
PhAnswer ph_uses_changed_in(PhFacts *facts, PhBindingId binding, PhNodeId name,
                            PhFlowRegion region);

/* `node` out of its parentheses and of calls of enumerate, filter, iter, map, reversed and
 * zip that iterate over it. */
PhNodeId ph_uses_out_of_walkers(PhFacts *facts, PhNodeId node);

/* Proved if the expression makes a list that nobody else knows. */
PhVerdict ph_uses_is_fresh_list(PhFacts *facts, PhNodeId node);

#endif
