#include "facts/functions.h"

#include "facts/calls.h"
#include "facts/sole.h"
#include "syntax/walk.h"

enum { PH_TRAIT_DEPTH = 6 }; /* of functions that call others */

PhNodeId ph_function_of(const PhFactQuery *query, size_t arg)
{
    PhNodeId name = ph_flow_node(query, arg);
    return name == PH_NODE_NONE ? name : ph_def_of_name(query->facts->tree, name);
}

PhFacts *ph_facts_trusting(PhFacts *facts)
{
    PhFactOptions options = facts->options;
    options.trust_annotations = true;
    options.trust_constants = true;
    PhFacts *trusting = ph_facts_new(facts->arena, facts->source, facts->tree, options);
    (void)ph_facts_names(facts);
    trusting->names = facts->names;
    trusting->imported = facts->imported;
    trusting->project = facts->project;
    return trusting;
}

PhNodeId ph_called_function(PhFacts *facts, PhNodeId name)
{
    return ph_sole_definition(facts, name, PH_REF_FUNCTION);
}

bool ph_function_runs_at_once(PhFacts *facts, PhNodeId def)
{
    const PhNames *names = ph_facts_names(facts);
    PhNodeId body = ph_tree_child(facts->tree, def, PH_FIELD_BODY);
    const PhScope *scope = &names->scopes[ph_flow_home(names, body)];
    return scope->node == def && !scope->is_async && !scope->is_generator &&
           !scope->is_opaque;
}

bool ph_function_has_trait(PhFacts *facts, PhNodeId name, PhTrait trait, PhTraitFn *judge)
{
    PhBindingId binding = ph_names_binding(ph_facts_names(facts), name);
    PhAsked *known = &ph_flow_entry(facts, binding)->traits[trait];
    if (*known == PH_ASKED_NEVER && facts->function_depth < PH_TRAIT_DEPTH) {
        PhNodeId def = ph_def_of_name(facts->tree, name);
        *known = PH_ASKED_NO;
        ph_facts_claim(facts, facts->function_depth > 0 ? 0 : def);
        facts->function_depth++;
        bool has_trait = judge(facts, name);
        facts->function_depth--;
        *known = ph_asked(has_trait);
    } else if (*known == PH_ASKED_YES) {
        ph_facts_claim(facts, 0); /* what it relied on is not kept */
    }
    return *known == PH_ASKED_YES;
}

bool ph_calls_back(PhFacts *facts, PhNodeId node)
{
    static const char *const k_users[] = {"filter", "map", "max", "min", "sorted"};
    const PhTree *tree = facts->tree;
    PhNodeId call = ph_call_taking(tree, node);
    PhNodeId object;
    if (call == PH_NODE_NONE) {
        return false;
    }
    if (ph_bytes_is(ph_call_method(tree, call, &object), "sort")) {
        return ph_tree_kind(tree, ph_tree_parent(tree, node)) == PH_KIND_KEYWORD_ARGUMENT;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    return ph_flow_is_builtin(facts, function) &&
           ph_bytes_is_one_of(ph_tree_text(tree, function), k_users, PH_COUNT_OF(k_users));
}

PhNodeId ph_function_next(const PhTree *tree, PhNodeId def, PhNodeId node)
{
    PhKind kind = ph_tree_kind(tree, node);
    bool is_inner = node != def && (kind == PH_KIND_FUNCTION_DEFINITION ||
                                    kind == PH_KIND_CLASS_DEFINITION);
    PhNodeId next = is_inner ? ph_tree_limit(tree, node) : node + 1;
    return next < ph_tree_limit(tree, def) ? next : PH_NODE_NONE;
}
