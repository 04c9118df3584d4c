/*
 * What is known of arrays of NumPy; see arrays.h.
 *
 * Expressions are followed to a fixed depth, so that the stack does not depend on the
 * input. What is not taught is no array.
 */

#include "facts/arrays.h"

#include "facts/int_bounds.h"
#include "facts/members.h"
#include "facts/sole.h"
#include "facts/types.h"
#include "syntax/walk.h"

enum {
    PH_ARRAY_DEPTH = 8,
    PH_ARRAY_MOST_ARGS = 4,
    PH_ARRAY_DIGITS = 9, /* of a number that is read */
};

/* Methods that give nobody the array, and leave its shape and kind as they are. */
static const char *const k_plain_methods[] = {
    "all",     "any",  "argmax", "argmin", "argsort", "astype", "copy",
    "cumsum",  "dot",  "fill",   "item",   "max",     "mean",   "min",
    "nonzero", "prod", "sort",   "std",    "sum",     "tolist", "var",
};

static const char *const k_plain_attributes[] = {
    "dtype", "itemsize", "nbytes", "ndim", "shape", "size",
};

/* Functions of numpy and builtins of which the same is true. */
static const char *const k_plain_functions[] = {
    "abs",    "all",  "allclose", "any",  "argmax", "argmin",   "argsort",
    "cos",    "diff", "dot",      "exp",  "float",  "isfinite", "isinf",
    "isnan",  "len",  "linspace", "list", "log",    "max",      "mean",
    "median", "min",  "print",    "prod", "sin",    "sorted",   "sqrt",
    "std",    "sum",  "unique",   "var",  "where",  "zip",      "enumerate",
};

static const char *const k_float_functions[] = {"cos", "exp", "log", "sin", "sqrt"};
static const char *const k_tests[] = {"isfinite", "isinf", "isnan"};
static const char *const k_reductions[] = {"max", "mean", "median", "min",
                                           "std", "sum",  "var"};

static PhArray array_within(PhFacts *facts, PhNodeId node, uint32_t depth);

static PhArray no_array(void)
{
    return (PhArray){.length = PH_ARRAY_NO_LENGTH, .length_name = PH_BINDING_NONE};
}

static PhArray vector_of(PhArrayItems items, int64_t length)
{
    return (PhArray){.is_array = true,
                     .is_vector = true,
                     .items = items,
                     .length = length,
                     .length_name = PH_BINDING_NONE};
}

PhBytes ph_array_function(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    if (ph_tree_kind(tree, call) != PH_KIND_CALL) {
        return (PhBytes){0};
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhNodeId last = ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE
                        ? ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE)
                        : function;
    if (ph_tree_kind(tree, last) != PH_KIND_IDENTIFIER) {
        return (PhBytes){0};
    }
    PhBytes name = ph_tree_text(tree, last);
    size_t prefix = sizeof("numpy.") - 1;
    char *path = ph_arena_alloc(facts->arena, prefix + name.len);
    memcpy(path, "numpy.", prefix);
    memcpy(path + prefix, name.ptr, name.len);
    PhBytes whole = {path, prefix + name.len};
    return ph_facts_means(facts, function, whole) ? name : (PhBytes){0};
}

static bool is_number(PhFacts *facts, PhNodeId node, PhTypeSet *kinds_out)
{
    PhTypeSet kinds = ph_type_of(facts, node).kinds;
    *kinds_out = kinds;
    return kinds != 0 && (kinds & ~(PhTypeSet)(PH_TYPE_INT | PH_TYPE_FLOAT)) == 0;
}

/* The number of a plain decimal literal, or PH_ARRAY_NO_LENGTH. */
static int64_t literal(const PhTree *tree, PhNodeId node)
{
    PhBytes text = ph_tree_text(tree, node);
    int64_t value = 0;
    if (ph_tree_kind(tree, node) != PH_KIND_INTEGER) {
        return PH_ARRAY_NO_LENGTH;
    }
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '_') {
            continue;
        }
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || ++digits > PH_ARRAY_DIGITS) {
            return PH_ARRAY_NO_LENGTH;
        }
        value = value * 10 + (text.ptr[i] - '0');
    }
    return value;
}

/* An int that every kind of array takes. */
static bool is_small(const PhTree *tree, PhNodeId node)
{
    node = ph_tree_kind(tree, node) == PH_KIND_UNARY_OPERATOR
               ? ph_tree_child(tree, node, PH_FIELD_ARGUMENT)
               : node;
    return literal(tree, node) != PH_ARRAY_NO_LENGTH;
}

