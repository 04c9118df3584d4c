#include "facts/containers.h"

#include "facts/targets.h"
#include "facts/uses.h"
#include "syntax/walk.h"

typedef struct PhMethodHold {
    const char *name;
    PhTypeSet kinds;
    PhHold hold;
} PhMethodHold;

enum { PH_MAPPED = PH_TYPE_DICT, PH_HASHED = PH_TYPE_SET, PH_BOTH = PH_MAPPED | PH_HASHED };

/* Methods of dict and set from the library reference, Mapping Types and Set Types. */
static const PhMethodHold k_methods[] = {
    {"add", PH_HASHED, PH_HOLD_CHANGE},
    {"clear", PH_BOTH, PH_HOLD_CHANGE},
    {"copy", PH_BOTH, PH_HOLD_READ},
    {"difference", PH_HASHED, PH_HOLD_READ},
    {"difference_update", PH_HASHED, PH_HOLD_CHANGE},
    {"discard", PH_HASHED, PH_HOLD_CHANGE},
    {"get", PH_MAPPED, PH_HOLD_READ},
    {"intersection", PH_HASHED, PH_HOLD_READ},
    {"intersection_update", PH_HASHED, PH_HOLD_CHANGE},
    {"isdisjoint", PH_HASHED, PH_HOLD_READ},
    {"issubset", PH_HASHED, PH_HOLD_READ},
    {"issuperset", PH_HASHED, PH_HOLD_READ},
    {"pop", PH_BOTH, PH_HOLD_CHANGE},
    {"popitem", PH_MAPPED, PH_HOLD_CHANGE},
    {"remove", PH_HASHED, PH_HOLD_CHANGE},
    {"setdefault", PH_MAPPED, PH_HOLD_CHANGE},
    {"symmetric_difference", PH_HASHED, PH_HOLD_READ},
    {"symmetric_difference_update", PH_HASHED, PH_HOLD_CHANGE},
    {"union", PH_HASHED, PH_HOLD_READ},
    {"update", PH_BOTH, PH_HOLD_CHANGE},
};

/* Views of a dict keep it; these only look into it while they are called. */
static const char *const k_views[] = {"items", "keys", "values"};

/* Methods of containers that walk through their argument and forget it. */
static const char *const k_takers[] = {
    "difference",
    "difference_update",
    "extend",
    "intersection",
    "intersection_update",
    "isdisjoint",
    "issubset",
    "issuperset",
    "symmetric_difference",
    "union",
    "update",
    "symmetric_difference_update",
};

static bool is_exact(PhFacts *facts, PhNodeId node, PhTypeSet allowed)
{
    PhTypeSet kinds = ph_type_of(facts, node).kinds;
    return kinds != 0 && (kinds & ~allowed) == 0;
}

/* The view that `call` makes is used up, or asked once, where it stands. */
static bool is_view_dropped(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_uses_out_of_walkers(facts, call);
    PhNodeId parent = ph_tree_parent(tree, node);
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_FOR_IN_CLAUSE: return tree->fields[node] == PH_FIELD_RIGHT;
    case PH_KIND_LIST_SPLAT: return true;
    case PH_KIND_COMPARISON_OPERATOR: {
        PhNodeId first = ph_tree_first_named(tree, parent);
        PhKind sign = ph_tree_kind(tree, ph_tree_child(tree, parent, PH_FIELD_OPERATORS));
        return node != first && ph_tree_next_named(tree, first) == node &&
               ph_tree_next_named(tree, node) == PH_NODE_NONE &&
               (sign == PH_TOKEN_IN || sign == PH_TOKEN_NOT_IN);
    }
    case PH_KIND_ARGUMENT_LIST: {
        PhNodeId arg;
        return ph_flow_is_consumed(facts, node) ||
               ph_flow_is_builtin_call(facts, ph_tree_parent(tree, parent), "len", &arg);
    }
    default: return false;
    }
}

