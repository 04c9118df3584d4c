/* Ways out of a region: one pass over its nodes, definitions within passed over. */

#include "facts/flow.h"

/* The body of a definition inside of the region does not run here. */
static bool is_deferred_body(const PhTree *tree, PhNodeId node)
{
    PhKind kind = ph_tree_kind(tree, ph_tree_parent(tree, node));
    return tree->fields[node] == PH_FIELD_BODY &&
           (kind == PH_KIND_FUNCTION_DEFINITION || kind == PH_KIND_LAMBDA);
}

/* A loop in the region takes its own break and continue; its else belongs outside. */
static bool is_caught_by_loop(const PhTree *tree, PhFlowRegion region, PhNodeId jump)
{
    for (PhNodeId child = jump, parent = ph_tree_parent(tree, jump);
         parent != PH_NODE_NONE && parent >= region.first;
         child = parent, parent = ph_tree_parent(tree, parent)) {
        PhKind kind = ph_tree_kind(tree, parent);
        bool is_loop = kind == PH_KIND_FOR_STATEMENT || kind == PH_KIND_WHILE_STATEMENT;
        if (is_loop && tree->fields[child] == PH_FIELD_BODY) {
            return true;
        }
    }
    return false;
}

static bool may_be_caught(const PhTree *tree, PhFlowRegion region, PhNodeId raise)
{
    for (PhNodeId child = raise, parent = ph_tree_parent(tree, raise);
         parent != PH_NODE_NONE && parent >= region.first;
         child = parent, parent = ph_tree_parent(tree, parent)) {
        PhKind kind = ph_tree_kind(tree, parent);
        if (kind == PH_KIND_WITH_STATEMENT ||
            (kind == PH_KIND_TRY_STATEMENT && tree->fields[child] == PH_FIELD_BODY)) {
            return true;
        }
    }
    return false;
}

static uint32_t exit_kind(const PhTree *tree, PhNodeId node)
{
    switch (tree->kinds[node]) {
    case PH_KIND_RETURN_STATEMENT: return PH_EXIT_RETURN;
    case PH_KIND_BREAK_STATEMENT: return PH_EXIT_BREAK;
    case PH_KIND_CONTINUE_STATEMENT: return PH_EXIT_CONTINUE;
    case PH_KIND_RAISE_STATEMENT: return PH_EXIT_RAISE;
    case PH_KIND_YIELD:
    case PH_KIND_AWAIT: return PH_EXIT_SUSPEND;
    case PH_TOKEN_ASYNC: {
        PhKind parent = ph_tree_kind(tree, ph_tree_parent(tree, node));
        return parent == PH_KIND_FUNCTION_DEFINITION ? 0 : PH_EXIT_SUSPEND;
    }
    default: return 0;
    }
}

static PhVerdict judge(const PhTree *tree, PhFlowRegion region, PhNodeId node, bool is_lazy)
{
    switch (exit_kind(tree, node)) {
    case PH_EXIT_BREAK:
    case PH_EXIT_CONTINUE:
        return is_caught_by_loop(tree, region, node) ? PH_REFUTED : PH_PROVED;
    case PH_EXIT_RAISE: return may_be_caught(tree, region, node) ? PH_UNKNOWN : PH_PROVED;
    case PH_EXIT_SUSPEND: return is_lazy ? PH_UNKNOWN : PH_PROVED;
    default: return PH_PROVED;
    }
}

PhAnswer ph_flow_exits(PhFacts *facts, PhFlowRegion region, uint32_t kinds)
{
    const PhTree *tree = facts->tree;
    PhAnswer answer = ph_answer(PH_REFUTED);
    if (region.limit - region.first > PH_FLOW_BUDGET) {
        return ph_flow_answer(PH_UNKNOWN, region.first, PH_BYTES("too much code"));
    }
    PhNodeId lazy_limit = 0;
    for (PhNodeId node = region.first; node < region.limit;) {
        if (node != region.first && is_deferred_body(tree, node)) {
            node = ph_tree_limit(tree, node);
            continue;
        }
        if (tree->kinds[node] == PH_KIND_GENERATOR_EXPRESSION && node >= lazy_limit) {
            lazy_limit = ph_tree_limit(tree, node);
        }
        if ((exit_kind(tree, node) & kinds) != 0) {
            PhVerdict verdict = judge(tree, region, node, node < lazy_limit);
            if (verdict > answer.verdict) {
                answer = ph_flow_answer(verdict, node, PH_BYTES("leaves here"));
            }
            if (verdict == PH_PROVED) {
                return answer;
            }
        }
        node++;
    }
    return answer;
}

PhAnswer ph_flow_exits_any(const PhFactQuery *query, size_t arg, uint32_t kinds)
{
    PhFlowRegion region;
    PhAnswer answer = ph_answer(PH_REFUTED);
    uint32_t next = 0;
    const PhCapture *capture = query->args[arg].capture;
    if (capture == NULL || !capture->is_bound) {
        return ph_answer(PH_UNKNOWN);
    }
    while (ph_flow_next_region(query->facts->tree, capture, &next, &region)) {
        PhAnswer one = ph_flow_exits(query->facts, region, kinds);
        answer = ph_answer_strongest(answer, one);
    }
    return answer;
}
