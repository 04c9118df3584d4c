/*
 * python_at_least: is the code for Pythons from the version in the text on, "3.10" say?
 *
 * The configuration says so, or the file has syntax that older ones do not read. Unknown if
 * neither is the case and the configuration does not say.
 */

#include <stdlib.h>

#include "facts/facts.h"

/* The version 3.N that brought the syntax of the node, or 0. */
static uint32_t minor_of(const PhTree *tree, PhNodeId node)
{
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_MATCH_STATEMENT: return 10;
    case PH_KIND_TYPE_ALIAS_STATEMENT: return 12;
    case PH_KIND_TYPE_PARAMETER:
        return ph_tree_kind(tree, ph_tree_parent(tree, node)) ==
                           PH_KIND_FUNCTION_DEFINITION ||
                       ph_tree_kind(tree, ph_tree_parent(tree, node)) ==
                           PH_KIND_CLASS_DEFINITION
                   ? 12
                   : 0;
    case PH_KIND_WITH_CLAUSE: {
        PhNodeId first = ph_tree_first_child(tree, node);
        return first != PH_NODE_NONE && ph_tree_kind(tree, first) == PH_TOKEN_LPAREN ? 10
                                                                                     : 0;
    }
    case PH_KIND_EXCEPT_CLAUSE: {
        PhNodeId second = ph_tree_first_child(tree, node);
        second = second == PH_NODE_NONE ? second : ph_tree_next_sibling(tree, second);
        return second != PH_NODE_NONE && ph_tree_kind(tree, second) == PH_TOKEN_STAR ? 11
                                                                                     : 0;
    }
    default: return 0;
    }
}

PhAnswer ph_fact_python_at_least(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhBytes text = query->args[0].text;
    if (text.len < 3) {
        return ph_answer(PH_UNKNOWN);
    }
    uint32_t wanted = (uint32_t)strtoul(
        ph_arena_string(facts->arena, ph_bytes_slice(text, 2, text.len)), NULL, 10);
    if (facts->options.python_minor >= wanted) {
        return ph_answer(PH_PROVED);
    }
    for (PhNodeId node = 0; node < facts->tree->count; node++) {
        if (minor_of(facts->tree, node) >= wanted) {
            return ph_answer(PH_PROVED);
        }
    }
    return ph_answer(facts->options.python_minor == 0 ? PH_UNKNOWN : PH_REFUTED);
}
