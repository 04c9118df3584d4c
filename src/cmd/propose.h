#ifndef PH_CMD_PROPOSE_H
#define PH_CMD_PROPOSE_H

/*
 * What a session would change, in memory and not written: for whoever commits it, tries it
 * with tests, or applies a part of it. Nothing is printed but diagnostics.
 *
 * A proposal holds one file's bytes as they were read, the text after each step, and the
 * fixes that make the steps. By rule, a step is all that one rule does to a fixpoint, rules
 * in the order of their ids; since a fix can make room for another, there are sweeps over
 * the rules until nothing is left. Otherwise there is one step.
 */

#include "cmd/file_job.h"
#include "cmd/fix_id.h"

/* Lines of the unchanged file, from 1. */
typedef struct PhFixLines {
    uint32_t first; /* where the statement of an edit begins */
    uint32_t last;  /* where the edit ends */
} PhFixLines;

typedef struct PhFix {
    PhFixId id;
    const PhFixLines *lines; /* one an edit, without those of imports */
    size_t line_count;
    PhLevel level;
    PhBenefit benefit;
    PhBytes benefit_text;
    PhBytes message;
} PhFix;

typedef struct PhStep {
    const char *rule; /* NULL: of all rules */
    uint32_t sweep;   /* from 0 */
    PhBytes text;     /* the file after this step */
    size_t fix_count; /* of those of the proposal, in order */
} PhStep;

typedef struct PhProposal {
    PhArena *arena; /* its own: holds all that it points to */
    size_t file;    /* index in the session */
    PhBytes old_text;
    PhHash old_hash;
    PH_VEC(PhFix) fixes;
    PH_VEC(PhStep) steps; /* at least one */
    PhSummary counts;     /* if it is applied: what it fixes and what remains */
} PhProposal;

typedef bool PhAllowFn(void *context, size_t file, const PhFixId *id);

typedef struct PhProposeOptions {
    bool is_by_rule;
    bool is_quiet;      /* its diagnostics were told before */
    PhAllowFn *allows;  /* NULL: everything; called by several threads */
    void *context;      /* of `allows` */
    const size_t *only; /* indexes of the files to look at; NULL: all */
    size_t only_count;
} PhProposeOptions;

typedef struct PhProposals {
    PH_VEC(PhProposal *) items; /* of files that change, in the session's order */
    PhSummary rest;             /* of the files that have no item here */
    PhSummary total;            /* with the items, as if all were applied */
    PhSeverity worst;
} PhProposals;

/* Runs over the files, and leaves the session started: ph_session_finish() is called when
 * nothing more is asked of it. `out` is released by ph_proposals_release(); its array lives
 * in the session's arena. */
void ph_propose(PhSession *session, const PhProposeOptions *options, PhProposals *out);
void ph_proposals_release(PhProposals *proposals);

/* For proposals that are a part of `all`: what was left out is counted as staying as it is,
 * and what was not looked at again as it was found. */
void ph_proposals_take_totals(PhProposals *part, const PhProposals *all);

/* For an item that is left out: its file is counted as one that stays as it is. */
void ph_proposals_leave(PhProposals *proposals, const PhProposal *left);
/* Counts `total` anew, after items were left out. */
void ph_proposals_recount(PhProposals *proposals);

/* The text in the end. */
PhBytes ph_proposal_text(const PhProposal *proposal);

#endif
