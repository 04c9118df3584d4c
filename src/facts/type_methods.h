#ifndef PH_FACTS_TYPE_METHODS_H
#define PH_FACTS_TYPE_METHODS_H

/* What builtins and their methods return, whatever the arguments are. */

#include "facts/types.h"

typedef struct PhNamedResult {
    const char *name;
    PhTypeSet kinds;
    PhTypeSet elems;
} PhNamedResult;

/* The row called `name`, or NULL. */
const PhNamedResult *ph_type_find_row(const PhNamedResult *rows, size_t count,
                                      PhBytes name);

PhType ph_type_of_row(const PhNamedResult *row);

/* An iterator of pairs. */
PhType ph_type_of_pairs(PhTypeSet first, PhTypeSet second);

/* `call` calls the method `name` of a receiver of known classes. */
PhType ph_type_of_method(PhFacts *facts, PhType receiver, PhBytes name, PhNodeId call,
                         uint32_t depth);

/* `call` calls `int.from_bytes` and the like: a method of builtin class `owner`. */
PhType ph_type_of_class_method(PhBytes owner, PhBytes name);

#endif
