/*
 * The yardstick of ./dev bench: reads files, checks and parses them to flat trees, and does
 * nothing else. One thread, one arena, as a worker of the program.
 *
 *     parse_only [--oracle] LIST
 *
 * LIST names the files, one a line. --oracle also flattens by the public cursor, compares,
 * and exits with 1 if a tree differs. Refused files are counted, not an error.
 */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "source/source.h"
#include "syntax/parse.h"

enum {
    MAX_FILE = 64 << 20,
    KEPT = 16 << 20,
};

typedef struct Totals {
    uint64_t files;
    uint64_t bytes;
    uint64_t nodes;
    uint64_t refused;
    uint64_t different;
} Totals;

static bool arrays_equal(const void *a, const void *b, size_t count, size_t size)
{
    return count == 0 || memcmp(a, b, count * size) == 0;
}

static bool trees_equal(const PhTree *a, const PhTree *b)
{
    size_t n = a->count;
    return n == b->count && arrays_equal(a->kinds, b->kinds, n, sizeof(PhKind)) &&
           arrays_equal(a->fields, b->fields, n, sizeof(PhField)) &&
           arrays_equal(a->starts, b->starts, n, sizeof(uint32_t)) &&
           arrays_equal(a->ends, b->ends, n, sizeof(uint32_t)) &&
           arrays_equal(a->parents, b->parents, n, sizeof(PhNodeId)) &&
           arrays_equal(a->limits, b->limits, n, sizeof(PhNodeId));
}

static void parse_file(const PhGrammar *grammar, PhArena *arena, PhBytes path,
                       bool with_oracle, Totals *totals)
{
    PhDiags diags = {.arena = arena};
    PhBytes bytes;
    PhSource *source;
    PhParsed parsed;
    PhParseOptions options = {0};
    totals->files++;
    if (ph_file_read(arena, path, MAX_FILE, &diags, &bytes) != PH_OK ||
        ph_source_check(arena, path, bytes, &diags, &source) != PH_OK) {
        totals->refused++;
        return;
    }
    totals->bytes += bytes.len;
    options.is_single_byte = source->encoding == PH_ENCODING_SINGLE_BYTE;
    if (ph_parse(grammar, arena, bytes, options, &parsed) != PH_PARSED) {
        totals->refused++;
        return;
    }
    totals->nodes += parsed.tree.count;
    if (with_oracle) {
        PhParsed by_cursor;
        options.use_cursor = true;
        (void)ph_parse(grammar, arena, bytes, options, &by_cursor);
        if (!trees_equal(&parsed.tree, &by_cursor.tree)) {
            totals->different++;
            (void)printf("%.*s: the trees differ\n", (int)path.len, path.ptr);
        }
    }
}

int main(int argc, char **argv)
{
    bool with_oracle = argc == 3 && strcmp(argv[1], "--oracle") == 0;
    if (argc != 2 + with_oracle) {
        (void)fprintf(stderr, "usage: parse_only [--oracle] LIST\n");
        return 2;
    }
    ph_parse_set_up();
    PhArena *program = ph_arena_new();
    PhArena *arena = ph_arena_new();
    const PhGrammar *grammar = ph_grammar_new(program, PH_LANGUAGE_PYTHON);
    PhDiags diags = {.arena = program};
    PhBytes list;
    if (ph_file_read(program, ph_bytes_of(argv[argc - 1]), MAX_FILE, &diags, &list) !=
        PH_OK) {
        (void)fprintf(stderr, "parse_only: cannot read %s\n", argv[argc - 1]);
        return 2;
    }
    Totals totals = {0};
    PhBytes path;
    while (ph_bytes_next_line(&list, &path)) {
        parse_file(grammar, arena, ph_arena_copy(arena, path), with_oracle, &totals);
        ph_arena_reset(arena, KEPT);
    }
    (void)printf("%" PRIu64 " files, %" PRIu64 " bytes, %" PRIu64 " nodes, %" PRIu64
                 " refused\n",
                 totals.files, totals.bytes, totals.nodes, totals.refused);
    ph_parse_tear_down_thread();
    ph_arena_free(arena);
    ph_arena_free(program);
    return totals.different == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
