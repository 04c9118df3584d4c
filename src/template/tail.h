#ifndef PH_TEMPLATE_TAIL_H
#define PH_TEMPLATE_TAIL_H

/*
 * The right side of an assignment, looked at as bytes: can a fact be proved of it?
 *
 * It ends where its line does, outside of brackets. Strings and comments are passed over.
 * Where that is not plain (a backslash, a string over several lines, an f-string with code
 * in it, bytes from 0x80 on, more than some thousand bytes), the answer is that it can.
 */

#include "facts/hints.h"
#include "template/compile.h"

/* The hints of what the rule of `patch` must prove of its metavariable, or NULL. */
const PhFactHints *ph_tail_hints(const PhPatch *patch, PhMetavarId metavar);

/* False: the code from `at` on, up to the end of its statement, has none of the hints. */
bool ph_tail_may_hold(const PhFactHints *hints, PhBytes text, size_t at);

#endif
