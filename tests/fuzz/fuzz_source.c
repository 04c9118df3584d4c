/*
 * Any bytes as a Python file: checked, parsed, flattened in both ways, dumped. Whatever
 * they are, they are refused with a diagnostic or give a tree that rebuilds them.
 */

#include <stdlib.h>

#include "fuzz.h"
#include "source/source.h"
#include "syntax/dump.h"
#include "syntax/parse.h"

static bool nodes_are_equal(const PhTree *a, const PhTree *b, PhNodeId node)
{
    return a->kinds[node] == b->kinds[node] && a->fields[node] == b->fields[node] &&
           a->starts[node] == b->starts[node] && a->ends[node] == b->ends[node] &&
           a->parents[node] == b->parents[node] && a->limits[node] == b->limits[node];
}

static void check_tree(const PhTree *tree, const PhTree *by_cursor)
{
    PH_FUZZ_HOLDS(tree->count > 0 && tree->count == by_cursor->count);
    for (PhNodeId node = 0; node < tree->count; node++) {
        PH_FUZZ_HOLDS(nodes_are_equal(tree, by_cursor, node));
        PH_FUZZ_HOLDS(tree->starts[node] <= tree->ends[node]);
        PH_FUZZ_HOLDS(tree->ends[node] <= tree->text.len);
    }
}

static void run(const PhGrammar *grammar, PhArena *arena, PhBytes bytes)
{
    PhDiags diags = {.arena = arena};
    PhSource *source;
    if (ph_source_check(arena, PH_BYTES("input.py"), bytes, &diags, &source) != PH_OK) {
        PH_FUZZ_HOLDS(diags.records.count == 1);
        return;
    }
    PhParseOptions options = {
        .is_single_byte = source->encoding == PH_ENCODING_SINGLE_BYTE,
        .keep_errors = true,
    };
    PhParsed parsed;
    PhParsed by_cursor;
    PhParseOutcome outcome = ph_parse(grammar, arena, bytes, options, &parsed);
    options.use_cursor = true;
    PH_FUZZ_HOLDS(ph_parse(grammar, arena, bytes, options, &by_cursor) == outcome);
    check_tree(&parsed.tree, &by_cursor.tree);
    PhBuf out = {0};
    ph_dump_tree(&parsed.tree, ph_source_lines(source), &out);
    ph_dump_statements(&parsed.tree, source->path, &out);
    ph_buf_release(&out);
    options = (PhParseOptions){.is_single_byte = options.is_single_byte};
    PhParseOutcome early = ph_parse(grammar, arena, bytes, options, &parsed);
    PH_FUZZ_HOLDS((early == PH_PARSED) == (outcome == PH_PARSED));
    PH_FUZZ_HOLDS(early == PH_PARSED || parsed.error_offset <= bytes.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ph_parse_set_up();
    PhArena *arena = ph_arena_new();
    const PhGrammar *grammar = ph_grammar_new(arena, PH_LANGUAGE_PYTHON);
    run(grammar, arena, ph_arena_copy(arena, (PhBytes){(const char *)data, size}));
    ph_parse_tear_down_thread();
    ph_arena_free(arena);
    return 0;
}
