/*
 * never_negative: is the value an int or a float, and neither negative nor -0.0?
 *
 * Known are ints with bounds, absolute values, squares, results of functions that are never
 * negative, literals, and sums, products and quotients of those. NaN counts as not
 * negative.
 */

#include "facts/effects.h"
#include "facts/int_bounds.h"
#include "facts/types.h"

enum { PH_PARTS = 32, PH_REAL = PH_TYPE_BOOL | PH_TYPE_INT | PH_TYPE_FLOAT };

typedef struct PhParts {
    PhNodeId nodes[PH_PARTS];
    uint32_t count;
} PhParts;

static bool is_square(const PhTree *tree, PhNodeId node, PhBytes sign)
{
    PhBytes left = ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_LEFT));
    PhBytes right = ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_RIGHT));
    return (ph_bytes_is(sign, "**") && ph_bytes_is(right, "2")) ||
           (ph_bytes_is(sign, "*") && ph_bytes_equal(left, right));
}

static bool is_absolute(PhFacts *facts, PhNodeId node)
{
    static const char *const k_paths[] = {"math.fabs", "math.exp", "math.hypot",
                                          "math.dist"};
    const PhTree *tree = facts->tree;
    PhNodeId arg;
    if (ph_flow_is_builtin_call(facts, node, "abs", &arg)) {
        return true;
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_paths); i++) {
        if (ph_facts_means(facts, ph_tree_child(tree, node, PH_FIELD_FUNCTION),
                           ph_bytes_of(k_paths[i]))) {
            return true;
        }
    }
    return false;
}

/* False: it may be negative. Parts that must not be are left in `parts`. */
static bool take_apart(PhFacts *facts, PhNodeId node, PhParts *parts)
{
    const PhTree *tree = facts->tree;
    PhIntBounds bounds;
    if (ph_int_bounds(facts, node, &bounds)) {
        return bounds.least >= 0;
    }
    if (!ph_effect_has_type(facts, node, PH_REAL)) {
        return false;
    }
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_FLOAT: return true;
    case PH_KIND_CALL: return is_absolute(facts, node);
    case PH_KIND_BINARY_OPERATOR: {
        PhBytes sign = ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_OPERATOR));
        if (is_square(tree, node, sign)) {
            return true;
        }
        bool keeps =
            ph_bytes_is(sign, "+") || ph_bytes_is(sign, "*") || ph_bytes_is(sign, "/");
        if (!keeps || parts->count + 2 > PH_PARTS) {
            return false;
        }
        parts->nodes[parts->count++] = ph_tree_child(tree, node, PH_FIELD_LEFT);
        parts->nodes[parts->count++] = ph_tree_child(tree, node, PH_FIELD_RIGHT);
        return true;
    }
    default: return false;
    }
}

PhAnswer ph_fact_never_negative(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId node = ph_flow_node(query, 0);
    PhParts parts = {.nodes = {node}, .count = node == PH_NODE_NONE ? 0 : 1};
    if (parts.count == 0) {
        return ph_answer(PH_UNKNOWN);
    }
    while (parts.count > 0) {
        PhNodeId part = ph_tree_strip_parens(facts->tree, parts.nodes[--parts.count]);
        if (!take_apart(facts, part, &parts)) {
            PhNodeId cause = part;
            PhBytes why = ph_effect_has_type(facts, part, PH_REAL)
                              ? PH_BYTES("may be negative")
                              : ph_type_why_unknown(facts, part, &cause);
            return ph_flow_answer(PH_UNKNOWN, cause, why);
        }
    }
    return ph_answer(PH_PROVED);
}
