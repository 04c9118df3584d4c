#ifndef PH_FACTS_PRIVACY_H
#define PH_FACTS_PRIVACY_H

/*
 * Which variables of the module only the code of this file can see.
 *
 * The name must begin with one underscore, or the configuration must say closed-world; no
 * other file of the project may mention it (project/index.h); and in this file it may stand
 * only where it is a reference, in a comment, or in text for people to read
 * (shown_text.h). In another string, as an attribute or keyword,
 * in an import, or in the body of a class that has such a name itself, it may be something
 * else. Code that reaches modules by their names (sys.modules, __globals__) or variables by
 * theirs (globals, exec, star imports) makes every name of the file unknown.
 */

#include "facts/facts.h"

/*
 * Proved, or refuted for what is no variable of the module and for names like `__all__`,
 * else unknown with a reason.
 */
PhAnswer ph_privacy_of(PhFacts *facts, PhBindingId id);

/* False if the answer cannot be proved, whatever the other files hold: cheap, while the
 * answer itself may take a look through the whole project. */
bool ph_privacy_is_possible(PhFacts *facts, PhBindingId id);

/*
 * Is a variable of the module, also a public one, stored to by this file alone? Code that
 * is not seen may read it, and change an object that it holds, but does not store to it
 * (docs/assumptions.md); no other file of the project may mention it. The first is cheap
 * and tells what this file says.
 */
bool ph_privacy_may_be_constant(PhFacts *facts, PhBindingId id);
bool ph_privacy_is_constant(PhFacts *facts, PhBindingId id);

#endif
