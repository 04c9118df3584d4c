/* large: does the expression make something that may well be large? See large.h. */

#include "facts/large.h"

#include "facts/arrays.h"
#include "facts/members.h"
#include "facts/types.h"
#include "syntax/walk.h"

enum { PH_LARGE_DIGITS = 3 }; /* of a number that is still small */

static const char *const k_makers[] = {"bytes", "dict",   "frozenset", "list",
                                       "set",   "sorted", "tuple"};
static const char *const k_walkers[] = {"enumerate", "filter",   "map",
                                        "range",     "reversed", "zip"};
static const char *const k_splitters[] = {"split", "splitlines"};
static const char *const k_methods[] = {"fetchall", "read", "readlines", "read_bytes",
                                        "read_text"};
static const char *const k_loaders[] = {"load", "loads"};
static const char *const k_adders[] = {"add", "append", "extend", "setdefault", "update"};

static bool is_small_number(const PhTree *tree, PhNodeId node)
{
    return ph_tree_kind(tree, node) == PH_KIND_INTEGER &&
           ph_tree_text(tree, node).len <= PH_LARGE_DIGITS;
}

/* A display, a literal, or a range of few. */
static bool is_short(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    PhNodeId args[2];
    uint32_t count;
    node = ph_tree_strip_parens(tree, node);
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_LIST:
    case PH_KIND_TUPLE:
    case PH_KIND_SET:
    case PH_KIND_DICTIONARY:
    case PH_KIND_STRING: return true;
    case PH_KIND_CALL:
        return ph_bytes_is(ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_FUNCTION)),
                           "range") &&
               ph_call_positional(tree, node, args, 2, &count) && count > 0 &&
               is_small_number(tree, args[count - 1]);
    default: return false;
    }
}

static bool is_long_comprehension(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (ph_tree_kind(tree, child) == PH_KIND_FOR_IN_CLAUSE &&
            !is_short(facts, ph_tree_child(tree, child, PH_FIELD_RIGHT))) {
            return true;
        }
    }
    return false;
}

/* An argument that yields many elements: a generator, or a call of range, map .. */
static bool is_long_walk(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_GENERATOR_EXPRESSION:
    case PH_KIND_LIST_COMPREHENSION: return is_long_comprehension(facts, node);
    case PH_KIND_CALL: {
        PhNodeId function = ph_tree_child(tree, node, PH_FIELD_FUNCTION);
        return ph_flow_is_builtin(facts, function) && !is_short(facts, node) &&
               ph_bytes_is_one_of(ph_tree_text(tree, function), k_walkers,
                                  PH_COUNT_OF(k_walkers));
    }
    default: return false;
    }
}

static PhNodeId first_argument(const PhTree *tree, PhNodeId call)
{
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    return ph_tree_kind(tree, list) == PH_KIND_ARGUMENT_LIST
               ? ph_tree_first_named(tree, list)
               : list;
}

/* What the first assignment to a variable stores, or PH_NODE_NONE. */
static PhNodeId first_value(PhFacts *facts, PhNodeId name)
{
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_names_binding(names, name);
    PhRefId ref = id == PH_BINDING_NONE ? PH_REF_NONE : names->bindings[id].first_ref;
    while (ref != PH_REF_NONE && names->refs[ref].kind != PH_REF_ASSIGN) {
        ref = names->refs[ref].next;
    }
    return ref == PH_REF_NONE ? PH_NODE_NONE
                              : ph_stored_value(facts->tree, names->refs[ref].node);
}

/* `[0] * n`, `b"x" * n`, `text * 1000` */
static bool is_repeated(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    PhTypeSet sequences = PH_TYPE_STR | PH_TYPE_BYTES | PH_TYPE_TUPLE | PH_TYPE_LIST;
    PhTypeSet kinds = ph_type_of(facts, node).kinds;
    PhNodeId left = ph_tree_child(tree, node, PH_FIELD_LEFT);
    PhNodeId right = ph_tree_child(tree, node, PH_FIELD_RIGHT);
    PhKind sign = ph_tree_kind(tree, ph_tree_child(tree, node, PH_FIELD_OPERATOR));
    bool is_sequence = kinds != 0 && (kinds & ~sequences) == 0;
    return sign == PH_TOKEN_STAR && (is_short(facts, left) || is_sequence) &&
           !is_small_number(tree, right) && !is_short(facts, right);
}

/* A whole file, or a variable that holds one, or many pieces that were joined. */
static bool is_large_text(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    node = ph_tree_strip_parens(tree, node);
    if (ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER) {
        node = first_value(facts, node);
    }
    if (ph_tree_kind(tree, node) == PH_KIND_BINARY_OPERATOR) {
        return is_repeated(facts, node);
    }
    PhNodeId object;
    PhBytes name = ph_call_method(facts->tree, node, &object);
    if (ph_bytes_is(name, "join")) {
        return !is_short(facts, first_argument(tree, node));
    }
    return name.len > 0 && first_argument(tree, node) == PH_NODE_NONE &&
           ph_bytes_is_one_of(name, k_methods, PH_COUNT_OF(k_methods));
}

