/*
 * repeats: may each node of the first capture be evaluated several times for one evaluation
 * of the second, both in one function?
 *
 * Proved if a loop or comprehension repeats the one and not the other. In two functions the
 * answer is unknown: who calls whom, and how often, is not asked.
 */

#include "facts/flow.h"

static PhAnswer repeats_one(PhFacts *facts, PhNodeId inner, PhNodeId outer)
{
    const PhNames *names = ph_facts_names(facts);
    const PhTree *tree = facts->tree;
    if (ph_flow_home(names, inner) != ph_flow_home(names, outer)) {
        return ph_flow_answer(PH_UNKNOWN, inner, PH_BYTES("in another function"));
    }
    PhNodeId loop = ph_flow_loop_around(tree, inner);
    for (PhNodeId common = ph_flow_loop_around(tree, outer);
         loop != PH_NODE_NONE && common != PH_NODE_NONE;
         common = ph_flow_loop_around(tree, common)) {
        if (common == loop) {
            return ph_answer(PH_REFUTED);
        }
    }
    return ph_flow_answer(loop == PH_NODE_NONE ? PH_REFUTED : PH_PROVED, loop,
                          PH_BYTES("repeated by this loop"));
}

PhAnswer ph_fact_repeats(const PhFactQuery *query)
{
    const PhCapture *inner = query->args[0].capture;
    const PhCapture *outer = query->args[1].capture;
    if (inner == NULL || outer == NULL || inner->count == 0 || outer->count == 0 ||
        (uint64_t)inner->count * outer->count > PH_FLOW_BUDGET / 100) {
        return ph_answer(PH_UNKNOWN);
    }
    PhAnswer answer = ph_answer(PH_PROVED);
    for (uint32_t i = 0; i < inner->count; i++) {
        for (uint32_t j = 0; j < outer->count; j++) {
            PhAnswer one = repeats_one(query->facts, inner->nodes[i], outer->nodes[j]);
            answer = i + j == 0 ? one : ph_answer_weakest(answer, one);
        }
    }
    return answer;
}
