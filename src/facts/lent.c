/*
 * lent: is the expression an argument of a function of this file that only walks through
 * it, looks for something in it or tests it, as it could with any container?
 */

#include "facts/lent.h"

#include "facts/calls.h"
#include "facts/functions.h"
#include "facts/uses.h"
#include "syntax/walk.h"

enum { PH_LENT_DEPTH = 6 }; /* functions that hand on what they were lent */

/* The call that `arg` is an argument of, or PH_NODE_NONE. */
static PhNodeId call_around(const PhTree *tree, PhNodeId arg)
{
    PhNodeId parent = ph_tree_parent(tree, arg);
    if (ph_tree_kind(tree, parent) == PH_KIND_KEYWORD_ARGUMENT) {
        parent = ph_tree_parent(tree, parent);
    }
    PhNodeId call = ph_tree_kind(tree, parent) == PH_KIND_ARGUMENT_LIST
                        ? ph_tree_parent(tree, parent)
                        : PH_NODE_NONE;
    return ph_tree_kind(tree, call) == PH_KIND_CALL ? call : PH_NODE_NONE;
}

/* It has run to its end when its call has. */
static bool runs_at_once(const PhFacts *facts, PhNodeId def)
{
    PhNodeId body = ph_tree_child(facts->tree, def, PH_FIELD_BODY);
    const PhScope *scope = &facts->names->scopes[ph_flow_home(facts->names, body)];
    return scope->node == def && !scope->is_async && !scope->is_generator &&
           !scope->is_opaque;
}

PhBindingId ph_lent_parameter(PhFacts *facts, PhNodeId arg)
{
    const PhTree *tree = facts->tree;
    PhNodeId call = call_around(tree, arg);
    PhNodeId function =
        call == PH_NODE_NONE ? PH_NODE_NONE : ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhNodeId def =
        function == PH_NODE_NONE ? PH_NODE_NONE : ph_called_function(facts, function);
    if (def == PH_NODE_NONE || !ph_def_is_sole(facts, def) || !runs_at_once(facts, def)) {
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
            PhBindingId binding = ph_names_binding(facts->names, name);
            bool is_own = binding != PH_BINDING_NONE &&
                          facts->names->bindings[binding].store_count == 1 &&
                          ph_flow_is_private(facts, binding);
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

/* Walked through lazily by a generator expression that may live on. */
static bool is_walked_later(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_uses_out_of_walkers(facts, name);
    PhNodeId clause = ph_tree_parent(tree, node);
    PhNodeId owner = ph_tree_parent(tree, clause);
    return ph_tree_kind(tree, clause) == PH_KIND_FOR_IN_CLAUSE &&
           ph_tree_kind(tree, owner) == PH_KIND_GENERATOR_EXPRESSION &&
           !ph_flow_is_consumed(facts, owner);
}

bool ph_is_list_lent(PhFacts *facts, PhNodeId arg)
{
    const PhNames *names = ph_facts_names(facts);
    PhBindingId parameter = facts->function_depth >= PH_LENT_DEPTH
                                ? PH_BINDING_NONE
                                : ph_lent_parameter(facts, arg);
    if (parameter == PH_BINDING_NONE) {
        return false;
    }
    facts->function_depth++;
    claim(facts, parameter);
    PhFlowRefs refs = ph_flow_refs(facts, parameter);
    const uint8_t *uses = ph_uses_of(facts, parameter);
    bool is_lent = true;
    for (uint32_t i = 0; is_lent && i < refs.count; i++) {
        const PhRef *ref = &names->refs[refs.items[i]];
        is_lent =
            ref->kind == PH_REF_PARAMETER ||
            (ref->kind == PH_REF_LOAD && uses[i] == PH_USE_READ &&
             !is_given_back(facts->tree, ref->node) && !is_walked_later(facts, ref->node));
    }
    facts->function_depth--;
    return is_lent;
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
            !is_walked_later(facts, name)) ||
           ask(ph_fact_lent, facts, node) == PH_PROVED;
}

PhAnswer ph_fact_lent(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhNames *names = ph_facts_names(facts);
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    PhNodeId arg = ph_tree_out_of_parens(facts->tree, node);
    PhBindingId parameter = facts->function_depth >= PH_LENT_DEPTH
                                ? PH_BINDING_NONE
                                : ph_lent_parameter(facts, arg);
    if (parameter == PH_BINDING_NONE) {
        return ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("kept, perhaps"));
    }
    facts->function_depth++;
    claim(facts, parameter);
    PhFlowRefs refs = ph_flow_refs(facts, parameter);
    PhAnswer answer = ph_answer(PH_PROVED);
    for (uint32_t i = 0; answer.verdict == PH_PROVED && i < refs.count; i++) {
        const PhRef *ref = &names->refs[refs.items[i]];
        if (ref->kind != PH_REF_PARAMETER &&
            (ref->kind != PH_REF_LOAD || !is_looked_at(facts, ref->node))) {
            answer = ph_flow_answer(PH_UNKNOWN, ref->node, PH_BYTES("kept, perhaps"));
        }
    }
    facts->function_depth--;
    return answer;
}
