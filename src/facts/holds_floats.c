/* holds_floats: is all that walking through the value yields exactly float? */

#include "facts/types.h"

PhAnswer ph_fact_holds_floats(const PhFactQuery *query)
{
    return ph_type_answer_elements(query, PH_TYPE_FLOAT,
                                   PH_BYTES("its elements may be others than float"));
}
