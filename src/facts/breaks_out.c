/*
 * breaks_out: does a break or continue in the captured statements leave them?
 *
 * It does if no loop within takes it: a jump in the `else` of a loop belongs outside.
 */

#include "facts/flow.h"

PhAnswer ph_fact_breaks_out(const PhFactQuery *query)
{
    const PhCapture *region = query->args[0].capture;
    if (region != NULL && region->is_list && region->count == 0) {
        return ph_answer(PH_REFUTED);
    }
    return ph_flow_exits_any(query, 0, PH_EXIT_BREAK | PH_EXIT_CONTINUE);
}
