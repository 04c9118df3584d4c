/*
 * frame_sensitive: would the code mean something else in another frame?
 *
 * That is what decides whether an expression can move into a generator or a function: it
 * looks at its frame (looks_at_frame.c), yields or awaits, or binds a name by a walrus.
 */

#include "facts/frames.h"

static PhNodeId first_walrus(const PhTree *tree, PhFlowRegion region)
{
    PhNodeId node = region.first;
    while (node < region.limit && tree->kinds[node] != PH_KIND_NAMED_EXPRESSION) {
        node++;
    }
    return node < region.limit ? node : PH_NODE_NONE;
}

PhAnswer ph_fact_frame_sensitive(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhCapture *code = query->args[0].capture;
    PhAnswer answer = ph_answer(PH_REFUTED);
    PhFlowRegion region;
    uint32_t next = 0;
    if (code == NULL) {
        return ph_answer(PH_UNKNOWN);
    }
    while (ph_flow_next_region(facts->tree, code, &next, &region)) {
        PhAnswer one = ph_flow_exits(facts, region, PH_EXIT_SUSPEND);
        PhAnswer looks = ph_frame_looked_at(facts, region);
        PhNodeId walrus = first_walrus(facts->tree, region);
        one = looks.verdict > one.verdict ? looks : one;
        if (walrus != PH_NODE_NONE && one.verdict != PH_PROVED) {
            one = ph_flow_answer(PH_PROVED, walrus, PH_BYTES("binds a name"));
        }
        answer = one.verdict > answer.verdict ? one : answer;
    }
    return answer;
}
