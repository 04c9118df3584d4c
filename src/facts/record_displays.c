/*
 * record_displays: the dict displays in the captured definition of the module that make
 * many dicts with the same keys, the first of those that are alike.
 */

#include "facts/records.h"

PhAnswer ph_fact_record_displays(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    const PhCapture *capture = query->args[0].capture;
    PhAnswer answer = ph_answer(PH_REFUTED);
    PH_VEC(PhNodeId) found = {0};
    PhNodeId home =
        capture != NULL && capture->count == 1 ? capture->nodes[0] : PH_NODE_NONE;
    PhNodeId limit = home == PH_NODE_NONE ? 0 : ph_tree_limit(tree, home);
    for (PhNodeId up = home; up != PH_NODE_NONE; up = ph_tree_parent(tree, up)) {
        PhKind kind = ph_tree_kind(tree, up);
        bool is_inner = up != home && (kind == PH_KIND_FUNCTION_DEFINITION ||
                                       kind == PH_KIND_CLASS_DEFINITION);
        limit = is_inner ? 0 : limit; /* those of the outermost definition alone */
    }
    for (PhNodeId node = home; node < limit; node++) {
        if (ph_record_is_shaped(facts, node)) {
            const PhRecords *records = ph_records_of(facts, node);
            if (records->is_many && records->first == node) {
                PH_VEC_PUSH(facts->arena, &found, node);
            }
        }
    }
    answer.verdict = found.count > 0 ? PH_PROVED : PH_REFUTED;
    answer.nodes = found.items;
    answer.node_count = (uint32_t)found.count;
    return answer;
}
