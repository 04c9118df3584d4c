#include "template/engine.h"

#include "template/rewrite.h"
#include "template/surroundings.h"

static void cap(PhFacts *facts, PhJudgement *judgement, PhLevel level, PhReason reason)
{
    judgement->level = level < judgement->level ? level : judgement->level;
    PH_VEC_PUSH(facts->arena, &judgement->reasons, reason);
}

/* Makes the edits of a match, unless something on its lines forbids them. */
static void add_edits(PhFacts *facts, const PhMatch *match, PhJudgement *judgement,
                      PhRewrite *rewrite)
{
    PhReason forbidden;
    *rewrite = (PhRewrite){0};
    if (!match->patch->has_edits || judgement->level == PH_LEVEL_DISPLAY_ONLY) {
        judgement->level = PH_LEVEL_DISPLAY_ONLY;
        return;
    }
    if (ph_surroundings_forbid(facts->tree, match->root, &forbidden.text,
                               &forbidden.span)) {
        cap(facts, judgement, PH_LEVEL_DISPLAY_ONLY, forbidden);
        return;
    }
    ph_rewrite(facts, match, rewrite);
    if (rewrite->lost_comments > 0) {
        rewrite->edits.count = 0;
        cap(facts, judgement, PH_LEVEL_DISPLAY_ONLY,
            (PhReason){PH_BYTES("the rewrite would lose a comment"),
                       ph_tree_span(facts->tree, match->root)});
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
    if (!ph_match(matcher, patch, root, &match)) {
        return false;
    }
    facts->claims = &claims;
    ph_facts_claim(facts, root);
    ph_judge(facts, &match, NULL, &judgement);
    facts->claims = NULL;
    if (judgement.is_dropped) {
        return false;
    }
    add_edits(facts, &match, &judgement, &rewrite);
    PhFinding finding = {
        .rule = id,
        .level = judgement.level,
        .benefit = judgement.benefit,
        .benefit_text = judgement.benefit_text,
        .message = render(facts, &match, &patch->rule->message),
        .help = render(facts, &match, &patch->rule->help),
        .note = render(facts, &match, &patch->rule->note),
        .span = ph_tree_span(facts->tree, root),
        .reasons = judgement.reasons.items,
        .reason_count = judgement.reasons.count,
        .edits = rewrite.edits.items,
        .edit_count = rewrite.edits.count,
        .claims = claims.items,
        .claim_count = claims.count,
    };
    PH_VEC_PUSH(facts->arena, findings, finding);
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
    const PhTree *tree = facts->tree;
    PhMatcher matcher = {facts, scratch};
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
