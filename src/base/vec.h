#ifndef PH_BASE_VEC_H
#define PH_BASE_VEC_H

/*
 * A growing array in an arena, as a struct of its element type:
 *
 *     typedef PH_VEC(PhSpan) PhSpanVec;
 *     PH_VEC_PUSH(arena, &spans, ((PhSpan){0, 4}));
 *
 * A zeroed struct is an empty array. Element addresses move when it grows.
 */

#include "base/arena.h"

#define PH_VEC(type)     \
    struct {             \
        type *items;     \
        size_t count;    \
        size_t capacity; \
    }

/* `items` with room for `needed` elements of `size` bytes; grows by doubling at least. */
static inline void *ph_vec_room(PhArena *arena, void *items, size_t needed,
                                size_t *capacity, size_t size)
{
    if (needed <= *capacity) {
        return items;
    }
    size_t wanted = *capacity == 0 ? 8 : *capacity * 2;
    wanted = wanted < needed ? needed : wanted;
    items = ph_arena_grow(arena, items, *capacity * size, wanted * size);
    *capacity = wanted;
    return items;
}

#define PH_VEC_RESERVE(arena, vec, needed)                                         \
    ((vec)->items = ph_vec_room((arena), (vec)->items, (needed), &(vec)->capacity, \
                                sizeof(*(vec)->items)))

/* An expression, so that it adds no nesting to the function it stands in. */
#define PH_VEC_PUSH(arena, vec, value)                 \
    (PH_VEC_RESERVE((arena), (vec), (vec)->count + 1), \
     (void)((vec)->items[(vec)->count++] = (value)))

#endif
