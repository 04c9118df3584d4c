#include "syntax/parse.h"

#include <stdlib.h>
#include <sys/mman.h>

#include <tree_sitter/api.h>

#include "syntax/flatten.h"

/*
 * The allocator behind tree-sitter: a bump arena per thread. Blocks carry their size, so
 * that realloc can copy; free gives back only the newest block. Everything goes at once
 * after each parse. This is the one place with thread-local state, because the hook takes
 * no context.
 */
enum {
    PH_BLOCK_ALIGNMENT = 16,
    PH_ARENA_CHUNK = 1 << 20,
    PH_LARGE_PAGE = 2 << 20,
    PH_ARENA_KEPT = 16 << 20,
    PH_ARENA_MOST = 768 << 20, /* usual source takes 14 times its size */
    /* Callbacks (each 100 steps of the parser) that recovery may take to place the error.
     */
    PH_RECOVERY_CALLBACKS = 400,
};

typedef struct PhBlock {
    size_t size;
    size_t unused; /* keeps what follows aligned */
} PhBlock;

typedef struct PhParseChunk PhParseChunk;
struct PhParseChunk {
    PhParseChunk *next;
    size_t size;
    _Alignas(PH_BLOCK_ALIGNMENT) char data[];
};

typedef struct PhParseArena {
    PhParseChunk *first;
    PhParseChunk *current;
    size_t used;
    size_t total; /* bytes of all chunks in use since the last reset */
} PhParseArena;

static _Thread_local PhParseArena t_arena;

/*
 * A tree is written all over its memory and read from all over it, so large pages spare
 * the processor some of the translating of addresses. Without them nothing is lost.
 */
static PhParseChunk *new_chunk(size_t wanted)
{
    size_t size =
        (wanted + sizeof(PhParseChunk) + PH_LARGE_PAGE - 1) & ~(size_t)(PH_LARGE_PAGE - 1);
    PhParseChunk *chunk = aligned_alloc(PH_LARGE_PAGE, size);
    if (chunk == NULL) {
        chunk = ph_alloc(size); /* says what is wrong */
    }
    (void)madvise(chunk, size, MADV_HUGEPAGE);
    *chunk = (PhParseChunk){.size = size - sizeof(PhParseChunk)};
    return chunk;
}

static PhParseChunk *chunk_with_room(PhParseArena *arena, size_t size)
{
    PhParseChunk *next = arena->current == NULL ? arena->first : arena->current->next;
    if (next == NULL || next->size < size) {
        size_t wanted = size > PH_ARENA_CHUNK ? size : PH_ARENA_CHUNK;
        PhParseChunk *fresh = new_chunk(wanted);
        fresh->next = next;
        next = fresh;
        if (arena->current == NULL) {
            arena->first = next;
        } else {
            arena->current->next = next;
        }
    }
    arena->current = next;
    arena->used = 0;
    arena->total += next->size;
    return next;
}

static void *arena_malloc(size_t size)
{
    PhParseArena *arena = &t_arena;
    size_t rounded = (size + PH_BLOCK_ALIGNMENT - 1) & ~(size_t)(PH_BLOCK_ALIGNMENT - 1);
    size_t needed = rounded + sizeof(PhBlock);
    if (arena->current == NULL || arena->current->size - arena->used < needed) {
        (void)chunk_with_room(arena, needed);
    }
    PhBlock *block = (PhBlock *)(void *)(arena->current->data + arena->used);
    block->size = rounded;
    arena->used += needed;
    return block + 1;
}

static void *arena_calloc(size_t count, size_t size)
{
    void *ptr = arena_malloc(count * size);
    memset(ptr, 0, count * size);
    return ptr;
}

static bool is_newest(const PhParseArena *arena, const PhBlock *block)
{
    return arena->current != NULL &&
           (const char *)(block + 1) + block->size == arena->current->data + arena->used;
}

static void arena_free(void *ptr)
{
    if (ptr == NULL) {
        return;
    }
    PhBlock *block = (PhBlock *)ptr - 1;
    if (is_newest(&t_arena, block)) {
        t_arena.used -= block->size + sizeof(PhBlock);
    }
}

static void *arena_realloc(void *ptr, size_t size)
{
    if (ptr == NULL) {
        return arena_malloc(size);
    }
    PhBlock *block = (PhBlock *)ptr - 1;
    if (size <= block->size) {
        return ptr;
    }
    size_t old_size = block->size;
    arena_free(ptr);
    /* Freed and newest: the same place is handed out again if the chunk has room. */
    void *moved = arena_malloc(size);
    if (moved != ptr) {
        memcpy(moved, ptr, old_size);
    }
    return moved;
}

