/* large_after: does a statement behind the captured one, in the same block, make something
 * that may well be large? */

#include "facts/large.h"
#include "syntax/walk.h"

PhAnswer ph_fact_large_after(const PhFactQuery *query)
{
    const PhTree *tree = query->facts->tree;
    const PhCapture *capture = query->args[0].capture;
    if (capture == NULL || capture->count == 0) {
        return ph_answer(PH_REFUTED);
    }
    PhNodeId statement = ph_tree_statement_of(tree, capture->nodes[capture->count - 1]);
    while (statement != PH_NODE_NONE) {
        statement = ph_tree_next_named(tree, statement);
        if (statement != PH_NODE_NONE && ph_makes_large(query->facts, statement)) {
            return ph_answer(PH_PROVED);
        }
    }
    return ph_answer(PH_REFUTED);
}
