#include "facts/layouts.h"

#include "facts/members.h"
#include "syntax/walk.h"

PhBytes ph_layout_name(PhFacts *facts, PhNodeId attribute_name)
{
    const PhTree *tree = facts->tree;
    PhBytes text = ph_tree_text(tree, attribute_name);
    if (!ph_bytes_starts_with(text, PH_BYTES("__")) ||
        ph_bytes_ends_with(text, PH_BYTES("__"))) {
        return text;
    }
    PhNodeId owner = attribute_name;
    while (owner != PH_NODE_NONE && ph_tree_kind(tree, owner) != PH_KIND_CLASS_DEFINITION) {
        owner = ph_tree_parent(tree, owner);
    }
    if (owner == PH_NODE_NONE) {
        return text;
    }
    PhBytes name = ph_tree_text(tree, ph_class_name(tree, owner));
    while (name.len > 0 && name.ptr[0] == '_') {
        name = ph_bytes_slice(name, 1, name.len);
    }
    return name.len == 0 ? text
                         : ph_arena_format(facts->arena, "_%.*s%.*s", (int)name.len,
                                           name.ptr, (int)text.len, text.ptr);
}

bool ph_layout_has(PhFacts *facts, const PhAttributeVec *attributes, PhBytes name)
{
    for (size_t i = 0; i < attributes->count; i++) {
        if (ph_bytes_equal(ph_layout_name(facts, attributes->items[i]), name)) {
            return true;
        }
    }
    return false;
}

/* `x: T` alone stores nothing. */
static bool is_stored(const PhTree *tree, PhNodeId attribute)
{
    PhNodeId parent = ph_tree_parent(tree, attribute);
    bool is_declared = ph_tree_kind(tree, parent) == PH_KIND_ASSIGNMENT &&
                       ph_tree_child(tree, parent, PH_FIELD_RIGHT) == PH_NODE_NONE;
    return ph_is_target(tree, attribute) && !is_declared;
}

static void add_attributes_in(PhFacts *facts, PhNodeId class_node, PhNodeId region,
                              PhAttributeVec *out)
{
    const PhTree *tree = facts->tree;
    for (PhNodeId node = region; node < ph_tree_limit(tree, region); node++) {
        PhMethodKind kind;
        if (ph_tree_kind(tree, node) != PH_KIND_ATTRIBUTE || !is_stored(tree, node)) {
            continue;
        }
        PhNodeId object = ph_tree_child(tree, node, PH_FIELD_OBJECT);
        PhNodeId name = ph_tree_child(tree, node, PH_FIELD_ATTRIBUTE);
        if (ph_class_of_self(facts, object, &kind) == class_node &&
            kind == PH_METHOD_PLAIN &&
            !ph_layout_has(facts, out, ph_layout_name(facts, name))) {
            PH_VEC_PUSH(facts->arena, out, name);
        }
    }
}

bool ph_layout_is_dataclass(PhFacts *facts, PhNodeId class_node)
{
    const PhTree *tree = facts->tree;
    for (PhNodeId deco = ph_first_decorator(tree, class_node); deco != PH_NODE_NONE;
         deco = ph_next_decorator(tree, deco)) {
        if (ph_facts_means(facts, ph_decorator_function(tree, deco),
                           PH_BYTES("dataclasses.dataclass"))) {
            return true;
        }
    }
    return false;
}

/* `x: T` is a field, unless T says that it is none. */
static bool is_field_type(const PhTree *tree, PhNodeId type)
{
    static const char *const k_others[] = {"ClassVar", "InitVar", "KW_ONLY"};
    PhBytes text = ph_tree_text(tree, type);
    for (size_t i = 0; i < PH_COUNT_OF(k_others); i++) {
        if (ph_bytes_find(text, ph_bytes_of(k_others[i]), 0) != PH_NOT_FOUND) {
            return false;
        }
    }
    return true;
}

static void add_fields(PhFacts *facts, PhNodeId class_node, PhAttributeVec *out)
{
    const PhTree *tree = facts->tree;
    PhNodeId body = ph_tree_child(tree, class_node, PH_FIELD_BODY);
    for (PhNodeId node = ph_tree_first_named(tree, body); node != PH_NODE_NONE;
         node = ph_tree_next_named(tree, node)) {
        PhNodeId assignment = ph_tree_kind(tree, node) == PH_KIND_EXPRESSION_STATEMENT
                                  ? ph_tree_first_named(tree, node)
                                  : PH_NODE_NONE;
        if (ph_tree_kind(tree, assignment) != PH_KIND_ASSIGNMENT) {
            continue;
        }
        PhNodeId type = ph_tree_child(tree, assignment, PH_FIELD_TYPE);
        PhNodeId name = ph_tree_child(tree, assignment, PH_FIELD_LEFT);
        if (type != PH_NODE_NONE && is_field_type(tree, type) &&
            ph_tree_kind(tree, name) == PH_KIND_IDENTIFIER) {
            PH_VEC_PUSH(facts->arena, out, name);
        }
    }
}

