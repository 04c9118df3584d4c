#include "template/last_line.h"

#include "syntax/walk.h"

/* The comma before the closing bracket at `offset`, or PH_NODE_NONE. */
static PhNodeId comma_before(const PhTree *tree, uint32_t offset, PhNodeId *list_out)
{
    PhNodeId bracket = ph_tree_first_from(tree, offset);
    while (bracket < tree->count && tree->starts[bracket] == offset &&
           ph_tree_limit(tree, bracket) != bracket + 1) {
        bracket++;
    }
    bool is_there = bracket < tree->count && tree->starts[bracket] == offset &&
                    offset < tree->text.len && tree->text.ptr[offset] != '\0' &&
                    strchr(")]}", tree->text.ptr[offset]) != NULL;
    if (!is_there) {
        return PH_NODE_NONE;
    }
    *list_out = ph_tree_parent(tree, bracket);
    PhNodeId before = PH_NODE_NONE;
    PH_FOR_EACH_CHILD(tree, *list_out, child)
    {
        if (child >= bracket) {
            break;
        }
        before = ph_tree_kind(tree, child) == PH_KIND_COMMENT ? before : child;
    }
    return ph_tree_kind(tree, before) == PH_TOKEN_COMMA ? before : PH_NODE_NONE;
}

static uint32_t line_start(PhBytes text, uint32_t offset)
{
    while (offset > 0 && !ph_byte_is_line_end(text.ptr[offset - 1])) {
        offset--;
    }
    return offset;
}

/* Where the line before the last one ends: behind the comma, or a comment behind it. */
static uint32_t end_of_content(PhBytes text, uint32_t from, uint32_t bracket)
{
    uint32_t end = line_start(text, bracket);
    while (end > from && (ph_byte_is_blank(text.ptr[end - 1]) ||
                          ph_byte_is_line_end(text.ptr[end - 1]))) {
        end--;
    }
    return end;
}

static PhBytes trimmed(PhBytes text)
{
    size_t start = 0;
    size_t end = text.len;
    while (start < end && ph_byte_is_blank(text.ptr[start])) {
        start++;
    }
    while (end > start && ph_byte_is_blank(text.ptr[end - 1])) {
        end--;
    }
    return ph_bytes_slice(text, start, end);
}

static void fit_one(PhFacts *facts, PhEdit *edit)
{
    const PhTree *tree = facts->tree;
    PhBytes text = tree->text;
    PhNodeId list;
    uint32_t bracket = edit->span.end;
    PhNodeId comma = comma_before(tree, bracket, &list);
    if (comma == PH_NODE_NONE || edit->span.start < tree->ends[comma]) {
        return;
    }
    uint32_t line = line_start(text, tree->starts[comma]);
    uint32_t at = end_of_content(text, tree->ends[comma], bracket);
    bool has_lines = line_start(text, bracket) > tree->ends[comma] &&
                     line > tree->starts[list] && edit->span.start >= at;
    if (!has_lines) {
        bool is_close = edit->span.start == tree->ends[comma] && edit->span.end == bracket;
        edit->text = is_close
                         ? ph_arena_join(facts->arena, PH_BYTES(" "), trimmed(edit->text))
                         : edit->text;
        return;
    }
    uint32_t indented = line;
    while (ph_byte_is_blank(text.ptr[indented])) {
        indented++;
    }
    uint32_t next = at;
    while (next < bracket && !ph_byte_is_line_end(text.ptr[next])) {
        next++;
    }
    bool is_crlf = text.ptr[next] == '\r' && text.ptr[next + 1] == '\n';
    PhBytes line_end = ph_bytes_slice(text, next, next + (is_crlf ? 2U : 1U));
    PhBytes lead =
        ph_arena_join(facts->arena, line_end, ph_bytes_slice(text, line, indented));
    edit->text =
        ph_arena_join(facts->arena, lead,
                      ph_arena_join(facts->arena, trimmed(edit->text), PH_BYTES(",")));
    edit->span = (PhSpan){at, at};
}

void ph_last_line_fit(PhFacts *facts, PhSplice *splice)
{
    for (size_t i = splice->first; i < splice->edits->count; i++) {
        PhEdit *edit = &splice->edits->items[i];
        bool is_line = ph_bytes_find(edit->text, PH_BYTES("\n"), 0) == PH_NOT_FOUND;
        bool is_insertion =
            edit->span.start == edit->span.end && is_line && edit->text.len > 0;
        if (is_insertion) {
            fit_one(facts, edit);
        }
    }
}
