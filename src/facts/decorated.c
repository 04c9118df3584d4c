/*
 * decorated: does the function have a decorator that may look at it or put something in its
 * place? staticmethod, classmethod and abstractmethod do not count.
 */

#include "facts/calls.h"
#include "facts/classes.h"

static bool is_plain(PhFacts *facts, PhNodeId what)
{
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
    for (PhNodeId i = def == PH_NODE_NONE ? def : ph_first_decorator(tree, def);
         i != PH_NODE_NONE; i = ph_next_decorator(tree, i)) {
        if (!is_plain(facts, i)) {
            return ph_flow_answer(PH_PROVED, ph_tree_parent(tree, i),
                                  PH_BYTES("a decorator"));
        }
    }
    return ph_answer(PH_REFUTED);
}
