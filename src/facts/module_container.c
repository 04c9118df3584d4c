/*
 * module_container: is the name a variable of the module that the module gives one new
 * list, dict or set, with no bound to its size?
 *
 * `deque(maxlen=10)` has one. Whoever stores another one to the name empties it, so one
 * store is all there may be, `+=` left out.
 */

#include "facts/flow.h"
#include "facts/made_by.h"
#include "facts/members.h"

static const char *const k_made[] = {
    "dict",
    "list",
    "set",
    "collections.defaultdict",
    "collections.OrderedDict",
    "collections.Counter",
    "collections.deque",
};

static bool is_bounded(const PhTree *tree, PhNodeId call)
{
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    uint32_t positional = 0;
    for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        if (ph_tree_kind(tree, arg) != PH_KIND_KEYWORD_ARGUMENT) {
            positional++;
            continue;
        }
        PhBytes name = ph_tree_text(tree, ph_tree_child(tree, arg, PH_FIELD_NAME));
        PhNodeId value = ph_tree_child(tree, arg, PH_FIELD_VALUE);
        if (ph_bytes_is(name, "maxlen") && ph_tree_kind(tree, value) != PH_KIND_NONE) {
            return true;
        }
    }
    return positional > 1;
}

static bool is_container(PhFacts *facts, PhNodeId value)
{
    size_t which;
    switch (ph_tree_kind(facts->tree, value)) {
    case PH_KIND_LIST:
    case PH_KIND_DICTIONARY:
    case PH_KIND_SET:
    case PH_KIND_LIST_COMPREHENSION:
    case PH_KIND_DICTIONARY_COMPREHENSION:
    case PH_KIND_SET_COMPREHENSION: return true;
    case PH_KIND_CALL:
        if (!ph_calls_one_of(facts, value, k_made, PH_COUNT_OF(k_made), &which)) {
            return false;
        }
        return strcmp(k_made[which], "collections.deque") != 0 ||
               !is_bounded(facts->tree, value);
    default: return false;
    }
}

PhAnswer ph_fact_module_container(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_flow_binding(query, 0);
    if (id == PH_BINDING_NONE || names->bindings[id].scope != PH_SCOPE_MODULE) {
        return ph_answer(PH_REFUTED);
    }
    uint32_t stores = 0;
    for (PhRefId i = names->bindings[id].first_ref; i != PH_REF_NONE;
         i = names->refs[i].next) {
        const PhRef *ref = &names->refs[i];
        if (ref->kind == PH_REF_LOAD || ref->kind == PH_REF_DECLARED ||
            ref->kind == PH_REF_GLOBAL || ref->kind == PH_REF_AUGMENTED) {
            continue;
        }
        PhNodeId value = ref->kind == PH_REF_ASSIGN || ref->kind == PH_REF_ANNOTATED
                             ? ph_stored_value(facts->tree, ref->node)
                             : PH_NODE_NONE;
        if (++stores > 1 || ref->scope != PH_SCOPE_MODULE || value == PH_NODE_NONE ||
            !is_container(facts, value)) {
            return ph_answer(PH_REFUTED);
        }
    }
    return ph_answer(stores == 1 ? PH_PROVED : PH_REFUTED);
}
