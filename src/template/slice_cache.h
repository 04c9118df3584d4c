#ifndef PH_TEMPLATE_SLICE_CACHE_H
#define PH_TEMPLATE_SLICE_CACHE_H

/*
 * Slices that have been parsed. The forms of one patch are many, and most of their slices
 * are the same text over and over; to parse is most of the work of loading a page.
 *
 * Trees are shared by all patterns of the same text and never change.
 */

#include "base/map.h"
#include "base/vec.h"
#include "syntax/parse.h"

typedef struct PhParsedSlice {
    PhParsed parsed;
    PhParseOutcome outcome;
} PhParsedSlice;

typedef struct PhSliceCache {
    PhArena *arena;
    const PhGrammar *grammar;
    PhMap places; /* by text: index in `slices` */
    PH_VEC(PhParsedSlice) slices;
} PhSliceCache;

/* Everything lives in `arena`, which must outlive the trees. */
PhSliceCache *ph_slice_cache_new(PhArena *arena, const PhGrammar *grammar);

/* Parses `text`, which must live as long as the cache, or takes what was parsed before. */
PhParsedSlice ph_slice_cache_parse(PhSliceCache *cache, PhBytes text);

#endif
