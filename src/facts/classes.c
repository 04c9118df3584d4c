#include "facts/classes.h"

#include "facts/sole.h"
#include "syntax/walk.h"

enum { PH_MOST_BASES = 64 };

typedef struct PhClassItem {
    PhNodeId node;
    PhScopeId scope; /* of its body */
} PhClassItem;

/* A function in the body of a class. */
typedef struct PhMethodItem {
    PhNodeId def;
    uint32_t next; /* of the same name, or PH_MAP_NONE */
} PhMethodItem;

/* The classes of a file, in their order. */
struct PhClassList {
    PhClassItem *items;
    size_t count;
    size_t capacity;
    PH_VEC(PhMethodItem) methods;
    PhMap first_method; /* by name */
};

static void add_method(PhFacts *facts, PhClassList *list, PhNodeId def)
{
    PhNodeId name = ph_tree_child(facts->tree, def, PH_FIELD_NAME);
    uint32_t *first = ph_map_put(&list->first_method, ph_tree_text(facts->tree, name));
    PhMethodItem item = {def, *first};
    *first = (uint32_t)list->methods.count;
    PH_VEC_PUSH(facts->arena, &list->methods, item);
}

static const PhClassList *class_list(PhFacts *facts)
{
    if (facts->classes == NULL) {
        const PhTree *tree = facts->tree;
        PhClassList *list = PH_NEW(facts->arena, PhClassList);
        *list = (PhClassList){.first_method = ph_map_in(facts->arena)};
        for (PhNodeId node = 0; node < tree->count; node++) {
            if (tree->kinds[node] == PH_KIND_CLASS_DEFINITION) {
                PhNodeId body = ph_tree_child(tree, node, PH_FIELD_BODY);
                PhClassItem item = {node, ph_names_scope_at(ph_facts_names(facts), body)};
                PH_VEC_PUSH(facts->arena, list, item);
            } else if (tree->kinds[node] == PH_KIND_FUNCTION_DEFINITION &&
                       ph_class_around(tree, node) != PH_NODE_NONE) {
                add_method(facts, list, node);
            }
        }
        facts->classes = list;
    }
    return facts->classes;
}

