#include "facts/functions.h"
#include "facts/members.h"
#include "facts/types.h"
#include "facts/value_flow_state.h"
#include "syntax/walk.h"

#define PH_IS_ONE_OF(name, list) ph_bytes_is_one_of((name), (list), PH_COUNT_OF(list))

static uint8_t refuse(PhValueFlow *flow, PhNodeId call, const char *why)
{
    PhNodeId first;
    if (ph_flow_passes_any(flow, call, &first)) {
        ph_flow_leak(flow, first, why);
    }
    return 0;
}

static uint8_t unknown_call(PhValueFlow *flow, PhNodeId call)
{
    return refuse(flow, call, "passed to what is not known");
}

bool ph_flow_pass_first(PhValueFlow *flow, PhNodeId function, uint8_t held,
                        uint8_t *result_out)
{
    const PhTree *tree = flow->tree;
    function = ph_tree_strip_parens(tree, function);
    PhKind kind = ph_tree_kind(tree, function);
    PhNodeId def = kind == PH_KIND_IDENTIFIER ? ph_called_function(flow->facts, function)
                                              : PH_NODE_NONE;
    def = kind == PH_KIND_LAMBDA ? function : def;
    if (def == PH_NODE_NONE) {
        return false;
    }
    PhNodeId list = ph_tree_child(tree, def, PH_FIELD_PARAMETERS);
    PhNodeId first = list == PH_NODE_NONE ? PH_NODE_NONE : ph_tree_first_named(tree, list);
    if (first != PH_NODE_NONE && ph_tree_kind(tree, first) == PH_KIND_TYPED_PARAMETER) {
        first = ph_tree_first_named(tree, first);
    }
    if (first == PH_NODE_NONE || ph_tree_kind(tree, first) != PH_KIND_IDENTIFIER) {
        return held == 0;
    }
    PhBindingId id = ph_names_binding(flow->names, first);
    if (id == PH_BINDING_NONE) {
        return false;
    }
    ph_flow_grow(flow, &flow->bindings[id], held);
    PhNodeId body = ph_tree_child(tree, def, PH_FIELD_BODY);
    *result_out |= flow->returns[ph_names_scope_at(flow->names, body)];
    return true;
}

/* What a function does to its argument that this analysis need not follow into: a builtin,
 * attrgetter and itemgetter. */
static bool is_harmless_key(const PhValueFlow *flow, PhNodeId function)
{
    static const char *const k_makers[] = {"operator.attrgetter", "operator.itemgetter"};
    static const char *const k_builtins[] = {"len",  "str", "repr", "id",
                                             "hash", "int", "bool", "float"};
    const PhTree *tree = flow->tree;
    if (ph_tree_kind(tree, function) == PH_KIND_NONE) {
        return true;
    }
    if (ph_tree_kind(tree, function) == PH_KIND_IDENTIFIER &&
        ph_flow_is_builtin(flow->facts, function)) {
        return PH_IS_ONE_OF(ph_tree_text(tree, function), k_builtins);
    }
    PhNodeId maker = ph_tree_kind(tree, function) == PH_KIND_CALL
                         ? ph_tree_child(tree, function, PH_FIELD_FUNCTION)
                         : PH_NODE_NONE;
    /* What itemgetter yields of a record is an element that the file does not write. */
    return maker != PH_NODE_NONE && flow->subject != PH_NODE_NONE &&
           (ph_facts_means(flow->facts, maker, ph_bytes_of(k_makers[0])) ||
            ph_facts_means(flow->facts, maker, ph_bytes_of(k_makers[1])));
}

static PhNodeId keyword(const PhTree *tree, PhNodeId call, const char *name)
{
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        if (ph_tree_kind(tree, arg) == PH_KIND_KEYWORD_ARGUMENT &&
            ph_bytes_is(ph_tree_text(tree, ph_tree_child(tree, arg, PH_FIELD_NAME)),
                        name)) {
            return ph_tree_child(tree, arg, PH_FIELD_VALUE);
        }
    }
    return PH_NODE_NONE;
}

