/* annotations_deferred: does the file import annotations from __future__, so that what is
 * written there is not evaluated? */

#include "facts/facts.h"

PhAnswer ph_fact_annotations_deferred(const PhFactQuery *query)
{
    const PhTree *tree = query->facts->tree;
    PH_FOR_EACH_CHILD(tree, 0, statement)
    {
        if (ph_tree_kind(tree, statement) != PH_KIND_FUTURE_IMPORT_STATEMENT) {
            continue;
        }
        PH_FOR_EACH_CHILD(tree, statement, name)
        {
            if (ph_bytes_is(ph_tree_text(tree, name), "annotations")) {
                return ph_answer(PH_PROVED);
            }
        }
    }
    return ph_answer(PH_REFUTED);
}
