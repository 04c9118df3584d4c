/*
 * local: is the name a variable of a function or lambda, and of nothing else?
 *
 * Names that some scope declares global or nonlocal, names of classes, of modules and of
 * comprehensions are refuted.
 */

#include "facts/flow.h"

static bool is_declared_nonlocal(PhFacts *facts, PhBindingId binding)
{
    PhFlowRefs refs = ph_flow_refs(facts, binding);
    for (uint32_t i = 0; i < refs.count; i++) {
        if (facts->names->refs[refs.items[i]].kind == PH_REF_NONLOCAL) {
            return true;
        }
    }
    return false;
}

PhAnswer ph_fact_local(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhBindingId id = ph_flow_binding(query, 0);
    if (id == PH_BINDING_NONE) {
        return ph_answer(PH_REFUTED);
    }
    const PhBinding *binding = &facts->names->bindings[id];
    PhScopeKind kind = facts->names->scopes[binding->scope].kind;
    bool is_function = kind == PH_SCOPE_KIND_FUNCTION || kind == PH_SCOPE_KIND_LAMBDA;
    bool is_local = is_function && binding->is_bound &&
                    !(binding->is_captured && is_declared_nonlocal(facts, id));
    return ph_answer(is_local ? PH_PROVED : PH_REFUTED);
}
