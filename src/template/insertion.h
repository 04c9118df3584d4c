#ifndef PH_TEMPLATE_INSERTION_H
#define PH_TEMPLATE_INSERTION_H

/* Statements that come: where they stand, and what is between them and their neighbours. */

#include "template/rewrite.h"

/* Adds the edit that puts the statements of an insertion beside their neighbour. */
void ph_insertion_add(PhFacts *facts, const PhMatch *match, const PhInsertion *insertion,
                      PhRewrite *out);

#endif
