/*
 * prefetches_all: does the queryset load related objects that it only names, for all of its
 * rows? Refuted with a slice, with a Prefetch object, with iterator(), and without
 * prefetch_related().
 */

#include "facts/flow.h"
#include "facts/querysets.h"

PhAnswer ph_fact_prefetches_all(const PhFactQuery *query)
{
    const PhTree *tree = query->facts->tree;
    PhQuery found = ph_query_of(query->facts, ph_flow_node(query, 0));
    bool is_one = false;
    for (uint32_t i = 0; i < found.step_count; i++) {
        if (ph_bytes_is(found.steps[i].name, "[]") ||
            ph_bytes_is(found.steps[i].name, "iterator")) {
            return ph_answer(PH_REFUTED);
        }
        if (!ph_bytes_is(found.steps[i].name, "prefetch_related")) {
            continue;
        }
        PhNodeId list = ph_tree_child(tree, found.steps[i].node, PH_FIELD_ARGUMENTS);
        for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
             arg = ph_tree_next_named(tree, arg)) {
            if (ph_tree_kind(tree, arg) != PH_KIND_STRING) {
                return ph_answer(PH_REFUTED);
            }
            is_one = true;
        }
    }
    return ph_answer(is_one ? PH_PROVED : PH_REFUTED);
}
