/* What each node of a file does to the values that are followed. */

#include "facts/functions.h"
#include "facts/members.h"
#include "facts/types.h"
#include "facts/value_flow_state.h"
#include "syntax/walk.h"

uint8_t ph_flow_operators(const PhValueFlow *flow, uint8_t held)
{
    uint8_t result = 0;
    if ((held & PH_HELD_ITSELF) == 0) {
        return 0;
    }
    for (uint32_t i = 0; i < flow->class_count; i++) {
        PhNodeId body = ph_tree_child(flow->tree, flow->classes[i], PH_FIELD_BODY);
        for (PhNodeId node = body; node < ph_tree_limit(flow->tree, body); node++) {
            if (ph_tree_kind(flow->tree, node) == PH_KIND_FUNCTION_DEFINITION &&
                ph_name_is_special(ph_tree_text(
                    flow->tree, ph_tree_child(flow->tree, node, PH_FIELD_NAME)))) {
                PhNodeId inner = ph_tree_child(flow->tree, node, PH_FIELD_BODY);
                result |= flow->returns[ph_names_scope_at(flow->names, inner)];
            }
        }
    }
    return result;
}

static uint8_t of_children(const PhValueFlow *flow, PhNodeId node)
{
    uint8_t held = 0;
    PH_FOR_EACH_CHILD(flow->tree, node, child)
    {
        held |= flow->held[child];
    }
    return held;
}

/* A display: what stands behind a star is a container itself. */
static uint8_t of_display(PhValueFlow *flow, PhNodeId node)
{
    uint8_t held = 0;
    PH_FOR_EACH_CHILD(flow->tree, node, child)
    {
        PhKind kind = ph_tree_kind(flow->tree, child);
        bool is_splat = kind == PH_KIND_LIST_SPLAT || kind == PH_KIND_DICTIONARY_SPLAT;
        uint8_t one = flow->held[child];
        if (kind == PH_KIND_PAIR) {
            ph_flow_note_key(flow,
                             flow->held[ph_tree_child(flow->tree, child, PH_FIELD_KEY)]);
        }
        held |= is_splat ? ph_held_up(ph_flow_element(flow, one)) : ph_held_up(one);
    }
    return held;
}

/* `isinstance(x, (A, B))` */
static bool is_class_test(const PhValueFlow *flow, PhNodeId node)
{
    const PhTree *tree = flow->tree;
    for (node = ph_tree_parent(tree, node); node != PH_NODE_NONE;
         node = ph_tree_parent(tree, node)) {
        PhKind kind = ph_tree_kind(tree, node);
        if (kind == PH_KIND_CALL) {
            PhBytes name = ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_FUNCTION));
            return ph_bytes_is(name, "isinstance") || ph_bytes_is(name, "issubclass");
        }
        if (kind != PH_KIND_TUPLE && kind != PH_KIND_PARENTHESIZED_EXPRESSION &&
            kind != PH_KIND_ARGUMENT_LIST) {
            break;
        }
    }
    return false;
}

static void check_classes_in(PhValueFlow *flow, PhNodeId node)
{
    if ((of_children(flow, node) & PH_HELD_CLASS) != 0 && !is_class_test(flow, node)) {
        ph_flow_leak(flow, node, "the class is kept in a container");
    }
}

static uint8_t visit_name(const PhValueFlow *flow, PhNodeId node)
{
    PhRefId ref = ph_names_ref(flow->names, node);
    if (ref == PH_REF_NONE) {
        return 0;
    }
    PhRefKind kind = flow->names->refs[ref].kind;
    bool is_read = kind == PH_REF_LOAD || kind == PH_REF_AUGMENTED;
    return is_read ? flow->bindings[flow->names->refs[ref].binding] : 0;
}

static bool is_called(const PhTree *tree, PhNodeId node)
{
    return ph_call_of(tree, node) != PH_NODE_NONE;
}

/* Methods of containers that give or take elements. */
static const char *const k_methods[] = {
    "add",    "append", "appendleft",  "extend",      "extendleft", "get",        "insert",
    "items",  "pop",    "popitem",     "popleft",     "remove",     "setdefault", "sort",
    "update", "values", "__getitem__", "__setitem__", "__iter__",
};

