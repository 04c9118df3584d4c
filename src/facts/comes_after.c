/*
 * comes_after: does control come to the first only when all of the captured statement has
 * run to its end?
 *
 * Where it stands behind the statement in the same block, however deep: also in functions
 * and classes that are defined there, which exist only then. The block of a `with open(..)`
 * counts as one with that around it.
 */

#include "facts/flow.h"
#include "syntax/walk.h"

/* In the block of `with open(..)`, which lets no exception pass in silence: who comes
 * behind that has run all of it. */
static bool is_in_open(PhFacts *facts, PhNodeId statement)
{
    const PhTree *tree = facts->tree;
    PhNodeId with = statement == PH_NODE_NONE
                        ? PH_NODE_NONE
                        : ph_tree_parent(tree, ph_tree_parent(tree, statement));
    return ph_tree_kind(tree, with) == PH_KIND_WITH_STATEMENT &&
           ph_flow_with_is_transparent(facts, with);
}

PhAnswer ph_fact_comes_after(const PhFactQuery *query)
{
    const PhTree *tree = query->facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    const PhCapture *capture = query->args[1].capture;
    if (node == PH_NODE_NONE || capture == NULL || capture->count == 0) {
        return ph_answer(PH_REFUTED);
    }
    PhNodeId statement = ph_tree_statement_of(tree, capture->nodes[capture->count - 1]);
    while (is_in_open(query->facts, statement)) {
        statement = ph_tree_parent(tree, ph_tree_parent(tree, statement));
    }
    bool is_behind = statement != PH_NODE_NONE && node >= ph_tree_limit(tree, statement) &&
                     ph_tree_is_within(tree, node, ph_tree_parent(tree, statement));
    return ph_answer(is_behind ? PH_PROVED : PH_REFUTED);
}
