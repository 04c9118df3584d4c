/*
 * kept_in: the variable that gets what the expression makes, or the container with it.
 *
 * Of `rows.append({..})` and of `rows = [{..} for ..]` that is `rows`. Nothing if there is
 * none.
 */

#include "facts/flow.h"

PhAnswer ph_fact_kept_in(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhAnswer answer = ph_answer(PH_REFUTED);
    PhNodeId node = ph_flow_node(query, 0);
    PhNodeId found = PH_NODE_NONE;
    for (; node != PH_NODE_NONE && found == PH_NODE_NONE;
         node = ph_tree_parent(tree, node)) {
        PhKind kind = ph_tree_kind(tree, node);
        if (kind == PH_KIND_ASSIGNMENT) {
            found = ph_tree_child(tree, node, PH_FIELD_LEFT);
        } else if (kind == PH_KIND_CALL) {
            PhNodeId function = ph_tree_child(tree, node, PH_FIELD_FUNCTION);
            bool is_method = ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE;
            found =
                is_method ? ph_tree_child(tree, function, PH_FIELD_OBJECT) : PH_NODE_NONE;
        } else if (kind == PH_KIND_BLOCK) {
            break;
        }
    }
    PhKind kind = ph_tree_kind(tree, found);
    if (kind == PH_KIND_IDENTIFIER || kind == PH_KIND_ATTRIBUTE) {
        answer.verdict = PH_PROVED;
        answer.nodes = ph_arena_alloc(facts->arena, sizeof(PhNodeId));
        answer.nodes[0] = found;
        answer.node_count = 1;
    }
    return answer;
}
