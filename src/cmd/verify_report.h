#ifndef PH_CMD_VERIFY_REPORT_H
#define PH_CMD_VERIFY_REPORT_H

/* What is told of a verification: what is being tried, and in the end of each fix whether
 * the tests ran it and why it was dropped. */

#include "cmd/propose.h"
#include "cmd/verify_run.h"

typedef enum PhUnitState {
    PH_UNIT_TRIED, /* not settled yet */
    PH_UNIT_KEPT,
    PH_UNIT_GUILTY,    /* with it the tests end worse */
    PH_UNIT_UNTESTED,  /* unsafe, and no test runs it */
    PH_UNIT_ELSEWHERE, /* its file is no part of the project that was copied */
} PhUnitState;

/* One fix. */
typedef struct PhVerifyUnit {
    size_t proposal; /* index among the proposals */
    size_t file;     /* index in the session */
    const PhFix *fix;
    PhBytes path; /* below the root of the project */
    PhUnitState state;
    size_t run_lines; /* of its edits, those whose lines ran on the unchanged files */
    PhBytes output;   /* of a guilty one: what the tests said in the end */
} PhVerifyUnit;

typedef PH_VEC(PhVerifyUnit) PhVerifyUnits;

typedef struct PhVerifyReport {
    const PhVerifyUnits *units;
    const PhTestVerdict *base;
    size_t run_count;
    size_t line_count; /* of the files that are edited, lines that ran */
} PhVerifyReport;

/* Says on standard error what is tried now; `units` NULL: the unchanged files. */
void ph_verify_tell_try(const PhSession *session, const PhVerifyUnits *units, size_t from,
                        size_t to);
void ph_verify_tell_end(const PhSession *session, const PhTestVerdict *verdict);

/* Tells the outcome; what was dropped with its diff and what the tests said. `options` are
 * those that the proposals were made with. */
void ph_verify_report(PhSession *session, const PhProposeOptions *options,
                      const PhVerifyReport *report, PhDiags *diags);

/* The last `count` lines that are not empty. */
PhBytes ph_verify_last_lines(PhBytes text, size_t count);

#endif
