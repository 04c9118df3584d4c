#ifndef PH_FACTS_NONEMPTY_H
#define PH_FACTS_NONEMPTY_H

/* What a test says about the length of a list. */

#include "facts/flow.h"

/*
 * How many elements the list that `binding` holds has at least when `condition` has come
 * out as `outcome`; 0 if the test does not say. The condition must do nothing but read.
 */
uint32_t ph_nonempty_implied(PhFacts *facts, PhBindingId binding, PhNodeId condition,
                             bool outcome);

#endif
