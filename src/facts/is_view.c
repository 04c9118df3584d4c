/* is_view: is the NumPy array a slice of another one, which can be changed through it? */

#include "facts/arrays.h"

PhAnswer ph_fact_is_view(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    PhArray array = ph_array_of(query->facts, node);
    if (!array.is_array) {
        return ph_array_answer(query->facts, node, false);
    }
    return ph_answer(array.is_view ? PH_PROVED : PH_REFUTED);
}