/* `key=..` sees the elements. */
static void pass_key(PhValueFlow *flow, PhNodeId call, uint8_t element)
{
    PhNodeId key = keyword(flow->tree, call, "key");
    uint8_t ignored = 0;
    if (key != PH_NODE_NONE && element != 0 &&
        !ph_flow_pass_first(flow, key, element, &ignored) && !is_harmless_key(flow, key)) {
        ph_flow_leak(flow, key, "passed to what is not known");
    }
}

/* map and filter. */
static uint8_t walker_call(PhValueFlow *flow, PhNodeId call, bool is_map)
{
    PhNodeId function = ph_flow_argument(flow->tree, call, 0);
    PhNodeId walked = ph_flow_argument(flow->tree, call, 1);
    if (function == PH_NODE_NONE || walked == PH_NODE_NONE ||
        ph_flow_argument(flow->tree, call, 2) != PH_NODE_NONE) {
        return unknown_call(flow, call);
    }
    uint8_t element = ph_flow_element(flow, flow->held[walked]);
    uint8_t result = 0;
    if ((flow->held[function] & PH_HELD_CLASS) != 0) {
        if (element != 0) {
            ph_flow_leak(flow, walked, "passed to what is not known");
        }
        return PH_HELD_INSIDE;
    }
    if (!ph_flow_pass_first(flow, function, element, &result) && element != 0 &&
        !is_harmless_key(flow, function)) {
        ph_flow_leak(flow, walked, "passed to what is not known");
    }
    return is_map ? ph_held_up(result) : flow->held[walked] & PH_HELD_IN_CONTAINERS;
}

/* getattr and its kin, with the name as a text. */
static uint8_t attribute_call(PhValueFlow *flow, PhNodeId call, PhBytes function)
{
    PhNodeId object = ph_flow_argument(flow->tree, call, 0);
    PhNodeId name = ph_flow_argument(flow->tree, call, 1);
    PhNodeId value = ph_flow_argument(flow->tree, call, 2);
    if (object == PH_NODE_NONE || name == PH_NODE_NONE) {
        return unknown_call(flow, call);
    }
    PhBytes text = ph_string_value(flow->tree, name);
    uint8_t other = value == PH_NODE_NONE ? 0 : flow->held[value];
    if (ph_bytes_is(function, "hasattr") || ph_bytes_is(function, "delattr")) {
        return 0;
    }
    if (text.len == 0 || ph_name_is_special(text)) {
        bool is_followed = (flow->held[object] | other) != 0;
        if (is_followed) {
            ph_flow_leak(flow, call, "an attribute is reached by its text");
        }
        return 0;
    }
    if (ph_bytes_is(function, "setattr")) {
        ph_flow_set_attribute(flow, object, text, other);
        return 0;
    }
    return (flow->held[object] != 0 ? ph_flow_attribute(flow, text) : 0) | other;
}

/* `dict(pairs)`, `dict(mapping)`, `dict(name=value)`. */
static uint8_t made_dict(PhValueFlow *flow, PhNodeId call)
{
    PhNodeId first = ph_flow_argument(flow->tree, call, 0);
    uint8_t all = ph_flow_arguments(flow, call);
    uint8_t held = first == PH_NODE_NONE ? 0 : flow->held[first];
    ph_flow_note_key(flow, held);
    return ph_held_up(ph_flow_element(flow, ph_flow_element(flow, all))) |
           (held & PH_HELD_IN_CONTAINERS) |
           ph_held_up(ph_flow_arguments_but(flow, call, first));
}

static bool has_splat(const PhTree *tree, PhNodeId call)
{
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        if (ph_tree_kind(tree, arg) == PH_KIND_LIST_SPLAT) {
            return true;
        }
    }
    return false;
}