static PhHold hold_of_method(PhFacts *facts, PhNodeId attribute, PhTypeSet kind)
{
    const PhTree *tree = facts->tree;
    PhNodeId call = ph_call_of(tree, attribute);
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, attribute, PH_FIELD_ATTRIBUTE));
    if (call == PH_NODE_NONE) {
        return PH_HOLD_LEAK;
    }
    if (kind == PH_TYPE_DICT && ph_bytes_is_one_of(name, k_views, PH_COUNT_OF(k_views))) {
        return is_view_dropped(facts, call) ? PH_HOLD_READ : PH_HOLD_LEAK;
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_methods); i++) {
        if ((k_methods[i].kinds & kind) != 0 && ph_bytes_is(name, k_methods[i].name)) {
            return k_methods[i].hold;
        }
    }
    return PH_HOLD_LEAK;
}

/* `other.extend(q)`, where `other` is a builtin container, or a copy that is made. */
static bool is_taken_over(PhFacts *facts, PhNodeId arg)
{
    const PhTree *tree = facts->tree;
    PhNodeId call = ph_tree_parent(tree, ph_tree_parent(tree, arg));
    PhNodeId function = ph_tree_kind(tree, call) == PH_KIND_CALL
                            ? ph_tree_child(tree, call, PH_FIELD_FUNCTION)
                            : PH_NODE_NONE;
    if (function != PH_NODE_NONE &&
        (ph_facts_means(facts, function, PH_BYTES("copy.copy")) ||
         ph_facts_means(facts, function, PH_BYTES("copy.deepcopy")))) {
        return true;
    }
    if (ph_tree_kind(tree, function) != PH_KIND_ATTRIBUTE) {
        return false;
    }
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
    PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
    return ph_bytes_is_one_of(name, k_takers, PH_COUNT_OF(k_takers)) &&
           is_exact(facts, object, PH_TYPE_LIST | PH_TYPE_DICT | PH_TYPE_SET);
}

static bool is_returned(const PhTree *tree, PhNodeId node)
{
    PhNodeId parent = ph_tree_parent(tree, node);
    for (;;) {
        switch (ph_tree_kind(tree, parent)) {
        case PH_KIND_RETURN_STATEMENT: return true;
        case PH_KIND_TUPLE:
        case PH_KIND_EXPRESSION_LIST:
        case PH_KIND_PARENTHESIZED_EXPRESSION: parent = ph_tree_parent(tree, parent); break;
        default: return false;
        }
    }
}

/* `q is r` and `id(q)` tell a container from its copy. */
static bool asks_identity(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    PhNodeId parent = ph_tree_parent(tree, node);
    PhNodeId arg;
    if (ph_tree_kind(tree, parent) == PH_KIND_ARGUMENT_LIST) {
        return ph_flow_is_builtin_call(facts, ph_tree_parent(tree, parent), "id", &arg);
    }
    if (ph_tree_kind(tree, parent) != PH_KIND_COMPARISON_OPERATOR) {
        return false;
    }
    PH_FOR_EACH_CHILD(tree, parent, child)
    {
        PhKind kind = ph_tree_kind(tree, child);
        if (kind == PH_TOKEN_IS || kind == PH_TOKEN_IS_NOT) {
            return true;
        }
    }
    return false;
}

static PhHold hold_of_use(PhUse use)
{
    switch (use) {
    case PH_USE_READ: return PH_HOLD_READ;
    case PH_USE_FRESH: return PH_HOLD_STORE;
    case PH_USE_CHANGE:
    case PH_USE_GROW:
    case PH_USE_ADD_ONE:
    case PH_USE_REMOVE_ONE:
    case PH_USE_SHRINK: return PH_HOLD_CHANGE;
    default: return PH_HOLD_LEAK;
    }
}

