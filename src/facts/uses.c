#include "facts/uses.h"

#include "facts/fresh_result.h"
#include "facts/lent.h"
#include "facts/types.h"
#include "syntax/walk.h"

typedef struct PhMethodUse {
    const char *name;
    PhUse use;
} PhMethodUse;

static const PhMethodUse k_methods[] = {
    {"append", PH_USE_ADD_ONE}, {"clear", PH_USE_SHRINK},   {"copy", PH_USE_READ},
    {"count", PH_USE_READ},     {"extend", PH_USE_GROW},    {"index", PH_USE_READ},
    {"insert", PH_USE_ADD_ONE}, {"pop", PH_USE_REMOVE_ONE}, {"remove", PH_USE_REMOVE_ONE},
    {"reverse", PH_USE_CHANGE}, {"sort", PH_USE_CHANGE},
};

/* Builtins that only read their one positional argument. */
static const char *const k_readers[] = {
    "all",    "any", "bool", "bytearray", "bytes", "dict", "frozenset",
    "id",     "len", "list", "max",       "min",   "repr", "set",
    "sorted", "str", "sum",  "tuple",     "type",
};

/* Builtins whose result keeps the list, but only to walk through it. */
static const char *const k_walkers[] = {"enumerate", "filter",   "iter",
                                        "map",       "reversed", "zip"};

static bool is_known(PhFacts *facts, PhNodeId node, PhTypeSet allowed)
{
    PhTypeSet kinds =
        node == PH_NODE_NONE ? PH_TYPE_UNKNOWN : ph_type_of(facts, node).kinds;
    return kinds != 0 && (kinds & ~allowed) == 0;
}

static PhTypeSet any_known_type(void)
{
    return PH_TYPE_UNKNOWN - 1;
}

static PhUse use_of_method(const PhTree *tree, PhNodeId attribute)
{
    if (ph_call_of(tree, attribute) == PH_NODE_NONE) {
        return PH_USE_LEAK;
    }
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, attribute, PH_FIELD_ATTRIBUTE));
    for (size_t i = 0; i < PH_COUNT_OF(k_methods); i++) {
        if (ph_bytes_is(name, k_methods[i].name)) {
            return k_methods[i].use;
        }
    }
    return PH_USE_LEAK;
}

static bool is_target_container(PhKind kind)
{
    return kind == PH_KIND_PATTERN_LIST || kind == PH_KIND_TUPLE_PATTERN ||
           kind == PH_KIND_LIST_PATTERN || kind == PH_KIND_LIST_SPLAT_PATTERN ||
           kind == PH_KIND_TUPLE || kind == PH_KIND_LIST || kind == PH_KIND_LIST_SPLAT ||
           kind == PH_KIND_EXPRESSION_LIST || kind == PH_KIND_PARENTHESIZED_EXPRESSION;
}

/* `q[i]` by what is done to it. Anything but an int may be a slice object. */
static PhUse use_of_subscript(PhFacts *facts, PhNodeId subscript)
{
    const PhTree *tree = facts->tree;
    PhNodeId index = ph_tree_child(tree, subscript, PH_FIELD_SUBSCRIPT);
    PhNodeId top = subscript;
    PhNodeId parent = ph_tree_parent(tree, top);
    while (is_target_container(ph_tree_kind(tree, parent))) {
        top = parent;
        parent = ph_tree_parent(tree, top);
    }
    PhKind kind = ph_tree_kind(tree, parent);
    bool is_one = is_known(facts, index, PH_TYPE_INT | PH_TYPE_BOOL);
    if (kind == PH_KIND_DELETE_STATEMENT) {
        return is_one ? PH_USE_REMOVE_ONE : PH_USE_SHRINK;
    }
    bool is_left = tree->fields[top] == PH_FIELD_LEFT;
    bool is_store =
        (is_left && kind != PH_KIND_BINARY_OPERATOR && kind != PH_KIND_BOOLEAN_OPERATOR) ||
        kind == PH_KIND_AS_PATTERN_TARGET || kind == PH_KIND_AS_PATTERN;
    if (is_store) {
        return is_one ? PH_USE_CHANGE : PH_USE_SHRINK;
    }
    return PH_USE_READ;
}

/* filter and map call their first argument and iterate over others; zip iterates over all.
 */
static bool is_iterated_argument(const PhTree *tree, PhNodeId function, PhNodeId list,
                                 PhNodeId arg)
{
    PhBytes name = ph_tree_text(tree, function);
    bool is_first = ph_tree_first_named(tree, list) == arg;
    if (ph_bytes_is(name, "map") || ph_bytes_is(name, "filter")) {
        return !is_first;
    }
    return is_first || ph_bytes_is(name, "zip");
}

