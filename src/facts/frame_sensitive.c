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

static PhAnswer judge(PhFacts *facts, PhFlowRegion region)
{
    PhAnswer answer = ph_answer_strongest(ph_flow_exits(facts, region, PH_EXIT_SUSPEND),
                                          ph_frame_looked_at(facts, region));
    PhNodeId walrus = first_walrus(facts->tree, region);
    return walrus != PH_NODE_NONE && answer.verdict != PH_PROVED
               ? ph_flow_answer(PH_PROVED, walrus, PH_BYTES("binds a name"))
               : answer;
}

PhAnswer ph_fact_frame_sensitive(const PhFactQuery *query)
{
    return ph_flow_strongest(query, 0, judge);
}
