/* is_set: is the value a set of the exact class? */

#include "facts/types.h"

PhAnswer ph_fact_is_set(const PhFactQuery *query)
{
    return ph_type_answer(query, PH_TYPE_SET);
}