/* The variable that alone tells the length, and never changes; or PH_BINDING_NONE. */
static PhBindingId sized_by(PhFacts *facts, PhNodeId shape)
{
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_sole_binding(facts, shape);
    if (id == PH_BINDING_NONE || !ph_flow_is_private(facts, id)) {
        return PH_BINDING_NONE;
    }
    for (PhRefId ref = names->bindings[id].first_ref; ref != PH_REF_NONE;
         ref = names->refs[ref].next) {
        if (names->refs[ref].kind != PH_REF_LOAD &&
            ph_flow_loop_around(facts->tree, names->refs[ref].node) != PH_NODE_NONE) {
            return PH_BINDING_NONE;
        }
    }
    return id;
}

/* The number that the expression surely is, or PH_ARRAY_NO_LENGTH. */
static int64_t length_of(PhFacts *facts, PhNodeId node)
{
    PhIntBounds bounds;
    bool is_fixed = ph_int_bounds(facts, node, &bounds) && bounds.least == bounds.most &&
                    bounds.least >= 0;
    return is_fixed ? bounds.least : PH_ARRAY_NO_LENGTH;
}

/* The array that a shape and an item kind give; `shape` may be any expression. */
static PhArray shaped(PhFacts *facts, PhNodeId shape, PhArrayItems items)
{
    const PhTree *tree = facts->tree;
    PhTypeSet kinds;
    shape = ph_tree_strip_parens(tree, shape);
    if (ph_tree_kind(tree, shape) == PH_KIND_TUPLE) {
        PhNodeId only = ph_tree_first_named(tree, shape);
        bool is_one =
            only != PH_NODE_NONE && ph_tree_next_named(tree, only) == PH_NODE_NONE;
        shape = is_one ? only : shape;
    }
    if (is_number(facts, shape, &kinds)) {
        PhArray array = vector_of(items, length_of(facts, shape));
        array.length_name = sized_by(facts, shape);
        return array;
    }
    PhArray array = no_array();
    array.is_array = true;
    array.items = items;
    return array;
}

/* `np.nan` */
static bool is_float_constant(PhFacts *facts, PhNodeId node)
{
    static const char *const k_constants[] = {
        "math.e",  "math.inf",  "math.nan",  "math.pi",
        "numpy.e", "numpy.inf", "numpy.nan", "numpy.pi",
    };
    node = ph_tree_kind(facts->tree, node) == PH_KIND_UNARY_OPERATOR
               ? ph_tree_child(facts->tree, node, PH_FIELD_ARGUMENT)
               : node;
    for (size_t i = 0; i < PH_COUNT_OF(k_constants); i++) {
        if (ph_facts_means(facts, node, ph_bytes_of(k_constants[i]))) {
            return true;
        }
    }
    return false;
}

/* All of `args` are numbers; they make floats, or ints. */
static PhArrayItems items_of_numbers(PhFacts *facts, const PhNodeId *args, uint32_t count)
{
    bool is_float = false;
    for (uint32_t i = 0; i < count; i++) {
        PhTypeSet kinds;
        if (is_float_constant(facts, args[i])) {
            is_float = true;
            continue;
        }
        if (!is_number(facts, args[i], &kinds)) {
            return PH_ARRAY_ANY;
        }
        if (kinds != PH_TYPE_INT && kinds != PH_TYPE_FLOAT) {
            return PH_ARRAY_ANY;
        }
        is_float |= kinds == PH_TYPE_FLOAT;
    }
    return is_float ? PH_ARRAY_FLOAT64 : PH_ARRAY_INTS;
}

/* np.array([1.0, 2.5]) */
static PhArray from_display(PhFacts *facts, PhNodeId list)
{
    const PhTree *tree = facts->tree;
    PhArray array = no_array();
    array.is_array = true;
    if (ph_tree_kind(tree, list) != PH_KIND_LIST) {
        return array;
    }
    int64_t count = 0;
    bool is_float = false;
    for (PhNodeId item = ph_tree_first_named(tree, list); item != PH_NODE_NONE;
         item = ph_tree_next_named(tree, item)) {
        PhArrayItems items = items_of_numbers(facts, &item, 1);
        if (items == PH_ARRAY_ANY || (items == PH_ARRAY_INTS && !is_small(tree, item))) {
            return array;
        }
        is_float |= items == PH_ARRAY_FLOAT64;
        count++;
    }
    return count == 0 ? array
                      : vector_of(is_float ? PH_ARRAY_FLOAT64 : PH_ARRAY_INTS, count);
}

