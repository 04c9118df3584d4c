#ifndef PH_TEMPLATE_SURROUNDINGS_H
#define PH_TEMPLATE_SURROUNDINGS_H

/*
 * What around a site keeps it from being edited, whatever the rule: somebody reads the text
 * of the code and not only what it does.
 *
 * - a remark for another tool on its lines (`# noqa`, `# type:`, `# fmt:`, `# pragma`);
 * - an f-string that shows the expression itself (`{x=}`), or a t-string, which keeps it;
 * - an annotation, which may be kept as text;
 * - a function that a decorator compiles from its source, such as numba's njit: what such a
 *   compiler takes is less than Python.
 */

#include "facts/facts.h"

/* True if something keeps `node` from being edited; says what, and where. */
bool ph_surroundings_forbid(const PhTree *tree, PhNodeId node, PhNodeId root,
                            PhBytes *why_out, PhSpan *span_out);

/* True if the comment is a remark for another tool: it must stay where it is. */
bool ph_surroundings_is_remark(PhBytes comment);

#endif
