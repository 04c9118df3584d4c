/* Mapping patterns: what a key may be, which keys are the same, and the rest at the end. */

#include <stdlib.h>

#include "syntax/accept_state.h"

static bool is_key(const PhTree *tree, PhNodeId key)
{
    switch (tree->kinds[key]) {
    case PH_KIND_DOTTED_NAME:
        return ph_accept_find(tree, key, PH_TOKEN_DOT) != PH_NODE_NONE;
    case PH_KIND_STRING:
    case PH_KIND_CONCATENATED_STRING:
    case PH_KIND_INTEGER:
    case PH_KIND_FLOAT:
    case PH_KIND_COMPLEX_PATTERN:
    case PH_KIND_TRUE:
    case PH_KIND_FALSE:
    case PH_KIND_NONE:
    case PH_TOKEN_MINUS: return true;
    default: return false;
    }
}

typedef struct PhKeyValue {
    double number;
    PhBytes text; /* of a string without its quotes; empty for a number */
    PhNodeId node;
} PhKeyValue;

typedef PH_VEC(PhKeyValue) PhKeyVec;

/* The value of a number without underscores; what is too long for that is no key here. */
static bool number_value(PhBytes text, double *out)
{
    char digits[64] = {0};
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (len + 1 == sizeof(digits)) {
            return false;
        }
        digits[len] = text.ptr[i];
        len += text.ptr[i] != '_';
    }
    digits[len] = '\0';
    char second = digits[1];
    bool is_octal = second == 'o' || second == 'O';
    if (is_octal || second == 'b' || second == 'B') {
        *out = (double)strtoull(digits + 2, NULL, is_octal ? 8 : 2);
        return true;
    }
    char *end;
    *out = strtod(digits, &end);
    return *end == '\0';
}

/* Keys that CPython finds equal; those that need more than a look are left alone. */
static bool key_value(const PhTree *tree, PhNodeId key, PhKeyValue *out)
{
    *out = (PhKeyValue){.node = key};
    PhBytes text = ph_tree_text(tree, key);
    switch (tree->kinds[key]) {
    case PH_KIND_TRUE: out->number = 1; return true;
    case PH_KIND_FALSE: return true;
    case PH_KIND_INTEGER:
    case PH_KIND_FLOAT: return number_value(text, &out->number);
    case PH_KIND_STRING: {
        char quote = text.ptr[0];
        bool is_plain = (quote == '"' || quote == '\'') && text.len > 2 &&
                        text.ptr[1] != quote && memchr(text.ptr, '\\', text.len) == NULL;
        out->text = is_plain ? ph_bytes_slice(text, 1, text.len - 1) : text;
        return true;
    }
    default: return false;
    }
}

static int compare_keys(const void *a, const void *b)
{
    const PhKeyValue *left = a;
    const PhKeyValue *right = b;
    if (left->number < right->number || left->number > right->number) {
        return left->number < right->number ? -1 : 1;
    }
    return ph_bytes_compare(left->text, right->text);
}

static bool check_keys(PhAccept *accept, PhKeyVec *keys)
{
    if (keys->count > 1) {
        qsort(keys->items, keys->count, sizeof(PhKeyValue), compare_keys);
    }
    for (size_t i = 1; i < keys->count; i++) {
        if (compare_keys(&keys->items[i], &keys->items[i - 1]) == 0) {
            return ph_accept_refuse(accept, keys->items[i].node,
                                    "mapping pattern checks duplicate key");
        }
    }
    return true;
}

static void push_key(PhArena *arena, PhKeyVec *keys, PhKeyValue key)
{
    PH_VEC_PUSH(arena, keys, key);
}

static bool add_key(PhAccept *accept, PhKeyVec *keys, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    if (!is_key(tree, node)) {
        return ph_accept_refuse(
            accept, node,
            "mapping pattern keys may only match literals and attribute lookups");
    }
    PhKeyValue key;
    if (key_value(tree, node, &key)) {
        key.number = tree->kinds[node - 1] == PH_TOKEN_MINUS ? -key.number : key.number;
        push_key(accept->arena, keys, key);
    }
    return true;
}

static bool check_value(PhAccept *accept, PhNodeId node)
{
    PhKind inner = accept->tree->kinds[ph_accept_first(accept->tree, node)];
    return (inner != PH_KIND_SPLAT_PATTERN && inner != PH_KIND_KEYWORD_PATTERN) ||
           ph_accept_refuse(accept, node, "invalid syntax");
}

static bool check_rest(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    return (tree->kinds[node + 1] == PH_TOKEN_DOUBLE_STAR &&
            ph_accept_find(tree, node, PH_TOKEN_UNDERSCORE) == PH_NODE_NONE) ||
           ph_accept_refuse(accept, node, "invalid syntax");
}

static bool check_item(PhAccept *accept, PhKeyVec *keys, PhNodeId node)
{
    if (accept->tree->fields[node] == PH_FIELD_KEY) {
        return add_key(accept, keys, node);
    }
    if (accept->tree->fields[node] == PH_FIELD_VALUE) {
        return check_value(accept, node);
    }
    return accept->tree->kinds[node] != PH_KIND_SPLAT_PATTERN || check_rest(accept, node);
}

bool ph_accept_mapping(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhNodeId rest = PH_NODE_NONE;
    PhKeyVec keys = {0};
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (rest != PH_NODE_NONE && ph_kind_is_named(tree->kinds[child])) {
            return ph_accept_refuse(accept, rest,
                                    "double star pattern must be last in a mapping");
        }
        if (!check_item(accept, &keys, child)) {
            return false;
        }
        rest = tree->kinds[child] == PH_KIND_SPLAT_PATTERN ? child : rest;
    }
    return check_keys(accept, &keys);
}
