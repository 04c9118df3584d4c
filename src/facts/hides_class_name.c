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

/* `C.x`, `cls.x`, `type(self).x`, `self.__class__.x`: an attribute that is read from a
 * class. */
typedef struct PhClassRead {
    PhNodeId node;
    PhNodeId owner; /* the class; PH_NODE_NONE: any */
    uint32_t next;  /* of the same name, or PH_MAP_NONE */
} PhClassRead;

/* Those of a file. */
struct PhClassReads {
    PhClassRead *items;
    size_t count;
    size_t capacity;
    PhMap first; /* by name */
};

/* True if `object` may be a class; its own in *owner_out, if that is known. */
static bool is_class(PhFacts *facts, PhNodeId object, PhNodeId *owner_out)
{
    PhMethodKind kind;
    *owner_out = ph_class_named(facts, object);
    if (*owner_out != PH_NODE_NONE) {
        return true;
    }
    *owner_out = ph_class_of_self(facts, object, &kind);
    if (*owner_out != PH_NODE_NONE) {
        return kind == PH_METHOD_CLASS;
    }
    PhBytes text = ph_tree_text(facts->tree, object);
    return ph_bytes_starts_with(text, PH_BYTES("type(")) ||
           ph_bytes_ends_with(text, PH_BYTES(".__class__")) ||
           ph_bytes_is(text, "__class__");
}

/* From the end, so that the reads of a name are in the order of the file. */
static const PhClassReads *class_reads(PhFacts *facts)
{
    const PhTree *tree = facts->tree;
    if (facts->class_reads != NULL) {
        return facts->class_reads;
    }
    PhClassReads *reads = PH_NEW(facts->arena, PhClassReads);
    *reads = (PhClassReads){.first = ph_map_in(facts->arena)};
    for (PhNodeId node = tree->count; node-- > 0;) {
        PhClassRead read = {.node = node};
        if (tree->kinds[node] == PH_KIND_ATTRIBUTE &&
            is_class(facts,
                     ph_tree_strip_parens(tree, ph_tree_child(tree, node, PH_FIELD_OBJECT)),
                     &read.owner)) {
            PhNodeId name = ph_tree_child(tree, node, PH_FIELD_ATTRIBUTE);
            uint32_t *first = ph_map_put(&reads->first, ph_layout_name(facts, name));
            read.next = *first;
            *first = (uint32_t)reads->count;
            PH_VEC_PUSH(facts->arena, reads, read);
        }
    }
    facts->class_reads = reads;
    return reads;
}

/* The first place where one of the names is read from the class, or PH_NODE_NONE. */
static PhNodeId read_from_class(PhFacts *facts, PhNodeId class_node,
                                const PhAttributeVec *attributes)
{
    const PhClassReads *reads = class_reads(facts);
    PhNodeId found = PH_NODE_NONE;
    for (size_t i = 0; i < attributes->count; i++) {
        uint32_t at =
            ph_map_get(&reads->first, ph_layout_name(facts, attributes->items[i]));
        for (; at != PH_MAP_NONE && reads->items[at].node < found;
             at = reads->items[at].next) {
            PhNodeId owner = reads->items[at].owner;
            if (owner == PH_NODE_NONE || ph_class_derives(facts, owner, class_node) ||
                ph_class_derives(facts, class_node, owner)) {
                found = reads->items[at].node;
            }
        }
    }
    return found;
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
    for (PhNodeId one = ph_class_next_ancestor(facts, class_node, 0); one != PH_NODE_NONE;
         one = ph_class_next_ancestor(facts, class_node, one)) {
        PhAttributeVec own;
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
    for (PhNodeId one = ph_class_next_ancestor(facts, class_node, 0); one != PH_NODE_NONE;
         one = ph_class_next_ancestor(facts, class_node, one)) {
        bool is_asked = !ph_layout_is_dataclass(facts, one); /* defaults are no conflict */
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
