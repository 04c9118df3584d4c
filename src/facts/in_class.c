/* in_class: does the code stand in the body of a class, methods left out? */

#include "facts/flow.h"

PhAnswer ph_fact_in_class(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_REFUTED);
    }
    const PhNames *names = ph_facts_names(query->facts);
    PhScopeKind kind = names->scopes[ph_flow_home(names, node)].kind;
    return ph_answer(kind == PH_SCOPE_KIND_CLASS ? PH_PROVED : PH_REFUTED);
}
