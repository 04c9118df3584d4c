/*
 * only_loaded: is the element or attribute that the name is the base of read, not stored
 * or deleted, and no further part of it changed by an assignment?
 */

#include "facts/members.h"

PhAnswer ph_fact_only_loaded(const PhFactQuery *query)
{
    const PhTree *tree = query->facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    while (node != PH_NODE_NONE) {
        PhNodeId parent = ph_tree_parent(tree, node);
        PhKind kind = ph_tree_kind(tree, parent);
        bool is_base =
            (kind == PH_KIND_SUBSCRIPT && tree->fields[node] == PH_FIELD_VALUE) ||
            (kind == PH_KIND_ATTRIBUTE && tree->fields[node] == PH_FIELD_OBJECT);
        if (!is_base) {
            break;
        }
        node = parent;
    }
    bool is_loaded = node != PH_NODE_NONE && !ph_is_target(tree, node);
    return is_loaded ? ph_answer(PH_PROVED)
                     : ph_flow_answer(PH_REFUTED, node, PH_BYTES("stored there"));
}
