#include "cmd/file_job.h"

#include "apply/write.h"
#include "report/diff.h"
#include "report/trouble.h"

typedef struct PhFileJob {
    PhFileWork work;
    size_t index; /* in the session */
    PhFileResult *result;
} PhFileJob;

void ph_file_result_release(PhFileResult *result)
{
    ph_buf_release(&result->out);
    ph_buf_release(&result->err);
}

void ph_file_result_take_diags(PhFileResult *result, const PhFileWork *work)
{
    result->worst = ph_diags_worst(&work->diags);
    ph_report_diags(&result->err, &work->diags, work->session->colours_errors);
}

void ph_file_count_state(PhSummary *counts, PhFileState state)
{
    counts->files_generated = state == PH_FILE_GENERATED;
    counts->files_refused = state == PH_FILE_REFUSED;
    counts->files_checked = state == PH_FILE_READ || state == PH_FILE_PASSED_OVER;
}

void ph_file_count(PhSummary *counts, const PhFindingVec *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        const PhFinding *finding = &findings->items[i];
        bool has_fix = finding->edit_count > 0;
        counts->safe += finding->level == PH_LEVEL_SAFE;
        counts->unsafe += finding->level == PH_LEVEL_UNSAFE;
        counts->display_only += finding->level == PH_LEVEL_DISPLAY_ONLY;
        counts->fixable += has_fix && finding->level == PH_LEVEL_SAFE;
        counts->fixable_unsafe += has_fix && finding->level == PH_LEVEL_UNSAFE;
    }
    counts->files_with_findings = findings->count > 0;
}

static void report_findings(PhFileJob *job, const PhParsedFile *file,
                            const PhFindingVec *findings)
{
    const PhSession *session = job->work.session;
    PhFileResult *result = job->result;
    for (size_t i = 0; i < findings->count; i++) {
        if (result->finding_count++ > 0) {
            ph_buf_add_str(&result->out, session->reporter->separator);
        }
        session->reporter->finding(&result->out, file->source, &findings->items[i],
                                   &session->report);
    }
}

static bool write_result(PhFileJob *job, const PhParsedFile *file, PhBytes text)
{
    PhFileWork *work = &job->work;
    const PhSession *session = work->session;
    PhDiffFile diff = {.old_text = file->source->bytes, .new_text = text};
    PhDiffOptions diff_options = {.colour = session->report.colour,
                                  .visible = session->is_visible_diff};
    if (session->is_standard_input && session->kind == PH_SUMMARY_FIX) {
        return true;
    }
    if (session->kind == PH_SUMMARY_FIX) {
        return ph_session_write(session, job->index, file->source->hash, text,
                                &work->diags) == PH_OK;
    }
    if (!session->is_standard_input &&
        ph_write_check(work->file->path, work->file->root, &work->diags) != PH_OK) {
        return false;
    }
    diff.path =
        ph_diff_path(work->worker->arena, session->working_folder, work->file->path);
    return ph_diff_add(&job->result->out, &diff, &diff_options, &work->diags) == PH_OK;
}

static void fix(PhFileJob *job, const PhParsedFile *file, const PhFindingVec *findings)
{
    const PhSession *session = job->work.session;
    PhSummary *counts = &job->result->counts;
    PhRoundsResult done;
    ph_file_work_fix(&job->work, file, findings, &done);
    bool is_changed = done.fix_count > 0 && !ph_bytes_equal(done.text, file->source->bytes);
    bool is_kept = is_changed && write_result(job, file, done.text);
    if (session->is_standard_input && session->kind == PH_SUMMARY_FIX) {
        ph_buf_add(&job->result->out, done.text);
    }
    ph_file_count(counts, is_changed && !is_kept ? findings : &done.remaining);
    if (is_changed && !is_kept) { /* it was just shown that `pyheap fix` cannot */
        counts->fixable = 0;
        counts->fixable_unsafe = 0;
    }
    counts->fixed = is_kept ? done.fix_count : 0;
    counts->files_changed = is_kept;
}

static void process(PhFileJob *job)
{
    PhBytes bytes;
    PhParsedFile file;
    PhFindingVec findings = {0};
    const PhSession *session = job->work.session;
    PhSummary *counts = &job->result->counts;
    PhFileState state = ph_file_work_read(&job->work, &bytes, &file);
    ph_file_count_state(counts, state);
    if (state == PH_FILE_REFUSED && session->is_standard_input &&
        session->kind == PH_SUMMARY_FIX) {
        ph_buf_add(&job->result->out, bytes);
    }
    if (state != PH_FILE_READ) {
        return;
    }
    ph_file_work_find(&job->work, &file, &findings);
    if (session->kind == PH_SUMMARY_CHECK) {
        report_findings(job, &file, &findings);
        ph_file_count(counts, &findings);
    } else {
        fix(job, &file, &findings);
    }
}

void ph_file_job_run(const PhSession *session, PhFileWorker *worker, size_t index,
                     PhFileResult *result)
{
    PhFileJob job = {
        .work = ph_file_work(session, worker, index), .index = index, .result = result};
    *result = (PhFileResult){0};
    process(&job);
    ph_file_result_take_diags(result, &job.work);
    ph_file_worker_reset(worker);
}
