#include "cmd/chosen.h"

#include <signal.h>

#include "cmd/interrupt.h"
#include "cmd/verify.h"

static bool wants_review(const PhOptions *options)
{
    return options->is_interactive || options->decisions.len > 0;
}

static size_t count_replies(const PhReviewFile *file, PhReply reply)
{
    size_t count = 0;
    for (size_t i = 0; i < file->items.count; i++) {
        count += file->items.items[i].item->reply == reply;
    }
    return count;
}

static PhProposal *proposal_of(PhChosen *chosen, size_t file)
{
    for (size_t i = 0; i < chosen->proposals.items.count; i++) {
        if (chosen->proposals.items.items[i]->file == file) {
            return chosen->proposals.items.items[i];
        }
    }
    return NULL;
}

/* A file of which nothing was accepted as it was proposed. */
static PhProposal *new_proposal(PhArena *arena, PhChosen *chosen, const PhReviewFile *file)
{
    PhArena *own = ph_arena_new();
    PhProposal *proposal = PH_NEW(own, PhProposal);
    *proposal = (PhProposal){.arena = own,
                             .file = file->index,
                             .old_text = ph_arena_copy(own, file->old_text),
                             .old_hash = file->old_hash};
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): the items are pointers */
    PH_VEC_PUSH(arena, &chosen->proposals.items, proposal);
    return proposal;
}

/* What was changed by hand counts as a fix that nobody has proved. */
static void take_edits(PhProposal *proposal, const PhReviewFile *file)
{
    for (size_t i = 0; i < file->items.count; i++) {
        const PhReviewItem *item = file->items.items[i].item;
        if (item->reply != PH_REPLY_EDITED) {
            continue;
        }
        PhFixLines *lines = PH_NEW(proposal->arena, PhFixLines);
        *lines = (PhFixLines){item->id.line, item->id.line};
        PhFix fix = {.id = item->id,
                     .lines = lines,
                     .line_count = 1,
                     .level = PH_LEVEL_UNSAFE,
                     .benefit = PH_BENEFIT_SMALL,
                     .benefit_text = PH_BYTES(""),
                     .message = ph_arena_copy(proposal->arena, item->message)};
        PH_VEC_PUSH(proposal->arena, &proposal->fixes, fix);
        if (proposal->steps.count == 0) {
            PH_VEC_PUSH(proposal->arena, &proposal->steps,
                        ((PhStep){.rule = item->id.rule}));
        }
        proposal->steps.items[proposal->steps.count - 1].fix_count++;
        proposal->counts.fixed++;
        proposal->counts.files_changed = 1;
    }
}

/* The text that the user has seen, where all of the file's accepted fixes are in the slice.
 * Tests are asked about fixes, so what was changed by hand is left out with them. */
static void take_file(PhSession *session, PhChosen *chosen, const PhReviewFile *file,
                      PhDiags *diags)
{
    PhProposal *proposal = proposal_of(chosen, file->index);
    size_t edited = count_replies(file, PH_REPLY_EDITED);
    size_t accepted = count_replies(file, PH_REPLY_ACCEPTED);
    size_t proposed = proposal == NULL ? 0 : proposal->fixes.count;
    if (edited == 0) {
        return;
    }
    if (session->options->verify.len > 0 || proposed < accepted) {
        (void)ph_diag_add(diags, PH_SEVERITY_WARNING,
                          session->walked.files.items[file->index].path,
                          "what was changed by hand cannot be %s: it is left out",
                          proposed < accepted ? "cut into slices" : "verified");
        return;
    }
    proposal = proposal == NULL ? new_proposal(session->arena, chosen, file) : proposal;
    take_edits(proposal, file);
    if (proposal->steps.count > 0) { /* there is a step for each edit */
        proposal->steps.items[proposal->steps.count - 1].text =
            ph_arena_copy(proposal->arena, ph_buf_bytes(&file->text));
    }
}

PhStatus ph_chosen_begin(PhSession *session, bool is_by_rule, PhDiags *diags,
                         PhChosen *chosen)
{
    *chosen = (PhChosen){.options = {.is_by_rule = is_by_rule}};
    if (wants_review(session->options)) {
        PhStatus status = ph_review_run(session, diags, &chosen->reviewed);
        if (status != PH_OK) {
            return status;
        }
        chosen->is_reviewed = true;
        if (chosen->reviewed.end == PH_REVIEW_DISCARDED) {
            (void)ph_decisions_drop(chosen->reviewed.decisions);
        }
        if (chosen->reviewed.end != PH_REVIEW_KEPT) {
            return PH_ERR_CONFLICT;
        }
        chosen->options.allows = ph_review_allows;
        chosen->options.context = chosen->reviewed.review;
    }
    ph_slice_propose(session, &chosen->options, &chosen->proposals);
    for (size_t i = 0;
         chosen->is_reviewed && i < ph_review_file_count(chosen->reviewed.review); i++) {
        take_file(session, chosen, ph_review_file_at(chosen->reviewed.review, i), diags);
    }
    ph_proposals_recount(&chosen->proposals);
    return ph_interrupt_signal() != 0 ? PH_ERR_CONFLICT : PH_OK;
}

PhStatus ph_chosen_settle(PhSession *session, PhDiags *diags, PhChosen *chosen)
{
    return session->options->verify.len == 0
               ? PH_OK
               : ph_verify_narrow(session, &chosen->options, diags, &chosen->proposals);
}

void ph_chosen_note_written(const PhSession *session, PhChosen *chosen, size_t file)
{
    for (size_t i = 0; chosen->is_reviewed && session->options->decisions.len == 0 &&
                       i < ph_review_file_count(chosen->reviewed.review);
         i++) {
        if (ph_review_file_at(chosen->reviewed.review, i)->index == file) {
            ph_review_forget(chosen->reviewed.review, i);
        }
    }
}

static PhSeverity finish(PhSession *session, PhChosen *chosen)
{
    PhSeverity worst = chosen->proposals.worst;
    ph_proposals_release(&chosen->proposals);
    PhSeverity end = chosen->is_reviewed ? ph_review_finish(session, &chosen->reviewed)
                                         : ph_session_finish(session);
    return end > worst ? end : worst;
}

int ph_chosen_end(const PhCommandLine *line, PhSession *session, PhChosen *chosen,
                  PhStatus status)
{
    bool is_gone = chosen->reviewed.end == PH_REVIEW_GONE;
    PhSeverity worst = session == NULL ? PH_SEVERITY_NOTE : finish(session, chosen);
    int told = line->diags->records.count > 0 ? ph_cmd_tell(line) : 0;
    int number = ph_interrupt_signal();
    if (number != 0 || is_gone) {
        return 128 + (number != 0 ? number : SIGHUP);
    }
    if (status != PH_OK || ph_diags_worst(line->diags) >= PH_SEVERITY_ERROR) {
        return told;
    }
    return worst == PH_SEVERITY_DEFECT ? 3 : worst == PH_SEVERITY_ERROR ? 2 : 0;
}
