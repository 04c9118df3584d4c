/*
 * makes_mutable: does the expression make a new mutable object, always of the same
 * contents?
 *
 * Proved for a list, dict or set of constants, an empty bytearray, and an empty deque,
 * defaultdict, Counter or OrderedDict. Unknown if something else is evaluated for it, or if
 * what is in it can be changed too, or if the function gives the name that it calls to
 * something else. Refuted for what makes no such object.
 */

#include "facts/flow.h"
#include "facts/made_by.h"

static const char *const k_makers[] = {
    "list",
    "dict",
    "set",
    "bytearray",
    "collections.deque",
    "collections.defaultdict",
    "collections.Counter",
    "collections.OrderedDict",
};

static bool is_constant(PhKind kind)
{
    switch (kind) {
    case PH_KIND_STRING:
    case PH_KIND_CONCATENATED_STRING:
    case PH_KIND_PAIR:
    case PH_KIND_TUPLE:
    case PH_KIND_UNARY_OPERATOR: return true;
    default: return ph_kind_is_literal(kind) || !ph_kind_is_named(kind);
    }
}

static bool is_all_constant(const PhTree *tree, PhNodeId node)
{
    for (PhNodeId at = node + 1; at < ph_tree_limit(tree, node); at++) {
        if (!is_constant(ph_tree_kind(tree, at))) {
            return false;
        }
    }
    return true;
}

/* In the function that the default value belongs to, its first name is another one. */
static bool is_hidden_inside(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhNodeId def = ph_tree_parent(tree, call);
    while (def != PH_NODE_NONE && ph_tree_kind(tree, def) != PH_KIND_FUNCTION_DEFINITION) {
        def = ph_tree_parent(tree, def);
    }
    PhNodeId name = call;
    while (!ph_tree_is_leaf(tree, name)) {
        name++;
    }
    for (PhScopeId i = 0; i < names->scope_count; i++) {
        if (names->scopes[i].node == def && def != PH_NODE_NONE &&
            ph_names_find(names, i, ph_tree_text(tree, name)) != PH_BINDING_NONE) {
            return true;
        }
    }
    return false;
}

PhAnswer ph_fact_makes_mutable(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    size_t which;
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_REFUTED);
    }
    node = ph_tree_strip_parens(tree, node);
    PhAnswer maybe =
        ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("something is evaluated for it"));
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_LIST:
    case PH_KIND_DICTIONARY:
    case PH_KIND_SET: return is_all_constant(tree, node) ? ph_answer(PH_PROVED) : maybe;
    case PH_KIND_LIST_COMPREHENSION:
    case PH_KIND_SET_COMPREHENSION:
    case PH_KIND_DICTIONARY_COMPREHENSION: return maybe;
    default: break;
    }
    if (!ph_calls_one_of(facts, node, k_makers, PH_COUNT_OF(k_makers), &which)) {
        return ph_answer(PH_REFUTED);
    }
    if (is_hidden_inside(facts, node)) {
        return ph_flow_answer(PH_UNKNOWN, node,
                              PH_BYTES("its name means something else in the function"));
    }
    PhNodeId list = ph_tree_child(tree, node, PH_FIELD_ARGUMENTS);
    PhNodeId first = ph_tree_first_named(tree, list);
    bool is_factory = which == 5 && ph_flow_is_builtin(facts, first) &&
                      ph_tree_next_named(tree, first) == PH_NODE_NONE;
    return first == PH_NODE_NONE || is_factory ? ph_answer(PH_PROVED) : maybe;
}
