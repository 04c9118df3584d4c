#ifndef PH_EDIT_HEADS_H
#define PH_EDIT_HEADS_H

/* Statements by their heads: a simple one whole, a compound one or a clause of it up to its
 * colon. */

#include "base/vec.h"
#include "syntax/tree.h"

typedef PH_VEC(PhNodeId) PhHeadVec;

/* From the first token up to the colon, or to the end of a simple statement. */
PhSpan ph_head_span(const PhTree *tree, PhNodeId statement);

/* Adds the statements and clauses whose heads touch `span`, ascending; those that begin at
 * or before the last one that is there are passed over. */
void ph_heads_touching(PhArena *arena, const PhTree *tree, PhSpan span, PhHeadVec *out);

#endif
