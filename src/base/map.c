#include "base/map.h"

/* FNV-1a: names are short, and nothing here is exposed to chosen keys for long. */
uint32_t ph_bytes_hash(PhBytes bytes)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < bytes.len; i++) {
        hash = (hash ^ (unsigned char)bytes.ptr[i]) * 16777619U;
    }
    return hash;
}

static PhMapSlot *find_slot(const PhMap *map, PhBytes key, uint32_t hash)
{
    uint32_t mask = map->capacity - 1;
    for (uint32_t i = hash & mask;; i = (i + 1) & mask) {
        PhMapSlot *slot = &map->slots[i];
        if (slot->key.ptr == NULL ||
            (slot->hash == hash && ph_bytes_equal(slot->key, key))) {
            return slot;
        }
    }
}

uint32_t ph_map_get(const PhMap *map, PhBytes key)
{
    if (map->capacity == 0) {
        return PH_MAP_NONE;
    }
    PhMapSlot *slot = find_slot(map, key, ph_bytes_hash(key));
    return slot->key.ptr == NULL ? PH_MAP_NONE : slot->value;
}

static void grow(PhMap *map)
{
    PhMap bigger = {.arena = map->arena,
                    .count = map->count,
                    .capacity = map->capacity == 0 ? 16 : map->capacity * 2};
    bigger.slots = PH_NEW_ARRAY(map->arena, PhMapSlot, bigger.capacity);
    for (uint32_t i = 0; i < map->capacity; i++) {
        if (map->slots[i].key.ptr != NULL) {
            *find_slot(&bigger, map->slots[i].key, map->slots[i].hash) = map->slots[i];
        }
    }
    *map = bigger;
}

uint32_t *ph_map_put(PhMap *map, PhBytes key)
{
    if ((map->count + 1) * 4 > map->capacity * 3) {
        grow(map);
    }
    uint32_t hash = ph_bytes_hash(key);
    PhMapSlot *slot = find_slot(map, key, hash);
    if (slot->key.ptr == NULL) {
        *slot = (PhMapSlot){key.ptr == NULL ? PH_BYTES("") : key, hash, PH_MAP_NONE};
        map->count++;
    }
    return &slot->value;
}
