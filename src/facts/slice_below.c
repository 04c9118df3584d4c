/*
 * slice_below: has the slice `d[i:j]` fewer elements than the second argument, a number in
 * quotes, says? Told by bounds of i and j, and by `d[i:i + n]`. Of a name that is stored it
 * is the value.
 */

#include <stdlib.h>

#include "facts/flow.h"
#include "facts/int_bounds.h"
#include "facts/members.h"

static bool is_from_zero(PhFacts *facts, PhNodeId node, int64_t limit)
{
    PhIntBounds bounds;
    return ph_int_bounds(facts, node, &bounds) && bounds.least >= 0 && bounds.most < limit;
}

/* `i + n` behind `i`. */
static bool is_step_on(PhFacts *facts, PhNodeId start, PhNodeId stop, int64_t limit)
{
    const PhTree *tree = facts->tree;
    if (start == PH_NODE_NONE || ph_tree_kind(tree, stop) != PH_KIND_BINARY_OPERATOR ||
        !ph_bytes_is(ph_tree_text(tree, ph_tree_child(tree, stop, PH_FIELD_OPERATOR)),
                     "+")) {
        return false;
    }
    PhNodeId left = ph_tree_child(tree, stop, PH_FIELD_LEFT);
    return ph_bytes_equal(ph_tree_text(tree, left), ph_tree_text(tree, start)) &&
           is_from_zero(facts, ph_tree_child(tree, stop, PH_FIELD_RIGHT), limit);
}

PhAnswer ph_fact_slice_below(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    int64_t limit = strtoll(ph_arena_string(facts->arena, query->args[1].text), NULL, 10);
    PhNodeId stored = node != PH_NODE_NONE && tree->fields[node] == PH_FIELD_LEFT
                          ? ph_stored_value(tree, node)
                          : PH_NODE_NONE;
    node = stored == PH_NODE_NONE ? node : ph_tree_strip_parens(tree, stored);
    PhNodeId slice = ph_tree_kind(tree, node) == PH_KIND_SUBSCRIPT
                         ? ph_tree_child(tree, node, PH_FIELD_SUBSCRIPT)
                         : PH_NODE_NONE;
    if (ph_tree_kind(tree, slice) != PH_KIND_SLICE) {
        return ph_answer(PH_REFUTED);
    }
    PhNodeId parts[2] = {PH_NODE_NONE, PH_NODE_NONE};
    uint32_t part = 0;
    PH_FOR_EACH_CHILD(tree, slice, child)
    {
        if (ph_bytes_is(ph_tree_text(tree, child), ":")) {
            part++;
        } else if (part < 2 && !ph_kind_is_extra(tree->kinds[child])) {
            parts[part] = child;
        }
    }
    bool is_short = false;
    if (parts[1] != PH_NODE_NONE) {
        is_short = is_from_zero(facts, parts[1], limit) ||
                   is_step_on(facts, parts[0], parts[1], limit);
    } else if (parts[0] != PH_NODE_NONE) {
        PhIntBounds bounds;
        is_short = ph_int_bounds(facts, parts[0], &bounds) && bounds.most < 0 &&
                   bounds.least > -limit;
    }
    return ph_answer(is_short ? PH_PROVED : PH_REFUTED);
}
