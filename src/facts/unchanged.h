#ifndef PH_FACTS_UNCHANGED_H
#define PH_FACTS_UNCHANGED_H

/*
 * Whether code would give the same value later: what it reads is neither stored nor changed
 * in between.
 *
 * Known are private variables of functions that hold immutable objects of builtin classes,
 * or lists, dicts and sets whose every use is understood (containers.h), and the builtins.
 * A name whose object is only handed on (`x`, `(x, y)`) may hold anything.
 */

#include "facts/flow.h"

/* For code that is evaluated while `region` runs, instead of before it. */
PhAnswer ph_unchanged_code(PhFacts *facts, PhNodeId code, PhFlowRegion region);

/* For what `iterable`, evaluated before `region`, is found to hold while that runs. */
PhAnswer ph_unchanged_walk(PhFacts *facts, PhNodeId iterable, PhFlowRegion region);

/*
 * Proved if walking through the value of `iterable` into `target` runs no code but that of
 * builtin classes, never raises, and uses nothing up that others could miss.
 */
PhAnswer ph_walk_is_plain(PhFacts *facts, PhNodeId target, PhNodeId iterable);

#endif
