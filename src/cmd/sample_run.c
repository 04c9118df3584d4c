#include "cmd/sample_run.h"

#include <stdarg.h>
#include <stdio.h>

#include "cmd/python.h"
#include "report/diff.h"
#include "template/engine.h"

enum { PH_MOST_STOPS = 6 };

/* A sample is all there is of its project. */
static const PhProjectFile k_whole_project = {0};

static PhFactOptions options_of(const PhSampleRun *run)
{
    return (PhFactOptions){.line_length = run->test->dispatch->line_length};
}

static void find(void *context, PhArena *arena, const PhParsedFile *file,
                 PhFindingVec *findings)
{
    const PhSampleRun *run = context;
    PhFacts *facts = ph_facts_new(arena, file->source, &file->tree, options_of(run));
    facts->project = &k_whole_project;
    ph_engine_find(run->test->dispatch, facts, run->scratch, findings);
}

static bool want_safe(void *context, const PhFinding *finding)
{
    (void)context;
    return finding->level == PH_LEVEL_SAFE;
}

static bool want_unsafe(void *context, const PhFinding *finding)
{
    (void)context;
    return finding->level >= PH_LEVEL_UNSAFE;
}

static PhBytes first_record(PhArena *arena, const PhDiags *diags)
{
    if (diags->records.count == 0) {
        return PH_BYTES("");
    }
    const PhDiag *diag = &diags->records.items[0];
    return ph_arena_format(arena, "line %u: %.*s", (unsigned)diag->line,
                           (int)diag->message.len, diag->message.ptr);
}

void ph_sample_apply(PhSampleRun *run, PhBytes code, PhLevel least, PhApplied *applied_out)
{
    PhApplied applied = {.code = code, .text = code, .trace = {.arena = run->work}};
    PhDiags diags = {.arena = run->work};
    PhRounds rounds = {.arena = run->work,
                       .grammar = run->test->grammar,
                       .diags = &diags,
                       .find = find,
                       .want = least == PH_LEVEL_SAFE ? want_safe : want_unsafe,
                       .context = run,
                       .line_length = PH_SAMPLE_LINE_LENGTH};
    PhRoundsResult done;
    applied.is_read =
        ph_file_parse(run->test->grammar, run->work, run->test->transform->path, code,
                      &diags, &applied.file) == PH_OK;
    if (applied.is_read) {
        /* The caller's copy outlives this one, so the facts must know its tree. */
        *applied_out = applied;
        applied.facts = ph_facts_new(run->work, applied.file.source,
                                     &applied_out->file.tree, options_of(run));
        applied.facts->project = &k_whole_project;
        ph_engine_trace(run->test->dispatch, applied.facts, run->scratch, &applied.trace,
                        &applied.findings);
        ph_rounds_run(&rounds, &applied.file, &applied.findings, &done);
        applied.text = done.text;
        applied.defect = first_record(run->work, &diags);
    } else {
        applied.refusal = first_record(run->work, &diags);
    }
    *applied_out = applied;
}

static void begin_failure(PhSampleRun *run)
{
    PhBuf *out = &run->result->out;
    run->result->failures++;
    ph_buf_add_visible(out, run->test->transform->path);
    ph_buf_printf(out, ":%u: ", (unsigned)run->sample->line);
    ph_buf_add(out, run->how);
}

void ph_sample_fail(PhSampleRun *run, const char *format, ...)
{
    char message[1000];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof(message), format, args);
    va_end(args);
    begin_failure(run);
    ph_buf_add_visible(&run->result->out, ph_bytes_of(message));
    ph_buf_add_char(&run->result->out, '\n');
}

/* The hunks alone: the names of the two sides are ours. */
static void add_hunks(PhBuf *out, PhBytes diff)
{
    PhBytes line;
    for (int i = 0; i < 2; i++) {
        (void)ph_bytes_next_line(&diff, &line);
    }
    ph_buf_add_str(out, "--- expected\n+++ got\n");
    ph_buf_add(out, diff);
}

