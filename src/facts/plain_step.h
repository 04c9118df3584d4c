#ifndef PH_FACTS_PLAIN_STEP_H
#define PH_FACTS_PLAIN_STEP_H

/*
 * Simple statements that do one thing with a value, by code of builtin classes alone: put
 * it into a variable, add it to a number or a list, hand it out, or nothing.
 */

#include "facts/flow.h"

typedef struct PhPlainStep {
    PhNodeId value;  /* what is evaluated first; PH_NODE_NONE in pass, break, continue */
    PhNodeId target; /* what an augmented assignment reads and stores, or PH_NODE_NONE */
} PhPlainStep;

/*
 * True if `statement` is such: `x = V`, `x += V` and its kin of numbers or texts,
 * `q.append(V)` of a list, `d[k] = V` of a dict whose keys are compared by value, `return
 * V`, and pass, break and continue. All but V is known to give a value always; but of `x +=
 * V` an int may be too large for a float.
 */
bool ph_plain_step(PhFacts *facts, PhNodeId statement, PhPlainStep *out);

#endif
