/* is_int_vector: is the value an array of NumPy, exactly ndarray, of one dimension, that
 * holds integers? */

#include "facts/arrays.h"

PhAnswer ph_fact_is_int_vector(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    PhArray array = ph_array_of(query->facts, node);
    bool is_proved = array.is_vector && array.items == PH_ARRAY_INTS;
    return ph_array_answer(query->facts, node, is_proved);
}
