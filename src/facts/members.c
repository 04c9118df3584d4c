#include "facts/members.h"

#include "syntax/walk.h"

enum { PH_FAMILY_CLASSES = 256 };

/* The classes of a file, and for each the first of its family. */
typedef struct PhFamilies {
    PhNodeId classes[PH_FAMILY_CLASSES];
    uint32_t heads[PH_FAMILY_CLASSES];
    uint32_t count;
} PhFamilies;

static PhBytes class_name(const PhTree *tree, PhNodeId node)
{
    return ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_NAME));
}

static void join_families(PhFamilies *families, uint32_t a, uint32_t b)
{
    uint32_t from = families->heads[a];
    uint32_t into = families->heads[b];
    for (uint32_t i = 0; i < families->count; i++) {
        families->heads[i] = families->heads[i] == from ? into : families->heads[i];
    }
}

static void join_bases(const PhTree *tree, PhFamilies *families, uint32_t index)
{
    PhNodeId bases = ph_tree_child(tree, families->classes[index], PH_FIELD_SUPERCLASSES);
    if (bases == PH_NODE_NONE) {
        return;
    }
    for (PhNodeId node = bases; node < ph_tree_limit(tree, bases); node++) {
        for (uint32_t i = 0;
             ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER && i < families->count; i++) {
            PhBytes name = class_name(tree, families->classes[i]);
            if (ph_bytes_equal(name, ph_tree_text(tree, node))) {
                join_families(families, index, i);
            }
        }
    }
}

static bool find_families(const PhTree *tree, PhFamilies *families)
{
    families->count = 0;
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (ph_tree_kind(tree, node) != PH_KIND_CLASS_DEFINITION) {
            continue;
        }
        if (families->count == PH_FAMILY_CLASSES) {
            return false;
        }
        families->heads[families->count] = families->count;
        families->classes[families->count++] = node;
    }
    for (uint32_t i = 0; i < families->count; i++) {
        join_bases(tree, families, i);
    }
    return true;
}

static uint32_t index_of(const PhFamilies *families, PhNodeId class_node)
{
    uint32_t i = 0;
    while (i < families->count && families->classes[i] != class_node) {
        i++;
    }
    return i;
}

static bool is_static(const PhTree *tree, PhNodeId decorated)
{
    for (PhNodeId child = ph_tree_first_named(tree, decorated); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        PhNodeId what = ph_tree_first_named(tree, child);
        if (ph_tree_kind(tree, child) == PH_KIND_DECORATOR && what != PH_NODE_NONE &&
            ph_bytes_is(ph_tree_text(tree, what), "staticmethod")) {
            return true;
        }
    }
    return false;
}

PhNodeId ph_class_of_method(const PhTree *tree, PhNodeId def)
{
    PhNodeId parent = ph_tree_parent(tree, def);
    if (ph_tree_kind(tree, parent) == PH_KIND_DECORATED_DEFINITION) {
        parent = ph_tree_parent(tree, parent);
    }
    PhNodeId owner = ph_tree_kind(tree, parent) == PH_KIND_BLOCK
                         ? ph_tree_parent(tree, parent)
                         : PH_NODE_NONE;
    return ph_tree_kind(tree, owner) == PH_KIND_CLASS_DEFINITION ? owner : PH_NODE_NONE;
}

/* The class whose object the first parameter of function `def` is, or PH_NODE_NONE. */
static PhNodeId class_of_self(const PhTree *tree, PhNodeId def)
{
    PhNodeId parent = ph_tree_parent(tree, def);
    bool is_plain = ph_tree_kind(tree, parent) != PH_KIND_DECORATED_DEFINITION ||
                    !is_static(tree, parent);
    return is_plain ? ph_class_of_method(tree, def) : PH_NODE_NONE;
}

/* The class whose object, or which itself, `name` surely is; *method_out: the method that
 * it is the first parameter of. */
static PhNodeId class_behind(PhFacts *facts, PhNodeId name, PhNodeId *method_out)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    *method_out = PH_NODE_NONE;
    PhBindingId id = ph_tree_kind(tree, name) == PH_KIND_IDENTIFIER
                         ? ph_names_binding(names, name)
                         : PH_BINDING_NONE;
    if (id == PH_BINDING_NONE || names->bindings[id].store_count != 1) {
        return PH_NODE_NONE;
    }
    PhRefId ref = names->bindings[id].first_ref;
    while (names->refs[ref].kind == PH_REF_LOAD && names->refs[ref].next != PH_REF_NONE) {
        ref = names->refs[ref].next;
    }
    PhNodeId node = names->refs[ref].node;
    if (names->refs[ref].kind == PH_REF_CLASS) {
        return ph_tree_parent(tree, node);
    }
    PhNodeId def = names->scopes[names->bindings[id].scope].node;
    if (names->refs[ref].kind != PH_REF_PARAMETER ||
        ph_tree_kind(tree, def) != PH_KIND_FUNCTION_DEFINITION) {
        return PH_NODE_NONE;
    }
    PhNodeId list = ph_tree_child(tree, def, PH_FIELD_PARAMETERS);
    PhNodeId first = ph_tree_first_named(tree, list);
    bool is_first = first != PH_NODE_NONE && ph_tree_is_within(tree, node, first) &&
                    tree->starts[first] == tree->starts[node];
    *method_out = is_first ? def : PH_NODE_NONE;
    return is_first ? class_of_self(tree, def) : PH_NODE_NONE;
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

