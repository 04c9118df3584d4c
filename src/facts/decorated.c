/*
 * decorated: does the function have a decorator that may look at it or put something in its
 * place? staticmethod, classmethod and abstractmethod do not count.
 */

#include "facts/calls.h"

static bool is_plain(PhFacts *facts, PhNodeId decorator)
{
    PhNodeId what = ph_tree_first_named(facts->tree, decorator);
    PhBytes name = ph_tree_text(facts->tree, what);
    bool is_kept = ph_bytes_is(name, "staticmethod") || ph_bytes_is(name, "classmethod");
    return (is_kept && ph_flow_is_builtin(facts, what)) ||
           ph_facts_means(facts, what, PH_BYTES("abc.abstractmethod"));
}

PhAnswer ph_fact_decorated(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId name = ph_flow_node(query, 0);
    PhNodeId def = name == PH_NODE_NONE ? name : ph_def_of_name(tree, name);
    PhNodeId outer = def == PH_NODE_NONE ? def : ph_tree_parent(tree, def);
    if (ph_tree_kind(tree, outer) != PH_KIND_DECORATED_DEFINITION) {
        return ph_answer(PH_REFUTED);
    }
    PH_FOR_EACH_CHILD(tree, outer, child)
    {
        if (ph_tree_kind(tree, child) == PH_KIND_DECORATOR && !is_plain(facts, child)) {
            return ph_flow_answer(PH_PROVED, child, PH_BYTES("a decorator"));
        }
    }
    return ph_answer(PH_REFUTED);
}
