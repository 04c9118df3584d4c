/*
 * truth_tested: is nothing looked at but whether the expression is true?
 *
 * Proved for the condition of if, elif, while, assert, a conditional expression and a
 * comprehension, for the operand of `not`, for the argument of the builtin bool, and for an
 * operand of `and` or `or` whose own value is only tested.
 */

#include "facts/truth_tested.h"

#include "syntax/walk.h"

static bool is_argument_of_bool(PhFacts *facts, PhNodeId list, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    PhNodeId call = ph_tree_parent(tree, list);
    if (ph_tree_kind(tree, call) != PH_KIND_CALL ||
        ph_tree_first_named(tree, list) != node ||
        ph_tree_next_named(tree, node) != PH_NODE_NONE) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhRefId ref = function == PH_NODE_NONE ? PH_REF_NONE
                                           : ph_names_ref(ph_facts_names(facts), function);
    return ref != PH_REF_NONE && ph_bytes_is(ph_tree_text(tree, function), "bool") &&
           ph_names_is_builtin(facts->names, facts->names->refs[ref].scope,
                               PH_BYTES("bool"));
}

/* The condition of `a if c else b` is its second part. */
static bool is_middle(const PhTree *tree, PhNodeId choice, PhNodeId node)
{
    return ph_tree_next_named(tree, ph_tree_first_named(tree, choice)) == node;
}

bool ph_is_truth_tested(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    for (;;) {
        PhNodeId parent = ph_tree_parent(tree, node);
        switch (ph_tree_kind(tree, parent)) {
        case PH_KIND_PARENTHESIZED_EXPRESSION:
        case PH_KIND_BOOLEAN_OPERATOR: node = parent; continue;
        case PH_KIND_NOT_OPERATOR:
        case PH_KIND_IF_CLAUSE: return true;
        case PH_KIND_IF_STATEMENT:
        case PH_KIND_ELIF_CLAUSE:
        case PH_KIND_WHILE_STATEMENT:
            return ph_tree_field(tree, node) == PH_FIELD_CONDITION;
        case PH_KIND_ASSERT_STATEMENT: return ph_tree_first_named(tree, parent) == node;
        case PH_KIND_CONDITIONAL_EXPRESSION: return is_middle(tree, parent, node);
        case PH_KIND_ARGUMENT_LIST: return is_argument_of_bool(facts, parent, node);
        default: return false;
        }
    }
}

PhAnswer ph_fact_truth_tested(const PhFactQuery *query)
{
    bool is_tested = ph_is_truth_tested(query->facts, query->args[0].capture->nodes[0]);
    return ph_answer(is_tested ? PH_PROVED : PH_REFUTED);
}
