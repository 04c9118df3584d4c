/*
 * exits: does the captured code hold a way out other than its end?
 *
 * return, raise, yield, await, and break and continue that no loop within takes. What runs
 * only when a function defined there is called does not count, nor do exceptions that an
 * expression may raise: dead_on_raise is about those.
 */

#include "facts/flow.h"

PhAnswer ph_fact_exits(const PhFactQuery *query)
{
    return ph_flow_exits_any(query, 0,
                             PH_EXIT_RETURN | PH_EXIT_BREAK | PH_EXIT_CONTINUE |
                                 PH_EXIT_RAISE | PH_EXIT_SUSPEND);
}