void ph_sample_fail_diff(PhSampleRun *run, const char *message, PhBytes expected,
                         PhBytes got)
{
    PhBuf diff = {0};
    PhDiags ignored = {.arena = run->work};
    PhDiffFile file = {.path = PH_BYTES("sample"), .old_text = expected, .new_text = got};
    PhDiffOptions options = {.visible = true};
    begin_failure(run);
    ph_buf_add_str(&run->result->out, message);
    ph_buf_add_char(&run->result->out, '\n');
    if (ph_diff_add(&diff, &file, &options, &ignored) == PH_OK) {
        add_hunks(&run->result->out, ph_buf_bytes(&diff));
    }
    ph_buf_release(&diff);
}

PhWhyText ph_sample_why_text(const PhSampleRun *run, const PhApplied *applied)
{
    /* Lines of another form of the sample are none of the page. */
    return (PhWhyText){.arena = run->work,
                       .facts = applied->facts,
                       .page = run->test->transform->path,
                       .path =
                           run->how.len > 0 ? PH_BYTES("line") : run->test->transform->path,
                       .add_line = run->how.len > 0 ? 0 : run->sample->line - 1,
                       .findings = &applied->findings};
}

static void tell_missing(PhSampleRun *run, PhBytes text)
{
    const PhDispatch *dispatch = run->test->dispatch;
    for (size_t i = 0; i < dispatch->patches.count; i++) {
        PhBytes missing = ph_filter_missing(dispatch->filter, run->work, text, i);
        if (missing.len > 0) {
            ph_buf_add_str(&run->result->out, "  ");
            ph_buf_add_visible(&run->result->out, run->test->transform->path);
            ph_buf_printf(&run->result->out,
                          ":%u: ", (unsigned)dispatch->patches.items[i].alternative->line);
            ph_why_add_missing(&run->result->out, missing);
            ph_buf_add_char(&run->result->out, '\n');
        }
    }
}

void ph_sample_tell_stops(PhSampleRun *run, const PhApplied *applied)
{
    PhWhyText why = ph_sample_why_text(run, applied);
    PhBuf *out = &run->result->out;
    bool has_match = false;
    size_t told = 0;
    for (size_t i = 0; i < applied->trace.tries.count; i++) {
        has_match = has_match || applied->trace.tries.items[i].end != PH_TRY_MISMATCH;
    }
    for (size_t i = 0; i < applied->trace.tries.count && told < PH_MOST_STOPS; i++) {
        const PhTry *one = &applied->trace.tries.items[i];
        if (has_match && one->end == PH_TRY_MISMATCH) {
            continue;
        }
        ph_buf_add_str(out, "  ");
        ph_why_add_stop(out, &why, one);
        ph_buf_add_char(out, '\n');
        told++;
    }
    if (told == 0) {
        ph_buf_add_str(out, "  no code here is of a kind that a patch starts with\n");
        tell_missing(run, applied->code);
    }
}

void ph_sample_compile_later(PhSampleRun *run, PhBytes text, PhBytes refusal)
{
    PhCompileCase one = {.sample = run->sample,
                         .how = ph_arena_copy(run->arena, run->how),
                         .refusal = ph_arena_copy(run->arena, refusal)};
    ph_python_add_text(&run->texts, text);
    PH_VEC_PUSH(run->arena, &run->cases, one);
}

void ph_sample_check_sound(PhSampleRun *run, const PhApplied *applied, PhLevel least)
{
    PhApplied again;
    if (applied->defect.len > 0) {
        ph_sample_fail(run, "%.*s", (int)applied->defect.len, applied->defect.ptr);
        return;
    }
    ph_sample_compile_later(run, applied->text, PH_BYTES(""));
    if (ph_bytes_equal(applied->text, applied->code)) {
        return;
    }
    ph_sample_apply(run, applied->text, least, &again);
    if (!again.is_read) {
        ph_sample_fail_diff(run, "what the fixes give is not Python", applied->code,
                            applied->text);
    } else if (!ph_verify_comments(run->work, &applied->file.tree, &again.file.tree)) {
        ph_sample_fail_diff(run, "the fixes lose a comment", applied->code, applied->text);
    } else if (!ph_bytes_equal(again.text, applied->text)) {
        ph_sample_fail_diff(run, "a second run changes it again", applied->text,
                            again.text);
    }
}
