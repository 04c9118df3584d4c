#include "cmd/file_work.h"

#include <stdlib.h>

#include "cmd/interrupt.h"
#include "cmd/remarks.h"
#include "source/generated.h"
#include "syntax/parse.h"
#include "template/engine.h"

enum { PH_KEPT_MEMORY = 4 << 20 }; /* bytes a worker keeps from one file to the next */

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

void ph_file_worker_reset(PhFileWorker *worker)
{
    ph_arena_reset(worker->arena, PH_KEPT_MEMORY);
    ph_arena_reset(worker->scratch, PH_KEPT_MEMORY);
}

static void *start_worker(void *context)
{
    (void)context;
    return ph_file_worker_new();
}

static void finish_worker(void *worker)
{
    ph_file_worker_free(worker);
}

static bool is_stopped(void *context)
{
    (void)context;
    return ph_interrupt_is_set();
}

PhPool ph_file_pool(const PhSession *session, size_t count, void *context)
{
    return (PhPool){.count = count,
                    .threads = ph_session_threads(session, count),
                    .context = context,
                    .start = start_worker,
                    .finish = finish_worker,
                    .is_stopped = is_stopped};
}

PhFileWork ph_file_work(const PhSession *session, PhFileWorker *worker, size_t index)
{
    return (PhFileWork){.session = session,
                        .plan = session->plan_of_file[index],
                        .file = &session->walked.files.items[index],
                        .worker = worker,
                        .project = ph_session_project_file(session, index),
                        .diags = {.arena = worker->arena},
                        .tells_remarks = true};
}

static const PhSuppressions *suppressions_of(PhFileWork *work, const PhParsedFile *file)
{
    PhArena *arena = work->worker->arena;
    PhDiags ignored = {.arena = arena};
    PhDiags *diags = work->tells_remarks ? &work->diags : &ignored;
    work->tells_remarks = false;
    return ph_remarks_read(arena, file, work->session->rules, work->session->rule_count,
                           diags);
}

static bool is_named(const PhFileWork *work, const char *rule)
{
    for (size_t i = 0; i < work->session->rule_count; i++) {
        if (work->session->rules[i] == rule) {
            return work->plan->selection.is_named[i];
        }
    }
    return false;
}

/* What the lines of the finding's code held, each counted once. */
static PhHeapUse heap_of(const PhFileWork *work, PhSource *source, const PhFinding *finding)
{
    const PhHeapProfile *profile = work->session->heap_profile;
    PhBytes path = work->file->real_path;
    uint32_t first = ph_source_place(source, finding->whole.start).line;
    uint32_t last = ph_source_place(source, finding->whole.end).line;
    uint32_t counted = 0; /* the last line outside of those */
    PhHeapUse sum = ph_heap_profile_sum(profile, path, first, last);
    for (size_t i = 0; i < finding->other_count; i++) {
        uint32_t end = ph_source_place(source, finding->others[i].end).line;
        uint32_t line = ph_source_place(source, finding->others[i].start).line;
        for (line = line > counted ? line : counted + 1; line <= end; line++) {
            PhHeapUse one = line >= first && line <= last
                                ? (PhHeapUse){0}
                                : ph_heap_profile_sum(profile, path, line, line);
            sum.bytes += one.bytes;
            sum.blocks += one.blocks;
            counted = line;
        }
    }
    return sum;
}

/* Asks the heap profile, if there is one. False: the finding gains nothing, and neither is
 * it asked for nor do its lines hold much. */
static bool weigh(const PhFileWork *work, PhSource *source, PhFinding *finding)
{
    if (work->session->heap_profile == NULL) {
        return true; /* the engine has left out what is not wanted */
    }
    finding->heap = heap_of(work, source, finding);
    return finding->benefit >= work->plan->config->min_benefit ||
           work->session->options->shows_all || is_named(work, finding->rule) ||
           ph_heap_is_much(finding->heap);
}

static const PhDispatch *dispatch_for(const PhFileWork *work, PhBytes text)
{
    return ph_compiler_dispatch(work->session->compiler, work->plan->rules,
                                work->worker->scratch, text);
}

void ph_file_work_find(PhFileWork *work, const PhParsedFile *file, PhFindingVec *findings)
{
    const PhSuppressions *suppressions = suppressions_of(work, file);
    PhFacts *facts = ph_facts_new(work->worker->arena, file->source, &file->tree,
                                  work->plan->fact_options);
    facts->project = &work->project;
    size_t kept = 0;
    work->now = file->source;
    ph_engine_find(dispatch_for(work, file->tree.text), facts, work->worker->scratch,
                   findings);
    for (size_t i = 0; i < findings->count; i++) {
        PhFinding *finding = &findings->items[i];
        if (ph_remarks_cover(suppressions, file->source, finding->rule, finding->span) ||
            !weigh(work, file->source, finding)) {
            continue;
        }
        findings->items[kept++] = *finding;
    }
    findings->count = kept;
}

