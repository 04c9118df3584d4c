/*
 * used_up: is what is read from the expression read while its own statement runs, and
 * nothing kept that could read on?
 *
 * A loop over it, a list, set or dict comprehension, or a builtin that reads all of it;
 * also through enumerate, zip, map and their kin, if those are used up themselves.
 */

#include "facts/uses.h"

PhAnswer ph_fact_used_up(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    PhNodeId top = ph_uses_out_of_walkers(facts, node);
    PhNodeId parent = ph_tree_parent(tree, top);
    bool is_right = tree->fields[top] == PH_FIELD_RIGHT;
    bool is_walked = is_right && ph_tree_kind(tree, parent) == PH_KIND_FOR_STATEMENT;
    if (is_right && ph_tree_kind(tree, parent) == PH_KIND_FOR_IN_CLAUSE) {
        PhNodeId owner = ph_tree_parent(tree, parent);
        is_walked = ph_tree_kind(tree, owner) != PH_KIND_GENERATOR_EXPRESSION ||
                    ph_flow_is_consumed(facts, owner);
    }
    bool is_read = is_walked || ph_flow_is_consumed(facts, top);
    return is_read ? ph_answer(PH_PROVED)
                   : ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("kept, perhaps"));
}
