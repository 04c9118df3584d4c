/*
 * records_closed: would all code that handles the dicts which the display makes do the same
 * with objects that have attributes for the keys (records.h)?
 */

#include "facts/records.h"

PhAnswer ph_fact_records_closed(const PhFactQuery *query)
{
    PhNodeId display = ph_flow_node(query, 0);
    if (display == PH_NODE_NONE || !ph_record_is_shaped(query->facts, display)) {
        return ph_answer(PH_UNKNOWN);
    }
    const PhRecords *records = ph_records_of(query->facts, display);
    return records->is_closed
               ? ph_answer(PH_PROVED)
               : ph_flow_answer(PH_UNKNOWN, records->node, ph_bytes_of(records->why));
}
