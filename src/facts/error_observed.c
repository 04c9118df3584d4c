/*
 * error_observed: can the text of an exception of the named class, IndexError or
 * ValueError, that is raised at a place be seen?
 */

#include "facts/observed.h"

PhAnswer ph_fact_error_observed(const PhFactQuery *query)
{
    return ph_observed_in(query, query->args[1].text);
}
