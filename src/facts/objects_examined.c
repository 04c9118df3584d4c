/*
 * objects_examined: may something in the file look at how objects of the class are kept?
 *
 * By their __dict__, vars() or dir(); by weak references, pickles and what uses these; by
 * a cached property; by another class that they get; by mocks. Refuted if nothing of the
 * kind is there. `self.__dict__` in a class that has nothing to do with it does not count.
 */

#include "facts/layouts.h"
#include "facts/members.h"
#include "syntax/walk.h"

/* Words that say so wherever they stand. */
static const char *const k_words[] = {
    "MagicMock",
    "Mock",
    "ProcessPoolExecutor",
    "WeakKeyDictionary",
    "WeakMethod",
    "WeakSet",
    "WeakValueDictionary",
    "__getstate__",
    "__orig_class__",
    "__reduce__",
    "__reduce_ex__",
    "__setstate__",
    "__weakref__",
    "asizeof",
    "cPickle",
    "cached_property",
    "cloudpickle",
    "copy_reg",
    "copyreg",
    "dill",
    "getattr_static",
    "getmembers",
    "getsizeof",
    "joblib",
    "jsonpickle",
    "lazy_property",
    "marshal",
    "mock",
    "monkeypatch",
    "multiprocessing",
    "pickle",
    "reify",
    "shelve",
    "weakref",
};

/* What looks at how objects are kept. */
typedef struct PhLooker {
    PhNodeId node;
    PhNodeId object; /* whose; PH_NODE_NONE: any */
    bool is_word;
} PhLooker;

/* Those of a file, up to the first that looks at any object. */
struct PhLookers {
    PhLooker *items;
    size_t count;
    size_t capacity;
};

/* `vars(x)`, `dir(x)`, `x.__dict__`: what they look at, or PH_NODE_NONE. */
static bool looks_at(PhFacts *facts, PhNodeId node, PhNodeId *object_out)
{
    const PhTree *tree = facts->tree;
    PhBytes text = ph_tree_text(tree, node);
    PhNodeId parent = ph_tree_parent(tree, node);
    *object_out = PH_NODE_NONE;
    if (ph_bytes_is(text, "__dict__") || ph_bytes_is(text, "__class__")) {
        if (ph_tree_kind(tree, parent) == PH_KIND_ATTRIBUTE &&
            tree->fields[node] == PH_FIELD_ATTRIBUTE) {
            *object_out = ph_tree_child(tree, parent, PH_FIELD_OBJECT);
            return ph_bytes_is(text, "__dict__") || ph_is_target(tree, parent);
        }
        return ph_bytes_is(text, "__dict__");
    }
    if (!ph_bytes_is(text, "vars") && !ph_bytes_is(text, "dir")) {
        return false;
    }
    PhBindingId id = ph_names_binding(ph_facts_names(facts), node);
    if (id == PH_BINDING_NONE || facts->names->bindings[id].is_bound) {
        return false; /* an attribute, or something of the file */
    }
    PhNodeId call = ph_call_of(tree, node);
    PhNodeId args[1];
    uint32_t count = 0;
    if (call != PH_NODE_NONE && ph_call_positional(tree, call, args, 1, &count)) {
        *object_out = count == 1 ? args[0] : PH_NODE_NONE;
        return count == 1;
    }
    return true;
}

/* `patch.object(x, "method")` stores on the object. */
static bool is_patch(const PhTree *tree, PhNodeId node)
{
    PhNodeId parent = ph_tree_parent(tree, node);
    return ph_bytes_is(ph_tree_text(tree, node), "patch") &&
           ph_tree_kind(tree, parent) == PH_KIND_ATTRIBUTE &&
           tree->fields[node] == PH_FIELD_OBJECT;
}

static void add_looker(PhFacts *facts, PhLookers *lookers, PhNodeId node)
{
    PhKind kind = facts->tree->kinds[node];
    if (kind != PH_KIND_IDENTIFIER && kind != PH_KIND_STRING_CONTENT) {
        return;
    }
    PhBytes text = ph_tree_text(facts->tree, node);
    PhLooker looker = {node, PH_NODE_NONE, false};
    looker.is_word = ph_bytes_is_one_of(text, k_words, PH_COUNT_OF(k_words)) ||
                     is_patch(facts->tree, node);
    bool is_one = looker.is_word ||
                  (kind == PH_KIND_STRING_CONTENT
                       ? ph_bytes_find(text, PH_BYTES("__dict__"), 0) != PH_NOT_FOUND
                       : looks_at(facts, node, &looker.object));
    if (is_one) {
        PH_VEC_PUSH(facts->arena, lookers, looker);
    }
}

static const PhLookers *lookers_of(PhFacts *facts)
{
    if (facts->lookers == NULL) {
        PhLookers *lookers = PH_NEW(facts->arena, PhLookers);
        bool is_any = false;
        for (PhNodeId node = 0; node < facts->tree->count && !is_any; node++) {
            add_looker(facts, lookers, node);
            is_any = lookers->count > 0 &&
                     lookers->items[lookers->count - 1].object == PH_NODE_NONE;
        }
        facts->lookers = lookers;
    }
    return facts->lookers;
}

PhAnswer ph_fact_objects_examined(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId class_node = ph_class_of_query(query, 0);
    if (class_node == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    const PhLookers *lookers = lookers_of(facts);
    for (size_t i = 0; i < lookers->count; i++) {
        const PhLooker *one = &lookers->items[i];
        if (one->object == PH_NODE_NONE ||
            !ph_layout_is_other(facts, one->object, class_node)) {
            return ph_flow_answer(PH_PROVED, one->node,
                                  one->is_word ? PH_BYTES("rests on how objects are kept")
                                               : PH_BYTES("looks at what an object holds"));
        }
    }
    return ph_answer(PH_REFUTED);
}
