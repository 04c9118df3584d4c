/*
 * iterated: are the elements of the value taken one after the other where it stands, and is
 * that all that is done with it there?
 *
 * By a for statement, a comprehension or `*x` in a call or display.
 */

#include "facts/flow.h"

PhAnswer ph_fact_iterated(const PhFactQuery *query)
{
    const PhTree *tree = query->facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_REFUTED);
    }
    node = ph_tree_out_of_parens(tree, node);
    switch (ph_tree_kind(tree, ph_tree_parent(tree, node))) {
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_FOR_IN_CLAUSE:
        return ph_answer(tree->fields[node] == PH_FIELD_RIGHT ? PH_PROVED : PH_REFUTED);
    case PH_KIND_LIST_SPLAT: return ph_answer(PH_PROVED);
    default: return ph_answer(PH_REFUTED);
    }
}
