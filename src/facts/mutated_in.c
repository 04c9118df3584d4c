/*
 * mutated_in: is the object that a name holds changed while the captured code runs?
 *
 * Immutable classes never are. For a local list whose every use is understood, the uses in
 * the region tell; a list that others may know, or a name that nested functions see, is
 * unknown, whatever runs there.
 */

#include "facts/types.h"
#include "facts/uses.h"

static PhAnswer judge_region(PhFacts *facts, PhBindingId binding, PhFlowRegion region)
{
    const PhNames *names = facts->names;
    PhFlowRefs all = ph_flow_refs(facts, binding);
    PhFlowRefs refs = ph_flow_refs_in(facts, binding, region.span);
    const uint8_t *uses = ph_uses_of(facts, binding) + (refs.items - all.items);
    PhAnswer answer = ph_answer(PH_REFUTED);
    for (uint32_t i = 0; i < refs.count && i < PH_FLOW_BUDGET; i++) {
        const PhRef *ref = &names->refs[refs.items[i]];
        switch ((PhUse)uses[i]) {
        case PH_USE_READ: break;
        case PH_USE_FRESH:
            answer =
                ph_flow_answer(PH_UNKNOWN, ref->node, PH_BYTES("bound to another list"));
            break;
        case PH_USE_CHANGE:
        case PH_USE_GROW:
        case PH_USE_ADD_ONE:
        case PH_USE_REMOVE_ONE:
        case PH_USE_SHRINK:
            if (ref->kind != PH_REF_DELETE) {
                return ph_flow_answer(PH_PROVED, ref->node, PH_BYTES("changed here"));
            }
            answer = ph_flow_answer(PH_UNKNOWN, ref->node, PH_BYTES("deleted here"));
            break;
        default:
            answer = ph_flow_answer(PH_UNKNOWN, ref->node, PH_BYTES("handed on here"));
            break;
        }
    }
    return refs.count < PH_FLOW_BUDGET ? answer : ph_answer(PH_UNKNOWN);
}

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
        PhAnswer one = ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("others may know it"));
        if (kinds != PH_TYPE_LIST) {
            one.why = ph_type_why_unknown(facts, node, &one.node);
        } else if (ph_flow_is_private(facts, binding)) {
            PhAnswer own = judge_region(facts, binding, region);
            bool is_known = own.verdict == PH_PROVED || own.node != PH_NODE_NONE;
            one = is_known || !ph_uses_leak_before(facts, binding, region) ? own : one;
        }
        answer = one.verdict > answer.verdict ? one : answer;
    }
    return answer;
}
