#include "edit/import_removal.h"

#include "base/buf.h"
#include "edit/import_block.h"

/* Modules that are there in any program or whose import leaves nothing behind. A module of
 * a package is missing on purpose: once imported by anyone, it is an attribute for all. */
static const char *const k_plain_modules[] = {
    "abc",
    "array",
    "ast",
    "base64",
    "bisect",
    "collections",
    "collections.abc",
    "contextlib",
    "copy",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "heapq",
    "io",
    "itertools",
    "json",
    "math",
    "numbers",
    "operator",
    "os",
    "os.path",
    "pathlib",
    "random",
    "re",
    "statistics",
    "string",
    "struct",
    "sys",
    "textwrap",
    "time",
    "types",
    "typing",
    "weakref",
};

typedef struct PhRemoving {
    const PhImportRemoval *removal;
    const PhEditVec *edits;
    bool knows_names;
    bool reads_text; /* the file may read names by their text */
} PhRemoving;

static bool is_word_at(PhBytes text, size_t start, size_t len)
{
    char before = (char)(start > 0 ? text.ptr[start - 1] : ' ');
    char after = (char)(start + len < text.len ? text.ptr[start + len] : ' ');
    bool is_joined = ph_byte_is_name(before) || ph_byte_is_name(after);
    return !is_joined;
}

/* How often `word` is mentioned in [start, end) of a text. */
static size_t mentions(PhBytes text, PhBytes word, PhSpan span)
{
    size_t count = 0;
    size_t at = ph_bytes_find(text, word, span.start);
    while (at != PH_NOT_FOUND && at + word.len <= span.end) {
        count += is_word_at(text, at, word.len);
        at = ph_bytes_find(text, word, at + 1);
    }
    return count;
}

static PhSpan whole(PhBytes text)
{
    return (PhSpan){0, (uint32_t)text.len};
}

/* True if the edits took every mention of `word` but the one in `import`, and some. */
static bool lost_last_mention(const PhImportRemoval *removal, const PhEditVec *edits,
                              PhBytes word)
{
    PhBytes text = removal->file->tree.text;
    size_t taken = 0;
    for (size_t i = 0; i < edits->count; i++) {
        const PhEdit *edit = &edits->items[i];
        taken += mentions(text, word, edit->span);
        if (mentions(edit->text, word, whole(edit->text)) > 0) {
            return false;
        }
    }
    return taken > 0 && mentions(text, word, whole(text)) == taken + 1;
}

static PhBytes local_name(const PhTree *tree, PhNodeId child)
{
    PhNodeId identifier = tree->kinds[child] == PH_KIND_ALIASED_IMPORT
                              ? ph_tree_child(tree, child, PH_FIELD_ALIAS)
                              : ph_tree_first_named(tree, child);
    return identifier == PH_NODE_NONE ? PH_BYTES("") : ph_tree_text(tree, identifier);
}

static bool is_of_plain_module(const PhTree *tree, PhNodeId statement, PhNodeId child)
{
    bool is_from = tree->kinds[statement] == PH_KIND_IMPORT_FROM_STATEMENT;
    PhBytes module =
        is_from ? ph_tree_text(tree, ph_tree_child(tree, statement, PH_FIELD_MODULE_NAME))
                : ph_import_name(tree, child);
    return ph_bytes_is_one_of(module, k_plain_modules, PH_COUNT_OF(k_plain_modules));
}

static bool has_comment(PhBytes text, PhSpan line)
{
    PhBytes statement = ph_bytes_slice(text, line.start, line.end);
    return ph_bytes_find(statement, PH_BYTES("#"), 0) != PH_NOT_FOUND;
}

static bool is_edited(const PhEditVec *edits, PhSpan span)
{
    for (size_t i = 0; i < edits->count; i++) {
        PhSpan edit = edits->items[i].span;
        if (edit.start <= span.end && span.start <= edit.end) {
            return true;
        }
    }
    return false;
}

static uint32_t skip_line_end(PhBytes text, uint32_t offset)
{
    bool has_return = offset < text.len && text.ptr[offset] == '\r';
    offset += has_return ? 1 : 0;
    return offset + (offset < text.len && text.ptr[offset] == '\n' ? 1 : 0);
}

/* The end of the blank lines from the line that starts at `offset` on. */
static uint32_t skip_blank_lines(PhBytes text, uint32_t offset)
{
    for (;;) {
        uint32_t end = offset;
        while (end < text.len && (text.ptr[end] == ' ' || text.ptr[end] == '\t')) {
            end++;
        }
        uint32_t next = skip_line_end(text, end);
        if (next == end) {
            return offset;
        }
        offset = next;
    }
}

/* The start of the blank lines before the line that starts at `offset`. */
static uint32_t blank_lines_before(PhBytes text, uint32_t offset)
{
    uint32_t first = offset;
    while (offset > 0 && ph_byte_is_blank(text.ptr[offset - 1])) {
        offset--;
        first = offset == 0 ? 0 : first;
    }
    return offset == 0 ? first : skip_line_end(text, offset);
}

/* A statement that stood alone between blank lines takes those on one side with it. */
static PhSpan span_of_statement(PhBytes text, const PhImportEntry *entry)
{
    PhSpan span = {entry->line.start, skip_line_end(text, entry->line.end)};
    uint32_t before = blank_lines_before(text, span.start);
    uint32_t after = skip_blank_lines(text, span.end);
    bool is_alone = after > span.end || after == text.len;
    if (before == 0 && is_alone) {
        return (PhSpan){0, after};
    }
    return is_alone && before < span.start ? (PhSpan){before, span.end} : span;
}

typedef PH_VEC(PhNodeId) PhNodeVec;