static uint8_t visit_attribute(PhValueFlow *flow, PhNodeId node)
{
    const PhTree *tree = flow->tree;
    uint8_t object = flow->held[ph_tree_child(tree, node, PH_FIELD_OBJECT)];
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_ATTRIBUTE));
    if (object == 0) {
        return 0;
    }
    if ((object & PH_HELD_ITSELF) != 0 && ph_bytes_is(name, "__class__")) {
        return PH_HELD_CLASS;
    }
    if (ph_bytes_is(name, "__dict__")) {
        ph_flow_leak(flow, node, "its __dict__ is looked at");
    }
    if (ph_is_target(tree, node) &&
        ph_tree_kind(tree, ph_tree_parent(tree, node)) != PH_KIND_AUGMENTED_ASSIGNMENT) {
        return 0;
    }
    if ((object & PH_HELD_IN_CONTAINERS) != 0 && !is_called(tree, node) &&
        ph_bytes_is_one_of(name, k_methods, PH_COUNT_OF(k_methods))) {
        ph_flow_leak(flow, node, "a method of a container is handed on");
    }
    uint8_t held = ph_flow_attribute(flow, name);
    for (uint32_t i = 0; i < flow->class_count && !is_called(tree, node); i++) {
        PhNodeId def = ph_class_method(flow->facts, flow->classes[i], name);
        if (def == PH_NODE_NONE) {
            continue;
        }
        if (ph_first_decorator(tree, def) == PH_NODE_NONE &&
            (object & PH_HELD_ITSELF) != 0) {
            ph_flow_leak(flow, node, "a method of the object is handed on");
        }
        PhNodeId body = ph_tree_child(tree, def, PH_FIELD_BODY);
        held |= flow->returns[ph_names_scope_at(flow->names, body)];
    }
    return held;
}

static uint8_t visit_subscript(PhValueFlow *flow, PhNodeId node)
{
    const PhTree *tree = flow->tree;
    PhNodeId object = ph_tree_child(tree, node, PH_FIELD_VALUE);
    uint8_t value = flow->held[object];
    PhNodeId index = ph_tree_child(tree, node, PH_FIELD_SUBSCRIPT);
    PhTypeSet known = PH_TYPE_DICT | PH_TYPE_LIST | PH_TYPE_TUPLE;
    if (flow->held[index] != 0 && value == 0 &&
        (ph_type_of(flow->facts, object).kinds & ~known) != 0) {
        ph_flow_leak(flow, index, "an index of what is not known");
    }
    uint8_t held = ph_tree_kind(tree, index) == PH_KIND_SLICE
                       ? value & PH_HELD_IN_CONTAINERS
                       : ph_held_down(value);
    if ((value & PH_HELD_ITSELF) != 0) {
        static const char *const k_indexed[] = {"__delitem__", "__getitem__", "__missing__",
                                                "__setitem__"};
        for (size_t i = 0; i < PH_COUNT_OF(k_indexed); i++) {
            ph_flow_pass_special(flow, k_indexed[i], flow->held[index], true);
        }
        held |= ph_flow_special(flow, "__getitem__");
        held |= flow->subject == PH_NODE_NONE ? ph_flow_attribute(flow, PH_BYTES("[]")) : 0;
    }
    /* `C[int](..)` of a generic class. */
    return held | (value & PH_HELD_CLASS);
}

/* One is an object that is followed: a method of the other may get it. */
static void check_operands(PhValueFlow *flow, PhNodeId node, PhNodeId left, PhNodeId right)
{
    uint32_t both = flow->held[left] | flow->held[right];
    PhNodeId other = flow->held[left] == 0 ? left : right;
    PhTypeSet strange = PH_TYPE_UNKNOWN | PH_TYPE_PATTERN | PH_TYPE_MATCH;
    if ((both & PH_HELD_ITSELF) != 0 && flow->held[other] == 0 &&
        (ph_type_of(flow->facts, other).kinds & strange) != 0) {
        ph_flow_leak(flow, node, "combined with what is not known");
    }
}

