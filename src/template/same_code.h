#ifndef PH_TEMPLATE_SAME_CODE_H
#define PH_TEMPLATE_SAME_CODE_H

/* What a metavariable that is written twice stands for. */

#include "facts/facts.h"

/* Equal but for trivia. No name is a variable of a comprehension or lambda around the one,
 * and another variable in the other: in `[x for x in x for y in x]` there are two. */
bool ph_same_code(PhFacts *facts, PhNodeId a, PhNodeId b);

#endif
