#ifndef PH_TEMPLATE_WHERE_H
#define PH_TEMPLATE_WHERE_H

/*
 * Evaluating conditions at a match: three-valued guards (Kleene's strong logic) to a level,
 * with the reason of every cap.
 */

#include "template/match.h"

typedef PH_VEC(PhReason) PhReasonVec;

/* What became of one condition; for --why. */
typedef struct PhConditionTrace {
    const PhCondition *condition;
    PhAnswer answer;
} PhConditionTrace;

typedef PH_VEC(PhConditionTrace) PhTraceVec;

typedef struct PhJudgement {
    bool is_dropped; /* a condition that is not proved said nothing else */
    PhLevel level;
    PhReasonVec reasons;
    PhBenefit benefit;
    PhBytes benefit_text;
} PhJudgement;

/* `trace` may be NULL. */
void ph_judge(PhFacts *facts, const PhMatch *match, PhTraceVec *trace, PhJudgement *out);

/* A message with its holes filled. `why` explains the metavariable `unknown`, if any. */
PhBytes ph_message_render(PhFacts *facts, const PhMatch *match, const PhMessage *message,
                          PhMetavarId unknown, PhBytes why);

#endif