PhNodeId ph_uses_out_of_walkers(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    for (;;) {
        node = ph_tree_out_of_parens(tree, node);
        PhNodeId list = ph_tree_parent(tree, node);
        PhNodeId call = ph_tree_kind(tree, list) == PH_KIND_ARGUMENT_LIST
                            ? ph_tree_parent(tree, list)
                            : PH_NODE_NONE;
        PhNodeId function = ph_tree_kind(tree, call) == PH_KIND_CALL
                                ? ph_tree_child(tree, call, PH_FIELD_FUNCTION)
                                : PH_NODE_NONE;
        bool is_walker = ph_flow_is_builtin(facts, function) &&
                         ph_bytes_is_one_of(ph_tree_text(tree, function), k_walkers,
                                            PH_COUNT_OF(k_walkers));
        if (!is_walker || !is_iterated_argument(tree, function, list, node)) {
            return node;
        }
        node = call;
    }
}

/* The call that holds `arg` is walked through where it stands and then gone. */
static bool is_walked_at_once(PhFacts *facts, PhNodeId arg)
{
    const PhTree *tree = facts->tree;
    PhNodeId iterable = ph_uses_out_of_walkers(facts, arg);
    PhKind kind = ph_tree_kind(tree, ph_tree_parent(tree, iterable));
    if (iterable == arg) {
        return false;
    }
    return (tree->fields[iterable] == PH_FIELD_RIGHT &&
            (kind == PH_KIND_FOR_STATEMENT || kind == PH_KIND_FOR_IN_CLAUSE)) ||
           kind == PH_KIND_LIST_SPLAT || ph_flow_is_consumed(facts, iterable);
}

static bool is_only_positional(const PhTree *tree, PhNodeId list, PhNodeId arg)
{
    if (ph_tree_first_named(tree, list) != arg) {
        return false;
    }
    PhKind next = ph_tree_kind(tree, ph_tree_next_named(tree, arg));
    return next == PH_KIND_ABSENT || next == PH_KIND_KEYWORD_ARGUMENT;
}

static PhUse use_of_argument(PhFacts *facts, PhNodeId arg)
{
    const PhTree *tree = facts->tree;
    PhNodeId list = ph_tree_parent(tree, arg);
    PhNodeId call = ph_tree_parent(tree, list);
    if (ph_tree_kind(tree, call) != PH_KIND_CALL) {
        return PH_USE_LEAK;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
        PhNodeId attribute = ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE);
        bool is_join = ph_bytes_is(ph_tree_text(tree, attribute), "join") &&
                       is_known(facts, object, PH_TYPE_STR | PH_TYPE_BYTES);
        return is_join ? PH_USE_READ : PH_USE_LEAK;
    }
    if (!ph_flow_is_builtin(facts, function)) {
        return ph_is_list_lent(facts, arg) ? PH_USE_READ : PH_USE_LEAK;
    }
    PhBytes name = ph_tree_text(tree, function);
    bool reads = ph_bytes_is(name, "print");
    if (ph_bytes_is_one_of(name, k_readers, PH_COUNT_OF(k_readers))) {
        bool has_start = ph_bytes_is(name, "sum") && ph_tree_first_named(tree, list) == arg;
        reads = has_start || is_only_positional(tree, list, arg);
    } else if (ph_bytes_is_one_of(name, k_walkers, PH_COUNT_OF(k_walkers))) {
        reads = is_walked_at_once(facts, arg);
    }
    return reads ? PH_USE_READ : PH_USE_LEAK;
}

static PhUse use_in_comparison(PhFacts *facts, PhNodeId operand)
{
    const PhTree *tree = facts->tree;
    PhNodeId comparison = ph_tree_parent(tree, operand);
    PhNodeId left = ph_tree_first_named(tree, comparison);
    PhNodeId right = ph_tree_next_named(tree, left);
    PhNodeId operation = ph_tree_child(tree, comparison, PH_FIELD_OPERATORS);
    if (right == PH_NODE_NONE || ph_tree_next_named(tree, right) != PH_NODE_NONE) {
        return PH_USE_LEAK;
    }
    switch (ph_tree_kind(tree, operation)) {
    case PH_TOKEN_IS:
    case PH_TOKEN_IS_NOT: return PH_USE_READ;
    case PH_TOKEN_IN:
    case PH_TOKEN_NOT_IN: return operand == right ? PH_USE_READ : PH_USE_LEAK;
    default: {
        PhNodeId other = operand == left ? right : left;
        return is_known(facts, other, any_known_type()) ? PH_USE_READ : PH_USE_LEAK;
    }
    }
}

