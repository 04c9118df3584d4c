/* stored_value: the expression that is stored to the variable, where the file stores to it
 * once, by an assignment. */

#include "facts/flow.h"
#include "facts/members.h"

PhAnswer ph_fact_stored_value(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhBindingId id = ph_flow_binding(query, 0);
    PhAnswer answer = ph_answer(PH_REFUTED);
    if (id == PH_BINDING_NONE || facts->names->bindings[id].store_count != 1) {
        return answer;
    }
    const PhNames *names = facts->names;
    for (PhRefId ref = names->bindings[id].first_ref; ref != PH_REF_NONE;
         ref = names->refs[ref].next) {
        PhRefKind kind = names->refs[ref].kind;
        PhNodeId value = kind == PH_REF_ASSIGN || kind == PH_REF_ANNOTATED
                             ? ph_stored_value(facts->tree, names->refs[ref].node)
                             : PH_NODE_NONE;
        if (value != PH_NODE_NONE) {
            answer.nodes = ph_arena_alloc(facts->arena, sizeof(PhNodeId));
            answer.nodes[0] = value;
            answer.node_count = 1;
            answer.verdict = PH_PROVED;
            return answer;
        }
    }
    return answer;
}
