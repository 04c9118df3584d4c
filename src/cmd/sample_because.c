/* Was a sample stopped by what it says stops it? */

#include "cmd/builtins.h"
#include "cmd/sample_run.h"

static bool has_literals(const PhSampleRun *run, PhBytes text)
{
    return ph_dispatch_may_find(run->test->dispatch, run->work, text);
}

/* A name that Python has as a builtin and the file as something else is called here. */
static bool calls_shadowed(const PhApplied *applied, PhNodeId root)
{
    const PhTree *tree = &applied->file.tree;
    const PhNames *names = ph_facts_names(applied->facts);
    for (PhNodeId node = root; node < ph_tree_limit(tree, root); node++) {
        PhRefId ref = ph_tree_field(tree, node) == PH_FIELD_FUNCTION
                          ? ph_names_ref(names, node)
                          : PH_REF_NONE;
        PhBytes name = ref == PH_REF_NONE ? PH_BYTES("") : ph_tree_text(tree, node);
        if (ph_is_builtin_name(name) &&
            !ph_names_is_builtin(names, names->refs[ref].scope, name)) {
            return true;
        }
    }
    return false;
}

static bool is_named(const PhConditionTrace *condition, PhBytes because)
{
    return ph_condition_stopped(condition) &&
           (ph_guard_asks(condition->condition->guard, because) ||
            ph_bytes_starts_with(condition->condition->text, because));
}

static bool any_is_named(const PhTraceVec *conditions, PhBytes because)
{
    for (size_t i = 0; i < conditions->count; i++) {
        if (is_named(&conditions->items[i], because)) {
            return true;
        }
    }
    return false;
}

static bool any_stopped(const PhTry *one)
{
    bool stopped = false;
    for (size_t i = 0; i < one->conditions.count; i++) {
        stopped = stopped || ph_condition_stopped(&one->conditions.items[i]);
    }
    return stopped;
}

/* "uses": some reference fits no arm, or a bad one; else the arm or a guard by its text. */
static bool use_is_named(const PhSampleRun *run, const PhTry *one, PhBytes because)
{
    for (size_t i = 0; i < one->uses.count; i++) {
        const PhUseTrace *use = &one->uses.items[i];
        bool is_bad = use->arm == NULL || use->arm->is_bad;
        if (any_is_named(&use->conditions, because) ||
            (is_bad && ph_bytes_is(because, "uses"))) {
            return true;
        }
        if (use->arm != NULL && is_bad) {
            const PhPattern *pattern = &use->arm->alternative.patch->minus;
            if (ph_bytes_equal(because,
                               ph_pattern_text(run->work, pattern, pattern->root))) {
                return true;
            }
        }
    }
    return false;
}

static bool try_is_named(const PhSampleRun *run, const PhApplied *applied, const PhTry *one)
{
    PhBytes because = run->sample->because;
    if (one->end == PH_TRY_MISMATCH) {
        PhMismatchKind kind = one->mismatch.kind;
        return (ph_bytes_is(because, "builtin") && kind == PH_MISMATCH_BUILTIN) ||
               (ph_bytes_is(because, "module") && kind == PH_MISMATCH_SYMBOL);
    }
    if (ph_bytes_is(because, "surroundings")) {
        return one->obstacle.text.len > 0;
    }
    if (ph_bytes_is(because, "builtin")) {
        return any_stopped(one) && calls_shadowed(applied, one->root);
    }
    return any_is_named(&one->conditions, because) || use_is_named(run, one, because);
}

static bool any_matched(const PhTrace *trace)
{
    for (size_t i = 0; i < trace->tries.count; i++) {
        if (trace->tries.items[i].end != PH_TRY_MISMATCH) {
            return true;
        }
    }
    return false;
}

static bool is_because(const PhSampleRun *run, const PhApplied *applied)
{
    const PhTrace *trace = &applied->trace;
    PhBytes because = run->sample->because;
    if (ph_bytes_is(because, "literal")) {
        return !has_literals(run, applied->code);
    }
    if (ph_bytes_is(because, "anchor")) {
        return trace->tries.count == 0 && has_literals(run, applied->code);
    }
    if (ph_bytes_is(because, "pattern")) {
        return trace->tries.count > 0 && !any_matched(trace);
    }
    for (size_t i = 0; i < trace->tries.count; i++) {
        if (try_is_named(run, applied, &trace->tries.items[i])) {
            return true;
        }
    }
    return false;
}

void ph_sample_check_because(PhSampleRun *run, const PhApplied *applied)
{
    PhBytes because = run->sample->because;
    if (because.len == 0 && applied->trace.tries.count == 0) {
        ph_sample_fail(run, "no patch could start here, so the sample shows nothing; say "
                            "because=\"anchor\" if it is about that");
    } else if (because.len > 0 && !is_because(run, applied)) {
        ph_sample_fail(run, "'%.*s' is not what stopped it; this is", (int)because.len,
                       because.ptr);
        ph_sample_tell_stops(run, applied);
    }
}