static bool is_float_type(PhFacts *facts, PhNodeId node)
{
    bool is_builtin = ph_flow_is_builtin(facts, node) &&
                      ph_bytes_is(ph_tree_text(facts->tree, node), "float");
    return is_builtin || ph_facts_means(facts, node, PH_BYTES("numpy.float64"));
}

static bool is_keyword(const PhTree *tree, PhNodeId arg, const char *name)
{
    return ph_tree_kind(tree, arg) == PH_KIND_KEYWORD_ARGUMENT &&
           ph_bytes_is(ph_tree_text(tree, ph_tree_child(tree, arg, PH_FIELD_NAME)), name);
}

/* `np.zeros(n, dtype=float)` says what is so anyway, and so does `np.zeros(shape=n)`. */
static PhArray of_floats(PhFacts *facts, PhNodeId call, PhBytes name)
{
    const PhTree *tree = facts->tree;
    PhNodeId shape =
        ph_tree_first_named(tree, ph_tree_child(tree, call, PH_FIELD_ARGUMENTS));
    PhNodeId type = shape == PH_NODE_NONE ? shape : ph_tree_next_named(tree, shape);
    bool is_maker = ph_bytes_is(name, "zeros") || ph_bytes_is(name, "ones") ||
                    ph_bytes_is(name, "empty");
    bool is_typed = is_keyword(tree, type, "dtype") &&
                    ph_tree_next_named(tree, type) == PH_NODE_NONE &&
                    is_float_type(facts, ph_tree_child(tree, type, PH_FIELD_VALUE));
    bool is_named = is_keyword(tree, shape, "shape");
    if (!is_maker || !(is_typed || (is_named && type == PH_NODE_NONE))) {
        return no_array();
    }
    shape = is_named ? ph_tree_child(tree, shape, PH_FIELD_VALUE) : shape;
    return shaped(facts, shape, PH_ARRAY_FLOAT64);
}

/* `np.linspace(a, b, n)`: 50 unless it is told. */
static PhArray of_steps(PhFacts *facts, const PhNodeId *args, uint32_t count)
{
    PhArray array = vector_of(PH_ARRAY_FLOAT64, 50);
    if (count == 3) {
        array.length = length_of(facts, args[2]);
        array.length_name = sized_by(facts, args[2]);
    }
    return array;
}

static PhArray from_function(PhFacts *facts, PhNodeId call, PhBytes name, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhNodeId args[PH_ARRAY_MOST_ARGS];
    uint32_t count;
    if (!ph_call_positional(tree, call, args, PH_ARRAY_MOST_ARGS, &count) || count == 0) {
        return no_array();
    }
    if (count == 1 && (ph_bytes_is(name, "zeros") || ph_bytes_is(name, "ones") ||
                       ph_bytes_is(name, "empty"))) {
        return shaped(facts, args[0], PH_ARRAY_FLOAT64);
    }
    if (count == 2 && ph_bytes_is(name, "full")) {
        PhArrayItems items = items_of_numbers(facts, args + 1, 1);
        return items == PH_ARRAY_ANY ? no_array() : shaped(facts, args[0], items);
    }
    if (count <= 3 && ph_bytes_is(name, "arange")) {
        PhArrayItems items = items_of_numbers(facts, args, count);
        bool has_length = count == 1 && items == PH_ARRAY_INTS;
        return vector_of(items,
                         has_length ? length_of(facts, args[0]) : PH_ARRAY_NO_LENGTH);
    }
    if ((count == 2 || count == 3) && ph_bytes_is(name, "linspace")) {
        bool is_plain = items_of_numbers(facts, args, 2) != PH_ARRAY_ANY;
        return is_plain ? of_steps(facts, args, count) : no_array();
    }
    if (count != 1) {
        return no_array();
    }
    if (ph_bytes_is(name, "array")) {
        return from_display(facts, args[0]);
    }
    PhArray array = array_within(facts, args[0], depth + 1);
    if (!array.is_vector) {
        return no_array();
    }
    if (ph_bytes_is(name, "flatnonzero")) {
        return vector_of(PH_ARRAY_INTS, PH_ARRAY_NO_LENGTH);
    }
    if (ph_bytes_is(name, "argsort")) {
        return vector_of(PH_ARRAY_INTS, array.length);
    }
    if (ph_bytes_is_one_of(name, k_tests, PH_COUNT_OF(k_tests))) {
        return vector_of(PH_ARRAY_BOOLS, array.length);
    }
    bool is_float =
        array.items == PH_ARRAY_FLOAT64 &&
        ph_bytes_is_one_of(name, k_float_functions, PH_COUNT_OF(k_float_functions));
    return is_float ? vector_of(array.items, array.length) : no_array();
}

