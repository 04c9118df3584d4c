/*
 * constructions: where the file makes objects of the class, as far as its name tells: calls
 * of it and of its methods, and where it is handed to map and the like.
 */

#include "facts/classes.h"

PhAnswer ph_fact_constructions(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhAnswer answer = ph_answer(PH_PROVED);
    PH_VEC(PhNodeId) nodes = {0};
    PhNodeId class_node = ph_class_of_query(query, 0);
    PhBindingId id =
        class_node == PH_NODE_NONE ? PH_BINDING_NONE : ph_class_binding(facts, class_node);
    PhRefId ref = id == PH_BINDING_NONE ? PH_REF_NONE : names->bindings[id].first_ref;
    for (; ref != PH_REF_NONE; ref = names->refs[ref].next) {
        PhNodeId node = names->refs[ref].node;
        PhNodeId up = ph_tree_parent(tree, node);
        bool is_used = ph_tree_kind(tree, up) == PH_KIND_CALL ||
                       ph_tree_kind(tree, up) == PH_KIND_ATTRIBUTE ||
                       ph_tree_kind(tree, up) == PH_KIND_ARGUMENT_LIST;
        if (names->refs[ref].kind == PH_REF_LOAD && is_used) {
            PH_VEC_PUSH(facts->arena, &nodes, node);
        }
    }
    answer.nodes = nodes.items;
    answer.node_count = (uint32_t)nodes.count;
    return answer;
}
