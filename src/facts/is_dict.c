/* is_dict: is the value exactly a dict? */

#include "facts/types.h"

PhAnswer ph_fact_is_dict(const PhFactQuery *query)
{
    return ph_type_answer(query, PH_TYPE_DICT);
}
