/*
 * last_use: is this the last that anybody in this activation sees of the variable's value?
 *
 * Each store gives it a list, dict or set that is made there, nobody was given that before,
 * nothing reads the variable after the statement, in any order that control may take, and
 * no loop around it walks through the value.
 */

#include "facts/containers.h"
#include "facts/flow_live.h"
#include "syntax/walk.h"

/* A for statement around `node` walks through what the variable holds. */
static bool is_walked_around(PhFacts *facts, PhBindingId binding, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    for (PhNodeId up = ph_tree_parent(tree, node); up != PH_NODE_NONE;
         up = ph_tree_parent(tree, up)) {
        if (ph_tree_kind(tree, up) != PH_KIND_FOR_STATEMENT) {
            continue;
        }
        PhNodeId iterable = ph_tree_child(tree, up, PH_FIELD_RIGHT);
        if (ph_flow_refs_in(facts, binding, ph_tree_span(tree, iterable)).count > 0) {
            return true;
        }
    }
    return false;
}

PhAnswer ph_fact_last_use(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    PhContainer container;
    PhAnswer answer = ph_answer(PH_UNKNOWN);
    if (node == PH_NODE_NONE || !ph_container_made_here(facts, node, &container, &answer)) {
        return answer;
    }
    PhNodeId statement = ph_tree_statement_of(tree, node);
    if (statement == PH_NODE_NONE || is_walked_around(facts, container.binding, node)) {
        return ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("a loop around walks through it"));
    }
    PhFlowRegion region = ph_flow_region_of(tree, statement);
    if (ph_container_leaks_before(&container, region, &answer)) {
        return answer;
    }
    return ph_flow_dead_after(facts, container.binding, region);
}
