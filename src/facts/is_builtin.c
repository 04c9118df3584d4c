/*
 * is_builtin: would the name, written where the expression stands, be the builtin?
 */

#include "facts/flow.h"

PhAnswer ph_fact_is_builtin(const PhFactQuery *query)
{
    const PhNames *names = ph_facts_names(query->facts);
    PhNodeId node = query->args[0].capture->nodes[0];
    PhScopeId scope = ph_names_scope_at(names, node);
    return ph_answer(ph_names_is_builtin(names, scope, query->args[1].text) ? PH_PROVED
                                                                            : PH_REFUTED);
}
