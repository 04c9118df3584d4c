/*
 * Types of calls of builtins; type_methods.c has the methods.
 *
 * The tables list what returns an exact class whatever the arguments are, from the library
 * reference (Built-in Functions; Text, Binary and Numeric Types). `str`, `repr`, `format`
 * and the like are taken to return exactly str (docs/assumptions.md).
 */

#include "facts/flow.h"
#include "facts/opened.h"
#include "facts/type_methods.h"
#include "facts/type_objects.h"
#include "syntax/walk.h"

static const PhNamedResult k_builtins[] = {
    {"all", PH_TYPE_BOOL, 0},
    {"any", PH_TYPE_BOOL, 0},
    {"ascii", PH_TYPE_STR, 0},
    {"bin", PH_TYPE_STR, 0},
    {"bool", PH_TYPE_BOOL, 0},
    {"bytearray", PH_TYPE_BYTEARRAY, 0},
    {"bytes", PH_TYPE_BYTES, 0},
    {"callable", PH_TYPE_BOOL, 0},
    {"chr", PH_TYPE_STR, 0},
    {"complex", PH_TYPE_COMPLEX, 0},
    {"dict", PH_TYPE_DICT, PH_TYPE_UNKNOWN},
    {"float", PH_TYPE_FLOAT, 0},
    {"format", PH_TYPE_STR, 0},
    {"hasattr", PH_TYPE_BOOL, 0},
    {"hash", PH_TYPE_INT, 0},
    {"hex", PH_TYPE_STR, 0},
    {"id", PH_TYPE_INT, 0},
    {"input", PH_TYPE_STR, 0},
    {"int", PH_TYPE_INT, 0},
    {"isinstance", PH_TYPE_BOOL, 0},
    {"issubclass", PH_TYPE_BOOL, 0},
    {"len", PH_TYPE_INT, 0},
    {"oct", PH_TYPE_STR, 0},
    {"ord", PH_TYPE_INT, 0},
    {"range", PH_TYPE_RANGE, PH_TYPE_INT},
    {"repr", PH_TYPE_STR, 0},
    {"str", PH_TYPE_STR, 0},
};

/* Builtins whose result iterates over the elements of their argument. */
static const PhNamedResult k_wrappers[] = {
    {"frozenset", PH_TYPE_FROZENSET, 0},
    {"iter", PH_TYPE_ITERABLE, 0},
    {"list", PH_TYPE_LIST, 0},
    {"reversed", PH_TYPE_ITERABLE, 0},
    {"set", PH_TYPE_SET, 0},
    {"sorted", PH_TYPE_LIST, 0},
    {"tuple", PH_TYPE_TUPLE, 0},
};

static PhType type_of_zip(PhFacts *facts, const PhNodeId *args, uint32_t count,
                          uint32_t depth)
{
    PhTypeSet elems = 0;
    for (uint32_t i = 0; i < count; i++) {
        elems |= ph_type_element(ph_type_of_within(facts, args[i], depth)).kinds;
    }
    return ph_type_of_pairs(elems, 0);
}

/* min and max of two and more: one of them. Of one iterable: one of its elements. */
static PhType type_of_extreme(PhFacts *facts, const PhNodeId *args, uint32_t count,
                              uint32_t depth)
{
    if (count == 1) {
        return ph_type_element(ph_type_of_within(facts, args[0], depth));
    }
    PhType type = {0};
    for (uint32_t i = 0; i < count; i++) {
        type = ph_type_union(type, ph_type_of_within(facts, args[i], depth));
    }
    return type;
}

static PhType type_of_abs(PhFacts *facts, PhNodeId arg, uint32_t depth)
{
    PhTypeSet kinds = ph_type_of_within(facts, arg, depth).kinds;
    if ((kinds & ~(PhTypeSet)PH_TYPE_NUMBERS) != 0) {
        return ph_type_unknown();
    }
    PhTypeSet result = (kinds & (PH_TYPE_BOOL | PH_TYPE_INT)) != 0 ? PH_TYPE_INT : 0;
    result |= (kinds & (PH_TYPE_FLOAT | PH_TYPE_COMPLEX)) != 0 ? PH_TYPE_FLOAT : 0;
    return (PhType){.kinds = result};
}