void ph_layout_attributes(PhFacts *facts, PhNodeId class_node, PhAttributeVec *out)
{
    *out = (PhAttributeVec){0};
    if (ph_layout_is_dataclass(facts, class_node)) {
        add_fields(facts, class_node, out);
        return;
    }
    PhNodeId init = ph_class_method(facts, class_node, PH_BYTES("__init__"));
    if (init != PH_NODE_NONE) {
        add_attributes_in(facts, class_node, init, out);
    }
    add_attributes_in(facts, class_node,
                      ph_tree_child(facts->tree, class_node, PH_FIELD_BODY), out);
}

static bool is_slots_argument(const PhTree *tree, PhNodeId decorator)
{
    PhNodeId list = ph_tree_kind(tree, decorator) == PH_KIND_CALL
                        ? ph_tree_child(tree, decorator, PH_FIELD_ARGUMENTS)
                        : PH_NODE_NONE;
    if (list == PH_NODE_NONE) {
        return false;
    }
    for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        if (ph_tree_kind(tree, arg) == PH_KIND_KEYWORD_ARGUMENT &&
            ph_bytes_is(ph_tree_text(tree, ph_tree_child(tree, arg, PH_FIELD_NAME)),
                        "slots") &&
            ph_tree_kind(tree, ph_tree_child(tree, arg, PH_FIELD_VALUE)) == PH_KIND_TRUE) {
            return true;
        }
    }
    return false;
}

bool ph_layout_has_slots(PhFacts *facts, PhNodeId class_node)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id =
        ph_names_find(names, ph_class_scope(facts, class_node), PH_BYTES("__slots__"));
    if (id != PH_BINDING_NONE && names->bindings[id].is_bound) {
        return true;
    }
    for (PhNodeId deco = ph_first_decorator(tree, class_node); deco != PH_NODE_NONE;
         deco = ph_next_decorator(tree, deco)) {
        if (is_slots_argument(tree, deco) &&
            ph_facts_means(facts, ph_decorator_function(tree, deco),
                           PH_BYTES("dataclasses.dataclass"))) {
            return true;
        }
    }
    return false;
}

/* Classes of the standard library with empty __slots__ (3.8 to 3.14). */
static bool is_empty_base(PhFacts *facts, PhNodeId base)
{
    static const char *const k_abc[] = {
        "AsyncGenerator", "AsyncIterable",   "AsyncIterator",
        "Awaitable",      "Callable",        "Collection",
        "Container",      "Coroutine",       "Generator",
        "Hashable",       "ItemsView",       "Iterable",
        "Iterator",       "KeysView",        "Mapping",
        "MutableMapping", "MutableSequence", "MutableSet",
        "Reversible",     "Sequence",        "Set",
        "Sized",          "ValuesView",
    };
    const PhTree *tree = facts->tree;
    if (ph_flow_is_builtin(facts, base)) {
        return ph_bytes_is(ph_tree_text(tree, base), "object");
    }
    if (ph_facts_means(facts, base, PH_BYTES("abc.ABC")) ||
        ph_facts_means(facts, base, PH_BYTES("typing.Generic"))) {
        return true;
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_abc); i++) {
        bool is_view = ph_bytes_ends_with(ph_bytes_of(k_abc[i]), PH_BYTES("View"));
        PhBytes path = ph_arena_format(facts->arena, "collections.abc.%s", k_abc[i]);
        PhBytes typing = ph_arena_format(facts->arena, "typing.%s", k_abc[i]);
        if (!is_view &&
            (ph_facts_means(facts, base, path) || ph_facts_means(facts, base, typing))) {
            return true;
        }
    }
    return false;
}

enum { PH_LAYOUT_BASES = 32 };

