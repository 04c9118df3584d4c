/*
 * plain_class: is the class made by `class` alone, and does nothing in it take part in how
 * attributes are stored, copied or pickled?
 *
 * Refuted for a decorator other than dataclass alone, a metaclass or another keyword,
 * __slots__, and a name that is stored to again. Unknown for special methods such as
 * __getattr__ and __reduce__.
 */

#include "facts/layouts.h"
#include "facts/sole.h"

static const char *const k_special[] = {
    "__class__",      "__copy__",          "__deepcopy__", "__delattr__",
    "__dict__",       "__dir__",           "__getattr__",  "__getattribute__",
    "__getnewargs__", "__getnewargs_ex__", "__getstate__", "__init_subclass__",
    "__reduce__",     "__reduce_ex__",     "__setattr__",  "__setstate__",
    "__sizeof__",     "__weakref__",
};

static PhAnswer judge_header(PhFacts *facts, PhNodeId class_node)
{
    const PhTree *tree = facts->tree;
    PhNodeId decorator = ph_first_decorator(tree, class_node);
    bool is_sole = decorator != PH_NODE_NONE &&
                   ph_next_decorator(tree, decorator) == PH_NODE_NONE &&
                   ph_layout_is_dataclass(facts, class_node);
    if (decorator != PH_NODE_NONE && !is_sole) {
        return ph_flow_answer(PH_REFUTED, decorator, PH_BYTES("decorates the class"));
    }
    PhNodeId list = ph_tree_child(tree, class_node, PH_FIELD_SUPERCLASSES);
    PhNodeId base = list == PH_NODE_NONE ? list : ph_tree_first_named(tree, list);
    for (; base != PH_NODE_NONE; base = ph_tree_next_named(tree, base)) {
        PhKind kind = ph_tree_kind(tree, base);
        if (kind == PH_KIND_KEYWORD_ARGUMENT || kind == PH_KIND_LIST_SPLAT ||
            kind == PH_KIND_DICTIONARY_SPLAT) {
            return ph_flow_answer(PH_REFUTED, base, PH_BYTES("takes part in the class"));
        }
    }
    if (ph_sole_binding(facts, ph_class_name(tree, class_node)) == PH_BINDING_NONE) {
        return ph_flow_answer(PH_REFUTED, ph_class_name(tree, class_node),
                              PH_BYTES("stored to again"));
    }
    return ph_answer(PH_PROVED);
}

PhAnswer ph_fact_plain_class(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId class_node = ph_class_of_query(query, 0);
    if (class_node == PH_NODE_NONE) {
        return ph_answer(PH_REFUTED);
    }
    PhAnswer header = judge_header(facts, class_node);
    if (header.verdict != PH_PROVED || ph_layout_has_slots(facts, class_node)) {
        header.verdict = PH_REFUTED;
        return header;
    }
    const PhNames *names = ph_facts_names(facts);
    const PhScope *scope = &names->scopes[ph_class_scope(facts, class_node)];
    for (PhBindingId id = scope->first_binding;
         id < scope->first_binding + scope->binding_count; id++) {
        const PhBinding *binding = &names->bindings[id];
        if (binding->is_bound &&
            ph_bytes_is_one_of(binding->name, k_special, PH_COUNT_OF(k_special)) &&
            !binding->is_class_cell) {
            return ph_flow_answer(PH_UNKNOWN, names->refs[binding->first_ref].node,
                                  PH_BYTES("takes part in how its objects are kept"));
        }
    }
    return ph_answer(PH_PROVED);
}
