#ifndef PH_TEMPLATE_GAPS_H
#define PH_TEMPLATE_GAPS_H

/*
 * What the user has between the tokens that a pattern names: blanks, line ends, comments,
 * parentheses of their own, and commas before a closing bracket.
 *
 * It stays as it is, but for what only made sense with a token that goes: blanks that the
 * page has otherwise, a comma that would dangle, a line end that no bracket covers any
 * more.
 */

#include "template/splice.h"

/*
 * Adds what the edits of a match need; there is one for each hunk, from splice->first on.
 *
 * `is_covered`: line ends around the result do not count. Returns false if they do and a
 * comment or another sign keeps one of them: then the result needs parentheses.
 * *is_unfit_out becomes true if something can neither stay nor go.
 */
bool ph_gaps_fit(PhFacts *facts, const PhMatch *match, PhSplice *splice, bool is_covered,
                 bool *is_unfit_out);

/*
 * The same for a patch of statements, whose lines are laid out elsewhere: only commas that
 * would dangle. Returns false if one can neither stay nor go.
 */
bool ph_gaps_fit_statements(PhFacts *facts, const PhMatch *match, PhSplice *splice);

/* True if token `token` of the plus slice is one that both slices share. */
bool ph_patch_keeps(const PhPatch *patch, uint32_t token);

#endif
