/*
 * total: is the expression pure, and does it always give a value?
 */

#include "facts/effects.h"

PhAnswer ph_fact_total(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    PhNodeId cause;
    PhEffect effect = ph_effect_of(query->facts, node, &cause);
    if (effect <= PH_EFFECT_TOTAL) {
        return ph_answer(PH_PROVED);
    }
    if (effect == PH_EFFECT_IMPURE) {
        return ph_flow_answer(PH_REFUTED, cause, PH_BYTES("binds a name or suspends"));
    }
    return ph_flow_answer(PH_UNKNOWN, cause, PH_BYTES("may raise or run other code"));
}
