/*
 * holds_plain: does every store of the variable give it new plain data, all of it, that
 * nobody else knows? See made_plain.c. What is done with it later is not looked at.
 */

#include "facts/members.h"
#include "facts/plain_data.h"

PhAnswer ph_fact_holds_plain(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId node = ph_flow_node(query, 0);
    PhContainer container;
    PhAnswer answer = ph_answer(PH_UNKNOWN);
    if (node == PH_NODE_NONE || !ph_container_made_here(facts, node, &container, &answer)) {
        return answer;
    }
    for (uint32_t i = 0; i < container.refs.count; i++) {
        const PhRef *ref = &facts->names->refs[container.refs.items[i]];
        if (container.holds[i] != PH_HOLD_STORE) {
            continue;
        }
        PhNodeId value = ph_stored_value(facts->tree, ref->node);
        if (value == PH_NODE_NONE || !ph_plain_is_made(facts, value)) {
            return ph_flow_answer(PH_UNKNOWN, ref->node, PH_BYTES("may hold anything"));
        }
    }
    return ph_answer(PH_PROVED);
}
