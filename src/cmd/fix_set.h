#ifndef PH_CMD_FIX_SET_H
#define PH_CMD_FIX_SET_H

/* Some of the fixes of a session, for proposals that are to hold no others. */

#include "cmd/propose.h"

typedef struct PhFixSetItem {
    size_t file;
    PhFixId id;
} PhFixSetItem;

/* A zeroed one is empty. */
typedef struct PhFixSet {
    PH_VEC(PhFixSetItem) items; /* ascending by file once settled */
} PhFixSet;

void ph_fix_set_add(PhArena *arena, PhFixSet *set, size_t file, const PhFixId *id);

/* To be called when all are in, before anything is asked. */
void ph_fix_set_settle(PhFixSet *set);

/* A PhAllowFn; `set` is a PhFixSet. */
bool ph_fix_set_has(void *set, size_t file, const PhFixId *id);

/* The files of the set, each once, ascending. */
const size_t *ph_fix_set_files(PhArena *arena, const PhFixSet *set, size_t *count_out);

#endif
