/*
 * repeated_slices: names of which a loop takes slices time and again, and which it never
 * stores to.
 *
 * Only at the outermost loop of its function of which that is true, and of variables that
 * surely have a value before it. Which slices they are is for the patches of the page.
 */

#include "facts/flow_live.h"
#include "facts/invariant.h"
#include "syntax/walk.h"

enum { PH_MOST_SLICED = 8 };

PhNodeId ph_sliced_name(const PhTree *tree, PhNodeId node)
{
    if (ph_tree_kind(tree, node) != PH_KIND_SUBSCRIPT) {
        return PH_NODE_NONE;
    }
    PhNodeId base = ph_tree_child(tree, node, PH_FIELD_VALUE);
    PhNodeId index = ph_tree_child(tree, node, PH_FIELD_SUBSCRIPT);
    bool is_slice = ph_tree_kind(tree, base) == PH_KIND_IDENTIFIER &&
                    ph_tree_kind(tree, index) == PH_KIND_SLICE &&
                    ph_tree_next_named(tree, index) == PH_NODE_NONE;
    return is_slice ? base : PH_NODE_NONE;
}

bool ph_slice_is_steady(PhFacts *facts, PhNodeId loop, PhNodeId name)
{
    PhBindingId id = ph_names_binding(ph_facts_names(facts), name);
    PhNodeId outer = ph_flow_loop_around(facts->tree, loop);
    /* Of a name that is stored again the view would keep the old object alive. */
    return id != PH_BINDING_NONE && facts->names->bindings[id].store_count == 1 &&
           ph_flow_is_private(facts, id) && ph_flow_is_bound(facts, name) &&
           ph_loop_keeps_names(facts, loop, name) &&
           (outer == PH_NODE_NONE || !ph_loop_keeps_names(facts, outer, name));
}

PhAnswer ph_fact_repeated_slices(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId loop = ph_flow_node(query, 0);
    PhNodeId found[PH_MOST_SLICED];
    uint32_t count = 0;
    for (PhNodeId node = loop;
         loop != PH_NODE_NONE && node < ph_tree_limit(tree, loop) && count < PH_MOST_SLICED;
         node++) {
        PhNodeId name = ph_sliced_name(tree, node);
        bool is_new = name != PH_NODE_NONE && ph_loop_repeats(facts, loop, node);
        for (uint32_t i = 0; is_new && i < count; i++) {
            is_new =
                !ph_bytes_equal(ph_tree_text(tree, found[i]), ph_tree_text(tree, name));
        }
        if (is_new && ph_slice_is_steady(facts, loop, name)) {
            found[count++] = name;
        }
    }
    ph_facts_claim(facts, loop);
    PhAnswer answer = ph_answer(count > 0 ? PH_PROVED : PH_REFUTED);
    answer.nodes = PH_NEW_ARRAY(facts->arena, PhNodeId, count);
    memcpy(answer.nodes, found, count * sizeof(PhNodeId));
    answer.node_count = count;
    return answer;
}
