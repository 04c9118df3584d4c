#include "template/literal.h"

#include "base/buf.h"
#include "syntax/walk.h"

typedef enum PhTextClass {
    PH_TEXT_OTHER,
    PH_TEXT_STR,
    PH_TEXT_BYTES,
} PhTextClass;

/* The content of one simple literal. */
static PhTextClass simple_text(const PhTree *tree, PhNodeId string, PhBytes *content_out)
{
    PhBytes text = ph_tree_text(tree, string);
    PhBytes prefix = ph_string_prefix(tree, string);
    PhBytes quoted = ph_bytes_slice(text, prefix.len, text.len);
    bool is_tripled =
        quoted.len >= 6 && quoted.ptr[0] == quoted.ptr[1] && quoted.ptr[1] == quoted.ptr[2];
    size_t quotes = is_tripled ? 3 : 1;
    if (quoted.len < 2 || ph_string_is_formatted(tree, string) ||
        ph_string_is_template(tree, string) ||
        ph_bytes_find(text, PH_BYTES("\\"), 0) != PH_NOT_FOUND ||
        ph_bytes_find(text, PH_BYTES("\r"), 0) != PH_NOT_FOUND) {
        return PH_TEXT_OTHER;
    }
    *content_out = ph_bytes_slice(quoted, quotes, quoted.len - quotes);
    return ph_string_is_bytes(tree, string) ? PH_TEXT_BYTES : PH_TEXT_STR;
}

/* The value of one literal or several in a row, which must be of one class. */
static PhTextClass value_of(const PhTree *tree, PhNodeId node, PhBuf *value)
{
    PhTextClass class = PH_TEXT_OTHER;
    PhBytes content;
    if (ph_tree_kind(tree, node) == PH_KIND_STRING) {
        class = simple_text(tree, node, &content);
        if (class != PH_TEXT_OTHER) {
            ph_buf_add(value, content);
        }
        return class;
    }
    for (PhNodeId part = ph_tree_first_named(tree, node); part != PH_NODE_NONE;
         part = ph_tree_next_named(tree, part)) {
        PhTextClass one = ph_tree_kind(tree, part) == PH_KIND_STRING
                              ? simple_text(tree, part, &content)
                              : PH_TEXT_OTHER;
        if (one == PH_TEXT_OTHER || (class != PH_TEXT_OTHER && class != one)) {
            return PH_TEXT_OTHER;
        }
        class = one;
        ph_buf_add(value, content);
    }
    return class;
}

bool ph_literal_equal(const PhTree *a_tree, PhNodeId a, const PhTree *b_tree, PhNodeId b)
{
    PhBytes a_text = ph_tree_text(a_tree, a);
    PhBytes b_text = ph_tree_text(b_tree, b);
    if (ph_bytes_equal(a_text, b_text)) {
        return true;
    }
    PhBuf a_value = {0};
    PhBuf b_value = {0};
    PhTextClass class = value_of(a_tree, a, &a_value);
    bool is_equal = class != PH_TEXT_OTHER && value_of(b_tree, b, &b_value) == class &&
                    ph_bytes_equal(ph_buf_bytes(&a_value), ph_buf_bytes(&b_value));
    ph_buf_release(&a_value);
    ph_buf_release(&b_value);
    return is_equal;
}

bool ph_literal_is_text(const PhTree *tree, PhNodeId node)
{
    PhKind kind = ph_tree_kind(tree, node);
    if (kind != PH_KIND_STRING && kind != PH_KIND_CONCATENATED_STRING) {
        return false;
    }
    for (PhNodeId at = node; at < ph_tree_limit(tree, node); at++) {
        if (ph_tree_kind(tree, at) == PH_KIND_STRING &&
            (ph_string_is_bytes(tree, at) || ph_string_is_formatted(tree, at) ||
             ph_string_is_template(tree, at))) {
            return false;
        }
    }
    return true;
}

bool ph_has_trailing_comma(const PhTree *tree, PhNodeId node)
{
    bool is_comma = false;
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        PhKind kind = ph_tree_kind(tree, child);
        if (kind == PH_TOKEN_COMMA || ph_kind_is_named(kind)) {
            is_comma = kind == PH_TOKEN_COMMA;
        }
    }
    return is_comma;
}

static bool has_comma(const PhTree *tree, PhNodeId node)
{
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (ph_tree_kind(tree, child) == PH_TOKEN_COMMA) {
            return true;
        }
    }
    return false;
}

/* Elements that a comma would part. */
static uint32_t element_count(const PhTree *tree, PhNodeId node)
{
    PhKind kind = ph_tree_kind(tree, node);
    uint32_t count = 0;
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        count +=
            kind == PH_KIND_CASE_CLAUSE ? ph_tree_kind(tree, child) == PH_KIND_CASE_PATTERN
            : kind == PH_KIND_SUBSCRIPT ? ph_tree_field(tree, child) == PH_FIELD_SUBSCRIPT
                                        : ph_kind_is_named(ph_tree_kind(tree, child));
    }
    return count;
}

bool ph_comma_differs(const PhTree *pattern, PhNodeId pattern_node, const PhTree *tree,
                      PhNodeId node)
{
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_CASE_CLAUSE:
    case PH_KIND_SUBSCRIPT:
    case PH_KIND_TUPLE_PATTERN:
        return element_count(tree, node) == 1 &&
               has_comma(tree, node) != has_comma(pattern, pattern_node);
    default: return false;
    }
}