/* The value of `node` is only tested, or dropped. Operands of `and` and `or` are passed on
 * to what is around them. */
static bool is_only_tested(const PhTree *tree, PhNodeId node)
{
    for (;;) {
        PhNodeId parent = ph_tree_parent(tree, node);
        PhField field = tree->fields[node];
        switch (ph_tree_kind(tree, parent)) {
        case PH_KIND_PARENTHESIZED_EXPRESSION:
        case PH_KIND_BOOLEAN_OPERATOR: node = parent; break;
        case PH_KIND_IF_STATEMENT:
        case PH_KIND_ELIF_CLAUSE:
        case PH_KIND_WHILE_STATEMENT: return field == PH_FIELD_CONDITION;
        case PH_KIND_NOT_OPERATOR:
        case PH_KIND_IF_CLAUSE:
        case PH_KIND_EXPRESSION_STATEMENT: return true;
        case PH_KIND_ASSERT_STATEMENT: return ph_tree_first_named(tree, parent) == node;
        case PH_KIND_CONDITIONAL_EXPRESSION: {
            PhNodeId first = ph_tree_first_named(tree, parent);
            return ph_tree_next_named(tree, first) == node;
        }
        default: return false;
        }
    }
}

static PhNodeId named_at(const PhTree *tree, PhNodeId parent, uint32_t index)
{
    PhNodeId child = ph_tree_first_named(tree, parent);
    while (index-- > 0 && child != PH_NODE_NONE) {
        child = ph_tree_next_named(tree, child);
    }
    return child;
}

/* `a, q = .., []`: the element opposite to `target`; no stars on either side. */
static PhNodeId opposite(const PhTree *tree, PhNodeId target, PhNodeId value)
{
    PhNodeId pattern = ph_tree_parent(tree, target);
    PhKind kind = ph_tree_kind(tree, value);
    PhNodeId found = PH_NODE_NONE;
    uint32_t index = 0;
    if (kind != PH_KIND_EXPRESSION_LIST && kind != PH_KIND_TUPLE) {
        return found;
    }
    for (PhNodeId child = ph_tree_first_named(tree, pattern);;
         child = ph_tree_next_named(tree, child)) {
        PhNodeId element = named_at(tree, value, index);
        if (child == PH_NODE_NONE || element == PH_NODE_NONE) {
            return child == element ? found : PH_NODE_NONE;
        }
        if (tree->kinds[child] == PH_KIND_LIST_SPLAT_PATTERN ||
            tree->kinds[element] == PH_KIND_LIST_SPLAT || index++ == 16) {
            return PH_NODE_NONE;
        }
        found = child == target ? element : found;
    }
}

/* `q = e` with nobody else bound to the same e. */
static PhUse use_of_store(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    PhNodeId target = ph_tree_out_of_parens(tree, name);
    PhNodeId assignment = ph_tree_parent(tree, target);
    PhKind kind = ph_tree_kind(tree, assignment);
    bool is_unpacked = kind == PH_KIND_PATTERN_LIST || kind == PH_KIND_TUPLE_PATTERN;
    if (is_unpacked) {
        assignment = ph_tree_parent(tree, assignment);
    }
    PhKind outer = ph_tree_kind(tree, ph_tree_parent(tree, assignment));
    if (ph_tree_kind(tree, assignment) != PH_KIND_ASSIGNMENT ||
        outer != PH_KIND_EXPRESSION_STATEMENT) {
        return PH_USE_LEAK;
    }
    PhNodeId value = ph_tree_child(tree, assignment, PH_FIELD_RIGHT);
    if (is_unpacked && value != PH_NODE_NONE) {
        value = opposite(tree, target, ph_tree_strip_parens(tree, value));
    }
    bool is_fresh =
        value != PH_NODE_NONE && ph_uses_is_fresh_list(facts, value) == PH_PROVED;
    return is_fresh ? PH_USE_FRESH : PH_USE_LEAK;
}

/* `q += e`: an e of a class of its own may take q by __radd__. */
static PhUse use_of_augmented(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    PhNodeId statement = ph_tree_parent(tree, name);
    PhNodeId operation = ph_tree_child(tree, statement, PH_FIELD_OPERATOR);
    PhNodeId value = ph_tree_child(tree, statement, PH_FIELD_RIGHT);
    if (!is_known(facts, value, any_known_type())) {
        return PH_USE_LEAK;
    }
    return ph_tree_kind(tree, operation) == PH_TOKEN_PLUS_EQUAL ? PH_USE_GROW
                                                                : PH_USE_SHRINK;
}

