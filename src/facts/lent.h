#ifndef PH_FACTS_LENT_H
#define PH_FACTS_LENT_H

/*
 * Arguments that a function of this file gives back when it returns: it looks at them while
 * it runs, and keeps nothing that leads to them.
 *
 * A summary of callees, found from their code alone: the name that is called must stand for
 * one plain function, neither decorated nor a generator nor a coroutine, and its parameter
 * must be its own. Functions that hand it on to others of the file are followed, some
 * levels deep; one that comes back to itself keeps it.
 */

#include "facts/flow.h"

/* True if the list that `arg` is stays as it is, and is not kept nor given back (uses.h).
 */
bool ph_is_list_lent(PhFacts *facts, PhNodeId arg);

/* True if a generator expression that may live on walks through what `name` is. */
bool ph_is_walked_later(PhFacts *facts, PhNodeId name);

#endif
