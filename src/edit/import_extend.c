#include "edit/import_extend.h"

#include "base/utf8.h"

/* What isort's default allows; a file that breaks its imports as that does follows it. */
#define PH_GRID_LIMIT 79

typedef enum {
    PH_LAYOUT_ONE_LINE,
    PH_LAYOUT_VERTICAL, /* every name alone on its line, its comma behind it */
    PH_LAYOUT_GRID,     /* as write_grid() writes it */
    PH_LAYOUT_OTHER,
} PhLayout;

typedef PH_VEC(PhNodeId) PhNodeVec;

/* The names of one from-import and what stands around them. */
typedef struct {
    const PhImportBlock *block;
    PhNodeVec names;
    PhNodeVec commas; /* commas.items[i] follows names.items[i]; the last may be absent */
    PhNodeId lparen;
    PhNodeId rparen;
    bool has_comment;
    PhSpan span; /* from the first name, or the parenthesis before it, to the end */
} PhList;

/* New names by the place they get: before existing name `i`, or behind all. */
typedef struct {
    PhBytesVec *before; /* list.names.count + 1 of them */
} PhGaps;

static void push_node(PhArena *arena, PhNodeVec *nodes, PhNodeId node)
{
    PH_VEC_PUSH(arena, nodes, node);
}

static void push_bytes(PhArena *arena, PhBytesVec *all, PhBytes bytes)
{
    PH_VEC_PUSH(arena, all, bytes);
}

PhImportStyle ph_import_style(const PhImportBlock *block, uint32_t line_length,
                              uint32_t offset)
{
    size_t limit = line_length;
    if (block->wrap == PH_IMPORT_GRID && limit > PH_GRID_LIMIT) {
        limit = PH_GRID_LIMIT;
    }
    return (PhImportStyle){block->wrap, limit, ph_lines_newline(block->lines, offset)};
}

static void add_joined(PhBuf *out, const PhBytesVec *names)
{
    for (size_t i = 0; i < names->count; i++) {
        ph_buf_add_str(out, i == 0 ? "" : ", ");
        ph_buf_add(out, names->items[i]);
    }
}

static void write_vertical(PhBuf *out, PhBytes newline, const PhBytesVec *names)
{
    for (size_t i = 0; i < names->count; i++) {
        ph_buf_add(out, newline);
        ph_buf_add_str(out, "    ");
        ph_buf_add(out, names->items[i]);
        ph_buf_add_char(out, ',');
    }
    ph_buf_add(out, newline);
    ph_buf_add_char(out, ')');
}

/* Fills lines that begin in column `indent`, from behind the parenthesis on. */
static void write_grid(PhBuf *out, const PhImportStyle *style, size_t indent,
                       const PhBytesVec *names)
{
    size_t width = indent;
    for (size_t i = 0; i < names->count; i++) {
        size_t len = names->items[i].len;
        if (i > 0 && width + 2 + len + 1 > style->limit) {
            ph_buf_add_char(out, ',');
            ph_buf_add(out, style->newline);
            ph_buf_add_repeated(out, ' ', indent);
            width = indent;
        } else if (i > 0) {
            ph_buf_add_str(out, ", ");
            width += 2;
        }
        ph_buf_add(out, names->items[i]);
        width += len;
    }
    ph_buf_add_char(out, ')');
}

void ph_import_write_from(PhBuf *out, const PhImportStyle *style, PhBytes module,
                          const PhBytesVec *names)
{
    size_t start = out->len;
    ph_buf_add_str(out, "from ");
    ph_buf_add(out, module);
    ph_buf_add_str(out, " import ");
    size_t indent = out->len - start;
    size_t width = indent;
    for (size_t i = 0; i < names->count; i++) {
        width += names->items[i].len + (i == 0 ? 0 : 2);
    }
    if (width <= style->limit) {
        add_joined(out, names);
        return;
    }
    ph_buf_add_char(out, '(');
    if (style->wrap == PH_IMPORT_GRID) {
        write_grid(out, style, indent + 1, names);
    } else {
        write_vertical(out, style->newline, names);
    }
}

