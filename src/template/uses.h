#ifndef PH_TEMPLATE_USES_H
#define PH_TEMPLATE_USES_H

/*
 * `uses $x:` at a match: every reference of the variable's binding, in nested scopes too,
 * must fit an arm.
 *
 * The references that the match itself consumed are left out. For each of the others the
 * arms are tried in order: the first that matches around it and whose conditions hold is
 * its. The nodes of labelled arms become the captures of their labels; the edits of the
 * arms join the fix of the match. A bad arm, or no arm, caps the level or drops the match.
 */

#include "template/rewrite.h"
#include "template/where.h"

/* Runs one `uses` clause; adds to the captures of `match`, to *judgement and to *rewrite.
 */
void ph_uses_run(PhMatcher *matcher, const PhUses *uses, PhMatch *match,
                 PhJudgement *judgement, PhRewrite *rewrite);

/*
 * Runs one `every` clause: its patch wherever it matches in the code of a label. Where it
 * matches and a condition that says nothing else is not proved, the match is dropped.
 */
void ph_every_run(PhMatcher *matcher, const PhEvery *every, PhMatch *match,
                  PhJudgement *judgement, PhRewrite *rewrite);

#endif
