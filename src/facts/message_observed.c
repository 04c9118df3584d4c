/* message_observed: can the text of an IndexError that is raised at a place be seen? */

#include "facts/observed.h"

PhAnswer ph_fact_message_observed(const PhFactQuery *query)
{
    return ph_observed_in(query, PH_BYTES("IndexError"));
}