/* The value of a whole assignment: unpacked it is only read. */
static PhUse use_as_value(const PhTree *tree, PhNodeId assignment)
{
    PhKind target = ph_tree_kind(tree, ph_tree_child(tree, assignment, PH_FIELD_LEFT));
    bool is_pattern = target == PH_KIND_PATTERN_LIST || target == PH_KIND_TUPLE_PATTERN ||
                      target == PH_KIND_LIST_PATTERN;
    PhKind outer = ph_tree_kind(tree, ph_tree_parent(tree, assignment));
    return is_pattern && outer == PH_KIND_EXPRESSION_STATEMENT ? PH_USE_READ : PH_USE_LEAK;
}

static PhUse use_of_operand(PhFacts *facts, PhNodeId operand)
{
    const PhTree *tree = facts->tree;
    PhNodeId operation = ph_tree_parent(tree, operand);
    bool is_left = tree->fields[operand] == PH_FIELD_LEFT;
    PhNodeId other =
        ph_tree_child(tree, operation, is_left ? PH_FIELD_RIGHT : PH_FIELD_LEFT);
    return is_known(facts, other, any_known_type()) ? PH_USE_READ : PH_USE_LEAK;
}

/* Elements of `*q` go elsewhere, the list does not. */
static PhUse use_of_splat(const PhTree *tree, PhNodeId splat)
{
    switch (ph_tree_kind(tree, ph_tree_parent(tree, splat))) {
    case PH_KIND_ARGUMENT_LIST:
    case PH_KIND_LIST:
    case PH_KIND_TUPLE:
    case PH_KIND_SET:
    case PH_KIND_EXPRESSION_LIST: return PH_USE_READ;
    default: return PH_USE_LEAK;
    }
}

static PhUse use_of_load(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_tree_out_of_parens(tree, name);
    PhNodeId parent = ph_tree_parent(tree, node);
    PhField field = tree->fields[node];
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_ATTRIBUTE: return use_of_method(tree, parent);
    case PH_KIND_SUBSCRIPT:
        return field == PH_FIELD_VALUE ? use_of_subscript(facts, parent) : PH_USE_LEAK;
    case PH_KIND_ARGUMENT_LIST: return use_of_argument(facts, node);
    case PH_KIND_KEYWORD_ARGUMENT:
        return ph_is_list_lent(facts, node) ? PH_USE_READ : PH_USE_LEAK;
    case PH_KIND_LIST_SPLAT: return use_of_splat(tree, parent);
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_FOR_IN_CLAUSE: return field == PH_FIELD_RIGHT ? PH_USE_READ : PH_USE_LEAK;
    case PH_KIND_COMPARISON_OPERATOR: return use_in_comparison(facts, node);
    case PH_KIND_BINARY_OPERATOR:
    case PH_KIND_AUGMENTED_ASSIGNMENT: return use_of_operand(facts, node);
    case PH_KIND_ASSIGNMENT: return use_as_value(tree, parent);
    case PH_KIND_RETURN_STATEMENT: return PH_USE_READ;
    case PH_KIND_TUPLE:
    case PH_KIND_EXPRESSION_LIST:
        return ph_tree_kind(tree, ph_tree_parent(tree, parent)) == PH_KIND_RETURN_STATEMENT
                   ? PH_USE_READ
                   : PH_USE_LEAK;
    case PH_KIND_INTERPOLATION: {
        PhNodeId string = ph_tree_parent(tree, parent);
        bool is_text = ph_tree_kind(tree, string) == PH_KIND_STRING &&
                       !ph_string_is_template(tree, string);
        return is_text ? PH_USE_READ : PH_USE_LEAK;
    }
    case PH_KIND_BOOLEAN_OPERATOR: {
        PhNodeId operation = ph_tree_child(tree, parent, PH_FIELD_OPERATOR);
        if (field == PH_FIELD_LEFT && ph_tree_kind(tree, operation) == PH_TOKEN_AND) {
            return is_only_tested(tree, node) ? PH_USE_READ : PH_USE_LEAK_EMPTY;
        }
        return is_only_tested(tree, node) ? PH_USE_READ : PH_USE_LEAK;
    }
    default: return is_only_tested(tree, node) ? PH_USE_READ : PH_USE_LEAK;
    }
}

