/*
 * eq_by_value: does the first expression compare equal to the others exactly when a lookup
 * by hash would find it?
 *
 * Proved for the immutable builtin classes, whose __eq__ and __hash__ agree across int,
 * float, bool and complex, and for tuples of them, if what they are compared with is of
 * such a class too: another object may claim to equal anything. A str next to bytes is
 * unknown: under -b the comparison warns, and a set compares only what has the same hash.
 */

#include "facts/types.h"

/* The classes that a comparison reaches: two levels of tuples, deeper ones are unknown. */
static PhTypeSet flat_kinds(PhType type)
{
    PhTypeSet kinds = type.kinds;
    kinds |= (kinds & PH_TYPE_TUPLE) != 0 ? type.elems : 0;
    bool is_nested = (type.kinds & type.elems & PH_TYPE_TUPLE) != 0;
    kinds |= is_nested ? type.inner : 0;
    kinds |= is_nested && (type.inner & PH_TYPE_TUPLE) != 0 ? PH_TYPE_UNKNOWN : 0;
    return kinds;
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
        PhType type_of_other = ph_type_of(facts, others->nodes[i]);
        PhTypeSet other = flat_kinds(type_of_other);
        /* What is in a tuple is compared with what is in another tuple only. */
        PhTypeSet reached = (type.kinds & PH_TYPE_TUPLE) != 0 ? other : type_of_other.kinds;
        if ((reached & ~known) != 0) {
            unknown.why = ph_type_why_unknown(facts, others->nodes[i], &unknown.node);
            return unknown;
        }
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
