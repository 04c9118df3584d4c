/*
 * owner_links: the names of the attributes by which objects of the class hold their owners,
 * which hold them in turn (owners.h).
 */

#include "facts/owners.h"

PhAnswer ph_fact_owner_links(const PhFactQuery *query)
{
    PhNodeId class_node = ph_class_of_query(query, 0);
    PhAttributeVec links = {0};
    if (class_node != PH_NODE_NONE) {
        ph_owner_links(query->facts, class_node, &links);
    }
    PhAnswer answer = ph_answer(links.count > 0 ? PH_PROVED : PH_REFUTED);
    answer.nodes = links.items;
    answer.node_count = (uint32_t)links.count;
    return answer;
}
