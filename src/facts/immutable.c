/* immutable: is the value a number, a text, None, a tuple of such, a compiled pattern, or
 * another builtin that can be changed nowhere inside? */

#include "facts/plain_data.h"

PhAnswer ph_fact_immutable(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    PhType type = ph_type_of(query->facts, node);
    bool is_fixed = ph_type_is_its_copy(type) || type.kinds == PH_TYPE_PATTERN;
    PhAnswer answer = ph_answer(is_fixed ? PH_PROVED : PH_UNKNOWN);
    answer.node = node;
    bool is_mutable = type.kinds != 0 && (type.kinds & ~(PhTypeSet)PH_TYPE_MUTABLE) == 0;
    if (is_mutable) {
        answer.verdict = PH_REFUTED;
    } else if (answer.verdict == PH_UNKNOWN) {
        answer.why = ph_type_why_unknown(query->facts, node, &answer.node);
    }
    return answer;
}
