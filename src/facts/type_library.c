/*
 * Types of functions and variables of the standard library.
 *
 * What typeshed's stubs say is compiled into a table when pyheap is built
 * (scripts/typeshed_table.py). A function is taken to return exactly a class that its stub
 * names (docs/assumptions.md), unless it may hand on its own argument: then the classes of
 * its arguments must be known, and it is one of those. Stubs say `float` of what may be an
 * int as well (PEP 484), so functions that give just one class, or do for some arguments,
 * are in a table of our own, from the library reference.
 */

#include "base/buf.h"
#include "facts/types.h"
#include "names/imported.h"
#include "syntax/walk.h"

typedef struct PhLibraryCall {
    const char *path;
    PhTypeSet kinds;
    uint32_t watched; /* the argument that must be of `wanted`, from 1; 0: none */
    PhTypeSet wanted;
} PhLibraryCall;

/* Sorted by path. */
static const PhLibraryCall k_calls[] = {
    {"math.acos", PH_TYPE_FLOAT, 0, 0},
    {"math.asin", PH_TYPE_FLOAT, 0, 0},
    {"math.atan", PH_TYPE_FLOAT, 0, 0},
    {"math.atan2", PH_TYPE_FLOAT, 0, 0},
    {"math.ceil", PH_TYPE_INT, 1, PH_TYPE_NUMBERS},
    {"math.comb", PH_TYPE_INT, 0, 0},
    {"math.cos", PH_TYPE_FLOAT, 0, 0},
    {"math.degrees", PH_TYPE_FLOAT, 0, 0},
    {"math.dist", PH_TYPE_FLOAT, 0, 0},
    {"math.exp", PH_TYPE_FLOAT, 0, 0},
    {"math.fabs", PH_TYPE_FLOAT, 0, 0},
    {"math.factorial", PH_TYPE_INT, 0, 0},
    {"math.floor", PH_TYPE_INT, 1, PH_TYPE_NUMBERS},
    {"math.fsum", PH_TYPE_FLOAT, 0, 0},
    {"math.gcd", PH_TYPE_INT, 0, 0},
    {"math.hypot", PH_TYPE_FLOAT, 0, 0},
    {"math.isclose", PH_TYPE_BOOL, 0, 0},
    {"math.isfinite", PH_TYPE_BOOL, 0, 0},
    {"math.isinf", PH_TYPE_BOOL, 0, 0},
    {"math.isnan", PH_TYPE_BOOL, 0, 0},
    {"math.isqrt", PH_TYPE_INT, 0, 0},
    {"math.lcm", PH_TYPE_INT, 0, 0},
    {"math.log", PH_TYPE_FLOAT, 0, 0},
    {"math.log10", PH_TYPE_FLOAT, 0, 0},
    {"math.log2", PH_TYPE_FLOAT, 0, 0},
    {"math.perm", PH_TYPE_INT, 0, 0},
    {"math.pow", PH_TYPE_FLOAT, 0, 0},
    {"math.radians", PH_TYPE_FLOAT, 0, 0},
    {"math.sin", PH_TYPE_FLOAT, 0, 0},
    {"math.sqrt", PH_TYPE_FLOAT, 0, 0},
    {"math.tan", PH_TYPE_FLOAT, 0, 0},
    {"math.trunc", PH_TYPE_INT, 1, PH_TYPE_NUMBERS},
    {"random.getrandbits", PH_TYPE_INT, 0, 0},
    {"random.randint", PH_TYPE_INT, 1, PH_TYPE_INT},
    {"random.random", PH_TYPE_FLOAT, 0, 0},
    {"random.randrange", PH_TYPE_INT, 1, PH_TYPE_INT},
    {"re.escape", PH_TYPE_STR, 1, PH_TYPE_STR},
    {"re.sub", PH_TYPE_STR, 3, PH_TYPE_STR},
};

typedef enum PhTypeshedHow {
    PH_TYPESHED_CALL,
    PH_TYPESHED_OWN, /* a call that may return its argument */
    PH_TYPESHED_VARIABLE,
} PhTypeshedHow;

