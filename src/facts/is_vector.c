/* is_vector: is the value an array of NumPy, exactly ndarray, of one dimension? */

#include "facts/arrays.h"

PhAnswer ph_fact_is_vector(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    return ph_array_answer(query->facts, node, ph_array_of(query->facts, node).is_vector);
}
