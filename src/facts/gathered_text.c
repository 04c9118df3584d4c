/*
 * gathered_text: is the value joined, with something between, from a list that the function
 * made, or the contents of a buffer in memory?
 *
 * `"\n".join(lines)` of a variable or a comprehension, and `getvalue()` of what io.StringIO
 * or io.BytesIO made; or a name that is stored once, with one of these.
 */

#include "facts/flow.h"
#include "facts/made_by.h"
#include "facts/sole.h"

static bool is_separator(const PhTree *tree, PhNodeId node)
{
    /* An empty literal has a beginning and an end, and nothing between. */
    return ph_tree_kind(tree, node) != PH_KIND_STRING || tree->limits[node] - node > 3;
}

static bool is_gathered(PhFacts *facts, PhNodeId call)
{
    static const char *const k_buffers[] = {"io.StringIO", "io.BytesIO"};
    const PhTree *tree = facts->tree;
    PhNodeId function = ph_tree_kind(tree, call) == PH_KIND_CALL
                            ? ph_tree_child(tree, call, PH_FIELD_FUNCTION)
                            : PH_NODE_NONE;
    if (ph_tree_kind(tree, function) != PH_KIND_ATTRIBUTE) {
        return false;
    }
    PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
    if (ph_bytes_is(name, "getvalue")) {
        PhAnswer made = ph_made_by(facts, object, k_buffers, PH_COUNT_OF(k_buffers));
        return made.verdict == PH_PROVED;
    }
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    PhNodeId first = ph_tree_kind(tree, list) == PH_KIND_GENERATOR_EXPRESSION
                         ? list
                         : ph_tree_first_named(tree, list);
    PhKind kind = ph_tree_kind(tree, first);
    bool is_list = kind == PH_KIND_IDENTIFIER || kind == PH_KIND_LIST_COMPREHENSION ||
                   kind == PH_KIND_GENERATOR_EXPRESSION;
    return ph_bytes_is(name, "join") && is_list && is_separator(tree, object);
}

PhAnswer ph_fact_gathered_text(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_REFUTED);
    }
    node = ph_tree_strip_parens(facts->tree, node);
    if (ph_sole_binding(facts, node) != PH_BINDING_NONE) {
        node = ph_sole_value(facts, node);
    }
    return ph_answer(is_gathered(facts, node) ? PH_PROVED : PH_REFUTED);
}
