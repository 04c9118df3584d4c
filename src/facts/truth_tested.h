#ifndef PH_FACTS_TRUTH_TESTED_H
#define PH_FACTS_TRUTH_TESTED_H

#include "facts/facts.h"

/* True if nothing is looked at but whether the expression is true (truth_tested.c). */
bool ph_is_truth_tested(PhFacts *facts, PhNodeId node);

#endif
