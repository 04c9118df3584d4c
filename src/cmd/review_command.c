/* `fix -i` as a command: what is written after the review, and what is told of it. */

#include <signal.h>

#include "cmd/interrupt.h"
#include "cmd/review_run.h"
#include "cmd/terminal.h"

typedef struct PhWritten {
    size_t files;
    size_t refused;
    PhDiags diags;
} PhWritten;

static bool write_file(PhSession *session, const PhReviewFile *file, PhWritten *written)
{
    bool is_written = ph_session_write(session, file->index, file->old_hash,
                                       ph_buf_bytes(&file->text), &written->diags) == PH_OK;
    written->files += is_written;
    written->refused += !is_written;
    return is_written;
}

/* A file of answers that the user named is to be replayed, so they stay in it. */
static void write_all(PhSession *session, PhReview *review, PhWritten *written)
{
    bool has_own = session->options->decisions.len > 0;
    for (size_t i = 0; i < ph_review_file_count(review); i++) {
        const PhReviewFile *file = ph_review_file_at(review, i);
        if (ph_review_is_changed(file) && write_file(session, file, written) && !has_own) {
            ph_review_forget(review, i);
        }
    }
}

static void add_answer(PhBuf *out, size_t count, const char *what)
{
    if (count > 0) {
        ph_buf_printf(out, ", %zu %s", count, what);
    }
}

/* "3 fixes: 1 accepted, 1 declined, 1 left." */
static void add_answers(PhBuf *out, const PhReviewCounts *counts)
{
    ph_buf_add_count(out, counts->fixes, "fix");
    ph_buf_printf(out, ": %zu accepted", counts->accepted);
    if (counts->edited > 0) {
        ph_buf_printf(out, " (%zu edited)", counts->edited);
    }
    add_answer(out, counts->declined, "declined");
    add_answer(out, counts->ignored, "given a remark");
    add_answer(out, counts->undecided, "left");
    ph_buf_add_str(out, ".\n");
}

static void add_levels(PhBuf *out, const PhSummary *found)
{
    if (found->fixable_unsafe > 0 && found->fixable == 0) {
        ph_buf_add_count(out, found->fixable_unsafe, "fix");
        ph_buf_add_str(out, " can be asked about with `--unsafe-fixes`.\n");
    } else if (found->fixable_unsafe > 0) {
        ph_buf_printf(out, "%zu more can be asked about with `--unsafe-fixes`.\n",
                      found->fixable_unsafe);
    }
}

static bool asks_unsafe(const PhSession *session)
{
    for (size_t i = 0; i < session->plans.count; i++) {
        if (!session->plans.items[i].applies_unsafe) {
            return false;
        }
    }
    return true;
}

static void tell(const PhSession *session, const PhReviewed *reviewed,
                 const PhWritten *written)
{
    PhBuf out = {0};
    PhReviewCounts counts = ph_review_counts(reviewed->review);
    PhBytes path = ph_decisions_path(reviewed->decisions);
    if (counts.fixes == 0) {
        ph_buf_add_str(&out, "Nothing to ask: no fixes in ");
        ph_buf_add_count(&out, ph_review_found(reviewed->review)->files_checked, "file");
        ph_buf_add_str(&out, ".\n");
    } else {
        add_answers(&out, &counts);
    }
    if (reviewed->end == PH_REVIEW_DISCARDED) {
        ph_buf_add_str(&out, "Nothing was written; the answers of this session are "
                             "forgotten.\n");
    } else if (counts.fixes > 0) {
        ph_buf_add_str(&out, "Wrote ");
        ph_buf_add_count(&out, written->files, "file");
        ph_buf_add_str(&out, written->refused == 0 ? ".\n" : "; ");
        if (written->refused > 0) {
            ph_buf_printf(&out, "%zu could not be written, the answers are kept.\n",
                          written->refused);
        }
    }
    if (!asks_unsafe(session)) {
        add_levels(&out, ph_review_found(reviewed->review));
    }
    if (reviewed->end == PH_REVIEW_KEPT && session->options->is_interactive &&
        counts.undecided > 0) {
        ph_buf_add_str(&out, "The same command goes on with what is left.\n");
    } else if (counts.declined > 0 && counts.declined == counts.fixes &&
               written->files == 0 && reviewed->end == PH_REVIEW_KEPT) {
        ph_buf_add_str(&out, "To be asked again, remove ");
        ph_buf_add_visible(&out, path);
        ph_buf_add_char(&out, '\n');
    }
    if (!session->options->is_quiet) {
        (void)ph_terminal_print(ph_buf_bytes(&out));
    }
    ph_buf_release(&out);
}

static int exit_status(PhSeverity worst, bool is_short)
{
    return worst == PH_SEVERITY_DEFECT ? 3 : worst == PH_SEVERITY_ERROR || is_short ? 2 : 0;
}

static PhSeverity worse(PhSeverity a, PhSeverity b)
{
    return a > b ? a : b;
}

int ph_review_command(PhSession *session, const PhDiags *diags)
{
    PhReviewed reviewed;
    PhWritten written = {.diags = {.arena = session->arena}};
    PhDiags own = {.arena = session->arena};
    bool is_coloured = session->colours_errors;
    PhSeverity worst = ph_terminal_tell(diags, is_coloured);
    if (ph_review_run(session, &own, &reviewed) != PH_OK) {
        return exit_status(worse(worst, ph_terminal_tell(&own, is_coloured)), true);
    }
    if (reviewed.end == PH_REVIEW_KEPT) {
        write_all(session, reviewed.review, &written);
    } else if (reviewed.end == PH_REVIEW_DISCARDED) {
        (void)ph_decisions_drop(reviewed.decisions);
    }
    bool has_lost = ph_review_lost_answers(reviewed.review);
    int number = ph_interrupt_signal();
    bool is_gone = reviewed.end == PH_REVIEW_GONE;
    worst = worse(worst, ph_terminal_tell(&written.diags, is_coloured));
    if (!is_gone) {
        tell(session, &reviewed, &written);
    }
    worst = worse(worst, ph_review_finish(session, &reviewed));
    if (is_gone) {
        return 128 + (number == 0 ? SIGHUP : number);
    }
    return exit_status(worst, written.refused > 0 || has_lost);
}
