/*
 * repeated_calls: calls in a loop that read nothing the loop stores: of "1" argument, what
 * is called and the argument; of "0", what is called and the call.
 *
 * Only calls by a plain name whose value is used: of the builtins that look through a
 * container, and of functions of this file; and
 * `re.compile`. Of equal calls the first is told. The loop evaluates them each time round.
 */

#include "facts/invariant.h"
#include "syntax/walk.h"

enum { PH_MOST_CALLS = 16 };

static bool is_container_builtin(PhBytes name)
{
    static const char *const k_builtins[] = {"frozenset", "len",    "max", "min",
                                             "set",       "sorted", "sum", "tuple"};
    return ph_bytes_is_one_of(name, k_builtins, PH_COUNT_OF(k_builtins));
}

/* What is called, or PH_NODE_NONE if it is not of interest. */
static PhNodeId called(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    if (ph_facts_means(facts, function, PH_BYTES("re.compile"))) {
        return function;
    }
    PhRefId id = ph_tree_kind(tree, function) == PH_KIND_IDENTIFIER
                     ? ph_names_ref(names, function)
                     : PH_REF_NONE;
    if (id == PH_REF_NONE || ph_tree_kind(tree, list) != PH_KIND_ARGUMENT_LIST) {
        return PH_NODE_NONE;
    }
    if (ph_flow_is_builtin(facts, function)) {
        bool is_wanted = is_container_builtin(ph_tree_text(tree, function)) &&
                         ph_tree_first_named(tree, list) != PH_NODE_NONE;
        return is_wanted ? function : PH_NODE_NONE;
    }
    const PhBinding *binding = &names->bindings[names->refs[id].binding];
    bool is_def = false;
    for (PhRefId i = binding->first_ref; i != PH_REF_NONE; i = names->refs[i].next) {
        is_def =
            is_def || (binding->store_count == 1 && names->refs[i].kind == PH_REF_FUNCTION);
    }
    return is_def ? function : PH_NODE_NONE;
}

static bool is_candidate(PhFacts *facts, PhNodeId loop, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhKind parent = ph_tree_kind(tree, ph_tree_parent(tree, call));
    if (parent == PH_KIND_EXPRESSION_STATEMENT || parent == PH_KIND_AWAIT ||
        parent == PH_KIND_DECORATOR) {
        return false;
    }
    for (PhNodeId node = call; node < ph_tree_limit(tree, call); node++) {
        PhKind kind = ph_tree_kind(tree, node);
        if (kind == PH_KIND_AWAIT || kind == PH_KIND_YIELD || kind == PH_KIND_LAMBDA) {
            return false;
        }
    }
    return ph_loop_repeats(tree, loop, call) && ph_loop_keeps_names(facts, loop, call);
}

static bool is_known(const PhTree *tree, const PhNodeId *nodes, uint32_t count,
                     PhNodeId call)
{
    for (uint32_t i = 0; i < count; i++) {
        if (ph_bytes_equal(ph_tree_text(tree, nodes[i]), ph_tree_text(tree, call))) {
            return true;
        }
    }
    return false;
}

PhAnswer ph_fact_repeated_calls(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId loop = ph_flow_node(query, 0);
    uint32_t arity = ph_bytes_is(query->args[1].text, "1") ? 1 : 0;
    PhNodeId found[PH_MOST_CALLS];
    PhNodeId nodes[2 * PH_MOST_CALLS];
    uint32_t count = 0;
    PhNodeId limit = loop == PH_NODE_NONE ? 0 : ph_tree_limit(tree, loop);
    for (PhNodeId node = loop; node < limit && count < PH_MOST_CALLS; node++) {
        PhNodeId arg = node;
        uint32_t given = 0;
        if (ph_tree_kind(tree, node) != PH_KIND_CALL ||
            !ph_call_positional(tree, node, &arg, 1, &given) || given != arity ||
            is_known(tree, found, count, node)) {
            continue;
        }
        PhNodeId function = called(facts, node);
        if (function != PH_NODE_NONE && is_candidate(facts, loop, node)) {
            nodes[2 * count] = function;
            nodes[2 * count + 1] = arg;
            found[count++] = node;
            node = ph_tree_limit(tree, node) - 1;
        }
    }
    PhAnswer answer = ph_answer(count > 0 ? PH_PROVED : PH_REFUTED);
    answer.nodes = PH_NEW_ARRAY(facts->arena, PhNodeId, 2 * count);
    memcpy(answer.nodes, nodes, 2 * count * sizeof(PhNodeId));
    answer.node_count = 2 * count;
    return answer;
}
