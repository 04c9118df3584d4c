#include "template/engine.h"

#include "edit/edit_set.h"
#include "syntax/walk.h"
#include "template/rewrite.h"
#include "template/surroundings.h"
#include "template/uses.h"

static bool edits_touch(const PhEditVec *edits)
{
    for (size_t i = 1; i < edits->count; i++) {
        if (edits->items[i - 1].span.end >= edits->items[i].span.start) {
            return true;
        }
    }
    return false;
}

/* Why the edits of a fix cannot be made, if so. */
static bool find_obstacle(PhFacts *facts, const PhMatch *match, const PhRewrite *rewrite,
                          PhReason *reason_out)
{
    for (size_t i = 0; i < rewrite->edits.count; i++) {
        uint32_t start = rewrite->edits.items[i].span.start;
        PhNodeId node = ph_tree_deepest_at(facts->tree, start);
        if (ph_surroundings_forbid(facts->tree, node, &reason_out->text,
                                   &reason_out->span)) {
            return true;
        }
    }
    reason_out->span = ph_tree_span(facts->tree, match->root);
    if (rewrite->lost_comments > 0) {
        reason_out->text = PH_BYTES("the rewrite would lose a comment");
        return true;
    }
    if (rewrite->is_unfit) {
        reason_out->text = PH_BYTES("this code cannot stand where the rewrite puts it");
        return true;
    }
    if (rewrite->is_name_taken) {
        reason_out->text = PH_BYTES("every name that an import could have is taken");
        return true;
    }
    reason_out->text = PH_BYTES("its edits would overlap");
    return edits_touch(&rewrite->edits);
}

/* Completes the edits of a match, unless something forbids them. */
static void add_edits(PhFacts *facts, PhTrace *trace, const PhMatch *match,
                      PhJudgement *judgement, PhRewrite *rewrite)
{
    PhReason obstacle;
    if (!match->patch->has_edits || judgement->level == PH_LEVEL_DISPLAY_ONLY) {
        judgement->level = PH_LEVEL_DISPLAY_ONLY;
        rewrite->edits.count = 0;
        return;
    }
    ph_rewrite_add(facts, match, rewrite);
    ph_edits_sort(&rewrite->edits);
    if (find_obstacle(facts, match, rewrite, &obstacle)) {
        rewrite->edits.count = 0;
        ph_judge_add_reason(facts, judgement, PH_LEVEL_DISPLAY_ONLY, obstacle);
        ph_trace_obstacle(trace, obstacle);
    }
}

static bool has_symbols(const PhRule *rule)
{
    for (size_t i = 0; i < rule->alternatives.count; i++) {
        if (rule->alternatives.items[i].patch->has_symbols) {
            return true;
        }
    }
    for (size_t i = 0; i < rule->uses.count; i++) {
        const PhArmVec *arms = &rule->uses.items[i].arms;
        for (size_t n = 0; n < arms->count; n++) {
            if (arms->items[n].alternative.patch->has_symbols) {
                return true;
            }
        }
    }
    return false;
}

/* The ledger of the file, made for the first rule that writes a name of a module. */
static PhImports *ledger_for(PhMatcher *matcher, const PhRule *rule)
{
    PhFacts *facts = matcher->facts;
    if (matcher->ledger == NULL && has_symbols(rule)) {
        PhParsedFile *file = PH_NEW(facts->arena, PhParsedFile);
        *file = (PhParsedFile){facts->source, *facts->tree};
        matcher->ledger =
            ph_imports_new(facts->arena, file, ph_facts_names(facts), matcher->line_length);
    }
    return matcher->ledger;
}

void ph_engine_judge(PhMatcher *matcher, PhMatch *match, PhJudgement *judgement,
                     PhRewrite *rewrite)
{
    PhFacts *facts = matcher->facts;
    const PhRule *rule = match->patch->rule;
    const PhAlternative *alternative = match->patch->alternative;
    const PhConditionVec *lists[] = {&alternative->conditions, &rule->conditions};
    PhTraceVec *trace = ph_trace_conditions(matcher->trace);
    *judgement = (PhJudgement){.level = PH_LEVEL_SAFE};
    *rewrite = (PhRewrite){.ledger = ledger_for(matcher, rule)};
    for (size_t i = 0; i < PH_COUNT_OF(lists); i++) {
        ph_judge_conditions(facts, match, lists[i], PH_WHICH_PLAIN, trace, judgement);
    }
    if (alternative->label != PH_METAVAR_NONE) {
        PhNodeId *root = ph_arena_alloc(facts->arena, sizeof(PhNodeId));
        *root = match->root;
        match->captures[alternative->label] =
            (PhCapture){.nodes = root, .count = 1, .is_list = true, .is_bound = true};
    }
    for (size_t i = 0; i < rule->uses.count && !judgement->is_dropped; i++) {
        ph_uses_run(matcher, &rule->uses.items[i], match, judgement, rewrite);
    }
    for (size_t i = 0; i < PH_COUNT_OF(lists); i++) {
        ph_judge_conditions(facts, match, lists[i], PH_WHICH_LABELS, trace, judgement);
    }
    if (!judgement->is_dropped) {
        ph_judge_benefit(facts, match, judgement);
    }
}