static uint8_t builtin_call(PhValueFlow *flow, PhNodeId call, PhBytes name)
{
    static const char *const k_readers[] = {
        "len",  "isinstance", "issubclass", "id",   "hash",     "bool", "print",
        "repr", "str",        "format",     "int",  "float",    "any",  "all",
        "ord",  "ascii",      "range",      "open", "callable",
    };
    static const char *const k_operators[] = {"abs", "divmod", "round"};
    static const char *const k_containers[] = {"list",      "tuple",  "set",
                                               "frozenset", "sorted", "reversed"};
    static const char *const k_attributes[] = {"getattr", "hasattr", "setattr", "delattr"};
    PhNodeId first = ph_flow_argument(flow->tree, call, 0);
    uint8_t all = ph_flow_arguments(flow, call);
    uint8_t held = first == PH_NODE_NONE ? 0 : flow->held[first];
    if (PH_IS_ONE_OF(name, k_readers)) {
        return 0;
    }
    if (PH_IS_ONE_OF(name, k_operators)) {
        return ph_flow_operators(flow, all);
    }
    if (PH_IS_ONE_OF(name, k_attributes)) {
        return attribute_call(flow, call, name);
    }
    if (ph_bytes_is(name, "map") || ph_bytes_is(name, "filter")) {
        return walker_call(flow, call, ph_bytes_is(name, "map"));
    }
    if (ph_bytes_is(name, "type") && first != PH_NODE_NONE) {
        return (held & PH_HELD_ITSELF) != 0 ? PH_HELD_CLASS : 0;
    }
    uint8_t others = ph_flow_arguments_but(flow, call, first);
    uint8_t element = first == PH_NODE_NONE ? 0 : ph_flow_walked(flow, first);
    if (PH_IS_ONE_OF(name, k_containers)) {
        pass_key(flow, call, element);
        return ph_held_up(element | ph_flow_element(flow, others));
    }
    if (ph_bytes_is(name, "iter")) {
        return ph_held_up(element);
    }
    if (ph_bytes_is(name, "enumerate") || ph_bytes_is(name, "zip")) {
        return ph_held_up(ph_held_up(ph_flow_element(flow, all)));
    }
    if (ph_bytes_is(name, "dict")) {
        return made_dict(flow, call);
    }
    if (ph_bytes_is(name, "min") || ph_bytes_is(name, "max")) {
        bool is_walk = ph_flow_argument(flow->tree, call, 1) == PH_NODE_NONE;
        uint8_t result =
            element | others | (is_walk && !has_splat(flow->tree, call) ? 0 : all);
        pass_key(flow, call, result);
        return result;
    }
    if (ph_bytes_is(name, "next")) {
        return ph_flow_element(flow, held) | others;
    }
    if (ph_bytes_is(name, "sum")) {
        return ph_flow_special(flow, "__add__") | ph_flow_special(flow, "__radd__") |
               others | ph_held_down(held & PH_HELD_DEEPER);
    }
    if (ph_bytes_is(name, "super")) {
        return 0;
    }
    return unknown_call(flow, call);
}

