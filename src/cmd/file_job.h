#ifndef PH_CMD_FILE_JOB_H
#define PH_CMD_FILE_JOB_H

/* One file of a run: read, find, fix, write, and what is to be printed about it. */

#include "cmd/file_work.h"

typedef struct PhFileResult {
    PhBuf out;            /* findings or a diff, for standard output */
    PhBuf err;            /* diagnostics */
    PhSummary counts;     /* of this file */
    size_t finding_count; /* rendered in `out` */
    PhSeverity worst;     /* of its diagnostics */
} PhFileResult;

/* Works on file `index` of the session; *result is released by ph_file_result_release(). */
void ph_file_job_run(const PhSession *session, PhFileWorker *worker, size_t index,
                     PhFileResult *result);

void ph_file_result_release(PhFileResult *result);

/* Adds the diagnostics of the work, and notes the worst of them. */
void ph_file_result_take_diags(PhFileResult *result, const PhFileWork *work);

/* Counts a file as what reading it has shown. */
void ph_file_count_state(PhSummary *counts, PhFileState state);

/* Adds what was found to the counts of a file. */
void ph_file_count(PhSummary *counts, const PhFindingVec *findings);

#endif
