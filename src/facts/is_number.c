/* is_number: is the value an int, a bool or a float of the exact class? */

#include "facts/types.h"

PhAnswer ph_fact_is_number(const PhFactQuery *query)
{
    return ph_type_answer(query, PH_TYPE_INT | PH_TYPE_BOOL | PH_TYPE_FLOAT);
}