/* Functions of the standard library that keep nothing, or give what they were given. */
static bool library_call(PhValueFlow *flow, PhNodeId call, PhNodeId function,
                         uint8_t *result_out)
{
    static const char *const k_containers[] = {
        "collections.deque", "itertools.chain", "itertools.islice", "heapq.nlargest",
        "heapq.nsmallest",   "copy.copy",       "copy.deepcopy",    "random.sample",
    };
    static const char *const k_nothing[] = {"heapq.heapify", "random.shuffle",
                                            "sys.getrefcount"};
    static const char *const k_pushes[] = {"heapq.heappush", "bisect.insort",
                                           "bisect.insort_left", "bisect.insort_right"};
    static const char *const k_elements[] = {"heapq.heappop", "random.choice"};
    PhFacts *facts = flow->facts;
    PhNodeId first = ph_flow_argument(flow->tree, call, 0);
    PhNodeId second = ph_flow_argument(flow->tree, call, 1);
    for (size_t i = 0; i < PH_COUNT_OF(k_containers); i++) {
        if (ph_facts_means(facts, function, ph_bytes_of(k_containers[i]))) {
            *result_out = ph_flow_arguments(flow, call);
            pass_key(flow, call, ph_flow_element(flow, *result_out));
            return true;
        }
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_nothing); i++) {
        if (ph_facts_means(facts, function, ph_bytes_of(k_nothing[i]))) {
            return true;
        }
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_elements) && first != PH_NODE_NONE; i++) {
        if (ph_facts_means(facts, function, ph_bytes_of(k_elements[i]))) {
            *result_out = ph_flow_element(flow, flow->held[first]);
            return true;
        }
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_pushes) && second != PH_NODE_NONE; i++) {
        if (ph_facts_means(facts, function, ph_bytes_of(k_pushes[i]))) {
            ph_flow_put(flow, first, ph_held_up(flow->held[second]));
            pass_key(flow, call, flow->held[second]);
            return true;
        }
    }
    if (ph_facts_means(facts, function, PH_BYTES("collections.OrderedDict"))) {
        *result_out = made_dict(flow, call);
        return true;
    }
    if (ph_facts_means(facts, function, PH_BYTES("dataclasses.replace")) &&
        first != PH_NODE_NONE) {
        /* Made by the class of the first, which gets the others for its fields. */
        uint8_t held = flow->held[first];
        ph_flow_grow(flow, &flow->any_attribute,
                     (uint8_t)(ph_flow_arguments(flow, call) & ~held));
        *result_out = held;
        return held != 0 || !ph_flow_passes_any(flow, call, &second);
    }
    if (ph_facts_means(facts, function, PH_BYTES("collections.defaultdict")) &&
        first != PH_NODE_NONE && second == PH_NODE_NONE) {
        *result_out = (flow->held[first] & PH_HELD_CLASS) != 0 ? PH_HELD_INSIDE : 0;
        return (flow->held[first] & ~PH_HELD_CLASS) == 0;
    }
    return false;
}

/* A method that lists, dicts, sets and deques have. False: none of these. */
static bool container_call(PhValueFlow *flow, PhNodeId call, PhNodeId object, PhBytes name,
                           uint8_t *result_out)
{
    static const char *const k_adders[] = {"add", "append", "appendleft"};
    static const char *const k_extenders[] = {
        "extend",
        "extendleft",
        "update",
        "difference_update",
        "intersection_update",
        "symmetric_difference_update",
    };
    static const char *const k_takers[] = {"pop", "popleft", "get", "setdefault"};
    static const char *const k_same[] = {
        "copy",
        "values",
        "keys",
        "union",
        "difference",
        "intersection",
        "symmetric_difference",
        "popitem",
        "items",
    };
    static const char *const k_nothing[] = {
        "clear",  "count",      "discard",  "index",      "remove", "reverse",
        "rotate", "isdisjoint", "issubset", "issuperset", "sort",   "insert",
    };
    uint8_t held = flow->held[object];
    uint8_t all = ph_flow_arguments(flow, call);
    PhNodeId second = ph_flow_argument(flow->tree, call, 1);
    PhNodeId first = ph_flow_argument(flow->tree, call, 0);
    if (PH_IS_ONE_OF(name, k_adders)) {
        ph_flow_put(flow, object, ph_held_up(all));
        ph_flow_alias(flow, first, held);
    } else if (ph_bytes_is(name, "insert")) {
        ph_flow_put(flow, object, ph_held_up(all));
        ph_flow_alias(flow, second, held);
    } else if (PH_IS_ONE_OF(name, k_extenders)) {
        /* update() by name, or with pairs, puts in what is one level deeper. */
        ph_flow_note_key(flow, ph_bytes_is(name, "update") ? all : 0);
        uint8_t put = all | (ph_bytes_is(name, "update") ? ph_held_up(all) : 0);
        put |= ph_bytes_is(name, "update") ? ph_held_down(all & PH_HELD_DEEPER) : 0;
        ph_flow_put(flow, object, put & PH_HELD_IN_CONTAINERS);
        for (uint32_t i = 0; first != PH_NODE_NONE && i < 1; i++) {
            ph_flow_put(flow, first, ph_held_down(held) == 0 ? 0 : held & PH_HELD_DEEPER);
        }
    } else if (PH_IS_ONE_OF(name, k_takers)) {
        if (ph_bytes_is(name, "setdefault")) {
            ph_flow_note_key(flow, first == PH_NODE_NONE ? 0 : flow->held[first]);
            ph_flow_put(flow, object, ph_held_up(all));
            ph_flow_alias(flow, second, held);
        }
        *result_out |= ph_held_down(held) | all;
    } else if (PH_IS_ONE_OF(name, k_same)) {
        bool is_pairs = ph_bytes_is(name, "items");
        *result_out |= is_pairs ? ph_held_up(held & PH_HELD_IN_CONTAINERS)
                                : (held | all) & PH_HELD_IN_CONTAINERS;
    } else if (PH_IS_ONE_OF(name, k_nothing)) {
        pass_key(flow, call, ph_flow_element(flow, held & PH_HELD_IN_CONTAINERS));
    } else {
        return false;
    }
    return true;
}

