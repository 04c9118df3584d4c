/*
 * leaves: does control never come to the end of the captured statements?
 *
 * Proved if the last of them is a return, raise, break or continue, or an if with an else,
 * or a with that swallows nothing, whose branches all end so.
 */

#include "facts/flow.h"

static bool is_with_transparent(PhFacts *facts, PhNodeId node)
{
    return ph_tree_kind(facts->tree, node) == PH_KIND_WITH_STATEMENT &&
           ph_flow_with_is_transparent(facts, node);
}

/* Branches of an if that are still to be looked at. */
enum { PH_LEAVES_BRANCHES = 64 };

static bool add_branches(const PhTree *tree, PhNodeId statement, PhNodeId *pending,
                         uint32_t *count)
{
    bool has_else = false;
    PH_FOR_EACH_CHILD(tree, statement, child)
    {
        PhKind kind = ph_tree_kind(tree, child);
        PhNodeId block = PH_NODE_NONE;
        if (kind == PH_KIND_BLOCK) {
            block = child;
        } else if (kind == PH_KIND_ELIF_CLAUSE || kind == PH_KIND_ELSE_CLAUSE) {
            has_else = has_else || kind == PH_KIND_ELSE_CLAUSE;
            block = ph_flow_block_of(tree, child);
        }
        if (block != PH_NODE_NONE) {
            if (*count == PH_LEAVES_BRANCHES) {
                return false;
            }
            pending[(*count)++] = block;
        }
    }
    return has_else;
}

static bool always_leaves(PhFacts *facts, PhNodeId statement)
{
    const PhTree *tree = facts->tree;
    PhNodeId pending[PH_LEAVES_BRANCHES];
    uint32_t count = 0;
    uint32_t steps = 0;
    for (PhNodeId at = statement;;) {
        PhKind kind = ph_tree_kind(tree, at);
        if (++steps > PH_FLOW_STEPS) {
            return false;
        }
        if (is_with_transparent(facts, at)) {
            at = ph_flow_last_statement(tree, ph_tree_child(tree, at, PH_FIELD_BODY));
            continue;
        }
        bool is_choice =
            kind == PH_KIND_IF_STATEMENT && add_branches(tree, at, pending, &count);
        if (!is_choice && !ph_flow_is_jump(kind)) {
            return false;
        }
        if (count == 0) {
            return true;
        }
        at = ph_flow_last_statement(tree, pending[--count]);
        if (at == PH_NODE_NONE) {
            return false;
        }
    }
}

PhAnswer ph_fact_leaves(const PhFactQuery *query)
{
    const PhCapture *code = query->args[0].capture;
    if (code == NULL || code->count == 0) {
        return ph_answer(PH_UNKNOWN);
    }
    PhNodeId last = code->nodes[code->count - 1];
    return always_leaves(query->facts, last)
               ? ph_answer(PH_PROVED)
               : ph_flow_answer(PH_UNKNOWN, last, PH_BYTES("control may go on behind it"));
}
