/*
 * Types of calls of builtins and of methods of builtin receivers.
 *
 * The tables list what returns an exact class whatever the arguments are, from the library
 * reference (Built-in Functions; Text, Binary and Numeric Types). `str`, `repr`, `format`
 * and the like are taken to return exactly str (docs/assumptions.md).
 */

#include "facts/types.h"
#include "syntax/walk.h"

typedef struct PhNamedResult {
    const char *name;
    PhTypeSet kinds;
    PhTypeSet elems;
} PhNamedResult;

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

static const PhNamedResult k_str_methods[] = {
    {"capitalize", PH_TYPE_STR, 0},
    {"casefold", PH_TYPE_STR, 0},
    {"center", PH_TYPE_STR, 0},
    {"count", PH_TYPE_INT, 0},
    {"encode", PH_TYPE_BYTES, 0},
    {"endswith", PH_TYPE_BOOL, 0},
    {"expandtabs", PH_TYPE_STR, 0},
    {"find", PH_TYPE_INT, 0},
    {"format", PH_TYPE_STR, 0},
    {"format_map", PH_TYPE_STR, 0},
    {"index", PH_TYPE_INT, 0},
    {"isalnum", PH_TYPE_BOOL, 0},
    {"isalpha", PH_TYPE_BOOL, 0},
    {"isascii", PH_TYPE_BOOL, 0},
    {"isdecimal", PH_TYPE_BOOL, 0},
    {"isdigit", PH_TYPE_BOOL, 0},
    {"isidentifier", PH_TYPE_BOOL, 0},
    {"islower", PH_TYPE_BOOL, 0},
    {"isnumeric", PH_TYPE_BOOL, 0},
    {"isprintable", PH_TYPE_BOOL, 0},
    {"isspace", PH_TYPE_BOOL, 0},
    {"istitle", PH_TYPE_BOOL, 0},
    {"isupper", PH_TYPE_BOOL, 0},
    {"join", PH_TYPE_STR, 0},
    {"ljust", PH_TYPE_STR, 0},
    {"lower", PH_TYPE_STR, 0},
    {"lstrip", PH_TYPE_STR, 0},
    {"partition", PH_TYPE_TUPLE, PH_TYPE_UNKNOWN},
    {"removeprefix", PH_TYPE_STR, 0},
    {"removesuffix", PH_TYPE_STR, 0},
    {"replace", PH_TYPE_STR, 0},
    {"rfind", PH_TYPE_INT, 0},
    {"rindex", PH_TYPE_INT, 0},
    {"rjust", PH_TYPE_STR, 0},
    {"rpartition", PH_TYPE_TUPLE, PH_TYPE_UNKNOWN},
    {"rsplit", PH_TYPE_LIST, PH_TYPE_STR},
    {"rstrip", PH_TYPE_STR, 0},
    {"split", PH_TYPE_LIST, PH_TYPE_STR},
    {"splitlines", PH_TYPE_LIST, PH_TYPE_STR},
    {"startswith", PH_TYPE_BOOL, 0},
    {"strip", PH_TYPE_STR, 0},
    {"swapcase", PH_TYPE_STR, 0},
    {"title", PH_TYPE_STR, 0},
    {"translate", PH_TYPE_STR, 0},
    {"upper", PH_TYPE_STR, 0},
    {"zfill", PH_TYPE_STR, 0},
};

static const PhNamedResult k_bytes_methods[] = {
    {"count", PH_TYPE_INT, 0},
    {"decode", PH_TYPE_STR, 0},
    {"endswith", PH_TYPE_BOOL, 0},
    {"find", PH_TYPE_INT, 0},
    {"hex", PH_TYPE_STR, 0},
    {"index", PH_TYPE_INT, 0},
    {"join", PH_TYPE_BYTES, 0},
    {"lower", PH_TYPE_BYTES, 0},
    {"lstrip", PH_TYPE_BYTES, 0},
    {"partition", PH_TYPE_TUPLE, PH_TYPE_UNKNOWN},
    {"removeprefix", PH_TYPE_BYTES, 0},
    {"removesuffix", PH_TYPE_BYTES, 0},
    {"replace", PH_TYPE_BYTES, 0},
    {"rfind", PH_TYPE_INT, 0},
    {"rsplit", PH_TYPE_LIST, PH_TYPE_BYTES},
    {"rstrip", PH_TYPE_BYTES, 0},
    {"split", PH_TYPE_LIST, PH_TYPE_BYTES},
    {"splitlines", PH_TYPE_LIST, PH_TYPE_BYTES},
    {"startswith", PH_TYPE_BOOL, 0},
    {"strip", PH_TYPE_BYTES, 0},
    {"upper", PH_TYPE_BYTES, 0},
};

