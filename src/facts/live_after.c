/*
 * live_after: may something read the variable, as it is when the captured code has ended?
 * The opposite of dead_after.
 */

#include "facts/flow_live.h"

PhAnswer ph_fact_live_after(const PhFactQuery *query)
{
    PhAnswer answer = ph_fact_dead_after(query);
    if (answer.verdict != PH_UNKNOWN) {
        answer.verdict = answer.verdict == PH_PROVED ? PH_REFUTED : PH_PROVED;
    }
    return answer;
}
