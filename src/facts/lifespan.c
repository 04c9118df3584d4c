/*
 * lifespan: the statements from the one that stores the captured name to the last one that
 * mentions the variable, where all that mention it stand in one block behind the store.
 *
 * Nothing where some do not: then nobody can say in which order they run.
 */

#include "facts/flow.h"
#include "syntax/walk.h"

enum { PH_LIFESPAN_MOST = 400 };

/* The sibling of `statement`, at or behind it, that holds `node`, or PH_NODE_NONE. */
static PhNodeId sibling_around(const PhTree *tree, PhNodeId statement, PhNodeId node)
{
    PhNodeId block = ph_tree_parent(tree, statement);
    if (node < statement || node >= ph_tree_limit(tree, block)) {
        return PH_NODE_NONE;
    }
    while (ph_tree_parent(tree, node) != block) {
        node = ph_tree_parent(tree, node);
    }
    return node;
}

PhAnswer ph_fact_lifespan(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId name = ph_flow_node(query, 0);
    PhBindingId binding = ph_flow_binding(query, 0);
    PhAnswer answer = ph_answer(PH_REFUTED);
    PhNodeId statement =
        binding == PH_BINDING_NONE ? PH_NODE_NONE : ph_tree_statement_of(tree, name);
    if (statement == PH_NODE_NONE || !ph_flow_is_private(facts, binding)) {
        return answer;
    }
    PhFlowRefs refs = ph_flow_refs(facts, binding);
    PhNodeId last = statement;
    for (uint32_t i = 0; i < refs.count; i++) {
        PhNodeId node = facts->names->refs[refs.items[i]].node;
        PhNodeId around = sibling_around(tree, statement, node);
        if (around == PH_NODE_NONE) {
            return answer;
        }
        last = around > last ? around : last;
    }
    answer.nodes = PH_NEW_ARRAY(facts->arena, PhNodeId, PH_LIFESPAN_MOST);
    for (PhNodeId node = statement; node != PH_NODE_NONE && node <= last;
         node = ph_tree_next_named(tree, node)) {
        if (answer.node_count == PH_LIFESPAN_MOST) {
            return ph_answer(PH_REFUTED);
        }
        answer.nodes[answer.node_count++] = node;
    }
    answer.verdict = PH_PROVED;
    return answer;
}
