/* is_float: is the value a float of the exact class? */

#include "facts/types.h"

PhAnswer ph_fact_is_float(const PhFactQuery *query)
{
    return ph_type_answer(query, PH_TYPE_FLOAT);
}
