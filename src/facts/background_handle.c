/*
 * background_handle: is the value a future, task or thread that was just started, or a
 * display of such?
 *
 * What `submit`, `create_task`, `delay`, `apply_async` and their kin give, and threads and
 * processes; or a name that is stored once, with one of these.
 */

#include "facts/flow.h"
#include "facts/made_by.h"
#include "facts/sole.h"
#include "syntax/walk.h"

static const char *const k_methods[] = {
    "apply_async",
    "create_task",
    "delay",
    "ensure_future",
    "run_coroutine_threadsafe",
    "run_in_executor",
    "send_task",
    "start_soon",
    "submit",
};

static const char *const k_functions[] = {
    "asyncio.create_task", "asyncio.ensure_future", "asyncio.run_coroutine_threadsafe",
    "threading.Thread",    "threading.Timer",       "multiprocessing.Process",
};

static bool is_start(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    size_t which;
    if (ph_tree_kind(tree, call) == PH_KIND_AWAIT) {
        return false;
    }
    if (ph_calls_one_of(facts, call, k_functions, PH_COUNT_OF(k_functions), &which)) {
        return true;
    }
    PhNodeId object;
    PhBytes name = ph_call_method(tree, call, &object);
    if (name.len == 0) {
        return false;
    }
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    bool has_argument = ph_tree_first_named(tree, list) != PH_NODE_NONE;
    return ph_bytes_is_one_of(name, k_methods, PH_COUNT_OF(k_methods)) &&
           (has_argument || !ph_bytes_is(name, "submit"));
}

static bool is_handle(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    node = ph_tree_strip_parens(tree, node);
    PhNodeId value = ph_sole_value(facts, node);
    return is_start(facts, value == PH_NODE_NONE ? node : value);
}

PhAnswer ph_fact_background_handle(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_REFUTED);
    }
    node = ph_tree_strip_parens(tree, node);
    bool is_one = is_handle(facts, node);
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_LIST_COMPREHENSION:
    case PH_KIND_GENERATOR_EXPRESSION:
    case PH_KIND_SET_COMPREHENSION:
        is_one = is_handle(facts, ph_tree_child(tree, node, PH_FIELD_BODY));
        break;
    case PH_KIND_LIST:
    case PH_KIND_TUPLE:
    case PH_KIND_DICTIONARY:
        for (PhNodeId i = ph_tree_first_named(tree, node); i != PH_NODE_NONE;
             i = ph_tree_next_named(tree, i)) {
            bool is_pair = ph_tree_kind(tree, i) == PH_KIND_PAIR;
            is_one = is_one ||
                     is_handle(facts, is_pair ? ph_tree_child(tree, i, PH_FIELD_VALUE) : i);
        }
        break;
    default: break;
    }
    return ph_answer(is_one ? PH_PROVED : PH_REFUTED);
}
