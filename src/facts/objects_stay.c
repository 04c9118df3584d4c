/*
 * objects_stay: do all objects of the class stay in the code of this file?
 *
 * The class is local to a function, or private to the module, and no object of it gets to
 * code that is not seen (value_flow.h).
 */

#include "facts/classes.h"
#include "facts/value_flow.h"

PhAnswer ph_fact_objects_stay(const PhFactQuery *query)
{
    PhNodeId class_node = ph_class_of_query(query, 0);
    PhAnswer why = ph_answer(PH_UNKNOWN);
    if (class_node == PH_NODE_NONE ||
        !ph_value_flow_stays(ph_value_flow_of_class(query->facts, class_node), &why)) {
        return why;
    }
    return ph_answer(PH_PROVED);
}
