#ifndef PH_CMD_CHOSEN_H
#define PH_CMD_CHOSEN_H

/*
 * What is to be done of all that there is to do: the slice that was asked for, what the
 * user accepts where he wants to be asked, and what his tests let through. What he changed
 * by hand is in the text of the last step of its file.
 */

#include "cmd/cmd.h"
#include "cmd/review_run.h"
#include "cmd/slice.h"

typedef struct PhChosen {
    PhProposals proposals;
    PhProposeOptions options; /* what they were made with */
    bool is_reviewed;
    PhReviewed reviewed;
} PhChosen;

/*
 * Asks, if the session's options say so, and proposes what was chosen.
 *
 * Errors: those of ph_review_run(); PH_ERR_CONFLICT without a record: the user wants
 * nothing of it, or has interrupted. To be ended whatever the result.
 */
PH_MUST_USE PhStatus ph_chosen_begin(PhSession *session, bool is_by_rule, PhDiags *diags,
                                     PhChosen *chosen);

/* Lets the user's tests narrow it down, if the options say so. Errors: those of
 * ph_verify_narrow(). */
PH_MUST_USE PhStatus ph_chosen_settle(PhSession *session, PhDiags *diags, PhChosen *chosen);

/* Tells that a file was written: its answers are forgotten. */
void ph_chosen_note_written(const PhSession *session, PhChosen *chosen, size_t file);

/*
 * Gives all of it up, finishes the session (or NULL: none was opened), and tells the
 * records of the command, whose outcome is `status`. Returns its exit status, of which 0
 * leaves room for what the caller knows: 128 and the number of a signal that came, SIGHUP
 * if the terminal went; 2 or 3 for trouble that was told.
 */
int ph_chosen_end(const PhCommandLine *line, PhSession *session, PhChosen *chosen,
                  PhStatus status);

#endif
