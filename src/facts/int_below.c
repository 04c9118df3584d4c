/*
 * int_below: is the value an int that is not negative and has no more bits than the second
 * argument, a number in quotes, says?
 */

#include <stdlib.h>

#include "facts/flow.h"
#include "facts/int_bounds.h"
#include "facts/types.h"

PhAnswer ph_fact_int_below(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId node = ph_flow_node(query, 0);
    PhIntBounds bounds;
    long bits = strtol(ph_arena_string(facts->arena, query->args[1].text), NULL, 10);
    if (node == PH_NODE_NONE || bits < 1 || bits > 62) {
        return ph_answer(PH_UNKNOWN);
    }
    if (!ph_int_bounds(facts, node, &bounds)) {
        PhNodeId cause = node;
        PhBytes why = ph_type_why_unknown(facts, node, &cause);
        return ph_flow_answer(PH_UNKNOWN, cause, why);
    }
    bool is_below = bounds.least >= 0 && bounds.most < (int64_t)1 << bits;
    bool is_never = bounds.most < 0 || bounds.least >= (int64_t)1 << bits;
    return ph_flow_answer(is_below   ? PH_PROVED
                          : is_never ? PH_REFUTED
                                     : PH_UNKNOWN,
                          node, PH_BYTES("may be negative or large"));
}
