/*
 * fresh_list: does the expression make a list that nothing else refers to?
 *
 * A display, a list comprehension, list() and sorted() of the builtins, the splits of a
 * str, and sums, repetitions and slices of lists.
 */

#include "facts/types.h"
#include "facts/uses.h"

PhAnswer ph_fact_fresh_list(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    PhAnswer answer = ph_answer(ph_uses_is_fresh_list(query->facts, node));
    answer.node = node;
    if (answer.verdict == PH_UNKNOWN) {
        answer.why = ph_type_why_unknown(query->facts, node, &answer.node);
    }
    return answer;
}
