/* is_int: is the value an int of the exact class, or a bool? */

#include "facts/types.h"

PhAnswer ph_fact_is_int(const PhFactQuery *query)
{
    return ph_type_answer(query, PH_TYPE_INT | PH_TYPE_BOOL);
}
