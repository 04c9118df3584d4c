/*
 * decorates: the name of the function or class that the captured expression is the only
 * decorator of.
 */

#include "facts/facts.h"

PhAnswer ph_fact_decorates(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    const PhCapture *capture = query->args[0].capture;
    PhAnswer answer = ph_answer(PH_PROVED);
    if (capture == NULL || capture->count != 1) {
        return answer;
    }
    PhNodeId decorator = ph_tree_parent(tree, capture->nodes[0]);
    PhNodeId outer =
        decorator == PH_NODE_NONE ? decorator : ph_tree_parent(tree, decorator);
    if (ph_tree_kind(tree, decorator) != PH_KIND_DECORATOR) {
        return answer;
    }
    uint32_t count = 0;
    PH_FOR_EACH_CHILD(tree, outer, child)
    {
        count += ph_tree_kind(tree, child) == PH_KIND_DECORATOR;
    }
    PhNodeId def = ph_tree_child(tree, outer, PH_FIELD_DEFINITION);
    PhKind kind = ph_tree_kind(tree, def);
    if (count == 1 &&
        (kind == PH_KIND_FUNCTION_DEFINITION || kind == PH_KIND_CLASS_DEFINITION)) {
        answer.nodes = ph_arena_alloc(facts->arena, sizeof(PhNodeId));
        answer.nodes[0] = ph_tree_child(tree, def, PH_FIELD_NAME);
        answer.node_count = 1;
    }
    return answer;
}
