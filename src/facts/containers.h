#ifndef PH_FACTS_CONTAINERS_H
#define PH_FACTS_CONTAINERS_H

/*
 * What each reference of a local variable does to the list, dict or set that it holds.
 *
 * Meant for variables that hold nothing but containers of one exact class (ph_type_of()),
 * so that methods are those of the class. Elements may go anywhere: only the container
 * itself is followed. What is not taught is a leak.
 */

#include "facts/flow.h"
#include "facts/types.h"

typedef enum PhHold {
    PH_HOLD_READ,   /* leaves it as it is, and keeps no way to change it */
    PH_HOLD_STORE,  /* the name gets a container that nobody else knows */
    PH_HOLD_CHANGE, /* other elements, more or fewer */
    PH_HOLD_RETURN, /* the caller gets it when this activation is over */
    PH_HOLD_LEAK,   /* known elsewhere, or the name gets what others know */
} PhHold;

typedef struct PhContainer {
    PhFacts *facts;
    PhBindingId binding;
    PhTypeSet kind; /* PH_TYPE_LIST, PH_TYPE_DICT or PH_TYPE_SET */
    PhFlowRefs refs;
    const uint8_t *holds; /* a PhHold for each of refs */
} PhContainer;

/*
 * What is known of the variable that identifier `name` is. False, with a reason in
 * *why_out: it is no private variable of a function, or may hold something else.
 */
bool ph_container_of(PhFacts *facts, PhNodeId name, PhContainer *out, PhAnswer *why_out);

/* True if every store gives it a container that nobody else knows. */
bool ph_container_is_fresh(const PhContainer *container, PhAnswer *why_out);

/* ph_container_of(), of a variable that ph_container_is_fresh(). */
bool ph_container_made_here(PhFacts *facts, PhNodeId name, PhContainer *out,
                            PhAnswer *why_out);

/* True if others may know it by the time that `region` has ended. */
bool ph_container_leaks_before(const PhContainer *container, PhFlowRegion region,
                               PhAnswer *why_out);

/* Is what the variable holds when `region` begins changed while it runs? */
PhAnswer ph_container_changed_in(const PhContainer *container, PhFlowRegion region);

/* Proved if the expression makes a list, dict or set that nobody else knows. */
bool ph_container_is_made(PhFacts *facts, PhNodeId node);

#endif