/* `q = e` where nobody else gets the same e. */
static PhHold hold_of_store(PhFacts *facts, PhNodeId name, PhUse use)
{
    const PhTree *tree = facts->tree;
    PhNodeId assignment = ph_tree_parent(tree, name);
    bool is_plain = ph_tree_kind(tree, assignment) == PH_KIND_ASSIGNMENT &&
                    ph_tree_kind(tree, ph_tree_parent(tree, assignment)) ==
                        PH_KIND_EXPRESSION_STATEMENT;
    if (use == PH_USE_FRESH || !is_plain) {
        return hold_of_use(use);
    }
    PhNodeId value = ph_tree_child(tree, assignment, PH_FIELD_RIGHT);
    bool is_made = value != PH_NODE_NONE && ph_container_is_made(facts, value);
    return is_made ? PH_HOLD_STORE : PH_HOLD_LEAK;
}

static PhHold hold_of_load(PhFacts *facts, PhNodeId name, PhTypeSet kind, PhUse use)
{
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_tree_out_of_parens(tree, name);
    PhNodeId parent = ph_tree_parent(tree, node);
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_ATTRIBUTE:
        return kind == PH_TYPE_LIST ? hold_of_use(use)
                                    : hold_of_method(facts, parent, kind);
    case PH_KIND_SUBSCRIPT:
        if (tree->fields[node] != PH_FIELD_VALUE) {
            return PH_HOLD_LEAK;
        }
        return ph_subscript_is_loaded(tree, parent) ? PH_HOLD_READ : PH_HOLD_CHANGE;
    case PH_KIND_DICTIONARY_SPLAT: return PH_HOLD_READ;
    case PH_KIND_ARGUMENT_LIST:
        if (is_taken_over(facts, node)) {
            return PH_HOLD_READ;
        }
        break;
    default: break;
    }
    if (asks_identity(facts, node)) {
        return PH_HOLD_LEAK;
    }
    return is_returned(tree, node) ? PH_HOLD_RETURN : hold_of_use(use);
}

static PhHold hold_of_ref(PhFacts *facts, const PhRef *ref, PhTypeSet kind, PhUse use)
{
    switch (ref->kind) {
    case PH_REF_LOAD: return hold_of_load(facts, ref->node, kind, use);
    case PH_REF_ASSIGN:
    case PH_REF_ANNOTATED: return hold_of_store(facts, ref->node, use);
    case PH_REF_DECLARED:
    case PH_REF_DELETE: return PH_HOLD_READ; /* the name goes, the container stays */
    default: return hold_of_use(use);
    }
}

bool ph_container_of(PhFacts *facts, PhNodeId name, PhContainer *out, PhAnswer *why_out)
{
    const PhNames *names = ph_facts_names(facts);
    PhBindingId binding = ph_tree_kind(facts->tree, name) == PH_KIND_IDENTIFIER
                              ? ph_names_binding(names, name)
                              : PH_BINDING_NONE;
    *why_out = ph_flow_answer(PH_UNKNOWN, name, PH_BYTES("others may know it"));
    if (binding == PH_BINDING_NONE) {
        return false;
    }
    PhTypeSet kind = ph_type_of(facts, name).kinds;
    if (kind != PH_TYPE_LIST && kind != PH_TYPE_DICT && kind != PH_TYPE_SET) {
        why_out->why = ph_type_why_unknown(facts, name, &why_out->node);
        return false;
    }
    if (!ph_flow_is_private(facts, binding)) {
        return false;
    }
    PhFlowRefs refs = ph_flow_refs(facts, binding);
    const uint8_t *uses = ph_uses_of(facts, binding);
    uint8_t *holds = PH_NEW_ARRAY(facts->arena, uint8_t, refs.count + 1);
    for (uint32_t i = 0; i < refs.count; i++) {
        const PhRef *ref = &names->refs[refs.items[i]];
        holds[i] = (uint8_t)hold_of_ref(facts, ref, kind, (PhUse)uses[i]);
    }
    *out = (PhContainer){facts, binding, kind, refs, holds};
    return true;
}