/* The statement with the names that are left, on one line. */
static PhBytes on_one_line(const PhImportRemoval *removal, PhNodeId statement,
                           const PhNodeVec *kept)
{
    const PhTree *tree = &removal->file->tree;
    PhBuf buf = {0};
    if (tree->kinds[statement] == PH_KIND_IMPORT_FROM_STATEMENT) {
        PhNodeId module = ph_tree_child(tree, statement, PH_FIELD_MODULE_NAME);
        ph_buf_add(&buf,
                   ph_bytes_slice(tree->text, tree->starts[statement], tree->ends[module]));
        ph_buf_add_str(&buf, " import ");
    } else {
        ph_buf_add_str(&buf, "import ");
    }
    for (size_t i = 0; i < kept->count; i++) {
        ph_buf_add_str(&buf, i > 0 ? ", " : "");
        ph_buf_add(&buf, ph_tree_text(tree, kept->items[i]));
    }
    PhBytes text = ph_arena_copy(removal->arena, ph_buf_bytes(&buf));
    ph_buf_release(&buf);
    return text;
}

/* The line of a name that has it for itself, with its end; false if it has not. */
static bool own_line(const PhTree *tree, PhNodeId name, PhSpan *line_out)
{
    PhBytes text = tree->text;
    uint32_t start = tree->starts[name];
    uint32_t end = tree->ends[name];
    while (start > 0 && (text.ptr[start - 1] == ' ' || text.ptr[start - 1] == '\t')) {
        start--;
    }
    end += end < text.len && text.ptr[end] == ',' ? 1 : 0;
    uint32_t next = skip_line_end(text, end);
    *line_out = (PhSpan){start, next};
    bool is_first =
        start == 0 || text.ptr[start - 1] == '\n' || text.ptr[start - 1] == '\r';
    return is_first && next > end;
}

/* Takes lost names off a list that goes on. */
static void shorten(const PhImportRemoval *removal, PhNodeId statement,
                    const PhNodeVec *kept, const PhNodeVec *lost, PhEditVec *out)
{
    const PhTree *tree = &removal->file->tree;
    PhBytes line = on_one_line(removal, statement, kept);
    if (line.len <= removal->line_length) {
        PhEdit edit = {ph_tree_span(tree, statement), line};
        PH_VEC_PUSH(removal->arena, out, edit);
        return;
    }
    size_t before = out->count;
    for (size_t i = 0; i < lost->count; i++) {
        PhSpan span;
        if (!own_line(tree, lost->items[i], &span)) {
            out->count = before;
            return;
        }
        PH_VEC_PUSH(removal->arena, out, ((PhEdit){span, PH_BYTES("")}));
    }
}

static bool reads_names_by_text(PhRemoving *removing)
{
    if (!removing->knows_names) {
        const PhImportRemoval *removal = removing->removal;
        const PhNames *names = ph_names_new(removal->arena, &removal->file->tree);
        removing->knows_names = true;
        for (size_t i = 0; i < names->scope_count; i++) {
            removing->reads_text = removing->reads_text || names->scopes[i].is_opaque;
        }
    }
    return removing->reads_text;
}

/* The questions in the order of what they cost: the last one may read the whole project. */
static bool is_lost(PhRemoving *removing, PhNodeId statement, PhNodeId child)
{
    const PhImportRemoval *removal = removing->removal;
    const PhTree *tree = &removal->file->tree;
    PhBytes name = local_name(tree, child);
    return name.len > 0 && is_of_plain_module(tree, statement, child) &&
           lost_last_mention(removal, removing->edits, name) &&
           !reads_names_by_text(removing) && removal->is_unshared(removal->context, name);
}

static void remove_from_entry(PhRemoving *removing, const PhImportEntry *entry,
                              PhEditVec *out)
{
    const PhImportRemoval *removal = removing->removal;
    const PhEditVec *edits = removing->edits;
    const PhTree *tree = &removal->file->tree;
    PhNodeVec kept = {0};
    PhNodeVec lost = {0};
    if (entry->is_star || entry->has_remark || entry->shares_line ||
        !entry->is_first_on_line || has_comment(tree->text, entry->line) ||
        is_edited(edits, entry->line)) {
        return;
    }
    for (PhNodeId child = ph_import_first_name(tree, entry->node); child != PH_NODE_NONE;
         child = ph_import_next_name(tree, child)) {
        bool goes = is_lost(removing, entry->node, child);
        PH_VEC_PUSH(removal->arena, goes ? &lost : &kept, child);
    }
    if (lost.count == 0) {
        return;
    }
    if (kept.count > 0) {
        shorten(removal, entry->node, &kept, &lost, out);
        return;
    }
    PhSpan span = span_of_statement(tree->text, entry);
    if (!is_edited(edits, span)) {
        PH_VEC_PUSH(removal->arena, out, ((PhEdit){span, PH_BYTES("")}));
    }
}

static bool is_package_head(PhBytes path)
{
    return ph_bytes_ends_with(path, PH_BYTES("__init__.py")) ||
           ph_bytes_ends_with(path, PH_BYTES("__init__.pyi"));
}

void ph_import_removal_edits(const PhImportRemoval *removal, const PhEditVec *edits,
                             PhEditVec *out)
{
    PhBytes text = removal->file->tree.text;
    if (removal->is_unshared == NULL || edits->count == 0 ||
        is_package_head(removal->file->source->path) ||
        mentions(text, PH_BYTES("__all__"), whole(text)) > 0) {
        return;
    }
    PhRemoving removing = {.removal = removal, .edits = edits};
    const PhImportBlock *block = ph_import_block_read(removal->arena, removal->file);
    for (size_t i = 0; i < block->count; i++) {
        remove_from_entry(&removing, &block->entries[i], out);
    }
}
