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

#define PH_VEC_RESERVE(arena, vec, wanted)                                        \
    do {                                                                          \
        if ((vec)->capacity < (wanted)) {                                         \
            size_t ph_capacity = (vec)->capacity == 0 ? 8 : (vec)->capacity * 2;  \
            ph_capacity = ph_capacity < (wanted) ? (wanted) : ph_capacity;        \
            (vec)->items = ph_arena_grow((arena), (vec)->items,                   \
                                         (vec)->capacity * sizeof(*(vec)->items), \
                                         ph_capacity * sizeof(*(vec)->items));    \
            (vec)->capacity = ph_capacity;                                        \
        }                                                                         \
    } while (0)

#define PH_VEC_PUSH(arena, vec, value)                    \
    do {                                                  \
        PH_VEC_RESERVE((arena), (vec), (vec)->count + 1); \
        (vec)->items[(vec)->count++] = (value);           \
    } while (0)

#endif
