/* known_view: is the value known to be a memoryview? */

#include "facts/flow.h"
#include "facts/made_by.h"

static const char *const k_makers[] = {"memoryview"};

PhAnswer ph_fact_known_view(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    bool is_view =
        node != PH_NODE_NONE &&
        ph_made_by(query->facts, node, k_makers, PH_COUNT_OF(k_makers)).verdict ==
            PH_PROVED;
    return ph_answer(is_view ? PH_PROVED : PH_REFUTED);
}
