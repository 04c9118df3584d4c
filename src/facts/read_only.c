/*
 * read_only: is the list, dict or set of the variable left as it is by every use, and known
 * to nobody else while the function runs? `return` is allowed: see returned.c.
 */

#include "facts/containers.h"

PhAnswer ph_fact_read_only(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId node = ph_flow_node(query, 0);
    PhContainer container;
    PhAnswer answer = ph_answer(PH_UNKNOWN);
    if (node == PH_NODE_NONE || !ph_container_of(facts, node, &container, &answer)) {
        return answer;
    }
    answer = ph_answer(PH_PROVED);
    for (uint32_t i = 0; i < container.refs.count; i++) {
        const PhRef *ref = &facts->names->refs[container.refs.items[i]];
        switch ((PhHold)container.holds[i]) {
        case PH_HOLD_READ:
        case PH_HOLD_RETURN:
        case PH_HOLD_STORE: break;
        case PH_HOLD_CHANGE:
            return ph_flow_answer(PH_REFUTED, ref->node, PH_BYTES("changed here"));
        default:
            answer = ph_flow_answer(PH_UNKNOWN, ref->node, PH_BYTES("handed on here"));
            break;
        }
    }
    return answer;
}
