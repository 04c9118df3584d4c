#include "edit/import_block.h"

#include "base/vec.h"

typedef PH_VEC(PhImportEntry) PhEntryVec;

typedef struct {
    PhArena *arena;
    PhImportBlock *block;
    PhEntryVec entries;
    uint32_t run;
    bool starts_line;  /* the next statement is the first on its line */
    bool is_first;     /* no statement was seen yet */
    bool has_futures;  /* only the docstring and `__future__` imports were seen so far */
    bool saw_wrapping; /* the way of breaking long imports is known */
} PhReader;

static bool is_import(PhKind kind)
{
    return kind == PH_KIND_IMPORT_STATEMENT || kind == PH_KIND_IMPORT_FROM_STATEMENT ||
           kind == PH_KIND_FUTURE_IMPORT_STATEMENT;
}

static uint32_t line_of(const PhImportBlock *block, uint32_t offset)
{
    return ph_lines_at(block->lines, offset);
}

/*
 * Where the line on which `statement` ends is over, its comment and a `;` included.
 * Backslashes may draw the line out over several.
 */
static uint32_t line_end(const PhImportBlock *block, PhNodeId statement, bool *shares_out)
{
    const PhTree *tree = block->tree;
    uint32_t end = tree->ends[statement];
    bool has_semicolon = false;
    *shares_out = false;
    for (PhNodeId next = ph_tree_next_sibling(tree, statement); next != PH_NODE_NONE;
         next = ph_tree_next_sibling(tree, next)) {
        PhKind kind = tree->kinds[next];
        bool is_on_line = line_of(block, tree->starts[next]) == line_of(block, end);
        if (!is_on_line) {
            break;
        }
        if (kind != PH_TOKEN_SEMICOLON && !ph_kind_is_extra(kind)) {
            *shares_out = has_semicolon;
            break;
        }
        has_semicolon = has_semicolon || kind == PH_TOKEN_SEMICOLON;
        end = tree->ends[next];
    }
    return ph_lines_span(block->lines, line_of(block, end)).end;
}

static bool is_remark(PhBytes comment)
{
    static const char *const k_words[] = {"noqa", "type:", "isort:", "fmt:", "pragma"};
    for (size_t i = 0; i < PH_COUNT_OF(k_words); i++) {
        if (ph_bytes_find(comment, ph_bytes_of(k_words[i]), 0) != PH_NOT_FOUND) {
            return true;
        }
    }
    return false;
}

static bool is_isort_remark(PhBytes comment)
{
    return ph_bytes_find(comment, PH_BYTES("isort:"), 0) != PH_NOT_FOUND;
}

/* A remark inside of the statement or behind it on its line. */
static bool has_remark(const PhTree *tree, PhNodeId node, uint32_t end)
{
    for (PhNodeId id = node; id < tree->count && tree->starts[id] < end; id++) {
        if (tree->kinds[id] == PH_KIND_COMMENT && is_remark(ph_tree_text(tree, id))) {
            return true;
        }
    }
    return false;
}

static bool has_blank_line(const PhImportBlock *block, uint32_t above, uint32_t below)
{
    for (uint32_t line = line_of(block, above) + 1; line < line_of(block, below); line++) {
        PhSpan span = ph_lines_span(block->lines, line);
        if (ph_bytes_trim(ph_bytes_slice(block->tree->text, span.start, span.end)).len ==
            0) {
            return true;
        }
    }
    return false;
}

static bool has_only_aliases(const PhTree *tree, PhNodeId node)
{
    PhNodeId name = ph_import_first_name(tree, node);
    while (name != PH_NODE_NONE && tree->kinds[name] == PH_KIND_ALIASED_IMPORT) {
        name = ph_import_next_name(tree, name);
    }
    return name == PH_NODE_NONE;
}

/* Learns from the first broken from-import how the file breaks them. */
static void note_wrapping(PhReader *r, PhNodeId node)
{
    const PhImportBlock *block = r->block;
    const PhTree *tree = block->tree;
    PhNodeId name = ph_import_first_name(tree, node);
    if (r->saw_wrapping || name == PH_NODE_NONE) {
        return;
    }
    PhNodeId last = tree->limits[node] - 1;
    uint32_t first_line = line_of(block, tree->starts[node]);
    if (tree->kinds[last] == PH_TOKEN_RPAREN &&
        line_of(block, tree->starts[last]) != first_line) {
        bool is_grid = line_of(block, tree->starts[name]) == first_line;
        r->block->wrap = is_grid ? PH_IMPORT_GRID : PH_IMPORT_VERTICAL;
        r->saw_wrapping = true;
    }
}

static void add_entry(PhReader *r, PhNodeId node)
{
    const PhImportBlock *block = r->block;
    const PhTree *tree = block->tree;
    PhKind kind = tree->kinds[node];
    PhNodeId name = ph_import_first_name(tree, node);
    PhImportEntry entry = {
        .node = node,
        .is_from = kind == PH_KIND_IMPORT_FROM_STATEMENT,
        .run = r->run,
        .is_first_on_line = r->starts_line,
    };
    entry.line.start =
        ph_lines_span(block->lines, line_of(block, tree->starts[node])).start;
    entry.line.end = line_end(block, node, &entry.shares_line);
    entry.has_remark = has_remark(tree, node, entry.line.end);
    if (kind == PH_KIND_FUTURE_IMPORT_STATEMENT) {
        entry.module = PH_BYTES("__future__");
    } else if (entry.is_from) {
        entry.module = ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_MODULE_NAME));
        entry.is_star = name == PH_NODE_NONE;
        entry.is_only_aliases = !entry.is_star && has_only_aliases(tree, node);
        note_wrapping(r, node);
    } else {
        entry.module = ph_import_name(tree, name);
        entry.is_several = ph_import_next_name(tree, name) != PH_NODE_NONE;
    }
    entry.section = ph_import_section(entry.module);
    if (r->entries.count > 0) {
        uint32_t above = r->entries.items[r->entries.count - 1].line.end;
        entry.has_gap_before = has_blank_line(block, above, tree->starts[node]);
    }
    PH_VEC_PUSH(r->arena, &r->entries, entry);
}

