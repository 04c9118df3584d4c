/*
 * reads_self: does the code read the first parameter of a method that it stands in?
 *
 * What asks the object for its length, or for anything that a method of it answers, may
 * then come back to the very method that asks.
 */

#include "facts/flow.h"

/* The first parameter of a function that stands in the body of a class. */
static bool is_receiver(PhFacts *facts, PhBindingId id)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = facts->names;
    const PhBinding *binding = &names->bindings[id];
    const PhScope *scope = &names->scopes[binding->scope];
    if (scope->kind != PH_SCOPE_KIND_FUNCTION) {
        return false;
    }
    PhScopeId outer = scope->parent;
    while (names->scopes[outer].kind == PH_SCOPE_KIND_TYPE_PARAMS) {
        outer = names->scopes[outer].parent;
    }
    PhNodeId parameters = ph_tree_child(tree, scope->node, PH_FIELD_PARAMETERS);
    if (names->scopes[outer].kind != PH_SCOPE_KIND_CLASS || parameters == PH_NODE_NONE) {
        return false;
    }
    PhNodeId first = ph_tree_first_named(tree, parameters);
    PhRefId ref = binding->first_ref;
    return first != PH_NODE_NONE && ref != PH_REF_NONE &&
           names->refs[ref].kind == PH_REF_PARAMETER &&
           ph_tree_is_within(tree, names->refs[ref].node, first);
}

PhAnswer ph_fact_reads_self(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhNames *names = ph_facts_names(facts);
    const PhCapture *code = query->args[0].capture;
    PhFlowRegion region;
    uint32_t next = 0;
    if (code == NULL) {
        return ph_answer(PH_REFUTED);
    }
    while (ph_flow_next_region(facts->tree, code, &next, &region)) {
        for (PhNodeId node = region.first; node < region.limit; node++) {
            PhBindingId id = facts->tree->kinds[node] == PH_KIND_IDENTIFIER
                                 ? ph_names_binding(names, node)
                                 : PH_BINDING_NONE;
            if (id != PH_BINDING_NONE && is_receiver(facts, id)) {
                return ph_flow_answer(PH_PROVED, node, PH_BYTES("the object itself"));
            }
        }
    }
    return ph_answer(PH_REFUTED);
}
