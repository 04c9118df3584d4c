/*
 * dies_with: when the captured code has ended, are the variables that the target stores
 * never read again before they are stored anew?
 *
 * The target of a loop: a name, or names in parentheses, brackets and with a star. An
 * attribute or an element of something lives on.
 */

#include "facts/flow_live.h"
#include "facts/targets.h"

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
        answer = ph_answer_weakest(answer, ph_flow_dead_after(facts, binding, region));
    }
    return all.has_other
               ? ph_flow_answer(PH_REFUTED, target, PH_BYTES("is stored for good"))
               : answer;
}
