#include "template/uses.h"

#include "template/trace.h"

typedef struct PhUsesRun {
    PhMatcher *matcher;
    const PhUses *uses;
    PhMatch *match;
    PhJudgement *judgement;
    PhRewrite *rewrite;
} PhUsesRun;

static bool is_consumed(const PhUsesRun *run, PhNodeId reference)
{
    const PhPattern *pattern = &run->match->patch->minus;
    uint32_t start = run->matcher->facts->tree->starts[reference];
    for (uint32_t i = 0; i < pattern->token_count; i++) {
        if (pattern->tokens[i].metavar == run->uses->metavar &&
            run->match->token_spans[i].start == start) {
            return true;
        }
    }
    return false;
}

static void add_to_label(PhUsesRun *run, PhMetavarId label, PhNodeId node)
{
    PhCapture *capture = &run->match->captures[label];
    PhArena *arena = run->matcher->facts->arena;
    capture->nodes = ph_arena_grow(arena, capture->nodes, capture->count * sizeof(PhNodeId),
                                   (capture->count + 1) * sizeof(PhNodeId));
    capture->nodes[capture->count++] = node;
}

static void add_edits(PhUsesRun *run, const PhMatch *use)
{
    ph_rewrite_add(run->matcher->facts, use, run->rewrite);
}

/* True if the reference fits the arm; then everything that follows from it is noted. */
static bool fits(PhUsesRun *run, const PhArm *arm, PhNodeId reference)
{
    PhFacts *facts = run->matcher->facts;
    PhMatch use;
    PhJudgement judgement = {.level = PH_LEVEL_SAFE};
    if (!ph_match_use(run->matcher, arm->alternative.patch, run->match, run->uses->metavar,
                      reference, &use)) {
        return false;
    }
    ph_judge_conditions(facts, &use, &arm->alternative.conditions, PH_WHICH_ALL,
                        ph_trace_use_conditions(run->matcher->trace), &judgement);
    if (judgement.is_dropped) {
        return false;
    }
    ph_trace_arm(run->matcher->trace, arm);
    if (arm->is_bad) {
        ph_judge_cap(facts, &use, &arm->consequence, reference, run->judgement);
        return true;
    }
    for (size_t i = 0; i < judgement.reasons.count; i++) {
        ph_judge_add_reason(facts, run->judgement, judgement.level,
                            judgement.reasons.items[i]);
    }
    if (arm->alternative.label != PH_METAVAR_NONE) {
        add_to_label(run, arm->alternative.label, use.root);
    }
    if (arm->alternative.patch->has_edits) {
        add_edits(run, &use);
    }
    return true;
}

static void settle(PhUsesRun *run, PhNodeId reference)
{
    ph_trace_use(run->matcher->trace, run->uses, reference);
    run->matcher->seen_use = (PhFormSeen){0};
    for (size_t i = 0; i < run->uses->arms.count; i++) {
        if (fits(run, &run->uses->arms.items[i], reference)) {
            return;
        }
    }
    PhMatch other = *run->match;
    other.site = reference;
    ph_judge_cap(run->matcher->facts, &other, &run->uses->if_other, reference,
                 run->judgement);
}

void ph_uses_run(PhMatcher *matcher, const PhUses *uses, PhMatch *match,
                 PhJudgement *judgement, PhRewrite *rewrite)
{
    PhUsesRun run = {matcher, uses, match, judgement, rewrite};
    PhFacts *facts = matcher->facts;
    const PhNames *names = ph_facts_names(facts);
    const PhCapture *variable = &match->captures[uses->metavar];
    PhBindingId binding = variable->count == 1 ? ph_names_binding(names, variable->nodes[0])
                                               : PH_BINDING_NONE;
    if (binding == PH_BINDING_NONE) {
        judgement->is_dropped = true;
        return;
    }
    PhRefId ref = names->bindings[binding].first_ref;
    for (; ref != PH_REF_NONE && !judgement->is_dropped; ref = names->refs[ref].next) {
        PhNodeId node = names->refs[ref].node;
        if (!is_consumed(&run, node)) {
            ph_facts_claim(facts, node);
            settle(&run, node);
        }
    }
}
