/*
 * owner_weakens: may the attribute be a property over a weak reference, as far as the file
 * tells?
 *
 * The owner's class is of this file and its objects can be referred to weakly; the file
 * neither copies nor pickles nor looks at what an object holds; nothing but the methods of
 * the class stores the attribute, from a name or None; comparing does not read it; and no
 * owner is made only to be passed on, so that nobody else would hold it. Unknown else.
 */

#include "facts/members.h"
#include "facts/owners.h"
#include "facts/types.h"
#include "syntax/walk.h"

static const char *const k_words[] = {
    "__copy__",        "__deepcopy__", "__dict__",    "__getstate__", "__reduce__",
    "__reduce_ex__",   "__setstate__", "asdict",      "copy",         "copyreg",
    "deepcopy",        "dill",         "cloudpickle", "joblib",       "marshal",
    "multiprocessing", "pickle",       "shelve",      "vars",
};

static PhAnswer unknown(PhNodeId node, const char *why)
{
    return ph_flow_answer(PH_UNKNOWN, node, ph_bytes_of(why));
}

static PhAnswer judge_words(const PhTree *tree)
{
    for (PhNodeId node = 0; node < tree->count; node++) {
        PhNodeId up = node == 0 ? PH_NODE_NONE : ph_tree_parent(tree, node);
        bool is_list_copy =
            ph_tree_kind(tree, up) == PH_KIND_ATTRIBUTE &&
            tree->fields[node] == PH_FIELD_ATTRIBUTE &&
            ph_bytes_is(ph_tree_text(tree, node), "copy") &&
            !ph_bytes_is(ph_tree_text(tree, ph_tree_child(tree, up, PH_FIELD_OBJECT)),
                         "copy");
        if (ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER && !is_list_copy &&
            ph_bytes_is_one_of(ph_tree_text(tree, node), k_words, PH_COUNT_OF(k_words))) {
            return unknown(node, "a copy or pickle would have a weak reference");
        }
    }
    return ph_answer(PH_PROVED);
}

/* Objects of the class can be referred to weakly. */
static bool has_weak_references(PhFacts *facts, PhNodeId class_node)
{
    const PhTree *tree = facts->tree;
    if (ph_layout_has_slots(facts, class_node)) {
        return false;
    }
    for (PhNodeId base = ph_class_first_base(tree, class_node); base != PH_NODE_NONE;
         base = ph_class_next_base(tree, base)) {
        PhNodeId name = ph_class_base_name(tree, base);
        PhNodeId known = ph_class_named(facts, name);
        if (known == PH_NODE_NONE && ph_layout_is_slotted(facts, base) != PH_PROVED) {
            return false;
        }
    }
    return true;
}

static PhAnswer judge_owners(PhFacts *facts, PhNodeId name)
{
    PhAttributeVec owners;
    if (!ph_owner_classes(facts, name, &owners)) {
        return unknown(name, "the class of the owner is not known");
    }
    for (size_t i = 0; i < owners.count; i++) {
        for (PhNodeId one = ph_class_next_ancestor(facts, owners.items[i], 0);
             one != PH_NODE_NONE;
             one = ph_class_next_ancestor(facts, owners.items[i], one)) {
            if (!has_weak_references(facts, one)) {
                return unknown(ph_class_name(facts->tree, one),
                               "its objects may not be referred to weakly");
            }
        }
    }
    return ph_answer(PH_PROVED);
}

/* `self.x = p` alone, or `self.x = None`, in a method of the class. */
static bool is_plain_store(PhFacts *facts, const PhAttributeStore *store,
                           PhNodeId class_node)
{
    const PhTree *tree = facts->tree;
    PhMethodKind kind;
    PhNodeId assignment = ph_tree_parent(tree, store->node);
    PhNodeId right = ph_tree_kind(tree, assignment) == PH_KIND_ASSIGNMENT
                         ? ph_tree_child(tree, assignment, PH_FIELD_RIGHT)
                         : PH_NODE_NONE;
    PhKind what = ph_tree_kind(tree, right);
    return ph_class_of_self(facts, store->object, &kind) == class_node &&
           kind == PH_METHOD_PLAIN &&
           ph_tree_kind(tree, ph_tree_parent(tree, assignment)) ==
               PH_KIND_EXPRESSION_STATEMENT &&
           (what == PH_KIND_IDENTIFIER || what == PH_KIND_NONE);
}

