/* Each sample in other forms. */

#include "cmd/builtins.h"
#include "cmd/mutate.h"
#include "cmd/python.h"
#include "cmd/sample_run.h"

enum {
    PH_SHADOWED = 16,
    PH_KEPT_MEMORY = 1 << 20,
};

static PhBytes without_blank_lines(PhArena *arena, PhBytes text)
{
    char *out = ph_arena_alloc(arena, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool is_empty = text.ptr[i] == '\n' && (len == 0 || out[len - 1] == '\n');
        if (!is_empty) {
            out[len++] = text.ptr[i];
        }
    }
    return (PhBytes){out, len};
}

static bool has_long_line(PhBytes text)
{
    PhBytes line;
    while (ph_bytes_next_line(&text, &line)) {
        if (line.len > PH_SAMPLE_LINE_LENGTH) {
            return true;
        }
    }
    return false;
}

/* What the mutant must become, if that is well defined. */
static bool find_expected(PhSampleRun *run, const PhMutation *mutation,
                          const PhApplied *original, PhBytes mutant, PhBytes *expected_out)
{
    PhApplied after;
    PhMutant same;
    if (run->after == NULL) {
        *expected_out = mutant;
        return !mutation->moves_lines && !mutation->moves_scopes;
    }
    bool is_defined = mutation->expect == PH_EXPECT_SAME ||
                      (mutation->expect == PH_EXPECT_SAME_SCOPED &&
                       ph_mutate_only_defines(&original->file.tree));
    if (!is_defined) {
        return false;
    }
    ph_sample_apply(run, run->after->code, PH_LEVEL_SAFE, &after);
    if (!after.is_read || !mutation->make(run->work, &after.file.tree, 0, &same)) {
        return false;
    }
    *expected_out = same.text;
    return !mutation->widens || !has_long_line(same.text);
}

static bool is_as_expected(const PhSampleRun *run, const PhMutation *mutation,
                           PhBytes expected, PhBytes got)
{
    if (mutation->widens) {
        /* How many empty lines follow an import depends on what it is followed by. */
        expected = without_blank_lines(run->work, expected);
        got = without_blank_lines(run->work, got);
    }
    return ph_bytes_equal(expected, got);
}

static void check_mutant(PhSampleRun *run, const PhMutation *mutation,
                         const PhApplied *original, PhBytes mutant, PhLevel least)
{
    PhApplied applied;
    PhBytes expected;
    ph_sample_apply(run, mutant, least, &applied);
    if (!applied.is_read) {
        ph_sample_compile_later(run, mutant, applied.refusal);
        return;
    }
    if (find_expected(run, mutation, original, mutant, &expected) &&
        !is_as_expected(run, mutation, expected, applied.text)) {
        ph_sample_fail_diff(run, "the result is another one", expected, applied.text);
        if (ph_bytes_equal(applied.text, mutant)) {
            ph_sample_tell_stops(run, &applied);
        }
    }
    ph_sample_check_sound(run, &applied, least);
}

static PhBytes describe(const PhSampleRun *run, const PhMutation *mutation,
                        const PhApplied *original, uint32_t at)
{
    PhPlace place = ph_source_place(original->file.source, at);
    if (!mutation->has_places) {
        return ph_arena_format(run->work, "with %s: ", mutation->name);
    }
    return ph_arena_format(run->work, "with %s at line %u, column %u: ", mutation->name,
                           (unsigned)(place.line + run->sample->line - 1),
                           (unsigned)place.column);
}

static void run_mutation(PhSampleRun *run, const PhMutation *mutation,
                         const PhApplied *original, PhLevel least)
{
    for (uint32_t index = 0;; index++) {
        PhMutant mutant = {0};
        bool is_made = mutation->make(run->work, &original->file.tree, index, &mutant);
        if (is_made) {
            run->result->mutations++;
            run->how = describe(run, mutation, original, mutant.at);
            check_mutant(run, mutation, original, mutant.text, least);
        }
        ph_arena_reset(run->work, PH_KEPT_MEMORY);
        if (!is_made) {
            return;
        }
    }
}

/* A builtin that is called inside of a finding. */
static bool is_called_builtin(const PhApplied *original, const PhNames *names,
                              PhNodeId node)
{
    const PhTree *tree = &original->file.tree;
    PhRefId ref = ph_tree_field(tree, node) == PH_FIELD_FUNCTION ? ph_names_ref(names, node)
                                                                 : PH_REF_NONE;
    if (ref == PH_REF_NONE || !ph_is_builtin_name(ph_tree_text(tree, node)) ||
        !ph_names_is_builtin(names, names->refs[ref].scope, ph_tree_text(tree, node))) {
        return false;
    }
    for (size_t i = 0; i < original->findings.count; i++) {
        if (ph_span_contains(original->findings.items[i].span, ph_tree_span(tree, node))) {
            return true;
        }
    }
    return false;
}

