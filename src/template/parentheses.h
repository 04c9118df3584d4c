#ifndef PH_TEMPLATE_PARENTHESES_H
#define PH_TEMPLATE_PARENTHESES_H

/*
 * Parentheses that a rewrite needs and neither the page nor the code has.
 *
 * Code of a metavariable keeps its bytes, and what is written takes the place of what was
 * matched: where either comes to stand beside a stronger operator than before, or loses the
 * brackets that covered a line end, it gets parentheses. Commas and line ends that only
 * brackets allowed go with these. What stays as the user wrote it and cannot be kept so
 * makes the rewrite unfit.
 */

#include "base/buf.h"
#include "template/rewrite.h"

/* Adds the code that token `token` of the plus slice, a metavariable, stands for. */
void ph_parentheses_write(PhBuf *buf, const PhTree *tree, const PhMatch *match,
                          uint32_t token);

/* Completes the edits of one match, those of `out` from `first_edit` on, in ascending
 * order; sets out->is_unfit if that cannot be done. */
void ph_parentheses_add(PhFacts *facts, const PhMatch *match, size_t first_edit,
                        PhRewrite *out);

#endif
