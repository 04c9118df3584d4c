/*
 * object_of: is the name the first parameter of a method of the class, so that it is an
 * object of it?
 */

#include "facts/classes.h"

PhAnswer ph_fact_object_of(const PhFactQuery *query)
{
    PhMethodKind kind = PH_METHOD_NONE;
    PhNodeId name = ph_flow_node(query, 0);
    PhNodeId class_node = ph_class_of_query(query, 1);
    bool is_own = name != PH_NODE_NONE && class_node != PH_NODE_NONE &&
                  ph_class_of_self(query->facts, name, &kind) == class_node;
    return ph_answer(is_own && kind == PH_METHOD_PLAIN ? PH_PROVED : PH_REFUTED);
}
