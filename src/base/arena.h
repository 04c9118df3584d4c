#ifndef PH_BASE_ARENA_H
#define PH_BASE_ARENA_H

/*
 * Regions: many small allocations that die together.
 *
 * One arena belongs to one thread at a time. Memory is handed out from growing chunks and
 * is aligned for any type. Running out of memory ends the program with exit status 3 and
 * one line, so no caller checks. Chunks of a reset arena are kept for the next use up to a
 * bound, so that one arena serves many files without growing for ever.
 */

#include <stddef.h>

#include "base/bytes.h"
#include "base/status.h"

typedef struct PhArena PhArena;

typedef struct PhArenaMark {
    void *chunk;
    size_t used;
} PhArenaMark;

PhArena *ph_arena_new(void);
void ph_arena_free(PhArena *arena);

/* Frees everything, keeps at most `keep` bytes of chunks for what comes next. */
void ph_arena_reset(PhArena *arena, size_t keep);

PhArenaMark ph_arena_mark(const PhArena *arena);
void ph_arena_release(PhArena *arena, PhArenaMark mark);

/* Uninitialised. `size` may be 0. */
void *ph_arena_alloc(PhArena *arena, size_t size);
void *ph_arena_zeroed(PhArena *arena, size_t count, size_t size);

/* Copies, always NUL-terminated one byte after the end. */
PhBytes ph_arena_copy(PhArena *arena, PhBytes bytes);

/* Both, one behind the other. */
PhBytes ph_arena_join(PhArena *arena, PhBytes a, PhBytes b);
const char *ph_arena_string(PhArena *arena, PhBytes bytes);
PhBytes ph_arena_format(PhArena *arena, const char *format, ...) PH_PRINTF(2, 3);

/*
 * Grows the newest allocation in place where it can, else moves it.
 *
 * Units: sizes in bytes. The old block stays part of the arena when it moved.
 */
void *ph_arena_grow(PhArena *arena, void *ptr, size_t old_size, size_t new_size);

/* malloc that ends the program when there is none left. */
void *ph_alloc(size_t size);
void *ph_realloc(void *ptr, size_t size);

#define PH_NEW(arena, type) ((type *)ph_arena_zeroed((arena), 1, sizeof(type)))
#define PH_NEW_ARRAY(arena, type, count) \
    ((type *)ph_arena_zeroed((arena), (count), sizeof(type)))

#endif
