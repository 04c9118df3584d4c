/*
 * Types through calls of functions of this file: what they return, and what their
 * parameters are given.
 *
 * A name means one function if the file stores to it once, by an undecorated def. That no
 * other module puts another function in its place is taken for granted
 * (docs/assumptions.md). What a parameter is given is known if every mention of the
 * function is a call that says which argument is which, and nobody else can mention it.
 */

#include "facts/calls.h"
#include "facts/flow_assigned.h"
#include "facts/functions.h"
#include "facts/types.h"

PhScopeId ph_type_callee(PhFacts *facts, PhNodeId function)
{
    PhNodeId def = ph_called_function(facts, function);
    PhNodeId body = def == PH_NODE_NONE || !ph_def_is_sole(facts, def)
                        ? PH_NODE_NONE
                        : ph_tree_child(facts->tree, def, PH_FIELD_BODY);
    return body == PH_NODE_NONE ? PH_SCOPE_NONE : ph_names_scope_at(facts->names, body);
}

PhType ph_type_of_returns(PhFacts *facts, PhScopeId id, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    const PhScope *scope = &facts->names->scopes[id];
    PhType none = {.kinds = PH_TYPE_NONE};
    if (scope->is_async) {
        return ph_type_unknown();
    }
    if (scope->is_generator) {
        return (PhType){PH_TYPE_ITERABLE, PH_TYPE_UNKNOWN, PH_TYPE_UNKNOWN};
    }
    PhNodeId body = ph_tree_child(tree, scope->node, PH_FIELD_BODY);
    PhType type = ph_flow_never_completes(facts, body) ? (PhType){0} : none;
    ph_facts_claim(facts, body);
    for (PhNodeId node = body; node != PH_NODE_NONE;
         node = ph_function_next(tree, scope->node, node)) {
        if (tree->kinds[node] == PH_KIND_RETURN_STATEMENT) {
            PhNodeId value = ph_tree_first_named(tree, node);
            type = ph_type_union(type, value == PH_NODE_NONE
                                           ? none
                                           : ph_type_of_within(facts, value, depth));
        }
        if ((type.kinds & PH_TYPE_UNKNOWN) != 0) {
            return ph_type_unknown();
        }
    }
    return ph_type_shared(type);
}

/* The default value of a parameter, or PH_NODE_NONE. */
static PhNodeId default_of(const PhTree *tree, PhNodeId parameter)
{
    PhKind kind = ph_tree_kind(tree, parameter);
    return kind == PH_KIND_DEFAULT_PARAMETER || kind == PH_KIND_TYPED_DEFAULT_PARAMETER
               ? ph_tree_child(tree, parameter, PH_FIELD_VALUE)
               : PH_NODE_NONE;
}

PhType ph_type_of_arguments(PhFacts *facts, PhNodeId name, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhNodeId def = ph_def_of_name(tree, name);
    PhNodeId parent = ph_tree_parent(tree, name);
    PhNodeId parameter = ph_tree_kind(tree, parent) == PH_KIND_PARAMETERS ? name : parent;
    PhCallSites sites;
    if (def == PH_NODE_NONE || ph_parameter_name(tree, parameter) != name ||
        !ph_calls_of(facts, def, true, &sites)) {
        return ph_type_unknown();
    }
    PhType type = {0};
    for (size_t i = 0; i < sites.count; i++) {
        PhNodeId value;
        PhPassed passed =
            ph_call_passes(tree, sites.items[i], def, ph_tree_text(tree, name), &value);
        if (passed == PH_PASSED_PERHAPS) {
            return ph_type_unknown();
        }
        if (passed == PH_PASSED_NOTHING) {
            value = default_of(tree, parameter);
        }
        /* Without a value the call raises, and the function is not run. */
        if (value != PH_NODE_NONE) {
            type = ph_type_union(type, ph_type_of_within(facts, value, depth));
        }
        if ((type.kinds & PH_TYPE_UNKNOWN) != 0) {
            return ph_type_unknown();
        }
    }
    return ph_type_shared(type);
}
