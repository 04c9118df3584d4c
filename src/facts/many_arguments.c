/*
 * many_arguments: can the function be called with any number of different arguments?
 *
 * Refuted if it has no parameter, or if each is annotated with what has few values: bool,
 * None, a Literal, or an Enum of this file.
 */

#include "facts/functions.h"

static bool is_enum(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_names_binding(names, name);
    PhRefId ref = id == PH_BINDING_NONE ? PH_REF_NONE : names->bindings[id].first_ref;
    for (; ref != PH_REF_NONE; ref = names->refs[ref].next) {
        if (names->refs[ref].kind != PH_REF_CLASS) {
            continue;
        }
        PhNodeId bases = ph_tree_child(tree, ph_tree_parent(tree, names->refs[ref].node),
                                       PH_FIELD_SUPERCLASSES);
        return bases != PH_NODE_NONE && ph_bytes_find(ph_tree_text(tree, bases),
                                                      PH_BYTES("Enum"), 0) != PH_NOT_FOUND;
    }
    return false;
}

static bool has_few_values(PhFacts *facts, PhNodeId type)
{
    const PhTree *tree = facts->tree;
    PhNodeId inner = type == PH_NODE_NONE ? type : ph_tree_first_named(tree, type);
    if (inner == PH_NODE_NONE) {
        return false;
    }
    PhBytes text = ph_tree_text(tree, inner);
    return ph_bytes_is(text, "bool") || ph_bytes_is(text, "None") ||
           ph_bytes_starts_with(text, PH_BYTES("Literal[")) ||
           ph_bytes_find(text, PH_BYTES(".Literal["), 0) != PH_NOT_FOUND ||
           (ph_tree_kind(tree, inner) == PH_KIND_IDENTIFIER && is_enum(facts, inner));
}

PhAnswer ph_fact_many_arguments(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId def = ph_function_of(query, 0);
    PhNodeId list =
        def == PH_NODE_NONE ? def : ph_tree_child(tree, def, PH_FIELD_PARAMETERS);
    if (list == PH_NODE_NONE) {
        return ph_answer(PH_REFUTED);
    }
    for (PhNodeId child = ph_tree_first_named(tree, list); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        PhKind kind = ph_tree_kind(tree, child);
        bool is_mark =
            kind == PH_KIND_KEYWORD_SEPARATOR || kind == PH_KIND_POSITIONAL_SEPARATOR;
        if (!is_mark && !ph_kind_is_extra(kind) &&
            !has_few_values(facts, ph_tree_child(tree, child, PH_FIELD_TYPE))) {
            return ph_answer(PH_PROVED);
        }
    }
    return ph_answer(PH_REFUTED);
}
