#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { PH_FIRST_CHUNK = 64 << 10, PH_LARGEST_STEP = 8 << 20, PH_ALIGNMENT = 16 };

typedef struct PhChunk PhChunk;
struct PhChunk {
    PhChunk *older;
    size_t size; /* of `data` */
    size_t used;
    _Alignas(PH_ALIGNMENT) char data[];
};

struct PhArena {
    PhChunk *newest;
    PhChunk *spare; /* kept by a reset, largest first */
};

static _Noreturn void out_of_memory(void)
{
    static const char k_text[] = "pyheap: out of memory\n";
    ssize_t ignored = write(STDERR_FILENO, k_text, sizeof(k_text) - 1);
    (void)ignored;
    _exit(3);
}

void *ph_alloc(size_t size)
{
    void *ptr = malloc(size == 0 ? 1 : size);
    if (ptr == NULL) {
        out_of_memory();
    }
    return ptr;
}

void *ph_realloc(void *ptr, size_t size)
{
    void *grown = realloc(ptr, size == 0 ? 1 : size);
    if (grown == NULL) {
        out_of_memory();
    }
    return grown;
}

PhArena *ph_arena_new(void)
{
    PhArena *arena = ph_alloc(sizeof(PhArena));
    *arena = (PhArena){0};
    return arena;
}

static void free_chunks(PhChunk *chunk)
{
    while (chunk != NULL) {
        PhChunk *older = chunk->older;
        free(chunk);
        chunk = older;
    }
}

void ph_arena_free(PhArena *arena)
{
    if (arena != NULL) {
        free_chunks(arena->newest);
        free_chunks(arena->spare);
        free(arena);
    }
}

static void keep_or_free(PhArena *arena, PhChunk *chunk, size_t *budget)
{
    if (chunk->size > *budget) {
        free(chunk);
        return;
    }
    *budget -= chunk->size;
    chunk->used = 0;
    chunk->older = arena->spare;
    arena->spare = chunk;
}

void ph_arena_reset(PhArena *arena, size_t keep)
{
    PhChunk *lists[] = {arena->newest, arena->spare};
    size_t budget = keep;
    arena->newest = NULL;
    arena->spare = NULL;
    for (size_t i = 0; i < PH_COUNT_OF(lists); i++) {
        for (PhChunk *chunk = lists[i]; chunk != NULL;) {
            PhChunk *older = chunk->older;
            keep_or_free(arena, chunk, &budget);
            chunk = older;
        }
    }
}

PhArenaMark ph_arena_mark(const PhArena *arena)
{
    return (PhArenaMark){arena->newest, arena->newest == NULL ? 0 : arena->newest->used};
}

void ph_arena_release(PhArena *arena, PhArenaMark mark)
{
    while (arena->newest != mark.chunk) {
        PhChunk *chunk = arena->newest;
        arena->newest = chunk->older;
        chunk->used = 0;
        chunk->older = arena->spare;
        arena->spare = chunk;
    }
    if (arena->newest != NULL) {
        arena->newest->used = mark.used;
    }
}

static PhChunk *take_spare(PhArena *arena, size_t size)
{
    for (PhChunk **link = &arena->spare; *link != NULL; link = &(*link)->older) {
        if ((*link)->size >= size) {
            PhChunk *chunk = *link;
            *link = chunk->older;
            return chunk;
        }
    }
    return NULL;
}

static void add_chunk(PhArena *arena, size_t size)
{
    PhChunk *chunk = take_spare(arena, size);
    if (chunk == NULL) {
        size_t wanted = arena->newest == NULL ? PH_FIRST_CHUNK : arena->newest->size * 2;
        wanted = wanted > PH_LARGEST_STEP ? PH_LARGEST_STEP : wanted;
        wanted = wanted < size ? size : wanted;
        chunk = ph_alloc(sizeof(PhChunk) + wanted);
        chunk->size = wanted;
    }
    chunk->used = 0;
    chunk->older = arena->newest;
    arena->newest = chunk;
}

void *ph_arena_alloc(PhArena *arena, size_t size)
{
    size_t rounded = (size + PH_ALIGNMENT - 1) & ~(size_t)(PH_ALIGNMENT - 1);
    if (arena->newest == NULL || arena->newest->size - arena->newest->used < rounded) {
        add_chunk(arena, rounded);
    }
    void *ptr = arena->newest->data + arena->newest->used;
    arena->newest->used += rounded;
    return ptr;
}

void *ph_arena_zeroed(PhArena *arena, size_t count, size_t size)
{
    void *ptr = ph_arena_alloc(arena, count * size);
    memset(ptr, 0, count * size);
    return ptr;
}

PhBytes ph_arena_copy(PhArena *arena, PhBytes bytes)
{
    char *copy = ph_arena_alloc(arena, bytes.len + 1);
    if (bytes.len > 0) {
        memcpy(copy, bytes.ptr, bytes.len);
    }
    copy[bytes.len] = '\0';
    return (PhBytes){copy, bytes.len};
}

PhBytes ph_arena_join(PhArena *arena, PhBytes a, PhBytes b)
{
    char *joined = ph_arena_alloc(arena, a.len + b.len + 1);
    if (a.len > 0) {
        memcpy(joined, a.ptr, a.len);
    }
    if (b.len > 0) {
        memcpy(joined + a.len, b.ptr, b.len);
    }
    joined[a.len + b.len] = '\0';
    return (PhBytes){joined, a.len + b.len};
}

const char *ph_arena_string(PhArena *arena, PhBytes bytes)
{
    return ph_arena_copy(arena, bytes).ptr;
}

PhBytes ph_arena_format(PhArena *arena, const char *format, ...)
{
    va_list args;
    va_list again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(len >= 0);
    char *text = ph_arena_alloc(arena, (size_t)len + 1);
    (void)vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return (PhBytes){text, (size_t)len};
}

void *ph_arena_grow(PhArena *arena, void *ptr, size_t old_size, size_t new_size)
{
    size_t old_rounded = (old_size + PH_ALIGNMENT - 1) & ~(size_t)(PH_ALIGNMENT - 1);
    PhChunk *chunk = arena->newest;
    bool is_newest = ptr != NULL && chunk != NULL &&
                     (char *)ptr + old_rounded == chunk->data + chunk->used;
    if (is_newest) {
        size_t offset = (size_t)((char *)ptr - chunk->data);
        size_t rounded = (new_size + PH_ALIGNMENT - 1) & ~(size_t)(PH_ALIGNMENT - 1);
        if (chunk->size - offset >= rounded) {
            chunk->used = offset + rounded;
            return ptr;
        }
    }
    void *moved = ph_arena_alloc(arena, new_size);
    if (ptr != NULL) {
        memcpy(moved, ptr, old_size);
    }
    return moved;
}
