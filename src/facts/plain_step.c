#include "facts/plain_step.h"

#include "facts/effects.h"
#include "facts/flow_live.h"
#include "facts/types.h"
#include "syntax/walk.h"

static bool is_total(PhFacts *facts, PhNodeId node)
{
    PhNodeId cause;
    return node != PH_NODE_NONE && ph_effect_of(facts, node, &cause) == PH_EFFECT_TOTAL;
}

/* `d[k]` of a dict, where neither asks code of other classes. */
static bool is_plain_item(PhFacts *facts, PhNodeId target)
{
    const PhTree *tree = facts->tree;
    PhNodeId dict = ph_tree_child(tree, target, PH_FIELD_VALUE);
    PhNodeId key = ph_tree_child(tree, target, PH_FIELD_SUBSCRIPT);
    return ph_tree_kind(tree, target) == PH_KIND_SUBSCRIPT && is_total(facts, dict) &&
           is_total(facts, key) && ph_effect_has_type(facts, dict, PH_TYPE_DICT) &&
           ph_effect_has_elements(facts, dict, PH_TYPE_SCALARS) &&
           ph_effect_has_type(facts, key, PH_TYPE_SCALARS);
}

static bool is_plain_target(PhFacts *facts, PhNodeId target)
{
    return ph_tree_kind(facts->tree, target) == PH_KIND_IDENTIFIER ||
           is_plain_item(facts, target);
}

/* Annotations of local variables are not evaluated. */
static bool is_assignment(PhFacts *facts, PhNodeId node, PhPlainStep *out)
{
    const PhTree *tree = facts->tree;
    PhNodeId target = ph_tree_child(tree, node, PH_FIELD_LEFT);
    PhNodeId type = ph_tree_child(tree, node, PH_FIELD_TYPE);
    PhScopeKind home = ph_facts_names(facts)->scopes[ph_flow_home(facts->names, node)].kind;
    out->value = ph_tree_child(tree, node, PH_FIELD_RIGHT);
    return out->value != PH_NODE_NONE && is_plain_target(facts, target) &&
           ph_tree_kind(tree, out->value) != PH_KIND_ASSIGNMENT &&
           (type == PH_NODE_NONE || (home == PH_SCOPE_KIND_FUNCTION &&
                                     ph_tree_kind(tree, target) == PH_KIND_IDENTIFIER));
}

static bool is_addition(PhFacts *facts, PhNodeId node, PhPlainStep *out)
{
    const PhTree *tree = facts->tree;
    static const char *const k_signs[] = {"+=", "-=", "*="};
    PhNodeId left = ph_tree_child(tree, node, PH_FIELD_LEFT);
    PhNodeId right = ph_tree_child(tree, node, PH_FIELD_RIGHT);
    PhBytes sign = ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_OPERATOR));
    PhTypeSet reals = PH_TYPE_BOOL | PH_TYPE_INT | PH_TYPE_FLOAT;
    if (ph_tree_kind(tree, left) != PH_KIND_IDENTIFIER || !ph_flow_is_bound(facts, left) ||
        !ph_bytes_is_one_of(sign, k_signs, PH_COUNT_OF(k_signs))) {
        return false;
    }
    bool are_texts = ph_bytes_is(sign, "+=") &&
                     ph_effect_has_type(facts, left, PH_TYPE_STR) &&
                     ph_effect_has_type(facts, right, PH_TYPE_STR);
    out->value = right;
    out->target = left;
    return are_texts || (ph_effect_has_type(facts, left, reals) &&
                         ph_effect_has_type(facts, right, reals));
}

/* `q.append(V)` */
static bool is_append(PhFacts *facts, PhNodeId call, PhPlainStep *out)
{
    const PhTree *tree = facts->tree;
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    uint32_t count = 0;
    if (ph_tree_kind(tree, function) != PH_KIND_ATTRIBUTE ||
        !ph_call_positional(tree, call, &out->value, 1, &count) || count != 1) {
        return false;
    }
    PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
    return ph_bytes_is(name, "append") && is_total(facts, object) &&
           ph_effect_has_type(facts, object, PH_TYPE_LIST);
}

bool ph_plain_step(PhFacts *facts, PhNodeId statement, PhPlainStep *out)
{
    const PhTree *tree = facts->tree;
    *out = (PhPlainStep){.value = PH_NODE_NONE, .target = PH_NODE_NONE};
    if (ph_tree_kind(tree, statement) == PH_KIND_EXPRESSION_STATEMENT) {
        statement = ph_tree_first_named(tree, statement);
    }
    switch (ph_tree_kind(tree, statement)) {
    case PH_KIND_PASS_STATEMENT:
    case PH_KIND_BREAK_STATEMENT:
    case PH_KIND_CONTINUE_STATEMENT: return true;
    case PH_KIND_RETURN_STATEMENT:
        out->value = ph_tree_first_named(tree, statement);
        return true;
    case PH_KIND_ASSIGNMENT: return is_assignment(facts, statement, out);
    case PH_KIND_AUGMENTED_ASSIGNMENT: return is_addition(facts, statement, out);
    case PH_KIND_CALL: return is_append(facts, statement, out);
    default: return false;
    }
}
