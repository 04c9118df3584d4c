/*
 * dead_after: once the captured code has ended, is the variable stored again before
 * anything reads it, on every way through its function? See flow_live.h.
 */

#include "facts/flow_live.h"

PhAnswer ph_fact_dead_after(const PhFactQuery *query)
{
    return ph_flow_dead_all(query, ph_flow_dead_after);
}
