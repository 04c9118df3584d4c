/* holds_ints: is all that walking through the value yields exactly int or bool? */

#include "facts/types.h"

PhAnswer ph_fact_holds_ints(const PhFactQuery *query)
{
    return ph_type_answer_elements(query, PH_TYPE_INT | PH_TYPE_BOOL,
                                   PH_BYTES("its elements may be others than int"));
}
