/*
 * made_plain: does the expression make plain data, all of it new, that nobody else knows?
 *
 * Displays of constants, nested too, and what json.loads(), json.load() and
 * ast.literal_eval() return without hooks. A name makes nothing.
 */

#include "facts/plain_data.h"

PhAnswer ph_fact_made_plain(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    return ph_plain_is_made(query->facts, node)
               ? ph_answer(PH_PROVED)
               : ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("others may know it"));
}
