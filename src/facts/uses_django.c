/* uses_django: does the file import Django, or a module that is called models? */

#include "facts/models.h"

PhAnswer ph_fact_uses_django(const PhFactQuery *query)
{
    return ph_answer(ph_file_uses_django(query->facts) ? PH_PROVED : PH_REFUTED);
}
