#include "cmd/file_job.h"

#include <stdlib.h>

#include "apply/write.h"
#include "cmd/remarks.h"
#include "edit/rounds.h"
#include "report/diff.h"
#include "report/trouble.h"
#include "source/generated.h"
#include "syntax/parse.h"
#include "template/engine.h"

enum { PH_KEPT_MEMORY = 4 << 20 }; /* bytes a worker keeps from one file to the next */

typedef struct PhFileJob {
    const PhSession *session;
    const PhPlan *plan;
    const PhWalkFile *file;
    PhFileWorker *worker;
    PhProjectFile project;
    PhDiags diags;
    PhFileResult *result;
    size_t hidden;      /* in the newest search */
    bool tells_remarks; /* warnings about remarks are told once, not in each round */
} PhFileJob;

PhFileWorker *ph_file_worker_new(void)
{
    PhFileWorker *worker = ph_alloc(sizeof(PhFileWorker));
    *worker = (PhFileWorker){ph_arena_new(), ph_arena_new()};
    return worker;
}

void ph_file_worker_free(PhFileWorker *worker)
{
    ph_arena_free(worker->arena);
    ph_arena_free(worker->scratch);
    free(worker);
    ph_parse_tear_down_thread();
}

void ph_file_result_release(PhFileResult *result)
{
    ph_buf_release(&result->out);
    ph_buf_release(&result->err);
}

static const PhSuppressions *suppressions_of(PhFileJob *job, const PhParsedFile *file)
{
    PhArena *arena = job->worker->arena;
    PhDiags ignored = {.arena = arena};
    PhDiags *diags = job->tells_remarks ? &job->diags : &ignored;
    job->tells_remarks = false;
    return ph_remarks_read(arena, file, job->session->rules, job->session->rule_count,
                           diags);
}

static bool is_named(const PhFileJob *job, const char *rule)
{
    for (size_t i = 0; i < job->session->rule_count; i++) {
        if (job->session->rules[i] == rule) {
            return job->plan->selection.is_named[i];
        }
    }
    return false;
}

/* What gains nothing is told only to who asks for it. */
static bool is_hidden(const PhFileJob *job, const PhFinding *finding)
{
    return finding->benefit < job->plan->config->min_benefit &&
           !job->session->options->shows_all && !is_named(job, finding->rule);
}

static const PhDispatch *dispatch_for(const PhFileJob *job, PhBytes text)
{
    return ph_compiler_dispatch(job->session->compiler, job->plan->rules,
                                job->worker->scratch, text);
}

static void find(void *context, PhArena *arena, const PhParsedFile *file,
                 PhFindingVec *findings)
{
    PhFileJob *job = context;
    const PhSuppressions *suppressions = suppressions_of(job, file);
    PhFacts *facts =
        ph_facts_new(arena, file->source, &file->tree, job->plan->fact_options);
    facts->project = &job->project;
    size_t kept = 0;
    job->hidden = 0;
    ph_engine_find(dispatch_for(job, file->tree.text), facts, job->worker->scratch,
                   findings);
    for (size_t i = 0; i < findings->count; i++) {
        const PhFinding *finding = &findings->items[i];
        if (ph_remarks_cover(suppressions, file->source, finding->rule, finding->span)) {
            continue;
        }
        if (is_hidden(job, finding)) {
            job->hidden++;
            continue;
        }
        findings->items[kept++] = *finding;
    }
    findings->count = kept;
}

static bool want(void *context, const PhFinding *finding)
{
    const PhFileJob *job = context;
    PhLevel least = job->plan->applies_unsafe ? PH_LEVEL_UNSAFE : PH_LEVEL_SAFE;
    return finding->level >= least;
}

static void count_findings(PhFileJob *job, const PhFindingVec *findings)
{
    PhSummary *counts = &job->result->counts;
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
    counts->hidden = job->hidden;
}

static void report_findings(PhFileJob *job, const PhParsedFile *file,
                            const PhFindingVec *findings)
{
    const PhReporter *reporter = job->session->reporter;
    PhFileResult *result = job->result;
    for (size_t i = 0; i < findings->count; i++) {
        if (result->finding_count++ > 0) {
            ph_buf_add_str(&result->out, reporter->separator);
        }
        reporter->finding(&result->out, file->source, &findings->items[i],
                          &job->session->report);
    }
}

static bool write_result(PhFileJob *job, const PhParsedFile *file, PhBytes text)
{
    const PhSession *session = job->session;
    PhDiffFile diff = {.old_text = file->source->bytes, .new_text = text};
    PhDiffOptions diff_options = {.colour = session->report.colour,
                                  .visible = session->is_visible_diff};
    if (session->is_standard_input && session->kind == PH_SUMMARY_FIX) {
        return true;
    }
    if (session->kind == PH_SUMMARY_FIX) {
        PhWrite write = {.path = job->file->path,
                         .root = job->file->root,
                         .read_hash = file->source->hash,
                         .new_text = text,
                         .journal = session->journal};
        ph_projects_begin_write(session->projects);
        bool is_written = ph_write_replace(&write, &job->diags) == PH_OK;
        ph_projects_end_write(session->projects);
        return is_written;
    }
    if (!session->is_standard_input &&
        ph_write_check(job->file->path, job->file->root, &job->diags) != PH_OK) {
        return false;
    }
    diff.path = ph_diff_path(job->worker->arena, session->working_folder, job->file->path);
    return ph_diff_add(&job->result->out, &diff, &diff_options, &job->diags) == PH_OK;
}

