#include "cmd/sample_test.h"

#include "cmd/python.h"
#include "cmd/sample_run.h"

/* -1: no such level. */
static int level_of(PhBytes name)
{
    if (name.len == 0 || ph_bytes_is(name, "safe")) {
        return PH_LEVEL_SAFE;
    }
    if (ph_bytes_is(name, "unsafe")) {
        return PH_LEVEL_UNSAFE;
    }
    return ph_bytes_is(name, "advise") ? PH_LEVEL_DISPLAY_ONLY : -1;
}

static void check_levels(PhSampleRun *run, const PhApplied *applied, PhLevel level)
{
    for (size_t i = 0; i < applied->trace.tries.count; i++) {
        const PhTry *one = &applied->trace.tries.items[i];
        if (one->end != PH_TRY_FOUND ||
            applied->findings.items[one->finding].level == level) {
            continue;
        }
        PhWhyText why = ph_sample_why_text(run, applied);
        ph_sample_fail(run, "found as %s, not as %s",
                       ph_level_name(applied->findings.items[one->finding].level),
                       ph_level_name(level));
        ph_buf_add_str(&run->result->out, "  ");
        ph_why_add_site(&run->result->out, &why, one->root);
        if (applied->findings.items[one->finding].level != PH_LEVEL_SAFE) {
            ph_buf_add_str(&run->result->out, "  ");
            ph_why_add_stop(&run->result->out, &why, one);
            ph_buf_add_char(&run->result->out, '\n');
        }
    }
}

static bool is_something_found(PhSampleRun *run, const PhApplied *applied)
{
    if (applied->findings.count > 0) {
        return true;
    }
    ph_sample_fail(run, "nothing is found here");
    ph_sample_tell_stops(run, applied);
    return false;
}

static void check_before(PhSampleRun *run, const PhApplied *applied)
{
    if (!is_something_found(run, applied)) {
        return;
    }
    check_levels(run, applied, run->level);
    if (!ph_bytes_equal(applied->text, run->after->code)) {
        ph_sample_fail_diff(run, "the fixes do not give the after", run->after->code,
                            applied->text);
    }
}

static void check_unchanged(PhSampleRun *run, const PhApplied *applied)
{
    if (!ph_bytes_equal(applied->text, applied->code)) {
        ph_sample_fail_diff(run, "it is changed", applied->code, applied->text);
    }
}

static void check_advise(PhSampleRun *run, const PhApplied *applied)
{
    if (is_something_found(run, applied)) {
        check_levels(run, applied, PH_LEVEL_DISPLAY_ONLY);
        check_unchanged(run, applied);
        if (run->sample->because.len > 0) {
            ph_sample_check_because(run, applied);
        }
    }
}

static void check_keep(PhSampleRun *run, const PhApplied *applied)
{
    check_unchanged(run, applied);
    if (ph_bytes_equal(applied->text, applied->code)) {
        ph_sample_check_because(run, applied);
    }
}

/* A before and its after must do the same; a keep must at least do something. */
static void run_both(PhSampleRun *run)
{
    PhPythonResult before;
    PhPythonResult after;
    if (!ph_python_run(run->work, run->sample->code, &before)) {
        ph_sample_fail(run, "python3 cannot be run");
        return;
    }
    if (run->after == NULL) {
        if (before.status != 0) {
            PhBytes last = ph_python_last_line(before.err);
            ph_sample_fail(run, "python3 exits with %d: %.*s", before.status, (int)last.len,
                           last.ptr);
        }
        return;
    }
    if (!ph_python_run(run->work, run->after->code, &after)) {
        ph_sample_fail(run, "python3 cannot be run");
        return;
    }
    PhBytes old_error = ph_python_last_line(before.err);
    PhBytes new_error = ph_python_last_line(after.err);
    if (!ph_bytes_equal(before.out, after.out)) {
        ph_sample_fail_diff(run, "its after prints something else", before.out, after.out);
    } else if (!ph_bytes_equal(old_error, new_error)) {
        ph_sample_fail(run, "its after ends with the error '%.*s', not '%.*s'",
                       (int)new_error.len, new_error.ptr, (int)old_error.len,
                       old_error.ptr);
    } else if (before.status != after.status) {
        ph_sample_fail(run, "its after exits with %d, not %d", after.status, before.status);
    }
}

