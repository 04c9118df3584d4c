#include "syntax/walk.h"

PhNodeId ph_tree_statement_of(const PhTree *tree, PhNodeId node)
{
    while (node != PH_NODE_NONE) {
        PhNodeId parent = ph_tree_parent(tree, node);
        PhKind kind = ph_tree_kind(tree, parent);
        if (kind == PH_KIND_BLOCK || kind == PH_KIND_MODULE) {
            return node;
        }
        node = parent;
    }
    return PH_NODE_NONE;
}

PhNodeId ph_tree_nearest(const PhTree *tree, PhNodeId node, PhKind kind)
{
    while (node != PH_NODE_NONE && ph_tree_kind(tree, node) != kind) {
        node = ph_tree_parent(tree, node);
    }
    return node;
}

PhNodeId ph_tree_nth_named(const PhTree *tree, PhNodeId node, uint32_t n)
{
    PhNodeId child = ph_tree_first_named(tree, node);
    for (; n > 0 && child != PH_NODE_NONE; n--) {
        child = ph_tree_next_named(tree, child);
    }
    return child;
}

PhNodeId ph_tree_first_from(const PhTree *tree, uint32_t offset)
{
    /* In preorder a parent comes first and starts no later, so starts never fall. */
    PhNodeId low = 0;
    PhNodeId high = tree->count;
    while (low < high) {
        PhNodeId middle = low + (high - low) / 2;
        if (tree->starts[middle] < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

PhNodeId ph_tree_deepest_at(const PhTree *tree, uint32_t offset)
{
    PhNodeId node = ph_tree_first_from(tree, offset + 1);
    node = node > 0 ? node - 1 : 0;
    while (ph_tree_parent(tree, node) != PH_NODE_NONE && tree->ends[node] <= offset) {
        node = ph_tree_parent(tree, node);
    }
    return node;
}

PhNodeId ph_tree_first_suite(const PhTree *tree, PhNodeId node)
{
    for (PhNodeId one = node; one < ph_tree_limit(tree, node); one++) {
        if (ph_tree_kind(tree, one) == PH_KIND_BLOCK) {
            return one;
        }
    }
    return PH_NODE_NONE;
}

PhBytes ph_string_prefix(const PhTree *tree, PhNodeId string)
{
    PhBytes text = ph_tree_text(tree, string);
    size_t len = 0;
    while (len < text.len && text.ptr[len] != '"' && text.ptr[len] != '\'') {
        len++;
    }
    return ph_bytes_slice(text, 0, len);
}

static bool prefix_has(const PhTree *tree, PhNodeId string, char lower)
{
    PhBytes prefix = ph_string_prefix(tree, string);
    for (size_t i = 0; i < prefix.len; i++) {
        if ((prefix.ptr[i] | 0x20) == lower) {
            return true;
        }
    }
    return false;
}

bool ph_string_is_bytes(const PhTree *tree, PhNodeId string)
{
    return prefix_has(tree, string, 'b');
}

bool ph_string_is_formatted(const PhTree *tree, PhNodeId string)
{
    return prefix_has(tree, string, 'f');
}

bool ph_string_is_template(const PhTree *tree, PhNodeId string)
{
    return prefix_has(tree, string, 't');
}

PhNodeId ph_call_of(const PhTree *tree, PhNodeId function)
{
    PhNodeId callee = ph_tree_out_of_parens(tree, function);
    PhNodeId call = ph_tree_parent(tree, callee);
    bool is_called = ph_tree_kind(tree, call) == PH_KIND_CALL &&
                     tree->fields[callee] == PH_FIELD_FUNCTION;
    return is_called ? call : PH_NODE_NONE;
}

bool ph_call_positional(const PhTree *tree, PhNodeId call, PhNodeId *args,
                        uint32_t capacity, uint32_t *count_out)
{
    *count_out = 0;
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    if (ph_tree_kind(tree, list) != PH_KIND_ARGUMENT_LIST) {
        return false;
    }
    for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        PhKind kind = ph_tree_kind(tree, arg);
        if (kind == PH_KIND_KEYWORD_ARGUMENT || kind == PH_KIND_LIST_SPLAT ||
            kind == PH_KIND_DICTIONARY_SPLAT || *count_out == capacity) {
            return false;
        }
        args[(*count_out)++] = arg;
    }
    return true;
}

PhBytes ph_string_value(const PhTree *tree, PhNodeId string)
{
    PhBytes text = string == PH_NODE_NONE ? PH_BYTES("") : ph_tree_text(tree, string);
    bool is_plain = ph_tree_kind(tree, string) == PH_KIND_STRING && text.len >= 2 &&
                    (text.ptr[0] == '"' || text.ptr[0] == '\'') &&
                    ph_bytes_find(text, PH_BYTES("\\"), 0) == PH_NOT_FOUND;
    if (!is_plain) {
        return PH_BYTES("");
    }
    size_t quotes =
        text.len >= 6 && text.ptr[1] == text.ptr[0] && text.ptr[2] == text.ptr[0] ? 3 : 1;
    return ph_bytes_slice(text, quotes, text.len - quotes);
}

PhNodeId ph_call_taking(const PhTree *tree, PhNodeId arg)
{
    PhNodeId parent = ph_tree_parent(tree, arg);
    if (ph_tree_kind(tree, parent) == PH_KIND_KEYWORD_ARGUMENT) {
        parent = ph_tree_parent(tree, parent);
    }
    PhNodeId call = ph_tree_kind(tree, parent) == PH_KIND_ARGUMENT_LIST
                        ? ph_tree_parent(tree, parent)
                        : PH_NODE_NONE;
    return ph_tree_kind(tree, call) == PH_KIND_CALL ? call : PH_NODE_NONE;
}

PhBytes ph_call_name(const PhTree *tree, PhNodeId call)
{
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        function = ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE);
    }
    return ph_tree_text(tree, function);
}

PhBytes ph_call_method(const PhTree *tree, PhNodeId call, PhNodeId *object_out)
{
    PhNodeId function = ph_tree_kind(tree, call) == PH_KIND_CALL
                            ? ph_tree_child(tree, call, PH_FIELD_FUNCTION)
                            : PH_NODE_NONE;
    if (ph_tree_kind(tree, function) != PH_KIND_ATTRIBUTE) {
        return (PhBytes){0};
    }
    *object_out = ph_tree_child(tree, function, PH_FIELD_OBJECT);
    return ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
}
