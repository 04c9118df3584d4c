/* is_sequence: is the value a builtin sequence: str, bytes, bytearray, tuple, list, range?
 */

#include "facts/types.h"

PhAnswer ph_fact_is_sequence(const PhFactQuery *query)
{
    return ph_type_answer(query, PH_TYPE_STR | PH_TYPE_BYTES | PH_TYPE_BYTEARRAY |
                                     PH_TYPE_TUPLE | PH_TYPE_LIST | PH_TYPE_RANGE);
}
