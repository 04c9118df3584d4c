#include "template/slice_cache.h"

PhSliceCache *ph_slice_cache_new(PhArena *arena, const PhGrammar *grammar)
{
    PhSliceCache *cache = PH_NEW(arena, PhSliceCache);
    *cache = (PhSliceCache){.arena = arena, .grammar = grammar, .places = ph_map_in(arena)};
    return cache;
}

PhParsedSlice ph_slice_cache_parse(PhSliceCache *cache, PhBytes text)
{
    uint32_t *place = ph_map_put(&cache->places, text);
    if (*place != PH_MAP_NONE) {
        return cache->slices.items[*place];
    }
    PhParsedSlice slice = {0};
    slice.outcome = ph_parse(cache->grammar, cache->arena, text,
                             (PhParseOptions){.keep_errors = false}, &slice.parsed);
    *place = (uint32_t)cache->slices.count;
    PH_VEC_PUSH(cache->arena, &cache->slices, slice);
    return slice;
}
