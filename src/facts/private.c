/*
 * private: does only one function see the variable?
 *
 * Comprehensions, and generators that a builtin uses up where they stand, do not count as
 * others: they have run when the expression around them has.
 */

#include "facts/flow.h"

PhAnswer ph_fact_private(const PhFactQuery *query)
{
    PhBindingId binding = ph_flow_binding(query, 0);
    bool is_private =
        binding != PH_BINDING_NONE && ph_flow_is_private(query->facts, binding);
    return ph_answer(is_private ? PH_PROVED : PH_REFUTED);
}