static uint8_t visit_binary(PhValueFlow *flow, PhNodeId node)
{
    const PhTree *tree = flow->tree;
    uint8_t held = of_children(flow, node);
    if (held == 0) {
        return 0;
    }
    PhNodeId left = ph_tree_strip_parens(tree, ph_tree_child(tree, node, PH_FIELD_LEFT));
    if (ph_tree_kind(tree, left) == PH_KIND_STRING ||
        ph_tree_kind(tree, left) == PH_KIND_CONCATENATED_STRING) {
        return 0; /* "%s" % x */
    }
    check_operands(flow, node, left,
                   ph_tree_strip_parens(tree, ph_tree_child(tree, node, PH_FIELD_RIGHT)));
    return (held & PH_HELD_IN_CONTAINERS) | ph_flow_operators(flow, held);
}

/* The condition itself is only tested. */
static uint8_t visit_conditional(const PhValueFlow *flow, PhNodeId node)
{
    PhNodeId first = ph_tree_first_named(flow->tree, node);
    PhNodeId last = ph_tree_next_named(flow->tree, ph_tree_next_named(flow->tree, first));
    return flow->held[first] | flow->held[last];
}

static void visit_return(PhValueFlow *flow, PhNodeId node, uint8_t held)
{
    if (held == 0) {
        return;
    }
    PhScopeId scope = ph_names_scope_at(flow->names, node);
    while (scope != PH_SCOPE_NONE &&
           flow->names->scopes[scope].kind != PH_SCOPE_KIND_FUNCTION &&
           flow->names->scopes[scope].kind != PH_SCOPE_KIND_LAMBDA) {
        scope = flow->names->scopes[scope].parent;
    }
    if (scope != PH_SCOPE_NONE) {
        ph_flow_grow(flow, &flow->returns[scope], held);
    }
}

static bool is_yield_from(const PhTree *tree, PhNodeId node)
{
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (ph_tree_kind(tree, child) == PH_TOKEN_FROM) {
            return true;
        }
    }
    return false;
}

static void visit_lambda(PhValueFlow *flow, PhNodeId node)
{
    PhNodeId body = ph_tree_child(flow->tree, node, PH_FIELD_BODY);
    PhScopeId scope = ph_names_scope_at(flow->names, body);
    uint8_t held = flow->held[body];
    ph_flow_grow(flow, &flow->returns[scope], held);
    if (flow->returns[scope] != 0 && !ph_calls_back(flow->facts, node)) {
        ph_flow_leak(flow, node, "a lambda gives it to whoever calls it");
    }
}

/* `with x as y`, `case .. as y` */
static void visit_as(PhValueFlow *flow, PhNodeId node)
{
    const PhTree *tree = flow->tree;
    PhNodeId value = ph_tree_first_named(tree, node);
    PhNodeId target = ph_tree_child(tree, node, PH_FIELD_ALIAS);
    uint8_t held = value == PH_NODE_NONE ? 0 : flow->held[value];
    if (held == 0 || target == PH_NODE_NONE) {
        return;
    }
    uint8_t entered = ph_flow_special(flow, "__enter__");
    entered |= ph_flow_special(flow, "__aenter__");
    PhNodeId name = ph_tree_first_named(tree, target);
    ph_flow_assign(flow, name == PH_NODE_NONE ? target : name,
                   (uint8_t)(entered | ph_held_down(held) | (held & PH_HELD_IN_CONTAINERS)),
                   (PhFlowSource){PH_NODE_NONE, 0});
}

static bool is_in_class_pattern(const PhTree *tree, PhNodeId node, PhNodeId match)
{
    for (; node != match; node = ph_tree_parent(tree, node)) {
        if (ph_tree_kind(tree, node) == PH_KIND_CLASS_PATTERN) {
            return true;
        }
    }
    return false;
}