static PhArray from_method(PhFacts *facts, PhNodeId call, uint32_t depth)
{
    PhNodeId object;
    PhNodeId args[PH_ARRAY_MOST_ARGS];
    uint32_t count;
    PhBytes name = ph_call_method(facts->tree, call, &object);
    if (name.len == 0 ||
        !ph_call_positional(facts->tree, call, args, PH_ARRAY_MOST_ARGS, &count)) {
        return no_array();
    }
    PhArray array = array_within(facts, object, depth + 1);
    if (!array.is_array) {
        return no_array();
    }
    array.is_view = false;
    if (count == 0 && ph_bytes_is(name, "copy")) {
        return array;
    }
    if (count == 0 && array.is_vector && ph_bytes_is(name, "argsort")) {
        return vector_of(PH_ARRAY_INTS, array.length);
    }
    if (count == 1 && ph_bytes_is(name, "astype")) {
        array.items = is_float_type(facts, args[0]) ? PH_ARRAY_FLOAT64 : PH_ARRAY_ANY;
        return array;
    }
    return no_array();
}

/* The value is a number, or one that a reduction of an array gives. */
static bool is_scalar(PhFacts *facts, PhNodeId node, PhTypeSet *kinds_out, uint32_t depth)
{
    if (is_number(facts, node, kinds_out)) {
        return true;
    }
    *kinds_out = PH_TYPE_UNKNOWN;
    PhNodeId args[1];
    uint32_t count;
    if (ph_tree_kind(facts->tree, node) == PH_KIND_IDENTIFIER) {
        node = ph_sole_local_value(facts, node);
    }
    if (depth >= PH_ARRAY_DEPTH || ph_tree_kind(facts->tree, node) != PH_KIND_CALL ||
        !ph_call_positional(facts->tree, node, args, 1, &count)) {
        return false;
    }
    PhNodeId object = PH_NODE_NONE;
    PhBytes name = ph_array_function(facts, node);
    if (name.len > 0 && count == 1) {
        object = args[0];
    } else if (name.len == 0 && count == 0) {
        name = ph_call_method(facts->tree, node, &object);
    }
    return object != PH_NODE_NONE &&
           ph_bytes_is_one_of(name, k_reductions, PH_COUNT_OF(k_reductions)) &&
           array_within(facts, object, depth + 1).is_vector;
}

static PhArray from_binary(PhFacts *facts, PhNodeId node, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhNodeId left_node = ph_tree_child(tree, node, PH_FIELD_LEFT);
    PhNodeId right_node = ph_tree_child(tree, node, PH_FIELD_RIGHT);
    PhKind sign = ph_tree_kind(tree, ph_tree_child(tree, node, PH_FIELD_OPERATOR));
    PhArray left = array_within(facts, left_node, depth + 1);
    PhArray right = array_within(facts, right_node, depth + 1);
    if (sign == PH_TOKEN_AMPERSAND || sign == PH_TOKEN_PIPE) {
        bool is_mask = left.is_vector && left.items == PH_ARRAY_BOOLS && right.is_vector &&
                       right.items == PH_ARRAY_BOOLS;
        return is_mask ? vector_of(PH_ARRAY_BOOLS, PH_ARRAY_NO_LENGTH) : no_array();
    }
    bool is_ring = sign == PH_TOKEN_PLUS || sign == PH_TOKEN_MINUS || sign == PH_TOKEN_STAR;
    bool is_division =
        sign == PH_TOKEN_SLASH || sign == PH_TOKEN_DOUBLE_SLASH || sign == PH_TOKEN_PERCENT;
    if (!is_ring && !is_division) {
        return no_array();
    }
    if (left.is_vector && right.is_vector) {
        bool is_same = left.items == PH_ARRAY_FLOAT64 && right.items == PH_ARRAY_FLOAT64 &&
                       left.length == right.length && left.length != PH_ARRAY_NO_LENGTH;
        return is_same ? vector_of(left.items, left.length) : no_array();
    }
    PhArray array = left.is_vector ? left : right;
    PhNodeId other = left.is_vector ? right_node : left_node;
    PhTypeSet kinds;
    if (!array.is_vector || !is_scalar(facts, other, &kinds, depth + 1) ||
        (kinds != PH_TYPE_FLOAT && !is_small(tree, other))) {
        return no_array();
    }
    bool is_float = array.items == PH_ARRAY_FLOAT64 && is_ring;
    PhArray result = vector_of(is_float ? PH_ARRAY_FLOAT64 : PH_ARRAY_ANY, array.length);
    result.length_name = array.length_name;
    return result;
}

