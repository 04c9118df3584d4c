#ifndef PH_GIT_HUNKS_H
#define PH_GIT_HUNKS_H

/*
 * What differs between two texts, line by line, as git would say it: hunks with three lines
 * of context. No headers and no paths: those are the reporter's.
 *
 * Any bytes are text here, NUL and invalid UTF-8 included. A line is what ends with \n; a
 * lone \r ends none, because neither git nor patch thinks so.
 */

#include "base/bytes.h"
#include "base/status.h"

typedef struct PhLineHunk {
    uint32_t old_start; /* from 1; the line before when old_count is 0 */
    uint32_t old_count;
    uint32_t new_start;
    uint32_t new_count;
} PhLineHunk;

/* Receives the hunks in order, each before its lines. */
typedef struct PhHunkSink {
    void *context; /* borrowed, handed to both functions */
    void (*hunk)(void *context, const PhLineHunk *hunk);
    /* `origin` is ' ', '-' or '+'; `line` has its \n unless the text ends without. */
    void (*line)(void *context, char origin, PhBytes line);
} PhHunkSink;

/*
 * Ownership: both texts are borrowed for the call, lines point into them.
 * Errors:    PH_ERR_REFUSED when the texts are too large to compare (about 1 GB); the sink
 *            may have been called before.
 */
PH_MUST_USE PhStatus ph_hunks_each(PhBytes old_text, PhBytes new_text,
                                   const PhHunkSink *sink);

#endif
