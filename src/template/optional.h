#ifndef PH_TEMPLATE_OPTIONAL_H
#define PH_TEMPLATE_OPTIONAL_H

/*
 * `$?x`: what may be absent, together with the smallest clause around it.
 *
 * The clause is an `if` of a comprehension, an annotation, `-> T`, a keyword argument with
 * its comma, a default value, or a docstring. A patch with optional metavariables stands
 * for its forms, with and without each clause. The first form that matches a place is the
 * form of that place, so that what a clause holds is never taken for something else. A
 * fact about what is absent says nothing: it drops out of its guard.
 */

#include "template/pattern.h"

enum { PH_OPTIONAL_MOST = 4 };

/*
 * *out: the alternative without the clauses around `metavar`, in both slices.
 *
 * Errors: PH_ERR_USAGE with a record at the line of the alternative: nothing around it can
 * be left out, or what is left does not parse.
 */
PH_MUST_USE PhStatus ph_optional_remove(const PhPatternContext *context,
                                        const PhAlternative *alternative,
                                        PhMetavarId metavar, PhAlternative *out);

/* True if `node` of a pattern is `$?x` that stands for a docstring. */
bool ph_optional_is_docstring(const PhPattern *pattern, PhNodeId node);

#endif
