/*
 * sole_def: is there exactly one store to the name in this file?
 *
 * `del` is a store, and `except .. as` is two, since it deletes at its end. Where names can
 * be stored by their text, the answer is unknown.
 */

#include "facts/flow.h"

PhAnswer ph_fact_sole_def(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhBindingId id = ph_flow_binding(query, 0);
    if (id == PH_BINDING_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    const PhNames *names = facts->names;
    const PhBinding *binding = &names->bindings[id];
    if (binding->store_count != 1) {
        return ph_answer(PH_REFUTED);
    }
    for (PhRefId ref = binding->first_ref; ref != PH_REF_NONE;
         ref = names->refs[ref].next) {
        if (names->refs[ref].kind == PH_REF_EXCEPT) {
            return ph_flow_answer(PH_REFUTED, names->refs[ref].node,
                                  PH_BYTES("deleted when its handler ends"));
        }
    }
    if (names->scopes[binding->scope].is_opaque) {
        return ph_flow_answer(PH_UNKNOWN, names->refs[binding->first_ref].node,
                              PH_BYTES("its scope may be changed through its frame"));
    }
    return ph_answer(PH_PROVED);
}
