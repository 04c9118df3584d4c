#ifndef PH_FACTS_TYPE_OBJECTS_H
#define PH_FACTS_TYPE_OBJECTS_H

/*
 * Types of what comes from regular expressions, struct and the environment: objects of the
 * library reference (re, struct, os.environ) whose parts are of exact classes, whatever
 * classes what they were made from is of.
 */

#include "facts/types.h"

/* `call` calls `function`, a name of a module: the result, of kinds 0 if it is none of
 * these functions. */
PhType ph_type_of_object_made(PhFacts *facts, PhNodeId function, PhNodeId call,
                              uint32_t depth);

/* `call` calls the method `name` of a pattern or match. */
PhType ph_type_of_object_method(PhFacts *facts, PhType receiver, PhBytes name,
                                PhNodeId call, uint32_t depth);

/* `value[index]`, of kinds 0 if `value` is no match and not os.environ. */
PhType ph_type_of_object_part(PhFacts *facts, PhNodeId value, PhType type);

#endif
