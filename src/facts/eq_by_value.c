/*
 * eq_by_value: does the first expression compare equal to the others exactly when a lookup
 * by hash would find it?
 *
 * Proved for the immutable builtin classes, whose __eq__ and __hash__ agree across int,
 * float, bool and complex, and for tuples of them. A str next to bytes is unknown: under -b
 * the comparison warns, and a set compares only what has the same hash.
 */

#include "facts/types.h"

static PhTypeSet flat_kinds(PhType type)
{
    return type.kinds | ((type.kinds & PH_TYPE_TUPLE) != 0 ? type.elems : 0);
}

PhAnswer ph_fact_eq_by_value(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhCapture *others = query->args[1].capture;
    PhNodeId node = query->args[0].capture->nodes[0];
    PhType type = ph_type_of(facts, node);
    PhTypeSet known = PH_TYPE_SCALARS | PH_TYPE_TUPLE | PH_TYPE_RANGE | PH_TYPE_FROZENSET |
                      PH_TYPE_FUNCTION;
    PhAnswer unknown = ph_answer(PH_UNKNOWN);
    unknown.node = node;
    PhTypeSet kinds = flat_kinds(type);
    if (type.kinds == 0 || (kinds & ~known) != 0) {
        unknown.why = ph_type_why_unknown(facts, node, &unknown.node);
        return unknown;
    }
    for (uint32_t i = 0; i < others->count; i++) {
        PhTypeSet other = flat_kinds(ph_type_of(facts, others->nodes[i]));
        bool mixes = ((kinds & PH_TYPE_STR) != 0 && (other & PH_TYPE_BYTES) != 0) ||
                     ((kinds & PH_TYPE_BYTES) != 0 && (other & PH_TYPE_STR) != 0);
        if (mixes) {
            unknown.node = others->nodes[i];
            unknown.why = PH_BYTES("str against bytes, a warning under -b");
            return unknown;
        }
    }
    return ph_answer(PH_PROVED);
}