static bool is_known_container(const PhValueFlow *flow, PhNodeId value)
{
    PhTypeSet known = PH_TYPE_LIST | PH_TYPE_DICT | PH_TYPE_SET | PH_TYPE_TUPLE |
                      PH_TYPE_FROZENSET | PH_TYPE_NONE;
    PhTypeSet kinds = ph_type_of(flow->facts, value).kinds;
    bool is_call = ph_tree_kind(flow->tree, value) == PH_KIND_CALL;
    return (kinds != 0 && kinds != PH_TYPE_NONE && (kinds & ~known) == 0) ||
           (is_call && ph_flow_makes_container(flow, value));
}

/* All that the file stores under the name of the attribute are containers. */
static bool is_container_attribute(const PhValueFlow *flow, PhNodeId attribute)
{
    const PhTree *tree = flow->tree;
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, attribute, PH_FIELD_ATTRIBUTE));
    uint32_t known = 0;
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (tree->kinds[node] != PH_KIND_ATTRIBUTE ||
            !ph_bytes_equal(
                ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_ATTRIBUTE)), name) ||
            !ph_is_target(tree, node)) {
            continue;
        }
        PhNodeId value = ph_stored_value(tree, node);
        bool is_none = ph_tree_kind(tree, value) == PH_KIND_NONE;
        if (value == PH_NODE_NONE || (!is_none && !is_known_container(flow, value))) {
            return false;
        }
        known += is_none ? 0 : 1;
    }
    return known > 0;
}

/* All that is stored under the name are containers. */
static bool is_container(const PhValueFlow *flow, PhNodeId object)
{
    const PhTree *tree = flow->tree;
    if (is_known_container(flow, object)) {
        return true;
    }
    if (ph_tree_kind(tree, object) == PH_KIND_ATTRIBUTE) {
        return is_container_attribute(flow, object);
    }
    PhBindingId id = ph_tree_kind(tree, object) == PH_KIND_IDENTIFIER
                         ? ph_names_binding(flow->names, object)
                         : PH_BINDING_NONE;
    PhRefId ref = id == PH_BINDING_NONE ? PH_REF_NONE : flow->names->bindings[id].first_ref;
    bool is_known = false;
    for (; ref != PH_REF_NONE; ref = flow->names->refs[ref].next) {
        PhRefKind kind = flow->names->refs[ref].kind;
        PhNodeId value = ph_stored_value(tree, flow->names->refs[ref].node);
        if (kind == PH_REF_LOAD || kind == PH_REF_GLOBAL || kind == PH_REF_NONLOCAL) {
            continue;
        }
        if (value == PH_NODE_NONE || !is_known_container(flow, value)) {
            return false;
        }
        is_known = true;
    }
    return is_known;
}

