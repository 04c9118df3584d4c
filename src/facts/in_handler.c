/* in_handler: does it stand in a function that a web framework calls for each request? */

#include "facts/flow.h"
#include "facts/handlers.h"

PhAnswer ph_fact_in_handler(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    PhNodeId def = node == PH_NODE_NONE ? node : ph_handler_around(query->facts, node);
    return ph_answer(def != PH_NODE_NONE ? PH_PROVED : PH_REFUTED);
}
