/*
 * Logical lines and indentation, by the rules of CPython's tokenizer.
 *
 * The parser takes a line end for a blank wherever no statement can end, and has its own
 * idea of the width of a tab. So each token is asked whether a line end stands before it,
 * and the indents on the way must be the blocks of the tree, one for one.
 */

#include "syntax/accept_state.h"

/* Length of a backslash with its line end at `at`, or 0. */
static uint32_t continuation_len(PhBytes text, uint32_t at)
{
    if (text.ptr[at] != '\\' || at + 1 >= text.len) {
        return 0;
    }
    if (text.ptr[at + 1] == '\n') {
        return 2;
    }
    if (text.ptr[at + 1] != '\r') {
        return 0;
    }
    return at + 2 < text.len && text.ptr[at + 2] == '\n' ? 3 : 2;
}

/* The text of a format specifier has no nodes of its own. */
static bool is_format_text(const PhTree *tree, PhNodeId node)
{
    PhNodeId parent = tree->parents[node];
    PhKind kind = tree->kinds[parent];
    if (kind != PH_KIND_INTERPOLATION && kind != PH_KIND_FORMAT_EXPRESSION) {
        return false;
    }
    if (tree->kinds[node] == PH_TOKEN_RBRACE) {
        return ph_accept_find(tree, parent, PH_KIND_FORMAT_SPECIFIER) != PH_NODE_NONE;
    }
    return kind == PH_KIND_FORMAT_EXPRESSION && tree->kinds[node] == PH_TOKEN_LBRACE;
}

/* Looks at what stands between the last token and `start`. */
bool ph_accept_gap(PhAccept *accept, uint32_t start, PhNodeId node)
{
    PhBytes text = accept->tree->text;
    PhAcceptLine *line = &accept->line;
    for (uint32_t at = line->last_end; at < start; at++) {
        char c = text.ptr[at];
        if (c == ' ' || c == '\t' || c == '\f') {
            continue;
        }
        if (c == '\n' || c == '\r') {
            line->has_newline = line->has_newline || line->depth == 0;
            line->line_start = at + 1;
            continue;
        }
        uint32_t len = continuation_len(text, at);
        if (len > 0 && at + len < text.len) {
            at += len - 1;
            continue;
        }
        if (len > 0) {
            return ph_accept_refuse_at(accept, at,
                                       "unexpected end of file after line "
                                       "continuation character");
        }
        if (c == '\\') {
            return ph_accept_refuse_at(
                accept, at, "unexpected character after line continuation character");
        }
        if (node != PH_NODE_NONE && is_format_text(accept->tree, node)) {
            return true;
        }
        return ph_accept_refuse_at(accept, at, "invalid non-printable character");
    }
    return true;
}

bool ph_accept_extra(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    if (!ph_accept_gap(accept, tree->starts[node], PH_NODE_NONE)) {
        return false;
    }
    accept->line.last_end = tree->ends[node];
    if (tree->kinds[node] == PH_KIND_LINE_CONTINUATION &&
        (tree->ends[node] >= tree->text.len ||
         continuation_len(tree->text, tree->starts[node]) == 0)) {
        return ph_accept_refuse(accept, node,
                                "unexpected end of file after line continuation character");
    }
    return true;
}

/* Columns of the first token of a line. A line that goes on after a backslash before its
 * first token has the column of the backslash. */
static void measure(const PhAccept *accept, uint32_t *column_out, uint32_t *tabs_out)
{
    PhBytes text = accept->tree->text;
    uint32_t column = 0;
    uint32_t tabs = 0;
    uint32_t continued = 0;
    for (uint32_t at = accept->line.line_start; at < text.len; at++) {
        char c = text.ptr[at];
        uint32_t len = continuation_len(text, at);
        if (c == ' ') {
            column++;
            tabs++;
        } else if (c == '\t') {
            column = (column / 8 + 1) * 8;
            tabs++;
        } else if (c == '\f') {
            column = 0;
            tabs = 0;
        } else if (len > 0) {
            continued = continued > 0 ? continued : column;
            at += len - 1;
        } else {
            break;
        }
    }
    *column_out = continued > 0 ? continued : column;
    *tabs_out = continued > 0 ? continued : tabs;
}

