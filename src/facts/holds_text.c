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
    bool is_empty =
        node != PH_NODE_NONE && ph_type_element(ph_type_of(query->facts, node)).kinds == 0;
    return is_empty
               ? ph_answer(PH_PROVED)
               : ph_type_answer_elements(query, PH_TYPE_STR,
                                         PH_BYTES("its elements may be others than str"));
}
