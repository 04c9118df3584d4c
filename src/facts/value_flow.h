#ifndef PH_FACTS_VALUE_FLOW_H
#define PH_FACTS_VALUE_FLOW_H

/*
 * Where certain values of a file may get to, and whether they leave the code of the file.
 *
 * Followed are the objects of one class, or what certain displays make: through variables,
 * containers, attributes, arguments and results of functions of the file. Not in the order
 * of execution: each variable, attribute name and function has one set of what it may hold
 * (Andersen's analysis with one object and names for fields). What is in a container
 * counts with its depth, so that `rows` and `rows[0]` are told apart.
 *
 * A value leaves where code that is not of this file may get it: an argument of an unknown
 * function, the result of a function that others may call, an attribute of an object that
 * is known elsewhere. If nothing leaves, every expression that may be one of the values
 * has PH_HELD_ITSELF.
 */

#include "facts/flow.h"

enum {
    PH_HELD_ITSELF = 1 << 0,
    PH_HELD_INSIDE = 1 << 1,  /* a container of them; the next bits: of such containers */
    PH_HELD_DEEPEST = 1 << 5, /* and so on */
    PH_HELD_CLASS = 1 << 6,   /* the class that makes them, or a class derived from it */
    PH_HELD_IN_CONTAINERS = PH_HELD_CLASS - PH_HELD_INSIDE,
    PH_HELD_DEEPER =
        PH_HELD_IN_CONTAINERS - PH_HELD_INSIDE, /* all but the first of these */
};

/* The objects of a class of this file, and of the classes derived from it. */
const PhValueFlow *ph_value_flow_of_class(PhFacts *facts, PhNodeId class_node);

/* What the expressions evaluate to. */
const PhValueFlow *ph_value_flow_of_nodes(PhFacts *facts, const PhNodeId *nodes,
                                          uint32_t count);

/* What the expression may hold, as a set of the bits above. */
uint8_t ph_value_flow_held(const PhValueFlow *flow, PhNodeId node);

/* True if nothing leaves the code of this file; else *why_out says what does, and where. */
bool ph_value_flow_stays(const PhValueFlow *flow, PhAnswer *why_out);

#endif
