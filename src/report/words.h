#ifndef PH_REPORT_WORDS_H
#define PH_REPORT_WORDS_H

/*
 * Which words differ between two pieces of text: what a reader has to look at in the lines
 * of a diff. A word is a name or number, a run of blanks, or one other character.
 */

#include "base/vec.h"
#include "source/span.h"

typedef PH_VEC(PhSpan) PhWordSpans;

/*
 * The spans of `old_text` and `new_text` that the other does not have, ascending. Texts
 * that have little in common are wholly different: then both get no spans at all, since to
 * mark everything tells nothing.
 *
 * Ownership: the spans live in `arena`.
 */
void ph_words_diff(PhArena *arena, PhBytes old_text, PhBytes new_text, PhWordSpans *old_out,
                   PhWordSpans *new_out);

#endif