static const PhNamedResult k_int_methods[] = {
    {"bit_count", PH_TYPE_INT, 0},
    {"bit_length", PH_TYPE_INT, 0},
    {"to_bytes", PH_TYPE_BYTES, 0},
};

static const PhNamedResult k_float_methods[] = {
    {"hex", PH_TYPE_STR, 0},
    {"is_integer", PH_TYPE_BOOL, 0},
};

static const PhNamedResult k_sequence_methods[] = {
    {"count", PH_TYPE_INT, 0},
    {"index", PH_TYPE_INT, 0},
};

typedef struct PhMethodTable {
    PhTypeSet receiver;
    const PhNamedResult *rows;
    size_t count;
} PhMethodTable;

static const PhMethodTable k_methods[] = {
    {PH_TYPE_STR, k_str_methods, PH_COUNT_OF(k_str_methods)},
    {PH_TYPE_BYTES, k_bytes_methods, PH_COUNT_OF(k_bytes_methods)},
    {PH_TYPE_INT, k_int_methods, PH_COUNT_OF(k_int_methods)},
    {PH_TYPE_FLOAT, k_float_methods, PH_COUNT_OF(k_float_methods)},
    {PH_TYPE_LIST, k_sequence_methods, PH_COUNT_OF(k_sequence_methods)},
    {PH_TYPE_TUPLE, k_sequence_methods, PH_COUNT_OF(k_sequence_methods)},
};

static const PhNamedResult *find_row(const PhNamedResult *rows, size_t count, PhBytes name)
{
    for (size_t i = 0; i < count; i++) {
        if (ph_bytes_is(name, rows[i].name)) {
            return &rows[i];
        }
    }
    return NULL;
}

/* Iterating a str gives str, bytes give int: the third level follows from the second. */
static PhType type_of_row(const PhNamedResult *row)
{
    PhTypeSet elems = row->elems;
    if (elems == 0 && row->kinds == PH_TYPE_STR) {
        elems = PH_TYPE_STR;
    } else if (elems == 0 && (row->kinds & (PH_TYPE_BYTES | PH_TYPE_BYTEARRAY)) != 0) {
        elems = PH_TYPE_INT;
    }
    PhTypeSet inner = elems == PH_TYPE_STR       ? PH_TYPE_STR
                      : elems == PH_TYPE_BYTES   ? PH_TYPE_INT
                      : elems == PH_TYPE_UNKNOWN ? PH_TYPE_UNKNOWN
                                                 : 0;
    return (PhType){row->kinds, elems, inner};
}

static PhType pairs_of(PhTypeSet first, PhTypeSet second)
{
    return (PhType){PH_TYPE_ITERABLE, PH_TYPE_TUPLE, first | second};
}

