#ifndef PH_FACTS_FUNCTIONS_H
#define PH_FACTS_FUNCTIONS_H

/* What a function of this file does and gives, whoever calls it. */

#include "facts/flow.h"

/* The function whose name argument `arg` of the query is, or PH_NODE_NONE. */
PhNodeId ph_function_of(const PhFactQuery *query, size_t arg);

/* The same file with annotations of parameters taken for proof, and with names of the
 * module that it stores once for constants. */
PhFacts *ph_facts_trusting(PhFacts *facts);

/* The function of this file that the name calls, if it is stored once; or PH_NODE_NONE. */
PhNodeId ph_called_function(PhFacts *facts, PhNodeId name);

/* True if the function has run to its end when its call has: it is neither a generator nor
 * a coroutine; and no text that it runs can reach its names. */
bool ph_function_runs_at_once(PhFacts *facts, PhNodeId def);

/*
 * Whether a function has a trait, or a parameter of it, as `name` is the name in its def or
 * that of the parameter. `judge` is asked once: it looks at the whole function, and who
 * calls others would be judged again and again. While it is judged the answer is no, and so
 * it is of functions that are called too deep.
 */
typedef bool PhTraitFn(PhFacts *facts, PhNodeId name);
bool ph_function_has_trait(PhFacts *facts, PhNodeId name, PhTrait trait, PhTraitFn *judge);

/* True if the function or lambda at `node` is handed to map, filter, max, min, sorted or
 * list.sort: they call it with the items they walk, and forget it. */
bool ph_calls_back(PhFacts *facts, PhNodeId node);

/* The next node of the function's own code behind `node`: defs and classes in it are passed
 * over. PH_NODE_NONE at the end. */
PhNodeId ph_function_next(const PhTree *tree, PhNodeId def, PhNodeId node);

#endif
