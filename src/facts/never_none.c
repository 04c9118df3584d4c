/*
 * never_none: does no call pass None for the parameter?
 *
 * All calls must be known: the function is local to another one or private to the module,
 * not decorated, and used for nothing but calls. What is passed must have a known type.
 */

#include "facts/calls.h"
#include "facts/types.h"

/* What is passed if it may be None at all: of `a or b` only b, because None is no a. */
static PhNodeId maybe_none(const PhTree *tree, PhNodeId value)
{
    for (;;) {
        PhNodeId node = ph_tree_strip_parens(tree, value);
        PhNodeId operator= ph_tree_child(tree, node, PH_FIELD_OPERATOR);
        if (ph_tree_kind(tree, node) != PH_KIND_BOOLEAN_OPERATOR ||
            ph_tree_kind(tree, operator) != PH_TOKEN_OR) {
            return node;
        }
        value = ph_tree_child(tree, node, PH_FIELD_RIGHT);
    }
}

PhAnswer ph_fact_never_none(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId name = ph_flow_node(query, 0);
    PhNodeId def = name == PH_NODE_NONE ? name : ph_def_of_name(tree, name);
    PhCallSites sites;
    if (def == PH_NODE_NONE || !ph_calls_of(facts, def, true, &sites)) {
        return ph_flow_answer(PH_UNKNOWN, name, PH_BYTES("calls are not known"));
    }
    for (size_t i = 0; i < sites.count; i++) {
        PhNodeId value;
        PhPassed passed =
            ph_call_passes(tree, sites.items[i], def, ph_tree_text(tree, name), &value);
        if (passed == PH_PASSED_NOTHING) {
            continue;
        }
        PhTypeSet kinds = PH_TYPE_UNKNOWN;
        if (passed == PH_PASSED_VALUE) {
            kinds = ph_type_of(facts, maybe_none(tree, value)).kinds;
        }
        if (kinds == PH_TYPE_NONE) {
            return ph_flow_answer(PH_REFUTED, value, PH_BYTES("None"));
        }
        if ((kinds & (PH_TYPE_NONE | PH_TYPE_UNKNOWN)) != 0) {
            return ph_flow_answer(PH_UNKNOWN, sites.items[i], PH_BYTES("may pass None"));
        }
    }
    return ph_answer(PH_PROVED);
}