/* `bytes(n)`, but not of a text or a few numbers. */
static bool is_filled_bytes(PhFacts *facts, PhNodeId call)
{
    PhNodeId arg;
    if (!ph_flow_is_builtin_call(facts, call, "bytes", &arg) &&
        !ph_flow_is_builtin_call(facts, call, "bytearray", &arg)) {
        return false;
    }
    PhTypeSet kinds = ph_type_of(facts, arg).kinds;
    bool may_be_number = (kinds & (PH_TYPE_INT | PH_TYPE_UNKNOWN)) != 0;
    return may_be_number && !is_small_number(facts->tree, arg) && !is_short(facts, arg) &&
           ph_tree_kind(facts->tree, arg) != PH_KIND_CALL;
}

static bool is_large_call(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhNodeId argument = first_argument(tree, call);
    if (is_filled_bytes(facts, call)) {
        return true;
    }
    if (ph_tree_kind(tree, function) == PH_KIND_IDENTIFIER) {
        return ph_flow_is_builtin(facts, function) && argument != PH_NODE_NONE &&
               ph_bytes_is_one_of(ph_tree_text(tree, function), k_makers,
                                  PH_COUNT_OF(k_makers)) &&
               is_long_walk(facts, argument);
    }
    PhNodeId object;
    PhBytes name = ph_call_method(facts->tree, call, &object);
    if (ph_bytes_is(name, "join")) {
        return ph_tree_kind(tree, object) == PH_KIND_STRING && argument != PH_NODE_NONE &&
               !is_short(facts, argument);
    }
    if (ph_bytes_is_one_of(name, k_splitters, PH_COUNT_OF(k_splitters))) {
        return is_large_text(facts, object);
    }
    return ph_bytes_is(name, "findall") ||
           (argument == PH_NODE_NONE &&
            ph_bytes_is_one_of(name, k_methods, PH_COUNT_OF(k_methods)));
}

bool ph_is_large(PhFacts *facts, PhNodeId node)
{
    node = ph_tree_strip_parens(facts->tree, node);
    switch (ph_tree_kind(facts->tree, node)) {
    case PH_KIND_LIST_COMPREHENSION:
    case PH_KIND_SET_COMPREHENSION:
    case PH_KIND_DICTIONARY_COMPREHENSION: return is_long_comprehension(facts, node);
    case PH_KIND_CALL: return is_large_call(facts, node);
    case PH_KIND_BINARY_OPERATOR: return is_repeated(facts, node);
    default: return false;
    }
}

/* The loop in which `out.append(x)` or `out[k] = x` runs time and again. */
static PhNodeId collecting_loop(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    PhNodeId object;
    PhBytes name = ph_call_method(facts->tree, node, &object);
    bool is_adding =
        ph_bytes_is_one_of(name, k_adders, PH_COUNT_OF(k_adders)) ||
        (ph_tree_kind(tree, node) == PH_KIND_ASSIGNMENT &&
         ph_tree_kind(tree, ph_tree_child(tree, node, PH_FIELD_LEFT)) == PH_KIND_SUBSCRIPT);
    PhNodeId loop = is_adding ? ph_flow_loop_around(tree, node) : PH_NODE_NONE;
    bool is_long = ph_tree_kind(tree, loop) == PH_KIND_FOR_STATEMENT &&
                   !is_short(facts, ph_tree_child(tree, loop, PH_FIELD_RIGHT));
    return is_long ? loop : PH_NODE_NONE;
}

bool ph_is_collecting(PhFacts *facts, PhNodeId node)
{
    return collecting_loop(facts, node) != PH_NODE_NONE;
}

static bool is_collecting(PhFacts *facts, PhNodeId root, PhNodeId node)
{
    PhNodeId loop = collecting_loop(facts, node);
    return loop != PH_NODE_NONE && loop >= root;
}

static bool is_loading(PhFacts *facts, PhNodeId node)
{
    PhNodeId object;
    return ph_bytes_is_one_of(ph_call_method(facts->tree, node, &object), k_loaders,
                              PH_COUNT_OF(k_loaders));
}

bool ph_makes_large(PhFacts *facts, PhNodeId root)
{
    const PhTree *tree = facts->tree;
    for (PhNodeId node = root; node < ph_tree_limit(tree, root); node++) {
        switch (tree->kinds[node]) {
        case PH_KIND_FUNCTION_DEFINITION:
        case PH_KIND_CLASS_DEFINITION:
        case PH_KIND_LAMBDA: node = ph_tree_limit(tree, node) - 1; break;
        case PH_KIND_CALL:
            if (ph_is_large(facts, node) || is_collecting(facts, root, node) ||
                is_loading(facts, node)) {
                return true;
            }
            break;
        case PH_KIND_ASSIGNMENT:
            if (is_collecting(facts, root, node)) {
                return true;
            }
            break;
        default:
            if (ph_is_large(facts, node)) {
                return true;
            }
        }
    }
    return false;
}

PhAnswer ph_fact_large(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    bool is_large = node != PH_NODE_NONE && ph_is_large(query->facts, node);
    return ph_answer(is_large ? PH_PROVED : PH_REFUTED);
}
