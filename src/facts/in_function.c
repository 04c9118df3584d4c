/* in_function: does the code stand in a function or lambda, class bodies in it left out? */

#include "facts/flow.h"

PhAnswer ph_fact_in_function(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_REFUTED);
    }
    const PhNames *names = ph_facts_names(query->facts);
    PhScopeKind kind = names->scopes[ph_flow_home(names, node)].kind;
    return ph_answer(kind == PH_SCOPE_KIND_FUNCTION || kind == PH_SCOPE_KIND_LAMBDA
                         ? PH_PROVED
                         : PH_REFUTED);
}
