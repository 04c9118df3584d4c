#ifndef PH_FACTS_LARGE_H
#define PH_FACTS_LARGE_H

/*
 * Expressions that may well make something large, by how they are written: comprehensions
 * and conversions over what is not known to be short, whole files, pieces of a text, and
 * repeated displays. A judgement of what is worth a word, not a proof.
 */

#include "facts/flow.h"

bool ph_is_large(PhFacts *facts, PhNodeId node);

/* `node` is `out.append(x)`, `out[k] = x` or the like, time and again in a for loop. */
bool ph_is_collecting(PhFacts *facts, PhNodeId node);

/* Something large is made in the code of `node`, functions in it not counted, or elements
 * are collected in a loop there. */
bool ph_makes_large(PhFacts *facts, PhNodeId node);

#endif
