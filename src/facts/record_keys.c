/*
 * record_keys: the keys of a dict display, all of which are texts.
 */

#include "facts/records.h"

PhAnswer ph_fact_record_keys(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId display = ph_flow_node(query, 0);
    PhAnswer answer = ph_answer(PH_REFUTED);
    PH_VEC(PhNodeId) found = {0};
    if (display == PH_NODE_NONE || !ph_record_is_shaped(facts, display)) {
        return answer;
    }
    for (PhNodeId pair = ph_tree_first_named(facts->tree, display); pair != PH_NODE_NONE;
         pair = ph_tree_next_named(facts->tree, pair)) {
        PH_VEC_PUSH(facts->arena, &found, ph_tree_child(facts->tree, pair, PH_FIELD_KEY));
    }
    answer.verdict = PH_PROVED;
    answer.nodes = found.items;
    answer.node_count = (uint32_t)found.count;
    return answer;
}