static PhBytes render(PhFacts *facts, const PhMatch *match, const PhMessage *message)
{
    return ph_message_render(facts, match, message, PH_METAVAR_NONE, PH_BYTES(""));
}

/* Returns true if the patch matches and its conditions let it be told. */
static bool try_patch(const PhPatch *patch, const char *id, PhMatcher *matcher,
                      PhNodeId root, PhFindingVec *findings)
{
    PhFacts *facts = matcher->facts;
    PhMatch match;
    PhJudgement judgement;
    PhRewrite rewrite;
    PhSpanVec claims = {0};
    ph_trace_begin(matcher->trace, patch, id, root);
    if (!ph_match(matcher, patch, root, &match)) {
        ph_trace_mismatched(matcher->trace);
        return false;
    }
    ph_trace_matched(matcher->trace);
    facts->claims = &claims;
    ph_facts_claim(facts, root);
    ph_engine_judge(matcher, &match, &judgement, &rewrite);
    facts->claims = NULL;
    if (judgement.is_dropped) {
        return false;
    }
    add_edits(facts, matcher->trace, &match, &judgement, &rewrite);
    PhFinding finding = {
        .rule = id,
        .level = judgement.level,
        .benefit = judgement.benefit,
        .benefit_text = judgement.benefit_text,
        .message = render(facts, &match, &patch->rule->message),
        .help = rewrite.edits.count > 0 ? render(facts, &match, &patch->rule->help)
                                        : PH_BYTES(""),
        .note = render(facts, &match, &patch->rule->note),
        .span = ph_tree_span(facts->tree, root),
        .reasons = judgement.reasons.items,
        .reason_count = judgement.reasons.count,
        .edits = rewrite.edits.items,
        .edit_count = rewrite.edits.count,
        .imports = rewrite.imports.items,
        .import_count = rewrite.edits.count > 0 ? rewrite.imports.count : 0,
        .ledger = rewrite.ledger,
        .claims = claims.items,
        .claim_count = claims.count,
    };
    PH_VEC_PUSH(facts->arena, findings, finding);
    ph_trace_found(matcher->trace, findings->count - 1);
    return true;
}

static void try_node(const PhDispatch *dispatch, PhMatcher *matcher, PhNodeId node,
                     PhFindingVec *findings)
{
    PhKind kind = ph_tree_kind(matcher->facts->tree, node);
    const char *told = NULL; /* one finding a transform and node */
    for (uint32_t i = dispatch->first[kind]; i < dispatch->first[kind + 1]; i++) {
        if (told == dispatch->ids[i]) {
            continue;
        }
        if (try_patch(&dispatch->patches.items[i], dispatch->ids[i], matcher, node,
                      findings)) {
            told = dispatch->ids[i];
        }
    }
}

void ph_engine_find(const PhDispatch *dispatch, PhFacts *facts, PhArena *scratch,
                    PhFindingVec *findings)
{
    ph_engine_trace(dispatch, facts, scratch, NULL, findings);
}

void ph_engine_trace(const PhDispatch *dispatch, PhFacts *facts, PhArena *scratch,
                     PhTrace *trace, PhFindingVec *findings)
{
    const PhTree *tree = facts->tree;
    PhMatcher matcher = {.facts = facts,
                         .scratch = scratch,
                         .trace = trace,
                         .line_length = dispatch->line_length};
    bool is_anchor[PH_KIND_LISTED + 1] = {false};
    for (uint32_t kind = 0; kind < PH_KIND_LISTED; kind++) {
        is_anchor[kind] = dispatch->first[kind] < dispatch->first[kind + 1];
    }
    for (PhNodeId node = 0; node < tree->count; node++) {
        PhKind kind = tree->kinds[node];
        if (kind < PH_KIND_LISTED && is_anchor[kind]) {
            try_node(dispatch, &matcher, node, findings);
        }
    }
}
