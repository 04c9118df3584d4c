/* large_after: does a statement behind the captured one, in the same block, make something
 * that may well be large? */

#include "facts/large.h"
#include "syntax/walk.h"

/* The last statement of the block that makes something large, or PH_NODE_NONE. Kept for
 * each block: what asks may be every statement of a long one. */
static PhNodeId last_large(PhFacts *facts, PhNodeId block)
{
    const PhTree *tree = facts->tree;
    if (facts->last_large == NULL) {
        facts->last_large = PH_NEW_ARRAY(facts->arena, PhNodeId, tree->count);
    }
    PhNodeId *entry = &facts->last_large[block];
    if (*entry == 0) { /* Not asked yet: node 0 is the file, and in no block. */
        *entry = PH_NODE_NONE;
        PH_FOR_EACH_CHILD(tree, block, child)
        {
            if (ph_makes_large(facts, child)) {
                *entry = child;
            }
        }
    }
    return *entry;
}

PhAnswer ph_fact_large_after(const PhFactQuery *query)
{
    const PhTree *tree = query->facts->tree;
    const PhCapture *capture = query->args[0].capture;
    if (capture == NULL || capture->count == 0) {
        return ph_answer(PH_REFUTED);
    }
    PhNodeId statement = ph_tree_statement_of(tree, capture->nodes[capture->count - 1]);
    PhNodeId block =
        statement == PH_NODE_NONE ? PH_NODE_NONE : ph_tree_parent(tree, statement);
    if (block == PH_NODE_NONE) {
        return ph_answer(PH_REFUTED);
    }
    PhNodeId last = last_large(query->facts, block);
    return ph_answer(last != PH_NODE_NONE && last > statement ? PH_PROVED : PH_REFUTED);
}
