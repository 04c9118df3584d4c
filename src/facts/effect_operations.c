/* Effects of operators and calls on the builtin classes. */

#include <strings.h>

#include "facts/arrays.h"
#include "facts/effects.h"
#include "facts/function_effect.h"
#include "facts/int_bounds.h"
#include "facts/sole.h"
#include "facts/types.h"
#include "syntax/walk.h"

enum {
    PH_INTEGERS = PH_TYPE_BOOL | PH_TYPE_INT,
    PH_REALS = PH_TYPE_BOOL | PH_TYPE_INT | PH_TYPE_FLOAT,
    PH_SIZED = PH_TYPE_STR | PH_TYPE_BYTES | PH_TYPE_TUPLE | PH_TYPE_LIST | PH_TYPE_DICT |
               PH_TYPE_SET | PH_TYPE_FROZENSET | PH_TYPE_BYTEARRAY,
    PH_ORDERED = PH_TYPE_STR | PH_TYPE_BYTES | PH_TYPE_TUPLE | PH_TYPE_LIST | PH_TYPE_DICT |
                 PH_TYPE_RANGE,
};

static bool both(PhFacts *facts, PhNodeId left, PhNodeId right, PhTypeSet wanted)
{
    return ph_effect_has_type(facts, left, wanted) &&
           ph_effect_has_type(facts, right, wanted);
}

static bool is_nonzero_literal(const PhTree *tree, PhNodeId node)
{
    PhBytes text = ph_tree_text(tree, node);
    return ph_tree_kind(tree, node) == PH_KIND_INTEGER && text.ptr[0] >= '1' &&
           text.ptr[0] <= '9' && (text.ptr[text.len - 1] | 0x20) != 'j';
}

/* A float, or the literal of an int that is small enough for one. */
static bool is_float_or_short(PhFacts *facts, PhNodeId node)
{
    enum { PH_SHORT_DIGITS = 15 };
    PhNodeId number = ph_tree_strip_parens(facts->tree, node);
    return ph_effect_has_type(facts, node, PH_TYPE_FLOAT) ||
           (ph_tree_kind(facts->tree, number) == PH_KIND_INTEGER &&
            ph_effect_has_type(facts, number, PH_TYPE_INT) &&
            ph_tree_text(facts->tree, number).len <= PH_SHORT_DIGITS);
}

/* An int that meets a float may be too large for one. */
static bool is_total_arithmetic(PhFacts *facts, PhNodeId left, PhNodeId right,
                                PhBytes operation)
{
    bool is_ring = ph_bytes_is(operation, "+") || ph_bytes_is(operation, "-") ||
                   ph_bytes_is(operation, "*");
    bool is_bitwise = ph_bytes_is(operation, "&") || ph_bytes_is(operation, "|") ||
                      ph_bytes_is(operation, "^");
    if (both(facts, left, right, PH_INTEGERS)) {
        bool divides = ph_bytes_is(operation, "//") || ph_bytes_is(operation, "%");
        return is_ring || is_bitwise || (divides && is_nonzero_literal(facts->tree, right));
    }
    bool has_float = ph_effect_has_type(facts, left, PH_TYPE_FLOAT) ||
                     ph_effect_has_type(facts, right, PH_TYPE_FLOAT);
    bool fits_float =
        has_float && is_float_or_short(facts, left) && is_float_or_short(facts, right);
    if (fits_float && (is_ring || (ph_bytes_is(operation, "/") &&
                                   is_nonzero_literal(facts->tree, right)))) {
        return true;
    }
    return ph_bytes_is(operation, "+") && (both(facts, left, right, PH_TYPE_STR) ||
                                           both(facts, left, right, PH_TYPE_BYTES));
}

PhEffect ph_effect_of_binary(PhFacts *facts, PhNodeId operation)
{
    const PhTree *tree = facts->tree;
    PhNodeId left = ph_tree_child(tree, operation, PH_FIELD_LEFT);
    PhNodeId right = ph_tree_child(tree, operation, PH_FIELD_RIGHT);
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, operation, PH_FIELD_OPERATOR));
    if (is_total_arithmetic(facts, left, right, name)) {
        return PH_EFFECT_TOTAL;
    }
    bool may_format =
        ph_bytes_is(name, "%") && !ph_effect_has_type(facts, left, PH_TYPE_NUMBERS);
    if (may_format) {
        bool is_known = ph_effect_has_type(facts, left, PH_TYPE_STR | PH_TYPE_BYTES) &&
                        (ph_effect_has_type(facts, right, PH_TYPE_SCALARS) ||
                         (ph_effect_has_type(facts, right, PH_TYPE_TUPLE) &&
                          ph_effect_has_elements(facts, right, PH_TYPE_SCALARS)));
        return is_known ? PH_EFFECT_PURE : PH_EFFECT_UNKNOWN;
    }
    PhTypeSet known = PH_TYPE_SCALARS | PH_TYPE_TUPLE | PH_TYPE_LIST | PH_TYPE_RANGE;
    return both(facts, left, right, known) ? PH_EFFECT_PURE : PH_EFFECT_UNKNOWN;
}

