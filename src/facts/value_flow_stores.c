#include "facts/calls.h"
#include "facts/sole.h"
#include "facts/types.h"
#include "facts/value_flow_state.h"
#include "syntax/walk.h"

enum { PH_STORE_DEPTH = 24 };

PhNodeId ph_flow_class_of(const PhValueFlow *flow, PhNodeId object)
{
    PhMethodKind kind;
    object = ph_tree_strip_parens(flow->tree, object);
    PhNodeId owner = ph_class_of_self(flow->facts, object, &kind);
    if (owner != PH_NODE_NONE) {
        return owner;
    }
    if (ph_tree_kind(flow->tree, object) == PH_KIND_CALL) {
        return ph_class_named(flow->facts,
                              ph_tree_child(flow->tree, object, PH_FIELD_FUNCTION));
    }
    PhNodeId value = ph_sole_value(flow->facts, object);
    return ph_tree_kind(flow->tree, value) == PH_KIND_CALL
               ? ph_class_named(flow->facts,
                                ph_tree_child(flow->tree, value, PH_FIELD_FUNCTION))
               : PH_NODE_NONE;
}

void ph_flow_set_attribute(PhValueFlow *flow, PhNodeId object, PhBytes name, uint8_t held)
{
    if (held == 0) {
        return;
    }
    if ((flow->held[object] & (PH_HELD_ITSELF | PH_HELD_CLASS)) == 0) {
        PhNodeId owner =
            flow->subject == PH_NODE_NONE ? PH_NODE_NONE : ph_flow_class_of(flow, object);
        if (owner == PH_NODE_NONE) {
            ph_flow_leak(flow, object, "kept in an object that is not followed");
            return;
        }
        ph_flow_follow_class(flow, owner, object);
    }
    for (uint32_t i = 0; i < flow->class_count; i++) {
        if (ph_class_method(flow->facts, flow->classes[i], name) != PH_NODE_NONE) {
            ph_flow_leak(flow, object, "a property takes it");
        }
    }
    ph_flow_grow_attribute(flow, name, held);
}

/* Calls that make a container which nobody else has. */
bool ph_flow_makes_container(const PhValueFlow *flow, PhNodeId call)
{
    static const char *const k_builtins[] = {"dict", "frozenset", "list",
                                             "set",  "sorted",    "tuple"};
    static const char *const k_paths[] = {"collections.deque", "collections.defaultdict",
                                          "collections.OrderedDict", "collections.Counter"};
    static const char *const k_copies[] = {"copy", "split", "splitlines", "keys"};
    const PhTree *tree = flow->tree;
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE &&
        ph_bytes_is_one_of(
            ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE)), k_copies,
            PH_COUNT_OF(k_copies))) {
        return true;
    }
    if (ph_tree_kind(tree, function) == PH_KIND_IDENTIFIER &&
        ph_flow_is_builtin(flow->facts, function)) {
        return ph_bytes_is_one_of(ph_tree_text(tree, function), k_builtins,
                                  PH_COUNT_OF(k_builtins));
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_paths); i++) {
        if (ph_facts_means(flow->facts, function, ph_bytes_of(k_paths[i]))) {
            return true;
        }
    }
    return false;
}

/* An expression that is put into, and what. */
typedef struct PhPut {
    PhNodeId node;
    uint8_t held;
} PhPut;

typedef struct PhPuts {
    PhPut items[PH_STORE_DEPTH];
    uint32_t count;
} PhPuts;

static void push(PhValueFlow *flow, PhPuts *puts, PhNodeId node, uint8_t held)
{
    if (held == 0 || node == PH_NODE_NONE) {
        return;
    }
    if (puts->count == PH_STORE_DEPTH) {
        ph_flow_leak(flow, node, "put into a container that is not followed");
        return;
    }
    puts->items[puts->count++] = (PhPut){node, held};
}

