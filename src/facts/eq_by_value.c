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

/* Why two values may not be compared by value. */
typedef enum PhObstacle {
    PH_OBSTACLE_NONE,
    PH_OBSTACLE_LEFT,
    PH_OBSTACLE_OTHER,
    PH_OBSTACLE_TEXT,
} PhObstacle;

static const PhTypeSet k_known =
    PH_TYPE_SCALARS | PH_TYPE_TUPLE | PH_TYPE_RANGE | PH_TYPE_FROZENSET | PH_TYPE_FUNCTION;

static PhObstacle obstacle_between(PhType type, PhType type_of_other)
{
    PhTypeSet kinds = flat_kinds(type);
    PhTypeSet other = flat_kinds(type_of_other);
    if (type.kinds == 0 || (kinds & ~k_known) != 0) {
        return PH_OBSTACLE_LEFT;
    }
    /* What is in a tuple is compared with what is in another tuple only. */
    PhTypeSet reached = (type.kinds & PH_TYPE_TUPLE) != 0 ? other : type_of_other.kinds;
    if ((reached & ~k_known) != 0) {
        return PH_OBSTACLE_OTHER;
    }
    bool mixes = ((kinds & PH_TYPE_STR) != 0 && (other & PH_TYPE_BYTES) != 0) ||
                 ((kinds & PH_TYPE_BYTES) != 0 && (other & PH_TYPE_STR) != 0);
    return mixes ? PH_OBSTACLE_TEXT : PH_OBSTACLE_NONE;
}

static PhAnswer answer_to(PhFacts *facts, PhObstacle obstacle, PhNodeId node,
                          PhNodeId other)
{
    PhAnswer answer = ph_answer(obstacle == PH_OBSTACLE_NONE ? PH_PROVED : PH_UNKNOWN);
    switch (obstacle) {
    case PH_OBSTACLE_NONE: break;
    case PH_OBSTACLE_LEFT:
        answer.why = ph_type_why_unknown(facts, node, &answer.node);
        break;
    case PH_OBSTACLE_OTHER:
        answer.why = ph_type_why_unknown(facts, other, &answer.node);
        break;
    case PH_OBSTACLE_TEXT:
        answer.node = other;
        answer.why = PH_BYTES("str against bytes, a warning under -b");
        break;
    }
    return answer;
}

PhAnswer ph_fact_eq_by_value(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhCapture *others = query->args[1].capture;
    PhNodeId node = query->args[0].capture->nodes[0];
    PhType type = ph_type_of(facts, node);
    PhObstacle obstacle = obstacle_between(type, (PhType){0});
    PhNodeId other = node;
    for (uint32_t i = 0; i < others->count && obstacle == PH_OBSTACLE_NONE; i++) {
        other = others->nodes[i];
        obstacle = obstacle_between(type, ph_type_of(facts, other));
    }
    return answer_to(facts, obstacle, node, other);
}

/* The same for what iterating over the second expression yields. */
PhAnswer ph_fact_eq_by_value_in(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId node = query->args[0].capture->nodes[0];
    PhNodeId container = query->args[1].capture->nodes[0];
    PhType element = ph_type_element(ph_type_of(facts, container));
    PhObstacle obstacle = obstacle_between(ph_type_of(facts, node), element);
    PhAnswer answer = answer_to(facts, obstacle, node, container);
    if (obstacle == PH_OBSTACLE_OTHER) {
        answer.why = PH_BYTES("what is in it is not known");
    }
    return answer;
}
