/*
 * records_change: does the file store to a key of a dict that the display makes?
 */

#include "facts/records.h"

PhAnswer ph_fact_records_change(const PhFactQuery *query)
{
    PhNodeId display = ph_flow_node(query, 0);
    bool is_changed = display != PH_NODE_NONE &&
                      ph_record_is_shaped(query->facts, display) &&
                      ph_records_of(query->facts, display)->is_changed;
    return ph_answer(is_changed ? PH_PROVED : PH_REFUTED);
}
