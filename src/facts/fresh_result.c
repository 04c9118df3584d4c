#include "facts/fresh_result.h"

#include "facts/calls.h"
#include "facts/functions.h"
#include "facts/lent.h"
#include "facts/types.h"
#include "facts/uses.h"

enum { PH_FRESH_DEPTH = 6 }; /* functions that return what others return */

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

static bool is_returned_fresh(PhFacts *facts, PhNodeId def)
{
    const PhTree *tree = facts->tree;
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
    PhNodeId function = ph_tree_child(facts->tree, call, PH_FIELD_FUNCTION);
    PhNodeId def = ph_called_function(facts, function);
    if (def == PH_NODE_NONE || !ph_def_is_sole(facts, def) ||
        !ph_function_runs_at_once(facts, def) ||
        ph_type_of(facts, call).kinds != PH_TYPE_LIST) {
        return false;
    }
    PhFlowBinding *entry = ph_flow_entry(facts, ph_names_binding(facts->names, function));
    if (entry->fresh_result == PH_SUMMARY_UNASKED &&
        facts->function_depth < PH_FRESH_DEPTH) {
        entry->fresh_result = PH_SUMMARY_NO;
        ph_facts_claim(facts, facts->function_depth > 0 ? 0 : def);
        facts->function_depth++;
        bool is_fresh = is_returned_fresh(facts, def);
        facts->function_depth--;
        entry->fresh_result = is_fresh ? PH_SUMMARY_YES : PH_SUMMARY_NO;
    } else if (entry->fresh_result == PH_SUMMARY_YES) {
        ph_facts_claim(facts, 0); /* what it relied on is not kept */
    }
    return entry->fresh_result == PH_SUMMARY_YES;
}