/* Comparing str with bytes warns under -b, and then a warning may raise. */
static bool mixes_text(PhFacts *facts, PhNodeId left, PhNodeId right, bool in_elements)
{
    PhType other = ph_type_of(facts, right);
    PhTypeSet kinds = in_elements ? ph_type_element(other).kinds : other.kinds;
    kinds |= ph_type_of(facts, left).kinds;
    return (kinds & PH_TYPE_STR) != 0 && (kinds & PH_TYPE_BYTES) != 0;
}

static PhEffect effect_of_membership(PhFacts *facts, PhNodeId left, PhNodeId right)
{
    if (both(facts, left, right, PH_TYPE_STR)) {
        return PH_EFFECT_TOTAL;
    }
    PhTypeSet holders = PH_TYPE_TUPLE | PH_TYPE_LIST | PH_TYPE_SET | PH_TYPE_FROZENSET |
                        PH_TYPE_DICT | PH_TYPE_RANGE;
    if (!ph_effect_has_type(facts, left, PH_TYPE_SCALARS) ||
        !ph_effect_has_type(facts, right, holders) ||
        !ph_effect_has_elements(facts, right, PH_TYPE_SCALARS)) {
        return PH_EFFECT_UNKNOWN;
    }
    return mixes_text(facts, left, right, true) ? PH_EFFECT_PURE : PH_EFFECT_TOTAL;
}

static bool is_identity(PhKind operation)
{
    return operation == PH_TOKEN_IS || operation == PH_TOKEN_IS_NOT;
}

static PhEffect effect_of_pair(PhFacts *facts, PhNodeId left, PhNodeId right,
                               PhKind operation)
{
    if (is_identity(operation)) {
        return PH_EFFECT_TOTAL;
    }
    if (operation == PH_TOKEN_IN || operation == PH_TOKEN_NOT_IN) {
        return effect_of_membership(facts, left, right);
    }
    if (!both(facts, left, right, PH_TYPE_SCALARS)) {
        return PH_EFFECT_UNKNOWN;
    }
    bool is_total = both(facts, left, right, PH_REALS) ||
                    both(facts, left, right, PH_TYPE_STR) ||
                    both(facts, left, right, PH_TYPE_BYTES);
    if (operation == PH_TOKEN_DOUBLE_EQUAL || operation == PH_TOKEN_NOT_EQUAL) {
        is_total = !mixes_text(facts, left, right, false);
    }
    return is_total ? PH_EFFECT_TOTAL : PH_EFFECT_PURE;
}

PhEffect ph_effect_of_comparison(PhFacts *facts, PhNodeId comparison)
{
    const PhTree *tree = facts->tree;
    PhNodeId left = PH_NODE_NONE;
    PhKind operation = PH_KIND_ABSENT;
    PhEffect worst = PH_EFFECT_TOTAL;
    PH_FOR_EACH_CHILD(tree, comparison, child)
    {
        if (tree->fields[child] == PH_FIELD_OPERATORS) {
            operation = tree->kinds[child];
        } else if (ph_kind_is_named(tree->kinds[child])) {
            PhEffect one = left == PH_NODE_NONE
                               ? PH_EFFECT_TOTAL
                               : effect_of_pair(facts, left, child, operation);
            worst = one > worst ? one : worst;
            left = child;
        }
    }
    return worst;
}

/* What a function does with arguments of these classes, and with these elements if any. */
typedef struct PhLibraryEffect {
    const char *path;
    uint32_t least;
    uint32_t most;
    PhTypeSet args;
    PhTypeSet elems; /* 0: elements do not matter */
    PhEffect effect;
} PhLibraryEffect;

