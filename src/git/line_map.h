#ifndef PH_GIT_LINE_MAP_H
#define PH_GIT_LINE_MAP_H

/* Where the lines of a changed text stood before: by the lines that differ, as git sees it.
 */

#include "base/arena.h"
#include "base/bytes.h"

typedef struct PhLineMap PhLineMap;

/* NULL if the texts cannot be compared. The map lives in `arena` and borrows nothing. */
PhLineMap *ph_line_map_new(PhArena *arena, PhBytes old_text, PhBytes new_text);

/*
 * The line of the old text for one of the new, both from 1: the same line where it did not
 * change, the one it replaced, in order, or else the one that followed it.
 */
uint32_t ph_line_map_old(const PhLineMap *map, uint32_t new_line);

#endif
