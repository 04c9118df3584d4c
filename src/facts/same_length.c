/* same_length: do the two arrays of one dimension have the same, known number of elements,
 * one that the same variable tells, or are they the same variable? */

#include "facts/arrays.h"

PhAnswer ph_fact_same_length(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId a = ph_flow_node(query, 0);
    PhNodeId b = ph_flow_node(query, 1);
    PhArray left = ph_array_of(facts, a);
    PhArray right = ph_array_of(facts, b);
    if (!left.is_vector || !right.is_vector) {
        return ph_flow_answer(PH_UNKNOWN, left.is_vector ? b : a,
                              PH_BYTES("not known to be an array"));
    }
    PhBindingId binding = ph_flow_binding(query, 0);
    if (binding != PH_BINDING_NONE && binding == ph_flow_binding(query, 1)) {
        return ph_answer(PH_PROVED);
    }
    if (left.length_name != PH_BINDING_NONE && left.length_name == right.length_name) {
        return ph_answer(PH_PROVED);
    }
    if (left.length == PH_ARRAY_NO_LENGTH || right.length == PH_ARRAY_NO_LENGTH) {
        return ph_flow_answer(PH_UNKNOWN, b, PH_BYTES("its length is not known"));
    }
    return ph_answer(left.length == right.length ? PH_PROVED : PH_REFUTED);
}
