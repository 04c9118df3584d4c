/*
 * bound_at: does the variable have a value when control comes to the captured code?
 *
 * For variables of functions and comprehensions. On every way, `del` and the end of an
 * `except .. as` included; what only a test or a loop stores is unknown.
 */

#include "facts/flow_assigned.h"

PhAnswer ph_fact_bound_at(const PhFactQuery *query)
{
    PhBindingId binding = ph_flow_binding(query, 0);
    const PhCapture *place = query->args[1].capture;
    if (binding == PH_BINDING_NONE || place == NULL || place->count == 0) {
        return ph_answer(PH_UNKNOWN);
    }
    return ph_flow_assigned_at(query->facts, binding, place->nodes[0]);
}
