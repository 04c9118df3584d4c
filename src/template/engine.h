#ifndef PH_TEMPLATE_ENGINE_H
#define PH_TEMPLATE_ENGINE_H

/*
 * One scan of a tree for all selected transforms.
 *
 * Patches for which the file's bytes lack something are left out (filter.h). Every node's
 * kind is looked up once in the dispatch table; only where a patch starts is anything
 * matched, and only where it matches is a fact asked. What was found is in the order of the
 * scan: by start of the match.
 */

#include "template/rewrite.h"
#include "template/trace.h"
#include "template/transform.h"
#include "template/where.h"

/* `facts` says which file. Findings live in its arena. `scratch` is another arena. */
void ph_engine_find(const PhDispatch *dispatch, PhFacts *facts, PhArena *scratch,
                    PhFindingVec *findings);

/*
 * Judges a match: conditions, uses, benefit. `rewrite` gets the edits of the uses, not yet
 * those of the match itself.
 */
void ph_engine_judge(PhMatcher *matcher, PhMatch *match, PhJudgement *judgement,
                     PhRewrite *rewrite);

/* The same, and notes in `trace` what became of every place where a patch could start. */
void ph_engine_trace(const PhDispatch *dispatch, PhFacts *facts, PhArena *scratch,
                     PhTrace *trace, PhFindingVec *findings);

#endif
