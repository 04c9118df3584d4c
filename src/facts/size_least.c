/*
 * size_least: how many elements walking through the expression yields at least, and for
 * each of them through the iterables of the clauses.
 *
 * Counted are ranges between numbers with bounds, lists of those, and lists of one element
 * that are repeated; of a name that is stored, its value. An `if` clause may let nothing
 * through. Where nothing is known it is 0.
 */

#include "facts/flow.h"
#include "facts/int_bounds.h"
#include "facts/members.h"
#include "syntax/walk.h"

static int64_t least_of_range(PhFacts *facts, const PhNodeId *args, uint32_t count)
{
    PhIntBounds bounds[3] = {{0, 0}, {0, 0}, {1, 1}};
    for (uint32_t i = 0; i < count; i++) {
        if (!ph_int_bounds(facts, args[i], &bounds[count == 1 ? 1 : i])) {
            return 0;
        }
    }
    const int64_t far = (int64_t)1 << 60;
    int64_t step = bounds[2].most;
    bool is_plain = bounds[2].least == step && step >= 1 && bounds[0].most < far &&
                    bounds[0].most > -far && bounds[1].least < far &&
                    bounds[1].least > -far;
    int64_t span = is_plain ? bounds[1].least - bounds[0].most : 0;
    return span <= 0 ? 0 : (span - 1) / step + 1;
}

static int64_t least_of(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    PhNodeId args[3];
    uint32_t count = 0;
    PhNodeId walked;
    if (tree->fields[node] == PH_FIELD_LEFT) {
        node = ph_stored_value(tree, node);
    }
    node = node == PH_NODE_NONE ? node : ph_tree_strip_parens(tree, node);
    if (ph_flow_is_builtin_call(facts, node, "list", &walked)) {
        node = ph_tree_strip_parens(tree, walked);
    }
    if (ph_tree_kind(tree, node) == PH_KIND_BINARY_OPERATOR) {
        PhIntBounds times;
        PhNodeId left = ph_tree_child(tree, node, PH_FIELD_LEFT);
        PhNodeId sign = ph_tree_child(tree, node, PH_FIELD_OPERATOR);
        PhNodeId one = ph_tree_kind(tree, left) == PH_KIND_LIST
                           ? ph_tree_first_named(tree, left)
                           : PH_NODE_NONE;
        bool is_one = one != PH_NODE_NONE &&
                      ph_tree_kind(tree, one) != PH_KIND_LIST_SPLAT &&
                      ph_tree_next_named(tree, one) == PH_NODE_NONE;
        return is_one && ph_bytes_is(ph_tree_text(tree, sign), "*") &&
                       ph_int_bounds(facts, ph_tree_child(tree, node, PH_FIELD_RIGHT),
                                     &times)
                   ? times.least
                   : 0;
    }
    if (ph_tree_kind(tree, node) != PH_KIND_CALL) {
        return 0;
    }
    PhNodeId function = ph_tree_child(tree, node, PH_FIELD_FUNCTION);
    bool is_range = ph_bytes_is(ph_tree_text(tree, function), "range") &&
                    ph_flow_is_builtin(facts, function) &&
                    ph_call_positional(tree, node, args, PH_COUNT_OF(args), &count) &&
                    count > 0;
    return is_range ? least_of_range(facts, args, count) : 0;
}

PhAnswer ph_fact_size_least(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId node = ph_flow_node(query, 0);
    const PhCapture *clauses = query->args[1].capture;
    PhAnswer answer = ph_answer(PH_PROVED);
    answer.number = node == PH_NODE_NONE ? 0 : least_of(facts, node);
    for (uint32_t i = 0; clauses != NULL && i < clauses->count; i++) {
        PhNodeId clause = clauses->nodes[i];
        PhKind kind = ph_tree_kind(facts->tree, clause);
        if (kind != PH_KIND_FOR_IN_CLAUSE && kind != PH_KIND_IF_CLAUSE) {
            continue;
        }
        int64_t size =
            kind == PH_KIND_FOR_IN_CLAUSE
                ? least_of(facts, ph_tree_child(facts->tree, clause, PH_FIELD_RIGHT))
                : 0;
        bool is_small = size < INT32_MAX && answer.number < INT32_MAX;
        if (is_small || size == 0) {
            answer.number *= size;
        }
    }
    return answer;
}
