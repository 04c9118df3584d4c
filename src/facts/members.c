#include "facts/members.h"

#include "facts/classes.h"
#include "facts/member_index.h"
#include "syntax/walk.h"

/* The class whose object, or which itself, `name` surely is; *method_out: the method that
 * it is the first parameter of. */
static PhNodeId class_behind(PhFacts *facts, PhNodeId name, PhNodeId *method_out)
{
    PhMethodKind kind;
    PhNodeId own = ph_class_named(facts, name);
    PhNodeId owner = ph_class_of_self(facts, name, &kind);
    const PhNames *names = facts->names;
    *method_out =
        owner == PH_NODE_NONE
            ? PH_NODE_NONE
            : names->scopes[names->bindings[ph_names_binding(names, name)].scope].node;
    return own == PH_NODE_NONE ? owner : own;
}

static bool is_pattern(PhKind kind)
{
    return kind == PH_KIND_PATTERN_LIST || kind == PH_KIND_TUPLE_PATTERN ||
           kind == PH_KIND_LIST_PATTERN || kind == PH_KIND_LIST_SPLAT_PATTERN ||
           kind == PH_KIND_TUPLE || kind == PH_KIND_LIST || kind == PH_KIND_LIST_SPLAT ||
           kind == PH_KIND_EXPRESSION_LIST || kind == PH_KIND_PARENTHESIZED_EXPRESSION;
}

bool ph_is_target(const PhTree *tree, PhNodeId node)
{
    PhNodeId parent = ph_tree_parent(tree, node);
    while (is_pattern(ph_tree_kind(tree, parent))) {
        node = parent;
        parent = ph_tree_parent(tree, node);
    }
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_ASSIGNMENT:
    case PH_KIND_AUGMENTED_ASSIGNMENT:
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_FOR_IN_CLAUSE: return tree->fields[node] == PH_FIELD_LEFT;
    case PH_KIND_AS_PATTERN_TARGET:
    case PH_KIND_DELETE_STATEMENT: return true;
    default: return false;
    }
}

PhNodeId ph_stored_value(const PhTree *tree, PhNodeId target)
{
    PhNodeId assignment = ph_tree_parent(tree, target);
    if (ph_tree_kind(tree, assignment) != PH_KIND_ASSIGNMENT ||
        tree->fields[target] != PH_FIELD_LEFT) {
        return PH_NODE_NONE;
    }
    PhNodeId value = ph_tree_child(tree, assignment, PH_FIELD_RIGHT);
    while (ph_tree_kind(tree, value) == PH_KIND_ASSIGNMENT) {
        value = ph_tree_child(tree, value, PH_FIELD_RIGHT);
    }
    return value == PH_NODE_NONE ? value : ph_tree_strip_parens(tree, value);
}

/* `x: T` alone stores nothing. */
static bool is_declaration(const PhTree *tree, PhNodeId target)
{
    PhNodeId assignment = ph_tree_parent(tree, target);
    return ph_tree_kind(tree, assignment) == PH_KIND_ASSIGNMENT &&
           ph_tree_child(tree, assignment, PH_FIELD_RIGHT) == PH_NODE_NONE;
}

static bool is_start(const PhTree *tree, PhNodeId method)
{
    static const char *const k_starts[] = {"__init__", "__new__", "__post_init__",
                                           "__setstate__"};
    PhNodeId name =
        method == PH_NODE_NONE ? method : ph_tree_child(tree, method, PH_FIELD_NAME);
    return name != PH_NODE_NONE &&
           ph_bytes_is_one_of(ph_tree_text(tree, name), k_starts, PH_COUNT_OF(k_starts));
}

static bool add_store(PhFacts *facts, PhNodeId target, PhMemberStores *out)
{
    PhNodeId value = ph_stored_value(facts->tree, target);
    if (value == PH_NODE_NONE) {
        return is_declaration(facts->tree, target);
    }
    PH_VEC_PUSH(facts->arena, &out->values, value);
    PH_VEC_PUSH(facts->arena, &out->targets, target);
    return true;
}

/* Stores to the name in the bodies of a family; false for a method or property of that
 * name, and if the family guards its attributes. */
static bool add_body_stores(PhFacts *facts, uint32_t family, PhBytes name,
                            PhMemberStores *out)
{
    const PhMemberIndex *index = ph_member_index(facts);
    const PhMemberSite *sites = index->names.all.items;
    uint32_t guard = ph_member_first(&index->names, PH_BYTES("__setattr__"));
    for (; guard != PH_MAP_NONE; guard = sites[guard].next) {
        PhNodeId owner = sites[guard].owner;
        if (owner != PH_NODE_NONE && ph_family_of(&index->families, owner) == family) {
            return false;
        }
    }
    for (uint32_t i = ph_member_first(&index->names, name); i != PH_MAP_NONE;
         i = sites[i].next) {
        PhNodeId owner = sites[i].owner;
        if (owner != PH_NODE_NONE && ph_family_of(&index->families, owner) == family &&
            !add_store(facts, sites[i].node, out)) {
            return false;
        }
    }
    return true;
}