static void put_into_call(PhValueFlow *flow, PhPuts *puts, PhPut put)
{
    static const char *const k_elements[] = {"get", "pop", "popleft", "setdefault"};
    const PhTree *tree = flow->tree;
    PhNodeId function = ph_tree_child(tree, put.node, PH_FIELD_FUNCTION);
    if (ph_flow_makes_container(flow, put.node)) {
        return;
    }
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        PhBytes name =
            ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
        PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
        if (ph_bytes_is_one_of(name, k_elements, PH_COUNT_OF(k_elements))) {
            push(flow, puts, object, ph_held_up(put.held));
            PhNodeId fallback = ph_flow_argument(tree, put.node, 1);
            push(flow, puts, fallback, put.held);
            return;
        }
        if (ph_bytes_is(name, "values")) {
            push(flow, puts, object, put.held);
            return;
        }
        if (ph_bytes_is(name, "items")) {
            push(flow, puts, object, put.held);
            return;
        }
    }
    if (ph_tree_kind(tree, function) == PH_KIND_IDENTIFIER &&
        ph_flow_is_builtin(flow->facts, function) &&
        (ph_bytes_is(ph_tree_text(tree, function), "enumerate") ||
         ph_bytes_is(ph_tree_text(tree, function), "zip") ||
         ph_bytes_is(ph_tree_text(tree, function), "reversed") ||
         ph_bytes_is(ph_tree_text(tree, function), "iter"))) {
        for (uint32_t i = 0; i < 4; i++) {
            push(flow, puts, ph_flow_argument(tree, put.node, i), put.held);
        }
        return;
    }
    ph_flow_leak(flow, put.node, "put into a container that is not followed");
}

/* Elements of a display get what is put into elements of the container. */
static void put_into_elements(PhValueFlow *flow, PhPuts *puts, PhPut put)
{
    const PhTree *tree = flow->tree;
    uint8_t inner = ph_held_down(put.held) & PH_HELD_IN_CONTAINERS;
    for (PhNodeId child = ph_tree_first_named(tree, put.node);
         inner != 0 && child != PH_NODE_NONE; child = ph_tree_next_named(tree, child)) {
        PhKind kind = ph_tree_kind(tree, child);
        PhNodeId value =
            kind == PH_KIND_PAIR ? ph_tree_child(tree, child, PH_FIELD_VALUE) : child;
        bool is_body = kind != PH_KIND_FOR_IN_CLAUSE && kind != PH_KIND_IF_CLAUSE;
        push(flow, puts, is_body ? value : PH_NODE_NONE, inner);
    }
}

static void put_one(PhValueFlow *flow, PhPuts *puts, PhPut put)
{
    const PhTree *tree = flow->tree;
    switch (ph_tree_kind(tree, put.node)) {
    case PH_KIND_IDENTIFIER: {
        PhBindingId id = ph_names_binding(flow->names, put.node);
        if (id == PH_BINDING_NONE) {
            ph_flow_leak(flow, put.node, "put into a container that is not followed");
            break;
        }
        ph_flow_grow(flow, &flow->bindings[id], put.held);
        ph_flow_grow(flow, &flow->stored[id], put.held);
        break;
    }
    case PH_KIND_ATTRIBUTE: {
        PhNodeId name = ph_tree_child(tree, put.node, PH_FIELD_ATTRIBUTE);
        ph_flow_set_attribute(flow, ph_tree_child(tree, put.node, PH_FIELD_OBJECT),
                              ph_tree_text(tree, name), put.held);
        break;
    }
    case PH_KIND_SUBSCRIPT: {
        PhNodeId value = ph_tree_child(tree, put.node, PH_FIELD_VALUE);
        if (flow->subject == PH_NODE_NONE && (flow->held[value] & PH_HELD_ITSELF) != 0) {
            ph_flow_grow_attribute(flow, PH_BYTES("[]"), put.held);
        } else {
            push(flow, puts, value, ph_held_up(put.held));
        }
        break;
    }
    case PH_KIND_CALL: put_into_call(flow, puts, put); break;
    case PH_KIND_LIST:
    case PH_KIND_SET:
    case PH_KIND_TUPLE:
    case PH_KIND_EXPRESSION_LIST:
    case PH_KIND_DICTIONARY:
    case PH_KIND_LIST_COMPREHENSION:
    case PH_KIND_SET_COMPREHENSION:
    case PH_KIND_DICTIONARY_COMPREHENSION:
    case PH_KIND_GENERATOR_EXPRESSION: put_into_elements(flow, puts, put); break;
    case PH_KIND_CONDITIONAL_EXPRESSION:
    case PH_KIND_BOOLEAN_OPERATOR:
    case PH_KIND_PARENTHESIZED_EXPRESSION:
        for (PhNodeId child = ph_tree_first_named(tree, put.node); child != PH_NODE_NONE;
             child = ph_tree_next_named(tree, child)) {
            push(flow, puts, child, put.held);
        }
        break;
    case PH_KIND_BINARY_OPERATOR: /* a new object; those below are no containers */
    case PH_KIND_NONE:
    case PH_KIND_TRUE:
    case PH_KIND_FALSE:
    case PH_KIND_INTEGER:
    case PH_KIND_FLOAT:
    case PH_KIND_STRING:
    case PH_KIND_CONCATENATED_STRING:
    case PH_KIND_ELLIPSIS:
    case PH_KIND_COMPARISON_OPERATOR:
    case PH_KIND_NOT_OPERATOR: break;
    default: ph_flow_leak(flow, put.node, "put into a container that is not followed");
    }
}

