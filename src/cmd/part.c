#include "cmd/part.h"

#include "cmd/chosen.h"
#include "cmd/interrupt.h"
#include "cmd/terminal.h"
#include "report/diff.h"

typedef struct PhPart {
    const PhCommandLine *line;
    PhSession *session;
    PhChosen chosen;
    size_t fixed;
    size_t files_changed;
    bool is_output_lost;
} PhPart;

static bool show(PhPart *part, const PhProposal *proposal)
{
    const PhSession *session = part->session;
    PhBuf out = {0};
    PhBytes path = session->walked.files.items[proposal->file].path;
    PhDiffFile diff = {.path = ph_diff_path(session->arena, session->working_folder, path),
                       .old_text = proposal->old_text,
                       .new_text = ph_proposal_text(proposal)};
    PhDiffOptions options = {.colour = session->report.colour,
                             .visible = session->is_visible_diff};
    bool is_good = ph_diff_add(&out, &diff, &options, part->line->diags) == PH_OK;
    part->is_output_lost = part->is_output_lost || !ph_terminal_print(ph_buf_bytes(&out));
    ph_buf_release(&out);
    return is_good;
}

static void apply(PhPart *part)
{
    for (size_t i = 0; i < part->chosen.proposals.items.count; i++) {
        const PhProposal *proposal = part->chosen.proposals.items.items[i];
        bool is_kept =
            part->session->kind == PH_SUMMARY_DRY_RUN
                ? show(part, proposal)
                : ph_session_write(part->session, proposal->file, proposal->old_hash,
                                   ph_proposal_text(proposal), part->line->diags) == PH_OK;
        part->fixed += is_kept ? proposal->fixes.count : 0;
        part->files_changed += is_kept;
        if (is_kept && part->session->kind == PH_SUMMARY_FIX) {
            ph_chosen_note_written(part->session, &part->chosen, proposal->file);
        }
    }
}

static void tell_summary(const PhPart *part)
{
    PhSummary total = part->chosen.proposals.total;
    total.fixed = part->fixed;
    total.files_changed = part->files_changed;
    (void)ph_session_tell_summary(part->session, &total);
}

static PhStatus run(PhPart *part)
{
    PhDiags *diags = part->line->diags;
    PhStatus status = ph_chosen_begin(part->session, false, diags, &part->chosen);
    status =
        status == PH_OK ? ph_chosen_settle(part->session, diags, &part->chosen) : status;
    if (status == PH_OK && ph_interrupt_signal() == 0) {
        apply(part);
        if (!part->line->options.is_quiet) {
            tell_summary(part);
        }
    }
    return status;
}

int ph_part_run(const PhCommandLine *line)
{
    PhPart part = {.line = line};
    PhSummaryKind kind = line->options.is_dry_run ? PH_SUMMARY_DRY_RUN : PH_SUMMARY_FIX;
    PhStatus status = ph_session_open(line->arena, &line->options, kind, &line->operands,
                                      line->diags, &part.session);
    if (status == PH_OK && part.session->is_standard_input) {
        (void)ph_diag_add(line->diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                          "standard input is one file: --limit, --sample and --verify are "
                          "for folders");
        status = PH_ERR_USAGE;
    }
    status = status == PH_OK ? run(&part) : status;
    int exit_status = ph_chosen_end(line, part.session, &part.chosen, status);
    return exit_status != 0 || status != PH_OK                    ? exit_status
           : part.is_output_lost                                  ? 2
           : kind == PH_SUMMARY_DRY_RUN && part.files_changed > 0 ? 1
                                                                  : 0;
}
