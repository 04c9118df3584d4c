/*
 * changes: is the variable stored or deleted in the captured code, or may the object that
 * it holds be changed there?
 *
 * Proved: a store or deletion stands there and runs with the code, or mutated_in() is
 * proved. A store in a function that is only defined there, or that others may make while
 * the code runs, is unknown. Code that is empty changes nothing.
 */

#include "facts/flow.h"

/* `x: T` alone, global and nonlocal store nothing. */
static bool stores(PhRefKind kind)
{
    return kind != PH_REF_LOAD && kind != PH_REF_DECLARED && kind != PH_REF_GLOBAL &&
           kind != PH_REF_NONLOCAL && kind != PH_REF_SUPER;
}

/* The first store in the code, or the last of those that may not run with it. */
static PhAnswer stored_in(PhFacts *facts, PhBindingId binding, PhFlowRegion region)
{
    const PhNames *names = facts->names;
    PhFlowRefs refs = ph_flow_refs_in(facts, binding, region.span);
    PhAnswer answer = ph_answer(PH_REFUTED);
    PhScopeId home = ph_flow_home(names, region.first);
    for (uint32_t i = 0; i < refs.count; i++) {
        const PhRef *ref = &names->refs[refs.items[i]];
        if (!stores(ref->kind)) {
            continue;
        }
        PhBytes why =
            ref->kind == PH_REF_DELETE ? PH_BYTES("deleted here") : PH_BYTES("stored here");
        if (ph_flow_home(names, ref->node) == home) {
            return ph_flow_answer(PH_PROVED, ref->node, why);
        }
        answer = ph_flow_answer(PH_UNKNOWN, ref->node, why);
    }
    return answer;
}

/* A store that others may make while the code runs. */
static PhAnswer stored_elsewhere(PhFacts *facts, PhBindingId binding, PhNodeId name,
                                 PhNodeId code)
{
    const PhNames *names = facts->names;
    const PhBinding *variable = &names->bindings[binding];
    const PhScope *scope = &names->scopes[variable->scope];
    bool is_of_function =
        scope->kind == PH_SCOPE_KIND_FUNCTION || scope->kind == PH_SCOPE_KIND_LAMBDA;
    if (!is_of_function || scope->is_opaque || !variable->is_bound ||
        ph_flow_home(names, code) != variable->scope) {
        return ph_flow_answer(PH_UNKNOWN, name, PH_BYTES("others may store to it"));
    }
    PhFlowRefs refs = ph_flow_refs(facts, binding);
    for (uint32_t i = 0; variable->is_captured && i < refs.count; i++) {
        const PhRef *ref = &names->refs[refs.items[i]];
        if (stores(ref->kind) && ref->kind != PH_REF_PARAMETER &&
            ph_flow_home(names, ref->node) != variable->scope) {
            return ph_flow_answer(PH_UNKNOWN, ref->node,
                                  PH_BYTES("stored by a function in it"));
        }
    }
    return ph_answer(PH_REFUTED);
}

PhAnswer ph_fact_changes(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId name = ph_flow_node(query, 0);
    PhBindingId binding = ph_flow_binding(query, 0);
    const PhCapture *code = query->args[1].capture;
    if (binding == PH_BINDING_NONE || code == NULL || !code->is_bound) {
        return ph_answer(PH_UNKNOWN);
    }
    if (code->count == 0) {
        return ph_answer(PH_REFUTED);
    }
    PhAnswer answer = stored_elsewhere(facts, binding, name, code->nodes[0]);
    PhFlowRegion region;
    uint32_t next = 0;
    while (ph_flow_next_region(facts->tree, code, &next, &region)) {
        PhAnswer one = stored_in(facts, binding, region);
        answer = ph_answer_strongest(answer, one);
    }
    PhAnswer object = answer.verdict == PH_REFUTED ? ph_fact_mutated_in(query) : answer;
    return ph_answer_strongest(answer, object);
}
