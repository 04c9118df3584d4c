#include "syntax/dump.h"

#include "base/utf8.h"

static void add_place(const PhLines *lines, uint32_t offset, PhBuf *out)
{
    PhPlace place = ph_lines_place(lines, offset);
    ph_buf_printf(out, "%u:%u", place.line, place.column);
}

static void add_node(const PhTree *tree, PhNodeId node, const PhLines *lines, PhBuf *out)
{
    PhKind kind = ph_tree_kind(tree, node);
    PhField field = ph_tree_field(tree, node);
    bool is_token = !ph_kind_is_named(kind) && !ph_kind_is_extra(kind);
    if (field != PH_FIELD_NONE) {
        ph_buf_printf(out, "%s: ", ph_field_name(field));
    }
    if (is_token) {
        ph_buf_add_char(out, '"');
        ph_buf_add_visible(out, ph_tree_text(tree, node));
        ph_buf_add_str(out, "\" ");
    } else {
        ph_buf_printf(out, "%s ", ph_kind_name(kind));
    }
    add_place(lines, tree->starts[node], out);
    ph_buf_add_char(out, '-');
    add_place(lines, tree->ends[node], out);
    if (!is_token && ph_tree_is_leaf(tree, node)) {
        ph_buf_add_char(out, ' ');
        ph_buf_add_visible(out, ph_tree_text(tree, node));
    }
    ph_buf_add_char(out, '\n');
}

void ph_dump_tree(const PhTree *tree, const PhLines *lines, PhBuf *out)
{
    /* The way from one node to the next in preorder climbs to the next node's parent. */
    PhNodeId above = PH_NODE_NONE;
    size_t depth = 0;
    for (PhNodeId node = 0; node < tree->count; node++) {
        for (; above != tree->parents[node]; above = tree->parents[above]) {
            depth--;
        }
        ph_buf_add_repeated(out, ' ', depth * 2);
        add_node(tree, node, lines, out);
        above = node;
        depth++;
    }
}

static bool is_statement(PhKind kind)
{
    switch (kind) {
    case PH_KIND_ASSERT_STATEMENT:
    case PH_KIND_BREAK_STATEMENT:
    case PH_KIND_CLASS_DEFINITION:
    case PH_KIND_CONTINUE_STATEMENT:
    case PH_KIND_DECORATED_DEFINITION:
    case PH_KIND_DELETE_STATEMENT:
    case PH_KIND_ELIF_CLAUSE:
    case PH_KIND_EXEC_STATEMENT:
    case PH_KIND_EXPRESSION_STATEMENT:
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_FUNCTION_DEFINITION:
    case PH_KIND_FUTURE_IMPORT_STATEMENT:
    case PH_KIND_GLOBAL_STATEMENT:
    case PH_KIND_IF_STATEMENT:
    case PH_KIND_IMPORT_FROM_STATEMENT:
    case PH_KIND_IMPORT_STATEMENT:
    case PH_KIND_MATCH_STATEMENT:
    case PH_KIND_NONLOCAL_STATEMENT:
    case PH_KIND_PASS_STATEMENT:
    case PH_KIND_PRINT_STATEMENT:
    case PH_KIND_RAISE_STATEMENT:
    case PH_KIND_RETURN_STATEMENT:
    case PH_KIND_TRY_STATEMENT:
    case PH_KIND_TYPE_ALIAS_STATEMENT:
    case PH_KIND_WHILE_STATEMENT:
    case PH_KIND_WITH_STATEMENT: return true;
    default: return false;
    }
}

/* Where the code of a statement ends: comments below the last statement of a block are
 * children of the block, but no part of a statement. */
static uint32_t statement_end(const PhTree *tree, PhNodeId statement)
{
    PhNodeId last = tree->limits[statement] - 1;
    while (last > statement &&
           (!ph_tree_is_leaf(tree, last) || ph_kind_is_extra(tree->kinds[last]))) {
        last--;
    }
    return tree->ends[last];
}

static void add_json_string(PhBytes text, PhBuf *out)
{
    ph_buf_add_char(out, '"');
    for (size_t offset = 0; offset < text.len;) {
        uint32_t code = 0;
        size_t len = ph_utf8_decode(text, offset, &code);
        unsigned char byte = (unsigned char)text.ptr[offset];
        if (len == 0) {
            ph_buf_printf(out, "\\udc%02x", byte);
            len = 1;
        } else if (byte < 0x20) {
            ph_buf_printf(out, "\\u%04x", byte);
        } else {
            if (byte == '"' || byte == '\\') {
                ph_buf_add_char(out, '\\');
            }
            ph_buf_add(out, ph_bytes_slice(text, offset, offset + len));
        }
        offset += len;
    }
    ph_buf_add_char(out, '"');
}

void ph_dump_statements(const PhTree *tree, PhBytes path, PhBuf *out)
{
    ph_buf_add_str(out, "{\"path\": ");
    add_json_string(path, out);
    ph_buf_add_str(out, ", \"statements\": [");
    const char *separator = "";
    for (PhNodeId node = 0; node < tree->count; node++) {
        PhKind kind = ph_tree_kind(tree, node);
        if (is_statement(kind)) {
            ph_buf_printf(out, "%s[\"%s\", %u, %u]", separator, ph_kind_name(kind),
                          tree->starts[node], statement_end(tree, node));
            separator = ", ";
        }
    }
    ph_buf_add_str(out, "]}\n");
}
