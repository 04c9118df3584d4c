/* The run of a session over its files, by a pool of workers, and its exit status. */

#include <stdlib.h>
#include <unistd.h>

#include "apply/write.h"
#include "base/io.h"
#include "cmd/file_job.h"
#include "cmd/interrupt.h"
#include "cmd/journals.h"
#include "cmd/pool.h"
#include "cmd/session.h"
#include "cmd/terminal.h"

typedef struct PhRun {
    PhSession *session;
    PhFileResult *results;
    PhSummary total;
    size_t finding_count;
    PhSeverity worst;
    bool is_output_lost; /* standard output took no more */
} PhRun;

static void run_one(void *context, void *worker, size_t index)
{
    PhRun *run = context;
    ph_file_job_run(run->session, worker, index, &run->results[index]);
}

static void print(PhRun *run, PhBytes text)
{
    run->is_output_lost = run->is_output_lost || !ph_terminal_print(text);
}

static void tell_one(void *context, size_t index)
{
    PhRun *run = context;
    PhFileResult *result = &run->results[index];
    if (result->err.len > 0) {
        (void)ph_write_all(STDERR_FILENO, ph_buf_bytes(&result->err));
    }
    if (result->out.len > 0) {
        if (run->finding_count > 0 && result->finding_count > 0) {
            print(run, ph_bytes_of(run->session->reporter->separator));
        }
        print(run, ph_buf_bytes(&result->out));
    }
    run->finding_count += result->finding_count;
    run->worst = result->worst > run->worst ? result->worst : run->worst;
    ph_summary_add(&run->total, &result->counts);
    ph_file_result_release(result);
}

static bool is_stopped(void *context)
{
    const PhRun *run = context;
    return ph_interrupt_signal() != 0 ||
           (run->is_output_lost && run->session->kind != PH_SUMMARY_FIX);
}

bool ph_session_tells_beside(const PhSession *session)
{
    return session->kind == PH_SUMMARY_DRY_RUN || session->is_standard_input;
}

bool ph_session_tell_summary(const PhSession *session, const PhSummary *total)
{
    bool is_beside = ph_session_tells_beside(session);
    bool is_told = true;
    PhSummary summary = *total;
    PhBuf buf = {0};
    summary.kind = session->kind;
    summary.colour = is_beside ? session->colours_errors : session->report.colour;
    ph_report_summary(&buf, &summary);
    if (is_beside) {
        (void)ph_write_all(STDERR_FILENO, ph_buf_bytes(&buf));
    } else {
        is_told = ph_terminal_print(ph_buf_bytes(&buf));
    }
    ph_buf_release(&buf);
    return is_told;
}

static void tell_summary(PhRun *run)
{
    const PhSession *session = run->session;
    bool is_check = session->kind == PH_SUMMARY_CHECK;
    if (session->options->is_quiet || (is_check && !session->reporter->is_for_people)) {
        return;
    }
    run->total.files_generated += session->walked.generated_count;
    if (!run->is_output_lost || ph_session_tells_beside(session)) {
        run->is_output_lost =
            !ph_session_tell_summary(session, &run->total) || run->is_output_lost;
    }
}

static void print_piece(PhRun *run, bool is_begin)
{
    const PhReporter *reporter = run->session->reporter;
    PhBuf buf = {0};
    if (run->session->kind != PH_SUMMARY_CHECK) {
        return;
    }
    if (is_begin) {
        reporter->begin(&buf);
    } else {
        reporter->end(&buf, run->finding_count);
    }
    print(run, ph_buf_bytes(&buf));
    ph_buf_release(&buf);
}

static int exit_status(const PhRun *run)
{
    int signal_number = ph_interrupt_signal();
    const PhSession *session = run->session;
    if (signal_number != 0) {
        return 128 + signal_number;
    }
    if (run->worst == PH_SEVERITY_DEFECT) {
        return 3;
    }
    if (run->worst == PH_SEVERITY_ERROR || run->is_output_lost) {
        return 2;
    }
    if (session->kind == PH_SUMMARY_CHECK) {
        return run->finding_count > 0 && !session->options->exits_zero ? 1 : 0;
    }
    return session->kind == PH_SUMMARY_DRY_RUN && run->total.files_changed > 0 ? 1 : 0;
}

uint32_t ph_session_threads(const PhSession *session, size_t count)
{
    uint32_t threads =
        session->options->jobs > 0 ? session->options->jobs : ph_pool_cores();
    return threads > count ? (count > 0 ? (uint32_t)count : 1) : threads;
}

void ph_session_start(PhSession *session)
{
    if (session->compiler == NULL) {
        PhDiags diags = {.arena = session->arena};
        ph_journals_open(session, &diags);
        (void)ph_terminal_tell(&diags, session->colours_errors);
        session->projects = ph_projects_new();
        session->compiler = ph_compiler_new(session->grammar);
    }
}

PhSeverity ph_session_finish(PhSession *session)
{
    if (session->compiler == NULL) {
        return PH_SEVERITY_NOTE;
    }
    PhSeverity worst =
        ph_terminal_tell(ph_compiler_diags(session->compiler), session->colours_errors);
    ph_journals_close(session);
    ph_projects_free(session->projects);
    session->projects = NULL;
    ph_compiler_free(session->compiler);
    session->compiler = NULL;
    return worst;
}

static void note_worst(PhRun *run, PhSeverity worst)
{
    run->worst = worst > run->worst ? worst : run->worst;
}

PhStatus ph_session_write(const PhSession *session, size_t index, PhHash read_hash,
                          PhBytes text, PhDiags *diags)
{
    const PhWalkFile *file = &session->walked.files.items[index];
    PhWrite write = {.path = file->path,
                     .root = file->root,
                     .read_hash = read_hash,
                     .new_text = text,
                     .journal = session->journal};
    if (session->projects == NULL) {
        return ph_write_replace(&write, diags);
    }
    ph_projects_begin_write(session->projects);
    PhStatus status = ph_write_replace(&write, diags);
    ph_projects_end_write(session->projects);
    return status;
}

int ph_session_run(PhSession *session, const PhDiags *diags)
{
    size_t count = session->walked.files.count;
    PhRun run = {.session = session,
                 .results = PH_NEW_ARRAY(session->arena, PhFileResult, count)};
    PhPool pool = ph_file_pool(session, count, &run);
    pool.run = run_one;
    pool.tell = tell_one;
    pool.is_stopped = is_stopped;
    note_worst(&run, ph_terminal_tell(diags, session->colours_errors));
    print_piece(&run, true);
    ph_session_start(session);
    ph_pool_run(&pool);
    print_piece(&run, false);
    note_worst(&run, ph_session_finish(session));
    if (ph_interrupt_signal() == 0) {
        tell_summary(&run);
    }
    return exit_status(&run);
}