static const PhLibraryEffect k_functions[] = {
#define PH_LIBRARY_EFFECT(path, least, most, args, elems, effect, source) \
    {path, least, most, args, elems, PH_EFFECT_##effect},
#include "facts/library_effects.def"
#undef PH_LIBRARY_EFFECT
};

enum { PH_CALL_ARGS = 8 };

typedef struct PhCallArgs {
    PhNodeId nodes[PH_CALL_ARGS];
    uint32_t count;
} PhCallArgs;

static bool fits(PhFacts *facts, const PhLibraryEffect *row, const PhCallArgs *args)
{
    if (args->count < row->least || args->count > row->most) {
        return false;
    }
    for (uint32_t i = 0; i < args->count; i++) {
        if (!ph_effect_has_type(facts, args->nodes[i], row->args) ||
            (row->elems != 0 &&
             !ph_effect_has_elements(facts, args->nodes[i], row->elems))) {
            return false;
        }
    }
    return true;
}

static PhEffect effect_of_builtin(PhFacts *facts, PhBytes name, const PhCallArgs *args)
{
    for (size_t i = 0; i < PH_COUNT_OF(k_functions); i++) {
        const PhLibraryEffect *row = &k_functions[i];
        if (ph_bytes_is(name, row->path) && fits(facts, row, args)) {
            return row->effect;
        }
    }
    return PH_EFFECT_UNKNOWN;
}

/* `math.sqrt`, or `sqrt` that was imported from there. */
static PhEffect effect_of_library(PhFacts *facts, PhNodeId function, const PhCallArgs *args)
{
    const PhTree *tree = facts->tree;
    PhNodeId last = ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE
                        ? ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE)
                        : function;
    PhBytes name = ph_tree_text(tree, last);
    for (size_t i = 0; i < PH_COUNT_OF(k_functions); i++) {
        const PhLibraryEffect *row = &k_functions[i];
        PhBytes path = ph_bytes_of(row->path);
        bool has_name = path.len > name.len && ph_bytes_ends_with(path, name) &&
                        path.ptr[path.len - name.len - 1] == '.';
        if (has_name && fits(facts, row, args) && ph_facts_means(facts, function, path)) {
            return row->effect;
        }
    }
    return PH_EFFECT_UNKNOWN;
}

/* Methods of str and bytes that never raise without arguments. */
static const char *const k_total_methods[] = {
    "capitalize", "casefold",  "isalnum",    "isalpha", "isascii",  "isdecimal", "isdigit",
    "islower",    "isnumeric", "isspace",    "istitle", "isupper",  "lower",     "lstrip",
    "rstrip",     "split",     "splitlines", "strip",   "swapcase", "title",     "upper",
};

/* Methods that never raise if all arguments are of the class of the receiver. */
static const char *const k_total_with_text[] = {
    "count",        "endswith", "find",   "lstrip",     "removeprefix", "rfind",
    "removesuffix", "replace",  "rstrip", "startswith", "strip",
};

/* Keys that are compared by value run no other code. */
static PhEffect effect_of_dict_method(PhFacts *facts, PhNodeId dict, PhBytes name,
                                      const PhCallArgs *args)
{
    static const char *const k_whole[] = {"copy", "items", "keys", "values"};
    bool is_whole =
        args->count == 0 && ph_bytes_is_one_of(name, k_whole, PH_COUNT_OF(k_whole));
    bool is_lookup = ph_bytes_is(name, "get") && (args->count == 1 || args->count == 2) &&
                     ph_effect_has_type(facts, args->nodes[0], PH_TYPE_SCALARS) &&
                     ph_effect_has_elements(facts, dict, PH_TYPE_SCALARS);
    return is_whole || is_lookup ? PH_EFFECT_TOTAL : PH_EFFECT_UNKNOWN;
}

static PhEffect effect_of_method(PhFacts *facts, PhNodeId call, PhNodeId function,
                                 const PhCallArgs *args)
{
    const PhTree *tree = facts->tree;
    PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
    if (ph_effect_has_type(facts, object, PH_TYPE_DICT)) {
        return effect_of_dict_method(facts, object, name, args);
    }
    bool is_text = ph_effect_has_type(facts, object, PH_TYPE_STR) ||
                   ph_effect_has_type(facts, object, PH_TYPE_BYTES);
    bool has_method = ph_effect_has_type(facts, call, PH_TYPE_UNKNOWN - 1);
    /* Codecs and their error handlers can be anybody's. */
    if (!is_text || !has_method || ph_bytes_is(name, "encode") ||
        ph_bytes_is(name, "decode")) {
        return PH_EFFECT_UNKNOWN;
    }
    if (ph_bytes_is(name, "join")) {
        bool joins = args->count == 1 &&
                     ph_effect_has_type(facts, args->nodes[0], PH_SIZED) &&
                     ph_effect_has_elements(facts, args->nodes[0], PH_TYPE_STR) &&
                     ph_effect_has_type(facts, object, PH_TYPE_STR);
        return joins ? PH_EFFECT_TOTAL : PH_EFFECT_UNKNOWN;
    }
    PhTypeSet own = ph_type_of(facts, object).kinds;
    bool all_text = args->count > 0;
    for (uint32_t i = 0; i < args->count; i++) {
        if (!ph_effect_has_type(facts, args->nodes[i], PH_TYPE_SCALARS)) {
            return PH_EFFECT_UNKNOWN;
        }
        all_text = all_text && ph_effect_has_type(facts, args->nodes[i], own);
    }
    uint32_t wanted = ph_bytes_is(name, "replace") ? 2 : 1;
    if (all_text && args->count == wanted &&
        ph_bytes_is_one_of(name, k_total_with_text, PH_COUNT_OF(k_total_with_text))) {
        return PH_EFFECT_TOTAL;
    }
    for (size_t i = 0; args->count == 0 && i < PH_COUNT_OF(k_total_methods); i++) {
        if (ph_bytes_is(name, k_total_methods[i])) {
            return PH_EFFECT_TOTAL;
        }
    }
    return PH_EFFECT_PURE;
}

