#ifndef PH_FACTS_EFFECTS_H
#define PH_FACTS_EFFECTS_H

/*
 * What evaluating an expression may do besides giving a value.
 *
 * Known are operations of builtin classes, by the exact types of their operands: no code of
 * other classes runs in them. Running out of memory and interrupts do not count.
 */

#include "facts/flow.h"

/* Ordered: an expression is as bad as its worst part. */
typedef enum PhEffect {
    PH_EFFECT_TOTAL,   /* always gives a value */
    PH_EFFECT_PURE,    /* may raise */
    PH_EFFECT_UNKNOWN, /* may run anything */
    PH_EFFECT_IMPURE,  /* binds, suspends */
} PhEffect;

/*
 * Is `node` a name that a function reads, that the module sets in any case and that nothing
 * deletes? Such names exist when a function that reads them runs (docs/assumptions.md), but
 * what they hold may be another object at each reading.
 */
bool ph_effect_is_set_global(PhFacts *facts, PhNodeId node);

/* The effect of `root` and, through *node_out, the part that made it so. */
PhEffect ph_effect_of(PhFacts *facts, PhNodeId root, PhNodeId *node_out);

/* The effect of the node alone: its children are judged on their own. */
PhEffect ph_effect_of_node(PhFacts *facts, PhNodeId node);

/* True for blocks and statements that do nothing but what their parts do; those with a
 * condition or a loop are not among them. */
bool ph_effect_is_plain_statement(PhKind kind);

/* True if the condition of an if, elif or while has a class whose truth is known without
 * running anything. */
bool ph_effect_has_plain_condition(PhFacts *facts, PhNodeId statement);

/* For the files of this analysis only. */
PhEffect ph_effect_of_call(PhFacts *facts, PhNodeId call);
PhEffect ph_effect_of_binary(PhFacts *facts, PhNodeId operation);
PhEffect ph_effect_of_comparison(PhFacts *facts, PhNodeId comparison);
bool ph_effect_has_type(PhFacts *facts, PhNodeId node, uint32_t wanted);
bool ph_effect_has_elements(PhFacts *facts, PhNodeId node, uint32_t wanted);

/* True if `s[i]`, a subscript, surely finds an element (index_in_bounds.c). */
bool ph_index_is_in_bounds(PhFacts *facts, PhNodeId subscript);

#endif
