/*
 * captured: does another scope read or write the variable? Comprehensions are scopes of
 * their own and count.
 */

#include "facts/flow.h"

PhAnswer ph_fact_captured(const PhFactQuery *query)
{
    PhBindingId id = ph_flow_binding(query, 0);
    bool is_captured =
        id != PH_BINDING_NONE && query->facts->names->bindings[id].is_captured;
    return ph_answer(is_captured ? PH_PROVED : PH_REFUTED);
}
