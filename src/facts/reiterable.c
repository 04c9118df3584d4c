/*
 * reiterable: is the value a container of a builtin class, exactly, that can be walked
 * through time and again, and may the expression be evaluated once instead of each time, or
 * although it would not have been evaluated at all?
 *
 * Of a call of range that holds for ints: what a loop around it has given to range already,
 * in the same name, was one. In the outermost loop it is evaluated in any case.
 */

#include "facts/effects.h"
#include "facts/types.h"
#include "syntax/walk.h"

enum { PH_RANGE_ARGS = 3 };

enum {
    PH_REITERABLE = PH_TYPE_STR | PH_TYPE_BYTES | PH_TYPE_TUPLE | PH_TYPE_LIST |
                    PH_TYPE_DICT | PH_TYPE_SET | PH_TYPE_FROZENSET | PH_TYPE_BYTEARRAY |
                    PH_TYPE_RANGE,
};

static bool is_total(PhFacts *facts, PhNodeId node)
{
    PhNodeId cause;
    return ph_effect_is_set_global(facts, node) ||
           ph_effect_of(facts, node, &cause) == PH_EFFECT_TOTAL;
}

/* The call of range that a loop or clause walks through, with its arguments. */
static bool read_range(PhFacts *facts, PhNodeId call, PhNodeId *args, uint32_t *count_out)
{
    const PhTree *tree = facts->tree;
    if (ph_tree_kind(tree, call) != PH_KIND_CALL) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    return ph_bytes_is(ph_tree_text(tree, function), "range") &&
           ph_flow_is_builtin(facts, function) &&
           ph_call_positional(tree, call, args, PH_RANGE_ARGS, count_out);
}

static bool is_given_by(PhFacts *facts, PhNodeId loop, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    PhNodeId args[PH_RANGE_ARGS];
    uint32_t count = 0;
    PhNodeId iterable = ph_tree_child(tree, loop, PH_FIELD_RIGHT);
    if (iterable == PH_NODE_NONE || !read_range(facts, iterable, args, &count)) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (ph_tree_kind(tree, args[i]) == PH_KIND_IDENTIFIER &&
            ph_names_binding(facts->names, args[i]) ==
                ph_names_binding(facts->names, name)) {
            return true;
        }
    }
    return false;
}

/* A loop around `name`, or a clause before it, has walked through a range of it. */
static bool was_in_range(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    if (ph_tree_kind(tree, name) != PH_KIND_IDENTIFIER) {
        return false;
    }
    PhNodeId child = name;
    for (PhNodeId up = ph_tree_parent(tree, child); up != PH_NODE_NONE;
         child = up, up = ph_tree_parent(tree, up)) {
        PhKind kind = tree->kinds[up];
        if (kind == PH_KIND_FUNCTION_DEFINITION || kind == PH_KIND_LAMBDA) {
            return false;
        }
        if (kind == PH_KIND_FOR_STATEMENT && tree->fields[child] == PH_FIELD_BODY &&
            is_given_by(facts, up, name)) {
            return true;
        }
        PH_FOR_EACH_CHILD(tree, up, clause)
        {
            if (clause >= child) {
                break;
            }
            if (tree->kinds[clause] == PH_KIND_FOR_IN_CLAUSE &&
                is_given_by(facts, clause, name)) {
                return true;
            }
        }
    }
    return false;
}

static bool is_plain_argument(PhFacts *facts, PhNodeId node)
{
    PhTypeSet kinds = ph_type_of(facts, node).kinds;
    bool is_int = kinds != 0 && (kinds & ~(PhTypeSet)(PH_TYPE_INT | PH_TYPE_BOOL)) == 0;
    return (is_int && is_total(facts, node)) || was_in_range(facts, node);
}

/* No loop or clause around the one that walks through `iterable`: it is evaluated anyway.
 */
static bool is_outermost(const PhTree *tree, PhNodeId iterable)
{
    PhNodeId loop = ph_tree_parent(tree, ph_tree_out_of_parens(tree, iterable));
    PhNodeId up = loop == PH_NODE_NONE ? loop : ph_tree_parent(tree, loop);
    if (ph_tree_kind(tree, loop) == PH_KIND_FOR_IN_CLAUSE) {
        PH_FOR_EACH_CHILD(tree, up, clause)
        {
            if (tree->kinds[clause] == PH_KIND_FOR_IN_CLAUSE) {
                return clause == loop;
            }
        }
    }
    return ph_tree_kind(tree, loop) == PH_KIND_FOR_STATEMENT &&
           ph_tree_kind(tree, ph_tree_parent(tree, up)) != PH_KIND_FOR_STATEMENT;
}

static bool is_range(PhFacts *facts, PhNodeId call)
{
    PhNodeId args[PH_RANGE_ARGS];
    uint32_t count = 0;
    bool is_sure = is_outermost(facts->tree, call);
    if (!read_range(facts, call, args, &count)) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        bool is_plain =
            is_plain_argument(facts, args[i]) || (is_sure && is_total(facts, args[i]));
        if (!is_plain) {
            return false;
        }
    }
    return count > 0;
}

PhAnswer ph_fact_reiterable(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    PhAnswer answer = ph_type_answer(query, PH_REITERABLE);
    if (node == PH_NODE_NONE || answer.verdict != PH_PROVED) {
        return answer;
    }
    node = ph_tree_strip_parens(query->facts->tree, node);
    return is_total(query->facts, node) || is_range(query->facts, node)
               ? answer
               : ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("may raise or run other code"));
}