typedef struct PhTypeshedRow {
    const char *path;
    PhTypeSet kinds;
    PhTypeSet elems;
    PhTypeshedHow how;
} PhTypeshedRow;

static const PhTypeshedRow k_rows[] = {
#define PH_TYPESHED(path, kinds, elems, how) {path, kinds, elems, PH_TYPESHED_##how},
#include "typeshed.def" /* made by the build */
#undef PH_TYPESHED
};

static const PhTypeshedRow *find_row(PhBytes path)
{
    size_t low = 0;
    size_t high = PH_COUNT_OF(k_rows);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = ph_bytes_compare(ph_bytes_of(k_rows[middle].path), path);
        if (order == 0) {
            return &k_rows[middle];
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

/* The path that the file's own import gives `node`, a name or an attribute of one. */
static bool path_of(PhFacts *facts, PhNodeId node, PhBuf *path)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhNodeId root = node;
    while (ph_tree_kind(tree, root) == PH_KIND_ATTRIBUTE) {
        root = ph_tree_child(tree, root, PH_FIELD_OBJECT);
    }
    PhBindingId id = ph_tree_kind(tree, root) == PH_KIND_IDENTIFIER
                         ? ph_names_binding(names, root)
                         : PH_BINDING_NONE;
    if (id == PH_BINDING_NONE) {
        return false;
    }
    PhRefId ref = names->bindings[id].first_ref;
    while (ref != PH_REF_NONE && names->refs[ref].kind != PH_REF_IMPORT) {
        ref = names->refs[ref].next;
    }
    PhImportedName imported;
    if (ref == PH_REF_NONE || !ph_imported_read(tree, names->refs[ref].node, &imported)) {
        return false;
    }
    bool is_first_part = imported.name.len == 0 && !imported.is_alias;
    ph_buf_add(path,
               is_first_part ? ph_imported_first_part(imported.module) : imported.module);
    if (imported.name.len > 0) {
        ph_buf_add(path, PH_BYTES("."));
        ph_buf_add(path, imported.name);
    }
    for (PhNodeId part = root; part != node;) {
        part = ph_tree_parent(tree, part);
        ph_buf_add(path, PH_BYTES("."));
        ph_buf_add(path, ph_tree_text(tree, ph_tree_child(tree, part, PH_FIELD_ATTRIBUTE)));
    }
    return true;
}

static PhType type_of_row(PhTypeSet kinds, PhTypeSet elems)
{
    PhTypeSet text = (kinds & PH_TYPE_STR) != 0 ? PH_TYPE_STR : 0;
    PhTypeSet number = (kinds & (PH_TYPE_BYTES | PH_TYPE_BYTEARRAY)) != 0 ? PH_TYPE_INT : 0;
    PhTypeSet inner = (elems & PH_TYPE_STR) != 0 ? PH_TYPE_STR : 0;
    inner |= (elems & PH_TYPE_BYTES) != 0 ? PH_TYPE_INT : 0;
    inner |= (elems & PH_TYPE_UNKNOWN) != 0 ? PH_TYPE_UNKNOWN : 0;
    bool is_dict = (kinds & PH_TYPE_DICT) != 0;
    return (PhType){kinds, elems | text | number, is_dict ? PH_TYPE_UNKNOWN : inner | text};
}

/* The classes of all arguments of a call, unknown if one is not plain to see. */
static PhTypeSet kinds_of_arguments(PhFacts *facts, PhNodeId call, uint32_t depth)
{
    const PhTree *tree = facts->tree;
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    PhTypeSet kinds = 0;
    if (ph_tree_kind(tree, list) != PH_KIND_ARGUMENT_LIST) {
        return PH_TYPE_UNKNOWN;
    }
    for (PhNodeId child = ph_tree_first_named(tree, list); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        PhKind kind = ph_tree_kind(tree, child);
        if (kind == PH_KIND_LIST_SPLAT || kind == PH_KIND_DICTIONARY_SPLAT) {
            return PH_TYPE_UNKNOWN;
        }
        PhNodeId value = kind == PH_KIND_KEYWORD_ARGUMENT
                             ? ph_tree_child(tree, child, PH_FIELD_VALUE)
                             : child;
        kinds |= ph_type_of_within(facts, value, depth).kinds;
    }
    return kinds;
}

static const PhLibraryCall *find_call(PhBytes path)
{
    for (size_t i = 0; i < PH_COUNT_OF(k_calls); i++) {
        if (ph_bytes_is(path, k_calls[i].path)) {
            return &k_calls[i];
        }
    }
    return NULL;
}

/* What our own table says of a call, of kinds 0 if nothing. */
static PhType type_of_listed(PhFacts *facts, PhNodeId call, const PhLibraryCall *row,
                             uint32_t depth)
{
    PhNodeId args[8];
    uint32_t count = 0;
    if (row->watched > 0) {
        bool is_plain =
            ph_call_positional(facts->tree, call, args, PH_COUNT_OF(args), &count);
        PhTypeSet kinds =
            is_plain && count >= row->watched
                ? ph_type_of_within(facts, args[row->watched - 1], depth).kinds
                : PH_TYPE_UNKNOWN;
        if (kinds == 0 || (kinds & ~row->wanted) != 0) {
            return (PhType){0};
        }
    }
    return type_of_row(row->kinds, 0);
}

/* Functions whose texts are of the class of their arguments, and str without one. */
static bool follows_arguments(const char *path)
{
    static const char *const k_following[] = {"os.listdir", "os.path.relpath"};
    return ph_bytes_is_one_of(ph_bytes_of(path), k_following, PH_COUNT_OF(k_following));
}

static PhType type_of_stub(PhFacts *facts, PhNodeId call, const PhTypeshedRow *row,
                           uint32_t depth)
{
    if ((row->how == PH_TYPESHED_VARIABLE) != (call == PH_NODE_NONE)) {
        return ph_type_unknown();
    }
    PhTypeSet texts = PH_TYPE_STR | PH_TYPE_BYTES;
    bool is_followed = follows_arguments(row->path);
    PhTypeSet given = row->how == PH_TYPESHED_OWN || is_followed
                          ? kinds_of_arguments(facts, call, depth)
                          : PH_TYPE_UNKNOWN;
    if (is_followed &&
        (given & ~(PhTypeSet)(PH_TYPE_STR | PH_TYPE_INT | PH_TYPE_NONE)) == 0) {
        return type_of_row(row->kinds & ~(PhTypeSet)PH_TYPE_BYTES,
                           row->elems & ~(PhTypeSet)PH_TYPE_BYTES);
    }
    if (row->how != PH_TYPESHED_OWN) {
        return type_of_row(row->kinds, row->elems);
    }
    if ((given & ~(PhTypeSet)PH_TYPE_SCALARS) != 0) {
        return ph_type_unknown();
    }
    /* One kind of text in, the same out: both never go together. */
    PhTypeSet other = (given & texts) == 0 ? 0 : texts & ~given;
    return type_of_row(row->kinds & ~other, row->elems & ~other);
}

PhType ph_type_of_library(PhFacts *facts, PhNodeId node, PhNodeId call, uint32_t depth)
{
    PhBuf path = {0};
    PhType type = ph_type_unknown();
    if (!path_of(facts, node, &path)) {
        ph_buf_release(&path);
        return type;
    }
    const PhLibraryCall *listed =
        call == PH_NODE_NONE ? NULL : find_call(ph_buf_bytes(&path));
    const PhTypeshedRow *row = find_row(ph_buf_bytes(&path));
    ph_buf_release(&path);
    const char *name = listed != NULL ? listed->path : row != NULL ? row->path : NULL;
    if (name == NULL || !ph_facts_means(facts, node, ph_bytes_of(name))) {
        return type;
    }
    if (listed != NULL) {
        type = type_of_listed(facts, call, listed, depth);
    }
    if (row != NULL && (listed == NULL || type.kinds == 0)) {
        type = type_of_stub(facts, call, row, depth);
    }
    return type.kinds == 0 ? ph_type_unknown() : type;
}

PhType ph_type_of_attribute(PhFacts *facts, PhNodeId attribute)
{
    return ph_type_of_library(facts, attribute, PH_NODE_NONE, 0);
}