/* `a > 0.5`: a mask. */
static PhArray from_comparison(PhFacts *facts, PhNodeId node, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhNodeId left = ph_tree_first_named(tree, node);
    PhNodeId right = ph_tree_next_named(tree, left);
    if (right == PH_NODE_NONE || ph_tree_next_named(tree, right) != PH_NODE_NONE) {
        return no_array();
    }
    PhKind sign = ph_tree_kind(tree, ph_tree_child(tree, node, PH_FIELD_OPERATORS));
    if (sign != PH_TOKEN_LESS && sign != PH_TOKEN_LESS_EQUAL && sign != PH_TOKEN_GREATER &&
        sign != PH_TOKEN_GREATER_EQUAL && sign != PH_TOKEN_DOUBLE_EQUAL &&
        sign != PH_TOKEN_NOT_EQUAL) {
        return no_array();
    }
    PhTypeSet kinds;
    PhArray array = array_within(facts, left, depth + 1);
    PhArray other = array_within(facts, right, depth + 1);
    bool is_mask = (array.is_vector && other.is_vector) ||
                   (array.is_vector && is_scalar(facts, right, &kinds, depth + 1)) ||
                   (other.is_vector && is_scalar(facts, left, &kinds, depth + 1));
    return is_mask ? vector_of(PH_ARRAY_BOOLS, PH_ARRAY_NO_LENGTH) : no_array();
}

static bool index_copies(PhFacts *facts, PhNodeId index, uint32_t depth)
{
    PhArray array = array_within(facts, index, depth);
    return array.is_vector &&
           (array.items == PH_ARRAY_BOOLS || array.items == PH_ARRAY_INTS);
}

bool ph_array_index_copies(PhFacts *facts, PhNodeId index)
{
    index = ph_tree_strip_parens(facts->tree, index);
    if (ph_tree_kind(facts->tree, index) == PH_KIND_LIST) {
        return from_display(facts, index).items == PH_ARRAY_INTS;
    }
    return index_copies(facts, index, 0);
}

/* `np.where(mask)`, `np.nonzero(a)` of a vector: a tuple of one array of places. */
static bool is_places(PhFacts *facts, PhNodeId call, uint32_t depth)
{
    PhNodeId arg;
    uint32_t count = 0;
    PhBytes name = ph_array_function(facts, call);
    return (ph_bytes_is(name, "where") || ph_bytes_is(name, "nonzero")) &&
           ph_call_positional(facts->tree, call, &arg, 1, &count) && count == 1 &&
           array_within(facts, arg, depth).is_vector;
}

static PhArray from_subscript(PhFacts *facts, PhNodeId node, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhNodeId value = ph_tree_child(tree, node, PH_FIELD_VALUE);
    PhNodeId index = ph_tree_child(tree, node, PH_FIELD_SUBSCRIPT);
    PhNodeId next = ph_tree_next_named(tree, index);
    if (is_places(facts, value, depth + 1) && literal(tree, index) == 0) {
        return vector_of(PH_ARRAY_INTS, PH_ARRAY_NO_LENGTH);
    }
    PhArray array = array_within(facts, value, depth + 1);
    if (!array.is_vector || next != PH_NODE_NONE) {
        return no_array();
    }
    bool is_view = ph_tree_kind(tree, index) == PH_KIND_SLICE;
    if (!is_view && !index_copies(facts, index, depth + 1)) {
        return no_array();
    }
    array.is_view = is_view;
    array.length = PH_ARRAY_NO_LENGTH;
    array.length_name = PH_BINDING_NONE;
    return array;
}

static bool is_plain_call(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhBytes name = ph_flow_is_builtin(facts, function) ? ph_tree_text(tree, function)
                                                       : ph_array_function(facts, call);
    return name.len > 0 &&
           ph_bytes_is_one_of(name, k_plain_functions, PH_COUNT_OF(k_plain_functions));
}

