#ifndef PH_GIT_TRAILERS_H
#define PH_GIT_TRAILERS_H

/* The lines `Key: value` at the end of a commit message, as git reads them. */

#include "base/arena.h"
#include "base/vec.h"

typedef struct PhTrailer {
    PhBytes key;
    PhBytes value;
} PhTrailer;

typedef PH_VEC(PhTrailer) PhTrailers;

/* None where the message has none. Everything in `arena`. */
PhTrailers ph_trailers_read(PhArena *arena, PhBytes message);

/* The value of the first with that key; empty: there is none. */
PhBytes ph_trailers_get(const PhTrailers *trailers, const char *key);

#endif
