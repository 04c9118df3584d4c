/*
 * size_limit: how many elements walking through the expression yields at most, and for
 * each of them through the iterables of the clauses.
 *
 * Displays without stars, literal strings, ranges of literals, and what passes the elements
 * of those on. Where nothing is known the number is larger than any other.
 */

#include "facts/flow.h"
#include "facts/sole.h"
#include "facts/types.h"
#include "syntax/walk.h"

#define PH_SIZE_UNKNOWN INT64_MAX

enum { PH_SIZE_DEPTH = 8 };

static bool read_int(const PhTree *tree, PhNodeId node, int64_t *value_out)
{
    bool is_negative = ph_tree_kind(tree, node) == PH_KIND_UNARY_OPERATOR &&
                       ph_bytes_starts_with(ph_tree_text(tree, node), PH_BYTES("-"));
    if (is_negative) {
        node = ph_tree_child(tree, node, PH_FIELD_ARGUMENT);
    }
    PhBytes text = ph_tree_text(tree, node);
    int64_t value = 0;
    if (ph_tree_kind(tree, node) != PH_KIND_INTEGER || text.len > 12) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
        value = value * 10 + (text.ptr[i] - '0');
    }
    *value_out = is_negative ? -value : value;
    return true;
}

static int64_t size_of_range(const PhTree *tree, const PhNodeId *args, uint32_t count)
{
    int64_t values[3] = {0, 0, 1};
    for (uint32_t i = 0; i < count && i < 3; i++) {
        if (!read_int(tree, args[i], &values[count == 1 ? 1 : i])) {
            return PH_SIZE_UNKNOWN;
        }
    }
    if (count == 0 || count > 3 || values[2] == 0) {
        return PH_SIZE_UNKNOWN;
    }
    int64_t step = values[2] < 0 ? -values[2] : values[2];
    int64_t span = values[2] < 0 ? values[0] - values[1] : values[1] - values[0];
    return span <= 0 ? 0 : (span + step - 1) / step;
}

static int64_t size_of_display(const PhTree *tree, PhNodeId node)
{
    int64_t count = 0;
    for (PhNodeId child = ph_tree_first_named(tree, node); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        PhKind kind = ph_tree_kind(tree, child);
        if (kind == PH_KIND_LIST_SPLAT || kind == PH_KIND_DICTIONARY_SPLAT) {
            return PH_SIZE_UNKNOWN;
        }
        count++;
    }
    return count;
}

/* What the only assignment of a name stores, if that cannot grow. */
static PhNodeId value_of_name(PhFacts *facts, PhNodeId node)
{
    PhTypeSet fixed = PH_TYPE_TUPLE | PH_TYPE_STR | PH_TYPE_RANGE | PH_TYPE_BYTES;
    PhTypeSet kinds = ph_type_of(facts, node).kinds;
    bool is_fixed = kinds != 0 && (kinds & ~fixed) == 0;
    return is_fixed ? ph_sole_value(facts, node) : PH_NODE_NONE;
}

/* A call of a builtin: its size, or through *next_out the argument that it passes on. */
static int64_t size_of_call(PhFacts *facts, PhNodeId call, PhNodeId *next_out)
{
    static const char *const k_passing[] = {"enumerate", "iter",   "list",  "reversed",
                                            "set",       "sorted", "tuple", "zip"};
    const PhTree *tree = facts->tree;
    PhNodeId args[4];
    uint32_t count = 0;
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhBytes name = ph_tree_text(tree, function);
    *next_out = PH_NODE_NONE;
    if (!ph_flow_is_builtin(facts, function) ||
        !ph_call_positional(tree, call, args, PH_COUNT_OF(args), &count) || count == 0) {
        return PH_SIZE_UNKNOWN;
    }
    if (ph_bytes_is(name, "range")) {
        return size_of_range(tree, args, count);
    }
    if (ph_bytes_is_one_of(name, k_passing, PH_COUNT_OF(k_passing))) {
        *next_out = args[0];
    }
    return PH_SIZE_UNKNOWN;
}

static int64_t size_of(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    int64_t size = PH_SIZE_UNKNOWN;
    for (int depth = 0; depth < PH_SIZE_DEPTH && node != PH_NODE_NONE; depth++) {
        node = ph_tree_strip_parens(tree, node);
        switch (ph_tree_kind(tree, node)) {
        case PH_KIND_LIST:
        case PH_KIND_SET:
        case PH_KIND_TUPLE:
        case PH_KIND_EXPRESSION_LIST:
        case PH_KIND_DICTIONARY: return size_of_display(tree, node);
        case PH_KIND_STRING:
            return ph_string_is_formatted(tree, node)
                       ? PH_SIZE_UNKNOWN
                       : (int64_t)ph_tree_text(tree, node).len;
        case PH_KIND_IDENTIFIER: node = value_of_name(facts, node); break;
        case PH_KIND_CALL: size = size_of_call(facts, node, &node); break;
        default: return PH_SIZE_UNKNOWN;
        }
    }
    return size;
}

PhAnswer ph_fact_size_limit(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId node = ph_flow_node(query, 0);
    const PhCapture *clauses = query->args[1].capture;
    PhAnswer answer = ph_answer(PH_PROVED);
    answer.number = node == PH_NODE_NONE ? PH_SIZE_UNKNOWN : size_of(facts, node);
    for (uint32_t i = 0; clauses != NULL && i < clauses->count; i++) {
        PhNodeId iterable = ph_tree_child(facts->tree, clauses->nodes[i], PH_FIELD_RIGHT);
        bool is_for = ph_tree_kind(facts->tree, clauses->nodes[i]) == PH_KIND_FOR_IN_CLAUSE;
        int64_t size = is_for ? size_of(facts, iterable) : 1;
        bool is_small = size < INT32_MAX && answer.number < INT32_MAX;
        answer.number = is_small ? answer.number * size : PH_SIZE_UNKNOWN;
    }
    return answer;
}