static void arena_reset(PhParseArena *arena, size_t keep)
{
    size_t kept = 0;
    PhParseChunk **link = &arena->first;
    while (*link != NULL) {
        PhParseChunk *chunk = *link;
        if (kept + chunk->size > keep) {
            *link = chunk->next;
            free(chunk);
        } else {
            kept += chunk->size;
            link = &chunk->next;
        }
    }
    arena->current = NULL;
    arena->used = 0;
    arena->total = 0;
}

void ph_parse_set_up(void)
{
    ts_set_allocator(arena_malloc, arena_calloc, arena_realloc, arena_free);
}

void ph_parse_tear_down_thread(void)
{
    arena_reset(&t_arena, 0);
}

typedef struct PhInput {
    PhBytes text;
    uint32_t callbacks_in_error;
    uint32_t error_offset;
    bool keeps_errors;
    bool is_too_large;
} PhInput;

static const char *read_input(void *payload, uint32_t offset, TSPoint point,
                              uint32_t *len_out)
{
    (void)point;
    const PhInput *input = payload;
    if (offset >= input->text.len) {
        *len_out = 0;
        return "";
    }
    *len_out = (uint32_t)(input->text.len - offset);
    return input->text.ptr + offset;
}

/* Bytes from 0x80 become a letter: outside strings and comments accept.c refuses them. */
static uint32_t decode_single_byte(const uint8_t *string, uint32_t len, int32_t *code_out)
{
    if (len == 0) {
        *code_out = -1;
        return 0;
    }
    *code_out = string[0] < 0x80 ? string[0] : 0xe9;
    return 1;
}

/* A file with an error is refused, so its recovery only has to find the place. */
static bool should_stop(TSParseState *state)
{
    PhInput *input = state->payload;
    if (t_arena.total > PH_ARENA_MOST) {
        input->is_too_large = true;
        return true;
    }
    if (!state->has_error || input->keeps_errors) {
        input->callbacks_in_error = 0;
        return false;
    }
    if (input->callbacks_in_error == 0) {
        input->error_offset = state->current_byte_offset;
    }
    return ++input->callbacks_in_error > PH_RECOVERY_CALLBACKS;
}

/* Lone \r to \n, one byte for one byte, so that all offsets stay. */
static PhBytes with_plain_newlines(PhArena *arena, PhBytes text)
{
    bool has_lone_cr = false;
    for (const char *at = text.ptr, *end = text.ptr + text.len; !has_lone_cr && at < end;
         at++) {
        at = memchr(at, '\r', (size_t)(end - at));
        if (at == NULL) {
            break;
        }
        has_lone_cr = at + 1 == end || at[1] != '\n';
    }
    if (!has_lone_cr) {
        return text;
    }
    char *copy = ph_arena_alloc(arena, text.len);
    for (size_t i = 0; i < text.len; i++) {
        bool is_lone =
            text.ptr[i] == '\r' && (i + 1 == text.len || text.ptr[i + 1] != '\n');
        copy[i] = text.ptr[i];
        if (is_lone) {
            copy[i] = '\n';
        }
    }
    return (PhBytes){copy, text.len};
}

static TSTree *run_parser(TSParser *parser, PhInput *input, PhParseOptions options)
{
    TSInput ts_input = {.payload = input,
                        .read = read_input,
                        .encoding = options.is_single_byte ? TSInputEncodingCustom
                                                           : TSInputEncodingUTF8,
                        .decode = options.is_single_byte ? decode_single_byte : NULL};
    TSParseOptions ts_options = {.payload = input, .progress_callback = should_stop};
    return ts_parser_parse_with_options(parser, NULL, ts_input, ts_options);
}

PhParseOutcome ph_parse(const PhGrammar *grammar, PhArena *arena, PhBytes text,
                        PhParseOptions options, PhParsed *parsed_out)
{
    PhParseOutcome outcome = PH_PARSED;
    PhInput input = {.text = with_plain_newlines(arena, text),
                     .keeps_errors = options.keep_errors};
    *parsed_out = (PhParsed){.tree = {.text = text}};
    TSParser *parser = ts_parser_new();
    bool is_compatible = ts_parser_set_language(parser, grammar->language);
    assert(is_compatible);
    (void)is_compatible;
    TSTree *tree = run_parser(parser, &input, options);
    if (tree == NULL) {
        outcome = input.is_too_large ? PH_PARSE_TOO_LARGE : PH_PARSE_GAVE_UP;
        parsed_out->error_offset = input.error_offset;
    } else {
        if (ph_flatten_find_error(tree, &parsed_out->error_offset,
                                  &parsed_out->is_missing)) {
            outcome = PH_PARSED_WITH_ERRORS;
        }
        if (outcome == PH_PARSED || options.keep_errors) {
            if (options.use_cursor) {
                ph_flatten_by_cursor(grammar, arena, tree, &parsed_out->tree);
            } else {
                ph_flatten(grammar, arena, tree, &parsed_out->tree);
            }
        }
    }
    arena_reset(&t_arena, PH_ARENA_KEPT);
    return outcome;
}
