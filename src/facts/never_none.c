/*
 * never_none: does no call pass None for the parameter?
 *
 * All calls must be known: the function is local to another one or private to the module,
 * not decorated, and used for nothing but calls. What is passed must have a known type.
 */

#include "facts/calls.h"
#include "facts/types.h"

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
        PhTypeSet kinds =
            passed == PH_PASSED_VALUE ? ph_type_of(facts, value).kinds : PH_TYPE_UNKNOWN;
        if (kinds == PH_TYPE_NONE) {
            return ph_flow_answer(PH_REFUTED, value, PH_BYTES("None"));
        }
        if ((kinds & (PH_TYPE_NONE | PH_TYPE_UNKNOWN)) != 0) {
            return ph_flow_answer(PH_UNKNOWN, sites.items[i], PH_BYTES("may pass None"));
        }
    }
    return ph_answer(PH_PROVED);
}
