#ifndef PH_TEMPLATE_PRECEDENCE_H
#define PH_TEMPLATE_PRECEDENCE_H

/*
 * Would a rewrite need parentheses that the code does not have?
 *
 * Code of a metavariable keeps its bytes, and what is written takes the place of what was
 * matched: where either comes to stand beside an operator that it did not stand beside
 * before, it could be read another way, and a line end that brackets covered could end a
 * statement. Such a rewrite is not made.
 */

#include "template/match.h"

bool ph_precedence_forbids(const PhTree *tree, const PhMatch *match);

#endif