void ph_flow_put(PhValueFlow *flow, PhNodeId container, uint8_t held)
{
    PhPuts puts = {.count = 0};
    push(flow, &puts, container, held);
    for (uint32_t i = 0; i < puts.count; i++) {
        put_one(flow, &puts, puts.items[i]);
    }
}

void ph_flow_alias(PhValueFlow *flow, PhNodeId element, uint8_t held)
{
    ph_flow_put(flow, element, ph_held_down(held) & PH_HELD_IN_CONTAINERS);
}

static bool is_pattern(PhKind kind)
{
    return kind == PH_KIND_PATTERN_LIST || kind == PH_KIND_TUPLE_PATTERN ||
           kind == PH_KIND_LIST_PATTERN || kind == PH_KIND_TUPLE || kind == PH_KIND_LIST ||
           kind == PH_KIND_EXPRESSION_LIST || kind == PH_KIND_PARENTHESIZED_EXPRESSION;
}

static void assign_name(PhValueFlow *flow, PhNodeId target, uint8_t held,
                        PhFlowSource source)
{
    PhBindingId id = ph_names_binding(flow->names, target);
    if (id == PH_BINDING_NONE) {
        if (held != 0) {
            ph_flow_leak(flow, target, "stored where it is not followed");
        }
        return;
    }
    ph_flow_grow(flow, &flow->bindings[id], held);
    uint8_t back = flow->stored[id];
    for (uint32_t i = 0; i < source.depth; i++) {
        back = ph_held_up(back);
    }
    if (back != 0 && source.node == PH_NODE_NONE) {
        ph_flow_leak(flow, target, "put into a container that is not followed");
    } else if (back != 0) {
        ph_flow_put(flow, source.node, back);
    }
}

