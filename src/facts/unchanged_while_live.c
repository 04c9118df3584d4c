/*
 * unchanged_while_live: is the container that the first names never changed behind the
 * second, which stores something else that is made of it?
 *
 * Behind it in the text, or anywhere in a loop around it. That the second may be dead by
 * then is not looked at.
 */

#include "facts/containers.h"

PhAnswer ph_fact_unchanged_while_live(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    PhNodeId store = ph_flow_node(query, 1);
    PhContainer container;
    PhAnswer answer = ph_answer(PH_UNKNOWN);
    if (node == PH_NODE_NONE || store == PH_NODE_NONE ||
        !ph_container_of(facts, node, &container, &answer)) {
        return answer;
    }
    PhNodeId loop = ph_flow_outermost_loop(tree, store);
    PhNodeId first = loop == PH_NODE_NONE ? store : loop;
    for (uint32_t i = 0; i < container.refs.count; i++) {
        PhNodeId ref = facts->names->refs[container.refs.items[i]].node;
        if (ref >= first && container.holds[i] == PH_HOLD_CHANGE) {
            return ph_flow_answer(PH_REFUTED, ref, PH_BYTES("changed here"));
        }
        if (ref >= first && container.holds[i] == PH_HOLD_LEAK) {
            answer = ph_flow_answer(PH_UNKNOWN, ref, PH_BYTES("handed on here"));
            return answer;
        }
    }
    return ph_answer(PH_PROVED);
}
