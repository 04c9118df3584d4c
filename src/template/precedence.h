#ifndef PH_TEMPLATE_PRECEDENCE_H
#define PH_TEMPLATE_PRECEDENCE_H

/*
 * How tightly an expression of Python holds together, and what a place takes bare.
 *
 * Every expression has a strength. A place is a node's position below its parent: it takes
 * some strengths as they are and every other one in parentheses. Both are read off the
 * grammar of Python 3.8 and later; where versions differ, the strictest counts.
 */

#include "syntax/tree.h"

/* From the loosest to what nothing takes apart. */
typedef enum PhStrength {
    PH_STRENGTH_YIELD,
    PH_STRENGTH_STARS, /* `*a, b` without parentheses */
    PH_STRENGTH_TUPLE, /* `a, b` without parentheses */
    PH_STRENGTH_NAMED, /* `a := b` */
    PH_STRENGTH_LAMBDA,
    PH_STRENGTH_CONDITIONAL,
    PH_STRENGTH_OR,
    PH_STRENGTH_AND,
    PH_STRENGTH_NOT,
    PH_STRENGTH_COMPARISON,
    PH_STRENGTH_BIT_OR,
    PH_STRENGTH_BIT_XOR,
    PH_STRENGTH_BIT_AND,
    PH_STRENGTH_SHIFT,
    PH_STRENGTH_SUM,
    PH_STRENGTH_TERM,
    PH_STRENGTH_UNARY,
    PH_STRENGTH_POWER,
    PH_STRENGTH_AWAIT,
    PH_STRENGTH_INTEGER, /* `1.real` is no attribute of 1 */
    PH_STRENGTH_PRIMARY,
    PH_STRENGTH_SPLAT, /* `*a` as an element: never in parentheses */
    PH_STRENGTH_OTHER, /* no expression: a slice, `k=v`, `**a` */
} PhStrength;

typedef struct PhPlaceTakes {
    uint32_t bare;     /* a bit for each strength */
    bool takes_parens; /* an expression in parentheses can stand there */
} PhPlaceTakes;

PhStrength ph_strength(const PhTree *tree, PhNodeId node);

/* What may stand where `node` stands. */
PhPlaceTakes ph_place_takes(const PhTree *tree, PhNodeId node);

static inline bool ph_place_takes_bare(PhPlaceTakes place, PhStrength strength)
{
    return (place.bare >> strength & 1U) != 0;
}

/* True if `node` lies in brackets, so that line ends around it do not count. */
bool ph_is_in_brackets(const PhTree *tree, PhNodeId node);

/* True if `node` holds a line end that only brackets around it make harmless. */
bool ph_has_open_line_end(const PhTree *tree, PhNodeId node);

#endif
