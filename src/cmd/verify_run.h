#ifndef PH_CMD_VERIFY_RUN_H
#define PH_CMD_VERIFY_RUN_H

/*
 * One run of the user's tests and what is made of it. Verdicts are kept for a day in
 * `$XDG_CACHE_HOME/pyheap/verify`, by a hash of the files, the command and its
 * surroundings.
 */

#include "base/vec.h"
#include "source/diag.h"
#include "source/source.h"

typedef PH_VEC(PhBytes) PhTestNames;

typedef struct PhTestVerdict {
    int status;
    bool is_timed_out;
    bool is_stopped; /* by the user */
    bool is_kept;    /* was known from before */
    double seconds;
    PhTestNames failing; /* sorted, each once */
    PhBytes output;      /* the end of it */
    PhBytes lines;       /* text of ph_run_lines_text(), of runs that watched */
} PhTestVerdict;

typedef struct PhVerifyRun {
    const char *command; /* for sh */
    const char *folder;
    const char *const *environment;
    uint32_t seconds; /* at most */
} PhVerifyRun;

/* Runs the tests. Errors: PH_ERR_IO with one record: sh cannot be started. */
PH_MUST_USE PhStatus ph_verify_run(PhArena *arena, const PhVerifyRun *run, PhDiags *diags,
                                   PhTestVerdict *verdict_out);

/* Sorts them and leaves each once. */
void ph_test_names_settle(PhTestNames *names);

/* What is known of `key`; false: nothing, or it is too old. */
bool ph_verdict_find(PhArena *arena, PhHash key, PhTestVerdict *verdict_out);
void ph_verdict_keep(PhHash key, const PhTestVerdict *verdict);

/* Whether `now` is worse than `before`. */
bool ph_verdict_is_worse(const PhTestVerdict *before, const PhTestVerdict *now);

/* Adds the tests that `other` saw failing. */
void ph_verdict_add_failing(PhArena *arena, PhTestVerdict *verdict,
                            const PhTestVerdict *other);

/* The tests that a run of pytest or unittest says have failed. */
PhTestNames ph_failing_tests(PhArena *arena, PhBytes output);

#endif
