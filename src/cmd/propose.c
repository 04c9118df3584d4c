#include "cmd/propose.h"

#include <unistd.h>

#include "apply/write.h"
#include "base/io.h"
#include "cmd/pool.h"
#include "syntax/walk.h"

enum { PH_MAX_SWEEPS = 10 };

typedef struct PhProposing {
    PhSession *session;
    const PhProposeOptions *options;
    PhProposals *out;
    PhProposal **made;     /* by item; NULL: the file does not change */
    PhFileResult *results; /* by item */
} PhProposing;

/* One file under way. */
typedef struct PhProposingFile {
    const PhProposeOptions *options;
    size_t file;
    PhFileWork *work;
    PhFixNames names;
    PhProposal *proposal;
} PhProposingFile;

static size_t file_of(const PhProposing *run, size_t item)
{
    return run->options->only == NULL ? item : run->options->only[item];
}

static bool wants(void *context, PhSource *source, const PhFinding *finding)
{
    PhProposingFile *file = context;
    if (file->options->allows == NULL) {
        return true;
    }
    PhFixId id = ph_fix_names_id(&file->names, source, finding);
    return file->options->allows(file->options->context, file->file, &id);
}

static const PhFixLines *lines_of(PhProposingFile *file, const PhParsedFile *now,
                                  const PhFinding *finding)
{
    PhFixLines *lines =
        PH_NEW_ARRAY(file->proposal->arena, PhFixLines, finding->edit_count);
    for (size_t i = 0; i < finding->edit_count; i++) {
        PhSpan span = finding->edits[i].span;
        PhNodeId node = ph_tree_deepest_at(&now->tree, span.start);
        PhNodeId statement =
            node == PH_NODE_NONE ? PH_NODE_NONE : ph_tree_statement_of(&now->tree, node);
        uint32_t start = statement == PH_NODE_NONE
                             ? span.start
                             : ph_tree_span(&now->tree, statement).start;
        lines[i].first = ph_fix_names_line(&file->names, now->source, start);
        lines[i].last = ph_fix_names_line(&file->names, now->source, span.end);
    }
    return lines;
}

static void applied(void *context, const PhParsedFile *now, const PhFinding *finding)
{
    PhProposingFile *file = context;
    PhProposal *proposal = file->proposal;
    PhFix fix = {.id = ph_fix_names_id(&file->names, now->source, finding),
                 .lines = lines_of(file, now, finding),
                 .line_count = finding->edit_count,
                 .level = finding->level,
                 .benefit = finding->benefit,
                 .benefit_text = ph_arena_copy(proposal->arena, finding->benefit_text),
                 .message = ph_arena_copy(proposal->arena, finding->message)};
    PH_VEC_PUSH(proposal->arena, &proposal->fixes, fix);
}

static bool has_wanted(PhProposingFile *file, const PhFindingVec *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        if (findings->items[i].edit_count > 0 &&
            ph_file_work_wants(file->work, &findings->items[i])) {
            return true;
        }
    }
    return false;
}

/* Applies what `only_rule` of the work lets in; false if nothing changed. */
static bool take_step(PhProposingFile *file, PhParsedFile *now, PhFindingVec *findings,
                      uint32_t sweep)
{
    PhRoundsResult done;
    PhProposal *proposal = file->proposal;
    size_t before = proposal->fixes.count;
    if (!has_wanted(file, findings)) {
        return false;
    }
    ph_file_work_fix(file->work, now, findings, &done);
    if (done.fix_count == 0 || ph_bytes_equal(done.text, now->source->bytes)) {
        proposal->fixes.count = before;
        return false;
    }
    PhStep step = {.rule = file->work->only_rule,
                   .sweep = sweep,
                   .text = ph_arena_copy(proposal->arena, done.text),
                   .fix_count = done.fix_count};
    PH_VEC_PUSH(proposal->arena, &proposal->steps, step);
    *now = done.file;
    *findings = done.remaining;
    return true;
}

static void take_steps(PhProposingFile *file, PhParsedFile *now, PhFindingVec *findings)
{
    const PhSession *session = file->work->session;
    if (!file->options->is_by_rule) {
        (void)take_step(file, now, findings, 0);
        return;
    }
    bool has_changed = true;
    for (uint32_t sweep = 0; has_changed && sweep < PH_MAX_SWEEPS; sweep++) {
        has_changed = false;
        for (size_t i = 0; i < session->rule_count; i++) {
            file->work->only_rule = session->rules[i];
            has_changed = take_step(file, now, findings, sweep) || has_changed;
        }
        file->work->only_rule = NULL;
    }
}

static bool may_be_written(PhFileWork *work)
{
    return work->session->is_unwritten ||
           ph_write_check(work->file->path, work->file->root, &work->diags) == PH_OK;
}

