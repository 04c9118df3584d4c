/*
 * Types of methods of builtin receivers, from the library reference (Text, Binary and
 * Numeric Types).
 */

#include "facts/type_methods.h"

#include "syntax/walk.h"

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
    {"capitalize", PH_TYPE_BYTES, 0},
    {"center", PH_TYPE_BYTES, 0},
    {"count", PH_TYPE_INT, 0},
    {"decode", PH_TYPE_STR, 0},
    {"endswith", PH_TYPE_BOOL, 0},
    {"expandtabs", PH_TYPE_BYTES, 0},
    {"find", PH_TYPE_INT, 0},
    {"hex", PH_TYPE_STR, 0},
    {"index", PH_TYPE_INT, 0},
    {"isalnum", PH_TYPE_BOOL, 0},
    {"isalpha", PH_TYPE_BOOL, 0},
    {"isascii", PH_TYPE_BOOL, 0},
    {"isdigit", PH_TYPE_BOOL, 0},
    {"islower", PH_TYPE_BOOL, 0},
    {"isspace", PH_TYPE_BOOL, 0},
    {"istitle", PH_TYPE_BOOL, 0},
    {"isupper", PH_TYPE_BOOL, 0},
    {"join", PH_TYPE_BYTES, 0},
    {"ljust", PH_TYPE_BYTES, 0},
    {"lower", PH_TYPE_BYTES, 0},
    {"lstrip", PH_TYPE_BYTES, 0},
    {"partition", PH_TYPE_TUPLE, PH_TYPE_UNKNOWN},
    {"removeprefix", PH_TYPE_BYTES, 0},
    {"removesuffix", PH_TYPE_BYTES, 0},
    {"replace", PH_TYPE_BYTES, 0},
    {"rfind", PH_TYPE_INT, 0},
    {"rindex", PH_TYPE_INT, 0},
    {"rjust", PH_TYPE_BYTES, 0},
    {"rpartition", PH_TYPE_TUPLE, PH_TYPE_UNKNOWN},
    {"rsplit", PH_TYPE_LIST, PH_TYPE_BYTES},
    {"rstrip", PH_TYPE_BYTES, 0},
    {"split", PH_TYPE_LIST, PH_TYPE_BYTES},
    {"splitlines", PH_TYPE_LIST, PH_TYPE_BYTES},
    {"startswith", PH_TYPE_BOOL, 0},
    {"strip", PH_TYPE_BYTES, 0},
    {"swapcase", PH_TYPE_BYTES, 0},
    {"title", PH_TYPE_BYTES, 0},
    {"translate", PH_TYPE_BYTES, 0},
    {"upper", PH_TYPE_BYTES, 0},
    {"zfill", PH_TYPE_BYTES, 0},
};

static const PhNamedResult k_bytearray_methods[] = {
    {"count", PH_TYPE_INT, 0},       {"decode", PH_TYPE_STR, 0},
    {"endswith", PH_TYPE_BOOL, 0},   {"find", PH_TYPE_INT, 0},
    {"hex", PH_TYPE_STR, 0},         {"index", PH_TYPE_INT, 0},
    {"startswith", PH_TYPE_BOOL, 0},
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
    {PH_TYPE_BYTEARRAY, k_bytearray_methods, PH_COUNT_OF(k_bytearray_methods)},
    {PH_TYPE_BOOL, k_int_methods, PH_COUNT_OF(k_int_methods)},
    {PH_TYPE_INT, k_int_methods, PH_COUNT_OF(k_int_methods)},
    {PH_TYPE_FLOAT, k_float_methods, PH_COUNT_OF(k_float_methods)},
    {PH_TYPE_LIST, k_sequence_methods, PH_COUNT_OF(k_sequence_methods)},
    {PH_TYPE_TUPLE, k_sequence_methods, PH_COUNT_OF(k_sequence_methods)},
};

const PhNamedResult *ph_type_find_row(const PhNamedResult *rows, size_t count, PhBytes name)
{
    for (size_t i = 0; i < count; i++) {
        if (ph_bytes_is(name, rows[i].name)) {
            return &rows[i];
        }
    }
    return NULL;
}

/* Iterating a str gives str, bytes give int: the third level follows from the second. */
PhType ph_type_of_row(const PhNamedResult *row)
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

PhType ph_type_of_pairs(PhTypeSet first, PhTypeSet second)
{
    return (PhType){PH_TYPE_ITERABLE, PH_TYPE_TUPLE, first | second};
}

/* Views of a dict display or call: what iterating them yields. */
static PhType type_of_view(PhType receiver, PhBytes name)
{
    if (receiver.kinds != PH_TYPE_DICT) {
        return ph_type_unknown();
    }
    if (ph_bytes_is(name, "items")) {
        return ph_type_of_pairs(receiver.elems, receiver.inner);
    }
    if (ph_bytes_is(name, "keys")) {
        return (PhType){PH_TYPE_ITERABLE, receiver.elems, PH_TYPE_UNKNOWN};
    }
    if (ph_bytes_is(name, "values")) {
        return (PhType){PH_TYPE_ITERABLE, receiver.inner, PH_TYPE_UNKNOWN};
    }
    return ph_type_unknown();
}

static PhType type_by_name(PhType receiver, PhBytes name)
{
    PhType result = {0};
    PhTypeSet left = receiver.kinds;
    for (size_t i = 0; i < PH_COUNT_OF(k_methods); i++) {
        const PhMethodTable *table = &k_methods[i];
        if ((left & table->receiver) == 0) {
            continue;
        }
        const PhNamedResult *row = ph_type_find_row(table->rows, table->count, name);
        if (row == NULL) {
            return type_of_view(receiver, name);
        }
        left &= ~table->receiver;
        result = ph_type_union(result, ph_type_of_row(row));
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

PhType ph_type_of_method(PhFacts *facts, PhType receiver, PhBytes name, PhNodeId call,
                         uint32_t depth)
{
    bool is_container = receiver.kinds == PH_TYPE_LIST || receiver.kinds == PH_TYPE_DICT ||
                        receiver.kinds == PH_TYPE_SET;
    if (is_container && ph_bytes_is(name, "copy")) {
        return receiver;
    }
    if (receiver.kinds == PH_TYPE_LIST && ph_bytes_is(name, "pop")) {
        return ph_type_element(receiver);
    }
    if (receiver.kinds == PH_TYPE_DICT && ph_bytes_is(name, "get")) {
        return type_of_get(facts, receiver, call, depth);
    }
    PhType result = type_by_name(receiver, name);
    return result.kinds == PH_TYPE_TUPLE ? type_of_partition(facts, receiver, call, depth)
                                         : result;
}

PhType ph_type_of_class_method(PhBytes owner, PhBytes name)
{
    if (ph_bytes_is(owner, "int") && ph_bytes_is(name, "from_bytes")) {
        return (PhType){.kinds = PH_TYPE_INT};
    }
    if (ph_bytes_is(owner, "bytes") && ph_bytes_is(name, "fromhex")) {
        return (PhType){.kinds = PH_TYPE_BYTES, .elems = PH_TYPE_INT};
    }
    return ph_type_unknown();
}