/* The name's array is read or written there, but nobody gets it who could reshape it. */
static bool is_plain_use(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    PhNodeId parent = ph_tree_parent(tree, name);
    PhNodeId above = ph_tree_parent(tree, parent);
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_ATTRIBUTE: {
        PhBytes word = ph_tree_text(tree, ph_tree_child(tree, parent, PH_FIELD_ATTRIBUTE));
        bool is_called = ph_call_of(tree, parent) != PH_NODE_NONE;
        return is_called
                   ? ph_bytes_is_one_of(word, k_plain_methods, PH_COUNT_OF(k_plain_methods))
                   : !ph_is_target(tree, parent) &&
                         ph_bytes_is_one_of(word, k_plain_attributes,
                                            PH_COUNT_OF(k_plain_attributes));
    }
    case PH_KIND_ARGUMENT_LIST: return is_plain_call(facts, above);
    case PH_KIND_RETURN_STATEMENT:
    case PH_KIND_BINARY_OPERATOR:
    case PH_KIND_UNARY_OPERATOR:
    case PH_KIND_COMPARISON_OPERATOR:
    case PH_KIND_SUBSCRIPT:
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_FOR_IN_CLAUSE: return true;
    default: return false;
    }
}

/* Nothing before `site` in the text, or around it in a loop, could reshape the array. */
static bool keeps_shape(PhFacts *facts, PhNodeId site)
{
    PhNodeId statement = ph_tree_statement_of(facts->tree, site);
    bool is_repeated = ph_flow_loop_around(facts->tree, site) != PH_NODE_NONE;
    PhNodeId end = is_repeated ? facts->tree->count : ph_tree_limit(facts->tree, statement);
    PhFlowRefs refs = ph_flow_refs(facts, ph_names_binding(ph_facts_names(facts), site));
    for (uint32_t i = 0; i < refs.count; i++) {
        const PhRef *ref = &facts->names->refs[refs.items[i]];
        if (ref->kind == PH_REF_LOAD && ref->node < end &&
            !is_plain_use(facts, ref->node)) {
            return false;
        }
    }
    return true;
}

static PhArray array_within(PhFacts *facts, PhNodeId node, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    if (node == PH_NODE_NONE || depth >= PH_ARRAY_DEPTH) {
        return no_array();
    }
    node = ph_tree_strip_parens(tree, node);
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_CALL: {
        PhBytes function = ph_array_function(facts, node);
        PhArray typed = function.len > 0 ? of_floats(facts, node, function) : no_array();
        if (typed.is_array) {
            return typed;
        }
        return function.len > 0 ? from_function(facts, node, function, depth)
                                : from_method(facts, node, depth);
    }
    case PH_KIND_IDENTIFIER: {
        PhNodeId value = ph_sole_local_value(facts, node);
        return value != PH_NODE_NONE && keeps_shape(facts, node)
                   ? array_within(facts, value, depth + 1)
                   : no_array();
    }
    case PH_KIND_SUBSCRIPT: return from_subscript(facts, node, depth);
    case PH_KIND_BINARY_OPERATOR: return from_binary(facts, node, depth);
    case PH_KIND_COMPARISON_OPERATOR: return from_comparison(facts, node, depth);
    case PH_KIND_UNARY_OPERATOR: {
        PhArray array =
            array_within(facts, ph_tree_child(tree, node, PH_FIELD_ARGUMENT), depth + 1);
        PhKind sign = ph_tree_kind(tree, ph_tree_child(tree, node, PH_FIELD_OPERATOR));
        bool is_fit = sign == PH_TOKEN_TILDE ? array.items == PH_ARRAY_BOOLS
                                             : array.items == PH_ARRAY_FLOAT64;
        array.is_view = false;
        return array.is_vector && is_fit ? array : no_array();
    }
    default: return no_array();
    }
}

PhArray ph_array_of(PhFacts *facts, PhNodeId node)
{
    return array_within(facts, node, 0);
}

PhAnswer ph_array_answer(PhFacts *facts, PhNodeId node, bool is_proved)
{
    if (is_proved || node == PH_NODE_NONE) {
        return ph_answer(is_proved ? PH_PROVED : PH_UNKNOWN);
    }
    PhAnswer answer = ph_answer(PH_UNKNOWN);
    answer.node = node;
    answer.why = ph_type_why_unknown(facts, node, &answer.node);
    return answer;
}
