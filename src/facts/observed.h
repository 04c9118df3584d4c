#ifndef PH_FACTS_OBSERVED_H
#define PH_FACTS_OBSERVED_H

/* Who gets to see an exception that is raised at a place. */

#include "facts/flow.h"

/*
 * Can the text of an `error` raised at the captured places of argument 0 be seen? Refuted
 * if a handler of the same function takes it for certain, does not bind it to a name and
 * does nothing that shows the exception in flight: no raise (which would chain it), no
 * sys.exc_info, traceback or logging of it. An exception that leaves the function is
 * unknown, as is one that passes a context manager or a handler of a class not known here.
 * Known are IndexError and ValueError.
 */
PhAnswer ph_observed_in(const PhFactQuery *query, PhBytes error);

#endif
