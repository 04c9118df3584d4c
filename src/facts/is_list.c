/* is_list: is the value a list of the exact class? */

#include "facts/types.h"

PhAnswer ph_fact_is_list(const PhFactQuery *query)
{
    return ph_type_answer(query, PH_TYPE_LIST);
}
