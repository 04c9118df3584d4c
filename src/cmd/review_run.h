#ifndef PH_CMD_REVIEW_RUN_H
#define PH_CMD_REVIEW_RUN_H

/*
 * `fix -i` and `fix --decisions FILE`: asks about the fixes of a session in the terminal,
 * or takes the answers from a file.
 */

#include "cmd/review.h"

typedef enum PhReviewEnd {
    PH_REVIEW_KEPT,      /* what was accepted is to be written, or committed */
    PH_REVIEW_DISCARDED, /* nothing is */
    PH_REVIEW_GONE,      /* nothing is: the terminal is gone; the answers are kept */
} PhReviewEnd;

typedef struct PhReviewed {
    PhReview *review; /* settled; its texts are what is to be written */
    PhDecisions *decisions;
    PhReviewEnd end;
} PhReviewed;

/*
 * Asks, or replays. The session is started, and stays so until ph_review_finish().
 *
 * `review` then says which fixes were accepted (ph_review_allows()) and what the files are
 * to be; what was edited by hand is in the texts alone.
 *
 * Errors: PH_ERR_USAGE (no terminal, standard input), and those of ph_decisions_open(),
 * each with one record; then there is nothing to finish.
 */
PH_MUST_USE PhStatus ph_review_run(PhSession *session, PhDiags *diags, PhReviewed *out);

/* Gives all of it up, and finishes the session. */
PhSeverity ph_review_finish(PhSession *session, PhReviewed *reviewed);

/* All of the command: asks, writes, tells. Returns the exit status. */
int ph_review_command(PhSession *session, const PhDiags *diags);

#endif
