/* holds_floats: is all that walking through the value yields exactly float? */

#include "facts/flow.h"
#include "facts/types.h"

PhAnswer ph_fact_holds_floats(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    PhTypeSet kinds = ph_type_element(ph_type_of(query->facts, node)).kinds;
    PhTypeSet wanted = PH_TYPE_FLOAT;
    if (kinds != 0 && (kinds & ~wanted) == 0) {
        return ph_answer(PH_PROVED);
    }
    bool is_other = kinds != 0 && (kinds & (wanted | PH_TYPE_UNKNOWN)) == 0;
    return ph_flow_answer(is_other ? PH_REFUTED : PH_UNKNOWN, node,
                          PH_BYTES("its elements may be others than float"));
}