static PhAnswer judge_stores(PhFacts *facts, PhNodeId name, PhNodeId class_node)
{
    PhBytes own = ph_layout_name(facts, name);
    PhBytes text = ph_tree_text(facts->tree, name);
    PhBytes wanted = ph_arena_format(facts->arena, "_%.*s_ref", (int)text.len, text.ptr);
    for (PhNodeId node = 0; node < facts->tree->count; node++) {
        if (ph_tree_kind(facts->tree, node) == PH_KIND_IDENTIFIER &&
            ph_bytes_equal(ph_tree_text(facts->tree, node), wanted)) {
            return unknown(node, "has the name that the reference would get");
        }
    }
    const PhAttributeStores *stores = ph_layout_stores(facts);
    for (size_t i = 0; i < stores->count; i++) {
        const PhAttributeStore *store = &stores->items[i];
        bool is_it = store->name.len == 0 || ph_bytes_equal(store->name, own);
        if (is_it && !ph_layout_is_other(facts, store->object, class_node) &&
            !is_plain_store(facts, store, class_node)) {
            return unknown(store->node, "may store it in another way");
        }
    }
    for (PhNodeId one = ph_class_next(facts, 0); one != PH_NODE_NONE;
         one = ph_class_next(facts, one)) {
        PhAttributeVec attributes;
        bool is_derived = one != class_node && ph_class_derives(facts, one, class_node);
        bool is_base = one != class_node && ph_class_derives(facts, class_node, one);
        ph_layout_attributes(facts, one, &attributes);
        if ((is_derived || is_base) && ph_layout_has(facts, &attributes, own)) {
            return unknown(ph_class_name(facts->tree, one), "stores it too");
        }
        const PhNames *names = ph_facts_names(facts);
        PhBindingId id = ph_names_find(names, ph_class_scope(facts, one), own);
        if ((one == class_node || is_derived || is_base) && id != PH_BINDING_NONE &&
            names->bindings[id].is_bound) {
            return unknown(names->refs[names->bindings[id].first_ref].node,
                           "a name of the class too");
        }
    }
    return ph_answer(PH_PROVED);
}

static PhAnswer judge_comparing(PhFacts *facts, PhNodeId name, PhNodeId class_node)
{
    static const char *const k_methods[] = {"__eq__", "__hash__", "__lt__", "__ne__"};
    const PhTree *tree = facts->tree;
    for (size_t i = 0; i < PH_COUNT_OF(k_methods); i++) {
        PhNodeId def = ph_class_method(facts, class_node, ph_bytes_of(k_methods[i]));
        PhNodeId limit = def == PH_NODE_NONE ? 0 : ph_tree_limit(tree, def);
        for (PhNodeId node = def; node < limit; node++) {
            if (ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER &&
                ph_bytes_equal(ph_tree_text(tree, node), ph_tree_text(tree, name))) {
                return unknown(node, "objects are compared by it");
            }
        }
    }
    return ph_answer(PH_PROVED);
}

/* A function gives out something that is not known to be plain, but not `name`. */
static bool gives_out_another(PhFacts *facts, PhNodeId def, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    for (PhNodeId node = def; node < ph_tree_limit(tree, def); node++) {
        PhKind kind = ph_tree_kind(tree, node);
        PhNodeId value = kind == PH_KIND_RETURN_STATEMENT || kind == PH_KIND_YIELD
                             ? ph_tree_first_named(tree, node)
                             : PH_NODE_NONE;
        if (value == PH_NODE_NONE ||
            ph_bytes_equal(ph_tree_text(tree, value), ph_tree_text(tree, name))) {
            continue;
        }
        PhTypeSet kinds = ph_type_of(facts, value).kinds;
        if ((kinds & ~(PhTypeSet)PH_TYPE_SCALARS) != 0) {
            return true;
        }
    }
    return false;
}

