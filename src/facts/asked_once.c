/*
 * asked_once: is this the only place that looks at the rows of the queryset?
 *
 * A queryset keeps its rows for the next one who asks. Proved for one that is made where it
 * stands, and for a local variable that is read nowhere else, `qs = qs.filter(..)` left
 * out, and no oftener than it is stored.
 */

#include "facts/flow.h"
#include "facts/querysets.h"

PhAnswer ph_fact_asked_once(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    PhQuery found = ph_query_of(query->facts, node);
    if (found.is_queryset == PH_REFUTED || !found.is_sole) {
        return ph_flow_answer(PH_REFUTED, node, PH_BYTES("read elsewhere, too"));
    }
    bool is_seen = found.manager != PH_NODE_NONE && found.is_whole;
    return ph_answer(is_seen ? PH_PROVED : PH_UNKNOWN);
}
