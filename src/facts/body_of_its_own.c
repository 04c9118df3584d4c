/*
 * body_of_its_own: may the captured statements become the body of a nested generator that
 * runs after its function has returned, where it yields whatever is added to the variable?
 *
 * Proved if no try, with or loop of the function is around them; they hold no return or
 * yield; what they store is mentioned nowhere else in the function, and by no global or
 * nonlocal statement; super() is not among them; names are not reached by their text; and
 * the variable is mentioned neither in a try nor in a function or comprehension of theirs.
 */

#include "facts/flow.h"

static PhAnswer no(PhNodeId node, PhBytes why)
{
    return ph_flow_answer(PH_REFUTED, node, why);
}

/* What is left before the generator runs, or PH_NODE_NONE. */
static PhNodeId left_before(const PhTree *tree, PhNodeId node)
{
    for (node = ph_tree_parent(tree, node); node != PH_NODE_NONE;
         node = ph_tree_parent(tree, node)) {
        switch (ph_tree_kind(tree, node)) {
        case PH_KIND_FUNCTION_DEFINITION: return PH_NODE_NONE;
        case PH_KIND_TRY_STATEMENT:
        case PH_KIND_WITH_STATEMENT:
        case PH_KIND_FOR_STATEMENT:
        case PH_KIND_WHILE_STATEMENT:
        case PH_KIND_MATCH_STATEMENT:
        case PH_KIND_CLASS_DEFINITION:
        case PH_KIND_LAMBDA:
        case PH_KIND_MODULE: return node;
        default: break;
        }
    }
    return PH_NODE_NONE;
}

/* A try, function or comprehension of the region around `name`, or PH_NODE_NONE. */
static PhNodeId wraps(const PhTree *tree, PhFlowRegion region, PhNodeId name)
{
    for (PhNodeId node = ph_tree_parent(tree, name);
         node != PH_NODE_NONE && ph_flow_is_in(region, node);
         node = ph_tree_parent(tree, node)) {
        switch (ph_tree_kind(tree, node)) {
        case PH_KIND_TRY_STATEMENT:
        case PH_KIND_FUNCTION_DEFINITION:
        case PH_KIND_CLASS_DEFINITION:
        case PH_KIND_LAMBDA:
        case PH_KIND_LIST_COMPREHENSION:
        case PH_KIND_SET_COMPREHENSION:
        case PH_KIND_DICTIONARY_COMPREHENSION:
        case PH_KIND_GENERATOR_EXPRESSION: return node;
        default: break;
        }
    }
    return PH_NODE_NONE;
}

/* Names of the function that the region stores must be its own. */
static PhAnswer judge_stores(PhFacts *facts, PhFlowRegion region, PhBindingId except)
{
    const PhNames *names = facts->names;
    PhScopeId home = ph_flow_home(names, region.first);
    for (PhNodeId node = region.first; node < region.limit; node++) {
        PhRefId ref = ph_names_ref(names, node);
        PhBindingId id = ref == PH_REF_NONE ? PH_BINDING_NONE : names->refs[ref].binding;
        /* `super()` finds its object in the frame of the method alone. */
        if (ref != PH_REF_NONE && ph_bytes_is(ph_tree_text(facts->tree, node), "super")) {
            return no(node, PH_BYTES("only works in the method itself"));
        }
        if (id == PH_BINDING_NONE || id == except || names->refs[ref].kind == PH_REF_LOAD) {
            continue;
        }
        PhScopeId owner = names->bindings[id].scope;
        if (owner != home) {
            /* Of a function in the region, or of one around this. */
            bool is_inner = owner > home && owner < names->scopes[home].limit;
            if (is_inner) {
                continue;
            }
            return no(node, PH_BYTES("stored beyond the function"));
        }
        PhFlowRefs all = ph_flow_refs(facts, id);
        PhFlowRefs inside = ph_flow_refs_in(facts, id, region.span);
        if (all.count != inside.count) {
            return no(node, PH_BYTES("used outside of these statements, too"));
        }
    }
    return ph_answer(PH_PROVED);
}

PhAnswer ph_fact_body_of_its_own(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_flow_binding(query, 0);
    const PhCapture *capture = query->args[1].capture;
    uint32_t next = 0;
    PhFlowRegion region;
    if (capture == NULL || !ph_flow_next_region(tree, capture, &next, &region) ||
        next < capture->count) {
        return ph_answer(PH_UNKNOWN);
    }
    PhScopeId home = ph_flow_home(names, region.first);
    if (names->scopes[home].kind != PH_SCOPE_KIND_FUNCTION ||
        names->scopes[home].is_opaque || names->scopes[home].is_generator) {
        return no(region.first, PH_BYTES("not plain code of a function"));
    }
    PhNodeId around = left_before(tree, region.first);
    if (around != PH_NODE_NONE) {
        return no(around, PH_BYTES("left before the response is sent"));
    }
    PhAnswer leaves = ph_flow_exits(facts, region, PH_EXIT_RETURN);
    if (leaves.verdict != PH_REFUTED) {
        return no(leaves.node, PH_BYTES("leaves before all is built"));
    }
    PhFlowRefs refs = {0};
    if (id != PH_BINDING_NONE) {
        refs = ph_flow_refs_in(facts, id, region.span);
    }
    for (uint32_t i = 0; i < refs.count; i++) {
        PhNodeId node = wraps(tree, region, names->refs[refs.items[i]].node);
        if (node != PH_NODE_NONE) {
            return no(node, PH_BYTES("around what is added"));
        }
    }
    return judge_stores(facts, region, id);
}
