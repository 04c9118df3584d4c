/*
 * holds_text: are all elements of the container exactly str?
 *
 * As far as the types of its contents are followed: a display, or a list that nobody else
 * knows and that only known values are put into.
 */

#include "facts/flow.h"
#include "facts/types.h"

PhAnswer ph_fact_holds_text(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    PhType element = ph_type_element(ph_type_of(query->facts, node));
    if (element.kinds == PH_TYPE_STR || element.kinds == 0) {
        return ph_answer(PH_PROVED);
    }
    return ph_flow_answer(
        (element.kinds & (PH_TYPE_STR | PH_TYPE_UNKNOWN)) == 0 ? PH_REFUTED : PH_UNKNOWN,
        node, PH_BYTES("its elements may be others than str"));
}
