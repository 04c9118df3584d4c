/*
 * query_calls: is a method of that name among those that made the queryset? "[]" stands for
 * a slice.
 *
 * The name may be asked of any chain of calls. `prefetch_related(None)` takes back what was
 * asked for before it. Refuted only for what is known as a queryset, all of whose steps are
 * seen; the manager of a class of this file that mentions the name makes it unknown.
 */

#include "facts/classes.h"
#include "facts/flow.h"
#include "facts/querysets.h"

static bool takes_none(const PhTree *tree, PhNodeId step)
{
    PhNodeId list = ph_tree_kind(tree, step) == PH_KIND_CALL
                        ? ph_tree_child(tree, step, PH_FIELD_ARGUMENTS)
                        : PH_NODE_NONE;
    PhNodeId first = list == PH_NODE_NONE ? list : ph_tree_first_named(tree, list);
    return ph_tree_kind(tree, first) == PH_KIND_NONE;
}

/* The class of the file that made the manager mentions `name`. */
static bool manager_mentions(PhFacts *facts, const PhQuery *query, PhBytes name)
{
    const PhTree *tree = facts->tree;
    PhNodeId attribute = ph_tree_child(tree, query->manager, PH_FIELD_ATTRIBUTE);
    PhNodeId value =
        ph_model_member(facts, query->class_node, ph_tree_text(tree, attribute));
    if (ph_tree_kind(tree, value) != PH_KIND_CALL) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, value, PH_FIELD_FUNCTION);
    for (PhNodeId node = function; node < ph_tree_limit(tree, function); node++) {
        PhNodeId class_node = ph_class_named(facts, node);
        if (class_node != PH_NODE_NONE &&
            ph_bytes_find(ph_tree_text(tree, class_node), name, 0) != PH_NOT_FOUND) {
            return true;
        }
    }
    return false;
}

PhAnswer ph_fact_query_calls(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhBytes name = query->args[1].text;
    PhQuery found = ph_query_of(facts, ph_flow_node(query, 0));
    bool is_taken_back = false;
    for (uint32_t i = 0; i < found.step_count && !is_taken_back; i++) {
        PhNodeId step = found.steps[i].node;
        if (!ph_bytes_equal(found.steps[i].name, name)) {
            continue;
        }
        is_taken_back = takes_none(facts->tree, step);
        if (!is_taken_back) {
            return ph_flow_answer(PH_PROVED, step, PH_BYTES("called for the queryset"));
        }
    }
    bool is_known = found.is_queryset == PH_PROVED && found.is_whole;
    bool is_open =
        found.class_node != PH_NODE_NONE && manager_mentions(facts, &found, name);
    return ph_answer(is_taken_back || (is_known && !is_open) ? PH_REFUTED : PH_UNKNOWN);
}