static void find(void *context, PhArena *arena, const PhParsedFile *file,
                 PhFindingVec *findings)
{
    (void)arena; /* that of the worker */
    ph_file_work_find(context, file, findings);
}

bool ph_file_work_wants(PhFileWork *work, const PhFinding *finding)
{
    PhLevel least = work->plan->applies_unsafe ? PH_LEVEL_UNSAFE : PH_LEVEL_SAFE;
    return finding->level >= least &&
           (work->only_rule == NULL || work->only_rule == finding->rule) &&
           (work->wants == NULL || work->wants(work->context, work->now, finding));
}

static bool want(void *context, const PhFinding *finding)
{
    return ph_file_work_wants(context, finding);
}

static void tell_applied(void *context, const PhParsedFile *file, const PhFinding *finding)
{
    PhFileWork *work = context;
    if (work->applied != NULL) {
        work->applied(work->context, file, finding);
    }
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

static bool is_mentioned_nowhere(PhFileWork *work, PhBytes word)
{
    PhBytes where;
    return is_ascii_name(word) && ph_project_mention(&work->project, work->worker->arena,
                                                     word, &where) == PH_MENTION_NOWHERE;
}

/* Only who mentions this module and the name can import it from here. */
static bool is_unshared(void *context, PhBytes name)
{
    PhFileWork *work = context;
    PhBytes path = work->project.path;
    size_t from = path.len;
    while (from > 0 && path.ptr[from - 1] != '/') {
        from--;
    }
    size_t dot = ph_bytes_find(path, PH_BYTES("."), from);
    PhBytes stem = ph_bytes_slice(path, from, dot == PH_NOT_FOUND ? path.len : dot);
    return is_mentioned_nowhere(work, name) || is_mentioned_nowhere(work, stem);
}

void ph_file_work_fix(PhFileWork *work, const PhParsedFile *file,
                      const PhFindingVec *findings, PhRoundsResult *out)
{
    PhRounds rounds = {.arena = work->worker->arena,
                       .grammar = work->session->grammar,
                       .diags = &work->diags,
                       .find = find,
                       .want = want,
                       .applied = tell_applied,
                       .context = work,
                       .is_unshared = is_unshared,
                       .line_length = work->plan->config->line_length};
    work->now = file->source;
    ph_rounds_run(&rounds, file, findings, out);
    work->now = out->file.source;
}

static bool read_bytes(PhFileWork *work, PhBytes *bytes_out)
{
    if (work->session->is_standard_input) {
        *bytes_out = work->session->standard_input;
        return true;
    }
    uint64_t most = (uint64_t)work->session->options->max_file_size << 20;
    return ph_file_read(work->worker->arena, work->file->path, most, &work->diags,
                        bytes_out) == PH_OK;
}

/*
 * Who asks for some rules alone gets no parse of a file in which they can find nothing.
 * What was named, and whatever has a remark for pyheap, is read like any other: the errors
 * in it are told.
 */
static bool can_be_passed_over(const PhFileWork *work, PhBytes bytes)
{
    const PhSession *session = work->session;
    return work->plan->is_narrow && !work->file->is_named && !session->is_standard_input &&
           !ph_dispatch_may_find(dispatch_for(work, bytes), work->worker->scratch, bytes) &&
           ph_bytes_find(bytes, PH_BYTES("pyheap"), 0) == PH_NOT_FOUND;
}

PhFileState ph_file_work_read(PhFileWork *work, PhBytes *bytes_out, PhParsedFile *file_out)
{
    *bytes_out = PH_BYTES("");
    if (!read_bytes(work, bytes_out)) {
        return PH_FILE_REFUSED;
    }
    if (!work->file->is_named && ph_is_generated(*bytes_out)) {
        return PH_FILE_GENERATED;
    }
    if (can_be_passed_over(work, *bytes_out)) {
        return PH_FILE_PASSED_OVER;
    }
    return ph_file_parse(work->session->grammar, work->worker->arena, work->file->path,
                         *bytes_out, &work->diags, file_out) == PH_OK
               ? PH_FILE_READ
               : PH_FILE_REFUSED;
}