static void assign_one(PhValueFlow *flow, PhNodeId target, uint8_t held,
                       PhFlowSource source)
{
    const PhTree *tree = flow->tree;
    PhNodeId value = source.depth == 0 ? source.node : PH_NODE_NONE;
    switch (ph_tree_kind(tree, target)) {
    case PH_KIND_IDENTIFIER: assign_name(flow, target, held, source); break;
    case PH_KIND_ATTRIBUTE: {
        PhNodeId object = ph_tree_child(tree, target, PH_FIELD_OBJECT);
        PhBytes name = ph_tree_text(tree, ph_tree_child(tree, target, PH_FIELD_ATTRIBUTE));
        ph_flow_set_attribute(flow, object, name, held);
        uint8_t known = ph_flow_attribute(flow, name) & PH_HELD_IN_CONTAINERS;
        bool is_own = (flow->held[object] & (PH_HELD_ITSELF | PH_HELD_CLASS)) != 0;
        if (is_own && known != 0 && value != PH_NODE_NONE) {
            ph_flow_put(flow, value, known);
        } else if (is_own && known != 0) {
            ph_flow_leak(flow, target, "put into a container that is not followed");
        }
        break;
    }
    case PH_KIND_SUBSCRIPT: {
        PhNodeId container = ph_tree_child(tree, target, PH_FIELD_VALUE);
        PhNodeId index = ph_tree_child(tree, target, PH_FIELD_SUBSCRIPT);
        bool is_slice = ph_tree_kind(tree, index) == PH_KIND_SLICE;
        bool is_record =
            flow->subject == PH_NODE_NONE && (flow->held[container] & PH_HELD_ITSELF) != 0;
        uint8_t put = is_slice ? held & PH_HELD_IN_CONTAINERS : ph_held_up(held);
        if (is_record) {
            ph_flow_grow_attribute(flow, PH_BYTES("[]"), held);
        } else {
            ph_flow_note_key(flow, flow->held[index]);
            ph_flow_put(flow, container, put | ph_held_up(flow->held[index]));
        }
        if (value != PH_NODE_NONE) {
            ph_flow_alias(flow, value, flow->held[container]);
        }
        break;
    }
    default:
        if (held != 0) {
            ph_flow_leak(flow, target, "stored where it is not followed");
        }
    }
}

void ph_flow_assign(PhValueFlow *flow, PhNodeId target, uint8_t held, PhFlowSource source)
{
    const PhTree *tree = flow->tree;
    PhNodeId limit = ph_tree_limit(tree, target);
    /* Depth first through the pattern; `levels` counts the patterns around a target. */
    for (PhNodeId node = target; node < limit;) {
        PhKind kind = ph_tree_kind(tree, node);
        if (is_pattern(kind) || kind == PH_KIND_LIST_SPLAT_PATTERN ||
            kind == PH_KIND_LIST_SPLAT || !ph_kind_is_named(kind)) {
            node++;
            continue;
        }
        uint8_t own = held;
        PhFlowSource from = source;
        PhNodeId up = node;
        while (up != target) {
            up = ph_tree_parent(tree, up);
            PhKind around = ph_tree_kind(tree, up);
            if (around == PH_KIND_PARENTHESIZED_EXPRESSION) {
                continue;
            }
            if (around == PH_KIND_LIST_SPLAT_PATTERN || around == PH_KIND_LIST_SPLAT) {
                own = ph_held_up(own); /* a new list; the pattern around takes it down */
                from.node = PH_NODE_NONE;
            } else {
                own = ph_flow_element(flow, own);
                from.depth++;
            }
        }
        assign_one(flow, node, own, from);
        node = ph_tree_limit(tree, node);
    }
}

static bool has_splat(const PhTree *tree, PhNodeId node)
{
    for (PhNodeId child = ph_tree_first_named(tree, node); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        PhKind kind = ph_tree_kind(tree, child);
        if (kind == PH_KIND_LIST_SPLAT || kind == PH_KIND_LIST_SPLAT_PATTERN) {
            return true;
        }
    }
    return false;
}

void ph_flow_assign_value(PhValueFlow *flow, PhNodeId target, PhNodeId value)
{
    const PhTree *tree = flow->tree;
    PhNodeId inner = ph_tree_strip_parens(tree, value);
    PhKind left = ph_tree_kind(tree, target);
    PhKind right = ph_tree_kind(tree, inner);
    bool is_pairwise = (left == PH_KIND_PATTERN_LIST || left == PH_KIND_TUPLE_PATTERN) &&
                       (right == PH_KIND_EXPRESSION_LIST || right == PH_KIND_TUPLE) &&
                       !has_splat(tree, target) && !has_splat(tree, inner);
    if (!is_pairwise) {
        ph_flow_assign(flow, target, flow->held[value], (PhFlowSource){value, 0});
        return;
    }
    for (uint32_t i = 0;; i++) {
        PhNodeId to = ph_tree_nth_named(tree, target, i);
        PhNodeId from = ph_tree_nth_named(tree, inner, i);
        if (to == PH_NODE_NONE || from == PH_NODE_NONE) {
            return;
        }
        ph_flow_assign(flow, to, flow->held[from], (PhFlowSource){from, 0});
    }
}

