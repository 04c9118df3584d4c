#include "template/indent.h"

#include "syntax/walk.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\f';
}

bool ph_indent_before(const PhTree *tree, PhNodeId statement, PhBytes *indent_out)
{
    uint32_t end = tree->starts[statement];
    uint32_t start = end;
    while (start > 0 && is_blank(tree->text.ptr[start - 1])) {
        start--;
    }
    /* A byte-order mark stands before the first line. */
    bool is_first =
        start == 0 || ph_byte_is_line_end(tree->text.ptr[start - 1]) ||
        (start == 3 && ph_bytes_starts_with(tree->text, PH_BYTES("\xef\xbb\xbf")));
    for (uint32_t at = start; at < end; at++) {
        if (tree->text.ptr[at] == '\f') { /* it starts the line's column anew */
            start = at + 1;
        }
    }
    *indent_out = ph_bytes_slice(tree->text, start, end);
    return is_first;
}

/* The indentation of a block over that of the statement that owns it; empty: unknown. */
static PhBytes step_of(const PhTree *tree, PhNodeId block)
{
    PhBytes outer;
    PhBytes inner;
    PhNodeId first = ph_tree_first_named(tree, block);
    PhNodeId owner = ph_tree_statement_of(tree, ph_tree_parent(tree, block));
    bool is_known = first != PH_NODE_NONE && owner != PH_NODE_NONE &&
                    ph_indent_before(tree, first, &inner) &&
                    ph_indent_before(tree, owner, &outer) &&
                    ph_bytes_starts_with(inner, outer);
    return is_known ? ph_bytes_slice(inner, outer.len, inner.len) : PH_BYTES("");
}

PhBytes ph_indent_unit(const PhTree *tree, PhNodeId statement)
{
    PhNodeId block = ph_tree_parent(tree, statement);
    PhBytes unit = PH_BYTES("");
    if (block != PH_NODE_NONE && ph_tree_kind(tree, block) == PH_KIND_BLOCK) {
        unit = step_of(tree, block);
    }
    for (PhNodeId node = 0; unit.len == 0 && node < tree->count; node++) {
        if (ph_tree_kind(tree, node) == PH_KIND_BLOCK) {
            unit = step_of(tree, node);
        }
    }
    return unit.len > 0 ? unit : PH_BYTES("    ");
}

/* What kind of line begins at `offset`: nothing to move, text of a string, or code. */
static bool is_inside_string(const PhTree *tree, uint32_t offset)
{
    for (PhNodeId up = ph_tree_deepest_at(tree, offset); up != PH_NODE_NONE;
         up = ph_tree_parent(tree, up)) {
        if (ph_tree_kind(tree, up) == PH_KIND_STRING) {
            return tree->starts[up] < offset;
        }
    }
    return false;
}

static bool begins_statement(const PhTree *tree, uint32_t offset)
{
    PhNodeId node = ph_tree_first_from(tree, offset);
    while (node < tree->count && ph_kind_is_extra(ph_tree_kind(tree, node))) {
        node++;
    }
    PhNodeId statement =
        node < tree->count ? ph_tree_statement_of(tree, node) : PH_NODE_NONE;
    return statement != PH_NODE_NONE && tree->starts[statement] == tree->starts[node];
}

bool ph_indent_move(PhBuf *buf, const PhTree *tree, PhSpan span, PhBytes old_indent,
                    PhBytes new_indent)
{
    PhBytes text = tree->text;
    uint32_t at = span.start;
    while (at < span.end) {
        uint32_t line = at;
        while (at < span.end && !ph_byte_is_line_end(text.ptr[at])) {
            at++;
        }
        bool is_pair =
            at + 1 < span.end && text.ptr[at] == '\r' && text.ptr[at + 1] == '\n';
        at += is_pair ? 2 : at < span.end ? 1 : 0;
        ph_buf_add(buf, ph_bytes_slice(text, line, at));
        PhBytes rest = ph_bytes_slice(text, at, span.end);
        bool is_empty = rest.len == 0 || ph_byte_is_line_end(rest.ptr[0]);
        if (is_empty || is_inside_string(tree, at)) {
            continue;
        }
        if (ph_bytes_starts_with(rest, old_indent)) {
            ph_buf_add(buf, new_indent);
            at += (uint32_t)old_indent.len;
        } else if (begins_statement(tree, at)) {
            return false;
        }
    }
    return true;
}
