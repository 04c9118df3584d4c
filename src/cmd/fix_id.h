#ifndef PH_CMD_FIX_ID_H
#define PH_CMD_FIX_ID_H

/*
 * Names fixes of a file so that one is found again after others were applied, and in a
 * later run over the same file: by rule, by the line of the unchanged file on which the
 * finding begins, and by its text. Two fixes that agree in all of these stand on one line
 * and say the same; they are decided together.
 */

#include "edit/finding.h"
#include "git/line_map.h"

typedef struct PhFixId {
    const char *rule; /* compared by its letters */
    uint32_t line;    /* in the unchanged file, from 1 */
    PhHash text;      /* of what the finding covers */
} PhFixId;

bool ph_fix_id_equal(const PhFixId *a, const PhFixId *b);

/* The names of fixes in the texts that a file goes through. */
typedef struct PhFixNames {
    PhArena *arena;
    PhBytes first; /* the unchanged text */
    PhBytes now;   /* the text that `map` is of */
    PhLineMap *map;
} PhFixNames;

/* `first` is borrowed. */
PhFixNames ph_fix_names(PhArena *arena, PhBytes first);

/* The line of the unchanged text for a place in the newest. */
uint32_t ph_fix_names_line(PhFixNames *names, PhSource *source, uint32_t offset);

PhFixId ph_fix_names_id(PhFixNames *names, PhSource *source, const PhFinding *finding);

#endif
