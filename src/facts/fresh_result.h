#ifndef PH_FACTS_FRESH_RESULT_H
#define PH_FACTS_FRESH_RESULT_H

/*
 * Lists that a function of this file makes for who calls it: each of its returns gives a
 * list that it has just made, or one of its own variables that it has handed to nobody.
 */

#include "facts/facts.h"

/* True if what `call` gives is surely such a list. */
bool ph_is_result_fresh(PhFacts *facts, PhNodeId call);

#endif
