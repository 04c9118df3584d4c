#ifndef PH_TEMPLATE_QUICK_H
#define PH_TEMPLATE_QUICK_H

/*
 * A first look at a place where a patch could match.
 *
 * A patch that begins with an assignment is tried at every assignment, of which there are
 * many. So two things are looked at before anything is bound: the kind of the right side,
 * and whether the block goes on with a statement of the kind that the patch wants next.
 */

#include "template/compile.h"

/* False if the pattern cannot match with its root at `root`; true decides nothing. */
bool ph_quick_may_match(const PhPattern *pattern, const PhTree *tree, PhNodeId root);

/* Fills what ph_quick_may_match() looks at; the pattern must be settled. */
void ph_quick_prepare(const PhRule *rule, PhPattern *pattern);

#endif
