/*
 * owner_optional: may the attribute that holds the owner be None, as far as the file tells?
 *
 * The parameter has the default None, somebody compares it or the attribute with None or
 * tests it, the attribute is stored None, or None is passed to something.
 */

#include "facts/owners.h"

/* None is beside the node in a comparison, or the node is a condition. */
static bool is_tested(const PhTree *tree, PhNodeId node)
{
    PhNodeId up = ph_tree_parent(tree, node);
    switch (ph_tree_kind(tree, up)) {
    case PH_KIND_COMPARISON_OPERATOR:
        for (PhNodeId side = ph_tree_first_named(tree, up); side != PH_NODE_NONE;
             side = ph_tree_next_named(tree, side)) {
            if (ph_tree_kind(tree, side) == PH_KIND_NONE) {
                return true;
            }
        }
        return false;
    case PH_KIND_NOT_OPERATOR:
    case PH_KIND_BOOLEAN_OPERATOR:
    case PH_KIND_IF_STATEMENT:
    case PH_KIND_ELIF_CLAUSE:
    case PH_KIND_WHILE_STATEMENT:
    case PH_KIND_CONDITIONAL_EXPRESSION:
    case PH_KIND_DEFAULT_PARAMETER:
    case PH_KIND_TYPED_DEFAULT_PARAMETER: return true;
    default: return false;
    }
}

PhAnswer ph_fact_owner_optional(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId name = ph_flow_node(query, 0);
    PhNodeId parameter = name == PH_NODE_NONE ? name : ph_owner_parameter(facts, name);
    if (parameter == PH_NODE_NONE) {
        return ph_answer(PH_PROVED);
    }
    PhBytes x = ph_tree_text(tree, name);
    PhBytes p = ph_tree_text(tree, parameter);
    for (PhNodeId node = 0; node < tree->count; node++) {
        PhKind kind = ph_tree_kind(tree, node);
        PhNodeId up = node == 0 ? PH_NODE_NONE : ph_tree_parent(tree, node);
        bool is_passed_none =
            kind == PH_KIND_NONE && (ph_tree_kind(tree, up) == PH_KIND_ARGUMENT_LIST ||
                                     ph_tree_kind(tree, up) == PH_KIND_KEYWORD_ARGUMENT ||
                                     ph_tree_kind(tree, up) == PH_KIND_ASSIGNMENT);
        bool is_name =
            kind == PH_KIND_IDENTIFIER && (ph_bytes_equal(ph_tree_text(tree, node), x) ||
                                           ph_bytes_equal(ph_tree_text(tree, node), p));
        PhNodeId outer = is_name && ph_tree_kind(tree, up) == PH_KIND_ATTRIBUTE ? up : node;
        if (is_passed_none || (is_name && is_tested(tree, outer))) {
            return ph_answer(PH_PROVED);
        }
    }
    return ph_answer(PH_REFUTED);
}
