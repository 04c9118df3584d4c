/*
 * walked: are the elements of a list read in order where its name stands, and is the list
 * left as it is meanwhile?
 *
 * By a for statement, a comprehension, `*q` in a call or display, also through enumerate,
 * filter, iter, map, reversed and zip. A sequence of another class, which minds being
 * changed while it is walked through, does the same there. The variable must be private().
 */

#include "facts/flow.h"
#include "facts/uses.h"
#include "syntax/walk.h"

typedef struct PhWalk {
    PhFacts *facts;
    const PhTree *tree;
    PhNodeId name;
    PhBindingId binding;
} PhWalk;

static bool is_async(const PhTree *tree, PhNodeId loop)
{
    return ph_tree_kind(tree, ph_tree_first_child(tree, loop)) == PH_TOKEN_ASYNC;
}

static PhAnswer left_alone(const PhWalk *walk, PhNodeId region)
{
    if (region == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    PhAnswer changed = ph_uses_changed_in(walk->facts, walk->binding, walk->name,
                                          ph_flow_region_of(walk->tree, region));
    changed.verdict = changed.verdict == PH_REFUTED  ? PH_PROVED
                      : changed.verdict == PH_PROVED ? PH_REFUTED
                                                     : PH_UNKNOWN;
    return changed;
}

/* What stands beside the name, in `zip(iter(q), f())`, runs when the walk has begun. */
static PhAnswer walk_of_loop(const PhWalk *walk, PhNodeId loop, PhNodeId iterable)
{
    const PhTree *tree = walk->tree;
    if (is_async(tree, loop)) {
        return ph_answer(PH_UNKNOWN);
    }
    PhAnswer answer = left_alone(walk, ph_tree_child(tree, loop, PH_FIELD_BODY));
    answer = ph_answer_weakest(answer,
                               left_alone(walk, ph_tree_child(tree, loop, PH_FIELD_LEFT)));
    return ph_answer_weakest(answer, left_alone(walk, iterable));
}

static PhAnswer walk_of_clause(const PhWalk *walk, PhNodeId clause)
{
    const PhTree *tree = walk->tree;
    PhNodeId comprehension = ph_tree_parent(tree, clause);
    bool is_lazy = ph_tree_kind(tree, comprehension) == PH_KIND_GENERATOR_EXPRESSION;
    if (is_async(tree, clause) ||
        (is_lazy && !ph_flow_is_consumed(walk->facts, comprehension))) {
        return ph_flow_answer(PH_UNKNOWN, comprehension, PH_BYTES("runs later"));
    }
    return left_alone(walk, comprehension);
}

static PhAnswer walk_of_splat(const PhWalk *walk, PhNodeId splat)
{
    switch (ph_tree_kind(walk->tree, ph_tree_parent(walk->tree, splat))) {
    case PH_KIND_ARGUMENT_LIST:
    case PH_KIND_LIST:
    case PH_KIND_TUPLE:
    case PH_KIND_SET:
    case PH_KIND_EXPRESSION_LIST: return left_alone(walk, splat);
    default: return ph_answer(PH_UNKNOWN);
    }
}

PhAnswer ph_fact_walked(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhWalk walk = {facts, tree, ph_flow_node(query, 0), ph_flow_binding(query, 0)};
    if (walk.binding == PH_BINDING_NONE || !ph_flow_is_private(facts, walk.binding)) {
        return ph_flow_answer(PH_UNKNOWN, walk.name, PH_BYTES("others may know it"));
    }
    PhNodeId outer = ph_uses_out_of_walkers(facts, walk.name);
    PhNodeId parent = ph_tree_parent(tree, outer);
    bool is_right = tree->fields[outer] == PH_FIELD_RIGHT;
    bool is_wrapped = ph_tree_kind(tree, outer) == PH_KIND_CALL;
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_FOR_STATEMENT:
        return is_right ? walk_of_loop(&walk, parent, outer) : ph_answer(PH_UNKNOWN);
    case PH_KIND_FOR_IN_CLAUSE:
        return is_right ? walk_of_clause(&walk, parent) : ph_answer(PH_UNKNOWN);
    case PH_KIND_LIST_SPLAT: return walk_of_splat(&walk, parent);
    case PH_KIND_ARGUMENT_LIST:
        return is_wrapped && ph_flow_is_consumed(facts, outer)
                   ? left_alone(&walk, ph_tree_parent(tree, parent))
                   : ph_answer(PH_UNKNOWN);
    default: return ph_answer(PH_UNKNOWN);
    }
}
