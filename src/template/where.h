#ifndef PH_TEMPLATE_WHERE_H
#define PH_TEMPLATE_WHERE_H

/*
 * Evaluating conditions at a match: three-valued guards (Kleene's strong logic) to a level,
 * with the reason of every cap.
 */

#include "template/match.h"

typedef PH_VEC(PhReason) PhReasonVec;

/* What a metavariable that a condition names stands for. */
typedef struct PhSubject {
    PhBytes name; /* as the page writes it: "$x" */
    PhNodeId node;
} PhSubject;

/* What became of one condition; for --why. */
typedef struct PhConditionTrace {
    const PhCondition *condition;
    PhAnswer answer;
    PhBytes told; /* the reason for capping the level; empty: it did not */
    PH_VEC(PhSubject) subjects;
} PhConditionTrace;

typedef PH_VEC(PhConditionTrace) PhTraceVec;

typedef struct PhJudgement {
    bool is_dropped; /* a condition that is not proved said nothing else */
    PhLevel level;
    PhReasonVec reasons;
    PhBenefit benefit;
    PhBytes benefit_text;
} PhJudgement;

typedef enum PhWhich {
    PH_WHICH_ALL,
    PH_WHICH_PLAIN, /* conditions that ask about the match alone */
    PH_WHICH_ATOMS, /* of those what a number or a string is asked: its kind tells */
    PH_WHICH_FIRST, /* of those the ones that cost little and leave no reason */
    PH_WHICH_LATE,  /* the others: they wait until all uses are known */
} PhWhich;

/*
 * Evaluates conditions into *out, until one drops the match. `trace` may be NULL.
 *
 * Without a trace PH_WHICH_PLAIN leaves out those of PH_WHICH_FIRST, which then come before
 * it, and PH_WHICH_ATOMS may drop the match before all; with one these two do nothing, so
 * that a page's order is told.
 */
void ph_judge_conditions(PhFacts *facts, const PhMatch *match,
                         const PhConditionVec *conditions, PhWhich which, PhTraceVec *trace,
                         PhJudgement *out);

/* Sets the benefit: that of the last clause whose guard is proved. */
/* False if one of the conditions is about the file and drops all matches of `patch`. */
bool ph_judge_file(PhFacts *facts, const PhPatch *patch, const PhConditionVec *conditions);

void ph_judge_benefit(PhFacts *facts, const PhMatch *match, PhJudgement *out);

/*
 * Caps the level and notes why. Only the reasons of the least level count, and few of them:
 * more would bury what they say.
 */
void ph_judge_add_reason(PhFacts *facts, PhJudgement *judgement, PhLevel level,
                         PhReason reason);

/* Caps the level as `consequence` says, because of `node`. Not set: drops the match. */
void ph_judge_cap(PhFacts *facts, const PhMatch *match, const PhConsequence *consequence,
                  PhNodeId node, PhJudgement *out);

/* What a fact that yields nodes answers at a match. */
PhAnswer ph_judge_term(PhFacts *facts, const PhMatch *match, const PhTerm *term);

/* A message with its holes filled: code as it stands, without the quotes of messages. */
PhBytes ph_message_text(PhFacts *facts, const PhMatch *match, const PhMessage *message);

/* A message with its holes filled. `why` explains the metavariable `unknown`, if any. */
PhBytes ph_message_render(PhFacts *facts, const PhMatch *match, const PhMessage *message,
                          PhMetavarId unknown, PhBytes why);

#endif
