/*
 * is_dataclass: does dataclasses.dataclass decorate the class?
 */

#include "facts/layouts.h"

PhAnswer ph_fact_is_dataclass(const PhFactQuery *query)
{
    PhNodeId class_node = ph_class_of_query(query, 0);
    return ph_answer(class_node != PH_NODE_NONE &&
                             ph_layout_is_dataclass(query->facts, class_node)
                         ? PH_PROVED
                         : PH_REFUTED);
}
