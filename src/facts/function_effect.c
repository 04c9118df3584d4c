#include "facts/function_effect.h"

#include "facts/functions.h"
#include "facts/types.h"
#include "facts/unchanged.h"

/* Functions that call functions that call functions, and how large they are. */
enum { PH_FUNCTION_DEPTH = 8, PH_FUNCTION_NODES = 2000 };

/* The name of a module, or of what is in one: a single import stores to it. */
static bool is_imported(const PhNames *names, PhBindingId binding)
{
    PhRefId ref = names->bindings[binding].first_ref;
    while (ref != PH_REF_NONE && names->refs[ref].kind != PH_REF_IMPORT) {
        ref = names->refs[ref].next;
    }
    return ref != PH_REF_NONE && names->bindings[binding].store_count == 1;
}

/* A name that the function itself binds, a builtin, or what is called. An iterator among
 * its names may be an argument, and would be used up for the caller. */
static bool is_own_name(PhFacts *facts, PhScopeId scope, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = facts->names;
    PhTypeSet lazy = PH_TYPE_ITERABLE | PH_TYPE_FUNCTION;
    PhRefId id = ph_names_ref(names, node);
    if (id == PH_REF_NONE || ph_flow_is_builtin(facts, node)) {
        return true;
    }
    PhBindingId binding = names->refs[id].binding;
    PhScopeId owner = names->bindings[binding].scope;
    bool is_comprehension =
        names->scopes[owner].kind == PH_SCOPE_KIND_COMPREHENSION &&
        ph_tree_is_within(tree, names->scopes[owner].node, names->scopes[scope].node);
    if (owner == scope || is_comprehension) {
        PhTypeSet kinds = ph_type_of(facts, node).kinds;
        return (kinds & PH_TYPE_UNKNOWN) != 0 || (kinds & lazy) == 0;
    }
    bool is_callee = tree->fields[node] == PH_FIELD_FUNCTION &&
                     ph_tree_kind(tree, ph_tree_parent(tree, node)) == PH_KIND_CALL;
    return is_callee || is_imported(names, binding);
}

static bool are_names_own(PhFacts *facts, PhScopeId scope, PhNodeId body)
{
    const PhTree *tree = facts->tree;
    for (PhNodeId node = body; node < ph_tree_limit(tree, body); node++) {
        if (tree->kinds[node] == PH_KIND_IDENTIFIER && !is_own_name(facts, scope, node)) {
            return false;
        }
    }
    return true;
}

static bool is_pure_expression(PhFacts *facts, PhNodeId node)
{
    PhNodeId cause;
    return node == PH_NODE_NONE || ph_effect_of(facts, node, &cause) <= PH_EFFECT_PURE;
}

/* The node alone; *skip_out: and all that is in it. */
static bool is_pure_statement(PhFacts *facts, PhNodeId node, bool *skip_out)
{
    const PhTree *tree = facts->tree;
    PhNodeId left = ph_tree_child(tree, node, PH_FIELD_LEFT);
    PhNodeId right = ph_tree_child(tree, node, PH_FIELD_RIGHT);
    *skip_out = false;
    if (ph_effect_is_plain_statement(tree->kinds[node])) {
        return true;
    }
    switch (tree->kinds[node]) {
    case PH_KIND_RETURN_STATEMENT: return true;
    case PH_KIND_IF_STATEMENT:
    case PH_KIND_ELIF_CLAUSE: return ph_effect_has_plain_condition(facts, node);
    case PH_KIND_ASSIGNMENT:
        *skip_out = true;
        return ph_tree_kind(tree, left) == PH_KIND_IDENTIFIER && right != PH_NODE_NONE &&
               ph_tree_kind(tree, right) != PH_KIND_ASSIGNMENT &&
               ph_tree_child(tree, node, PH_FIELD_TYPE) == PH_NODE_NONE &&
               is_pure_expression(facts, right);
    case PH_KIND_FOR_STATEMENT:
        return ph_tree_kind(tree, ph_tree_first_child(tree, node)) == PH_TOKEN_FOR &&
               ph_tree_kind(tree, left) == PH_KIND_IDENTIFIER &&
               ph_walk_is_plain(facts, left, right).verdict == PH_PROVED;
    default:
        *skip_out = ph_kind_is_named(tree->kinds[node]);
        if (tree->fields[node] == PH_FIELD_LEFT) {
            return true; /* the target of a loop */
        }
        return !*skip_out || is_pure_expression(facts, node);
    }
}

static bool is_pure_body(PhFacts *facts, PhScopeId id)
{
    const PhTree *tree = facts->tree;
    const PhScope *scope = &facts->names->scopes[id];
    PhNodeId body = ph_tree_child(tree, scope->node, PH_FIELD_BODY);
    if (scope->is_async || scope->is_generator || scope->is_opaque ||
        ph_tree_limit(tree, body) - body > PH_FUNCTION_NODES ||
        !are_names_own(facts, id, body)) {
        return false;
    }
    ph_facts_claim(facts, scope->node);
    for (PhNodeId node = body; node < ph_tree_limit(tree, body);) {
        bool skip;
        if (!is_pure_statement(facts, node, &skip)) {
            return false;
        }
        node = skip ? ph_tree_limit(tree, node) : node + 1;
    }
    return true;
}

PhEffect ph_function_effect(PhFacts *facts, PhScopeId callee)
{
    if (callee == PH_SCOPE_NONE || facts->function_depth >= PH_FUNCTION_DEPTH) {
        return PH_EFFECT_UNKNOWN;
    }
    if (facts->function_effects == NULL) {
        facts->function_effects =
            PH_NEW_ARRAY(facts->arena, uint8_t, ph_facts_names(facts)->scope_count);
    }
    uint8_t *entry = &facts->function_effects[callee];
    if (*entry == PH_ASKED_NEVER) {
        *entry = PH_ASKED_NO; /* while it is looked at */
        facts->function_depth++;
        bool is_pure = is_pure_body(facts, callee);
        facts->function_depth--;
        *entry = ph_asked(is_pure);
    } else if (*entry == PH_ASKED_YES) {
        ph_facts_claim(facts, 0); /* what it relied on is not kept */
    }
    return *entry == PH_ASKED_YES ? PH_EFFECT_PURE : PH_EFFECT_UNKNOWN;
}
