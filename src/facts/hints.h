#ifndef PH_FACTS_HINTS_H
#define PH_FACTS_HINTS_H

/*
 * What the code of an expression has to hold for a fact to be proved of it, so that bytes
 * alone can tell that it will not be. A fact without hints may be proved of anything.
 */

#include "facts/facts.h"

/* At least one of them is there: `begins` at the first byte behind parentheses, a sign of
 * `signs` or a word that has one of `parts` in it anywhere. */
typedef struct PhFactHints {
    const char *fact;
    char begins;
    const char *signs;
    const char *parts[4]; /* NULL behind the last one */
} PhFactHints;

/* The hints of a fact, or NULL. */
const PhFactHints *ph_fact_hints(const PhFactSpec *fact);

#endif
