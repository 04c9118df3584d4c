/*
 * dead_on_raise: if the captured code raises, does no handler, finally or later code of
 * this activation read the variable? See flow_live.h.
 */

#include "facts/flow_live.h"

PhAnswer ph_fact_dead_on_raise(const PhFactQuery *query)
{
    return ph_flow_dead_all(query, ph_flow_dead_on_raise);
}
