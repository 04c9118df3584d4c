/*
 * rebinds: is a variable that the target stores stored, deleted or declared in the captured
 * code? What functions do that are only called there is not looked at.
 */

#include "facts/targets.h"

static PhAnswer first_store(PhFacts *facts, PhBindingId binding, const PhCapture *code)
{
    PhFlowRegion region;
    uint32_t next = 0;
    while (ph_flow_next_region(facts->tree, code, &next, &region)) {
        PhFlowRefs refs = ph_flow_refs_in(facts, binding, region.span);
        for (uint32_t i = 0; i < refs.count; i++) {
            const PhRef *ref = &facts->names->refs[refs.items[i]];
            if (ref->kind != PH_REF_LOAD) {
                return ph_flow_answer(PH_PROVED, ref->node, PH_BYTES("stored here"));
            }
        }
    }
    return ph_answer(PH_REFUTED);
}

PhAnswer ph_fact_rebinds(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhNames *names = ph_facts_names(facts);
    PhNodeId target = ph_flow_node(query, 0);
    const PhCapture *code = query->args[1].capture;
    if (target == PH_NODE_NONE || code == NULL) {
        return ph_answer(PH_UNKNOWN);
    }
    PhTargetNames all = ph_target_names(facts->tree, target);
    for (PhNodeId name = ph_target_next(facts->tree, &all); name != PH_NODE_NONE;
         name = ph_target_next(facts->tree, &all)) {
        PhBindingId binding = ph_names_binding(names, name);
        PhAnswer answer = binding == PH_BINDING_NONE ? ph_answer(PH_UNKNOWN)
                                                     : first_store(facts, binding, code);
        if (answer.verdict != PH_REFUTED) {
            return answer;
        }
    }
    return ph_answer(all.has_other ? PH_UNKNOWN : PH_REFUTED);
}
