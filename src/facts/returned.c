/* returned: does a return statement of its function hand out what the variable holds? Not
 * where only a part of it, or something made of it, is returned. */

#include "facts/containers.h"

PhAnswer ph_fact_returned(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    PhContainer container;
    PhAnswer answer;
    if (node == PH_NODE_NONE || !ph_container_of(query->facts, node, &container, &answer)) {
        return ph_answer(PH_PROVED);
    }
    for (uint32_t i = 0; i < container.refs.count; i++) {
        if (container.holds[i] == PH_HOLD_RETURN) {
            return ph_answer(PH_PROVED);
        }
    }
    return ph_answer(PH_REFUTED);
}