static bool move_indent(PhAccept *accept, PhNodeId node)
{
    PhAcceptLine *line = &accept->line;
    uint32_t column;
    uint32_t tabs;
    measure(accept, &column, &tabs);
    uint32_t top = line->indent_count - 1;
    if (column > line->columns[top]) {
        if (tabs <= line->tab_columns[top]) {
            return ph_accept_refuse(accept, node,
                                    "inconsistent use of tabs and spaces in indentation");
        }
        if (line->indent_count == PH_MAX_INDENTS) {
            return ph_accept_refuse(accept, node, "too many levels of indentation");
        }
        line->columns[line->indent_count] = column;
        line->tab_columns[line->indent_count++] = tabs;
        return true;
    }
    while (column < line->columns[top]) {
        top--;
    }
    if (column != line->columns[top]) {
        return ph_accept_refuse(accept, node,
                                "unindent does not match any outer indentation level");
    }
    if (tabs != line->tab_columns[top]) {
        return ph_accept_refuse(accept, node,
                                "inconsistent use of tabs and spaces in indentation");
    }
    line->indent_count = top + 1;
    return true;
}

static void pop_blocks(PhAccept *accept, PhNodeId node)
{
    while (accept->blocks.count > 0) {
        const PhAcceptBlock *block = &accept->blocks.items[accept->blocks.count - 1];
        if (node < block->limit) {
            break;
        }
        accept->block_depth -= block->is_inline ? 0 : 1;
        accept->blocks.count--;
    }
}

bool ph_accept_block(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    if (ph_accept_first(tree, node) == PH_NODE_NONE) {
        return ph_accept_refuse(accept, node, "expected an indented block");
    }
    pop_blocks(accept, node);
    PH_VEC_PUSH(accept->arena, &accept->blocks,
                ((PhAcceptBlock){.limit = tree->limits[node]}));
    accept->block_depth++;
    return true;
}

static bool begin_line(PhAccept *accept, PhNodeId node)
{
    PhAcceptLine *line = &accept->line;
    if (line->pending == PH_PENDING_NONE) {
        return ph_accept_refuse(accept, node, "invalid syntax");
    }
    if (!move_indent(accept, node)) {
        return false;
    }
    pop_blocks(accept, node);
    if (accept->blocks.count > 0) {
        PhAcceptBlock *block = &accept->blocks.items[accept->blocks.count - 1];
        if (block->is_inline) {
            return ph_accept_refuse(accept, node, "unexpected indent");
        }
        block->is_started = true;
    }
    if (line->indent_count == accept->block_depth + 1) {
        return true;
    }
    return ph_accept_refuse(accept, node,
                            line->indent_count > accept->block_depth + 1
                                ? "unexpected indent"
                                : "expected an indented block");
}

static bool go_on(PhAccept *accept, PhNodeId node)
{
    if (accept->line.pending == PH_PENDING_NONE) {
        return true;
    }
    pop_blocks(accept, node);
    PhKind before = accept->line.last_kind;
    if (accept->line.pending == PH_PENDING_COMPOUND ||
        (before != PH_TOKEN_SEMICOLON && before != PH_TOKEN_COLON)) {
        return ph_accept_refuse(accept, node, "invalid syntax");
    }
    if (accept->blocks.count > 0) {
        PhAcceptBlock *block = &accept->blocks.items[accept->blocks.count - 1];
        if (!block->is_started) {
            block->is_started = true;
            block->is_inline = true;
            accept->block_depth--;
        }
    }
    return true;
}

bool ph_accept_token_slow(PhAccept *accept, PhNodeId node)
{
    PhAcceptLine *line = &accept->line;
    if (!ph_accept_gap(accept, accept->tree->starts[node], node)) {
        return false;
    }
    if (!(line->has_newline ? begin_line(accept, node) : go_on(accept, node))) {
        return false;
    }
    line->has_newline = false;
    line->pending = PH_PENDING_NONE;
    line->last_end = accept->tree->ends[node];
    line->last_kind = accept->tree->kinds[node];
    return true;
}

bool ph_accept_end(PhAccept *accept)
{
    return ph_accept_gap(accept, (uint32_t)accept->tree->text.len, PH_NODE_NONE);
}
