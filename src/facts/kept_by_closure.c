/*
 * kept_by_closure: is the variable read by a nested function that may outlive the call?
 *
 * One that is returned, stored, passed on or decorated, or that another nested function
 * mentions. A function that is only called dies with the frame, and so does the key of a
 * sort.
 */

#include "facts/functions.h"
#include "syntax/walk.h"

/* The name is mentioned in another way than to call it, or in another function. */
static bool is_name_kept(PhFacts *facts, PhNodeId name, PhNodeId function)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = facts->names;
    PhBindingId id = ph_names_binding(names, name);
    if (id == PH_BINDING_NONE) {
        return true;
    }
    for (PhRefId ref = names->bindings[id].first_ref; ref != PH_REF_NONE;
         ref = names->refs[ref].next) {
        PhNodeId node = names->refs[ref].node;
        if (names->refs[ref].kind != PH_REF_LOAD ||
            ph_tree_is_within(tree, node, function)) {
            continue;
        }
        if (ph_call_of(tree, node) == PH_NODE_NONE ||
            ph_flow_home(names, node) != names->bindings[id].scope) {
            return true;
        }
    }
    return false;
}

static bool is_kept(PhFacts *facts, PhNodeId function)
{
    const PhTree *tree = facts->tree;
    PhNodeId parent = ph_tree_parent(tree, function);
    if (ph_tree_kind(tree, function) == PH_KIND_FUNCTION_DEFINITION) {
        return ph_tree_kind(tree, parent) == PH_KIND_DECORATED_DEFINITION ||
               is_name_kept(facts, ph_tree_child(tree, function, PH_FIELD_NAME), function);
    }
    PhNodeId target = ph_tree_kind(tree, parent) == PH_KIND_ASSIGNMENT
                          ? ph_tree_child(tree, parent, PH_FIELD_LEFT)
                          : PH_NODE_NONE;
    if (ph_tree_kind(tree, target) == PH_KIND_IDENTIFIER) {
        return is_name_kept(facts, target, function);
    }
    return ph_call_of(tree, function) == PH_NODE_NONE && !ph_calls_back(facts, function);
}

/* `node` stands in a function or lambda inside of `home` that is kept. */
static bool is_in_kept(PhFacts *facts, PhNodeId node, PhNodeId home)
{
    const PhTree *tree = facts->tree;
    for (; node != PH_NODE_NONE && node != home; node = ph_tree_parent(tree, node)) {
        PhKind kind = ph_tree_kind(tree, node);
        if ((kind == PH_KIND_FUNCTION_DEFINITION || kind == PH_KIND_LAMBDA) &&
            is_kept(facts, node)) {
            return true;
        }
    }
    return false;
}

PhAnswer ph_fact_kept_by_closure(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhBindingId id = ph_flow_binding(query, 0);
    if (id == PH_BINDING_NONE) {
        return ph_answer(PH_REFUTED);
    }
    const PhNames *names = facts->names;
    PhNodeId home = names->scopes[names->bindings[id].scope].node;
    for (PhRefId ref = names->bindings[id].first_ref; ref != PH_REF_NONE;
         ref = names->refs[ref].next) {
        PhNodeId node = names->refs[ref].node;
        if (ph_flow_home(names, node) != names->bindings[id].scope &&
            is_in_kept(facts, node, home)) {
            return ph_flow_answer(PH_PROVED, node, PH_BYTES("read by a nested function"));
        }
    }
    return ph_answer(PH_REFUTED);
}
