/*
 * dies_with: when the captured code has ended, are the variables that the target stores
 * never read again before they are stored anew?
 *
 * The target of a loop: a name, or names in parentheses, brackets and with a star. An
 * attribute or an element of something lives on. So does a name that is read elsewhere, be
 * it before, if nothing but this code stores it: without the store the name would mean a
 * global.
 */

#include "facts/flow_live.h"
#include "facts/targets.h"

/* Refuted where a read outside of the region would find no variable if the region went. */
static PhAnswer keeps_its_scope(PhFacts *facts, PhBindingId binding, PhFlowRegion region)
{
    if (binding == PH_BINDING_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    const PhNames *names = ph_facts_names(facts);
    PhNodeId read = PH_NODE_NONE;
    PhRefId id = names->bindings[binding].first_ref;
    for (; id != PH_REF_NONE; id = names->refs[id].next) {
        const PhRef *ref = &names->refs[id];
        if (ph_flow_is_in(region, ref->node)) {
            continue;
        }
        if (ref->kind != PH_REF_LOAD) {
            return ph_answer(PH_PROVED);
        }
        read = ref->node;
    }
    return read == PH_NODE_NONE
               ? ph_answer(PH_PROVED)
               : ph_flow_answer(PH_REFUTED, read, PH_BYTES("has no other value"));
}

PhAnswer ph_fact_dies_with(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId target = ph_flow_node(query, 0);
    const PhCapture *code = query->args[1].capture;
    PhAnswer answer = ph_answer(PH_PROVED);
    if (target == PH_NODE_NONE || code == NULL || code->count != 1) {
        return ph_answer(PH_UNKNOWN);
    }
    const PhNames *names = ph_facts_names(facts);
    PhFlowRegion region = ph_flow_region_of(tree, code->nodes[0]);
    PhTargetNames all = ph_target_names(tree, target);
    for (PhNodeId name = ph_target_next(tree, &all); name != PH_NODE_NONE;
         name = ph_target_next(tree, &all)) {
        PhBindingId binding = ph_names_binding(names, name);
        PhAnswer dies = ph_flow_dead_after(facts, binding, region);
        if (dies.verdict == PH_PROVED) {
            dies = keeps_its_scope(facts, binding, region);
        }
        answer = ph_answer_weakest(answer, dies);
    }
    return all.has_other
               ? ph_flow_answer(PH_REFUTED, target, PH_BYTES("is stored for good"))
               : answer;
}
