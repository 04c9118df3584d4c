/*
 * may_stop: does the code itself ask an iterator for more, or speak of StopIteration?
 *
 * The looser twin of stops_iteration: other functions, attributes and elements are taken
 * not to let StopIteration out (docs/assumptions.md). It goes by names: `next` but with a
 * default value, `__next__`, `send`, `throw` and StopIteration, wherever they are
 * mentioned; of captured code it is never unknown.
 */

#include "facts/flow.h"
#include "syntax/walk.h"

static const char *const k_stoppers[] = {
    "StopIteration", "__next__", "send", "throw", "anext", "__anext__",
};

/* `next(it, default)` does not raise. */
static bool has_default(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    PhNodeId call = ph_tree_parent(tree, name);
    PhNodeId args[2];
    uint32_t count = 0;
    return ph_tree_kind(tree, call) == PH_KIND_CALL &&
           tree->fields[name] == PH_FIELD_FUNCTION && ph_flow_is_builtin(facts, name) &&
           ph_call_positional(tree, call, args, 2, &count) && count == 2;
}

PhAnswer ph_fact_may_stop(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    const PhCapture *code = query->args[0].capture;
    PhFlowRegion region;
    uint32_t next = 0;
    if (code == NULL) {
        return ph_answer(PH_UNKNOWN);
    }
    while (ph_flow_next_region(tree, code, &next, &region)) {
        for (PhNodeId node = region.first; node < region.limit; node++) {
            if (tree->kinds[node] != PH_KIND_IDENTIFIER) {
                continue;
            }
            PhBytes name = ph_tree_text(tree, node);
            bool is_next = ph_bytes_is(name, "next") && !has_default(facts, node);
            if (is_next || ph_bytes_is_one_of(name, k_stoppers, PH_COUNT_OF(k_stoppers))) {
                return ph_flow_answer(PH_PROVED, node, PH_BYTES("may raise StopIteration"));
            }
        }
    }
    return ph_answer(PH_REFUTED);
}
