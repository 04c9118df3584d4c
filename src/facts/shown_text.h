#ifndef PH_FACTS_SHOWN_TEXT_H
#define PH_FACTS_SHOWN_TEXT_H

/*
 * Text that is for people to read: a docstring without examples that doctest would run,
 * what is raised or printed, what an object shows of itself. Nothing looks up a variable
 * by a word of it. Neither does it by an annotation that is written as a string, but for
 * what looks at annotations.
 */

#include "facts/facts.h"

/* True if the string, or part of one, is such text, or an annotation. */
bool ph_is_shown_text(PhFacts *facts, PhNodeId string);

#endif
