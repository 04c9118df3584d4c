#include "edit/heads.h"

#include "syntax/walk.h"

/* A statement, or a clause with a head of its own. */
static bool has_head(const PhTree *tree, PhNodeId node)
{
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_CASE_CLAUSE:
    case PH_KIND_ELIF_CLAUSE:
    case PH_KIND_ELSE_CLAUSE:
    case PH_KIND_EXCEPT_CLAUSE:
    case PH_KIND_FINALLY_CLAUSE: return true;
    case PH_KIND_BLOCK:
    case PH_KIND_COMMENT:
    case PH_KIND_LINE_CONTINUATION: return false;
    default: break;
    }
    PhKind outer = ph_tree_kind(tree, ph_tree_parent(tree, node));
    return (outer == PH_KIND_BLOCK || outer == PH_KIND_MODULE) &&
           ph_kind_is_named(ph_tree_kind(tree, node));
}

PhSpan ph_head_span(const PhTree *tree, PhNodeId statement)
{
    PH_FOR_EACH_CHILD(tree, statement, child)
    {
        if (ph_tree_kind(tree, child) == PH_TOKEN_COLON) {
            return (PhSpan){tree->starts[statement], tree->ends[child]};
        }
    }
    return ph_tree_span(tree, statement);
}

static void add(PhArena *arena, const PhTree *tree, PhNodeId node, PhSpan span,
                PhHeadVec *out)
{
    PhSpan head = ph_head_span(tree, node);
    bool is_new = out->count == 0 || out->items[out->count - 1] < node;
    if (is_new && head.start <= span.end && span.start <= head.end) {
        PH_VEC_PUSH(arena, out, node);
    }
}

void ph_heads_touching(PhArena *arena, const PhTree *tree, PhSpan span, PhHeadVec *out)
{
    PhNodeId first = ph_tree_deepest_at(tree, span.start > 0 ? span.start - 1 : 0);
    while (first != PH_NODE_NONE && !has_head(tree, first)) {
        first = ph_tree_parent(tree, first);
    }
    PhNodeId from = ph_tree_first_from(tree, span.start);
    if (first != PH_NODE_NONE && first < from) {
        add(arena, tree, first, span, out);
    }
    for (PhNodeId node = from; node < tree->count && tree->starts[node] <= span.end;
         node++) {
        if (has_head(tree, node)) {
            add(arena, tree, node, span, out);
        }
    }
}
