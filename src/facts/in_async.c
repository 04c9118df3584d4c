/* in_async: is the innermost function around it an async def? */

#include "facts/flow.h"

PhAnswer ph_fact_in_async(const PhFactQuery *query)
{
    const PhNames *names = ph_facts_names(query->facts);
    PhNodeId node = ph_flow_node(query, 0);
    PhScopeId home = node == PH_NODE_NONE ? PH_SCOPE_NONE : ph_flow_home(names, node);
    bool is_async = home != PH_SCOPE_NONE &&
                    names->scopes[home].kind == PH_SCOPE_KIND_FUNCTION &&
                    names->scopes[home].is_async;
    return ph_answer(is_async ? PH_PROVED : PH_REFUTED);
}
