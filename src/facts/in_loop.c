/*
 * in_loop: is the code evaluated anew each time round a loop or comprehension of its
 * function? A loop's own iterable and its else are outside.
 */

#include "facts/flow.h"

PhAnswer ph_fact_in_loop(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_REFUTED);
    }
    PhNodeId loop = ph_flow_loop_around(query->facts->tree, node);
    return ph_flow_answer(loop == PH_NODE_NONE ? PH_REFUTED : PH_PROVED, loop,
                          PH_BYTES("repeated by this loop"));
}
