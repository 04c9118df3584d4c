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

PhAnswer ph_fact_objects_examined(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId class_node = ph_class_of_query(query, 0);
    (void)ph_facts_names(facts);
    for (PhNodeId node = 0; node < tree->count && class_node != PH_NODE_NONE; node++) {
        PhKind kind = tree->kinds[node];
        if (kind != PH_KIND_IDENTIFIER && kind != PH_KIND_STRING_CONTENT) {
            continue;
        }
        PhBytes text = ph_tree_text(tree, node);
        PhNodeId object;
        if (ph_bytes_is_one_of(text, k_words, PH_COUNT_OF(k_words)) ||
            is_patch(tree, node)) {
            return ph_flow_answer(PH_PROVED, node,
                                  PH_BYTES("rests on how objects are kept"));
        }
        bool is_text = kind == PH_KIND_STRING_CONTENT &&
                       ph_bytes_find(text, PH_BYTES("__dict__"), 0) != PH_NOT_FOUND;
        if ((is_text || (kind == PH_KIND_IDENTIFIER && looks_at(facts, node, &object))) &&
            (is_text || object == PH_NODE_NONE ||
             !ph_layout_is_other(facts, object, class_node))) {
            return ph_flow_answer(PH_PROVED, node,
                                  PH_BYTES("looks at what an object holds"));
        }
    }
    return ph_answer(class_node == PH_NODE_NONE ? PH_UNKNOWN : PH_REFUTED);
}
