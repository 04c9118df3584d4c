/*
 * hashable: does this expression evaluate to an object that has a hash?
 *
 * Proved for the immutable builtin classes, and for tuples whose elements are proved
 * scalars. Refuted for list, dict, set and bytearray. Unknown otherwise: an instance may
 * define __eq__ without __hash__.
 */

#include "facts/types.h"

static PhVerdict verdict_of(PhType type)
{
    PhTypeSet plain =
        PH_TYPE_SCALARS | PH_TYPE_RANGE | PH_TYPE_FROZENSET | PH_TYPE_FUNCTION;
    if (type.kinds == 0) {
        return PH_UNKNOWN;
    }
    if ((type.kinds & ~(PhTypeSet)PH_TYPE_UNHASHABLE) == 0) {
        return PH_REFUTED;
    }
    if ((type.kinds & ~(plain | PH_TYPE_TUPLE)) != 0) {
        return PH_UNKNOWN;
    }
    bool has_tuple = (type.kinds & PH_TYPE_TUPLE) != 0;
    return !has_tuple || (type.elems & ~plain) == 0 ? PH_PROVED : PH_UNKNOWN;
}

PhAnswer ph_fact_hashable(const PhFactQuery *query)
{
    PhNodeId node = query->args[0].capture->nodes[0];
    PhAnswer answer = ph_answer(verdict_of(ph_type_of(query->facts, node)));
    answer.node = node;
    if (answer.verdict == PH_UNKNOWN) {
        answer.why = ph_type_why_unknown(query->facts, node, &answer.node);
    } else if (answer.verdict == PH_REFUTED) {
        answer.why = PH_BYTES("a list, dict, set or bytearray");
    }
    return answer;
}