/* Of the last class at or before `node`, or 0. */
static size_t place_of(const PhClassList *list, PhNodeId node)
{
    size_t low = 0;
    size_t high = list->count;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (list->items[middle].node <= node) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

PhNodeId ph_class_of_query(const PhFactQuery *query, size_t arg)
{
    const PhTree *tree = query->facts->tree;
    PhNodeId node = ph_flow_node(query, arg);
    if (ph_tree_kind(tree, node) == PH_KIND_CLASS_DEFINITION) {
        return node;
    }
    PhNodeId parent = node == PH_NODE_NONE ? node : ph_tree_parent(tree, node);
    return ph_tree_kind(tree, parent) == PH_KIND_CLASS_DEFINITION &&
                   tree->fields[node] == PH_FIELD_NAME
               ? parent
               : PH_NODE_NONE;
}

PhNodeId ph_class_name(const PhTree *tree, PhNodeId class_node)
{
    return ph_tree_child(tree, class_node, PH_FIELD_NAME);
}

PhBindingId ph_class_binding(PhFacts *facts, PhNodeId class_node)
{
    return ph_names_binding(ph_facts_names(facts), ph_class_name(facts->tree, class_node));
}

PhScopeId ph_class_scope(PhFacts *facts, PhNodeId class_node)
{
    const PhClassList *list = class_list(facts);
    return list->items[place_of(list, class_node)].scope;
}

PhNodeId ph_class_named(PhFacts *facts, PhNodeId name)
{
    return ph_sole_definition(facts, name, PH_REF_CLASS);
}

static PhNodeId base_from(const PhTree *tree, PhNodeId node)
{
    while (node != PH_NODE_NONE && ph_tree_kind(tree, node) == PH_KIND_KEYWORD_ARGUMENT) {
        node = ph_tree_next_named(tree, node);
    }
    return node;
}

PhNodeId ph_class_first_base(const PhTree *tree, PhNodeId class_node)
{
    PhNodeId list = ph_tree_child(tree, class_node, PH_FIELD_SUPERCLASSES);
    return list == PH_NODE_NONE ? list : base_from(tree, ph_tree_first_named(tree, list));
}

PhNodeId ph_class_next_base(const PhTree *tree, PhNodeId base)
{
    return base_from(tree, ph_tree_next_named(tree, base));
}

PhNodeId ph_class_base_name(const PhTree *tree, PhNodeId base)
{
    base = ph_tree_strip_parens(tree, base);
    return ph_tree_kind(tree, base) == PH_KIND_SUBSCRIPT
               ? ph_tree_child(tree, base, PH_FIELD_VALUE)
               : base;
}

PhNodeId ph_definition_statement(const PhTree *tree, PhNodeId definition)
{
    PhNodeId parent = ph_tree_parent(tree, definition);
    return ph_tree_kind(tree, parent) == PH_KIND_DECORATED_DEFINITION ? parent : definition;
}

static PhNodeId decorator_from(const PhTree *tree, PhNodeId node)
{
    return ph_tree_kind(tree, node) == PH_KIND_DECORATOR ? ph_tree_first_named(tree, node)
                                                         : PH_NODE_NONE;
}

PhNodeId ph_first_decorator(const PhTree *tree, PhNodeId definition)
{
    PhNodeId statement = ph_definition_statement(tree, definition);
    return statement == definition
               ? PH_NODE_NONE
               : decorator_from(tree, ph_tree_first_named(tree, statement));
}

PhNodeId ph_next_decorator(const PhTree *tree, PhNodeId expression)
{
    return decorator_from(tree, ph_tree_next_named(tree, ph_tree_parent(tree, expression)));
}

PhNodeId ph_decorator_function(const PhTree *tree, PhNodeId decorator)
{
    return ph_tree_kind(tree, decorator) == PH_KIND_CALL
               ? ph_tree_child(tree, decorator, PH_FIELD_FUNCTION)
               : decorator;
}

PhBytes ph_decorator_name(const PhTree *tree, PhNodeId decorator)
{
    PhNodeId what = ph_decorator_function(tree, ph_tree_strip_parens(tree, decorator));
    if (ph_tree_kind(tree, what) == PH_KIND_ATTRIBUTE) {
        what = ph_tree_child(tree, what, PH_FIELD_ATTRIBUTE);
    }
    return ph_tree_text(tree, what);
}

PhNodeId ph_class_around(const PhTree *tree, PhNodeId def)
{
    PhNodeId block = ph_tree_parent(tree, ph_definition_statement(tree, def));
    PhNodeId owner = ph_tree_kind(tree, block) == PH_KIND_BLOCK
                         ? ph_tree_parent(tree, block)
                         : PH_NODE_NONE;
    return ph_tree_kind(tree, owner) == PH_KIND_CLASS_DEFINITION ? owner : PH_NODE_NONE;
}

PhMethodKind ph_method_kind(PhFacts *facts, PhNodeId def)
{
    static const char *const k_of_class[] = {"__class_getitem__", "__init_subclass__",
                                             "__new__"};
    const PhTree *tree = facts->tree;
    if (ph_class_around(tree, def) == PH_NODE_NONE) {
        return PH_METHOD_NONE;
    }
    for (PhNodeId deco = ph_first_decorator(tree, def); deco != PH_NODE_NONE;
         deco = ph_next_decorator(tree, deco)) {
        PhBytes text = ph_tree_text(tree, deco);
        if (ph_bytes_is(text, "staticmethod")) {
            return PH_METHOD_STATIC;
        }
        if (ph_bytes_is(text, "classmethod")) {
            return PH_METHOD_CLASS;
        }
    }
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, def, PH_FIELD_NAME));
    return ph_bytes_is_one_of(name, k_of_class, PH_COUNT_OF(k_of_class)) ? PH_METHOD_CLASS
                                                                         : PH_METHOD_PLAIN;
}

