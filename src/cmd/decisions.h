#ifndef PH_CMD_DECISIONS_H
#define PH_CMD_DECISIONS_H

/*
 * The answers of a review on disk, one line each, kept as soon as they are given: whatever
 * ends the program, none is lost. A line that a kill cut short is dropped when the file is
 * opened again. One review at a time works with a file; another one is refused.
 */

#include "report/decision_line.h"

typedef struct PhDecisions PhDecisions;

typedef struct PhDecisionsOptions {
    PhBytes path;    /* empty: the one of `root` in the user's state folder */
    PhBytes root;    /* real path of what is reviewed */
    bool must_exist; /* else it is made */
} PhDecisionsOptions;

/*
 * Opens the file and reads what it holds. Everything lives in `arena` until
 * ph_decisions_close().
 *
 * Errors: PH_ERR_IO, PH_ERR_CONFLICT (another review is at work), PH_ERR_REFUSED (a line is
 *         no decision), each with one record.
 */
PH_MUST_USE PhStatus ph_decisions_open(PhArena *arena, const PhDecisionsOptions *options,
                                       PhDiags *diags, PhDecisions **out);
void ph_decisions_close(PhDecisions *decisions);

PhBytes ph_decisions_path(const PhDecisions *decisions);

/* What was in the file, without what was taken back. */
size_t ph_decisions_count(const PhDecisions *decisions);
const PhDecision *ph_decisions_at(const PhDecisions *decisions, size_t index);

/* Numbers of keys pressed so far; the next group is one more. */
uint32_t ph_decisions_last_group(const PhDecisions *decisions);

/* Keeps answers: appends them in one write. False if the disk does not take them. */
bool ph_decisions_keep(PhDecisions *decisions, const PhDecision *items, size_t count);

/* Drops all that was kept since it was opened. */
bool ph_decisions_drop(PhDecisions *decisions);

#endif
