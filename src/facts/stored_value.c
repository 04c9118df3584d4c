/* stored_value: the expression that is stored to the variable, where the file stores to it
 * once, by an assignment. */

#include "facts/flow.h"
#include "facts/members.h"
#include "facts/sole.h"

PhAnswer ph_fact_stored_value(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhAnswer answer = ph_answer(PH_REFUTED);
    PhNodeId target = ph_sole_target(facts, ph_flow_binding(query, 0));
    PhNodeId value = target == PH_NODE_NONE ? target : ph_stored_value(facts->tree, target);
    if (value != PH_NODE_NONE) {
        answer.nodes = ph_arena_alloc(facts->arena, sizeof(PhNodeId));
        answer.nodes[0] = value;
        answer.node_count = 1;
        answer.verdict = PH_PROVED;
    }
    return answer;
}
