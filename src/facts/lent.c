/*
 * lent: is the expression an argument of a function of this file that only walks through
 * it, looks for something in it or tests it, as it could with any container?
 */

#include "facts/lent.h"

#include "facts/calls.h"
#include "facts/functions.h"
#include "facts/sole.h"
#include "facts/uses.h"
#include "syntax/walk.h"

/* The name of the parameter that argument `arg`, an expression, is passed for in a call of
 * such a function; or PH_NODE_NONE. */
static PhNodeId lent_parameter(PhFacts *facts, PhNodeId arg)
{
    const PhTree *tree = facts->tree;
    PhNodeId call = ph_call_taking(tree, arg);
    PhNodeId function =
        call == PH_NODE_NONE ? PH_NODE_NONE : ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhNodeId def =
        function == PH_NODE_NONE ? PH_NODE_NONE : ph_called_function(facts, function);
    if (def == PH_NODE_NONE || !ph_def_is_sole(facts, def) ||
        !ph_function_runs_at_once(facts, def)) {
        return PH_NODE_NONE;
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
            return is_own ? name : PH_NODE_NONE;
        }
    }
    return PH_NODE_NONE;
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

/* `name` is that of the parameter. */
static bool is_list_lent(PhFacts *facts, PhNodeId name)
{
    PhBindingId parameter = ph_names_binding(facts->names, name);
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

bool ph_is_list_lent(PhFacts *facts, PhNodeId arg)
{
    PhNodeId parameter = lent_parameter(facts, arg);
    return parameter != PH_NODE_NONE &&
           ph_function_has_trait(facts, parameter, PH_TRAIT_LIST_LENT, is_list_lent);
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

/* `name` is that of the parameter. */
static bool is_lent(PhFacts *facts, PhNodeId name)
{
    PhFlowRefs refs = ph_flow_refs(facts, ph_names_binding(facts->names, name));
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
    PhNodeId parameter = arg == PH_NODE_NONE ? arg : lent_parameter(facts, arg);
    bool is_known = parameter != PH_NODE_NONE &&
                    ph_function_has_trait(facts, parameter, PH_TRAIT_LENT, is_lent);
    return is_known ? ph_answer(PH_PROVED)
                    : ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("kept, perhaps"));
}
