/*
 * never_raises: does running the captured statement always succeed, by code of builtin
 * classes alone?
 *
 * For the simple statements of plain_step.h whose value is total. That a sum of numbers has
 * an int which is too large for a float does not count.
 */

#include "facts/effects.h"
#include "facts/plain_step.h"
#include "facts/types.h"
#include "syntax/walk.h"

static bool is_total(PhFacts *facts, PhNodeId node)
{
    PhNodeId cause;
    return ph_effect_of(facts, node, &cause) == PH_EFFECT_TOTAL;
}

/* `a + V` of numbers raises nothing itself, as `a += V` does not: V is left. */
static PhNodeId rest_of_sum(PhFacts *facts, PhNodeId value)
{
    static const char *const k_signs[] = {"+", "-", "*"};
    const PhTree *tree = facts->tree;
    PhTypeSet reals = PH_TYPE_BOOL | PH_TYPE_INT | PH_TYPE_FLOAT;
    if (ph_tree_kind(tree, value) != PH_KIND_BINARY_OPERATOR) {
        return value;
    }
    PhNodeId left = ph_tree_child(tree, value, PH_FIELD_LEFT);
    PhNodeId right = ph_tree_child(tree, value, PH_FIELD_RIGHT);
    PhBytes sign = ph_tree_text(tree, ph_tree_child(tree, value, PH_FIELD_OPERATOR));
    bool is_plain = ph_bytes_is_one_of(sign, k_signs, PH_COUNT_OF(k_signs)) &&
                    is_total(facts, left) && ph_effect_has_type(facts, left, reals) &&
                    ph_effect_has_type(facts, right, reals);
    return is_plain ? right : value;
}

PhAnswer ph_fact_never_raises(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId statement = ph_flow_node(query, 0);
    PhPlainStep step;
    PhNodeId cause;
    if (statement == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    if (!ph_plain_step(facts, statement, &step)) {
        return ph_flow_answer(PH_UNKNOWN, statement,
                              PH_BYTES("may raise or run other code"));
    }
    bool is_fit =
        step.value == PH_NODE_NONE ||
        ph_effect_of(facts, rest_of_sum(facts, step.value), &cause) == PH_EFFECT_TOTAL;
    return is_fit
               ? ph_answer(PH_PROVED)
               : ph_flow_answer(PH_UNKNOWN, cause, PH_BYTES("may raise or run other code"));
}
