/*
 * groupless: is the expression the literal text of a regular expression without groups?
 *
 * Then a match has nothing but its whole text. A parenthesis counts as a group unless it is
 * escaped, stands in a class of characters, or begins with `?` and is no named group. What
 * may be a comment of the verbose form is not looked through.
 */

#include "facts/flow.h"
#include "syntax/walk.h"

static bool has_group(PhBytes text)
{
    bool in_class = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\\') {
            i++;
        } else if (in_class) {
            in_class = c != ']';
        } else if (c == '[') {
            in_class = true;
            /* A bracket that stands first is one of the characters. */
            i += i + 1 < text.len && text.ptr[i + 1] == '^' ? 1 : 0;
            i += i + 1 < text.len && text.ptr[i + 1] == ']' ? 1 : 0;
        } else if (c == '#') {
            return true;
        } else if (c == '(') {
            bool is_special = i + 1 < text.len && text.ptr[i + 1] == '?';
            bool is_named = is_special && i + 2 < text.len && text.ptr[i + 2] == 'P';
            if (!is_special || is_named) {
                return true;
            }
        }
    }
    return false;
}

PhAnswer ph_fact_groupless(const PhFactQuery *query)
{
    const PhTree *tree = query->facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    PhNodeId string = node == PH_NODE_NONE ? node : ph_tree_strip_parens(tree, node);
    if (ph_tree_kind(tree, string) != PH_KIND_STRING ||
        ph_string_is_formatted(tree, string) || ph_string_is_template(tree, string) ||
        ph_string_is_bytes(tree, string)) {
        return ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("no literal text"));
    }
    PhBytes prefix = ph_string_prefix(tree, string);
    bool is_raw = prefix.len > 0 && (prefix.ptr[0] | 0x20) == 'r';
    PhBytes text = ph_tree_text(tree, string);
    /* Written out, `"\x28"` is a parenthesis. */
    bool is_plain = is_raw || memchr(text.ptr, '\\', text.len) == NULL;
    if (!is_plain) {
        return ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("a text with escapes"));
    }
    return has_group(text)
               ? ph_flow_answer(PH_REFUTED, node, PH_BYTES("it may have a group"))
               : ph_answer(PH_PROVED);
}
