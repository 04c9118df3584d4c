#include "template/uses.h"

#include "template/trace.h"

typedef struct PhUsesRun {
    PhMatcher *matcher;
    const PhUses *uses; /* NULL: for `every` */
    PhMatch *match;
    PhJudgement *judgement;
    PhRewrite *rewrite;
    PH_VEC(PhSpan) settled; /* the references that the latest arm holds */
} PhUsesRun;

/* A name or an attribute that the match itself holds. */
static bool is_consumed(const PhUsesRun *run, PhMetavarId metavar, PhNodeId name)
{
    const PhPattern *pattern = &run->match->patch->minus;
    uint32_t start = run->matcher->facts->tree->starts[name];
    for (uint32_t i = 0; i < pattern->token_count; i++) {
        if (pattern->tokens[i].metavar == metavar &&
            run->match->token_spans[i].start == start) {
            return true;
        }
    }
    return false;
}

/* True if the conditions of an arm that matched hold; then everything that follows from it
 * is noted. */
static bool take_arm(PhUsesRun *run, const PhArm *arm, const PhMatch *use, PhNodeId site,
                     PhTraceVec *trace)
{
    PhFacts *facts = run->matcher->facts;
    PhJudgement judgement = {.level = PH_LEVEL_SAFE};
    ph_judge_conditions(facts, use, &arm->alternative.conditions, PH_WHICH_ALL, trace,
                        &judgement);
    if (judgement.is_dropped) {
        return false;
    }
    const PhPlacedLabelVec *labels = &arm->alternative.patch->labels;
    for (size_t i = 0; i < labels->count; i++) {
        ph_capture_add(facts->arena, &run->match->captures[labels->items[i].metavar],
                       use->nodes[labels->items[i].node]);
    }
    if (arm->is_bad) {
        ph_judge_cap(facts, use, &arm->consequence, site, run->judgement);
        return true;
    }
    for (size_t i = 0; i < judgement.reasons.count; i++) {
        ph_judge_add_reason(facts, run->judgement, judgement.level,
                            judgement.reasons.items[i]);
    }
    if (arm->alternative.patch->has_edits) {
        ph_rewrite_add(facts, use, run->rewrite);
    }
    return true;
}

/* `x = x + e` is one use of x, which speaks of it twice. */
static void settle_others(PhUsesRun *run, const PhMatch *use)
{
    const PhPattern *pattern = &use->patch->minus;
    run->settled.count = 0;
    for (uint32_t i = 0; i < pattern->token_count; i++) {
        if (pattern->tokens[i].metavar == run->uses->metavar) {
            PH_VEC_PUSH(run->matcher->facts->arena, &run->settled, use->token_spans[i]);
        }
    }
}

static bool is_settled(const PhUsesRun *run, PhNodeId reference)
{
    PhSpan span = ph_tree_span(run->matcher->facts->tree, reference);
    for (size_t i = 0; i < run->settled.count; i++) {
        const PhSpan *one = &run->settled.items[i];
        if (one->start == span.start && one->end == span.end) {
            return true;
        }
    }
    return false;
}

static bool fits(PhUsesRun *run, const PhArm *arm, PhNodeId reference)
{
    PhMatch use;
    const PhPatch *patch = arm->alternative.patch;
    PhNodeId node = ph_pattern_use(&patch->minus, run->uses->metavar, run->uses->attribute);
    if (!ph_match_use(run->matcher, patch, run->match, node, reference, &use) ||
        !take_arm(run, arm, &use, reference,
                  ph_trace_use_conditions(run->matcher->trace))) {
        return false;
    }
    settle_others(run, &use);
    ph_trace_arm(run->matcher->trace, arm);
    return true;
}

