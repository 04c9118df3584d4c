/* caught_exception: is the name that of the exception which the `except` around it caught?
 */

#include "facts/flow.h"

PhAnswer ph_fact_caught_exception(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhBindingId id = ph_flow_binding(query, 0);
    PhNodeId name = ph_flow_node(query, 0);
    if (id == PH_BINDING_NONE) {
        return ph_answer(PH_REFUTED);
    }
    const PhNames *names = facts->names;
    const PhTree *tree = facts->tree;
    for (PhRefId ref = names->bindings[id].first_ref; ref != PH_REF_NONE;
         ref = names->refs[ref].next) {
        if (names->refs[ref].kind != PH_REF_EXCEPT) {
            continue;
        }
        PhNodeId clause = names->refs[ref].node;
        while (clause != PH_NODE_NONE &&
               ph_tree_kind(tree, clause) != PH_KIND_EXCEPT_CLAUSE) {
            clause = ph_tree_parent(tree, clause);
        }
        if (clause != PH_NODE_NONE && ph_tree_is_within(tree, name, clause)) {
            return ph_answer(PH_PROVED);
        }
    }
    return ph_answer(PH_REFUTED);
}
