/*
 * instance_attributes: the names of the attributes that the methods of a class store on
 * its objects, each where it is stored first: those of __init__, then the others. Names
 * that a base class of this file with __slots__ stores are left out.
 */

#include "facts/layouts.h"

static bool is_in_base(PhFacts *facts, PhNodeId class_node, PhNodeId name)
{
    for (PhNodeId base = ph_class_next_ancestor(facts, class_node, 0); base != PH_NODE_NONE;
         base = ph_class_next_ancestor(facts, class_node, base)) {
        PhAttributeVec own;
        if (base == class_node) {
            continue;
        }
        ph_layout_attributes(facts, base, &own);
        if (ph_layout_has(facts, &own, ph_layout_name(facts, name))) {
            return true;
        }
    }
    return false;
}

PhAnswer ph_fact_instance_attributes(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId class_node = ph_class_of_query(query, 0);
    PhAttributeVec attributes = {0};
    PhAttributeVec own = {0};
    if (class_node != PH_NODE_NONE) {
        ph_layout_attributes(facts, class_node, &attributes);
    }
    for (size_t i = 0; i < attributes.count; i++) {
        if (!is_in_base(facts, class_node, attributes.items[i])) {
            PH_VEC_PUSH(facts->arena, &own, attributes.items[i]);
        }
    }
    PhAnswer answer = ph_answer(own.count > 0 ? PH_PROVED : PH_REFUTED);
    answer.nodes = own.items;
    answer.node_count = (uint32_t)own.count;
    return answer;
}
