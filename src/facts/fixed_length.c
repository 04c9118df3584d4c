/* fixed_length: is the value of a builtin class, exactly, whose objects never change their
 * length? */

#include "facts/types.h"

PhAnswer ph_fact_fixed_length(const PhFactQuery *query)
{
    return ph_type_answer(query, PH_TYPE_STR | PH_TYPE_BYTES | PH_TYPE_TUPLE |
                                     PH_TYPE_RANGE | PH_TYPE_FROZENSET);
}
