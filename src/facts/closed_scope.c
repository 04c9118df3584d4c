/*
 * closed_scope: are the names of the variable's scope out of reach for locals(), exec(),
 * frames and star imports?
 */

#include "facts/flow.h"

PhAnswer ph_fact_closed_scope(const PhFactQuery *query)
{
    PhBindingId id = ph_flow_binding(query, 0);
    if (id == PH_BINDING_NONE) {
        return ph_answer(PH_REFUTED);
    }
    const PhNames *names = query->facts->names;
    const PhScope *scope = &names->scopes[names->bindings[id].scope];
    return ph_answer(scope->is_opaque ? PH_REFUTED : PH_PROVED);
}
