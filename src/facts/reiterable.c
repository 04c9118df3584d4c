/*
 * reiterable: is the value a container of a builtin class, exactly, that can be walked
 * through time and again, and may the expression be evaluated once instead of each time, or
 * although it would not have been evaluated at all?
 *
 * Of a call of range that holds for names, numbers and lengths, whatever they are: range
 * raises for what is no int, and else changes nothing.
 */

#include "facts/effects.h"
#include "facts/types.h"
#include "syntax/walk.h"

enum {
    PH_REITERABLE = PH_TYPE_STR | PH_TYPE_BYTES | PH_TYPE_TUPLE | PH_TYPE_LIST |
                    PH_TYPE_DICT | PH_TYPE_SET | PH_TYPE_FROZENSET | PH_TYPE_BYTEARRAY |
                    PH_TYPE_RANGE,
};

static bool is_total(PhFacts *facts, PhNodeId node)
{
    PhNodeId cause;
    return ph_effect_of(facts, node, &cause) == PH_EFFECT_TOTAL;
}

/* `len(x)` too, which is taken to raise nothing but a TypeError (docs/assumptions.md). */
static bool is_plain_argument(PhFacts *facts, PhNodeId node)
{
    PhNodeId measured;
    return is_total(facts, node) ||
           (ph_flow_is_builtin_call(facts, node, "len", &measured) &&
            is_total(facts, measured));
}

static bool is_range(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhNodeId args[3];
    uint32_t count = 0;
    if (ph_tree_kind(tree, call) != PH_KIND_CALL) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    if (!ph_bytes_is(ph_tree_text(tree, function), "range") ||
        !ph_flow_is_builtin(facts, function) ||
        !ph_call_positional(tree, call, args, 3, &count)) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!is_plain_argument(facts, args[i])) {
            return false;
        }
    }
    return count > 0;
}

PhAnswer ph_fact_reiterable(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    PhAnswer answer = ph_type_answer(query, PH_REITERABLE);
    if (node == PH_NODE_NONE || answer.verdict != PH_PROVED) {
        return answer;
    }
    node = ph_tree_strip_parens(query->facts->tree, node);
    return is_total(query->facts, node) || is_range(query->facts, node)
               ? answer
               : ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("may raise or run other code"));
}
