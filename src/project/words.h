#ifndef PH_PROJECT_WORDS_H
#define PH_PROJECT_WORDS_H

/*
 * The words in any bytes: what could be read as a name there.
 *
 * A word is a run of ASCII letters, digits and underscores. Rather one too many than one
 * too few, so of a run these are words as well:
 *
 * - behind a backslash its rests without up to nine bytes ("\n_x" in a string or notebook);
 * - in a run with bytes above 0x7F its ASCII parts, and those of its NFKC form, in which
 *   Python compares names;
 * - in text with NUL bytes (pickles, compiled code) the run without its first byte, which
 *   may be a length, and without its last one or two, which may be the next record's;
 * - where more than a quarter of the bytes are NUL (UTF-16, UTF-32) the runs that are left
 *   when those are taken out.
 *
 * Not seen: a name written with escapes for its own letters, put together at run time, in
 * another encoding of the letters, or in a packed file.
 */

#include "base/arena.h"

enum { PH_WORD_MOST = 255 }; /* bytes; longer runs are passed over */

typedef enum PhWordKind {
    PH_WORDS_ALL,
    PH_WORDS_PRIVATE, /* that begin with an underscore */
} PhWordKind;

typedef void PhWordFn(void *context, PhBytes word);

/* Calls `take` for each word; the same one may come several times. `scratch` is released.
 */
void ph_words_scan(PhArena *scratch, PhBytes text, PhWordKind kind, PhWordFn *take,
                   void *context);

#endif