static size_t collect_builtins(const PhApplied *original, PhBytes *names_out)
{
    const PhTree *tree = &original->file.tree;
    const PhNames *names = ph_facts_names(original->facts);
    size_t count = 0;
    for (PhNodeId node = 0; node < tree->count && count < PH_SHADOWED; node++) {
        bool is_new = is_called_builtin(original, names, node);
        for (size_t i = 0; i < count; i++) {
            is_new = is_new && !ph_bytes_equal(names_out[i], ph_tree_text(tree, node));
        }
        if (is_new) {
            names_out[count++] = ph_tree_text(tree, node);
        }
    }
    return count;
}

/* The proof of an expression's rewrite rests on the calls in it; that of a statement's may
 * rest on other things. */
static bool is_expression(const PhTree *tree, PhNodeId root)
{
    PhKind kind = ph_tree_kind(tree, root);
    const char *name = ph_kind_name(kind);
    return kind != PH_KIND_ASSIGNMENT && kind != PH_KIND_AUGMENTED_ASSIGNMENT &&
           strstr(name, "statement") == NULL && strstr(name, "definition") == NULL;
}

static bool is_tried(const PhTrace *trace, PhNodeId node)
{
    for (size_t i = 0; i < trace->tries.count; i++) {
        if (trace->tries.items[i].root == node) {
            return true;
        }
    }
    return false;
}

/* True if `name` is called below `root`, but not in what is a site of its own there. */
static bool holds_call(const PhApplied *applied, PhNodeId root, PhBytes name)
{
    const PhTree *tree = &applied->file.tree;
    PhNodeId node = root;
    while (node < ph_tree_limit(tree, root)) {
        if (node != root && is_tried(&applied->trace, node)) {
            node = ph_tree_limit(tree, node);
            continue;
        }
        if (ph_tree_field(tree, node) == PH_FIELD_FUNCTION &&
            ph_bytes_equal(ph_tree_text(tree, node), name)) {
            return true;
        }
        node++;
    }
    return false;
}

static void check_behaviour(PhSampleRun *run, const PhApplied *applied)
{
    PhPythonResult before;
    PhPythonResult after;
    if (!run->test->has_python || !run->sample->is_run ||
        ph_bytes_equal(applied->text, applied->code) ||
        !ph_python_run(run->work, applied->code, &before) ||
        !ph_python_run(run->work, applied->text, &after)) {
        return;
    }
    if (before.status != after.status || !ph_bytes_equal(before.out, after.out)) {
        ph_sample_fail_diff(run, "it does something else after the fix", before.out,
                            after.out);
    }
}

static void check_shadowed(PhSampleRun *run, const PhApplied *original, PhBytes name)
{
    PhApplied applied;
    PhBytes text = ph_mutate_shadow(run->work, &original->file.tree, name);
    run->result->mutations++;
    run->how = ph_arena_format(run->work, "with `%.*s = list` in front: ", (int)name.len,
                               name.ptr);
    ph_sample_apply(run, text, PH_LEVEL_SAFE, &applied);
    if (!applied.is_read) {
        ph_sample_compile_later(run, text, applied.refusal);
        return;
    }
    for (size_t i = 0; i < applied.trace.tries.count; i++) {
        const PhTry *one = &applied.trace.tries.items[i];
        const PhTree *tree = &applied.file.tree;
        bool is_safe = one->end == PH_TRY_FOUND &&
                       applied.findings.items[one->finding].level == PH_LEVEL_SAFE;
        if (is_safe && is_expression(tree, one->root) &&
            holds_call(&applied, one->root, name)) {
            ph_sample_fail(run, "still found, as safe, though `%.*s` is no builtin",
                           (int)name.len, name.ptr);
        }
    }
    check_behaviour(run, &applied);
    ph_sample_check_sound(run, &applied, PH_LEVEL_SAFE);
}

void ph_sample_mutate(PhSampleRun *run, const PhApplied *original, PhLevel least)
{
    size_t count;
    const PhMutation *mutations = ph_mutations(&count);
    PhBytes names[PH_SHADOWED];
    /* What is asked of the original later stays in the arena that it lives in. */
    PhArena *own = run->work;
    run->work = ph_arena_new();
    for (size_t i = 0; i < count; i++) {
        run_mutation(run, &mutations[i], original, least);
    }
    size_t builtins = run->after == NULL ? 0 : collect_builtins(original, names);
    for (size_t i = 0; i < builtins; i++) {
        check_shadowed(run, original, names[i]);
        ph_arena_reset(run->work, PH_KEPT_MEMORY);
    }
    run->how = PH_BYTES("");
    ph_arena_free(run->work);
    run->work = own;
}
