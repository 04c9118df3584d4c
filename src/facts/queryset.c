/*
 * queryset: is the value a queryset of Django that a manager of a model made?
 *
 * Proved for chains of Django's own methods that begin at `Model.objects` and its kin, and
 * for local variables that hold nothing else (querysets.h). Refuted where the class of the
 * file is no model.
 */

#include "facts/flow.h"
#include "facts/querysets.h"

PhAnswer ph_fact_queryset(const PhFactQuery *query)
{
    PhQuery found = ph_query_of(query->facts, ph_flow_node(query, 0));
    return ph_flow_answer(found.is_queryset, found.why, PH_BYTES("not known to Django"));
}
