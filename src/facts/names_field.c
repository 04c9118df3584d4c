/*
 * names_field: is the text a key of a dict that the display makes, in a display or as an
 * index?
 */

#include "facts/records.h"

PhAnswer ph_fact_names_field(const PhFactQuery *query)
{
    PhNodeId text = ph_flow_node(query, 0);
    PhNodeId display = ph_flow_node(query, 1);
    bool is_field =
        text != PH_NODE_NONE && display != PH_NODE_NONE &&
        ph_record_is_shaped(query->facts, display) &&
        ph_record_has_field(query->facts, ph_records_of(query->facts, display), text);
    return ph_answer(is_field ? PH_PROVED : PH_REFUTED);
}
