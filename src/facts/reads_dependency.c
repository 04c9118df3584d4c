/*
 * reads_dependency: does the code read a parameter that the framework makes for the call
 * and may take back when it returns, as `db = Depends(session)`?
 */

#include "facts/calls.h"
#include "facts/handlers.h"

static bool is_injected(PhFacts *facts, PhBindingId id)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = facts->names;
    for (PhRefId i = names->bindings[id].first_ref; i != PH_REF_NONE;
         i = names->refs[i].next) {
        if (names->refs[i].kind != PH_REF_PARAMETER) {
            continue;
        }
        PhNodeId node = names->refs[i].node;
        while (node != PH_NODE_NONE &&
               ph_tree_kind(tree, ph_tree_parent(tree, node)) != PH_KIND_PARAMETERS) {
            node = ph_tree_parent(tree, node);
        }
        PhBytes text = node == PH_NODE_NONE ? PH_BYTES("") : ph_tree_text(tree, node);
        if (ph_bytes_find(text, PH_BYTES("Depends("), 0) != PH_NOT_FOUND ||
            ph_bytes_find(text, PH_BYTES("Security("), 0) != PH_NOT_FOUND ||
            ph_bytes_find(text, PH_BYTES("Session"), 0) != PH_NOT_FOUND) {
            return true;
        }
    }
    return false;
}

PhAnswer ph_fact_reads_dependency(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhNames *names = ph_facts_names(facts);
    const PhCapture *capture = query->args[0].capture;
    for (uint32_t i = 0; capture != NULL && i < capture->count; i++) {
        PhNodeId limit = ph_tree_limit(facts->tree, capture->nodes[i]);
        for (PhNodeId node = capture->nodes[i]; node < limit; node++) {
            PhRefId ref = ph_names_ref(names, node);
            if (ref != PH_REF_NONE && names->refs[ref].binding != PH_BINDING_NONE &&
                is_injected(facts, names->refs[ref].binding)) {
                return ph_flow_answer(PH_PROVED, node, PH_BYTES("made for this call"));
            }
        }
    }
    return ph_answer(PH_REFUTED);
}
