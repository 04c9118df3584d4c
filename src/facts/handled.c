/*
 * handled: may this activation see an exception that the captured code raises, and go on?
 *
 * Proved in the body of a try statement with handlers, whatever they take. Unknown in a
 * with statement that may swallow it. A finally alone lets it pass, unless it leaves by a
 * jump.
 */

#include "facts/flow.h"

static bool has_handler(const PhTree *tree, PhNodeId statement)
{
    PH_FOR_EACH_CHILD(tree, statement, clause)
    {
        if (tree->kinds[clause] == PH_KIND_EXCEPT_CLAUSE) {
            return true;
        }
    }
    return false;
}

static bool finally_jumps(PhFacts *facts, PhNodeId statement)
{
    uint32_t jumps = PH_EXIT_RETURN | PH_EXIT_BREAK | PH_EXIT_CONTINUE;
    PH_FOR_EACH_CHILD(facts->tree, statement, clause)
    {
        if (facts->tree->kinds[clause] == PH_KIND_FINALLY_CLAUSE) {
            PhFlowRegion region = ph_flow_region_of(facts->tree, clause);
            return ph_flow_exits(facts, region, jumps).verdict != PH_REFUTED;
        }
    }
    return false;
}

static PhAnswer judge(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    PhNodeId child = node;
    for (PhNodeId parent = ph_tree_parent(tree, child); parent != PH_NODE_NONE;
         child = parent, parent = ph_tree_parent(tree, parent)) {
        PhKind kind = ph_tree_kind(tree, parent);
        bool is_in_body = tree->fields[child] == PH_FIELD_BODY;
        if (kind == PH_KIND_TRY_STATEMENT && is_in_body && has_handler(tree, parent)) {
            return ph_flow_answer(PH_PROVED, parent, PH_BYTES("may catch it"));
        }
        if (kind == PH_KIND_TRY_STATEMENT && tree->kinds[child] != PH_KIND_FINALLY_CLAUSE &&
            finally_jumps(facts, parent)) {
            return ph_flow_answer(PH_UNKNOWN, parent, PH_BYTES("may drop it"));
        }
        if (kind == PH_KIND_WITH_STATEMENT && !ph_flow_with_is_transparent(facts, parent)) {
            return ph_flow_answer(PH_UNKNOWN, parent, PH_BYTES("may swallow it"));
        }
        if (kind == PH_KIND_FUNCTION_DEFINITION || kind == PH_KIND_LAMBDA) {
            break;
        }
    }
    return ph_answer(PH_REFUTED);
}

PhAnswer ph_fact_handled(const PhFactQuery *query)
{
    const PhCapture *code = query->args[0].capture;
    PhAnswer answer = ph_answer(PH_REFUTED);
    if (code == NULL || !code->is_bound) {
        return ph_answer(PH_UNKNOWN);
    }
    for (uint32_t i = 0; i < code->count; i++) {
        PhAnswer one = judge(query->facts, code->nodes[i]);
        answer = ph_answer_strongest(answer, one);
    }
    return answer;
}