static PhType type_of_zip(PhFacts *facts, const PhNodeId *args, uint32_t count,
                          uint32_t depth)
{
    PhTypeSet elems = 0;
    for (uint32_t i = 0; i < count; i++) {
        elems |= ph_type_element(ph_type_of_within(facts, args[i], depth)).kinds;
    }
    return pairs_of(elems, 0);
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

static PhType type_of_builtin(PhFacts *facts, PhBytes name, PhNodeId call, uint32_t depth)
{
    const PhNamedResult *row = find_row(k_builtins, PH_COUNT_OF(k_builtins), name);
    if (row != NULL) {
        return type_of_row(row);
    }
    PhNodeId args[8];
    uint32_t count = 0;
    bool is_plain = ph_call_positional(facts->tree, call, args, PH_COUNT_OF(args), &count);
    row = find_row(k_wrappers, PH_COUNT_OF(k_wrappers), name);
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
    if (!is_plain || count == 0) {
        return ph_type_unknown();
    }
    if (ph_bytes_is(name, "enumerate")) {
        PhType element = ph_type_element(ph_type_of_within(facts, args[0], depth));
        /* A start that is no int is an index type: iteration counts up from it as int. */
        return count == 1 ? pairs_of(PH_TYPE_INT, element.kinds) : ph_type_unknown();
    }
    if (ph_bytes_is(name, "zip")) {
        return type_of_zip(facts, args, count, depth);
    }
    if (ph_bytes_is(name, "min") || ph_bytes_is(name, "max")) {
        return type_of_extreme(facts, args, count, depth);
    }
    if (ph_bytes_is(name, "abs") && count == 1) {
        return type_of_abs(facts, args[0], depth);
    }
    return ph_type_unknown();
}

/* Views of a dict display or call: what iterating them yields. */
static PhType type_of_view(PhType receiver, PhBytes name)
{
    if (receiver.kinds != PH_TYPE_DICT) {
        return ph_type_unknown();
    }
    if (ph_bytes_is(name, "items")) {
        return pairs_of(receiver.elems, receiver.inner);
    }
    if (ph_bytes_is(name, "keys")) {
        return (PhType){PH_TYPE_ITERABLE, receiver.elems, PH_TYPE_UNKNOWN};
    }
    if (ph_bytes_is(name, "values")) {
        return (PhType){PH_TYPE_ITERABLE, receiver.inner, PH_TYPE_UNKNOWN};
    }
    return ph_type_unknown();
}

static PhType type_of_method(PhType receiver, PhBytes name)
{
    PhType result = {0};
    PhTypeSet left = receiver.kinds;
    for (size_t i = 0; i < PH_COUNT_OF(k_methods); i++) {
        const PhMethodTable *table = &k_methods[i];
        if ((left & table->receiver) == 0) {
            continue;
        }
        const PhNamedResult *row = find_row(table->rows, table->count, name);
        if (row == NULL) {
            return type_of_view(receiver, name);
        }
        left &= ~table->receiver;
        result = ph_type_union(result, type_of_row(row));
    }
    return left == 0 ? result : type_of_view(receiver, name);
}

/* partition hands back the separator object itself, so it must be of the exact class too.
 */
static PhType type_of_partition(PhFacts *facts, PhType receiver, PhNodeId call,
                                uint32_t depth)
{
    PhNodeId separator;
    uint32_t count;
    PhTypeSet elems = PH_TYPE_UNKNOWN;
    if (ph_call_positional(facts->tree, call, &separator, 1, &count) && count == 1 &&
        ph_type_of_within(facts, separator, depth).kinds == receiver.kinds) {
        elems = receiver.kinds;
    }
    return (PhType){PH_TYPE_TUPLE, elems, elems};
}

/* `d.get(key)` and `d.get(key, default)`. */
static PhType type_of_get(PhFacts *facts, PhType receiver, PhNodeId call, uint32_t depth)
{
    PhNodeId args[2];
    uint32_t count = 0;
    if ((receiver.inner & PH_TYPE_UNKNOWN) != 0 ||
        !ph_call_positional(facts->tree, call, args, PH_COUNT_OF(args), &count) ||
        count == 0) {
        return ph_type_unknown();
    }
    PhType fallback = {.kinds = PH_TYPE_NONE};
    return ph_type_union(ph_type_value(receiver),
                         count == 1 ? fallback : ph_type_of_within(facts, args[1], depth));
}

PhType ph_type_of_call(PhFacts *facts, PhNodeId call, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    function = function == PH_NODE_NONE ? function : ph_tree_strip_parens(tree, function);
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
        PhType receiver = ph_type_of_within(facts, object, depth);
        if ((receiver.kinds & PH_TYPE_UNKNOWN) != 0 || receiver.kinds == 0) {
            return ph_type_unknown();
        }
        PhNodeId attribute = ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE);
        if (receiver.kinds == PH_TYPE_DICT &&
            ph_bytes_is(ph_tree_text(tree, attribute), "get")) {
            return type_of_get(facts, receiver, call, depth);
        }
        PhType result = type_of_method(receiver, ph_tree_text(tree, attribute));
        return result.kinds == PH_TYPE_TUPLE
                   ? type_of_partition(facts, receiver, call, depth)
                   : result;
    }
    if (ph_tree_kind(tree, function) != PH_KIND_IDENTIFIER) {
        return ph_type_unknown();
    }
    const PhNames *names = ph_facts_names(facts);
    PhRefId ref = ph_names_ref(names, function);
    PhBytes name = ph_tree_text(tree, function);
    if (ref == PH_REF_NONE || !ph_names_is_builtin(names, names->refs[ref].scope, name)) {
        return ph_type_unknown();
    }
    return type_of_builtin(facts, name, call, depth);
}
