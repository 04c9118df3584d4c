/*
 * has_keyword: is one of the arguments passed by the name in the text? Proved also for
 * `**x`, which may hold it.
 */

#include "facts/facts.h"

PhAnswer ph_fact_has_keyword(const PhFactQuery *query)
{
    const PhTree *tree = query->facts->tree;
    const PhCapture *capture = query->args[0].capture;
    for (uint32_t i = 0; capture != NULL && i < capture->count; i++) {
        PhNodeId node = capture->nodes[i];
        PhKind kind = ph_tree_kind(tree, node);
        bool is_it =
            kind == PH_KIND_KEYWORD_ARGUMENT &&
            ph_bytes_equal(ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_NAME)),
                           query->args[1].text);
        if (is_it || kind == PH_KIND_DICTIONARY_SPLAT) {
            return ph_answer(PH_PROVED);
        }
    }
    return ph_answer(PH_REFUTED);
}
