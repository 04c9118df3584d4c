/*
 * grown_in_loop: does a for loop, over what is not known to be short, put elements into the
 * list, dict or set of the variable?
 *
 * Like `large`, a judgement of what is worth a word, by the names of methods.
 */

#include "facts/large.h"
#include "syntax/walk.h"

PhAnswer ph_fact_grown_in_loop(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhBindingId id = ph_flow_binding(query, 0);
    if (id == PH_BINDING_NONE) {
        return ph_answer(PH_REFUTED);
    }
    PhFlowRefs refs = ph_flow_refs(facts, id);
    for (uint32_t i = 0; i < refs.count; i++) {
        PhNodeId name = facts->names->refs[refs.items[i]].node;
        PhNodeId holder = ph_tree_parent(tree, name);
        PhNodeId adding = PH_NODE_NONE;
        if (ph_tree_kind(tree, holder) == PH_KIND_ATTRIBUTE) {
            adding = ph_call_of(tree, holder);
        } else if (tree->fields[name] == PH_FIELD_VALUE &&
                   tree->fields[holder] == PH_FIELD_LEFT) {
            adding = ph_tree_parent(tree, holder);
        }
        if (adding != PH_NODE_NONE && ph_is_collecting(facts, adding)) {
            return ph_flow_answer(PH_PROVED, adding, PH_BYTES("filled in a loop"));
        }
    }
    return ph_answer(PH_REFUTED);
}
