/*
 * in_any_order: is it the same which of the two expressions is evaluated first?
 *
 * Either both change nothing and one of them always gives a value; or one always gives a
 * value that nothing the other runs can change: constants and variables that only this
 * function sees, alone or in a tuple, and operations on those of them that are immutable.
 */

#include "facts/effects.h"
#include "facts/types.h"

static bool is_total(PhFacts *facts, PhNodeId node)
{
    PhNodeId cause;
    return ph_effect_of(facts, node, &cause) == PH_EFFECT_TOTAL;
}

static bool is_pure(PhFacts *facts, PhNodeId node)
{
    PhNodeId cause;
    return ph_effect_of(facts, node, &cause) <= PH_EFFECT_PURE;
}

static bool is_stored_in(PhFacts *facts, PhBindingId binding, PhNodeId code)
{
    PhFlowRefs refs = ph_flow_refs_in(facts, binding, ph_tree_span(facts->tree, code));
    for (uint32_t i = 0; i < refs.count; i++) {
        if (facts->names->refs[refs.items[i]].kind != PH_REF_LOAD) {
            return true;
        }
    }
    return false;
}

/* The object is handed on as it is, not looked into. */
static bool is_only_passed(const PhTree *tree, PhNodeId name, PhNodeId root)
{
    for (PhNodeId node = name; node != root;) {
        node = ph_tree_parent(tree, node);
        PhKind kind = ph_tree_kind(tree, node);
        if (kind != PH_KIND_TUPLE && kind != PH_KIND_EXPRESSION_LIST &&
            kind != PH_KIND_PARENTHESIZED_EXPRESSION) {
            return false;
        }
    }
    return true;
}

static bool is_settled_name(PhFacts *facts, PhNodeId name, PhNodeId root, PhNodeId other)
{
    PhBindingId binding = ph_names_binding(ph_facts_names(facts), name);
    if (binding == PH_BINDING_NONE || ph_flow_is_builtin(facts, name)) {
        return true;
    }
    return ph_flow_is_private(facts, binding) && !is_stored_in(facts, binding, other) &&
           (is_only_passed(facts->tree, name, root) ||
            ph_effect_has_type(facts, name, PH_TYPE_SCALARS));
}

static bool is_settled(PhFacts *facts, PhNodeId root, PhNodeId other)
{
    const PhTree *tree = facts->tree;
    if (!is_total(facts, root)) {
        return false;
    }
    for (PhNodeId node = root; node < ph_tree_limit(tree, root); node++) {
        switch (tree->kinds[node]) {
        case PH_KIND_IDENTIFIER:
            if (!is_settled_name(facts, node, root, other)) {
                return false;
            }
            break;
        case PH_KIND_LAMBDA:
        case PH_KIND_LIST_COMPREHENSION:
        case PH_KIND_SET_COMPREHENSION:
        case PH_KIND_DICTIONARY_COMPREHENSION: return false;
        default: break;
        }
    }
    return true;
}

PhAnswer ph_fact_in_any_order(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId a = ph_flow_node(query, 0);
    PhNodeId b = ph_flow_node(query, 1);
    if (a == PH_NODE_NONE || b == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    if (is_settled(facts, a, b) || is_settled(facts, b, a) ||
        (is_total(facts, a) && is_pure(facts, b)) ||
        (is_pure(facts, a) && is_total(facts, b))) {
        return ph_answer(PH_PROVED);
    }
    return ph_flow_answer(PH_UNKNOWN, b, PH_BYTES("may change or raise something"));
}
