/* sliced_each_round: is it a slice of a variable that a loop around takes time and again,
 * and that it never stores to? See repeated_slices. */

#include "facts/invariant.h"

PhAnswer ph_fact_sliced_each_round(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    PhNodeId name = node == PH_NODE_NONE ? node : ph_sliced_name(tree, node);
    PhNodeId loop = name == PH_NODE_NONE ? name : ph_flow_loop_around(tree, node);
    for (; loop != PH_NODE_NONE; loop = ph_flow_loop_around(tree, loop)) {
        PhKind kind = ph_tree_kind(tree, loop);
        bool is_statement =
            kind == PH_KIND_FOR_STATEMENT || kind == PH_KIND_WHILE_STATEMENT;
        if (is_statement && ph_loop_repeats(facts, loop, node) &&
            ph_slice_is_steady(facts, loop, name)) {
            return ph_answer(PH_PROVED);
        }
    }
    return ph_answer(PH_REFUTED);
}