static void tell_trace(PhSampleRun *run, const PhApplied *applied)
{
    static const char *const k_roles[] = {"before", "after", "keep", "advise"};
    PhBuf *out = &run->result->out;
    PhWhyText why = ph_sample_why_text(run, applied);
    PhNodeId site = PH_NODE_NONE;
    ph_buf_add_visible(out, run->test->transform->path);
    ph_buf_printf(out, ":%u: %s\n", (unsigned)run->sample->line,
                  k_roles[run->sample->role]);
    for (size_t i = 0; i < applied->trace.tries.count; i++) {
        const PhTry *one = &applied->trace.tries.items[i];
        if (site != one->root) {
            ph_why_add_site(out, &why, one->root);
        }
        site = one->root;
        ph_why_add_try(out, &why, one, PH_BYTES(""));
    }
    if (applied->trace.tries.count == 0) {
        ph_buf_add_str(out, "  no code here is of a kind that a patch starts with\n");
    }
    ph_buf_add_char(out, '\n');
}

static void test_sample(PhSampleRun *run)
{
    PhApplied applied;
    int level = level_of(run->sample->level);
    PhSampleRole role = run->sample->role;
    run->result->samples++;
    if (level < 0) {
        ph_sample_fail(run, "unknown level '%.*s': only safe, unsafe or advise",
                       (int)run->sample->level.len, run->sample->level.ptr);
        return;
    }
    run->level = (PhLevel)level;
    PhLevel least = role == PH_SAMPLE_ADVISE ? PH_LEVEL_UNSAFE : run->level;
    ph_sample_apply(run, run->sample->code, least, &applied);
    if (!applied.is_read) {
        ph_sample_fail(run, "cannot be read: its %.*s", (int)applied.refusal.len,
                       applied.refusal.ptr);
        return;
    }
    if (run->test->has_trace) {
        tell_trace(run, &applied);
    }
    size_t failures = run->result->failures;
    switch (role) {
    case PH_SAMPLE_BEFORE: check_before(run, &applied); break;
    case PH_SAMPLE_KEEP: check_keep(run, &applied); break;
    default: check_advise(run, &applied); break;
    }
    ph_sample_check_sound(run, &applied, least);
    if (run->test->has_python && run->sample->is_run) {
        run_both(run);
    }
    /* A sample that fails as it stands fails in every form. */
    if (failures == run->result->failures) {
        ph_sample_mutate(run, &applied, least);
    }
}

static void compile_all(PhSampleRun *run)
{
    PhBytes *errors;
    if (!run->test->has_python) {
        return;
    }
    if (!ph_python_compile(run->arena, &run->texts, run->cases.count, &errors)) {
        ph_sample_fail(run, "python3 cannot be run");
        return;
    }
    for (size_t i = 0; i < run->cases.count; i++) {
        const PhCompileCase *one = &run->cases.items[i];
        run->sample = one->sample;
        run->how = one->how;
        if (one->refusal.len == 0 && errors[i].len > 0) {
            ph_sample_fail(run, "python3 does not compile the result: %.*s",
                           (int)errors[i].len, errors[i].ptr);
        } else if (one->refusal.len > 0 && errors[i].len == 0) {
            ph_sample_fail(run, "refused, though python3 compiles it: %.*s",
                           (int)one->refusal.len, one->refusal.ptr);
        }
    }
}

void ph_sample_test(const PhSampleTest *test, PhSampleResult *result)
{
    const PhSampleVec *samples = &test->transform->page->samples;
    PhSampleRun run = {.test = test,
                       .arena = ph_arena_new(),
                       .work = ph_arena_new(),
                       .scratch = ph_arena_new(),
                       .result = result};
    for (size_t i = 0; i < samples->count; i++) {
        run.sample = &samples->items[i];
        bool has_after = run.sample->role == PH_SAMPLE_BEFORE && i + 1 < samples->count;
        run.after = has_after ? &samples->items[i + 1] : NULL;
        if (run.sample->role != PH_SAMPLE_AFTER &&
            (has_after || run.sample->role != PH_SAMPLE_BEFORE)) {
            test_sample(&run);
            ph_arena_reset(run.work, 1 << 20);
        }
    }
    compile_all(&run);
    ph_buf_release(&run.texts);
    ph_arena_free(run.scratch);
    ph_arena_free(run.work);
    ph_arena_free(run.arena);
}
