/*
 * names_field: is the text a key of a dict that the display makes, in a display or as an
 * index? Of several texts, or elements of a display, the first is asked about.
 */

#include "facts/flow.h"
#include "facts/records.h"

PhAnswer ph_fact_names_field(const PhFactQuery *query)
{
    const PhCapture *capture = query->args[0].capture;
    PhNodeId text =
        capture != NULL && capture->count > 0 ? capture->nodes[0] : PH_NODE_NONE;
    PhNodeId display = ph_flow_node(query, 1);
    if (ph_tree_kind(query->facts->tree, text) == PH_KIND_PAIR) {
        text = ph_tree_child(query->facts->tree, text, PH_FIELD_KEY);
    }
    bool is_field =
        text != PH_NODE_NONE && display != PH_NODE_NONE &&
        ph_record_is_shaped(query->facts, display) &&
        ph_record_has_field(query->facts, ph_records_of(query->facts, display), text);
    return ph_answer(is_field ? PH_PROVED : PH_REFUTED);
}
