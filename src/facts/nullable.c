/*
 * nullable: does an annotation allow None as it is written?
 *
 * Proved for `Optional[..]`, `.. | None`, `Union[.., None]`, Any and object. What an alias
 * stands for is not looked up: refuted means that the text does not say so.
 */

#include "facts/flow.h"

/* `typing.Optional` and `Optional` alike, but nothing inside of brackets. */
static bool is_dotted(PhBytes text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!ph_byte_is_word(text.ptr[i]) && text.ptr[i] != '.') {
            return false;
        }
    }
    return true;
}

PhAnswer ph_fact_nullable(const PhFactQuery *query)
{
    const PhTree *tree = query->facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    for (PhNodeId at = node; node != PH_NODE_NONE && at < ph_tree_limit(tree, node); at++) {
        PhKind kind = ph_tree_kind(tree, at);
        PhBytes text = ph_tree_text(tree, at);
        bool is_none = kind == PH_KIND_NONE;
        bool is_wide = kind == PH_KIND_IDENTIFIER &&
                       (ph_bytes_is(text, "Optional") || ph_bytes_is(text, "Any") ||
                        ph_bytes_is(text, "object"));
        bool is_outer =
            at == node || ph_tree_limit(tree, at) == ph_tree_limit(tree, node) ||
            is_dotted(ph_bytes_slice(tree->text, tree->starts[node], tree->starts[at]));
        if (is_none || (is_wide && is_outer)) {
            return ph_answer(PH_PROVED);
        }
    }
    return ph_answer(PH_REFUTED);
}
