/*
 * lent: is the expression an argument of a function of this file that only walks through
 * it, looks for something in it or tests it, as it could with any container?
 */

#include "facts/lent.h"

#include <stddef.h>

#include "facts/calls.h"
#include "facts/functions.h"
#include "facts/sole.h"
#include "facts/uses.h"
#include "syntax/walk.h"

enum { PH_LENT_DEPTH = 6 }; /* functions that hand on what they were lent */

PhBindingId ph_lent_parameter(PhFacts *facts, PhNodeId arg)
{
    const PhTree *tree = facts->tree;
    PhNodeId call = ph_call_taking(tree, arg);
    PhNodeId function =
        call == PH_NODE_NONE ? PH_NODE_NONE : ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhNodeId def =
        function == PH_NODE_NONE ? PH_NODE_NONE : ph_called_function(facts, function);
    if (def == PH_NODE_NONE || !ph_def_is_sole(facts, def) ||
        !ph_function_runs_at_once(facts, def)) {
        return PH_BINDING_NONE;
    }
    PhNodeId list = ph_tree_child(tree, def, PH_FIELD_PARAMETERS);
    for (PhNodeId child = ph_tree_first_named(tree, list); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        PhNodeId name = ph_parameter_name(tree, child);
        PhNodeId value;
        if (name != PH_NODE_NONE &&
            ph_call_passes(tree, call, def, ph_tree_text(tree, name), &value) ==
                PH_PASSED_VALUE &&
            value == arg) {
            PhBindingId binding = ph_sole_binding(facts, name);
            bool is_own = binding != PH_BINDING_NONE && ph_flow_is_private(facts, binding);
            return is_own ? binding : PH_BINDING_NONE;
        }
    }
    return PH_BINDING_NONE;
}

/* What the answer hangs on: the code of the function, and of those that it calls. */
static void claim(PhFacts *facts, PhBindingId parameter)
{
    PhScopeId scope = facts->names->bindings[parameter].scope;
    ph_facts_claim(facts, facts->function_depth > 1 ? 0 : facts->names->scopes[scope].node);
}

static bool is_given_back(const PhTree *tree, PhNodeId name)
{
    PhNodeId node = ph_tree_out_of_parens(tree, name);
    PhNodeId parent = ph_tree_parent(tree, node);
    while (ph_tree_kind(tree, parent) == PH_KIND_TUPLE ||
           ph_tree_kind(tree, parent) == PH_KIND_EXPRESSION_LIST ||
           ph_tree_kind(tree, parent) == PH_KIND_PARENTHESIZED_EXPRESSION) {
        parent = ph_tree_parent(tree, parent);
    }
    return ph_tree_kind(tree, parent) == PH_KIND_RETURN_STATEMENT;
}

bool ph_is_walked_later(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_uses_out_of_walkers(facts, name);
    PhNodeId clause = ph_tree_parent(tree, node);
    PhNodeId owner = ph_tree_parent(tree, clause);
    return ph_tree_kind(tree, clause) == PH_KIND_FOR_IN_CLAUSE &&
           ph_tree_kind(tree, owner) == PH_KIND_GENERATOR_EXPRESSION &&
           !ph_flow_is_consumed(facts, owner);
}

static bool is_list_lent(PhFacts *facts, PhBindingId parameter)
{
    PhFlowRefs refs = ph_flow_refs(facts, parameter);
    const uint8_t *uses = ph_uses_of(facts, parameter);
    for (uint32_t i = 0; i < refs.count; i++) {
        const PhRef *ref = &facts->names->refs[refs.items[i]];
        bool is_read = ref->kind == PH_REF_LOAD && uses[i] == PH_USE_READ &&
                       !is_given_back(facts->tree, ref->node) &&
                       !ph_is_walked_later(facts, ref->node);
        if (ref->kind != PH_REF_PARAMETER && !is_read) {
            return false;
        }
    }
    return true;
}

/* Asks once for each parameter: who hands on what he was lent would be asked again and
 * again. */
static bool is_summed_up(PhFacts *facts, PhNodeId arg, size_t offset,
                         bool (*judge)(PhFacts *facts, PhBindingId parameter))
{
    (void)ph_facts_names(facts);
    PhBindingId parameter = ph_lent_parameter(facts, arg);
    if (parameter == PH_BINDING_NONE) {
        return false;
    }
    PhFlowBinding *entry = ph_flow_entry(facts, parameter);
    PhSummary *summary = (PhSummary *)((char *)entry + offset);
    if (*summary == PH_SUMMARY_UNASKED && facts->function_depth < PH_LENT_DEPTH) {
        *summary = PH_SUMMARY_NO;
        facts->function_depth++;
        claim(facts, parameter);
        bool is_lent = judge(facts, parameter);
        facts->function_depth--;
        *summary = is_lent ? PH_SUMMARY_YES : PH_SUMMARY_NO;
    } else if (*summary == PH_SUMMARY_YES) {
        ph_facts_claim(facts, 0); /* what it relied on is not kept */
    }
    return *summary == PH_SUMMARY_YES;
}

bool ph_is_list_lent(PhFacts *facts, PhNodeId arg)
{
    return is_summed_up(facts, arg, offsetof(PhFlowBinding, lent_list), is_list_lent);
}

static PhVerdict ask(PhFactFn *run, PhFacts *facts, PhNodeId node)
{
    PhCapture capture = {.nodes = &node, .count = 1, .is_bound = true};
    PhFactArg args[] = {{.capture = &capture}};
    return run(&(PhFactQuery){facts, args}).verdict;
}

/* `p is None`, `x in p`, `len(p)`, a walk to the end, a test of its truth. */
static bool is_looked_at(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_tree_out_of_parens(tree, name);
    PhNodeId parent = ph_tree_parent(tree, node);
    bool is_element = ph_tree_kind(tree, parent) == PH_KIND_SUBSCRIPT;
    return ask(ph_fact_truth_tested, facts, node) == PH_PROVED ||
           ask(ph_fact_used_up, facts, node) == PH_PROVED ||
           (!is_element && ask(ph_fact_read_in_place, facts, node) == PH_PROVED &&
            !ph_is_walked_later(facts, name)) ||
           ask(ph_fact_lent, facts, node) == PH_PROVED;
}

static bool is_lent(PhFacts *facts, PhBindingId parameter)
{
    PhFlowRefs refs = ph_flow_refs(facts, parameter);
    for (uint32_t i = 0; i < refs.count; i++) {
        const PhRef *ref = &facts->names->refs[refs.items[i]];
        if (ref->kind != PH_REF_PARAMETER &&
            (ref->kind != PH_REF_LOAD || !is_looked_at(facts, ref->node))) {
            return false;
        }
    }
    return true;
}

PhAnswer ph_fact_lent(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId node = ph_flow_node(query, 0);
    PhNodeId arg =
        node == PH_NODE_NONE ? PH_NODE_NONE : ph_tree_out_of_parens(facts->tree, node);
    bool is_known = arg != PH_NODE_NONE &&
                    is_summed_up(facts, arg, offsetof(PhFlowBinding, lent), is_lent);
    return is_known ? ph_answer(PH_PROVED)
                    : ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("kept, perhaps"));
}
