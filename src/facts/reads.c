/*
 * reads: does a reference of the variable stand in the captured code?
 *
 * Loads, stores and deletions, in nested functions and comprehensions too. What functions
 * do that are only called there is not looked at: a guard that needs it asks captured().
 */

#include "facts/flow.h"

PhAnswer ph_fact_reads(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhBindingId binding = ph_flow_binding(query, 0);
    const PhCapture *code = query->args[1].capture;
    if (binding == PH_BINDING_NONE || code == NULL) {
        return ph_answer(PH_UNKNOWN);
    }
    PhFlowRegion region;
    uint32_t next = 0;
    while (ph_flow_next_region(facts->tree, code, &next, &region)) {
        PhFlowRefs refs = ph_flow_refs_in(facts, binding, region.span);
        if (refs.count > 0) {
            return ph_flow_answer(PH_PROVED, facts->names->refs[refs.items[0]].node,
                                  PH_BYTES("stands here"));
        }
    }
    if (facts->names->scopes[facts->names->bindings[binding].scope].is_opaque) {
        return ph_flow_answer(PH_UNKNOWN, ph_flow_node(query, 0),
                              PH_BYTES("its scope may be read through its frame"));
    }
    return ph_answer(PH_REFUTED);
}