static bool is_ascii_name(PhBytes word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (!ph_byte_is_word(word.ptr[i])) {
            return false;
        }
    }
    return word.len > 0;
}

static bool is_mentioned_nowhere(PhFileJob *job, PhBytes word)
{
    PhBytes where;
    return is_ascii_name(word) && ph_project_mention(&job->project, job->worker->arena,
                                                     word, &where) == PH_MENTION_NOWHERE;
}

/* Only who mentions this module and the name can import it from here. */
static bool is_unshared(void *context, PhBytes name)
{
    PhFileJob *job = context;
    PhBytes path = job->project.path;
    size_t from = path.len;
    while (from > 0 && path.ptr[from - 1] != '/') {
        from--;
    }
    size_t dot = ph_bytes_find(path, PH_BYTES("."), from);
    PhBytes stem = ph_bytes_slice(path, from, dot == PH_NOT_FOUND ? path.len : dot);
    return is_mentioned_nowhere(job, name) || is_mentioned_nowhere(job, stem);
}

static void fix(PhFileJob *job, const PhParsedFile *file, const PhFindingVec *findings)
{
    PhRounds rounds = {.arena = job->worker->arena,
                       .grammar = job->session->grammar,
                       .diags = &job->diags,
                       .find = find,
                       .want = want,
                       .context = job,
                       .is_unshared = is_unshared,
                       .line_length = job->plan->config->line_length};
    PhRoundsResult done;
    ph_rounds_run(&rounds, file, findings, &done);
    bool is_changed = done.fix_count > 0 && !ph_bytes_equal(done.text, file->source->bytes);
    bool is_kept = is_changed && write_result(job, file, done.text);
    if (job->session->is_standard_input && job->session->kind == PH_SUMMARY_FIX) {
        ph_buf_add(&job->result->out, done.text);
    }
    count_findings(job, is_changed && !is_kept ? findings : &done.remaining);
    if (is_changed &&
        !is_kept) { /* `pyheap fix` has just shown that it does not fix them */
        job->result->counts.fixable = 0;
        job->result->counts.fixable_unsafe = 0;
    }
    job->result->counts.fixed = is_kept ? done.fix_count : 0;
    job->result->counts.files_changed = is_kept;
}

static bool read_bytes(PhFileJob *job, PhBytes *bytes_out)
{
    if (job->session->is_standard_input) {
        *bytes_out = job->session->standard_input;
        return true;
    }
    uint64_t most = (uint64_t)job->session->options->max_file_size << 20;
    return ph_file_read(job->worker->arena, job->file->path, most, &job->diags,
                        bytes_out) == PH_OK;
}

/*
 * Who asks for some rules alone gets no parse of a file in which they can find nothing.
 * What was named, and whatever has a remark for pyheap, is read like any other: the errors
 * in it are told.
 */
static bool can_be_passed_over(const PhFileJob *job, PhBytes bytes)
{
    const PhSession *session = job->session;
    return job->plan->is_narrow && !job->file->is_named && !session->is_standard_input &&
           !ph_dispatch_may_find(dispatch_for(job, bytes), job->worker->scratch, bytes) &&
           ph_bytes_find(bytes, PH_BYTES("pyheap"), 0) == PH_NOT_FOUND;
}

static void process(PhFileJob *job)
{
    PhBytes bytes;
    PhParsedFile file;
    PhFindingVec findings = {0};
    PhSummary *counts = &job->result->counts;
    if (!read_bytes(job, &bytes)) {
        counts->files_refused = 1;
        return;
    }
    if (!job->file->is_named && ph_is_generated(bytes)) {
        counts->files_generated = 1;
        return;
    }
    if (can_be_passed_over(job, bytes)) {
        counts->files_checked = 1;
        return;
    }
    if (ph_file_parse(job->session->grammar, job->worker->arena, job->file->path, bytes,
                      &job->diags, &file) != PH_OK) {
        counts->files_refused = 1;
        if (job->session->is_standard_input && job->session->kind == PH_SUMMARY_FIX) {
            ph_buf_add(&job->result->out, bytes);
        }
        return;
    }
    counts->files_checked = 1;
    find(job, job->worker->arena, &file, &findings);
    if (job->session->kind == PH_SUMMARY_CHECK) {
        report_findings(job, &file, &findings);
        count_findings(job, &findings);
    } else {
        fix(job, &file, &findings);
    }
}

void ph_file_job_run(const PhSession *session, PhFileWorker *worker, size_t index,
                     PhFileResult *result)
{
    PhFileJob job = {.session = session,
                     .plan = session->plan_of_file[index],
                     .file = &session->walked.files.items[index],
                     .worker = worker,
                     .project = ph_session_project_file(session, index),
                     .diags = {.arena = worker->arena},
                     .result = result,
                     .tells_remarks = true};
    *result = (PhFileResult){0};
    process(&job);
    result->worst = ph_diags_worst(&job.diags);
    for (size_t i = 0; i < job.diags.records.count; i++) {
        ph_report_diag(&result->err, &job.diags.records.items[i], session->colours_errors);
    }
    ph_arena_reset(worker->arena, PH_KEPT_MEMORY);
    ph_arena_reset(worker->scratch, PH_KEPT_MEMORY);
}
