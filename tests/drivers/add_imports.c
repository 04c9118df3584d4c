/*
 * Adds imports to files in place, for scripts/corpus_imports.py.
 *
 *     add_imports early|late MODULE:NAME[,MODULE:NAME..] < LIST-OF-PATHS
 *
 * `late` uses the names at the end of each file, `early` in its first statement that is
 * neither docstring nor import. Prints for every file its path and the texts of the names,
 * `-` for one that is refused, separated by tabs; only the path for a file that was not
 * read and `!` behind it.
 */

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "edit/edit_set.h"
#include "edit/imports.h"

enum { MAX_WANTED = 16, MAX_PATH = 4096, MAX_BYTES = 64 << 20 };

typedef struct {
    bool is_early;
    PhImport wanted[MAX_WANTED];
    size_t count;
} Task;

static void read_wanted(Task *task, const char *text)
{
    PhBytes rest = ph_bytes_of(text);
    while (rest.len > 0 && task->count < MAX_WANTED) {
        size_t comma = ph_bytes_find(rest, PH_BYTES(","), 0);
        PhBytes one = comma == PH_NOT_FOUND ? rest : ph_bytes_slice(rest, 0, comma);
        rest = ph_bytes_slice(rest, comma == PH_NOT_FOUND ? rest.len : comma + 1, rest.len);
        size_t colon = ph_bytes_find(one, PH_BYTES(":"), 0);
        size_t end = colon == PH_NOT_FOUND ? one.len : colon;
        size_t name = colon == PH_NOT_FOUND ? one.len : colon + 1;
        task->wanted[task->count++] =
            (PhImport){ph_bytes_slice(one, 0, end), ph_bytes_slice(one, name, one.len)};
    }
}

static bool is_code(const PhTree *tree, PhNodeId node, bool is_first)
{
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_IMPORT_STATEMENT:
    case PH_KIND_IMPORT_FROM_STATEMENT:
    case PH_KIND_FUTURE_IMPORT_STATEMENT: return false;
    case PH_KIND_EXPRESSION_STATEMENT:
        return !is_first ||
               ph_tree_kind(tree, ph_tree_first_named(tree, node)) != PH_KIND_STRING;
    default: return ph_kind_is_named(tree->kinds[node]);
    }
}

static uint32_t use_of(const Task *task, const PhTree *tree)
{
    bool is_first = true;
    PH_FOR_EACH_CHILD(tree, 0, child)
    {
        if (task->is_early && is_code(tree, child, is_first)) {
            return tree->starts[child];
        }
        is_first = is_first && ph_kind_is_extra(tree->kinds[child]);
    }
    return (uint32_t)tree->text.len;
}

static bool write_file(const char *path, PhBytes text)
{
    FILE *out = fopen(path, "wb");
    if (out == NULL) {
        return false;
    }
    bool is_whole = fwrite(text.ptr, 1, text.len, out) == text.len;
    return fclose(out) == 0 && is_whole;
}

static bool add_to(const Task *task, const PhGrammar *grammar, PhArena *arena,
                   const char *path)
{
    PhDiags diags = {.arena = arena};
    PhBytes bytes;
    PhParsedFile file;
    if (ph_file_read(arena, ph_bytes_of(path), MAX_BYTES, &diags, &bytes) != PH_OK ||
        ph_file_parse(grammar, arena, ph_bytes_of(path), bytes, &diags, &file) != PH_OK) {
        return false;
    }
    PhNames *names = ph_names_new(arena, &file.tree);
    PhImports *imports = ph_imports_new(arena, &file, names, 88);
    uint32_t use = use_of(task, &file.tree);
    for (size_t i = 0; i < task->count; i++) {
        PhBytes text;
        if (ph_imports_text(imports, task->wanted[i], use, &text) != PH_OK) {
            text = PH_BYTES("-");
        }
        (void)printf("\t%.*s", (int)text.len, text.ptr);
    }
    PhEditVec edits = {0};
    ph_imports_edits(imports, task->wanted, task->count, &edits);
    PhEditSet *set = ph_edit_set_new(arena, bytes);
    PhFinding finding = {.edits = edits.items, .edit_count = edits.count};
    return ph_edit_set_add(set, &finding) == PH_OK &&
           write_file(path, ph_edit_set_apply(set));
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        (void)fputs("usage: add_imports early|late MODULE:NAME,.. < PATHS\n", stderr);
        return 2;
    }
    Task task = {.is_early = strcmp(argv[1], "early") == 0};
    read_wanted(&task, argv[2]);
    ph_parse_set_up();
    PhArena *tables = ph_arena_new();
    PhArena *arena = ph_arena_new();
    const PhGrammar *grammar = ph_grammar_new(tables, PH_LANGUAGE_PYTHON);
    char path[MAX_PATH];
    while (fgets(path, sizeof(path), stdin) != NULL) {
        path[strcspn(path, "\n")] = '\0';
        (void)fputs(path, stdout);
        (void)puts(add_to(&task, grammar, arena, path) ? "" : "\t!");
        ph_arena_reset(arena, MAX_BYTES);
    }
    ph_arena_free(arena);
    ph_arena_free(tables);
    ph_parse_tear_down_thread();
    return 0;
}
