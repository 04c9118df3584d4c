#include "facts/fresh_result.h"

#include "facts/calls.h"
#include "facts/functions.h"
#include "facts/lent.h"
#include "facts/types.h"
#include "facts/uses.h"

/* A variable that is only ever given new lists, of which nothing else has hold when the
 * function returns. */
static bool is_own_list(PhFacts *facts, PhNodeId name)
{
    const PhNames *names = facts->names;
    PhBindingId id = ph_tree_kind(facts->tree, name) == PH_KIND_IDENTIFIER
                         ? ph_names_binding(names, name)
                         : PH_BINDING_NONE;
    if (id == PH_BINDING_NONE || !ph_flow_is_private(facts, id)) {
        return false;
    }
    PhFlowRefs refs = ph_flow_refs(facts, id);
    const uint8_t *uses = ph_uses_of(facts, id);
    for (uint32_t i = 0; i < refs.count; i++) {
        if (uses[i] == PH_USE_LEAK || uses[i] == PH_USE_LEAK_EMPTY ||
            ph_is_walked_later(facts, names->refs[refs.items[i]].node)) {
            return false;
        }
    }
    return true;
}

/* `name` is that of the function. */
static bool is_returned_fresh(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    PhNodeId def = ph_def_of_name(tree, name);
    for (PhNodeId node = ph_function_next(tree, def, def); node != PH_NODE_NONE;
         node = ph_function_next(tree, def, node)) {
        if (ph_tree_kind(tree, node) != PH_KIND_RETURN_STATEMENT) {
            continue;
        }
        PhNodeId value = ph_tree_first_named(tree, node);
        value = value == PH_NODE_NONE ? value : ph_tree_strip_parens(tree, value);
        if (value == PH_NODE_NONE || (ph_uses_is_fresh_list(facts, value) != PH_PROVED &&
                                      !is_own_list(facts, value))) {
            return false;
        }
    }
    return true;
}

bool ph_is_result_fresh(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhNodeId def = ph_called_function(facts, ph_tree_child(tree, call, PH_FIELD_FUNCTION));
    return def != PH_NODE_NONE && ph_def_is_sole(facts, def) &&
           ph_function_runs_at_once(facts, def) &&
           ph_type_of(facts, call).kinds == PH_TYPE_LIST &&
           ph_function_has_trait(facts, ph_tree_child(tree, def, PH_FIELD_NAME),
                                 PH_TRAIT_GIVES_FRESH, is_returned_fresh);
}
