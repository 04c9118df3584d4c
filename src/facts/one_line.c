/*
 * one_line: does each piece of the captured code begin and end on one line?
 *
 * Where brackets around it go away, a line end inside of them would end the statement.
 */

#include "facts/flow.h"

PhAnswer ph_fact_one_line(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhCapture *capture = query->args[0].capture;
    for (uint32_t i = 0; i < capture->count; i++) {
        PhSpan span = ph_tree_span(facts->tree, capture->nodes[i]);
        if (ph_source_place(facts->source, span.start).line !=
            ph_source_place(facts->source, span.end).line) {
            return ph_flow_answer(PH_REFUTED, capture->nodes[i], PH_BYTES("several lines"));
        }
    }
    return ph_answer(PH_PROVED);
}