/* `float("inf")`: what a number can be read from. */
static bool is_number_of_text(PhFacts *facts, PhBytes name, const PhCallArgs *args)
{
    static const char *const k_texts[] = {"inf", "-inf", "+inf", "infinity", "nan"};
    const PhTree *tree = facts->tree;
    PhNodeId only = args->count == 1 ? args->nodes[0] : PH_NODE_NONE;
    if (ph_tree_kind(tree, only) != PH_KIND_STRING || !ph_bytes_is(name, "float")) {
        return false;
    }
    PhBytes text = ph_tree_text(tree, only);
    for (size_t i = 0; i < PH_COUNT_OF(k_texts); i++) {
        size_t length = strlen(k_texts[i]);
        if (text.len == length + 2 && text.ptr[0] == text.ptr[text.len - 1] &&
            strncasecmp(text.ptr + 1, k_texts[i], length) == 0) {
            return true;
        }
    }
    return false;
}

/* `sum(x * x for x in q)`: what its parts do is judged with them. */
static PhEffect effect_of_generator_call(PhFacts *facts, PhNodeId function,
                                         PhNodeId generator)
{
    static const char *const k_tests[] = {"all", "any"};
    PhBytes name = ph_tree_text(facts->tree, function);
    PhTypeSet kinds = ph_type_element(ph_type_of(facts, generator)).kinds;
    bool is_sum =
        ph_bytes_is(name, "sum") && kinds != 0 &&
        ((kinds & ~(PhTypeSet)(PH_TYPE_INT | PH_TYPE_BOOL)) == 0 || kinds == PH_TYPE_FLOAT);
    bool is_test = ph_bytes_is_one_of(name, k_tests, PH_COUNT_OF(k_tests)) && kinds != 0 &&
                   (kinds & ~(PhTypeSet)PH_TYPE_SCALARS) == 0;
    return ph_flow_is_builtin(facts, function) && (is_sum || is_test) ? PH_EFFECT_TOTAL
                                                                      : PH_EFFECT_UNKNOWN;
}

/* `len(steps)` of `steps = range(10)`: of longer ones it may be too large for a length. */
static bool is_length_of_range(PhFacts *facts, PhNodeId call)
{
    enum { PH_RANGE_ARGS = 3 };
    const PhTree *tree = facts->tree;
    PhNodeId range;
    PhNodeId args[PH_RANGE_ARGS];
    uint32_t count = 0;
    if (!ph_flow_is_builtin_call(facts, call, "len", &range)) {
        return false;
    }
    range = ph_tree_strip_parens(tree, range);
    if (ph_tree_kind(tree, range) == PH_KIND_IDENTIFIER) {
        range = ph_sole_local_value(facts, range);
    }
    if (range == PH_NODE_NONE || ph_tree_kind(tree, range) != PH_KIND_CALL ||
        !ph_effect_has_type(facts, range, PH_TYPE_RANGE) ||
        !ph_call_positional(tree, range, args, PH_RANGE_ARGS, &count)) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        PhIntBounds bounds;
        if (!ph_int_bounds(facts, args[i], &bounds) || bounds.most > INT64_MAX / 4 ||
            bounds.least < INT64_MIN / 4) {
            return false;
        }
    }
    return count > 0;
}

PhEffect ph_effect_of_call(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    PhCallArgs args;
    if (ph_tree_kind(tree, list) == PH_KIND_GENERATOR_EXPRESSION) {
        return effect_of_generator_call(facts, function, list);
    }
    if (is_length_of_range(facts, call)) {
        return PH_EFFECT_TOTAL;
    }
    if (!ph_call_positional(tree, call, args.nodes, PH_CALL_ARGS, &args.count)) {
        return PH_EFFECT_UNKNOWN;
    }
    PhEffect effect = effect_of_library(facts, function, &args);
    if (effect != PH_EFFECT_UNKNOWN) {
        return effect;
    }
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        return effect_of_method(facts, call, function, &args);
    }
    if (ph_flow_is_builtin(facts, function) &&
        is_number_of_text(facts, ph_tree_text(tree, function), &args)) {
        return PH_EFFECT_TOTAL;
    }
    return ph_flow_is_builtin(facts, function)
               ? effect_of_builtin(facts, ph_tree_text(tree, function), &args)
               : ph_function_effect(facts, ph_type_callee(facts, function));
}
