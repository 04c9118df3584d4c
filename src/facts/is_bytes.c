/* is_bytes: is the value a bytes object of the exact class? */

#include "facts/types.h"

PhAnswer ph_fact_is_bytes(const PhFactQuery *query)
{
    return ph_type_answer(query, PH_TYPE_BYTES);
}
