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

/* Told from the tree alone, which spares most files the names. */
static bool is_in_function(const PhTree *tree, PhNodeId node)
{
    while (node != PH_NODE_NONE &&
           ph_tree_kind(tree, node) != PH_KIND_FUNCTION_DEFINITION &&
           ph_tree_kind(tree, node) != PH_KIND_LAMBDA) {
        node = ph_tree_parent(tree, node);
    }
    return node != PH_NODE_NONE;
}

PhAnswer ph_fact_local(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    if (!is_in_function(facts->tree, ph_flow_node(query, 0))) {
        return ph_answer(PH_REFUTED);
    }
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
