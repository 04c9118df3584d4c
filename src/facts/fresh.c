/*
 * fresh: does nobody else know the list, dict or set that the expression gives?
 *
 * For an expression: it makes one. For a variable of a function: each of its stores gives
 * it one that was made there, and none is handed on anywhere in the function, but by
 * `return`.
 */

#include "facts/containers.h"

PhAnswer ph_fact_fresh(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    node = ph_tree_strip_parens(tree, node);
    if (ph_tree_kind(tree, node) != PH_KIND_IDENTIFIER) {
        return ph_container_is_made(facts, node)
                   ? ph_answer(PH_PROVED)
                   : ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("others may know it"));
    }
    PhContainer container;
    PhAnswer why;
    if (!ph_container_made_here(facts, node, &container, &why)) {
        return why;
    }
    for (uint32_t i = 0; i < container.refs.count; i++) {
        if (container.holds[i] == PH_HOLD_LEAK) {
            PhNodeId leak = facts->names->refs[container.refs.items[i]].node;
            return ph_flow_answer(PH_UNKNOWN, leak, PH_BYTES("handed on here"));
        }
    }
    return ph_answer(PH_PROVED);
}
