/*
 * dead_after: once the captured code has ended, is the variable stored again before
 * anything reads it, on every way through its function? See flow_live.h.
 */

#include "facts/flow_live.h"

PhAnswer ph_fact_dead_after(const PhFactQuery *query)
{
    PhBindingId binding = ph_flow_binding(query, 0);
    const PhCapture *capture = query->args[1].capture;
    PhAnswer answer = ph_answer(PH_PROVED);
    PhFlowRegion region;
    uint32_t next = 0;
    if (capture == NULL || capture->count == 0) {
        return ph_answer(PH_UNKNOWN);
    }
    while (ph_flow_next_region(query->facts->tree, capture, &next, &region)) {
        PhAnswer one = ph_flow_dead_after(query->facts, binding, region);
        answer = ph_answer_weakest(answer, one);
    }
    return answer;
}
