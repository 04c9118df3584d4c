#ifndef PH_TEMPLATE_LAST_LINE_H
#define PH_TEMPLATE_LAST_LINE_H

/*
 * What comes behind the last element of brackets whose closing one has its own line:
 *
 *     f(
 *         a,
 *     )
 *
 * gets a line of its own too, with the indentation of the line above and a comma.
 */

#include "facts/facts.h"
#include "template/splice.h"

/* Moves edits that insert right before such a bracket, with a comma of the user's before
 * it.
 */
void ph_last_line_fit(PhFacts *facts, PhSplice *splice);

#endif
