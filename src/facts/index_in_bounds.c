/*
 * Whether `s[i]` finds an element for certain: i counts the elements of s in a loop around
 * it (`for i in range(len(s))`, `for i, x in enumerate(s)`), and s is a variable that is
 * stored once, before the loop, and never gets shorter.
 */

#include "facts/effects.h"
#include "facts/int_bounds.h"
#include "facts/type_targets.h"
#include "facts/types.h"
#include "facts/uses.h"
#include "syntax/walk.h"

enum { PH_RANGE_ARGS = 3 };

/* The one store of a variable of this function, or PH_NODE_NONE. */
static PhNodeId only_store(PhFacts *facts, PhBindingId id)
{
    const PhNames *names = facts->names;
    PhNodeId found = PH_NODE_NONE;
    if (names->bindings[id].store_count != 1) {
        return PH_NODE_NONE;
    }
    for (PhRefId i = names->bindings[id].first_ref; i != PH_REF_NONE;
         i = names->refs[i].next) {
        PhRefKind kind = names->refs[i].kind;
        if (kind == PH_REF_ASSIGN || kind == PH_REF_ANNOTATED || kind == PH_REF_FOR ||
            kind == PH_REF_COMPREHENSION) {
            found = names->refs[i].node;
        } else if (kind != PH_REF_LOAD && kind != PH_REF_DECLARED) {
            return PH_NODE_NONE;
        }
    }
    return found;
}

static bool is_never_shorter(PhFacts *facts, PhBindingId id, PhNodeId name)
{
    PhTypeSet kinds = ph_type_of(facts, name).kinds;
    PhTypeSet fixed = PH_TYPE_STR | PH_TYPE_BYTES | PH_TYPE_TUPLE | PH_TYPE_RANGE;
    if (kinds == 0 || (kinds & ~(fixed | PH_TYPE_LIST)) != 0) {
        return false;
    }
    if ((kinds & PH_TYPE_LIST) == 0) {
        return true;
    }
    PhFlowRefs refs = ph_flow_refs(facts, id);
    const uint8_t *uses = ph_uses_of(facts, id);
    for (uint32_t i = 0; i < refs.count; i++) {
        if (uses[i] != PH_USE_READ && uses[i] != PH_USE_FRESH && uses[i] != PH_USE_CHANGE &&
            uses[i] != PH_USE_GROW && uses[i] != PH_USE_ADD_ONE) {
            return false;
        }
    }
    return true;
}

static bool reads(PhFacts *facts, PhNodeId node, PhBindingId id)
{
    node = ph_tree_strip_parens(facts->tree, node);
    return ph_tree_kind(facts->tree, node) == PH_KIND_IDENTIFIER &&
           ph_names_binding(facts->names, node) == id;
}

/* `range(len(s))`, `range(1, len(s), 2)` */
static bool is_range_of(PhFacts *facts, PhNodeId call, PhBindingId id)
{
    const PhTree *tree = facts->tree;
    PhNodeId args[PH_RANGE_ARGS];
    PhNodeId counted;
    PhIntBounds bounds;
    uint32_t count = 0;
    if (ph_tree_kind(tree, call) != PH_KIND_CALL ||
        !ph_call_positional(tree, call, args, PH_RANGE_ARGS, &count) || count == 0) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhNodeId limit = count == 1 ? args[0] : args[1];
    bool is_from_start =
        count == 1 || (ph_int_bounds(facts, args[0], &bounds) && bounds.least >= 0);
    bool is_upwards =
        count < 3 || (ph_int_bounds(facts, args[2], &bounds) && bounds.least >= 1);
    return ph_bytes_is(ph_tree_text(tree, function), "range") &&
           ph_flow_is_builtin(facts, function) && is_from_start && is_upwards &&
           ph_flow_is_builtin_call(facts, ph_tree_strip_parens(tree, limit), "len",
                                   &counted) &&
           reads(facts, counted, id);
}

/* The loop counts the elements by the target `name`. */
static bool counts(PhFacts *facts, PhTarget target, PhNodeId iterable, PhBindingId id)
{
    PhNodeId walked;
    if (target.depth == 0) {
        return is_range_of(facts, iterable, id);
    }
    return target.depth == 1 && target.is_placed && target.path[0] == 0 &&
           ph_flow_is_builtin_call(facts, iterable, "enumerate", &walked) &&
           reads(facts, walked, id);
}

bool ph_index_is_in_bounds(PhFacts *facts, PhNodeId subscript)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhNodeId value =
        ph_tree_strip_parens(tree, ph_tree_child(tree, subscript, PH_FIELD_VALUE));
    PhNodeId index =
        ph_tree_strip_parens(tree, ph_tree_child(tree, subscript, PH_FIELD_SUBSCRIPT));
    if (ph_tree_kind(tree, value) != PH_KIND_IDENTIFIER ||
        ph_tree_kind(tree, index) != PH_KIND_IDENTIFIER) {
        return false;
    }
    PhBindingId list = ph_names_binding(names, value);
    PhBindingId counter = ph_names_binding(names, index);
    if (list == PH_BINDING_NONE || counter == PH_BINDING_NONE ||
        !ph_flow_is_private(facts, list) || !ph_flow_is_private(facts, counter) ||
        ph_flow_home(names, value) != names->bindings[list].scope) {
        return false;
    }
    PhNodeId made = only_store(facts, list);
    PhNodeId name = only_store(facts, counter);
    PhTarget target =
        name == PH_NODE_NONE ? (PhTarget){.outer = PH_NODE_NONE} : ph_target_of(tree, name);
    PhNodeId loop = name == PH_NODE_NONE ? name : ph_tree_parent(tree, target.outer);
    if (made == PH_NODE_NONE || ph_tree_kind(tree, loop) != PH_KIND_FOR_STATEMENT ||
        !ph_tree_is_within(tree, subscript, ph_tree_child(tree, loop, PH_FIELD_BODY)) ||
        ph_tree_is_within(tree, made, loop)) {
        return false;
    }
    PhNodeId iterable =
        ph_tree_strip_parens(tree, ph_tree_child(tree, loop, PH_FIELD_RIGHT));
    return counts(facts, target, iterable, list) && is_never_shorter(facts, list, value);
}