static bool is_super(const PhValueFlow *flow, PhNodeId object)
{
    PhNodeId function = ph_tree_kind(flow->tree, object) == PH_KIND_CALL
                            ? ph_tree_child(flow->tree, object, PH_FIELD_FUNCTION)
                            : PH_NODE_NONE;
    return ph_tree_kind(flow->tree, function) == PH_KIND_IDENTIFIER &&
           ph_bytes_is(ph_tree_text(flow->tree, function), "super");
}

static PhNodeId class_around(const PhTree *tree, PhNodeId node)
{
    while (node != PH_NODE_NONE && ph_tree_kind(tree, node) != PH_KIND_CLASS_DEFINITION) {
        node = ph_tree_parent(tree, node);
    }
    return node;
}

/* The innermost object that the subscripts around it are taken of. */
static bool is_in_container(const PhValueFlow *flow, PhNodeId object)
{
    PhNodeId root = object;
    while (ph_tree_kind(flow->tree, root) == PH_KIND_SUBSCRIPT) {
        root = ph_tree_child(flow->tree, root, PH_FIELD_VALUE);
    }
    return ((flow->held[object] | flow->held[root]) & PH_HELD_IN_CONTAINERS) != 0 ||
           is_container(flow, object) || is_container(flow, root);
}

/* A method of what is no object of a followed class: of a container, a module or anything.
 */
static uint8_t other_method_call(PhValueFlow *flow, PhNodeId call, PhNodeId function)
{
    const PhTree *tree = flow->tree;
    PhNodeId object =
        ph_tree_strip_parens(tree, ph_tree_child(tree, function, PH_FIELD_OBJECT));
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
    uint8_t given = 0;
    if (library_call(flow, call, function, &given)) {
        return given;
    }
    if (is_in_container(flow, object) && container_call(flow, call, object, name, &given)) {
        return given;
    }
    return given | unknown_call(flow, call);
}

/* A method of an object of the followed classes, or of `owner`. True if there is one. */
static bool own_method_call(PhValueFlow *flow, PhNodeId call, PhBytes name, PhNodeId owner,
                            uint8_t held, uint8_t *result_out)
{
    PhNodeId first;
    if (ph_flow_passes_any(flow, call, &first) && owner != PH_NODE_NONE &&
        flow->subject != PH_NODE_NONE) {
        /* A derived class elsewhere may have another method of the name. */
        ph_flow_follow_class(flow, owner, call);
    }
    if ((held & (PH_HELD_ITSELF | PH_HELD_CLASS)) == 0 && owner == PH_NODE_NONE) {
        return false;
    }
    bool is_class = (held & PH_HELD_CLASS) != 0 && (held & PH_HELD_ITSELF) == 0;
    bool is_found =
        ph_flow_call_method(flow, call, name, owner, is_class ? 0 : 1, result_out);
    /* An object that is called: its attribute holds a function or class. */
    uint8_t value = ph_flow_attribute(flow, name);
    *result_out |= (value & PH_HELD_CLASS) != 0 ? PH_HELD_ITSELF : 0;
    return is_found;
}

/* Methods that all classes have. True if it is one of them. */
static bool object_call(PhValueFlow *flow, PhNodeId call, PhNodeId object, PhBytes name,
                        uint8_t *result_out)
{
    uint8_t all = flow->held[object] | ph_flow_arguments(flow, call);
    if (ph_bytes_is(name, "__new__") && (all & PH_HELD_CLASS) != 0) {
        *result_out = PH_HELD_ITSELF;
        return true;
    }
    if (ph_bytes_is(name, "__setattr__") &&
        ph_bytes_is(ph_tree_text(flow->tree, object), "object")) {
        *result_out = attribute_call(flow, call, PH_BYTES("setattr"));
        return true;
    }
    return false;
}

