#ifndef PH_CMD_COMMITTER_H
#define PH_CMD_COMMITTER_H

/*
 * Turns a landing into commits that nothing points to yet: by libgit2, or by the git
 * program so that hooks run. Moving a branch to the last of them is the caller's.
 */

#include "cmd/landing.h"
#include "git/hooked.h"

typedef struct PhMadeCommit {
    PhObjectId id;
    PhBytes subject;
    const PhLandingCommit *of; /* NULL: the one with .git-blame-ignore-revs */
} PhMadeCommit;

typedef struct PhMade {
    PH_VEC(PhMadeCommit) commits;
    PhObjectId tip;
    PhBytes blame_text; /* of .git-blame-ignore-revs; empty: not written */
    PhBytes note;       /* what the user should know; may be empty */
} PhMade;

typedef struct PhCommitter {
    PhArena *arena;
    const PhSession *session;
    PhRepository *repository;
    PhObjectId base;
    bool is_filtered; /* as for ph_chain_begin() */
    PhBytes form;     /* of messages, or empty */
    PhBytes record;   /* for Pyheap-Options */
    PhHooked *hooked; /* with --run-hooks, until ph_committer_end() */
} PhCommitter;

/* The name of the file of commits that `git blame` passes over. */
#define PH_BLAME_FILE ".git-blame-ignore-revs"

/*
 * Makes the commits. Nothing else changes; on failure nothing is left but objects that
 * nobody refers to, which git's own housekeeping removes.
 *
 * Errors: those of chain.h, hooked.h and ph_landing_message(); PH_ERR_REFUSED with one
 *         record where a hook changed files that pyheap did not.
 */
PH_MUST_USE PhStatus ph_committer_run(PhCommitter *committer, const PhLanding *landing,
                                      PhDiags *diags, PhMade *made_out);

/*
 * Lands proposals as the session's options slice them: ph_landing_make(), then
 * ph_committer_run(). `root` is the folder that paths in the repository are relative to.
 */
PH_MUST_USE PhStatus ph_committer_land(PhCommitter *committer, const PhProposals *proposals,
                                       PhBytes root, PhDiags *diags, PhLanding *landing_out,
                                       PhMade *made_out);

/* With hooks: what the file holds after they ran, as in a work tree. */
bool ph_committer_read(const PhCommitter *committer, PhBytes path, PhBytes *text_out);

void ph_committer_end(PhCommitter *committer);

/* Prints, unless quiet, a line for each commit and the summary of a run. */
void ph_committer_tell(const PhMade *made, PhBytes branch, const PhSummary *total,
                       bool is_quiet);

/* Reads the file of `--message`; an empty name gives an empty form. */
PH_MUST_USE PhStatus ph_committer_form(PhArena *arena, const PhOptions *options,
                                       PhDiags *diags, PhBytes *form_out);

#endif