/* `setattr(o, "x", v)`, or one whose name is not known. */
static bool is_set_by_text(const PhTree *tree, PhNodeId setter, PhBytes name)
{
    PhNodeId list = ph_tree_next_sibling(tree, setter);
    PhNodeId first = ph_tree_first_named(tree, list);
    PhNodeId second = first == PH_NODE_NONE ? first : ph_tree_next_named(tree, first);
    if (ph_tree_kind(tree, second) != PH_KIND_STRING ||
        ph_string_is_formatted(tree, second)) {
        return true;
    }
    return ph_bytes_find(ph_tree_text(tree, second), name, 0) != PH_NOT_FOUND;
}

static bool add_target_stores(PhFacts *facts, uint32_t family, PhBytes name,
                              PhMemberStores *out)
{
    const PhTree *tree = facts->tree;
    const PhMemberIndex *index = ph_member_index(facts);
    const PhMemberSite *sites = index->targets.all.items;
    for (size_t i = 0; i < index->setters.count; i++) {
        if (is_set_by_text(tree, index->setters.items[i], name)) {
            return false;
        }
    }
    for (uint32_t i = ph_member_first(&index->targets, name); i != PH_MAP_NONE;
         i = sites[i].next) {
        PhNodeId object = ph_tree_child(tree, sites[i].node, PH_FIELD_OBJECT);
        PhNodeId method;
        PhNodeId owner = class_behind(facts, object, &method);
        if (owner != PH_NODE_NONE && ph_family_of(&index->families, owner) != family) {
            continue;
        }
        out->is_set_at_start = out->is_set_at_start && is_start(tree, method);
        if (!add_store(facts, sites[i].node, out)) {
            return false;
        }
    }
    return true;
}

/* The place of what is known of member `name` of a family, made when it is new. */
static uint32_t *known_place(PhArena *arena, PhMemberIndex *index, uint32_t family,
                             PhBytes name)
{
    char *key = ph_arena_alloc(arena, sizeof(family) + name.len);
    memcpy(key, &family, sizeof(family));
    memcpy(key + sizeof(family), name.ptr, name.len);
    return ph_map_put(&index->known_of, (PhBytes){key, sizeof(family) + name.len});
}

bool ph_member_stores(PhFacts *facts, PhNodeId attribute, PhMemberStores *out)
{
    const PhTree *tree = facts->tree;
    PhNodeId method;
    *out = (PhMemberStores){.is_set_at_start = true};
    if (ph_tree_kind(tree, attribute) != PH_KIND_ATTRIBUTE) {
        return false;
    }
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, attribute, PH_FIELD_ATTRIBUTE));
    PhNodeId owner =
        class_behind(facts, ph_tree_child(tree, attribute, PH_FIELD_OBJECT), &method);
    if (owner == PH_NODE_NONE || ph_member_index(facts)->families.is_full) {
        return false;
    }
    PhMemberIndex *index = ph_member_index(facts);
    uint32_t family = ph_family_of(&index->families, owner);
    uint32_t *place = known_place(facts->arena, index, family, name);
    if (*place == PH_MAP_NONE) {
        PhKnownMember known = {.stores = *out};
        known.is_known = add_body_stores(facts, family, name, &known.stores) &&
                         add_target_stores(facts, family, name, &known.stores);
        *place = (uint32_t)index->known.count;
        PH_VEC_PUSH(facts->arena, &index->known, known);
    }
    const PhKnownMember *known = &index->known.items[*place];
    *out = known->stores;
    return known->is_known;
}

bool ph_member_is_shared(PhFacts *facts, PhNodeId def)
{
    const PhTree *tree = facts->tree;
    PhNodeId own = ph_class_around(tree, def);
    if (own == PH_NODE_NONE) {
        return false;
    }
    const PhMemberIndex *index = ph_member_index(facts);
    if (index->families.is_full) {
        return true;
    }
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, def, PH_FIELD_NAME));
    uint32_t family = ph_family_of(&index->families, own);
    const PhMemberSite *sites = index->names.all.items;
    for (uint32_t i = ph_member_first(&index->names, name); i != PH_MAP_NONE;
         i = sites[i].next) {
        PhNodeId place = sites[i].place;
        if (place != PH_NODE_NONE && place != own &&
            ph_family_of(&index->families, place) == family) {
            return true;
        }
    }
    return false;
}
