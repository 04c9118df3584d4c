/* copying_index: does indexing an array of one dimension with it make a new array? So do a
 * mask and integers in an array; a slice gives a view. */

#include "facts/arrays.h"

PhAnswer ph_fact_copying_index(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    if (ph_tree_kind(query->facts->tree, node) == PH_KIND_SLICE) {
        return ph_flow_answer(PH_REFUTED, node, PH_BYTES("a slice gives a view"));
    }
    return ph_array_answer(query->facts, node, ph_array_index_copies(query->facts, node));
}
