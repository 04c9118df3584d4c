/* known_class: is the value, whatever it is, of a builtin class, exactly? */

#include "facts/types.h"

PhAnswer ph_fact_known_class(const PhFactQuery *query)
{
    return ph_type_answer(query, PH_TYPE_UNKNOWN - 1);
}
