/*
 * handed_on: does the object itself go elsewhere from where the expression stands?
 *
 * Returned, yielded, passed to a call, stored, put into a display, formatted, or compared.
 * What reads a part of it, changes it or computes with it does not hand it on.
 */

#include "facts/flow.h"

static bool is_equality(const PhTree *tree, PhNodeId comparison)
{
    PH_FOR_EACH_CHILD(tree, comparison, child)
    {
        if (tree->fields[child] == PH_FIELD_OPERATORS &&
            tree->kinds[child] != PH_TOKEN_DOUBLE_EQUAL &&
            tree->kinds[child] != PH_TOKEN_NOT_EQUAL) {
            return false;
        }
    }
    return true;
}

PhAnswer ph_fact_handed_on(const PhFactQuery *query)
{
    const PhTree *tree = query->facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_REFUTED);
    }
    node = ph_tree_out_of_parens(tree, node);
    PhNodeId parent = ph_tree_parent(tree, node);
    bool is_handed_on = false;
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_RETURN_STATEMENT:
    case PH_KIND_YIELD:
    case PH_KIND_ARGUMENT_LIST:
    case PH_KIND_LIST:
    case PH_KIND_TUPLE:
    case PH_KIND_EXPRESSION_LIST:
    case PH_KIND_INTERPOLATION:
    case PH_KIND_FORMAT_EXPRESSION: is_handed_on = true; break;
    case PH_KIND_KEYWORD_ARGUMENT:
    case PH_KIND_PAIR: is_handed_on = tree->fields[node] == PH_FIELD_VALUE; break;
    case PH_KIND_ASSIGNMENT: is_handed_on = tree->fields[node] == PH_FIELD_RIGHT; break;
    case PH_KIND_COMPARISON_OPERATOR: is_handed_on = is_equality(tree, parent); break;
    default: break;
    }
    return ph_answer(is_handed_on ? PH_PROVED : PH_REFUTED);
}
