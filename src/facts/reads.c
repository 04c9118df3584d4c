/*
 * reads: does a reference of the variable, or of one that the target stores, stand in the
 * captured code?
 *
 * Loads, stores and deletions, in nested functions and comprehensions too. What functions
 * do that are only called there is not looked at: a guard that needs it asks captured().
 */

#include "facts/targets.h"

static PhAnswer judge(PhFacts *facts, PhBindingId binding, PhNodeId name,
                      const PhCapture *code)
{
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
        return ph_flow_answer(PH_UNKNOWN, name,
                              PH_BYTES("its scope may be read through its frame"));
    }
    return ph_answer(PH_REFUTED);
}

/* Any of the names that a target of several stores. */
static PhAnswer judge_target(PhFacts *facts, PhNodeId target, const PhCapture *code)
{
    PhAnswer answer = ph_answer(PH_REFUTED);
    PhTargetNames all = ph_target_names(facts->tree, target);
    for (PhNodeId name = ph_target_next(facts->tree, &all);
         name != PH_NODE_NONE && answer.verdict != PH_PROVED;
         name = ph_target_next(facts->tree, &all)) {
        PhBindingId binding = ph_names_binding(facts->names, name);
        PhAnswer one = binding == PH_BINDING_NONE ? ph_answer(PH_UNKNOWN)
                                                  : judge(facts, binding, name, code);
        answer = ph_answer_strongest(answer, one);
    }
    bool is_known = !all.has_other || answer.verdict == PH_PROVED;
    return is_known ? answer : ph_answer(PH_UNKNOWN);
}

PhAnswer ph_fact_reads(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId node = ph_flow_node(query, 0);
    PhBindingId binding = ph_flow_binding(query, 0);
    const PhCapture *code = query->args[1].capture;
    if (node == PH_NODE_NONE || code == NULL) {
        return ph_answer(PH_UNKNOWN);
    }
    return binding != PH_BINDING_NONE ? judge(facts, binding, node, code)
                                      : judge_target(facts, node, code);
}
