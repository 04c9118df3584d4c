/*
 * walk_unchanged_while: does a walk through the first, whose value is taken before, find
 * the same while the second runs? See unchanged.h.
 */

#include "facts/unchanged.h"

PhAnswer ph_fact_walk_unchanged_while(const PhFactQuery *query)
{
    PhNodeId iterable = ph_flow_node(query, 0);
    const PhCapture *during = query->args[1].capture;
    PhAnswer answer = ph_answer(PH_PROVED);
    PhFlowRegion region;
    uint32_t next = 0;
    if (iterable == PH_NODE_NONE || during == NULL ||
        (during->count == 0 && !during->is_list)) {
        return ph_answer(PH_UNKNOWN);
    }
    while (ph_flow_next_region(query->facts->tree, during, &next, &region)) {
        answer =
            ph_answer_weakest(answer, ph_unchanged_walk(query->facts, iterable, region));
    }
    return answer;
}
