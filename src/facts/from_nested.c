/* from_nested: does the name stand in another function than the one whose variable it is?
 * Comprehensions do not count. */

#include "facts/flow.h"

PhAnswer ph_fact_from_nested(const PhFactQuery *query)
{
    PhNodeId name = ph_flow_node(query, 0);
    PhBindingId id = ph_flow_binding(query, 0);
    if (id == PH_BINDING_NONE) {
        return ph_answer(PH_REFUTED);
    }
    const PhNames *names = query->facts->names;
    bool is_nested = ph_flow_home(names, name) != names->bindings[id].scope;
    return ph_answer(is_nested ? PH_PROVED : PH_REFUTED);
}
