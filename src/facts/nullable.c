/*
 * nullable: does an annotation allow None as it is written?
 *
 * Proved for `Optional[..]`, `.. | None`, `Union[.., None]`, None, Any and object. What an
 * alias stands for is not looked up: refuted means that the text does not say so.
 */

#include "facts/flow.h"

/* The last name of `a.b.Name`, of `Name`, and of what stands before `[`. */
static PhBytes last_name(const PhTree *tree, PhNodeId node)
{
    PhKind kind = ph_tree_kind(tree, node);
    if (kind == PH_KIND_SUBSCRIPT || kind == PH_KIND_GENERIC_TYPE) {
        node = ph_tree_first_named(tree, node);
    }
    if (ph_tree_kind(tree, node) == PH_KIND_ATTRIBUTE) {
        node = ph_tree_child(tree, node, PH_FIELD_ATTRIBUTE);
    }
    return ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER ? ph_tree_text(tree, node)
                                                          : PH_BYTES("");
}

PhAnswer ph_fact_nullable(const PhFactQuery *query)
{
    static const char *const k_wide[] = {"Any", "None", "Optional", "object"};
    const PhTree *tree = query->facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    PhNodeId at = node;
    while (node != PH_NODE_NONE && at < ph_tree_limit(tree, node)) {
        PhBytes name = last_name(tree, at);
        if (ph_tree_kind(tree, at) == PH_KIND_NONE ||
            ph_bytes_is_one_of(name, k_wide, PH_COUNT_OF(k_wide))) {
            return ph_answer(PH_PROVED);
        }
        /* In the brackets of anything but these None is a part of the value. */
        bool is_member_in =
            name.len == 0 || ph_bytes_is(name, "Union") || ph_bytes_is(name, "Annotated");
        at = is_member_in ? at + 1 : ph_tree_limit(tree, at);
    }
    return ph_answer(PH_REFUTED);
}
