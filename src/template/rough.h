#ifndef PH_TEMPLATE_ROUGH_H
#define PH_TEMPLATE_ROUGH_H

/*
 * Words that a file must hold if a rule is to find anything, told from the lines of its
 * page before anything is compiled. It is the filter (filter.h) that says more, but to make
 * that all forms of all patches have to be parsed; a file that lacks these words spares it.
 *
 * Only words are taken that stand in every form of the patch: none of an optional clause,
 * none that an isomorphism may write otherwise, none behind `: ...`. A test compares them
 * with the phrases of what is compiled.
 */

#include "base/vec.h"
#include "template/program.h"

typedef PH_VEC(PhBytes) PhWordVec;

/* Adds the words of the alternative to `words`, which may already hold some. */
void ph_rough_words(PhArena *arena, const PhAlternative *alternative, PhWordVec *words);

#endif
