/*
 * float_arithmetic: is the expression made of nothing but `+`, `-`, `*` and unary minus,
 * over the captured names, variables that are floats, and constants exact as a float64? It
 * must mention one of the names, and make a new value: a name alone does not. Such
 * arithmetic is rounded alike element by element and on whole arrays.
 */

#include "facts/flow_live.h"
#include "facts/types.h"

enum { PH_EXACT_DIGITS = 15 };

/* Of a float literal the value is a float64 already; an int must be small. */
static bool is_exact(const PhTree *tree, PhNodeId node)
{
    PhBytes text = ph_tree_text(tree, node);
    for (size_t i = 0; i < text.len; i++) {
        bool is_digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        bool is_of_float = text.ptr[i] == '.' || text.ptr[i] == 'e' || text.ptr[i] == '-';
        if (!is_digit && !(is_of_float && tree->kinds[node] == PH_KIND_FLOAT)) {
            return false;
        }
    }
    return tree->kinds[node] == PH_KIND_FLOAT || text.len <= PH_EXACT_DIGITS;
}

static bool is_target(PhFacts *facts, PhNodeId name, const PhCapture *targets)
{
    PhBindingId binding = ph_names_binding(ph_facts_names(facts), name);
    for (uint32_t i = 0; targets != NULL && i < targets->count; i++) {
        if (binding != PH_BINDING_NONE &&
            ph_names_binding(facts->names, targets->nodes[i]) == binding) {
            return true;
        }
    }
    return false;
}

/* `2 * 3`: an int of any size, which no array would take. */
static bool is_of_constants(const PhTree *tree, PhNodeId operation)
{
    for (PhNodeId node = operation; node < ph_tree_limit(tree, operation); node++) {
        if (tree->kinds[node] == PH_KIND_IDENTIFIER) {
            return false;
        }
    }
    return true;
}

static bool is_arithmetic_node(const PhFactQuery *query, PhNodeId node, bool *has_target)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    switch (tree->kinds[node]) {
    case PH_KIND_BINARY_OPERATOR: return !is_of_constants(tree, node);
    case PH_KIND_PARENTHESIZED_EXPRESSION:
    case PH_TOKEN_PLUS:
    case PH_TOKEN_MINUS:
    case PH_TOKEN_STAR: return true;
    case PH_KIND_UNARY_OPERATOR:
        return ph_tree_kind(tree, ph_tree_child(tree, node, PH_FIELD_OPERATOR)) ==
               PH_TOKEN_MINUS;
    case PH_KIND_INTEGER:
    case PH_KIND_FLOAT: return is_exact(tree, node);
    case PH_KIND_IDENTIFIER:
        if (is_target(facts, node, query->args[1].capture) ||
            is_target(facts, node, query->args[2].capture)) {
            *has_target = true;
            return true;
        }
        return ph_type_of(facts, node).kinds == PH_TYPE_FLOAT &&
               ph_flow_is_bound(facts, node);
    default:
        return ph_tree_is_leaf(tree, node) && ph_tree_text(tree, node).len == 1 &&
               (ph_bytes_is(ph_tree_text(tree, node), "(") ||
                ph_bytes_is(ph_tree_text(tree, node), ")"));
    }
}

PhAnswer ph_fact_float_arithmetic(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId root = ph_flow_node(query, 0);
    bool has_target = false;
    if (root == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    PhKind kind = ph_tree_kind(facts->tree, ph_tree_strip_parens(facts->tree, root));
    if (kind != PH_KIND_BINARY_OPERATOR && kind != PH_KIND_UNARY_OPERATOR) {
        return ph_flow_answer(PH_UNKNOWN, root, PH_BYTES("no sum, difference or product"));
    }
    for (PhNodeId node = root; node < ph_tree_limit(facts->tree, root); node++) {
        if (!is_arithmetic_node(query, node, &has_target)) {
            return ph_flow_answer(PH_UNKNOWN, node,
                                  PH_BYTES("no sum, difference or product"));
        }
    }
    return ph_answer(has_target ? PH_PROVED : PH_REFUTED);
}
