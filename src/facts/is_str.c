/* is_str: is the value a str of the exact class? */

#include "facts/types.h"

PhAnswer ph_fact_is_str(const PhFactQuery *query)
{
    return ph_type_answer(query, PH_TYPE_STR);
}
