#include "edit/layout.h"

#include "base/buf.h"
#include "edit/line_split.h"
#include "syntax/walk.h"

enum { PH_TAB_COLUMNS = 4, PH_INDENT_COLUMNS = 4 };

static uint32_t line_start(PhBytes text, uint32_t offset)
{
    while (offset > 0 && !ph_byte_is_line_end(text.ptr[offset - 1])) {
        offset--;
    }
    return offset;
}

static uint32_t line_end(PhBytes text, uint32_t offset)
{
    while (offset < text.len && !ph_byte_is_line_end(text.ptr[offset])) {
        offset++;
    }
    return offset;
}

static uint32_t columns(PhBytes text)
{
    uint32_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool is_letter = ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
        count += text.ptr[i] == '\t' ? PH_TAB_COLUMNS : is_letter;
    }
    return count;
}

static PhBytes line_at(PhBytes text, uint32_t offset)
{
    return ph_bytes_slice(text, line_start(text, offset), line_end(text, offset));
}

/* The statement, or the clause with a head of its own, that holds `offset`. */
static PhNodeId statement_at(const PhTree *tree, uint32_t offset)
{
    PhNodeId node = ph_tree_deepest_at(tree, offset);
    for (; node != PH_NODE_NONE; node = ph_tree_parent(tree, node)) {
        switch (ph_tree_kind(tree, node)) {
        case PH_KIND_BLOCK:
        case PH_KIND_MODULE: return PH_NODE_NONE;
        case PH_KIND_ELIF_CLAUSE:
        case PH_KIND_EXPRESSION_STATEMENT:
        case PH_KIND_FOR_STATEMENT:
        case PH_KIND_IF_STATEMENT:
        case PH_KIND_RETURN_STATEMENT:
        case PH_KIND_WHILE_STATEMENT: return node;
        default: break;
        }
    }
    return PH_NODE_NONE;
}

/* True if the line of a statement was one before the edits, and short enough. */
static bool was_short(const PhParsedFile *before, uint32_t offset, uint32_t line_length)
{
    PhNodeId statement = statement_at(&before->tree, offset);
    PhBytes text = before->tree.text;
    if (statement == PH_NODE_NONE) {
        return false;
    }
    uint32_t start = line_start(text, before->tree.starts[statement]);
    return start == line_start(text, offset) &&
           columns(line_at(text, offset)) <= line_length;
}

/* The blanks that one level of indentation adds where `statement` stands. */
static PhBytes indent_unit(const PhTree *tree, PhNodeId statement, PhBytes indent)
{
    PhNodeId block = ph_tree_parent(tree, statement);
    while (block != PH_NODE_NONE && ph_tree_kind(tree, block) != PH_KIND_BLOCK) {
        block = ph_tree_parent(tree, block);
    }
    if (block == PH_NODE_NONE) {
        return PH_BYTES("    ");
    }
    PhNodeId owner = ph_tree_parent(tree, block);
    uint32_t start = tree->starts[owner];
    uint32_t outer = start - line_start(tree->text, start);
    return outer < indent.len ? ph_bytes_slice(indent, outer, indent.len)
                              : PH_BYTES("    ");
}

static bool has_format_string(const PhTree *tree)
{
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (ph_tree_kind(tree, node) == PH_KIND_INTERPOLATION) {
            return true;
        }
    }
    return false;
}

static void write_line(PhBuf *buf, const PhLineTokenVec *tokens, const PhLine *line,
                       const bool *is_visible)
{
    bool is_first = true;
    for (uint32_t i = line->first; i < line->end; i++) {
        const PhLineToken *token = &tokens->items[i];
        ph_buf_add_repeated(buf, ' ', is_first ? 0 : token->gap);
        if (!token->is_optional || is_visible[i]) {
            ph_buf_add(buf, token->text);
        }
        is_first = false;
    }
    if (line->adds_comma) {
        ph_buf_add_char(buf, ',');
    }
}

typedef struct PhLayout {
    PhArena *arena;
    const PhParsedFile *after;
    uint32_t line_length;
    PhBuf out;
    uint32_t done; /* bytes of `after` that are in `out` */
} PhLayout;

static void write_lines(PhLayout *layout, const PhLineTokenVec *tokens,
                        const PhLineVec *lines, const bool *is_visible, PhNodeId statement)
{
    const PhTree *tree = &layout->after->tree;
    PhSource *source = layout->after->source;
    uint32_t start = tree->starts[statement];
    uint32_t from = line_start(tree->text, start);
    PhBytes indent = ph_bytes_slice(tree->text, from, start);
    PhBytes unit = indent_unit(tree, statement, indent);
    PhBytes newline = ph_lines_newline(ph_source_lines(source), start);
    ph_buf_add(&layout->out, ph_bytes_slice(tree->text, layout->done, from));
    for (size_t i = 0; i < lines->count; i++) {
        const PhLine *line = &lines->items[i];
        ph_buf_add(&layout->out, i > 0 ? newline : PH_BYTES(""));
        ph_buf_add(&layout->out, indent);
        for (uint32_t n = 0; n < line->level; n++) {
            ph_buf_add(&layout->out, unit);
        }
        write_line(&layout->out, tokens, line, is_visible);
    }
}

