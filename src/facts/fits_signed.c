/*
 * fits_signed: is the value an int, and no bool, that a signed number of as many bits as
 * the second argument, a number in quotes, can hold?
 */

#include <stdlib.h>

#include "facts/flow.h"
#include "facts/int_bounds.h"
#include "facts/types.h"

PhAnswer ph_fact_fits_signed(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId node = ph_flow_node(query, 0);
    PhIntBounds bounds;
    long bits = strtol(ph_arena_string(facts->arena, query->args[1].text), NULL, 10);
    if (node == PH_NODE_NONE || bits < 2 || bits > 64) {
        return ph_answer(PH_UNKNOWN);
    }
    PhTypeSet kinds = ph_type_of(facts, node).kinds;
    if (kinds != 0 && (kinds & (PH_TYPE_INT | PH_TYPE_UNKNOWN)) == 0) {
        return ph_flow_answer(PH_REFUTED, node, PH_BYTES("is no int"));
    }
    if (kinds != PH_TYPE_INT || !ph_int_bounds(facts, node, &bounds)) {
        PhNodeId cause = node;
        PhBytes why = ph_type_why_unknown(facts, node, &cause);
        return ph_flow_answer(PH_UNKNOWN, cause, why);
    }
    int64_t most = INT64_MAX >> (64 - bits);
    int64_t least = -most - 1;
    bool fits = bounds.least >= least && bounds.most <= most;
    bool is_never = bounds.most < least || bounds.least > most;
    return ph_flow_answer(fits       ? PH_PROVED
                          : is_never ? PH_REFUTED
                                     : PH_UNKNOWN,
                          node, PH_BYTES("may be too large"));
}
