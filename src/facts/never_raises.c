/*
 * never_raises: does running the captured statement always succeed, by code of builtin
 * classes alone?
 *
 * For the simple statements of plain_step.h whose value is total. That a sum of numbers has
 * an int which is too large for a float does not count.
 */

#include "facts/effects.h"
#include "facts/plain_step.h"

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
    bool is_total = step.value == PH_NODE_NONE ||
                    ph_effect_of(facts, step.value, &cause) == PH_EFFECT_TOTAL;
    return is_total
               ? ph_answer(PH_PROVED)
               : ph_flow_answer(PH_UNKNOWN, cause, PH_BYTES("may raise or run other code"));
}
