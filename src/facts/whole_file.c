/*
 * whole_file: is the value all that a file holds, read at once?
 *
 * `f.read()` without a size, `path.read_bytes()` and `path.read_text()`; or a name that is
 * stored once, with one of these.
 */

#include "facts/flow.h"
#include "facts/sole.h"
#include "syntax/walk.h"

static bool reads_all(const PhTree *tree, PhNodeId call)
{
    static const char *const k_readers[] = {"read", "read_bytes", "read_text"};
    PhNodeId object;
    PhBytes name = ph_call_method(tree, call, &object);
    if (name.len == 0) {
        return false;
    }
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    return ph_bytes_is_one_of(name, k_readers, PH_COUNT_OF(k_readers)) &&
           (!ph_bytes_is(name, "read") || ph_tree_first_named(tree, list) == PH_NODE_NONE);
}

PhAnswer ph_fact_whole_file(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_REFUTED);
    }
    node = ph_tree_strip_parens(tree, node);
    node =
        ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER ? ph_sole_value(facts, node) : node;
    if (ph_tree_kind(tree, node) == PH_KIND_AWAIT) {
        node = ph_tree_first_named(tree, node);
    }
    return ph_answer(reads_all(tree, node) ? PH_PROVED : PH_REFUTED);
}