static bool is_store(PhRefKind kind)
{
    return kind != PH_REF_LOAD && kind != PH_REF_AUGMENTED && kind != PH_REF_DELETE &&
           kind != PH_REF_DECLARED;
}

bool ph_container_is_fresh(const PhContainer *container, PhAnswer *why_out)
{
    const PhNames *names = container->facts->names;
    for (uint32_t i = 0; i < container->refs.count; i++) {
        const PhRef *ref = &names->refs[container->refs.items[i]];
        if (is_store(ref->kind) && container->holds[i] != PH_HOLD_STORE) {
            *why_out =
                ph_flow_answer(PH_UNKNOWN, ref->node, PH_BYTES("others may know it"));
            return false;
        }
    }
    return true;
}

bool ph_container_made_here(PhFacts *facts, PhNodeId name, PhContainer *out,
                            PhAnswer *why_out)
{
    return ph_container_of(facts, name, out, why_out) &&
           ph_container_is_fresh(out, why_out);
}

bool ph_container_leaks_before(const PhContainer *container, PhFlowRegion region,
                               PhAnswer *why_out)
{
    const PhTree *tree = container->facts->tree;
    PhNodeId loop = ph_flow_outermost_loop(tree, region.first);
    PhNodeId limit = loop == PH_NODE_NONE ? region.limit : ph_tree_limit(tree, loop);
    for (uint32_t i = 0; i < container->refs.count; i++) {
        PhNodeId node = container->facts->names->refs[container->refs.items[i]].node;
        if (node < limit && container->holds[i] == PH_HOLD_LEAK) {
            *why_out = ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("handed on here"));
            return true;
        }
    }
    return false;
}

PhAnswer ph_container_changed_in(const PhContainer *container, PhFlowRegion region)
{
    PhAnswer answer = ph_answer(PH_REFUTED);
    if (ph_container_leaks_before(container, region, &answer)) {
        return answer;
    }
    for (uint32_t i = 0; i < container->refs.count; i++) {
        PhNodeId node = container->facts->names->refs[container->refs.items[i]].node;
        if (!ph_flow_is_in(region, node)) {
            continue;
        }
        if (container->holds[i] == PH_HOLD_CHANGE) {
            return ph_flow_answer(PH_PROVED, node, PH_BYTES("changed here"));
        }
        if (container->holds[i] == PH_HOLD_STORE) {
            answer = ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("bound to something else"));
        }
    }
    return answer;
}

static bool is_maker(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
        PhBytes name =
            ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
        if (ph_bytes_is(name, "copy") &&
            is_exact(facts, object, PH_TYPE_LIST | PH_TYPE_DICT | PH_TYPE_SET)) {
            return true;
        }
    }
    if (ph_facts_means(facts, function, PH_BYTES("copy.copy")) ||
        ph_facts_means(facts, function, PH_BYTES("copy.deepcopy"))) {
        return is_exact(facts, call, PH_TYPE_LIST | PH_TYPE_DICT | PH_TYPE_SET);
    }
    static const char *const k_makers[] = {"dict", "list", "set", "sorted"};
    return ph_flow_is_builtin(facts, function) &&
           ph_bytes_is_one_of(ph_tree_text(tree, function), k_makers,
                              PH_COUNT_OF(k_makers));
}

bool ph_container_is_made(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    node = ph_tree_strip_parens(tree, node);
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_DICTIONARY:
    case PH_KIND_SET:
    case PH_KIND_DICTIONARY_COMPREHENSION:
    case PH_KIND_SET_COMPREHENSION: return true;
    case PH_KIND_BINARY_OPERATOR:
        return is_exact(facts, node, PH_TYPE_LIST | PH_TYPE_DICT | PH_TYPE_SET);
    case PH_KIND_CALL:
        if (is_maker(facts, node)) {
            return true;
        }
        break;
    default: break;
    }
    return ph_uses_is_fresh_list(facts, node) == PH_PROVED;
}