static PhList read_list(PhArena *arena, const PhImportBlock *block, PhNodeId statement)
{
    const PhTree *tree = block->tree;
    PhList list = {.block = block, .lparen = PH_NODE_NONE, .rparen = PH_NODE_NONE};
    PH_FOR_EACH_CHILD(tree, statement, child)
    {
        PhKind kind = tree->kinds[child];
        if (tree->fields[child] == PH_FIELD_NAME) {
            push_node(arena, &list.names, child);
        } else if (kind == PH_TOKEN_COMMA) {
            push_node(arena, &list.commas, child);
        } else if (kind == PH_TOKEN_LPAREN) {
            list.lparen = child;
        } else if (kind == PH_TOKEN_RPAREN) {
            list.rparen = child;
        }
        list.has_comment = list.has_comment || kind == PH_KIND_COMMENT;
    }
    bool has_parens = list.lparen != PH_NODE_NONE && list.rparen != PH_NODE_NONE;
    assert(list.names.count > 0);
    PhNodeId last = list.names.items[list.names.count - 1];
    list.span.start = tree->starts[has_parens ? list.lparen : list.names.items[0]];
    list.span.end = tree->ends[has_parens ? list.rparen : last];
    return list;
}

static uint32_t line_at(const PhList *list, uint32_t offset)
{
    return ph_lines_at(list->block->lines, offset);
}

static uint32_t line_of(const PhList *list, PhNodeId node)
{
    return line_at(list, list->block->tree->starts[node]);
}

static size_t width_of_line(const PhList *list, uint32_t line)
{
    PhSpan span = ph_lines_span(list->block->lines, line);
    return ph_utf8_count(ph_bytes_slice(list->block->tree->text, span.start, span.end));
}

static size_t column_of(const PhList *list, uint32_t offset)
{
    return ph_lines_place(list->block->lines, offset).column - 1;
}

static bool is_vertical(const PhList *list)
{
    if (list->lparen == PH_NODE_NONE || list->commas.count + 1 < list->names.count) {
        return false;
    }
    uint32_t line = line_of(list, list->lparen);
    for (size_t i = 0; i < list->names.count; i++) {
        uint32_t next = line_of(list, list->names.items[i]);
        bool has_comma = i < list->commas.count;
        if (next <= line || (has_comma && line_of(list, list->commas.items[i]) != next)) {
            return false;
        }
        line = next;
    }
    return true;
}

static PhBytesVec texts_of(PhArena *arena, const PhList *list)
{
    PhBytesVec texts = {0};
    for (size_t i = 0; i < list->names.count; i++) {
        push_bytes(arena, &texts, ph_tree_text(list->block->tree, list->names.items[i]));
    }
    return texts;
}

static bool is_grid(PhArena *arena, const PhList *list, const PhImportStyle *style)
{
    if (list->lparen == PH_NODE_NONE || list->has_comment) {
        return false;
    }
    PhBytesVec texts = texts_of(arena, list);
    PhBuf buf = {0};
    ph_buf_add_char(&buf, '(');
    write_grid(&buf, style, column_of(list, list->span.start) + 1, &texts);
    PhBytes text = list->block->tree->text;
    bool is_same = ph_bytes_equal(ph_buf_bytes(&buf),
                                  ph_bytes_slice(text, list->span.start, list->span.end));
    ph_buf_release(&buf);
    return is_same;
}

static PhLayout layout_of(PhArena *arena, const PhList *list, const PhImportEntry *entry,
                          const PhImportStyle *style)
{
    if (line_at(list, entry->line.start) == line_at(list, entry->line.end)) {
        return PH_LAYOUT_ONE_LINE;
    }
    if (is_vertical(list)) {
        return PH_LAYOUT_VERTICAL;
    }
    return is_grid(arena, list, style) ? PH_LAYOUT_GRID : PH_LAYOUT_OTHER;
}

typedef int PhCompareFn(PhBytes a, PhBytes b);

/* By which order the list is sorted; NULL if by none. */
static PhCompareFn *order_of(const PhList *list)
{
    static PhCompareFn *const k_orders[] = {ph_import_compare_names,
                                            ph_import_compare_modules};
    const PhTree *tree = list->block->tree;
    for (size_t order = 0; order < PH_COUNT_OF(k_orders); order++) {
        size_t i = 1;
        while (i < list->names.count &&
               k_orders[order](ph_import_name(tree, list->names.items[i - 1]),
                               ph_import_name(tree, list->names.items[i])) <= 0) {
            i++;
        }
        if (i >= list->names.count) {
            return k_orders[order];
        }
    }
    return NULL;
}

