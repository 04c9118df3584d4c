/* suspends: does the captured code yield, await, or loop or enter a context with async? */

#include "facts/flow.h"

PhAnswer ph_fact_suspends(const PhFactQuery *query)
{
    return ph_flow_exits_any(query, 0, PH_EXIT_SUSPEND);
}
