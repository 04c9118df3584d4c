/*
 * Types of functions of math and re, which give exact classes whatever they are given, or
 * where the classes of what they are given are known (library reference), and types of
 * attributes of modules that are loaded before any code of the user runs, so that
 * no file of the user can take their place: os and sys.
 *
 * From the library reference. Nobody is taken to store another class there
 * (docs/assumptions.md).
 */

#include "facts/types.h"
#include "syntax/walk.h"

typedef struct PhLibraryName {
    const char *path;
    PhTypeSet kinds;
} PhLibraryName;

static const PhLibraryName k_library[] = {
    {"os.curdir", PH_TYPE_STR},      {"os.extsep", PH_TYPE_STR},
    {"os.linesep", PH_TYPE_STR},     {"os.name", PH_TYPE_STR},
    {"os.pardir", PH_TYPE_STR},      {"os.pathsep", PH_TYPE_STR},
    {"os.sep", PH_TYPE_STR},         {"sys.byteorder", PH_TYPE_STR},
    {"sys.hexversion", PH_TYPE_INT}, {"sys.maxsize", PH_TYPE_INT},
    {"sys.maxunicode", PH_TYPE_INT}, {"sys.platform", PH_TYPE_STR},
    {"sys.version", PH_TYPE_STR},
};

PhType ph_type_of_attribute(PhFacts *facts, PhNodeId attribute)
{
    const PhTree *tree = facts->tree;
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, attribute, PH_FIELD_ATTRIBUTE));
    if (ph_tree_kind(tree, ph_tree_child(tree, attribute, PH_FIELD_OBJECT)) !=
        PH_KIND_IDENTIFIER) {
        return ph_type_unknown();
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_library); i++) {
        PhBytes path = ph_bytes_of(k_library[i].path);
        bool has_name =
            ph_bytes_ends_with(path, name) && path.ptr[path.len - name.len - 1] == '.';
        if (has_name && ph_facts_means(facts, attribute, path)) {
            PhTypeSet elems = k_library[i].kinds & PH_TYPE_STR;
            return (PhType){k_library[i].kinds, elems, elems};
        }
    }
    return ph_type_unknown();
}

typedef struct PhLibraryCall {
    const char *path;
    PhTypeSet kinds;
    uint32_t watched; /* the argument that must be of `wanted`, from 1; 0: none */
    PhTypeSet wanted;
} PhLibraryCall;

static const PhLibraryCall k_calls[] = {
    {"math.acos", PH_TYPE_FLOAT, 0, 0},
    {"math.asin", PH_TYPE_FLOAT, 0, 0},
    {"math.atan", PH_TYPE_FLOAT, 0, 0},
    {"math.atan2", PH_TYPE_FLOAT, 0, 0},
    {"math.cos", PH_TYPE_FLOAT, 0, 0},
    {"math.degrees", PH_TYPE_FLOAT, 0, 0},
    {"math.dist", PH_TYPE_FLOAT, 0, 0},
    {"math.exp", PH_TYPE_FLOAT, 0, 0},
    {"math.fabs", PH_TYPE_FLOAT, 0, 0},
    {"math.fsum", PH_TYPE_FLOAT, 0, 0},
    {"math.hypot", PH_TYPE_FLOAT, 0, 0},
    {"math.log", PH_TYPE_FLOAT, 0, 0},
    {"math.log10", PH_TYPE_FLOAT, 0, 0},
    {"math.log2", PH_TYPE_FLOAT, 0, 0},
    {"math.pow", PH_TYPE_FLOAT, 0, 0},
    {"math.radians", PH_TYPE_FLOAT, 0, 0},
    {"math.sin", PH_TYPE_FLOAT, 0, 0},
    {"math.sqrt", PH_TYPE_FLOAT, 0, 0},
    {"math.tan", PH_TYPE_FLOAT, 0, 0},
    {"math.comb", PH_TYPE_INT, 0, 0},
    {"math.factorial", PH_TYPE_INT, 0, 0},
    {"math.gcd", PH_TYPE_INT, 0, 0},
    {"math.isqrt", PH_TYPE_INT, 0, 0},
    {"math.lcm", PH_TYPE_INT, 0, 0},
    {"math.perm", PH_TYPE_INT, 0, 0},
    {"math.isclose", PH_TYPE_BOOL, 0, 0},
    {"math.isfinite", PH_TYPE_BOOL, 0, 0},
    {"math.isinf", PH_TYPE_BOOL, 0, 0},
    {"math.isnan", PH_TYPE_BOOL, 0, 0},
    {"math.ceil", PH_TYPE_INT, 1, PH_TYPE_NUMBERS},
    {"math.floor", PH_TYPE_INT, 1, PH_TYPE_NUMBERS},
    {"math.trunc", PH_TYPE_INT, 1, PH_TYPE_NUMBERS},
    {"re.escape", PH_TYPE_STR, 1, PH_TYPE_STR},
    {"re.sub", PH_TYPE_STR, 3, PH_TYPE_STR},
};

PhType ph_type_of_library_call(PhFacts *facts, PhNodeId call, PhNodeId function,
                               uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhNodeId last = ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE
                        ? ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE)
                        : function;
    PhBytes name = ph_tree_text(tree, last);
    bool is_alias = last == function; /* it may be `from math import sqrt as root` */
    for (size_t i = 0; i < PH_COUNT_OF(k_calls); i++) {
        PhBytes path = ph_bytes_of(k_calls[i].path);
        if ((!is_alias && !ph_bytes_ends_with(path, name)) ||
            !ph_facts_means(facts, function, path)) {
            continue;
        }
        PhNodeId args[8];
        uint32_t count = 0;
        if (k_calls[i].watched > 0) {
            bool is_plain = ph_call_positional(tree, call, args, PH_COUNT_OF(args), &count);
            PhTypeSet kinds =
                is_plain && count >= k_calls[i].watched
                    ? ph_type_of_within(facts, args[k_calls[i].watched - 1], depth).kinds
                    : PH_TYPE_UNKNOWN;
            if (kinds == 0 || (kinds & ~k_calls[i].wanted) != 0) {
                break;
            }
        }
        PhTypeSet elems = k_calls[i].kinds & PH_TYPE_STR;
        return (PhType){k_calls[i].kinds, elems, elems};
    }
    return ph_type_unknown();
}
