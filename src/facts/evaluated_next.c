/*
 * evaluated_next: is the first code the first thing that is evaluated once the statement of
 * the second has ended?
 *
 * It stands in the next statement of the block: a plain one, or the condition of an `if`.
 * What stands before it there is constant, or a name that no other code can store, so that
 * it makes no difference which of them is evaluated first.
 */

#include "facts/flow.h"
#include "syntax/walk.h"

static bool is_steady_name(PhFacts *facts, PhNodeId node)
{
    const PhNames *names = ph_facts_names(facts);
    PhRefId id = ph_names_ref(names, node);
    if (id == PH_REF_NONE || ph_flow_is_builtin(facts, node)) {
        return true; /* the name of a keyword */
    }
    const PhRef *ref = &names->refs[id];
    const PhBinding *binding = &names->bindings[ref->binding];
    bool is_constant = names->scopes[binding->scope].kind == PH_SCOPE_KIND_MODULE &&
                       binding->store_count == 1;
    return ref->kind == PH_REF_LOAD &&
           (is_constant || ph_flow_is_private(facts, ref->binding));
}

/* What may stand around or before the code without being evaluated before it. */
static bool is_quiet(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    PhKind kind = ph_tree_kind(tree, node);
    switch (kind) {
    case PH_KIND_IDENTIFIER: return is_steady_name(facts, node);
    case PH_KIND_STRING:
        return !ph_string_is_formatted(tree, node) && !ph_string_is_template(tree, node);
    default: return ph_kind_is_literal(kind) || !ph_kind_is_named(kind);
    }
}

/* Nodes that hold the code: what they do comes after it. */
static bool waits_for(const PhTree *tree, PhNodeId outer, PhNodeId inner)
{
    PhField field = tree->fields[inner];
    switch (ph_tree_kind(tree, outer)) {
    case PH_KIND_EXPRESSION_STATEMENT:
    case PH_KIND_RETURN_STATEMENT:
    case PH_KIND_PARENTHESIZED_EXPRESSION:
    case PH_KIND_ARGUMENT_LIST:
    case PH_KIND_KEYWORD_ARGUMENT:
    case PH_KIND_CALL:
    case PH_KIND_BINARY_OPERATOR:
    case PH_KIND_UNARY_OPERATOR:
    case PH_KIND_NOT_OPERATOR:
    case PH_KIND_TUPLE:
    case PH_KIND_LIST:
    case PH_KIND_EXPRESSION_LIST: return true;
    case PH_KIND_COMPARISON_OPERATOR: return ph_tree_first_named(tree, outer) == inner;
    case PH_KIND_ASSIGNMENT: return field == PH_FIELD_RIGHT;
    case PH_KIND_IF_STATEMENT: return field == PH_FIELD_CONDITION;
    default: return false;
    }
}

static bool is_next(PhFacts *facts, PhNodeId use, PhNodeId def)
{
    const PhTree *tree = facts->tree;
    PhNodeId own = ph_tree_statement_of(tree, def);
    PhNodeId next = own == PH_NODE_NONE ? own : ph_tree_next_named(tree, own);
    if (next == PH_NODE_NONE || !ph_tree_is_within(tree, use, next)) {
        return false;
    }
    for (PhNodeId node = use; node != next; node = ph_tree_parent(tree, node)) {
        PhNodeId outer = ph_tree_parent(tree, node);
        if (!waits_for(tree, outer, node)) {
            return false;
        }
        bool is_assignment = ph_tree_kind(tree, outer) == PH_KIND_ASSIGNMENT;
        for (PhNodeId before = outer + 1; !is_assignment && before < node; before++) {
            /* What holds the code is judged on the way up. */
            if (!ph_tree_is_within(tree, use, before) && !is_quiet(facts, before)) {
                return false;
            }
        }
    }
    return true;
}

PhAnswer ph_fact_evaluated_next(const PhFactQuery *query)
{
    const PhCapture *use = query->args[0].capture;
    const PhCapture *def = query->args[1].capture;
    if (use == NULL || def == NULL || use->count != 1 || def->count != 1) {
        return ph_answer(PH_UNKNOWN);
    }
    return is_next(query->facts, use->nodes[0], def->nodes[0])
               ? ph_answer(PH_PROVED)
               : ph_flow_answer(PH_UNKNOWN, use->nodes[0],
                                PH_BYTES("other code runs in between"));
}