static void propose(PhProposing *run, PhFileWork *work, size_t item)
{
    PhBytes bytes;
    PhParsedFile parsed;
    PhFindingVec findings = {0};
    PhSummary *counts = &run->results[item].counts;
    PhFileState state = ph_file_work_read(work, &bytes, &parsed);
    ph_file_count_state(counts, state);
    if (state != PH_FILE_READ) {
        return;
    }
    PhArena *arena = ph_arena_new();
    PhProposal *proposal = PH_NEW(arena, PhProposal);
    *proposal = (PhProposal){.arena = arena, .file = file_of(run, item)};
    PhProposingFile file = {.options = run->options,
                            .file = proposal->file,
                            .work = work,
                            .names = ph_fix_names(work->worker->arena, bytes),
                            .proposal = proposal};
    work->wants = wants;
    work->applied = applied;
    work->context = &file;
    PhParsedFile now = parsed;
    ph_file_work_find(work, &now, &findings);
    take_steps(&file, &now, &findings);
    bool is_changed = proposal->steps.count > 0 && may_be_written(work);
    ph_file_count(counts, &findings);
    if (!is_changed) {
        ph_arena_free(arena);
        return;
    }
    proposal->old_text = ph_arena_copy(arena, bytes);
    proposal->old_hash = parsed.source->hash;
    counts->fixed = proposal->fixes.count;
    counts->files_changed = 1;
    proposal->counts = *counts;
    run->made[item] = proposal;
}

static void run_one(void *context, void *worker, size_t item)
{
    PhProposing *run = context;
    PhFileWork work = ph_file_work(run->session, worker, file_of(run, item));
    PhFileResult *result = &run->results[item];
    propose(run, &work, item);
    ph_file_result_take_diags(result, &work);
    ph_file_worker_reset(worker);
}

static void tell_one(void *context, size_t item)
{
    PhProposing *run = context;
    PhFileResult *result = &run->results[item];
    if (result->err.len > 0 && !run->options->is_quiet) {
        (void)ph_write_all(STDERR_FILENO, ph_buf_bytes(&result->err));
    }
    PhProposals *out = run->out;
    out->worst = result->worst > out->worst ? result->worst : out->worst;
    if (run->made[item] != NULL) {
        /* NOLINTNEXTLINE(bugprone-sizeof-expression): the items are pointers */
        PH_VEC_PUSH(run->session->arena, &out->items, run->made[item]);
    } else {
        ph_summary_add(&out->rest, &result->counts);
    }
    ph_file_result_release(result);
}

void ph_propose(PhSession *session, const PhProposeOptions *options, PhProposals *out)
{
    size_t count =
        options->only == NULL ? session->walked.files.count : options->only_count;
    PhProposing run = {.session = session,
                       .options = options,
                       .out = out,
                       .made = PH_NEW_ARRAY(session->arena, PhProposal *, count),
                       .results = PH_NEW_ARRAY(session->arena, PhFileResult, count)};
    PhPool pool = ph_file_pool(session, count, &run);
    pool.run = run_one;
    pool.tell = tell_one;
    *out = (PhProposals){0};
    ph_session_start(session);
    ph_pool_run(&pool);
    out->rest.files_generated += session->walked.generated_count;
    ph_proposals_recount(out);
    for (size_t i = 0; i < count; i++) { /* of an interrupted run: made, but not told */
        ph_file_result_release(&run.results[i]);
    }
}

void ph_proposals_release(PhProposals *proposals)
{
    for (size_t i = 0; i < proposals->items.count; i++) {
        ph_arena_free(proposals->items.items[i]->arena);
    }
    *proposals = (PhProposals){0};
}

void ph_proposals_leave(PhProposals *proposals, const PhProposal *left)
{
    PhSummary *rest = &proposals->rest;
    PhSummary counts = left->counts;
    counts.fixed = 0;
    counts.files_changed = 0;
    counts.files_with_findings = 1;
    for (size_t i = 0; i < left->fixes.count; i++) {
        bool is_safe = left->fixes.items[i].level == PH_LEVEL_SAFE;
        counts.safe += is_safe;
        counts.fixable += is_safe;
        counts.unsafe += !is_safe;
        counts.fixable_unsafe += !is_safe;
    }
    ph_summary_add(rest, &counts);
}

void ph_proposals_recount(PhProposals *proposals)
{
    proposals->total = proposals->rest;
    for (size_t i = 0; i < proposals->items.count; i++) {
        ph_summary_add(&proposals->total, &proposals->items.items[i]->counts);
    }
}

void ph_proposals_take_totals(PhProposals *part, const PhProposals *all)
{
    part->rest = all->rest;
    part->worst = all->worst > part->worst ? all->worst : part->worst;
    for (size_t i = 0, next = 0; i < all->items.count; i++) {
        const PhProposal *proposal = all->items.items[i];
        bool is_taken =
            next < part->items.count && part->items.items[next]->file == proposal->file;
        next += is_taken;
        if (!is_taken) {
            ph_proposals_leave(part, proposal);
        }
    }
    ph_proposals_recount(part);
}

PhBytes ph_proposal_text(const PhProposal *proposal)
{
    return proposal->steps.items[proposal->steps.count - 1].text;
}