/* Names in patterns: whatever the subject has inside may be captured. */
static void visit_match(PhValueFlow *flow, PhNodeId node)
{
    const PhTree *tree = flow->tree;
    uint8_t held = 0;
    for (PhNodeId child = ph_tree_first_named(tree, node); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        held |= flow->held[child];
    }
    if (held == 0) {
        return;
    }
    uint8_t whole = held | ph_held_down(held);
    for (PhNodeId one = node; one < ph_tree_limit(tree, node); one++) {
        PhRefId ref = ph_tree_kind(tree, one) == PH_KIND_IDENTIFIER
                          ? ph_names_ref(flow->names, one)
                          : PH_REF_NONE;
        if (ref != PH_REF_NONE && flow->names->refs[ref].kind == PH_REF_MATCH) {
            PhBindingId id = flow->names->refs[ref].binding;
            bool is_part = is_in_class_pattern(tree, one, node);
            ph_flow_grow(flow, &flow->bindings[id], is_part ? flow->all_attributes : whole);
            if (flow->stored[id] != 0) {
                ph_flow_leak(flow, one, "put into a container that is not followed");
            }
        }
    }
}

static void visit_assignment(PhValueFlow *flow, PhNodeId node)
{
    PhNodeId left = ph_tree_child(flow->tree, node, PH_FIELD_LEFT);
    PhNodeId right = ph_tree_child(flow->tree, node, PH_FIELD_RIGHT);
    while (ph_tree_kind(flow->tree, right) == PH_KIND_ASSIGNMENT) {
        right = ph_tree_child(flow->tree, right, PH_FIELD_RIGHT);
    }
    if (right != PH_NODE_NONE) {
        ph_flow_assign_value(flow, left, right);
    }
}

static void visit_augmented(PhValueFlow *flow, PhNodeId node)
{
    PhNodeId left = ph_tree_child(flow->tree, node, PH_FIELD_LEFT);
    PhNodeId right = ph_tree_child(flow->tree, node, PH_FIELD_RIGHT);
    uint8_t held = flow->held[right];
    check_operands(flow, node, left, right);
    uint8_t both = held | flow->held[left];
    uint8_t result = (both & PH_HELD_IN_CONTAINERS) | ph_flow_operators(flow, both);
    ph_flow_assign(flow, left, result, (PhFlowSource){left, 0});
    ph_flow_put(flow, left, held & PH_HELD_IN_CONTAINERS);
}

/* A base may be a followed class, and nothing else that is followed. */
static void visit_class(PhValueFlow *flow, PhNodeId node)
{
    const PhTree *tree = flow->tree;
    PhNodeId bases = ph_tree_child(tree, node, PH_FIELD_SUPERCLASSES);
    PhNodeId base = bases == PH_NODE_NONE ? bases : ph_tree_first_named(tree, bases);
    for (; base != PH_NODE_NONE; base = ph_tree_next_named(tree, base)) {
        bool is_keyword = ph_tree_kind(tree, base) == PH_KIND_KEYWORD_ARGUMENT;
        uint8_t held = flow->held[base];
        if (held != 0 && (held != PH_HELD_CLASS || is_keyword)) {
            ph_flow_leak(flow, base, "handed on there");
        }
    }
}

/* Statements and parts of them; what they hold is for others to look at. */
static void visit_statement(PhValueFlow *flow, PhKind kind, PhNodeId node)
{
    const PhTree *tree = flow->tree;
    switch (kind) {
    case PH_KIND_ASSIGNMENT: visit_assignment(flow, node); break;
    case PH_KIND_AUGMENTED_ASSIGNMENT: visit_augmented(flow, node); break;
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_FOR_IN_CLAUSE:
        ph_flow_assign_walk(flow, ph_tree_child(tree, node, PH_FIELD_LEFT),
                            ph_tree_child(tree, node, PH_FIELD_RIGHT));
        break;
    case PH_KIND_DEFAULT_PARAMETER:
    case PH_KIND_TYPED_DEFAULT_PARAMETER: {
        PhNodeId value = ph_tree_child(tree, node, PH_FIELD_VALUE);
        ph_flow_assign(flow, ph_tree_child(tree, node, PH_FIELD_NAME), flow->held[value],
                       (PhFlowSource){value, 0});
        break;
    }
    case PH_KIND_RETURN_STATEMENT: visit_return(flow, node, of_children(flow, node)); break;
    case PH_KIND_RAISE_STATEMENT:
    case PH_KIND_DECORATOR:
        if (of_children(flow, node) != 0) {
            ph_flow_leak(flow, node, "handed on there");
        }
        break;
    case PH_KIND_CLASS_DEFINITION: visit_class(flow, node); break;
    case PH_KIND_MATCH_STATEMENT: visit_match(flow, node); break;
    case PH_KIND_AS_PATTERN: visit_as(flow, node); break;
    default: break;
    }
}