/* The stores of one name in the body of a class. */
static bool add_body_stores(PhFacts *facts, const PhBinding *binding, PhBytes name,
                            PhMemberStores *out)
{
    const PhNames *names = facts->names;
    for (PhRefId i = binding->first_ref; i != PH_REF_NONE; i = names->refs[i].next) {
        const PhRef *ref = &names->refs[i];
        PhBytes text = ph_tree_text(facts->tree, ref->node);
        bool is_guard = ph_bytes_is(text, "__setattr__");
        bool is_named = ph_bytes_equal(text, name) && ref->kind != PH_REF_LOAD;
        if (is_guard || (is_named && !add_store(facts, ref->node, out))) {
            return false;
        }
    }
    return true;
}

/* Stores in the body of `class_node`; false for a method or property of that name. */
static bool add_class_stores(PhFacts *facts, PhNodeId class_node, PhBytes name,
                             PhMemberStores *out)
{
    const PhNames *names = ph_facts_names(facts);
    for (PhScopeId i = 0; i < names->scope_count; i++) {
        const PhScope *scope = &names->scopes[i];
        if (scope->kind != PH_SCOPE_KIND_CLASS || scope->node != class_node) {
            continue;
        }
        for (uint32_t n = 0; n < scope->binding_count; n++) {
            if (!add_body_stores(facts, &names->bindings[scope->first_binding + n], name,
                                 out)) {
                return false;
            }
        }
    }
    return true;
}

/* `setattr(o, "x", v)`, or one whose name is not known. */
static bool is_set_by_text(const PhTree *tree, PhNodeId node, PhBytes name)
{
    PhNodeId list = ph_tree_next_sibling(tree, node);
    if (!ph_bytes_is(ph_tree_text(tree, node), "setattr") ||
        ph_tree_kind(tree, list) != PH_KIND_ARGUMENT_LIST) {
        return false;
    }
    PhNodeId first = ph_tree_first_named(tree, list);
    PhNodeId second = first == PH_NODE_NONE ? first : ph_tree_next_named(tree, first);
    if (ph_tree_kind(tree, second) != PH_KIND_STRING ||
        ph_string_is_formatted(tree, second)) {
        return true;
    }
    return ph_bytes_find(ph_tree_text(tree, second), name, 0) != PH_NOT_FOUND;
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
    PhFamilies families = {.count = 0};
    if (owner == PH_NODE_NONE || !find_families(tree, &families)) {
        return false;
    }
    uint32_t head = families.heads[index_of(&families, owner)];
    for (uint32_t i = 0; i < families.count; i++) {
        if (families.heads[i] == head &&
            !add_class_stores(facts, families.classes[i], name, out)) {
            return false;
        }
    }
    for (PhNodeId node = 0; node < tree->count; node++) {
        PhKind kind = ph_tree_kind(tree, node);
        if (kind == PH_KIND_IDENTIFIER && is_set_by_text(tree, node, name)) {
            return false;
        }
        if (kind != PH_KIND_ATTRIBUTE || !ph_is_target(tree, node) ||
            !ph_bytes_equal(
                ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_ATTRIBUTE)), name)) {
            continue;
        }
        PhNodeId other =
            class_behind(facts, ph_tree_child(tree, node, PH_FIELD_OBJECT), &method);
        if (other != PH_NODE_NONE && families.heads[index_of(&families, other)] != head) {
            continue;
        }
        out->is_set_at_start = out->is_set_at_start && is_start(tree, method);
        if (!add_store(facts, node, out)) {
            return false;
        }
    }
    return true;
}

bool ph_member_is_shared(PhFacts *facts, PhNodeId def)
{
    const PhTree *tree = facts->tree;
    PhNodeId owner = ph_class_of_method(tree, def);
    PhFamilies families = {.count = 0};
    if (owner == PH_NODE_NONE) {
        return false;
    }
    if (!find_families(tree, &families)) {
        return true;
    }
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, def, PH_FIELD_NAME));
    uint32_t head = families.heads[index_of(&families, owner)];
    const PhNames *names = ph_facts_names(facts);
    for (PhRefId i = 0; i < names->ref_count; i++) {
        const PhRef *ref = &names->refs[i];
        const PhScope *scope = &names->scopes[ref->scope];
        bool is_other = scope->kind == PH_SCOPE_KIND_CLASS && scope->node != owner &&
                        ref->kind != PH_REF_LOAD;
        if (is_other && families.heads[index_of(&families, scope->node)] == head &&
            ph_bytes_equal(ph_tree_text(tree, ref->node), name)) {
            return true;
        }
    }
    return false;
}
