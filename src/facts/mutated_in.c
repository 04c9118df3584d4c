/*
 * mutated_in: is the object that a name holds changed while the captured code runs?
 *
 * Immutable classes never are. For a local list whose every use is understood, the uses in
 * the region tell; a list that others may know, or a name that nested functions see, is
 * unknown, whatever runs there.
 */

#include "facts/types.h"
#include "facts/uses.h"

PhAnswer ph_fact_mutated_in(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId node = ph_flow_node(query, 0);
    PhBindingId binding = ph_flow_binding(query, 0);
    const PhCapture *capture = query->args[1].capture;
    if (binding == PH_BINDING_NONE || capture == NULL || capture->count == 0) {
        return ph_answer(PH_UNKNOWN);
    }
    PhTypeSet immutable =
        PH_TYPE_SCALARS | PH_TYPE_TUPLE | PH_TYPE_RANGE | PH_TYPE_FROZENSET;
    PhTypeSet kinds = ph_type_of(facts, node).kinds;
    if (kinds != 0 && (kinds & ~immutable) == 0) {
        return ph_answer(PH_REFUTED);
    }
    PhAnswer answer = ph_answer(PH_REFUTED);
    PhFlowRegion region;
    uint32_t next = 0;
    while (ph_flow_next_region(facts->tree, capture, &next, &region)) {
        PhAnswer one = ph_uses_changed_in(facts, binding, node, region);
        answer = ph_answer_strongest(answer, one);
    }
    return answer;
}
