/* has_handlers: does the file have a function that a web framework calls for requests? */

#include "facts/handlers.h"

PhAnswer ph_fact_has_handlers(const PhFactQuery *query)
{
    return ph_answer(ph_file_has_handlers(query->facts) ? PH_PROVED : PH_REFUTED);
}
