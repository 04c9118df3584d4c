/*
 * iterates_over: is the name the variable of a loop or comprehension around it that runs
 * over the keys of the other: over `d` itself, `d.keys()`, or list, sorted or the like of
 * one of them? The loop must not store the name again before it comes there.
 */

#include "facts/flow.h"
#include "syntax/walk.h"

/* Builtins whose result holds elements of their first argument and no others. */
static const char *const k_keepers[] = {
    "frozenset", "iter", "list", "reversed", "set", "sorted", "tuple",
};

/* What is walked through, out of the calls around it. */
static PhNodeId source_of(PhFacts *facts, PhNodeId iterable)
{
    const PhTree *tree = facts->tree;
    for (;;) {
        iterable = ph_tree_strip_parens(tree, iterable);
        if (ph_tree_kind(tree, iterable) != PH_KIND_CALL) {
            return iterable;
        }
        PhNodeId function = ph_tree_child(tree, iterable, PH_FIELD_FUNCTION);
        PhNodeId arguments = ph_tree_child(tree, iterable, PH_FIELD_ARGUMENTS);
        PhNodeId first = ph_tree_first_named(tree, arguments);
        if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
            PhNodeId name = ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE);
            bool is_keys =
                first == PH_NODE_NONE && ph_bytes_is(ph_tree_text(tree, name), "keys");
            return is_keys ? ph_tree_child(tree, function, PH_FIELD_OBJECT) : PH_NODE_NONE;
        }
        if (first == PH_NODE_NONE || !ph_flow_is_builtin(facts, function) ||
            !ph_bytes_is_one_of(ph_tree_text(tree, function), k_keepers,
                                PH_COUNT_OF(k_keepers))) {
            return PH_NODE_NONE;
        }
        iterable = first;
    }
}

/* The for clause of a comprehension that stores `binding` as its only target. */
static PhNodeId clause_of(PhFacts *facts, PhNodeId comprehension, PhBindingId binding)
{
    const PhTree *tree = facts->tree;
    PH_FOR_EACH_CHILD(tree, comprehension, child)
    {
        if (tree->kinds[child] == PH_KIND_FOR_IN_CLAUSE &&
            ph_names_binding(facts->names, ph_tree_child(tree, child, PH_FIELD_LEFT)) ==
                binding) {
            return child;
        }
    }
    return PH_NODE_NONE;
}

/* True if the binding is stored once in the code: by the head of the loop. */
static bool is_stored_once(PhFacts *facts, PhBindingId binding, PhNodeId code)
{
    PhFlowRefs refs = ph_flow_refs_in(facts, binding, ph_tree_span(facts->tree, code));
    uint32_t stores = 0;
    for (uint32_t i = 0; i < refs.count; i++) {
        stores += facts->names->refs[refs.items[i]].kind != PH_REF_LOAD;
    }
    return stores == 1;
}

PhAnswer ph_fact_iterates_over(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId name = ph_flow_node(query, 0);
    PhBindingId binding = ph_flow_binding(query, 0);
    PhBindingId container = ph_flow_binding(query, 1);
    if (binding == PH_BINDING_NONE || container == PH_BINDING_NONE ||
        ph_tree_kind(tree, name) != PH_KIND_IDENTIFIER) {
        return ph_answer(PH_UNKNOWN);
    }
    PhNodeId child = name;
    for (PhNodeId up = ph_tree_parent(tree, name); up != PH_NODE_NONE;
         child = up, up = ph_tree_parent(tree, up)) {
        PhNodeId head = PH_NODE_NONE;
        switch (ph_tree_kind(tree, up)) {
        case PH_KIND_FOR_STATEMENT:
            head = tree->fields[child] == PH_FIELD_BODY ? up : PH_NODE_NONE;
            break;
        case PH_KIND_LIST_COMPREHENSION:
        case PH_KIND_SET_COMPREHENSION:
        case PH_KIND_DICTIONARY_COMPREHENSION:
        case PH_KIND_GENERATOR_EXPRESSION: head = clause_of(facts, up, binding); break;
        case PH_KIND_FUNCTION_DEFINITION:
        case PH_KIND_LAMBDA: return ph_answer(PH_UNKNOWN);
        default: break;
        }
        if (head == PH_NODE_NONE ||
            ph_names_binding(facts->names, ph_tree_child(tree, head, PH_FIELD_LEFT)) !=
                binding) {
            continue;
        }
        PhNodeId source = source_of(facts, ph_tree_child(tree, head, PH_FIELD_RIGHT));
        bool is_over = source != PH_NODE_NONE &&
                       ph_names_binding(facts->names, source) == container &&
                       is_stored_once(facts, binding, up);
        return ph_answer(is_over ? PH_PROVED : PH_UNKNOWN);
    }
    return ph_answer(PH_UNKNOWN);
}
