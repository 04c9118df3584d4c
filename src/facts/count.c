/* count: how many nodes a metavariable captured. */

#include "facts/facts.h"

PhAnswer ph_fact_count(const PhFactQuery *query)
{
    PhAnswer answer = ph_answer(PH_PROVED);
    answer.number = query->args[0].capture->count;
    return answer;
}
