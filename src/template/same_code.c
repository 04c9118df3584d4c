#include "template/same_code.h"

/* What is compared as a whole: the leaves of a string do not hold all of its text. */
static bool is_atom(const PhTree *tree, PhNodeId node)
{
    return ph_tree_is_leaf(tree, node) || ph_tree_kind(tree, node) == PH_KIND_STRING;
}

/* The next leaf that counts, or `limit`. */
static PhNodeId next_atom(const PhTree *tree, PhNodeId node, PhNodeId limit)
{
    while (node < limit &&
           (!is_atom(tree, node) || ph_kind_is_extra(ph_tree_kind(tree, node)))) {
        node++;
    }
    return node;
}

/* True if the variable is one of a comprehension or lambda around the code. */
static bool is_of_expression(const PhNames *names, PhBindingId binding, PhNodeId code)
{
    if (binding == PH_BINDING_NONE) {
        return false;
    }
    const PhScope *scope = &names->scopes[names->bindings[binding].scope];
    bool is_inside = code <= scope->node && scope->node < ph_tree_limit(names->tree, code);
    return !is_inside && (scope->kind == PH_SCOPE_KIND_COMPREHENSION ||
                          scope->kind == PH_SCOPE_KIND_LAMBDA);
}

/* The names `a` and `b` of the same letters, in two pieces of code. What functions call
 * alike is taken for the same, as the `self` of two methods. */
static bool same_variable(PhFacts *facts, PhNodeId a, PhNodeId a_code, PhNodeId b,
                          PhNodeId b_code)
{
    const PhNames *names = ph_facts_names(facts);
    PhBindingId a_binding = ph_names_binding(names, a);
    PhBindingId b_binding = ph_names_binding(names, b);
    return a_binding == b_binding || (!is_of_expression(names, a_binding, a_code) &&
                                      !is_of_expression(names, b_binding, b_code));
}

/* Two atoms of one text: all names in them, since a string may hold some. */
static bool same_variables(PhFacts *facts, PhNodeId a, PhNodeId a_code, PhNodeId b,
                           PhNodeId b_code)
{
    const PhTree *tree = facts->tree;
    PhNodeId a_limit = ph_tree_limit(tree, a);
    bool is_same = a_limit - a == ph_tree_limit(tree, b) - b;
    for (; is_same && a < a_limit; a++, b++) {
        is_same = ph_tree_kind(tree, a) != PH_KIND_IDENTIFIER ||
                  same_variable(facts, a, a_code, b, b_code);
    }
    return is_same;
}

bool ph_same_code(PhFacts *facts, PhNodeId a, PhNodeId b)
{
    const PhTree *tree = facts->tree;
    PhNodeId a_code = a;
    PhNodeId b_code = b;
    PhNodeId a_limit = ph_tree_limit(tree, a);
    PhNodeId b_limit = ph_tree_limit(tree, b);
    for (;;) {
        a = next_atom(tree, a, a_limit);
        b = next_atom(tree, b, b_limit);
        if (a == a_limit || b == b_limit) {
            return a == a_limit && b == b_limit;
        }
        bool is_same = ph_bytes_equal(ph_tree_text(tree, a), ph_tree_text(tree, b)) &&
                       same_variables(facts, a, a_code, b, b_code);
        if (!is_same) {
            return false;
        }
        a = ph_tree_limit(tree, a);
        b = ph_tree_limit(tree, b);
    }
}