bool ph_flow_is_plain(const PhValueFlow *flow, PhNodeId node)
{
    PhTypeSet kinds = ph_type_of(flow->facts, node).kinds;
    return kinds != 0 && (kinds & ~(PhTypeSet)PH_TYPE_SCALARS) == 0;
}

uint8_t ph_flow_walked(const PhValueFlow *flow, PhNodeId node)
{
    bool gives_keys = flow->held[node] != 0 && !flow->has_keys &&
                      ph_type_of(flow->facts, node).kinds == PH_TYPE_DICT;
    return gives_keys ? 0 : ph_flow_element(flow, flow->held[node]);
}

static uint8_t visit(PhValueFlow *flow, PhNodeId node)
{
    const PhTree *tree = flow->tree;
    PhKind kind = ph_tree_kind(tree, node);
    switch (kind) {
    case PH_KIND_IDENTIFIER: return visit_name(flow, node);
    case PH_KIND_ATTRIBUTE: return visit_attribute(flow, node);
    case PH_KIND_SUBSCRIPT: return visit_subscript(flow, node);
    case PH_KIND_CALL: return ph_flow_call(flow, node);
    case PH_KIND_LIST:
    case PH_KIND_SET:
    case PH_KIND_TUPLE:
    case PH_KIND_EXPRESSION_LIST:
    case PH_KIND_DICTIONARY: check_classes_in(flow, node); return of_display(flow, node);
    case PH_KIND_LIST_COMPREHENSION:
    case PH_KIND_SET_COMPREHENSION:
    case PH_KIND_DICTIONARY_COMPREHENSION:
    case PH_KIND_GENERATOR_EXPRESSION:
        if (kind == PH_KIND_DICTIONARY_COMPREHENSION) {
            PhNodeId pair = ph_tree_child(tree, node, PH_FIELD_BODY);
            ph_flow_note_key(flow, flow->held[ph_tree_child(tree, pair, PH_FIELD_KEY)]);
        }
        return ph_held_up(flow->held[ph_tree_child(tree, node, PH_FIELD_BODY)]);
    case PH_KIND_CONDITIONAL_EXPRESSION: return visit_conditional(flow, node);
    case PH_KIND_BOOLEAN_OPERATOR:
    case PH_KIND_PARENTHESIZED_EXPRESSION:
    case PH_KIND_AWAIT:
    case PH_KIND_PAIR:
    case PH_KIND_LIST_SPLAT:
    case PH_KIND_DICTIONARY_SPLAT:
    case PH_KIND_PARENTHESIZED_LIST_SPLAT: return of_children(flow, node);
    case PH_KIND_KEYWORD_ARGUMENT:
        return flow->held[ph_tree_child(tree, node, PH_FIELD_VALUE)];
    case PH_KIND_BINARY_OPERATOR: return visit_binary(flow, node);
    case PH_KIND_UNARY_OPERATOR: return ph_flow_operators(flow, of_children(flow, node));
    case PH_KIND_NAMED_EXPRESSION: {
        PhNodeId value = ph_tree_child(tree, node, PH_FIELD_VALUE);
        ph_flow_assign_value(flow, ph_tree_child(tree, node, PH_FIELD_NAME), value);
        return flow->held[value];
    }
    case PH_KIND_YIELD: {
        uint8_t held = of_children(flow, node);
        visit_return(flow, node, is_yield_from(tree, node) ? held : ph_held_up(held));
        return 0;
    }
    case PH_KIND_LAMBDA: visit_lambda(flow, node); return 0;
    default: visit_statement(flow, kind, node); return 0;
    }
}

uint8_t ph_flow_visit(PhValueFlow *flow, PhNodeId node)
{
    uint8_t held = visit(flow, node);
    return held != 0 && ph_flow_is_plain(flow, node) ? 0 : held;
}
