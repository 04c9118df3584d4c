/* mentions: does the captured code hold the text, letter by letter? Strings count. */

#include "facts/facts.h"

PhAnswer ph_fact_mentions(const PhFactQuery *query)
{
    const PhCapture *capture = query->args[0].capture;
    if (capture == NULL || !capture->is_bound) {
        return ph_answer(PH_REFUTED);
    }
    PhBytes text = ph_capture_text(query->facts->tree, capture);
    bool is_there = ph_bytes_find(text, query->args[1].text, 0) != PH_NOT_FOUND;
    return ph_answer(is_there ? PH_PROVED : PH_REFUTED);
}