/* To a whole number, or with digits to one of its own class; of a bool that is an int. */
static PhType type_of_round(PhFacts *facts, const PhNodeId *args, uint32_t count,
                            uint32_t depth)
{
    PhTypeSet integers = PH_TYPE_BOOL | PH_TYPE_INT;
    PhTypeSet kinds = ph_type_of_within(facts, args[0], depth).kinds;
    PhTypeSet digits =
        count == 2 ? ph_type_of_within(facts, args[1], depth).kinds : PH_TYPE_NONE;
    bool is_known = (kinds & ~(integers | PH_TYPE_FLOAT)) == 0 &&
                    (digits & ~(integers | PH_TYPE_NONE)) == 0;
    PhTypeSet result = (kinds & integers) != 0 ? PH_TYPE_INT : 0;
    if ((kinds & PH_TYPE_FLOAT) != 0) {
        result |= (digits & integers) != 0 ? PH_TYPE_FLOAT : 0;
        result |= (digits & PH_TYPE_NONE) != 0 ? PH_TYPE_INT : 0;
    }
    return is_known ? (PhType){.kinds = result} : ph_type_unknown();
}

/* `map(str, x)`: each element is a result of the builtin. */
static PhType type_of_map(PhFacts *facts, PhNodeId function)
{
    const PhNamedResult *row = ph_flow_is_builtin(facts, function)
                                   ? ph_type_find_row(k_builtins, PH_COUNT_OF(k_builtins),
                                                      ph_tree_text(facts->tree, function))
                                   : NULL;
    PhType element = row != NULL ? ph_type_of_row(row) : ph_type_unknown();
    return (PhType){PH_TYPE_ITERABLE, element.kinds, element.elems};
}

/* `dict(a=1, b=2)`: the keys are texts, the values those that are given. */
static bool type_of_named_dict(PhFacts *facts, PhNodeId call, uint32_t depth, PhType *out)
{
    const PhTree *tree = facts->tree;
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    *out = (PhType){.kinds = PH_TYPE_DICT, .elems = PH_TYPE_STR};
    if (ph_tree_kind(tree, list) != PH_KIND_ARGUMENT_LIST) {
        return false;
    }
    for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        if (ph_tree_kind(tree, arg) != PH_KIND_KEYWORD_ARGUMENT) {
            return false;
        }
        PhNodeId value = ph_tree_child(tree, arg, PH_FIELD_VALUE);
        out->inner |= ph_type_of_within(facts, value, depth).kinds;
    }
    return out->inner != 0;
}

static PhType type_of_number(PhFacts *facts, PhBytes name, const PhNodeId *args,
                             uint32_t count, uint32_t depth)
{
    /* Of nothing it is 0; bools add up to an int. */
    if (ph_bytes_is(name, "sum") && count == 1) {
        PhTypeSet elems = ph_type_element(ph_type_of_within(facts, args[0], depth)).kinds;
        PhTypeSet floats = elems & PH_TYPE_FLOAT;
        bool are_reals = (elems & ~(PhTypeSet)(PH_TYPE_INT | PH_TYPE_BOOL | floats)) == 0;
        return are_reals ? (PhType){.kinds = PH_TYPE_INT | floats} : ph_type_unknown();
    }
    if (ph_bytes_is(name, "abs") && count == 1) {
        return type_of_abs(facts, args[0], depth);
    }
    if (ph_bytes_is(name, "round") && count <= 2) {
        return type_of_round(facts, args, count, depth);
    }
    return ph_type_unknown();
}

static PhType type_of_builtin(PhFacts *facts, PhBytes name, PhNodeId call, uint32_t depth)
{
    PhType named;
    if (ph_bytes_is(name, "dict") && type_of_named_dict(facts, call, depth, &named)) {
        return named;
    }
    const PhNamedResult *row = ph_type_find_row(k_builtins, PH_COUNT_OF(k_builtins), name);
    if (row != NULL) {
        return ph_type_of_row(row);
    }
    PhNodeId args[8];
    uint32_t count = 0;
    bool is_plain = ph_call_positional(facts->tree, call, args, PH_COUNT_OF(args), &count);
    PhNodeId arguments = ph_tree_child(facts->tree, call, PH_FIELD_ARGUMENTS);
    if (ph_tree_kind(facts->tree, arguments) == PH_KIND_GENERATOR_EXPRESSION) {
        is_plain = true; /* `sorted(f(x) for x in xs)` */
        args[0] = arguments;
        count = 1;
    }
    row = ph_type_find_row(k_wrappers, PH_COUNT_OF(k_wrappers), name);
    if (row != NULL) {
        PhType element = {0};
        if (count > 0 || !is_plain) {
            element = count == 1 ? ph_type_element(ph_type_of_within(facts, args[0], depth))
                                 : ph_type_unknown();
        }
        /* A key function sees the elements, and may change what is in them. */
        return (PhType){row->kinds, element.kinds,
                        is_plain ? element.elems : PH_TYPE_UNKNOWN};
    }
    if (ph_bytes_is(name, "enumerate") && count > 0) {
        /* A start that is no int is an index type: iteration counts up from it as int. */
        PhType element = ph_type_element(ph_type_of_within(facts, args[0], depth));
        return ph_type_of_pairs(PH_TYPE_INT, element.kinds);
    }
    if (!is_plain || count == 0) {
        return ph_type_unknown();
    }
    if (ph_bytes_is(name, "map")) {
        return type_of_map(facts, args[0]);
    }
    if (ph_bytes_is(name, "filter") && count == 2) {
        PhType element = ph_type_element(ph_type_of_within(facts, args[1], depth));
        return (PhType){PH_TYPE_ITERABLE, element.kinds, element.elems};
    }
    if (ph_bytes_is(name, "zip")) {
        return type_of_zip(facts, args, count, depth);
    }
    if (ph_bytes_is(name, "min") || ph_bytes_is(name, "max")) {
        return type_of_extreme(facts, args, count, depth);
    }
    return type_of_number(facts, name, args, count, depth);
}

