/*
 * hides_class_name: is an attribute that methods of the class store also a name of its
 * body, or does the file read it from the class itself?
 *
 * Names of base classes of this file count; `x: T` without a value does not, nor do default
 * values of the fields of a dataclass. Names that go
 * by `__x__` and methods of collections.abc that would be hidden are proved as well.
 */

#include "facts/layouts.h"
#include "facts/members.h"

static const char *const k_of_abc[] = {
    "add",     "append", "clear",      "close", "count",  "discard", "extend",  "get",
    "index",   "insert", "isdisjoint", "items", "keys",   "pop",     "popitem", "remove",
    "reverse", "send",   "setdefault", "throw", "update", "values",
};

/* Where the body of the class stores one of the names, or PH_NODE_NONE. */
static PhNodeId stored_in_body(PhFacts *facts, PhNodeId class_node,
                               const PhAttributeVec *attributes)
{
    const PhNames *names = ph_facts_names(facts);
    const PhScope *scope = &names->scopes[ph_class_scope(facts, class_node)];
    for (PhBindingId id = scope->first_binding;
         id < scope->first_binding + scope->binding_count; id++) {
        const PhBinding *binding = &names->bindings[id];
        if (binding->store_count > 0 && ph_layout_has(facts, attributes, binding->name)) {
            return names->refs[binding->first_ref].node;
        }
    }
    return PH_NODE_NONE;
}

/* `C.x`, `cls.x`, `type(self).x`, `self.__class__.x` */
static bool is_class(PhFacts *facts, PhNodeId object, PhNodeId class_node)
{
    const PhTree *tree = facts->tree;
    PhMethodKind kind;
    PhNodeId named = ph_class_named(facts, object);
    PhNodeId owner = ph_class_of_self(facts, object, &kind);
    if (named != PH_NODE_NONE) {
        return ph_class_derives(facts, named, class_node) ||
               ph_class_derives(facts, class_node, named);
    }
    if (owner != PH_NODE_NONE) {
        return kind == PH_METHOD_CLASS && (ph_class_derives(facts, owner, class_node) ||
                                           ph_class_derives(facts, class_node, owner));
    }
    PhBytes text = ph_tree_text(tree, object);
    return ph_bytes_starts_with(text, PH_BYTES("type(")) ||
           ph_bytes_ends_with(text, PH_BYTES(".__class__")) ||
           ph_bytes_is(text, "__class__");
}

static PhNodeId read_from_class(PhFacts *facts, PhNodeId class_node,
                                const PhAttributeVec *attributes)
{
    const PhTree *tree = facts->tree;
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (tree->kinds[node] != PH_KIND_ATTRIBUTE) {
            continue;
        }
        PhNodeId name = ph_tree_child(tree, node, PH_FIELD_ATTRIBUTE);
        PhNodeId object =
            ph_tree_strip_parens(tree, ph_tree_child(tree, node, PH_FIELD_OBJECT));
        if (ph_layout_has(facts, attributes, ph_layout_name(facts, name)) &&
            is_class(facts, object, class_node)) {
            return node;
        }
    }
    return PH_NODE_NONE;
}

static bool has_library_base(PhFacts *facts, PhNodeId class_node)
{
    for (PhNodeId base = ph_class_first_base(facts->tree, class_node); base != PH_NODE_NONE;
         base = ph_class_next_base(facts->tree, base)) {
        if (ph_class_named(facts, ph_class_base_name(facts->tree, base)) == PH_NODE_NONE) {
            return true;
        }
    }
    return false;
}

PhAnswer ph_fact_hides_class_name(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId class_node = ph_class_of_query(query, 0);
    PhAttributeVec attributes = {0};
    if (class_node == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    for (PhNodeId one = ph_class_next(facts, 0); one != PH_NODE_NONE;
         one = ph_class_next(facts, one)) {
        PhAttributeVec own;
        if (!ph_class_derives(facts, class_node, one)) {
            continue;
        }
        ph_layout_attributes(facts, one, &own);
        for (size_t i = 0; i < own.count; i++) {
            PH_VEC_PUSH(facts->arena, &attributes, own.items[i]);
        }
    }
    for (size_t i = 0; i < attributes.count; i++) {
        PhBytes name = ph_tree_text(tree, attributes.items[i]);
        bool is_of_abc = has_library_base(facts, class_node) &&
                         ph_bytes_is_one_of(name, k_of_abc, PH_COUNT_OF(k_of_abc));
        if (ph_name_is_special(name) || is_of_abc) {
            return ph_flow_answer(PH_PROVED, attributes.items[i],
                                  PH_BYTES("a name that classes have"));
        }
    }
    for (PhNodeId one = ph_class_next(facts, 0); one != PH_NODE_NONE;
         one = ph_class_next(facts, one)) {
        bool is_asked = ph_class_derives(facts, class_node, one) &&
                        !ph_layout_is_dataclass(facts, one); /* defaults are no conflict */
        PhNodeId node = is_asked ? stored_in_body(facts, one, &attributes) : PH_NODE_NONE;
        if (node != PH_NODE_NONE) {
            return ph_flow_answer(PH_PROVED, node, PH_BYTES("a name of the class too"));
        }
    }
    PhNodeId node = read_from_class(facts, class_node, &attributes);
    return node == PH_NODE_NONE
               ? ph_answer(PH_REFUTED)
               : ph_flow_answer(PH_PROVED, node, PH_BYTES("looked up in the class"));
}
