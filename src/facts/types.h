#ifndef PH_FACTS_TYPES_H
#define PH_FACTS_TYPES_H

/*
 * Which builtin types an expression can have, exactly (no subclass).
 *
 * A type is a set of exact classes. Strong evidence only: literals, displays, f-strings,
 * calls of unshadowed builtins, methods of receivers that are themselves proved, arithmetic
 * over those, and names of function-like scopes, or private to the module (privacy.h), all
 * of whose stores are proved. A name that its function alone sees has, where it is read,
 * the union of what the stores that reach it have stored, less what tests on the way rule
 * out (type_tests.h), every other name the union of all: the least fixed point over the
 * file (Tenenbaum's typefinding, 1974). Annotations count for nothing here. `str(x)`,
 * f-strings and `%` on a str are taken to give exactly str.
 *
 * What is not taught is PH_TYPE_UNKNOWN. Deeper nesting of expressions than a fixed bound
 * is unknown too, so that the stack does not depend on the input.
 */

#include "facts/facts.h"

typedef uint32_t PhTypeSet;

enum {
    PH_TYPE_BOOL = 1 << 0,
    PH_TYPE_INT = 1 << 1,
    PH_TYPE_FLOAT = 1 << 2,
    PH_TYPE_COMPLEX = 1 << 3,
    PH_TYPE_STR = 1 << 4,
    PH_TYPE_BYTES = 1 << 5,
    PH_TYPE_NONE = 1 << 6,
    PH_TYPE_ELLIPSIS = 1 << 7,
    PH_TYPE_TUPLE = 1 << 8,
    PH_TYPE_LIST = 1 << 9,
    PH_TYPE_DICT = 1 << 10,
    PH_TYPE_SET = 1 << 11,
    PH_TYPE_FROZENSET = 1 << 12,
    PH_TYPE_BYTEARRAY = 1 << 13,
    PH_TYPE_RANGE = 1 << 14,
    PH_TYPE_ITERABLE = 1 << 15, /* a fresh iterator or view: only its elements are known */
    PH_TYPE_FUNCTION = 1 << 16,
    PH_TYPE_UNKNOWN = 1 << 17,
    /* Above, so that they are in no set of what is known to run no other code. */
    PH_TYPE_PATTERN = 1 << 18, /* re.Pattern: `elems` is the class of its texts */
    PH_TYPE_MATCH = 1 << 19,   /* re.Match: the same */

    PH_TYPE_NUMBERS = PH_TYPE_BOOL | PH_TYPE_INT | PH_TYPE_FLOAT | PH_TYPE_COMPLEX,
    PH_TYPE_SCALARS =
        PH_TYPE_NUMBERS | PH_TYPE_STR | PH_TYPE_BYTES | PH_TYPE_NONE | PH_TYPE_ELLIPSIS,
    PH_TYPE_UNHASHABLE = PH_TYPE_LIST | PH_TYPE_DICT | PH_TYPE_SET | PH_TYPE_BYTEARRAY,
    PH_TYPE_MUTABLE = PH_TYPE_UNHASHABLE,
};

typedef struct PhType {
    PhTypeSet kinds; /* 0: evaluation never returns, or nothing is known to be stored */
    PhTypeSet elems; /* of what iteration yields; of a dict its keys */
    PhTypeSet inner; /* of what iterating those yields; of a dict its values */
} PhType;

/* What a parameter is given by the one call that facts->given is about. */
struct PhGivenType {
    PhNodeId name;
    PhType type;
};

/* The type of expression `node`. Memoised for names. */
PhType ph_type_of(PhFacts *facts, PhNodeId node);

/* The type of what iterating over a value of `type` yields. */
PhType ph_type_element(PhType type);

/* The type of a value of a dict of `type`. */
PhType ph_type_value(PhType type);

/*
 * Why the type of `node` is not known, in a phrase ("parameter, line 3"), and through
 * *node_out the place that made it so.
 */
PhBytes ph_type_why_unknown(PhFacts *facts, PhNodeId node, PhNodeId *node_out);

/* Proved if the first argument is one of `wanted` for certain, refuted if it is none. */
PhAnswer ph_type_answer(const PhFactQuery *query, PhTypeSet wanted);

/* Proved if all that walking through the first argument yields is one of `wanted`, refuted
 * if nothing is, unknown if nothing is known to be in it; `why` says what else it is. */
PhAnswer ph_type_answer_elements(const PhFactQuery *query, PhTypeSet wanted, PhBytes why);

/* Of these classes, with what they say of their elements. */
PhType ph_type_exactly(PhTypeSet kinds);

PhType ph_type_unknown(void);
PhType ph_type_union(PhType a, PhType b);

/* `type` of what has been called, or asked for an element: None would have raised. */
PhType ph_type_but_none(PhType type);

/* For the files of this analysis only. */
PhType ph_type_of_within(PhFacts *facts, PhNodeId node, uint32_t depth);
PhType ph_type_of_attribute(PhFacts *facts, PhNodeId attribute);
PhType ph_type_of_call(PhFacts *facts, PhNodeId call, uint32_t depth);
PhType ph_type_of_binary(PhType left, PhType right, PhBytes operation);
PhType ph_type_of_binding(PhFacts *facts, PhBindingId binding, uint32_t depth);
PhType ph_type_of_store(PhFacts *facts, const PhRef *ref, uint32_t depth);

/* Of a name where it is read; of any other reference, the union of all stores. */
PhType ph_type_of_use(PhFacts *facts, PhRefId id, uint32_t depth);

/* What an augmented assignment finds in its target. */
PhType ph_type_before(PhFacts *facts, PhRefId id, uint32_t depth);

/* Of `node`, a name of a module of the standard library; of its `call`, if there is one. */
PhType ph_type_of_library(PhFacts *facts, PhNodeId node, PhNodeId call, uint32_t depth);

/* The scope of the function of this file that a call of identifier `function` runs, or
 * PH_SCOPE_NONE; the types that functions return, and that parameter `name` is given. */
PhScopeId ph_type_callee(PhFacts *facts, PhNodeId function);
PhType ph_type_of_result(PhFacts *facts, PhScopeId callee, uint32_t depth);
PhType ph_type_of_returns(PhFacts *facts, PhScopeId id, uint32_t depth);
PhType ph_type_of_arguments(PhFacts *facts, PhNodeId name, uint32_t depth);

/* `stored`, the union of all stores to the name, with what its own uses put into it; what
 * others may have changed is unknown. */
PhType ph_type_of_contents(PhFacts *facts, PhBindingId binding, PhType stored,
                           uint32_t depth);

/* The name holds a container of `kinds`, and no use of it puts anything in. */
bool ph_type_is_left_as_stored(PhFacts *facts, PhBindingId binding, PhTypeSet kinds);

/* The list, tuple or set that is written out where identifier `name` gets its only value,
 * if what walking through the name gives is just what stands there; else PH_NODE_NONE. */
PhNodeId ph_type_display_of(PhFacts *facts, PhNodeId name);

/* What other code can reach it may have changed, wherever something mutable is in it. */
PhType ph_type_shared(PhType type);

#endif
