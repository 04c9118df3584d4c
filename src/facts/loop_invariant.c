/*
 * loop_invariant: would making the call (or that of the function) once, right before the
 * captured loop, give the value of each evaluation in it, and never raise?
 *
 * The loop may have nothing to do, and may come to the call late or never, so the call must
 * always give a value: that of a builtin by the classes of its arguments (effects.h), or of
 * a function of this file (total_call.c). What it reads must be the same all the while
 * (unchanged.h). Refuted if the loop stores to a name that the call reads.
 */

#include "facts/effects.h"
#include "facts/invariant.h"
#include "facts/unchanged.h"
#include "syntax/walk.h"

bool ph_loop_repeats(const PhTree *tree, PhNodeId loop, PhNodeId node)
{
    bool is_loop = ph_tree_kind(tree, loop) == PH_KIND_FOR_STATEMENT ||
                   ph_tree_kind(tree, loop) == PH_KIND_WHILE_STATEMENT;
    PhNodeId around = ph_flow_loop_around(tree, node);
    while (around != PH_NODE_NONE && around != loop &&
           (is_loop || !ph_tree_is_within(tree, around, loop))) {
        around = ph_flow_loop_around(tree, around);
    }
    if (around == PH_NODE_NONE) {
        return false;
    }
    for (PhNodeId up = node; up != loop; up = ph_tree_parent(tree, up)) {
        PhKind kind = ph_tree_kind(tree, up);
        if (up == 0 || kind == PH_KIND_GENERATOR_EXPRESSION || kind == PH_KIND_LAMBDA ||
            kind == PH_KIND_FUNCTION_DEFINITION || kind == PH_KIND_CLASS_DEFINITION) {
            return false;
        }
    }
    return true;
}

bool ph_loop_keeps_names(PhFacts *facts, PhNodeId loop, PhNodeId code)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    for (PhNodeId node = code; node < ph_tree_limit(tree, code); node++) {
        PhRefId id = ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER
                         ? ph_names_ref(names, node)
                         : PH_REF_NONE;
        if (id == PH_REF_NONE) {
            continue;
        }
        const PhBinding *binding = &names->bindings[names->refs[id].binding];
        PhNodeId scope = names->scopes[binding->scope].node;
        if (names->refs[id].kind != PH_REF_LOAD ||
            (scope != 0 && ph_tree_is_within(tree, scope, loop))) {
            return false;
        }
        for (PhRefId i = binding->first_ref; i != PH_REF_NONE; i = names->refs[i].next) {
            if (names->refs[i].kind != PH_REF_LOAD &&
                ph_tree_is_within(tree, names->refs[i].node, loop)) {
                return false;
            }
        }
    }
    return true;
}

/* The arguments alone: what is called is judged with the call. */
static PhAnswer arguments_unchanged(PhFacts *facts, PhNodeId call, PhFlowRegion region)
{
    const PhTree *tree = facts->tree;
    PhAnswer answer = ph_answer(PH_PROVED);
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        answer = ph_answer_weakest(answer, ph_unchanged_code(facts, arg, region));
    }
    return answer;
}

static PhAnswer judge(PhFacts *facts, PhNodeId call, PhNodeId loop)
{
    const PhTree *tree = facts->tree;
    PhFlowRegion region = ph_flow_region_of(tree, loop);
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    ph_facts_claim(facts, loop);
    if (!ph_loop_repeats(tree, loop, call)) {
        return ph_flow_answer(PH_UNKNOWN, call, PH_BYTES("runs at another time"));
    }
    if (!ph_loop_keeps_names(facts, loop, call)) {
        return ph_flow_answer(PH_REFUTED, call, PH_BYTES("reads what the loop stores"));
    }
    if (!ph_flow_is_builtin(facts, function)) {
        PhAnswer answer = ph_call_is_total(facts, call);
        return answer.verdict == PH_PROVED ? arguments_unchanged(facts, call, region)
                                           : answer;
    }
    PhAnswer answer = ph_unchanged_code(facts, call, region);
    PhNodeId cause;
    if (answer.verdict == PH_PROVED &&
        ph_effect_of(facts, call, &cause) != PH_EFFECT_TOTAL) {
        return ph_flow_answer(PH_UNKNOWN, cause, PH_BYTES("may raise or run other code"));
    }
    return answer;
}

PhAnswer ph_fact_loop_invariant(const PhFactQuery *query)
{
    PhNodeId call = ph_flow_node(query, 0);
    PhNodeId loop = ph_flow_node(query, 1);
    if (call != PH_NODE_NONE && ph_tree_kind(query->facts->tree, call) != PH_KIND_CALL) {
        call = ph_call_of(query->facts->tree, call);
    }
    if (call == PH_NODE_NONE || loop == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    return judge(query->facts, call, loop);
}
