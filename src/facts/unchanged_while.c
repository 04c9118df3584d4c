/*
 * unchanged_while: would each expression of the first give the same value while the second
 * runs? See unchanged.h.
 */

#include "facts/unchanged.h"

PhAnswer ph_fact_unchanged_while(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhCapture *code = query->args[0].capture;
    const PhCapture *during = query->args[1].capture;
    PhAnswer answer = ph_answer(PH_PROVED);
    PhFlowRegion region;
    uint32_t next = 0;
    if (code == NULL || during == NULL || (during->count == 0 && !during->is_list)) {
        return ph_answer(PH_UNKNOWN);
    }
    while (ph_flow_next_region(facts->tree, during, &next, &region)) {
        for (uint32_t i = 0; i < code->count; i++) {
            answer =
                ph_answer_weakest(answer, ph_unchanged_code(facts, code->nodes[i], region));
        }
    }
    return answer;
}