/* `object.name(..)` */
static uint8_t method_call(PhValueFlow *flow, PhNodeId call, PhNodeId function)
{
    const PhTree *tree = flow->tree;
    PhNodeId object =
        ph_tree_strip_parens(tree, ph_tree_child(tree, function, PH_FIELD_OBJECT));
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
    uint8_t held = flow->held[object];
    uint8_t result = 0;
    PhNodeId first;
    bool is_followed = (held & (PH_HELD_ITSELF | PH_HELD_CLASS)) != 0;
    bool is_base = is_super(flow, object);
    bool is_idle = held == 0 && !ph_flow_passes_any(flow, call, &first) && !is_base;
    if (object_call(flow, call, object, name, &result)) {
        return result;
    }
    if (!is_followed && !is_base && !is_idle && ph_flow_is_plain(flow, object)) {
        return 0;
    }
    PhNodeId owner = is_base ? class_around(tree, call) : ph_flow_class_of(flow, object);
    bool is_found = own_method_call(flow, call, name, owner, held, &result);
    bool is_other =
        !is_followed && !is_found && (owner == PH_NODE_NONE || is_container(flow, object));
    if (is_idle) {
        return result; /* putting nothing in is no news */
    }
    if (!is_base && (is_other || (held & PH_HELD_IN_CONTAINERS) != 0)) {
        return result | other_method_call(flow, call, function);
    }
    return is_found ? result : result | unknown_call(flow, call);
}

static uint8_t construct_all(PhValueFlow *flow, PhNodeId call, PhNodeId named)
{
    for (uint32_t i = 0; i < flow->class_count; i++) {
        if (named == PH_NODE_NONE || named == flow->classes[i]) {
            ph_flow_construct(flow, call, flow->classes[i]);
        }
    }
    return PH_HELD_ITSELF;
}

/* The object itself is called. */
static uint8_t call_object(PhValueFlow *flow, PhNodeId call)
{
    uint8_t result = 0;
    if (!ph_flow_call_method(flow, call, PH_BYTES("__call__"), PH_NODE_NONE, 1, &result)) {
        (void)unknown_call(flow, call);
    }
    return result;
}

static uint8_t call_name(PhValueFlow *flow, PhNodeId call, PhNodeId function)
{
    PhFacts *facts = flow->facts;
    PhBytes name = ph_tree_text(flow->tree, function);
    uint8_t result = 0;
    PhNodeId first;
    if (ph_flow_is_builtin(facts, function)) {
        return builtin_call(flow, call, name);
    }
    PhNodeId def = ph_called_function(facts, function);
    if (def != PH_NODE_NONE && ph_first_decorator(flow->tree, def) == PH_NODE_NONE) {
        return ph_flow_enter(flow, call, def, 0);
    }
    if (def != PH_NODE_NONE) {
        PhNodeId body = ph_tree_child(flow->tree, def, PH_FIELD_BODY);
        if (flow->returns[ph_names_scope_at(flow->names, body)] != 0) {
            ph_flow_leak(flow, function, "a decorator may see it");
        }
        return unknown_call(flow, call);
    }
    if (library_call(flow, call, function, &result)) {
        return result;
    }
    PhNodeId known = ph_class_named(facts, function);
    if (known != PH_NODE_NONE && ph_flow_passes_any(flow, call, &first)) {
        ph_flow_construct(flow, call, known);
        return 0;
    }
    return unknown_call(flow, call);
}

uint8_t ph_flow_call(PhValueFlow *flow, PhNodeId call)
{
    const PhTree *tree = flow->tree;
    PhNodeId function =
        ph_tree_strip_parens(tree, ph_tree_child(tree, call, PH_FIELD_FUNCTION));
    uint8_t held = flow->held[function];
    if ((held & PH_HELD_CLASS) != 0) {
        return construct_all(flow, call, ph_class_named(flow->facts, function));
    }
    if ((held & PH_HELD_ITSELF) != 0 && ph_tree_kind(tree, function) != PH_KIND_ATTRIBUTE) {
        return call_object(flow, call);
    }
    switch (ph_tree_kind(tree, function)) {
    case PH_KIND_IDENTIFIER: return call_name(flow, call, function);
    case PH_KIND_ATTRIBUTE: return method_call(flow, call, function);
    default: return unknown_call(flow, call);
    }
}
