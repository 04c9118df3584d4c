/*
 * in_background: does it stand in a function of the file that is handed to a pool, a
 * thread, a task or a queue, to run on its own?
 *
 * `tasks.add_task(f, x)`, `pool.submit(f, x)`, `Thread(target=f)`, `create_task(f(x))`,
 * `f.delay(x)`, `@shared_task`.
 */

#include "facts/background.h"
#include "facts/classes.h"
#include "facts/flow.h"
#include "syntax/walk.h"

static const char *const k_takers[] = {
    "Process",         "Thread",
    "Timer",           "add_task",
    "apply_async",     "call_later",
    "call_soon",       "create_task",
    "ensure_future",   "run_coroutine_threadsafe",
    "run_in_executor", "run_in_threadpool",
    "start_soon",      "start_new_thread",
    "submit",          "to_thread",
    "add_job",         "enqueue",
};

/* Only as methods: `pool.map(f, xs)`; the function maps at once. */
static const char *const k_taking_methods[] = {"map"};

static const char *const k_senders[] = {"apply_async", "delay", "send", "s", "si"};

static const char *const k_decorators[] = {"actor", "background", "job", "shared_task",
                                           "task"};

static bool is_decorated_job(const PhTree *tree, PhNodeId def)
{
    for (PhNodeId i = ph_first_decorator(tree, def); i != PH_NODE_NONE;
         i = ph_next_decorator(tree, i)) {
        if (ph_bytes_is_one_of(ph_decorator_name(tree, i), k_decorators,
                               PH_COUNT_OF(k_decorators))) {
            return true;
        }
    }
    return false;
}

/* True if the name of a function, read there, hands it to somebody who runs it. */
static bool hands_on(const PhTree *tree, PhNodeId name)
{
    PhNodeId node = name;
    PhNodeId parent = ph_tree_parent(tree, node);
    if (ph_tree_kind(tree, parent) == PH_KIND_ATTRIBUTE &&
        tree->fields[node] == PH_FIELD_OBJECT) {
        PhBytes sent = ph_tree_text(tree, ph_tree_child(tree, parent, PH_FIELD_ATTRIBUTE));
        return ph_bytes_is_one_of(sent, k_senders, PH_COUNT_OF(k_senders));
    }
    if (ph_tree_kind(tree, parent) == PH_KIND_ATTRIBUTE) {
        node = parent;
        parent = ph_tree_parent(tree, node);
    }
    if (ph_tree_kind(tree, parent) == PH_KIND_CALL &&
        tree->fields[node] == PH_FIELD_FUNCTION) {
        node = parent;
    }
    PhNodeId call = ph_call_taking(tree, node);
    PhNodeId object;
    return call != PH_NODE_NONE &&
           (ph_bytes_is_one_of(ph_call_name(tree, call), k_takers, PH_COUNT_OF(k_takers)) ||
            ph_bytes_is_one_of(ph_call_method(tree, call, &object), k_taking_methods,
                               PH_COUNT_OF(k_taking_methods)));
}

static bool is_handing_method(PhBytes name)
{
    return ph_bytes_is_one_of(name, k_taking_methods, PH_COUNT_OF(k_taking_methods)) ||
           ph_bytes_is_one_of(name, k_senders, PH_COUNT_OF(k_senders)) ||
           ph_bytes_is(name, "send_task");
}

static bool names_a_taker(const PhTree *tree)
{
    for (PhNodeId node = 0; node < tree->count; node++) {
        PhKind kind = tree->kinds[node];
        bool is_one = false;
        if (kind == PH_KIND_IDENTIFIER) {
            PhBytes name = ph_tree_text(tree, node);
            is_one = ph_bytes_is_one_of(name, k_takers, PH_COUNT_OF(k_takers)) ||
                     (tree->fields[node] == PH_FIELD_ATTRIBUTE && is_handing_method(name));
        } else if (kind == PH_KIND_DECORATED_DEFINITION) {
            PhNodeId def = ph_tree_child(tree, node, PH_FIELD_DEFINITION);
            is_one = ph_tree_kind(tree, def) == PH_KIND_FUNCTION_DEFINITION &&
                     is_decorated_job(tree, def);
        }
        if (is_one) {
            return true;
        }
    }
    return false;
}

bool ph_file_hands_code_on(PhFacts *facts)
{
    if (facts->hands_code_on == PH_ASKED_NEVER) {
        facts->hands_code_on = ph_asked(names_a_taker(facts->tree));
    }
    return facts->hands_code_on == PH_ASKED_YES;
}

/* Methods are known by their name alone. */
static bool is_handed_on(PhFacts *facts, PhNodeId def)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhNodeId name = ph_tree_child(tree, def, PH_FIELD_NAME);
    PhBytes text = ph_tree_text(tree, name);
    if (is_decorated_job(tree, def)) {
        return true;
    }
    bool is_method = ph_class_around(tree, def) != PH_NODE_NONE;
    PhBindingId id = ph_names_binding(names, name);
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (ph_tree_kind(tree, node) != PH_KIND_IDENTIFIER || node == name ||
            !ph_bytes_equal(ph_tree_text(tree, node), text)) {
            continue;
        }
        bool is_it = is_method ? tree->fields[node] == PH_FIELD_ATTRIBUTE
                               : ph_names_binding(names, node) == id;
        if (is_it && hands_on(tree, node)) {
            return true;
        }
    }
    return false;
}

static bool runs_by_itself(PhFacts *facts, PhNodeId def)
{
    if (facts->in_background == NULL) {
        facts->in_background = PH_NEW_ARRAY(facts->arena, uint8_t, facts->tree->count);
    }
    uint8_t *entry = &facts->in_background[def];
    if (*entry == PH_ASKED_NEVER) {
        *entry = ph_asked(ph_file_hands_code_on(facts) && is_handed_on(facts, def));
    }
    return *entry == PH_ASKED_YES;
}

PhAnswer ph_fact_in_background(const PhFactQuery *query)
{
    const PhTree *tree = query->facts->tree;
    for (PhNodeId node = ph_flow_node(query, 0); node != PH_NODE_NONE;
         node = ph_tree_parent(tree, node)) {
        if (ph_tree_kind(tree, node) == PH_KIND_FUNCTION_DEFINITION &&
            runs_by_itself(query->facts, node)) {
            return ph_answer(PH_PROVED);
        }
    }
    return ph_answer(PH_REFUTED);
}
