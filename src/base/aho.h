#ifndef PH_BASE_AHO_H
#define PH_BASE_AHO_H

/*
 * Many words looked for in one pass over a text (Aho and Corasick 1975), as a table of
 * states by class of byte. Made once, read-only afterwards, shared by all workers.
 */

#include "base/arena.h"

typedef struct PhAho PhAho;

/* Called for each occurrence, by end, at one end the longest first. False: enough. */
typedef bool PhAhoVisit(void *context, uint32_t word, size_t start);

/* `words` are distinct, not empty, and together have at most 255 different bytes. They are
 * not needed afterwards. */
PhAho *ph_aho_new(PhArena *arena, const PhBytes *words, uint32_t count);

void ph_aho_scan(const PhAho *aho, PhBytes text, PhAhoVisit *visit, void *context);

#endif
