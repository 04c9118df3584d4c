#ifndef PH_TEMPLATE_QUICK_H
#define PH_TEMPLATE_QUICK_H

/*
 * A first look at a place where a patch could match.
 *
 * A patch that begins with an assignment is tried at every assignment, of which there are
 * many. So a few things are looked at before anything is bound: what kind of expression is
 * assigned, returned or called, by what name and with what first argument; whether a
 * function has a parameter of the kind; and whether the block goes on with a statement of
 * the kind that the patch wants next. Many patches ask for the same, so that one answer
 * serves for all that stand together.
 */

#include "template/compile.h"

/* False if no pattern with this look can match with its root at `root`; true decides
 * nothing. */
bool ph_quick_fits(const PhQuick *quick, const PhTree *tree, PhNodeId root);

/* Whether both always get the same answer. */
bool ph_quick_equal(const PhQuick *a, const PhQuick *b);

/* Fills the pattern's look; the pattern must be settled. */
void ph_quick_prepare(const PhRule *rule, PhPattern *pattern);

#endif
