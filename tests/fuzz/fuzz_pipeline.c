/*
 * Any bytes as a Python file, through the whole pipeline with all transforms: whatever is
 * found and fixed, unsafe fixes too, the result is Python again, nothing is a defect, and a
 * second run changes nothing.
 */

#include <stdlib.h>

#include "edit/rounds.h"
#include "fuzz.h"
#include "template/engine.h"

typedef struct {
    const PhDispatch *dispatch;
    PhArena *scratch;
} Context;

static void find(void *context, PhArena *arena, const PhParsedFile *file,
                 PhFindingVec *findings)
{
    Context *c = context;
    PhFacts *facts = ph_facts_new(arena, file->source, &file->tree, (PhFactOptions){0});
    ph_engine_find(c->dispatch, facts, c->scratch, findings);
}

static bool want(void *context, const PhFinding *finding)
{
    (void)context;
    return finding->level >= PH_LEVEL_UNSAFE;
}

static PhBytes fixed(PhRounds *rounds, PhBytes bytes)
{
    PhParsedFile file;
    PhFindingVec findings = {0};
    PhRoundsResult result;
    PhDiags diags = {.arena = rounds->arena};
    if (ph_file_parse(rounds->grammar, rounds->arena, PH_BYTES("input.py"), bytes, &diags,
                      &file) != PH_OK) {
        PH_FUZZ_HOLDS(diags.records.count == 1);
        return (PhBytes){0};
    }
    find(rounds->context, rounds->arena, &file, &findings);
    ph_rounds_run(rounds, &file, &findings, &result);
    PH_FUZZ_HOLDS(ph_diags_worst(rounds->diags) < PH_SEVERITY_DEFECT);
    return result.text;
}

static void run(PhArena *arena, PhBytes bytes)
{
    PhDiags diags = {.arena = arena};
    PhTransformSet *set;
    const PhGrammar *grammar = ph_grammar_new(arena, PH_LANGUAGE_PYTHON);
    PH_FUZZ_HOLDS(ph_transforms_load(arena, grammar, NULL, 0, &diags, &set) == PH_OK);
    bool *is_selected = PH_NEW_ARRAY(arena, bool, set->transforms.count);
    memset(is_selected, 1, set->transforms.count);
    for (size_t i = 0; i < set->transforms.count; i++) {
        PH_FUZZ_HOLDS(ph_transform_compile(set, i, &diags) == PH_OK);
    }
    PhDispatch *dispatch = ph_dispatch_new(
        arena, set, &(PhDispatchWants){.is_selected = is_selected, .python_minor = 14});
    dispatch->line_length = 88;
    Context context = {dispatch, ph_arena_new()};
    PhRounds rounds = {.arena = arena,
                       .grammar = grammar,
                       .diags = &diags,
                       .find = find,
                       .want = want,
                       .context = &context};
    PhBytes once = fixed(&rounds, bytes);
    if (once.ptr != NULL) {
        PhBytes twice = fixed(&rounds, once);
        PH_FUZZ_HOLDS(twice.ptr != NULL && ph_bytes_equal(once, twice));
    }
    ph_arena_free(context.scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ph_parse_set_up();
    PhArena *arena = ph_arena_new();
    run(arena, ph_arena_copy(arena, (PhBytes){(const char *)data, size}));
    ph_parse_tear_down_thread();
    ph_arena_free(arena);
    return 0;
}
