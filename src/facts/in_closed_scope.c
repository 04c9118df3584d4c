/*
 * in_closed_scope: are the names of the scope where the code stands out of reach for
 * locals(), exec(), frames and star imports? Then nobody can tell if a name is added.
 */

#include "facts/flow.h"

PhAnswer ph_fact_in_closed_scope(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_REFUTED);
    }
    const PhNames *names = ph_facts_names(query->facts);
    const PhScope *scope = &names->scopes[ph_flow_home(names, node)];
    return ph_answer(scope->is_opaque ? PH_REFUTED : PH_PROVED);
}
