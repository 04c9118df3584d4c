/*
 * uses_class_cell: does some method of the class read `__class__`, or call super() without
 * arguments? Both mean the class that the `class` statement made, whatever a decorator puts
 * in its place.
 */

#include "facts/classes.h"

PhAnswer ph_fact_uses_class_cell(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhNames *names = ph_facts_names(facts);
    PhNodeId class_node = ph_class_of_query(query, 0);
    const PhScope *scope = class_node == PH_NODE_NONE
                               ? NULL
                               : &names->scopes[ph_class_scope(facts, class_node)];
    for (PhBindingId id = scope == NULL ? 0 : scope->first_binding;
         scope != NULL && id < scope->first_binding + scope->binding_count; id++) {
        const PhBinding *binding = &names->bindings[id];
        if (binding->is_class_cell && binding->first_ref != PH_REF_NONE) {
            return ph_flow_answer(PH_PROVED, names->refs[binding->first_ref].node,
                                  PH_BYTES("means the class as it was before"));
        }
    }
    return ph_answer(PH_REFUTED);
}
