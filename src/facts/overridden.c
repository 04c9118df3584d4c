/*
 * overridden: does the method stand in for one of another class of this file, or the other
 * way round? A function that is no method is refuted.
 */

#include "facts/calls.h"
#include "facts/members.h"

PhAnswer ph_fact_overridden(const PhFactQuery *query)
{
    PhNodeId name = ph_flow_node(query, 0);
    PhNodeId def = name == PH_NODE_NONE ? name : ph_def_of_name(query->facts->tree, name);
    bool is_shared = def == PH_NODE_NONE || ph_member_is_shared(query->facts, def);
    return ph_answer(is_shared ? PH_PROVED : PH_REFUTED);
}
