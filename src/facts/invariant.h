#ifndef PH_FACTS_INVARIANT_H
#define PH_FACTS_INVARIANT_H

/* What loops evaluate time and again although nothing in it changes. */

#include "facts/flow.h"

/*
 * Proved: `call` is of a function of this file that always gives the same value for the
 * same arguments, gives one always, and does nothing else. Recursion and memory do not
 * count, nor what other modules store to names of this one.
 */
PhAnswer ph_call_is_total(PhFacts *facts, PhNodeId call);

/* The def of the function that `name` reads, where it stands before the code of the name in
 * a block around it, so that the name has been stored when that runs; or PH_NODE_NONE. */
PhNodeId ph_function_above(PhFacts *facts, PhNodeId name);

/* True if the file has words of those who replace attributes and names by their text. */
bool ph_replaces_by_name(const PhFacts *facts);

/* True if the code of `loop` itself, a statement, evaluates `node` each time round: not a
 * function in it, or a generator that may run later, and not what it evaluates once. */
bool ph_loop_repeats(PhFacts *facts, PhNodeId loop, PhNodeId node);

/* True if each name that `code` reads is a variable from outside of `loop`, and `loop` does
 * not store to it. */
bool ph_loop_keeps_names(PhFacts *facts, PhNodeId loop, PhNodeId code);

/* `d` of `d[i:j]`, or PH_NODE_NONE. */
PhNodeId ph_sliced_name(const PhTree *tree, PhNodeId node);

/* True if `loop` is the outermost that never stores to the variable that `name` reads,
 * which has one value, from before the loop. */
bool ph_slice_is_steady(PhFacts *facts, PhNodeId loop, PhNodeId name);

#endif
