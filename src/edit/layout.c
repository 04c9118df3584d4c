#include "edit/layout.h"

#include "base/buf.h"
#include "edit/heads.h"
#include "edit/line_split.h"

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

/* A statement with its lines as black would have them. */
typedef struct PhLaid {
    PhSpan span; /* what they take the place of, from the start of the first line */
    PhBytes text;
} PhLaid;

typedef struct PhLayout {
    PhArena *arena;
    const PhParsedFile *file;
    uint32_t line_length;
    bool splat_commas; /* the file is of a Python that takes a comma behind `*a` */
} PhLayout;

static PhBytes write_lines(const PhLayout *layout, const PhLineTokenVec *tokens,
                           const PhLineVec *lines, const bool *is_visible,
                           PhNodeId statement)
{
    const PhTree *tree = &layout->file->tree;
    uint32_t start = tree->starts[statement];
    PhBytes indent = ph_bytes_slice(tree->text, line_start(tree->text, start), start);
    PhBytes unit = indent_unit(tree, statement, indent);
    PhBytes newline = ph_lines_newline(ph_source_lines(layout->file->source), start);
    PhBuf buf = {0};
    for (size_t i = 0; i < lines->count; i++) {
        const PhLine *line = &lines->items[i];
        ph_buf_add(&buf, i > 0 ? newline : PH_BYTES(""));
        ph_buf_add(&buf, indent);
        for (uint32_t n = 0; n < line->level; n++) {
            ph_buf_add(&buf, unit);
        }
        write_line(&buf, tokens, line, is_visible);
    }
    PhBytes text = ph_arena_copy(layout->arena, ph_buf_bytes(&buf));
    ph_buf_release(&buf);
    return text;
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

/* Lays a statement out, or the head of one; false if it is none that is taught. */
static bool lay_out(const PhLayout *layout, PhNodeId statement, PhLaid *out)
{
    const PhTree *tree = &layout->file->tree;
    PhSpan head = ph_head_span(tree, statement);
    uint32_t from = line_start(tree->text, head.start);
    PhBytes indent = ph_bytes_slice(tree->text, from, head.start);
    PhLineTokenVec tokens = {0};
    PhLineVec lines = {0};
    bool *is_visible;
    /* Nothing but the statement, or the head of it, may be on its lines. */
    if (ph_bytes_trim(indent).len > 0 || line_end(tree->text, head.end) != head.end ||
        !ph_line_tokens_read(layout->arena, tree, statement, &tokens)) {
        return false;
    }
    PhLineLimits limits = {.indent = columns(indent),
                           .unit = columns(indent_unit(tree, statement, indent)),
                           .width = layout->line_length,
                           .splat_commas = layout->splat_commas};
    if (!ph_line_split(layout->arena, &tokens, &limits, &lines, &is_visible) ||
        (lines.count > 1 && breaks_annotation(tree, statement, &tokens, &lines))) {
        return false;
    }
    out->span = (PhSpan){from, head.end};
    out->text = write_lines(layout, &tokens, &lines, is_visible, statement);
    return true;
}

static PhBytes text_of(const PhTree *tree, PhSpan span)
{
    return ph_bytes_slice(tree->text, span.start, span.end);
}

static bool has_lines(const PhTree *tree, PhSpan span)
{
    return line_end(tree->text, span.start) < span.end;
}

/* True if a statement stands as black would put it, as far as can be told: of one that is
 * not taught, that it has its line and fits. */
static bool is_laid_out(const PhLayout *layout, PhNodeId statement)
{
    const PhTree *tree = &layout->file->tree;
    PhSpan head = ph_head_span(tree, statement);
    PhLaid laid;
    if (lay_out(layout, statement, &laid)) {
        return ph_bytes_equal(laid.text, text_of(tree, laid.span));
    }
    return !has_lines(tree, head) &&
           columns(line_at(tree->text, head.start)) <= layout->line_length;
}

/* What a span of the new text was in the old one, with all of each edit that it touches. */
static PhSpan span_before(const PhEditVec *edits, PhSpan span)
{
    PhSpan before = span;
    bool has_start = false; /* in an edit */
    int64_t shift = 0;      /* of offsets, by the edits so far */
    for (size_t i = 0; i < edits->count; i++) {
        const PhEdit *edit = &edits->items[i];
        int64_t start = (int64_t)edit->span.start + shift;
        int64_t end = start + (int64_t)edit->text.len;
        if (start > span.end) {
            break;
        }
        shift += (int64_t)edit->text.len - (int64_t)ph_span_len(edit->span);
        if (end < span.start) {
            before.start = (uint32_t)(span.start - shift);
        } else if (start <= span.start && !has_start) {
            before.start = edit->span.start;
            has_start = true;
        }
        before.end = end < span.end ? (uint32_t)(span.end - shift) : edit->span.end;
    }
    return before;
}

/* True if a span of the new text is all in one edit, which took nothing away. */
static bool is_all_new(const PhEditVec *edits, PhSpan span)
{
    int64_t shift = 0;
    for (size_t i = 0; i < edits->count; i++) {
        const PhEdit *edit = &edits->items[i];
        int64_t start = (int64_t)edit->span.start + shift;
        int64_t end = start + (int64_t)edit->text.len;
        if (start <= span.start && span.end <= end) {
            return ph_span_len(edit->span) == 0;
        }
        shift += (int64_t)edit->text.len - (int64_t)ph_span_len(edit->span);
    }
    return false;
}

/* True if all that a statement was made of stood as black would put it. */
static bool was_laid_out(const PhLayout *before, const PhEditVec *edits, PhSpan head)
{
    PhHeadVec heads = {0};
    if (is_all_new(edits, head)) {
        return true;
    }
    ph_heads_touching(before->arena, &before->file->tree, span_before(edits, head), &heads);
    for (size_t i = 0; i < heads.count; i++) {
        if (!is_laid_out(before, heads.items[i])) {
            return false;
        }
    }
    return true;
}

static bool needs_layout(const PhLayout *layout, PhNodeId statement)
{
    const PhTree *tree = &layout->file->tree;
    PhSpan head = ph_head_span(tree, statement);
    return has_lines(tree, head) ||
           columns(line_at(tree->text, head.start)) > layout->line_length;
}

/* The new text; the very bytes of the file if nothing is to be laid out anew. */
typedef struct PhRewriting {
    PhBytes text;
    PhBuf buf;
    uint32_t done; /* bytes of `text` that are in `buf` */
} PhRewriting;

static void put(PhRewriting *rewriting, const PhLaid *laid)
{
    PhBytes old = ph_bytes_slice(rewriting->text, laid->span.start, laid->span.end);
    if (laid->span.start >= rewriting->done && !ph_bytes_equal(old, laid->text)) {
        ph_buf_add(&rewriting->buf,
                   ph_bytes_slice(rewriting->text, rewriting->done, laid->span.start));
        ph_buf_add(&rewriting->buf, laid->text);
        rewriting->done = laid->span.end;
    }
}

static PhBytes finish(PhArena *arena, PhRewriting *rewriting)
{
    PhBytes text = rewriting->text;
    if (rewriting->done == 0) {
        return text;
    }
    ph_buf_add(&rewriting->buf, ph_bytes_slice(text, rewriting->done, text.len));
    PhBytes copy = ph_arena_copy(arena, ph_buf_bytes(&rewriting->buf));
    ph_buf_release(&rewriting->buf);
    return copy;
}

static PhLayout layout_of(PhArena *arena, const PhParsedFile *file, uint32_t line_length)
{
    return (PhLayout){.arena = arena,
                      .file = file,
                      .line_length = line_length,
                      .splat_commas = has_format_string(&file->tree)};
}

PhBytes ph_layout_break_at(PhArena *arena, const PhParsedFile *file,
                           const PhOffsetVec *offsets, uint32_t line_length)
{
    const PhTree *tree = &file->tree;
    PhLayout layout = layout_of(arena, file, line_length);
    PhRewriting rewriting = {.text = tree->text};
    PhHeadVec heads = {0};
    for (size_t i = 0; i < offsets->count; i++) {
        ph_heads_touching(arena, tree, (PhSpan){offsets->items[i], offsets->items[i]},
                          &heads);
    }
    for (size_t i = 0; i < heads.count; i++) {
        PhSpan head = ph_head_span(tree, heads.items[i]);
        PhLaid laid;
        if (!has_lines(tree, head) && needs_layout(&layout, heads.items[i]) &&
            lay_out(&layout, heads.items[i], &laid)) {
            put(&rewriting, &laid);
        }
    }
    return finish(arena, &rewriting);
}

PhBytes ph_layout_break(PhArena *arena, const PhParsedFile *before,
                        const PhParsedFile *after, const PhEditVec *edits,
                        uint32_t line_length)
{
    const PhTree *tree = &after->tree;
    PhLayout old = layout_of(arena, before, line_length);
    PhLayout new = layout_of(arena, after, line_length);
    PhRewriting rewriting = {.text = tree->text};
    PhHeadVec heads = {0};
    int64_t shift = 0; /* of offsets, by the edits so far */
    for (size_t i = 0; i < edits->count; i++) {
        const PhEdit *edit = &edits->items[i];
        uint32_t start = (uint32_t)((int64_t)edit->span.start + shift);
        PhSpan span = {start, start + (uint32_t)edit->text.len};
        shift += (int64_t)edit->text.len - (int64_t)ph_span_len(edit->span);
        ph_heads_touching(arena, tree, span, &heads);
    }
    for (size_t i = 0; i < heads.count; i++) {
        PhLaid laid;
        if (needs_layout(&new, heads.items[i]) &&
            was_laid_out(&old, edits, ph_head_span(tree, heads.items[i])) &&
            lay_out(&new, heads.items[i], &laid)) {
            put(&rewriting, &laid);
        }
    }
    return finish(arena, &rewriting);
}
