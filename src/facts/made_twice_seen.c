/*
 * made_twice_seen: does something see a class being made, so that it would see it twice if
 * a decorator makes it again?
 *
 * A base class of this file with __init_subclass__, or with a metaclass or another keyword;
 * and `__subclasses__` anywhere in the file. Unknown for base classes that are not known.
 */

#include "facts/layouts.h"

static bool has_keyword(const PhTree *tree, PhNodeId class_node)
{
    PhNodeId list = ph_tree_child(tree, class_node, PH_FIELD_SUPERCLASSES);
    PhNodeId base = list == PH_NODE_NONE ? list : ph_tree_first_named(tree, list);
    for (; base != PH_NODE_NONE; base = ph_tree_next_named(tree, base)) {
        if (ph_tree_kind(tree, base) == PH_KIND_KEYWORD_ARGUMENT) {
            return true;
        }
    }
    return false;
}

PhAnswer ph_fact_made_twice_seen(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId class_node = ph_class_of_query(query, 0);
    if (class_node == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    for (PhNodeId one = ph_class_next_ancestor(facts, class_node, 0); one != PH_NODE_NONE;
         one = ph_class_next_ancestor(facts, class_node, one)) {
        PhNodeId hook = ph_class_method(facts, one, PH_BYTES("__init_subclass__"));
        if (one != class_node && hook != PH_NODE_NONE) {
            return ph_flow_answer(PH_PROVED, ph_tree_child(tree, hook, PH_FIELD_NAME),
                                  PH_BYTES("runs for each class that is made"));
        }
        if (has_keyword(tree, one)) {
            return ph_flow_answer(PH_PROVED, ph_class_name(tree, one),
                                  PH_BYTES("its metaclass runs for each class"));
        }
    }
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (tree->kinds[node] == PH_KIND_IDENTIFIER &&
            ph_bytes_is(ph_tree_text(tree, node), "__subclasses__")) {
            return ph_flow_answer(PH_PROVED, node, PH_BYTES("lists classes"));
        }
    }
    for (PhNodeId base = ph_class_first_base(tree, class_node); base != PH_NODE_NONE;
         base = ph_class_next_base(tree, base)) {
        if (ph_layout_is_slotted(facts, base) == PH_UNKNOWN) {
            return ph_flow_answer(PH_UNKNOWN, base,
                                  PH_BYTES("a base class that is not known"));
        }
    }
    return ph_answer(PH_REFUTED);
}