static PhUse use_of_ref(PhFacts *facts, const PhRef *ref)
{
    switch (ref->kind) {
    case PH_REF_LOAD: return use_of_load(facts, ref->node);
    case PH_REF_ASSIGN:
    case PH_REF_ANNOTATED: return use_of_store(facts, ref->node);
    case PH_REF_AUGMENTED: return use_of_augmented(facts, ref->node);
    case PH_REF_DECLARED: return PH_USE_READ;
    case PH_REF_DELETE: return PH_USE_SHRINK;
    default: return PH_USE_LEAK;
    }
}

static bool is_leak(uint32_t use)
{
    return use == PH_USE_LEAK || use == PH_USE_LEAK_EMPTY;
}

const uint8_t *ph_uses_of(PhFacts *facts, PhBindingId binding)
{
    PhFlowBinding *entry = ph_flow_entry(facts, binding);
    if (entry->uses == NULL) {
        entry->uses = PH_NEW_ARRAY(facts->arena, uint8_t, entry->refs.count + 1);
        entry->first_leak = entry->refs.count;
        for (uint32_t i = entry->refs.count; i-- > 0;) {
            PhUse use = use_of_ref(facts, &facts->names->refs[entry->refs.items[i]]);
            entry->uses[i] = (uint8_t)use;
            entry->first_leak = is_leak(use) ? i : entry->first_leak;
        }
    }
    return entry->uses;
}

/* The right side of `q and ..` runs only if the list was not handed on. */
static bool spares(const PhTree *tree, PhNodeId name, PhUse use, PhFlowRegion region)
{
    PhNodeId operand = ph_tree_out_of_parens(tree, name);
    return use == PH_USE_LEAK_EMPTY &&
           ph_tree_is_within(tree, region.first, ph_tree_parent(tree, operand));
}

bool ph_uses_leak_before(PhFacts *facts, PhBindingId binding, PhFlowRegion region)
{
    const PhTree *tree = facts->tree;
    const uint8_t *uses = ph_uses_of(facts, binding);
    const PhFlowBinding *entry = ph_flow_entry(facts, binding);
    PhNodeId loop = ph_flow_outermost_loop(tree, region.first);
    PhNodeId limit = loop == PH_NODE_NONE ? region.limit : ph_tree_limit(tree, loop);
    uint32_t last = entry->first_leak + PH_FLOW_BUDGET;
    for (uint32_t i = entry->first_leak; i < entry->refs.count; i++) {
        PhNodeId node = facts->names->refs[entry->refs.items[i]].node;
        if (node >= limit) {
            return false;
        }
        bool is_spared = loop == PH_NODE_NONE && spares(tree, node, (PhUse)uses[i], region);
        if ((is_leak(uses[i]) && !is_spared) || i == last) {
            return true;
        }
    }
    return false;
}

static bool splits_text(PhFacts *facts, PhNodeId function)
{
    const PhTree *tree = facts->tree;
    static const char *const k_splitters[] = {"rsplit", "split", "splitlines"};
    if (ph_tree_kind(tree, function) != PH_KIND_ATTRIBUTE) {
        return false;
    }
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
    PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
    return ph_bytes_is_one_of(name, k_splitters, PH_COUNT_OF(k_splitters)) &&
           is_known(facts, object, PH_TYPE_STR | PH_TYPE_BYTES);
}

PhVerdict ph_uses_is_fresh_list(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    node = ph_tree_strip_parens(tree, node);
    PhTypeSet kinds = ph_type_of(facts, node).kinds;
    if (kinds != 0 && (kinds & (PH_TYPE_LIST | PH_TYPE_UNKNOWN)) == 0) {
        return PH_REFUTED;
    }
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_LIST:
    case PH_KIND_LIST_COMPREHENSION: return PH_PROVED;
    case PH_KIND_BINARY_OPERATOR: return kinds == PH_TYPE_LIST ? PH_PROVED : PH_UNKNOWN;
    case PH_KIND_SUBSCRIPT: {
        PhNodeId index = ph_tree_child(tree, node, PH_FIELD_SUBSCRIPT);
        bool is_slice = ph_tree_kind(tree, index) == PH_KIND_SLICE;
        return is_slice && kinds == PH_TYPE_LIST ? PH_PROVED : PH_UNKNOWN;
    }
    case PH_KIND_CALL: {
        PhNodeId function = ph_tree_child(tree, node, PH_FIELD_FUNCTION);
        bool is_maker = ph_flow_is_builtin(facts, function) &&
                        (ph_bytes_is(ph_tree_text(tree, function), "list") ||
                         ph_bytes_is(ph_tree_text(tree, function), "sorted"));
        bool is_new =
            is_maker || splits_text(facts, function) || ph_is_result_fresh(facts, node);
        return is_new ? PH_PROVED : PH_UNKNOWN;
    }
    default: return PH_UNKNOWN;
    }
}
