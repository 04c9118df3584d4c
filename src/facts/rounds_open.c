/*
 * rounds_open: does a loop in the code, whose rounds the file does not fix, mention the
 * variable?
 *
 * A loop over a display, over `range` of small numbers, or over a variable that is stored
 * once, with a display, has as many rounds as the file says.
 */

#include "facts/flow.h"
#include "facts/sole.h"
#include "syntax/walk.h"

static bool is_fixed(PhFacts *facts, PhNodeId iterable)
{
    const PhTree *tree = facts->tree;
    iterable = ph_tree_strip_parens(tree, iterable);
    PhNodeId args[3];
    uint32_t count = 0;
    if (ph_tree_kind(tree, iterable) == PH_KIND_IDENTIFIER) {
        iterable = ph_sole_value(facts, iterable);
    }
    switch (ph_tree_kind(tree, iterable)) {
    case PH_KIND_LIST:
    case PH_KIND_TUPLE:
    case PH_KIND_SET:
    case PH_KIND_DICTIONARY:
    case PH_KIND_STRING:
    case PH_KIND_EXPRESSION_LIST: return true;
    case PH_KIND_CALL: break;
    default: return false;
    }
    PhNodeId function = ph_tree_child(tree, iterable, PH_FIELD_FUNCTION);
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        /* `TABLE.items()` */
        PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
        return ph_tree_kind(tree, ph_sole_value(facts, object)) == PH_KIND_DICTIONARY;
    }
    if (!ph_call_positional(tree, iterable, args, PH_COUNT_OF(args), &count) ||
        !ph_flow_is_builtin(facts, function)) {
        return false;
    }
    bool is_range = ph_bytes_is(ph_tree_text(tree, function), "range");
    for (uint32_t i = 0; i < count; i++) {
        is_range = is_range && ph_tree_kind(tree, args[i]) == PH_KIND_INTEGER &&
                   ph_tree_text(tree, args[i]).len <= 3;
    }
    return is_range;
}

PhAnswer ph_fact_rounds_open(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_flow_binding(query, 0);
    const PhCapture *capture = query->args[1].capture;
    if (id == PH_BINDING_NONE || capture == NULL || capture->count == 0) {
        return ph_answer(PH_REFUTED);
    }
    PhFlowRefs refs = ph_flow_refs_in(facts, id, capture->span);
    for (uint32_t i = 0; i < refs.count; i++) {
        PhNodeId node = names->refs[refs.items[i]].node;
        for (PhNodeId loop = ph_flow_loop_around(tree, node);
             loop != PH_NODE_NONE && tree->starts[loop] >= capture->span.start;
             loop = ph_flow_loop_around(tree, loop)) {
            PhNodeId iterable = ph_tree_kind(tree, loop) == PH_KIND_FOR_STATEMENT
                                    ? ph_tree_child(tree, loop, PH_FIELD_RIGHT)
                                    : PH_NODE_NONE;
            if (iterable == PH_NODE_NONE || !is_fixed(facts, iterable)) {
                return ph_answer(PH_PROVED);
            }
        }
    }
    return ph_answer(PH_REFUTED);
}
