/*
 * column: is the attribute, on each object of the queryset, exactly what values_list()
 * gives of that name?
 *
 * Proved for the primary key, for keys of relations (`author_id`), for plain fields of a
 * model of this file (models.h), and for what annotate() added. Of a model of another file
 * only `pk`, `id` and `.._id` are taken for columns, as Django names them.
 */

#include "facts/flow.h"
#include "facts/querysets.h"

/* True if annotate() or alias gave the query something of that name. */
static bool is_annotation(const PhTree *tree, const PhQuery *query, PhBytes name)
{
    for (uint32_t i = 0; i < query->step_count; i++) {
        if (!ph_bytes_is(query->steps[i].name, "annotate")) {
            continue;
        }
        PhNodeId list = ph_tree_child(tree, query->steps[i].node, PH_FIELD_ARGUMENTS);
        for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
             arg = ph_tree_next_named(tree, arg)) {
            if (ph_tree_kind(tree, arg) == PH_KIND_KEYWORD_ARGUMENT &&
                ph_bytes_equal(ph_tree_text(tree, ph_tree_child(tree, arg, PH_FIELD_NAME)),
                               name)) {
                return true;
            }
        }
    }
    return false;
}

PhAnswer ph_fact_column(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId node = ph_flow_node(query, 1);
    PhQuery found = ph_query_of(facts, ph_flow_node(query, 0));
    if (node == PH_NODE_NONE || found.is_queryset != PH_PROVED ||
        found.manager == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    PhBytes name = ph_tree_text(facts->tree, node);
    if (is_annotation(facts->tree, &found, name)) {
        return ph_answer(PH_PROVED);
    }
    if (found.class_node != PH_NODE_NONE) {
        return ph_model_column(facts, found.class_node, name);
    }
    bool is_key = ph_bytes_is(name, "pk") || ph_bytes_is(name, "id") ||
                  (name.len > 3 && ph_bytes_ends_with(name, PH_BYTES("_id")));
    return is_key
               ? ph_answer(PH_PROVED)
               : ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("of a model of another file"));
}