static PhGaps find_gaps(PhArena *arena, const PhList *list, const PhBytesVec *names)
{
    const PhTree *tree = list->block->tree;
    size_t end = list->names.count;
    PhGaps gaps = {PH_NEW_ARRAY(arena, PhBytesVec, end + 1)};
    PhCompareFn *compare = order_of(list);
    for (size_t i = 0; i < names->count; i++) {
        size_t at = compare == NULL ? end : 0;
        while (at < end &&
               compare(ph_import_name(tree, list->names.items[at]), names->items[i]) <= 0) {
            at++;
        }
        /* Names come sorted by type; another order sorts them again within the gap. */
        PhBytesVec *gap = &gaps.before[at];
        push_bytes(arena, gap, names->items[i]);
        for (size_t j = gap->count - 1;
             compare != NULL && j > 0 && compare(gap->items[j - 1], gap->items[j]) > 0;
             j--) {
            PhBytes later = gap->items[j - 1];
            gap->items[j - 1] = gap->items[j];
            gap->items[j] = later;
        }
    }
    return gaps;
}

static void push_edit(PhArena *arena, PhEditVec *out, PhSpan span, PhBuf *text)
{
    PhEdit edit = {span, ph_arena_copy(arena, ph_buf_bytes(text))};
    PH_VEC_PUSH(arena, out, edit);
    ph_buf_clear(text);
}

/* Characters that the names of a gap add to a line. */
static size_t width_of_gap(const PhBytesVec *gap)
{
    size_t width = 0;
    for (size_t i = 0; i < gap->count; i++) {
        width += gap->items[i].len + 2;
    }
    return width;
}

/* True if every physical line stays within the limit with its new names. */
static bool fits_inline(const PhList *list, const PhGaps *gaps, const PhImportStyle *style)
{
    size_t count = list->names.count;
    uint32_t line = 0;
    size_t width = 0;
    for (size_t i = 0; i <= count; i++) {
        uint32_t at = line_of(list, list->names.items[i < count ? i : count - 1]);
        width = at == line ? width : width_of_line(list, at);
        line = at;
        width += width_of_gap(&gaps->before[i]);
        if (gaps->before[i].count > 0 && width > style->limit) {
            return false;
        }
    }
    return true;
}

static void insert_inline(PhArena *arena, const PhList *list, const PhGaps *gaps,
                          PhEditVec *out)
{
    const PhTree *tree = list->block->tree;
    size_t count = list->names.count;
    PhBuf text = {0};
    for (size_t i = 0; i <= count; i++) {
        if (gaps->before[i].count == 0) {
            continue;
        }
        uint32_t at = i < count ? tree->starts[list->names.items[i]]
                                : tree->ends[list->names.items[count - 1]];
        ph_buf_add_str(&text, i < count ? "" : ", ");
        add_joined(&text, &gaps->before[i]);
        ph_buf_add_str(&text, i < count ? ", " : "");
        push_edit(arena, out, (PhSpan){at, at}, &text);
    }
    ph_buf_release(&text);
}

/* All names, old and new, in their order. */
static PhBytesVec merged(PhArena *arena, const PhList *list, const PhGaps *gaps)
{
    PhBytesVec texts = texts_of(arena, list);
    PhBytesVec all = {0};
    for (size_t i = 0; i <= texts.count; i++) {
        for (size_t j = 0; j < gaps->before[i].count; j++) {
            push_bytes(arena, &all, gaps->before[i].items[j]);
        }
        if (i < texts.count) {
            push_bytes(arena, &all, texts.items[i]);
        }
    }
    return all;
}

/* Breaks a list that has become too long; a comment behind it goes behind the parenthesis,
 * which is where black and isort put it. */
