/*
 * first_def: is the captured name the first store of its variable in the file?
 *
 * So a rule that looks at all stores of a variable together has one place to report.
 */

#include "facts/flow.h"

static bool is_store(PhRefKind kind)
{
    return kind != PH_REF_LOAD && kind != PH_REF_DECLARED && kind != PH_REF_GLOBAL &&
           kind != PH_REF_NONLOCAL;
}

PhAnswer ph_fact_first_def(const PhFactQuery *query)
{
    PhBindingId binding = ph_flow_binding(query, 0);
    PhNodeId node = ph_flow_node(query, 0);
    if (binding == PH_BINDING_NONE) {
        return ph_answer(PH_REFUTED);
    }
    PhFlowRefs refs = ph_flow_refs(query->facts, binding);
    for (uint32_t i = 0; i < refs.count; i++) {
        const PhRef *ref = &query->facts->names->refs[refs.items[i]];
        if (is_store(ref->kind)) {
            bool is_first = ph_tree_is_within(query->facts->tree, ref->node, node);
            return ph_answer(is_first ? PH_PROVED : PH_REFUTED);
        }
    }
    return ph_answer(PH_REFUTED);
}