/* What part `n` of each tuple that the walk yields is an element of: of enumerate, zip and
 * the items of a dict. False: it is none of these. PH_NODE_NONE: of nothing followed. */
static bool part_of_walk(const PhValueFlow *flow, PhNodeId walked, uint32_t n,
                         PhNodeId *container_out)
{
    const PhTree *tree = flow->tree;
    PhNodeId call = ph_tree_strip_parens(tree, walked);
    PhNodeId function = ph_tree_kind(tree, call) == PH_KIND_CALL
                            ? ph_tree_child(tree, call, PH_FIELD_FUNCTION)
                            : PH_NODE_NONE;
    *container_out = PH_NODE_NONE;
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        PhBytes name =
            ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
        PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
        bool is_items = ph_bytes_is(name, "items") &&
                        (flow->held[object] & PH_HELD_ITSELF) == 0 &&
                        ph_flow_argument(tree, call, 0) == PH_NODE_NONE;
        *container_out = n == 1 ? object : PH_NODE_NONE;
        return is_items && !flow->has_keys;
    }
    if (ph_tree_kind(tree, function) != PH_KIND_IDENTIFIER ||
        !ph_flow_is_builtin(flow->facts, function)) {
        return false;
    }
    if (ph_bytes_is(ph_tree_text(tree, function), "enumerate")) {
        *container_out = n == 1 ? ph_flow_argument(tree, call, 0) : PH_NODE_NONE;
        return true;
    }
    *container_out = ph_flow_argument(tree, call, n);
    return ph_bytes_is(ph_tree_text(tree, function), "zip") &&
           *container_out != PH_NODE_NONE;
}

/* The values of `part.items()`, or what the walk over `part` gives. */
static uint8_t part_held(const PhValueFlow *flow, PhNodeId walked, PhNodeId part)
{
    PhNodeId call = ph_tree_strip_parens(flow->tree, walked);
    PhNodeId function = ph_tree_child(flow->tree, call, PH_FIELD_FUNCTION);
    return ph_tree_kind(flow->tree, function) == PH_KIND_ATTRIBUTE
               ? ph_flow_element(flow, flow->held[part])
               : ph_flow_walked(flow, part);
}

void ph_flow_assign_walk(PhValueFlow *flow, PhNodeId target, PhNodeId walked)
{
    const PhTree *tree = flow->tree;
    PhKind kind = ph_tree_kind(tree, target);
    PhNodeId part;
    bool is_parted = (kind == PH_KIND_PATTERN_LIST || kind == PH_KIND_TUPLE_PATTERN) &&
                     !has_splat(tree, target);
    for (uint32_t n = 0; is_parted && ph_tree_nth_named(tree, target, n) != PH_NODE_NONE;
         n++) {
        is_parted = part_of_walk(flow, walked, n, &part);
    }
    if (!is_parted) {
        uint8_t held = ph_flow_walked(flow, walked);
        ph_flow_assign(flow, target, held, (PhFlowSource){walked, 1});
        return;
    }
    for (uint32_t n = 0; ph_tree_nth_named(tree, target, n) != PH_NODE_NONE; n++) {
        (void)part_of_walk(flow, walked, n, &part);
        uint8_t held = part == PH_NODE_NONE ? 0 : part_held(flow, walked, part);
        ph_flow_assign(flow, ph_tree_nth_named(tree, target, n), held,
                       (PhFlowSource){part, 1});
    }
}