/* copy() and deepcopy() of what is of a builtin class make another of that class, whose
 * elements are of the same classes again. Iterators and functions are not copied so. */
static bool type_of_copy(PhFacts *facts, PhNodeId call, PhNodeId function, uint32_t depth,
                         PhType *out)
{
    PhNodeId arg;
    uint32_t count = 0;
    PhBytes name = ph_tree_text(facts->tree, function);
    bool may_be_copy = ph_bytes_ends_with(name, PH_BYTES("copy"));
    if (!may_be_copy || !ph_call_positional(facts->tree, call, &arg, 1, &count) ||
        count != 1 ||
        (!ph_facts_means(facts, function, PH_BYTES("copy.copy")) &&
         !ph_facts_means(facts, function, PH_BYTES("copy.deepcopy")))) {
        return false;
    }
    *out = ph_type_of_within(facts, arg, depth);
    PhTypeSet opaque = PH_TYPE_ITERABLE | PH_TYPE_FUNCTION | PH_TYPE_UNKNOWN;
    if ((out->kinds & opaque) != 0) {
        *out = ph_type_unknown();
    }
    return true;
}

static PhType type_of_reading(PhBytes name, PhTypeSet line)
{
    PhTypeSet part = line == PH_TYPE_STR ? PH_TYPE_STR : PH_TYPE_INT;
    if (ph_bytes_is(name, "readlines")) {
        return (PhType){PH_TYPE_LIST, line, part};
    }
    bool is_text = ph_bytes_is(name, "read") || ph_bytes_is(name, "readline");
    return is_text ? (PhType){line, part, part == PH_TYPE_STR ? PH_TYPE_STR : 0}
                   : ph_type_unknown();
}

PhType ph_type_of_call(PhFacts *facts, PhNodeId call, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhType copied;
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    function = function == PH_NODE_NONE ? function : ph_tree_strip_parens(tree, function);
    if (function != PH_NODE_NONE && type_of_copy(facts, call, function, depth, &copied)) {
        return copied;
    }
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
        PhBytes name =
            ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
        PhTypeSet line = ph_bytes_starts_with(name, PH_BYTES("read"))
                             ? ph_opened_line(facts, ph_tree_strip_parens(tree, object))
                             : 0;
        if (line != 0) {
            return type_of_reading(name, line);
        }
        if (ph_flow_is_builtin(facts, object)) {
            return ph_type_of_class_method(ph_tree_text(tree, object), name);
        }
        PhType made = ph_type_of_object_made(facts, function, call, depth);
        if (made.kinds != 0) {
            return made;
        }
        PhType receiver = ph_type_but_none(ph_type_of_within(facts, object, depth));
        if ((receiver.kinds & PH_TYPE_UNKNOWN) != 0 || receiver.kinds == 0) {
            return ph_type_of_library(facts, function, call, depth);
        }
        bool is_object = (receiver.kinds & (PH_TYPE_PATTERN | PH_TYPE_MATCH)) != 0;
        return is_object ? ph_type_of_object_method(facts, receiver, name, call, depth)
                         : ph_type_of_method(facts, receiver, name, call, depth);
    }
    if (ph_tree_kind(tree, function) != PH_KIND_IDENTIFIER) {
        return ph_type_unknown();
    }
    const PhNames *names = ph_facts_names(facts);
    PhRefId ref = ph_names_ref(names, function);
    PhBytes name = ph_tree_text(tree, function);
    if (ref == PH_REF_NONE || !ph_names_is_builtin(names, names->refs[ref].scope, name)) {
        PhScopeId callee =
            ref == PH_REF_NONE ? PH_SCOPE_NONE : ph_type_callee(facts, function);
        if (callee != PH_SCOPE_NONE) {
            return ph_type_of_result(facts, callee, depth);
        }
        PhType made = ph_type_of_object_made(facts, function, call, depth);
        return made.kinds != 0 ? made : ph_type_of_library(facts, function, call, depth);
    }
    return type_of_builtin(facts, name, call, depth);
}
