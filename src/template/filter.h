#ifndef PH_TEMPLATE_FILTER_H
#define PH_TEMPLATE_FILTER_H

/*
 * Which patches can find nothing in a file, told from its bytes alone, before a parse.
 *
 * A patch can be passed over if a phrase of its minus slice stands nowhere, or if its rule
 * wants a label to be there (`where count(fifo) >= 1`) and for each arm with that label
 * some phrase stands nowhere, or for no name of the variable for which the others stand.
 * One pass over the bytes looks for the words at which all phrases begin. The answer "may
 * match" may be wrong, the other never is: what the matcher passes over, the phrases pass
 * over too (phrase.h).
 *
 * Made once, read-only afterwards, shared by all workers.
 */

#include "template/phrase.h"

typedef struct PhFilter PhFilter;

/* The patches are borrowed for the life of the filter. */
PhFilter *ph_filter_new(PhArena *arena, const PhPatch *patches, size_t count);

/* What the bytes of a file say of a patch. */
typedef struct PhMayMatch {
    bool may_match;
    /* For which names of the variable that the `uses` clauses of its rule are about; NULL:
     * for any. The same for patches that need the same. */
    const PhNameSet *names;
} PhMayMatch;

typedef enum PhFilterDepth {
    PH_FILTER_QUICK, /* signs that are in each line are taken to stand where they must */
    PH_FILTER_FULL,  /* they are looked for: worth it where it may spare a parse */
} PhFilterDepth;

/*
 * Answers for each patch whether it may match in `text`; NULL if none can. Memory for the
 * answer is from `arena`.
 */
const PhMayMatch *ph_filter_run(const PhFilter *filter, PhArena *arena, PhBytes text,
                                PhFilterDepth depth);

/* What the names of patch number `patch` are about; none if it is neither a variable that
 * the code names nor an attribute. */
PhVariable ph_filter_variable(const PhFilter *filter, size_t patch);

/*
 * What the text lacks for the patch, for people: "`pop ( 0`", or "any of `a`, `b`"; empty
 * if nothing.
 */
PhBytes ph_filter_missing(const PhFilter *filter, PhArena *arena, PhBytes text,
                          size_t patch);

#endif