static bool is_docstring(const PhTree *tree, PhNodeId statement)
{
    if (tree->kinds[statement] != PH_KIND_EXPRESSION_STATEMENT) {
        return false;
    }
    PhNodeId inner = ph_tree_first_named(tree, statement);
    inner = inner == PH_NODE_NONE ? inner : ph_tree_strip_parens(tree, inner);
    PhKind kind = ph_tree_kind(tree, inner);
    return kind == PH_KIND_STRING || kind == PH_KIND_CONCATENATED_STRING;
}

static void read_statement(PhReader *r, PhNodeId node)
{
    PhImportBlock *block = r->block;
    PhKind kind = block->tree->kinds[node];
    bool is_future = kind == PH_KIND_FUTURE_IMPORT_STATEMENT;
    if (is_import(kind)) {
        add_entry(r, node);
    } else {
        r->run++;
    }
    bool is_head =
        (r->is_first && is_docstring(block->tree, node)) || (r->has_futures && is_future);
    if (is_head) {
        block->head = node;
        block->head_end = line_end(block, node, &block->head_shares_line);
    }
    r->has_futures = r->has_futures && is_head;
    r->is_first = false;
    r->starts_line = true;
}

/* A remark for isort on a line of its own or behind an import ends what isort sorts. */
static void read_comment(PhReader *r, PhNodeId comment)
{
    if (is_isort_remark(ph_tree_text(r->block->tree, comment))) {
        r->run++;
    }
}

static int compare_kinds(const PhImportEntry *a, const PhImportEntry *b)
{
    return (int)a->is_from - (int)b->is_from;
}

static bool follows(const PhImportEntry *a, const PhImportEntry *b, PhImportSort sort)
{
    int modules = ph_import_compare_modules(a->module, b->module);
    int kinds = compare_kinds(a, b);
    int order = sort == PH_IMPORT_BY_KIND ? (kinds != 0 ? kinds : modules)
                                          : (modules != 0 ? modules : kinds);
    return order <= 0;
}

/* Relative imports are not compared: nothing is ever put among them. */
static bool is_sorted(const PhImportBlock *block, PhImportSort sort)
{
    for (size_t i = block->first; i < block->limit; i++) {
        const PhImportEntry *entry = &block->entries[i];
        if (entry->shares_line || !entry->is_first_on_line || entry->is_several) {
            return false;
        }
        if (i == block->first) {
            continue;
        }
        const PhImportEntry *before = entry - 1;
        if (before->section > entry->section) {
            return false;
        }
        /* Behind a gap first-party modules begin anew. */
        bool is_new_group = before->section != entry->section ||
                            entry->section == PH_IMPORT_LOCAL ||
                            (entry->section == PH_IMPORT_OTHER && entry->has_gap_before);
        if (!is_new_group && !follows(before, entry, sort)) {
            return false;
        }
    }
    return true;
}

static void find_block(PhImportBlock *block)
{
    size_t first = 0;
    while (first < block->count && block->entries[first].section == PH_IMPORT_FUTURE) {
        first++;
    }
    if (first == block->count) {
        first = 0;
    }
    if (block->count == 0) {
        return;
    }
    uint32_t run = block->entries[first].run;
    while (first > 0 && block->entries[first - 1].run == run) {
        first--;
    }
    block->first = first;
    block->limit = first;
    block->has_section_gaps = true;
    while (block->limit < block->count && block->entries[block->limit].run == run) {
        const PhImportEntry *entry = &block->entries[block->limit];
        if (block->limit > first && entry->section != entry[-1].section &&
            !entry->has_gap_before) {
            block->has_section_gaps = false;
        }
        block->limit++;
    }
    if (is_sorted(block, PH_IMPORT_BY_KIND)) {
        block->sort = PH_IMPORT_BY_KIND;
    } else if (is_sorted(block, PH_IMPORT_BY_MODULE)) {
        block->sort = PH_IMPORT_BY_MODULE;
    }
}

PhImportBlock *ph_import_block_read(PhArena *arena, const PhParsedFile *file)
{
    const PhTree *tree = &file->tree;
    PhImportBlock *block = PH_NEW(arena, PhImportBlock);
    block->tree = tree;
    block->lines = ph_source_lines(file->source);
    block->bom_len = file->source->bom_len;
    block->head = PH_NODE_NONE;
    PhReader r = {.arena = arena,
                  .block = block,
                  .starts_line = true,
                  .is_first = true,
                  .has_futures = true};
    PH_FOR_EACH_CHILD(tree, 0, child)
    {
        PhKind kind = tree->kinds[child];
        if (kind == PH_KIND_COMMENT) {
            read_comment(&r, child);
        } else if (kind == PH_TOKEN_SEMICOLON) {
            r.starts_line = false;
        } else if (!ph_kind_is_extra(kind)) {
            read_statement(&r, child);
        }
    }
    block->entries = r.entries.items;
    block->count = r.entries.count;
    find_block(block);
    return block;
}
