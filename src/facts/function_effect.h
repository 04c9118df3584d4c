#ifndef PH_FACTS_FUNCTION_EFFECT_H
#define PH_FACTS_FUNCTION_EFFECT_H

/*
 * What a call of a function of this file does, whoever calls it.
 *
 * Pure is a function that reads nothing but its arguments, stores to its own names alone,
 * and whose every expression is pure (effects.h), calls of other functions of the file
 * included. Found once for each function; one that is called by itself, over whatever way,
 * is unknown. Never total: a call may go too deep.
 */

#include "facts/effects.h"

/* `callee` is what ph_type_callee() says of the name that is called, or PH_SCOPE_NONE. */
PhEffect ph_function_effect(PhFacts *facts, PhScopeId callee);

#endif
