#include "template/precedence.h"

/* Operators bind what stands beside them; what stands in brackets or alone is free. */
static bool binds_operands(PhKind kind)
{
    switch (kind) {
    case PH_KIND_ATTRIBUTE:
    case PH_KIND_AWAIT:
    case PH_KIND_BINARY_OPERATOR:
    case PH_KIND_BOOLEAN_OPERATOR:
    case PH_KIND_CALL:
    case PH_KIND_COMPARISON_OPERATOR:
    case PH_KIND_CONDITIONAL_EXPRESSION:
    case PH_KIND_DICTIONARY_SPLAT:
    case PH_KIND_FOR_IN_CLAUSE:
    case PH_KIND_IF_CLAUSE:
    case PH_KIND_INTERPOLATION:
    case PH_KIND_LIST_SPLAT:
    case PH_KIND_NOT_OPERATOR:
    case PH_KIND_SUBSCRIPT:
    case PH_KIND_UNARY_OPERATOR: return true;
    default: return false;
    }
}

/* Expressions that an operator beside them may take apart. */
static bool can_be_taken_apart(PhKind kind)
{
    switch (kind) {
    case PH_KIND_AWAIT:
    case PH_KIND_BINARY_OPERATOR:
    case PH_KIND_BOOLEAN_OPERATOR:
    case PH_KIND_COMPARISON_OPERATOR:
    case PH_KIND_CONDITIONAL_EXPRESSION:
    case PH_KIND_EXPRESSION_LIST:
    case PH_KIND_FLOAT:
    case PH_KIND_INTEGER:
    case PH_KIND_LAMBDA:
    case PH_KIND_NAMED_EXPRESSION:
    case PH_KIND_NOT_OPERATOR:
    case PH_KIND_UNARY_OPERATOR:
    case PH_KIND_YIELD: return true;
    default: return false;
    }
}

static bool is_number(PhKind kind)
{
    return kind == PH_KIND_INTEGER || kind == PH_KIND_FLOAT;
}

/* `1 .real` and `1.real` differ; beside any other operator a number is whole. */
static bool is_at_risk(PhKind inner, PhKind outer)
{
    return binds_operands(outer) && can_be_taken_apart(inner) &&
           (!is_number(inner) || outer == PH_KIND_ATTRIBUTE);
}

static bool is_in_brackets(const PhTree *tree, PhNodeId node)
{
    for (PhNodeId up = node; up != PH_NODE_NONE; up = ph_tree_parent(tree, up)) {
        switch (ph_tree_kind(tree, up)) {
        case PH_KIND_ARGUMENT_LIST:
        case PH_KIND_DICTIONARY:
        case PH_KIND_GENERATOR_EXPRESSION:
        case PH_KIND_LIST:
        case PH_KIND_LIST_COMPREHENSION:
        case PH_KIND_PARENTHESIZED_EXPRESSION:
        case PH_KIND_SET:
        case PH_KIND_SUBSCRIPT:
        case PH_KIND_TUPLE: return true;
        default: break;
        }
    }
    return false;
}

static PhKind parent_kind(const PhPattern *pattern, PhNodeId node)
{
    return node == pattern->root
               ? PH_KIND_ABSENT
               : ph_tree_kind(&pattern->tree, ph_tree_parent(&pattern->tree, node));
}

/* True if the minus slice has the metavariable in the same place of the same operator. */
static bool stood_there(const PhPattern *minus, PhMetavarId metavar, PhKind outer,
                        PhField field)
{
    for (uint32_t i = 0; i < minus->token_count; i++) {
        PhNodeId node = minus->tokens[i].node;
        if (minus->tokens[i].metavar == metavar && parent_kind(minus, node) == outer &&
            ph_tree_field(&minus->tree, node) == field) {
            return true;
        }
    }
    return false;
}

static bool has_line_end(PhBytes text)
{
    return ph_bytes_find(text, PH_BYTES("\n"), 0) != PH_NOT_FOUND ||
           ph_bytes_find(text, PH_BYTES("\r"), 0) != PH_NOT_FOUND;
}

static bool hole_forbids(const PhTree *tree, const PhMatch *match,
                         const PhPatternToken *token)
{
    const PhPattern *plus = &match->patch->plus;
    const PhCapture *capture = &match->captures[token->metavar];
    if (capture->count != 1 || capture->is_list) {
        return false;
    }
    PhNodeId node = capture->nodes[0];
    PhKind outer = parent_kind(plus, token->node);
    if (is_at_risk(ph_tree_kind(tree, node), outer) &&
        !stood_there(&match->patch->minus, token->metavar, outer,
                     ph_tree_field(&plus->tree, token->node))) {
        return true;
    }
    bool was_covered = can_be_taken_apart(ph_tree_kind(tree, node)) &&
                       has_line_end(ph_tree_text(tree, node));
    return was_covered && !is_in_brackets(&plus->tree, token->node) &&
           !is_in_brackets(tree, ph_tree_parent(tree, match->root));
}

bool ph_precedence_forbids(const PhTree *tree, const PhMatch *match)
{
    const PhPattern *minus = &match->patch->minus;
    const PhPattern *plus = &match->patch->plus;
    if (!match->patch->has_edits) {
        return false;
    }
    PhKind before = ph_tree_kind(&minus->tree, minus->root);
    PhKind after = ph_tree_kind(&plus->tree, plus->root);
    PhKind outer = ph_tree_kind(tree, ph_tree_parent(tree, match->root));
    if (after != before && is_at_risk(after, outer)) {
        return true;
    }
    for (uint32_t i = 0; i < plus->token_count; i++) {
        if (plus->tokens[i].metavar != PH_METAVAR_NONE &&
            hole_forbids(tree, match, &plus->tokens[i])) {
            return true;
        }
    }
    return false;
}
