#include "template/engine.h"

#include "syntax/walk.h"
#include "template/rewrite.h"

/* Nodes of the lines of one match that are looked at for remarks; a longer line is not. */
enum { PH_REMARK_NODES = 20000 };

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* "# type: ...", "# noqa", "# fmt: off", "# pragma: ...": somebody's tool reads this line.
 */
static bool is_remark_for_tools(PhBytes comment)
{
    static const char *const k_words[] = {"type:", "noqa", "fmt:", "pragma"};
    PhBytes text = ph_bytes_trim(ph_bytes_slice(comment, 1, comment.len));
    for (size_t i = 0; i < PH_COUNT_OF(k_words); i++) {
        if (ph_bytes_starts_with(text, ph_bytes_of(k_words[i]))) {
            return true;
        }
    }
    return false;
}

/* The remark on the lines of `span` that keeps them from being edited, or PH_NODE_NONE. */
static bool find_remark(const PhTree *tree, PhSpan span, PhNodeId *remark_out)
{
    PhBytes text = tree->text;
    while (span.start > 0 && !is_line_end(text.ptr[span.start - 1])) {
        span.start--;
    }
    while (span.end < text.len && !is_line_end(text.ptr[span.end])) {
        span.end++;
    }
    uint32_t seen = 0;
    for (PhNodeId node = ph_tree_first_from(tree, span.start);
         node < tree->count && tree->starts[node] < span.end; node++) {
        bool is_remark = ph_tree_kind(tree, node) == PH_KIND_COMMENT &&
                         is_remark_for_tools(ph_tree_text(tree, node));
        if (is_remark || ++seen > PH_REMARK_NODES) {
            *remark_out = node;
            return true;
        }
    }
    return false;
}

static void cap(PhFacts *facts, PhJudgement *judgement, PhLevel level, PhReason reason)
{
    judgement->level = level < judgement->level ? level : judgement->level;
    PH_VEC_PUSH(facts->arena, &judgement->reasons, reason);
}

/* Makes the edits of a match, unless something on its lines forbids them. */
static void add_edits(PhFacts *facts, const PhMatch *match, PhJudgement *judgement,
                      PhRewrite *rewrite)
{
    PhNodeId remark;
    *rewrite = (PhRewrite){0};
    if (!match->patch->has_edits || judgement->level == PH_LEVEL_DISPLAY_ONLY) {
        judgement->level = PH_LEVEL_DISPLAY_ONLY;
        return;
    }
    PhSpan span = ph_tree_span(facts->tree, match->root);
    if (find_remark(facts->tree, span, &remark)) {
        cap(facts, judgement, PH_LEVEL_DISPLAY_ONLY,
            (PhReason){PH_BYTES("a remark for another tool stands on this line, so it is "
                                "left alone"),
                       ph_tree_span(facts->tree, remark)});
        return;
    }
    ph_rewrite(facts, match, rewrite);
    if (rewrite->lost_comments > 0) {
        rewrite->edits.count = 0;
        cap(facts, judgement, PH_LEVEL_DISPLAY_ONLY,
            (PhReason){PH_BYTES("the rewrite would lose a comment"), span});
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
