/* at_least: is the value an int that is not below the second argument, a number in quotes?
 */

#include <stdlib.h>

#include "facts/flow.h"
#include "facts/int_bounds.h"
#include "facts/types.h"

PhAnswer ph_fact_at_least(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId node = ph_flow_node(query, 0);
    PhIntBounds bounds;
    long long least = strtoll(ph_arena_string(facts->arena, query->args[1].text), NULL, 10);
    if (node == PH_NODE_NONE || !ph_int_bounds(facts, node, &bounds)) {
        return ph_answer(PH_UNKNOWN);
    }
    return ph_flow_answer(bounds.least >= least ? PH_PROVED
                          : bounds.most < least ? PH_REFUTED
                                                : PH_UNKNOWN,
                          node, PH_BYTES("may be less"));
}
