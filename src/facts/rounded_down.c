/* rounded_down: is the value of the expression made an int at once, by int(), math.floor()
 * or `// 1`? */

#include "facts/flow.h"

PhAnswer ph_fact_rounded_down(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_REFUTED);
    }
    node = ph_tree_out_of_parens(tree, node);
    PhNodeId parent = ph_tree_parent(tree, node);
    PhNodeId other = ph_tree_child(tree, parent, PH_FIELD_RIGHT);
    if (ph_tree_kind(tree, parent) == PH_KIND_BINARY_OPERATOR) {
        PhNodeId sign = ph_tree_child(tree, parent, PH_FIELD_OPERATOR);
        bool is_floor = other != node && ph_bytes_is(ph_tree_text(tree, sign), "//") &&
                        ph_bytes_is(ph_tree_text(tree, other), "1");
        return ph_answer(is_floor ? PH_PROVED : PH_REFUTED);
    }
    PhNodeId call = ph_tree_parent(tree, parent);
    PhNodeId arg;
    if (ph_tree_kind(tree, parent) != PH_KIND_ARGUMENT_LIST) {
        return ph_answer(PH_REFUTED);
    }
    bool is_int = ph_flow_is_builtin_call(facts, call, "int", &arg) && arg == node;
    bool is_floor = ph_tree_kind(tree, call) == PH_KIND_CALL &&
                    ph_facts_means(facts, ph_tree_child(tree, call, PH_FIELD_FUNCTION),
                                   PH_BYTES("math.floor"));
    return ph_answer(is_int || is_floor ? PH_PROVED : PH_REFUTED);
}
