/*
 * locals_bound: has every variable of the function that the captured code reads a value
 * when control comes there, or else when it is read?
 *
 * Without one the code raises an UnboundLocalError, and the same code in a comprehension or
 * a lambda another NameError: there the variable is one of an outer scope.
 */

#include "facts/flow_assigned.h"

static bool is_stored_in(PhFacts *facts, PhBindingId binding, PhFlowRegion region)
{
    PhFlowRefs refs = ph_flow_refs_in(facts, binding, region.span);
    for (uint32_t i = 0; i < refs.count; i++) {
        if (facts->names->refs[refs.items[i]].kind != PH_REF_LOAD) {
            return true;
        }
    }
    return false;
}

/* The answer for one identifier of the region. */
static PhAnswer judge(PhFacts *facts, PhNodeId node, PhScopeId home, PhFlowRegion region)
{
    const PhNames *names = facts->names;
    PhRefId id = ph_names_ref(names, node);
    if (id == PH_REF_NONE || names->refs[id].kind != PH_REF_LOAD) {
        return ph_answer(PH_PROVED);
    }
    PhBindingId binding = names->refs[id].binding;
    if (names->bindings[binding].scope != home) {
        return ph_answer(PH_PROVED);
    }
    bool is_stored = is_stored_in(facts, binding, region);
    return ph_flow_assigned_at(facts, binding, is_stored ? node : region.first);
}

PhAnswer ph_fact_locals_bound(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    const PhCapture *code = query->args[0].capture;
    PhAnswer answer = ph_answer(PH_PROVED);
    PhFlowRegion region;
    uint32_t next = 0;
    while (code != NULL && ph_flow_next_region(tree, code, &next, &region)) {
        PhScopeId home = ph_flow_home(names, region.first);
        PhScopeKind kind = names->scopes[home].kind;
        if (kind != PH_SCOPE_KIND_FUNCTION && kind != PH_SCOPE_KIND_LAMBDA) {
            continue;
        }
        for (PhNodeId node = region.first; node < region.limit; node++) {
            if (tree->kinds[node] == PH_KIND_IDENTIFIER) {
                answer = ph_answer_weakest(answer, judge(facts, node, home, region));
            }
        }
    }
    return code == NULL ? ph_answer(PH_UNKNOWN) : answer;
}