PhNodeId ph_class_of_self(PhFacts *facts, PhNodeId name, PhMethodKind *kind_out)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    *kind_out = PH_METHOD_NONE;
    PhBindingId id = ph_sole_binding(facts, name);
    if (id == PH_BINDING_NONE) {
        return PH_NODE_NONE;
    }
    PhNodeId def = names->scopes[names->bindings[id].scope].node;
    if (ph_tree_kind(tree, def) != PH_KIND_FUNCTION_DEFINITION) {
        return PH_NODE_NONE;
    }
    PhNodeId list = ph_tree_child(tree, def, PH_FIELD_PARAMETERS);
    PhNodeId first = ph_tree_first_named(tree, list);
    while (first != PH_NODE_NONE && ph_tree_kind(tree, first) == PH_KIND_TYPED_PARAMETER) {
        first = ph_tree_first_named(tree, first);
    }
    if (first == PH_NODE_NONE || ph_tree_kind(tree, first) != PH_KIND_IDENTIFIER ||
        ph_names_binding(names, first) != id) {
        return PH_NODE_NONE;
    }
    *kind_out = ph_method_kind(facts, def);
    bool is_own = *kind_out == PH_METHOD_PLAIN || *kind_out == PH_METHOD_CLASS;
    return is_own ? ph_class_around(tree, def) : PH_NODE_NONE;
}

PhNodeId ph_class_method(PhFacts *facts, PhNodeId class_node, PhBytes name)
{
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_names_find(names, ph_class_scope(facts, class_node), name);
    PhNodeId found = PH_NODE_NONE;
    PhRefId ref = id == PH_BINDING_NONE ? PH_REF_NONE : names->bindings[id].first_ref;
    for (; ref != PH_REF_NONE; ref = names->refs[ref].next) {
        if (names->refs[ref].kind == PH_REF_FUNCTION) {
            found = ph_tree_parent(facts->tree, names->refs[ref].node);
        }
    }
    return found;
}

bool ph_class_derives(PhFacts *facts, PhNodeId node, PhNodeId base)
{
    const PhTree *tree = facts->tree;
    if (node == base || ph_class_first_base(tree, node) == PH_NODE_NONE) {
        return node == base; /* most classes, of files that have thousands */
    }
    PhNodeId open[PH_MOST_BASES] = {node};
    uint32_t count = 1;
    for (uint32_t i = 0; i < count; i++) {
        if (open[i] == base) {
            return true;
        }
        for (PhNodeId one = ph_class_first_base(tree, open[i]); one != PH_NODE_NONE;
             one = ph_class_next_base(tree, one)) {
            PhNodeId found = ph_class_named(facts, ph_class_base_name(tree, one));
            if (found != PH_NODE_NONE && count < PH_MOST_BASES) {
                open[count++] = found;
            }
        }
    }
    return count == PH_MOST_BASES;
}

PhNodeId ph_class_next_method(PhFacts *facts, PhBytes name, uint32_t *place)
{
    const PhClassList *list = class_list(facts);
    uint32_t at = *place == 0 ? ph_map_get(&list->first_method, name)
                              : list->methods.items[*place - 1].next;
    *place = at == PH_MAP_NONE ? 0 : at + 1;
    return at == PH_MAP_NONE ? PH_NODE_NONE : list->methods.items[at].def;
}

PhNodeId ph_class_next(PhFacts *facts, PhNodeId node)
{
    const PhClassList *list = class_list(facts);
    size_t next = place_of(list, node);
    while (next < list->count && list->items[next].node <= node) {
        next++;
    }
    return next < list->count ? list->items[next].node : PH_NODE_NONE;
}

PhNodeId ph_class_next_ancestor(PhFacts *facts, PhNodeId class_node, PhNodeId node)
{
    if (ph_class_first_base(facts->tree, class_node) == PH_NODE_NONE) {
        return node < class_node ? class_node : PH_NODE_NONE;
    }
    do {
        node = ph_class_next(facts, node);
    } while (node != PH_NODE_NONE && !ph_class_derives(facts, class_node, node));
    return node;
}

bool ph_name_is_special(PhBytes name)
{
    PhBytes dunder = PH_BYTES("__");
    return name.len > 4 && ph_bytes_starts_with(name, dunder) &&
           ph_bytes_ends_with(name, dunder);
}