static void settle(PhUsesRun *run, PhNodeId reference)
{
    ph_facts_claim(run->matcher->facts, reference);
    if (run->uses->allows_any || is_settled(run, reference)) {
        return;
    }
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

static bool is_in_region(const PhUsesRun *run, PhNodeId node)
{
    const PhTree *tree = run->matcher->facts->tree;
    if (run->uses->where == PH_USES_EVERYWHERE) {
        return true;
    }
    const PhCapture *region = &run->match->captures[run->uses->region];
    for (uint32_t i = 0; i < region->count; i++) {
        PhNodeId part = region->nodes[i];
        bool is_in =
            run->uses->where == PH_USES_WITHIN   ? ph_tree_is_within(tree, node, part)
            : run->uses->where == PH_USES_BEFORE ? tree->ends[node] <= tree->starts[part]
                                                 : tree->starts[node] >= tree->ends[part];
        if (is_in) {
            return true;
        }
    }
    return false;
}

/* References of a name: those of its binding. */
static void settle_binding(PhUsesRun *run)
{
    const PhNames *names = ph_facts_names(run->matcher->facts);
    const PhCapture *variable = &run->match->captures[run->uses->metavar];
    PhBindingId binding = variable->count == 1 ? ph_names_binding(names, variable->nodes[0])
                                               : PH_BINDING_NONE;
    if (binding == PH_BINDING_NONE) {
        run->judgement->is_dropped = true;
        return;
    }
    PhRefId ref = names->bindings[binding].first_ref;
    for (; ref != PH_REF_NONE && !run->judgement->is_dropped; ref = names->refs[ref].next) {
        PhNodeId node = names->refs[ref].node;
        if (is_in_region(run, node) && !is_consumed(run, run->uses->metavar, node)) {
            settle(run, node);
        }
    }
}

/* References of an attribute: every attribute of that name in the file, whatever object it
 * is of. */
static void settle_attribute(PhUsesRun *run, PhBytes name)
{
    const PhTree *tree = run->matcher->facts->tree;
    bool has_own = run->uses->attribute != PH_METAVAR_NONE;
    for (PhNodeId node = 0; node < tree->count && !run->judgement->is_dropped; node++) {
        if (ph_tree_kind(tree, node) != PH_KIND_ATTRIBUTE) {
            continue;
        }
        PhNodeId own = ph_tree_child(tree, node, PH_FIELD_ATTRIBUTE);
        if (ph_bytes_equal(ph_tree_text(tree, own), name) && is_in_region(run, node) &&
            !(has_own && is_consumed(run, run->uses->attribute, own))) {
            settle(run, node);
        }
    }
}

void ph_uses_run(PhMatcher *matcher, const PhUses *uses, PhMatch *match,
                 PhJudgement *judgement, PhRewrite *rewrite)
{
    PhUsesRun run = {.matcher = matcher,
                     .uses = uses,
                     .match = match,
                     .judgement = judgement,
                     .rewrite = rewrite};
    const PhTree *tree = matcher->facts->tree;
    const PhCapture *variable = &match->captures[uses->metavar];
    PhNodeId node = variable->count == 1 ? variable->nodes[0] : PH_NODE_NONE;
    if (uses->attribute != PH_METAVAR_NONE) {
        settle_attribute(&run, ph_capture_text(tree, &match->captures[uses->attribute]));
    } else if (ph_tree_kind(tree, node) == PH_KIND_ATTRIBUTE) {
        PhNodeId name = ph_tree_child(tree, node, PH_FIELD_ATTRIBUTE);
        settle_attribute(&run, ph_tree_text(tree, name));
    } else {
        settle_binding(&run);
    }
}

/* Code that the arm matches may begin there: one metavariable, which the match has bound,
 * stands for code of the kind that it holds. */
static bool may_begin(const PhTree *tree, const PhPattern *pattern, const PhMatch *match,
                      PhNodeId node)
{
    PhMetavarId own = pattern->metavars[pattern->anchor];
    const PhCapture *capture = own == PH_METAVAR_NONE ? NULL : &match->captures[own];
    if (capture != NULL && capture->is_bound && capture->count == 1) {
        return ph_tree_kind(tree, capture->nodes[0]) == ph_tree_kind(tree, node);
    }
    return ph_pattern_starts_at(pattern, ph_tree_kind(tree, node));
}

/* The place is one that the arm is about. */
static bool passes_filters(PhFacts *facts, const PhArm *arm, const PhMatch *use)
{
    PhJudgement judgement = {.level = PH_LEVEL_SAFE};
    ph_judge_conditions(facts, use, &arm->alternative.filters, PH_WHICH_ALL, NULL,
                        &judgement);
    return !judgement.is_dropped;
}

void ph_every_run(PhMatcher *matcher, const PhEvery *every, PhMatch *match,
                  PhJudgement *judgement, PhRewrite *rewrite)
{
    PhUsesRun run = {
        .matcher = matcher, .match = match, .judgement = judgement, .rewrite = rewrite};
    const PhTree *tree = matcher->facts->tree;
    const PhCapture *region = &match->captures[every->region];
    const PhPatch *patch = every->arm.alternative.patch;
    for (uint32_t i = 0; i < region->count && !judgement->is_dropped; i++) {
        PhNodeId limit = ph_tree_limit(tree, region->nodes[i]);
        for (PhNodeId node = region->nodes[i]; node < limit && !judgement->is_dropped;
             node++) {
            PhMatch use;
            if (!may_begin(tree, &patch->minus, match, node) ||
                !ph_match(matcher, patch, match, node, &use) ||
                !passes_filters(matcher->facts, &every->arm, &use)) {
                continue;
            }
            use.site = node;
            ph_facts_claim(matcher->facts, node);
            judgement->is_dropped = !take_arm(&run, &every->arm, &use, node, NULL);
        }
    }
}
