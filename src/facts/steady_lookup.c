/*
 * steady_lookup: does looking the expression up give the same object as before the captured
 * loop?
 *
 * For what module_lookups tells, wherever it stands: an attribute of a module, or the call
 * of a function of this file. Unknown where a name of it means something else there.
 */

#include "facts/invariant.h"
#include "syntax/walk.h"

PhAnswer ph_fact_steady_lookup(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    PhNodeId loop = ph_flow_node(query, 1);
    if (node == PH_NODE_NONE || loop == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    if (ph_tree_kind(tree, node) == PH_KIND_CALL) {
        node = ph_tree_child(tree, node, PH_FIELD_FUNCTION);
    }
    bool is_steady =
        ph_loop_repeats(facts, loop, node) && ph_loop_keeps_names(facts, loop, node);
    return is_steady ? ph_answer(PH_PROVED)
                     : ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("looked up elsewhere"));
}
