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

/* Evaluated before the region stores anything: the iterable of a loop. */
static bool is_before_stores(const PhTree *tree, PhFlowRegion region, PhNodeId node)
{
    PhNodeId iterable = ph_tree_child(tree, region.first, PH_FIELD_RIGHT);
    return iterable != PH_NODE_NONE && ph_tree_is_within(tree, node, iterable);
}

/*
 * Refuted where a read outside of the region would find no variable if the region went. The
 * answer relies on the other store that prevents that.
 */
static PhAnswer keeps_its_scope(PhFacts *facts, PhBindingId binding, PhFlowRegion region)
{
    if (binding == PH_BINDING_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    const PhNames *names = ph_facts_names(facts);
    PhNodeId read = PH_NODE_NONE;
    PhNodeId store = PH_NODE_NONE;
    PhRefId id = names->bindings[binding].first_ref;
    for (; id != PH_REF_NONE; id = names->refs[id].next) {
        const PhRef *ref = &names->refs[id];
        bool is_load = ref->kind == PH_REF_LOAD;
        if (ph_flow_is_in(region, ref->node) &&
            !(is_load && is_before_stores(facts->tree, region, ref->node))) {
            continue;
        }
        if (is_load) {
            read = ref->node;
        } else if (store == PH_NODE_NONE || ref->kind == PH_REF_PARAMETER) {
            store = ref->node;
        }
    }
    if (read != PH_NODE_NONE && store == PH_NODE_NONE) {
        return ph_flow_answer(PH_REFUTED, read, PH_BYTES("has no other value"));
    }
    if (read != PH_NODE_NONE) {
        ph_facts_claim(facts, ph_tree_parent(facts->tree, store));
    }
    return ph_answer(PH_PROVED);
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
