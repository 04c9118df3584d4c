/*
 * Breaks every line of Python files that is too long, for scripts/corpus_style.py.
 *
 *     break_lines LENGTH < LIST-OF-PATHS
 *
 * The files are changed in place; prints the paths of those that could not be read.
 */

#include <stdio.h>
#include <stdlib.h>

#include "edit/layout.h"

enum { MAX_PATH = 4096, MAX_BYTES = 64 << 20 };

static bool write_file(const char *path, PhBytes text)
{
    FILE *out = fopen(path, "wb");
    if (out == NULL) {
        return false;
    }
    bool is_whole = fwrite(text.ptr, 1, text.len, out) == text.len;
    return fclose(out) == 0 && is_whole;
}

static bool break_file(const PhGrammar *grammar, PhArena *arena, const char *path,
                       uint32_t line_length)
{
    PhDiags diags = {.arena = arena};
    PhBytes bytes;
    PhParsedFile file;
    if (ph_file_read(arena, ph_bytes_of(path), MAX_BYTES, &diags, &bytes) != PH_OK ||
        ph_file_parse(grammar, arena, ph_bytes_of(path), bytes, &diags, &file) != PH_OK) {
        return false;
    }
    const PhLines *lines = ph_source_lines(file.source);
    PhOffsetVec offsets = {0};
    for (uint32_t line = 1; line <= lines->count; line++) {
        PhSpan span = ph_lines_span(lines, line);
        uint32_t start = span.start;
        while (start < span.end && ph_byte_is_blank(bytes.ptr[start])) {
            start++;
        }
        if (start < span.end) {
            PH_VEC_PUSH(arena, &offsets, start);
        }
    }
    return write_file(path, ph_layout_break_at(arena, &file, &offsets, line_length));
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        (void)fputs("usage: break_lines LENGTH < PATHS\n", stderr);
        return 2;
    }
    ph_parse_set_up();
    PhArena *tables = ph_arena_new();
    PhArena *arena = ph_arena_new();
    const PhGrammar *grammar = ph_grammar_new(tables, PH_LANGUAGE_PYTHON);
    uint32_t line_length = (uint32_t)strtoul(argv[1], NULL, 10);
    char path[MAX_PATH];
    while (fgets(path, sizeof(path), stdin) != NULL) {
        path[strcspn(path, "\n")] = '\0';
        if (!break_file(grammar, arena, path, line_length)) {
            (void)puts(path);
        }
        ph_arena_reset(arena, MAX_BYTES);
    }
    ph_arena_free(arena);
    ph_arena_free(tables);
    ph_parse_tear_down_thread();
    return 0;
}
