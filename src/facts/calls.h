#ifndef PH_FACTS_CALLS_H
#define PH_FACTS_CALLS_H

/* All calls of a function, where they can be known, and what they pass. */

#include "facts/flow.h"

typedef PH_VEC(PhNodeId) PhCallSites;

/* The function that `name`, the name in a def or of a parameter of it, belongs to; or
 * PH_NODE_NONE. */
PhNodeId ph_def_of_name(const PhTree *tree, PhNodeId name);

/* True if the name of function `def` stands for nothing else: the file stores to it once,
 * undecorated, in a function or in the module. */
bool ph_def_is_sole(PhFacts *facts, PhNodeId def);

/*
 * The calls of function `def` by its name that this file holds; with `is_all`, false if
 * there may be others: it is decorated, has another name, is handed on, or is public.
 */
bool ph_calls_of(PhFacts *facts, PhNodeId def, bool is_all, PhCallSites *sites_out);

typedef enum PhPassed {
    PH_PASSED_NOTHING, /* the default value counts */
    PH_PASSED_VALUE,
    PH_PASSED_PERHAPS, /* by a star */
} PhPassed;

/* What `call` passes for the parameter called `name` of `def`, a plain function. */
PhPassed ph_call_passes(const PhTree *tree, PhNodeId call, PhNodeId def, PhBytes name,
                        PhNodeId *value_out);

/* The identifier of a node in a list of parameters, or PH_NODE_NONE for `*`, `/`, `*a`. */
PhNodeId ph_parameter_name(const PhTree *tree, PhNodeId parameter);

#endif