PhVerdict ph_layout_is_slotted(PhFacts *facts, PhNodeId base)
{
    const PhTree *tree = facts->tree;
    PhNodeId open[PH_LAYOUT_BASES] = {ph_class_base_name(tree, base)};
    uint32_t count = 1;
    for (uint32_t i = 0; i < count; i++) {
        PhNodeId known = ph_class_named(facts, open[i]);
        if (known == PH_NODE_NONE) {
            if (!is_empty_base(facts, open[i])) {
                return PH_UNKNOWN;
            }
            continue;
        }
        if (!ph_layout_has_slots(facts, known)) {
            return PH_REFUTED;
        }
        for (PhNodeId one = ph_class_first_base(tree, known); one != PH_NODE_NONE;
             one = ph_class_next_base(tree, one)) {
            if (count == PH_LAYOUT_BASES) {
                return PH_UNKNOWN;
            }
            open[count++] = ph_class_base_name(tree, one);
        }
    }
    return PH_PROVED;
}

bool ph_layout_is_base(PhFacts *facts, PhNodeId base, PhNodeId class_node)
{
    return ph_class_derives(facts, class_node, base);
}

static void add_call(PhFacts *facts, PhNodeId call, PhAttributeStores *out)
{
    static const char *const k_setters[] = {"setattr", "delattr", "__setattr__",
                                            "__delattr__"};
    const PhTree *tree = facts->tree;
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    bool is_attribute = ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE;
    PhNodeId last =
        is_attribute ? ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE) : function;
    if (ph_tree_kind(tree, last) != PH_KIND_IDENTIFIER ||
        !ph_bytes_is_one_of(ph_tree_text(tree, last), k_setters, PH_COUNT_OF(k_setters))) {
        return;
    }
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    PhNodeId first = ph_tree_first_named(tree, list);
    PhNodeId second =
        first == PH_NODE_NONE ? PH_NODE_NONE : ph_tree_next_named(tree, first);
    PhBytes direct = ph_string_value(tree, first);
    PhAttributeStore store = {.node = call, .object = first};
    if (is_attribute && direct.len > 0) { /* super().__setattr__("x", v) */
        store.object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
        store.name = direct;
    } else {
        store.name = ph_string_value(tree, second);
    }
    if (store.object == PH_NODE_NONE) {
        store.object = call;
    }
    PH_VEC_PUSH(facts->arena, out, store);
}

const PhAttributeStores *ph_layout_stores(PhFacts *facts)
{
    const PhTree *tree = facts->tree;
    if (facts->attribute_stores != NULL) {
        return facts->attribute_stores;
    }
    PhAttributeStores *out = PH_NEW(facts->arena, PhAttributeStores);
    for (PhNodeId node = 0; node < tree->count; node++) {
        PhKind kind = tree->kinds[node];
        if (kind == PH_KIND_CALL) {
            add_call(facts, node, out);
        } else if (kind == PH_KIND_ATTRIBUTE && is_stored(tree, node)) {
            PhNodeId name = ph_tree_child(tree, node, PH_FIELD_ATTRIBUTE);
            PhAttributeStore store = {
                .node = node,
                .object = ph_tree_child(tree, node, PH_FIELD_OBJECT),
                .name = ph_layout_name(facts, name),
            };
            PH_VEC_PUSH(facts->arena, out, store);
        }
    }
    facts->attribute_stores = out;
    return out;
}

bool ph_layout_is_other(PhFacts *facts, PhNodeId object, PhNodeId class_node)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhMethodKind kind;
    object = ph_tree_strip_parens(tree, object);
    PhNodeId owner = ph_class_of_self(facts, object, &kind);
    if (owner != PH_NODE_NONE) {
        return kind == PH_METHOD_CLASS || !ph_class_derives(facts, class_node, owner);
    }
    PhBindingId id = ph_tree_kind(tree, object) == PH_KIND_IDENTIFIER
                         ? ph_names_binding(names, object)
                         : PH_BINDING_NONE;
    PhRefId ref = id == PH_BINDING_NONE ? PH_REF_NONE : names->bindings[id].first_ref;
    bool is_other = ref != PH_REF_NONE && names->bindings[id].is_bound;
    for (; is_other && ref != PH_REF_NONE; ref = names->refs[ref].next) {
        PhRefKind how = names->refs[ref].kind;
        is_other = how == PH_REF_LOAD || how == PH_REF_FUNCTION || how == PH_REF_IMPORT ||
                   how == PH_REF_CLASS || how == PH_REF_SUPER;
    }
    if (is_other) {
        return true;
    }
    /* An object that a class of this file makes on the spot. */
    PhNodeId made =
        ph_tree_kind(tree, object) == PH_KIND_CALL
            ? ph_class_named(facts, ph_tree_child(tree, object, PH_FIELD_FUNCTION))
            : PH_NODE_NONE;
    return made != PH_NODE_NONE && !ph_class_derives(facts, made, class_node) &&
           !ph_class_derives(facts, class_node, made);
}
