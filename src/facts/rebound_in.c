/*
 * rebound_in: may a name or an attribute stand for another object after some step of the
 * captured code?
 *
 * Proved if the code stores to it. Refuted for a variable of a function that only this
 * function stores to, outside of the code; for one of the module with a single store
 * outside; and for `self.x` if `self` is not stored, and x is set where objects begin and
 * nowhere else (members.h). Else unknown: what is called there may do it.
 */

#include "facts/members.h"

static bool stores(PhRefKind kind)
{
    return kind != PH_REF_LOAD && kind != PH_REF_GLOBAL && kind != PH_REF_NONLOCAL &&
           kind != PH_REF_DECLARED && kind != PH_REF_SUPER;
}

static PhAnswer judge_name(PhFacts *facts, PhNodeId name, const PhCapture *code)
{
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_names_binding(names, name);
    if (id == PH_BINDING_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    const PhBinding *binding = &names->bindings[id];
    const PhScope *scope = &names->scopes[binding->scope];
    bool is_function =
        scope->kind == PH_SCOPE_KIND_FUNCTION || scope->kind == PH_SCOPE_KIND_LAMBDA;
    bool is_module = scope->kind == PH_SCOPE_KIND_MODULE;
    bool is_own = true;
    for (PhRefId i = binding->first_ref; i != PH_REF_NONE; i = names->refs[i].next) {
        const PhRef *ref = &names->refs[i];
        if (!stores(ref->kind)) {
            continue;
        }
        is_own = is_own && ref->scope == binding->scope;
        PhFlowRegion region;
        uint32_t next = 0;
        while (ph_flow_next_region(facts->tree, code, &next, &region)) {
            if (ph_flow_is_in(region, ref->node)) {
                return ph_flow_answer(PH_PROVED, ref->node, PH_BYTES("stored there"));
            }
        }
    }
    bool is_kept = !scope->is_opaque &&
                   ((is_function && is_own) || (is_module && binding->store_count == 1));
    return is_kept ? ph_answer(PH_REFUTED)
                   : ph_flow_answer(PH_UNKNOWN, name, PH_BYTES("stored elsewhere too"));
}

static PhAnswer judge_attribute(PhFacts *facts, PhNodeId attribute, const PhCapture *code)
{
    const PhTree *tree = facts->tree;
    PhNodeId object = ph_tree_child(tree, attribute, PH_FIELD_OBJECT);
    PhMemberStores members;
    if (ph_tree_kind(tree, object) != PH_KIND_IDENTIFIER ||
        !ph_member_stores(facts, attribute, &members)) {
        return ph_flow_answer(PH_UNKNOWN, attribute, PH_BYTES("an attribute"));
    }
    PhAnswer answer = judge_name(facts, object, code);
    for (size_t i = 0; i < members.targets.count; i++) {
        PhFlowRegion region;
        uint32_t next = 0;
        while (ph_flow_next_region(tree, code, &next, &region)) {
            if (ph_flow_is_in(region, members.targets.items[i])) {
                return ph_flow_answer(PH_PROVED, members.targets.items[i],
                                      PH_BYTES("stored there"));
            }
        }
    }
    return members.is_set_at_start
               ? answer
               : ph_flow_answer(PH_UNKNOWN, attribute, PH_BYTES("stored by a method"));
}

PhAnswer ph_fact_rebound_in(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId node = ph_flow_node(query, 0);
    const PhCapture *code = query->args[1].capture;
    if (node == PH_NODE_NONE || code == NULL || !code->is_bound) {
        return ph_answer(PH_UNKNOWN);
    }
    node = ph_tree_strip_parens(facts->tree, node);
    switch (ph_tree_kind(facts->tree, node)) {
    case PH_KIND_IDENTIFIER: return judge_name(facts, node, code);
    case PH_KIND_ATTRIBUTE: return judge_attribute(facts, node, code);
    default: return ph_answer(PH_UNKNOWN);
    }
}