static bool rewrap(PhArena *arena, const PhList *list, const PhGaps *gaps,
                   const PhImportEntry *entry, const PhImportStyle *style, PhEditVec *out)
{
    PhBytes behind =
        ph_bytes_slice(list->block->tree->text, list->span.end, entry->line.end);
    PhBytes comment = ph_bytes_trim(behind);
    bool is_comment = comment.len > 0 && comment.ptr[0] == '#';
    bool is_grid = style->wrap == PH_IMPORT_GRID;
    if (comment.len > 0 && (!is_comment || is_grid)) {
        return false;
    }
    PhBytesVec all = merged(arena, list, gaps);
    PhSpan span = list->span;
    PhBuf text = {0};
    ph_buf_add_char(&text, '(');
    if (is_comment) {
        span.end = entry->line.end;
        ph_buf_add_str(&text, "  ");
        ph_buf_add(&text, comment);
    }
    if (is_grid) {
        write_grid(&text, style, column_of(list, span.start) + 1, &all);
    } else {
        write_vertical(&text, style->newline, &all);
    }
    push_edit(arena, out, span, &text);
    ph_buf_release(&text);
    return true;
}

/* The blanks before the first name on its line. */
static PhBytes indent_of(const PhList *list)
{
    uint32_t first = list->block->tree->starts[list->names.items[0]];
    uint32_t start = ph_lines_span(list->block->lines, line_at(list, first)).start;
    return ph_bytes_slice(list->block->tree->text, start, first);
}

/* Each new name gets a line below the one before it, so that comments stay where they are.
 */
static void insert_lines(PhArena *arena, const PhList *list, const PhGaps *gaps,
                         const PhImportStyle *style, PhEditVec *out)
{
    const PhTree *tree = list->block->tree;
    size_t count = list->names.count;
    PhBytes indent = indent_of(list);
    bool has_last_comma = list->commas.count == count;
    PhNodeId last = list->names.items[count - 1];
    bool closes_on_line = line_of(list, list->rparen) == line_of(list, last);
    PhBuf text = {0};
    for (size_t i = 0; i <= count; i++) {
        const PhBytesVec *gap = &gaps->before[i];
        if (gap->count == 0) {
            continue;
        }
        PhNodeId above = i == 0 ? list->lparen : list->names.items[i - 1];
        uint32_t at = ph_lines_span(list->block->lines, line_of(list, above)).end;
        if (i == count && !has_last_comma) {
            ph_buf_add_char(&text, ',');
            at = closes_on_line ? tree->ends[last] : at;
            if (at != tree->ends[last]) {
                push_edit(arena, out, (PhSpan){tree->ends[last], tree->ends[last]}, &text);
            }
        } else if (i == count && closes_on_line) {
            at = tree->ends[list->commas.items[count - 1]];
        }
        for (size_t j = 0; j < gap->count; j++) {
            bool is_very_last = i == count && j + 1 == gap->count;
            ph_buf_add(&text, style->newline);
            ph_buf_add(&text, indent);
            ph_buf_add(&text, gap->items[j]);
            ph_buf_add_str(&text, is_very_last && !has_last_comma ? "" : ",");
        }
        push_edit(arena, out, (PhSpan){at, at}, &text);
    }
    ph_buf_release(&text);
}

static void replace_grid(PhArena *arena, const PhList *list, const PhGaps *gaps,
                         const PhImportStyle *style, PhEditVec *out)
{
    PhBytesVec all = merged(arena, list, gaps);
    PhBuf text = {0};
    ph_buf_add_char(&text, '(');
    write_grid(&text, style, column_of(list, list->span.start) + 1, &all);
    push_edit(arena, out, list->span, &text);
    ph_buf_release(&text);
}

bool ph_import_extend(PhArena *arena, const PhImportBlock *block,
                      const PhImportEntry *entry, uint32_t line_length,
                      const PhBytesVec *names, PhEditVec *out)
{
    PhList list = read_list(arena, block, entry->node);
    PhImportStyle style = ph_import_style(block, line_length, entry->line.start);
    PhGaps gaps = find_gaps(arena, &list, names);
    switch (layout_of(arena, &list, entry, &style)) {
    case PH_LAYOUT_VERTICAL: insert_lines(arena, &list, &gaps, &style, out); return true;
    case PH_LAYOUT_GRID: replace_grid(arena, &list, &gaps, &style, out); return true;
    case PH_LAYOUT_ONE_LINE:
        if (!fits_inline(&list, &gaps, &style)) {
            return rewrap(arena, &list, &gaps, entry, &style, out);
        }
        break;
    case PH_LAYOUT_OTHER:
        if (!fits_inline(&list, &gaps, &style)) {
            return false;
        }
        break;
    }
    insert_inline(arena, &list, &gaps, out);
    return true;
}
