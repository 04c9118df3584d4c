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

PhAnswer ph_uses_changed_in(PhFacts *facts, PhBindingId binding, PhNodeId name,
                            PhFlowRegion region)
{
    PhAnswer answer = ph_flow_answer(PH_UNKNOWN, name, PH_BYTES("others may know it"));
    if (ph_type_of(facts, name).kinds != PH_TYPE_LIST) {
        answer.why = ph_type_why_unknown(facts, name, &answer.node);
        return answer;
    }
    if (!ph_flow_is_private(facts, binding)) {
        return answer;
    }
    PhAnswer own = judge_region(facts, binding, region);
    bool is_known = own.verdict == PH_PROVED || own.node != PH_NODE_NONE;
    return is_known || !ph_uses_leak_before(facts, binding, region) ? own : answer;
}
