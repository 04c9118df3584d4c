/* annotated: does the parameter, or the variable where it is stored, have an annotation? */

#include "facts/flow.h"

PhAnswer ph_fact_annotated(const PhFactQuery *query)
{
    const PhTree *tree = query->facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    PhNodeId parent = node == PH_NODE_NONE ? node : ph_tree_parent(tree, node);
    bool is_annotated = false;
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_TYPED_PARAMETER:
    case PH_KIND_TYPED_DEFAULT_PARAMETER: is_annotated = true; break;
    case PH_KIND_ASSIGNMENT:
        is_annotated = ph_tree_child(tree, parent, PH_FIELD_TYPE) != PH_NODE_NONE;
        break;
    default: break;
    }
    return ph_answer(is_annotated ? PH_PROVED : PH_REFUTED);
}