/* A long annotation is broken by rules of its own. */
static bool breaks_annotation(const PhTree *tree, PhNodeId statement,
                              const PhLineTokenVec *tokens, const PhLineVec *lines)
{
    PhNodeId first = ph_tree_first_named(tree, statement);
    if (first == PH_NODE_NONE ||
        ph_tree_child(tree, first, PH_FIELD_TYPE) == PH_NODE_NONE) {
        return false;
    }
    for (uint32_t i = 0; i < lines->items[0].end; i++) {
        if (tokens->items[i].depth == 0 && ph_bytes_is(tokens->items[i].text, "=")) {
            return false;
        }
    }
    return true;
}

/* Breaks the line of a statement, or its lines, put together, if it is one that is taught.
 */
static void break_statement(PhLayout *layout, PhNodeId statement, bool joins_lines)
{
    const PhTree *tree = &layout->after->tree;
    uint32_t start = tree->starts[statement];
    uint32_t from = line_start(tree->text, start);
    PhBytes indent = ph_bytes_slice(tree->text, from, start);
    uint32_t last_line = joins_lines ? tree->ends[statement] : start;
    PhBytes line = line_at(tree->text, last_line);
    PhLineTokenVec tokens = {0};
    PhLineVec lines = {0};
    bool *is_visible;
    if (from < layout->done || ph_bytes_trim(indent).len > 0 ||
        !ph_line_tokens_read(layout->arena, tree, statement, joins_lines, &tokens)) {
        return;
    }
    /* Nothing but the statement, or the head of it, may be on its line. */
    const PhLineToken *last = &tokens.items[tokens.count - 1];
    while (last->is_optional) {
        last--;
    }
    if (last->text.ptr + last->text.len != line.ptr + line.len) {
        return;
    }
    PhLineLimits limits = {.indent = columns(indent),
                           .unit = columns(indent_unit(tree, statement, indent)),
                           .width = layout->line_length,
                           .splat_commas = has_format_string(tree)};
    if (ph_line_split(layout->arena, &tokens, &limits, &lines, &is_visible) &&
        !breaks_annotation(tree, statement, &tokens, &lines)) {
        write_lines(layout, &tokens, &lines, is_visible, statement);
        layout->done = line_end(tree->text, last_line);
    }
}

/* A statement that was a loop and is none now: what it is made of stood on other lines. */
static bool was_loop(const PhParsedFile *before, uint32_t old_offset,
                     const PhParsedFile *after, uint32_t offset)
{
    PhNodeId old = statement_at(&before->tree, old_offset);
    PhNodeId new = statement_at(&after->tree, offset);
    return ph_tree_kind(&before->tree, old) == PH_KIND_FOR_STATEMENT &&
           ph_tree_kind(&after->tree, new) == PH_KIND_EXPRESSION_STATEMENT &&
           line_end(after->tree.text, offset) < after->tree.ends[new];
}

/* `joined` says of each offset whether the lines of its statement are put together. */
static PhBytes break_at(PhArena *arena, const PhParsedFile *file,
                        const PhOffsetVec *offsets, const bool *joined,
                        uint32_t line_length)
{
    PhBytes text = file->tree.text;
    PhLayout layout = {.arena = arena, .after = file, .line_length = line_length};
    for (size_t i = 0; i < offsets->count; i++) {
        PhNodeId statement = statement_at(&file->tree, offsets->items[i]);
        bool joins_lines = joined != NULL && joined[i];
        if (statement != PH_NODE_NONE &&
            (joins_lines || columns(line_at(text, offsets->items[i])) > line_length)) {
            break_statement(&layout, statement, joins_lines);
        }
    }
    if (layout.done == 0) {
        return text;
    }
    ph_buf_add(&layout.out, ph_bytes_slice(text, layout.done, text.len));
    PhBytes broken = ph_arena_copy(arena, ph_buf_bytes(&layout.out));
    ph_buf_release(&layout.out);
    return broken;
}

PhBytes ph_layout_break_at(PhArena *arena, const PhParsedFile *file,
                           const PhOffsetVec *offsets, uint32_t line_length)
{
    return break_at(arena, file, offsets, NULL, line_length);
}

PhBytes ph_layout_break(PhArena *arena, const PhParsedFile *before,
                        const PhParsedFile *after, const PhEditVec *edits,
                        uint32_t line_length)
{
    PhOffsetVec offsets = {0};
    bool *joined = PH_NEW_ARRAY(arena, bool, edits->count);
    int64_t shift = 0; /* of offsets, by the edits so far */
    for (size_t i = 0; i < edits->count; i++) {
        const PhEdit *edit = &edits->items[i];
        uint32_t offset = (uint32_t)((int64_t)edit->span.start + shift);
        shift += (int64_t)edit->text.len - (int64_t)ph_span_len(edit->span);
        if (offset < after->tree.text.len &&
            was_short(before, edit->span.start, line_length)) {
            joined[offsets.count] = was_loop(before, edit->span.start, after, offset);
            PH_VEC_PUSH(arena, &offsets, offset);
        }
    }
    return break_at(arena, after, &offsets, joined, line_length);
}
