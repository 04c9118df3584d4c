#ifndef PH_TEMPLATE_TRACE_H
#define PH_TEMPLATE_TRACE_H

/*
 * What became of every place where a patch could start: for `check --why`, `test --trace`
 * and the samples that name what must stop them.
 *
 * The engine notes into a trace while it works, so that what is told is what happened. In
 * a normal run there is no trace: every function here takes NULL and then does nothing.
 * A trace lives in its arena, which must live as long as the tree it is about.
 */

#include "template/where.h"

typedef enum PhTryEnd {
    PH_TRY_MISMATCH, /* the pattern does not match */
    PH_TRY_DROPPED,  /* it matches, but a condition or a use says no */
    PH_TRY_FOUND,    /* it is a finding */
} PhTryEnd;

/* What became of one reference of a variable that a `uses` clause is about. */
typedef struct PhUseTrace {
    const PhUses *uses;
    PhNodeId reference;
    const PhArm *arm;      /* that it fits; NULL: none */
    PhTraceVec conditions; /* of the arms whose pattern matched */
} PhUseTrace;

typedef PH_VEC(PhUseTrace) PhUseTraceVec;

/* One patch tried at one node of the kind that its pattern starts with. */
typedef struct PhTry {
    const PhPatch *patch;
    const char *id; /* of the transform */
    PhNodeId root;
    PhTryEnd end;
    PhMismatch mismatch;   /* of PH_TRY_MISMATCH */
    PhTraceVec conditions; /* as far as they were asked */
    PhUseTraceVec uses;
    PhBytes missing;   /* what the file lacks, so that a run passes the patch over */
    PhReason obstacle; /* what kept the edits from being made; empty: nothing */
    size_t finding;    /* index, of PH_TRY_FOUND */
} PhTry;

typedef PH_VEC(PhTry) PhTryVec;

typedef struct PhTrace {
    PhArena *arena;
    PhMismatch mismatch; /* of the match that is under way */
    PhTryVec tries;
} PhTrace;

/* Called by the engine. Until ph_trace_matched() a try counts as a mismatch. */
void ph_trace_begin(PhTrace *trace, const PhPatch *patch, const char *id, PhNodeId root);
void ph_trace_mismatched(PhTrace *trace);
void ph_trace_missing(PhTrace *trace, PhBytes missing);
void ph_trace_matched(PhTrace *trace);
void ph_trace_use(PhTrace *trace, const PhUses *uses, PhNodeId reference);
void ph_trace_arm(PhTrace *trace, const PhArm *arm);
void ph_trace_obstacle(PhTrace *trace, PhReason obstacle);
void ph_trace_found(PhTrace *trace, size_t finding);

/* Where conditions of the newest try, or of its newest use, are noted; NULL: nowhere. */
PhTraceVec *ph_trace_conditions(PhTrace *trace);
PhTraceVec *ph_trace_use_conditions(PhTrace *trace);

/* True if the condition was not proved: it dropped the match or capped its level. */
bool ph_condition_stopped(const PhConditionTrace *condition);

/* True if the guard asks the fact called `name`. */
bool ph_guard_asks(const PhGuard *guard, PhBytes name);

/* Code of a pattern as the page writes it: `$x`, `$*x`, `$?x`. Lives in `arena`. */
PhBytes ph_pattern_text(PhArena *arena, const PhPattern *pattern, PhNodeId node);

#endif
