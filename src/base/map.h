#ifndef PH_BASE_MAP_H
#define PH_BASE_MAP_H

/*
 * A hash table from bytes to 32-bit numbers, in an arena. Keys are borrowed and must live
 * as long as the table. Iteration order is not defined: nothing printed may depend on it.
 */

#include "base/arena.h"

#define PH_MAP_NONE UINT32_MAX

typedef struct PhMapSlot {
    PhBytes key; /* key.ptr NULL: free */
    uint32_t hash;
    uint32_t value;
} PhMapSlot;

typedef struct PhMap {
    PhArena *arena;
    PhMapSlot *slots;
    uint32_t count;
    uint32_t capacity; /* a power of two, or 0 */
} PhMap;

static inline PhMap ph_map_in(PhArena *arena)
{
    return (PhMap){.arena = arena};
}

/* The value under `key`, or PH_MAP_NONE. */
uint32_t ph_map_get(const PhMap *map, PhBytes key);

/* The place of the value under `key`, made with PH_MAP_NONE when new. Valid until the next
 * put. */
uint32_t *ph_map_put(PhMap *map, PhBytes key);

uint32_t ph_bytes_hash(PhBytes bytes);

#endif
