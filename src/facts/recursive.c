/*
 * recursive: may a call of the function come to another call of it, through functions of
 * this file? Refuted if no name on the way stands for it.
 */

#include "facts/functions.h"

enum { PH_REACHED = 64 };

PhAnswer ph_fact_recursive(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId def = ph_function_of(query, 0);
    PhNodeId reached[PH_REACHED] = {def};
    uint32_t count = def == PH_NODE_NONE ? 0 : 1;
    for (uint32_t i = 0; i < count; i++) {
        PhNodeId body = ph_tree_child(tree, reached[i], PH_FIELD_BODY);
        for (PhNodeId node = body; node < ph_tree_limit(tree, body); node++) {
            PhNodeId other = ph_called_function(facts, node);
            if (other == def) {
                return ph_flow_answer(PH_PROVED, node, PH_BYTES("called again"));
            }
            bool is_known = other == PH_NODE_NONE;
            for (uint32_t n = 0; !is_known && n < count; n++) {
                is_known = reached[n] == other;
            }
            if (!is_known && count == PH_REACHED) {
                return ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("too many functions"));
            }
            if (!is_known) {
                reached[count++] = other;
            }
        }
    }
    return ph_answer(count == 0 ? PH_UNKNOWN : PH_REFUTED);
}
