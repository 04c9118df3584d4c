/*
 * shared_ints: are all values of the expression so small that the interpreter keeps one
 * object for each of them? CPython does from -5 to 256.
 */

#include "facts/flow.h"
#include "facts/int_bounds.h"

PhAnswer ph_fact_shared_ints(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    PhIntBounds bounds;
    bool is_shared = node != PH_NODE_NONE && ph_int_bounds(query->facts, node, &bounds) &&
                     bounds.least >= -5 && bounds.most <= 256;
    return ph_answer(is_shared ? PH_PROVED : PH_REFUTED);
}
