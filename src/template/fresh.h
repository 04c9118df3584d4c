#ifndef PH_TEMPLATE_FRESH_H
#define PH_TEMPLATE_FRESH_H

/* Names that a file does not have yet. */

#include "facts/facts.h"

/*
 * `wanted`, made an identifier (of `self.out_parts` the last part), or with 2, 3, .. behind
 * it: a name that the file mentions nowhere. Lives in the arena of the facts.
 */
PhBytes ph_fresh_name(PhFacts *facts, PhBytes wanted);

/* A free name for the class of what a variable holds, or each element of it: `Row` for
 * `rows`, `UserId` for `self.user_ids`; `Row` as well for nothing. */
PhBytes ph_fresh_class(PhFacts *facts, const PhCapture *variable);

/* `("a", "b")`, `("a",)`: the texts of captured nodes, each as it stands but without the
 * quotes of a string, as a tuple of strings. */
PhBytes ph_fresh_strings(PhFacts *facts, const PhCapture *capture);

#endif