/* What the call is stored to, `a, b = C(), C()` included; or PH_NODE_NONE. */
static PhNodeId target_of(const PhTree *tree, PhNodeId call)
{
    PhNodeId parent = ph_tree_parent(tree, call);
    if (ph_tree_kind(tree, parent) == PH_KIND_ASSIGNMENT) {
        return ph_tree_child(tree, parent, PH_FIELD_LEFT);
    }
    PhNodeId assignment = ph_tree_parent(tree, parent);
    if (ph_tree_kind(tree, parent) != PH_KIND_EXPRESSION_LIST ||
        ph_tree_kind(tree, assignment) != PH_KIND_ASSIGNMENT) {
        return PH_NODE_NONE;
    }
    PhNodeId left = ph_tree_child(tree, assignment, PH_FIELD_LEFT);
    PhNodeId found = PH_NODE_NONE;
    for (uint32_t i = 0;; i++) {
        PhNodeId value = ph_tree_nth_named(tree, parent, i);
        PhNodeId target = ph_tree_nth_named(tree, left, i);
        PhKind kind = ph_tree_kind(tree, target);
        if (value == PH_NODE_NONE && target == PH_NODE_NONE) {
            break;
        }
        if (value == PH_NODE_NONE || target == PH_NODE_NONE ||
            ph_tree_kind(tree, value) == PH_KIND_LIST_SPLAT ||
            kind == PH_KIND_LIST_SPLAT_PATTERN) {
            return PH_NODE_NONE;
        }
        found = value == call ? target : found;
    }
    return ph_tree_kind(tree, left) == PH_KIND_PATTERN_LIST ? found : PH_NODE_NONE;
}

/* Somebody holds what the call makes, besides the objects that it owns. */
static bool is_owner_held(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhNodeId parent = ph_tree_parent(tree, call);
    PhKind kind = ph_tree_kind(tree, parent);
    if (kind == PH_KIND_RETURN_STATEMENT || kind == PH_KIND_LIST || kind == PH_KIND_PAIR ||
        kind == PH_KIND_LIST_COMPREHENSION) {
        return true;
    }
    PhNodeId left = target_of(tree, call);
    if (ph_tree_kind(tree, left) == PH_KIND_ATTRIBUTE ||
        ph_tree_kind(tree, left) == PH_KIND_SUBSCRIPT) {
        return true;
    }
    if (ph_tree_kind(tree, left) != PH_KIND_IDENTIFIER) {
        return false;
    }
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_names_binding(names, left);
    if (id == PH_BINDING_NONE) {
        return false;
    }
    /* Stored again, the variable lets the first one go. */
    bool is_module = names->scopes[names->bindings[id].scope].kind == PH_SCOPE_KIND_MODULE;
    PhNodeId def = ph_tree_nearest(tree, call, PH_KIND_FUNCTION_DEFINITION);
    return names->bindings[id].store_count == 1 &&
           ph_flow_loop_around(tree, call) == PH_NODE_NONE &&
           (is_module || def == PH_NODE_NONE || !gives_out_another(facts, def, left));
}

static PhAnswer judge_lives(PhFacts *facts, PhNodeId name, PhNodeId class_node)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhAttributeVec owners;
    (void)ph_owner_classes(facts, name, &owners);
    for (size_t i = 0; i < owners.count; i++) {
        PhBindingId id = ph_class_binding(facts, owners.items[i]);
        PhRefId ref = id == PH_BINDING_NONE ? PH_REF_NONE : names->bindings[id].first_ref;
        for (; ref != PH_REF_NONE; ref = names->refs[ref].next) {
            PhNodeId call = names->refs[ref].kind == PH_REF_LOAD
                                ? ph_call_of(tree, names->refs[ref].node)
                                : PH_NODE_NONE;
            /* A child of an owner that is held is held by that. */
            bool is_child = owners.items[i] == class_node && call != PH_NODE_NONE &&
                            ph_tree_kind(tree, ph_tree_parent(tree, call)) ==
                                PH_KIND_EXPRESSION_STATEMENT;
            if (call != PH_NODE_NONE && !is_child && !is_owner_held(facts, call)) {
                return unknown(call, "perhaps nobody else would hold the owner made here");
            }
        }
    }
    return ph_answer(PH_PROVED);
}

PhAnswer ph_fact_owner_weakens(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId name = ph_flow_node(query, 0);
    PhNodeId class_node = name == PH_NODE_NONE ? name : ph_owner_class(facts->tree, name);
    if (class_node == PH_NODE_NONE ||
        ph_tree_kind(facts->tree, ph_tree_parent(facts->tree, name)) != PH_KIND_ATTRIBUTE) {
        return ph_answer(PH_UNKNOWN);
    }
    if (ph_layout_has_slots(facts, class_node)) {
        return unknown(ph_class_name(facts->tree, class_node), "has __slots__");
    }
    PhAnswer answer = judge_words(facts->tree);
    answer = ph_answer_weakest(answer, judge_owners(facts, name));
    answer = ph_answer_weakest(answer, judge_stores(facts, name, class_node));
    answer = ph_answer_weakest(answer, judge_comparing(facts, name, class_node));
    return answer.verdict == PH_PROVED ? judge_lives(facts, name, class_node) : answer;
}
