#include "template/precedence.h"

#define PH_BIT(strength) (1U << (strength))

/* Every strength from `least` up to a primary. */
static uint32_t from(PhStrength least)
{
    return (PH_BIT(PH_STRENGTH_PRIMARY + 1) - 1) & ~(PH_BIT(least) - 1);
}

static PhStrength operator_strength(const PhTree *tree, PhNodeId node)
{
    switch (ph_tree_kind(tree, ph_tree_child(tree, node, PH_FIELD_OPERATOR))) {
    case PH_TOKEN_OR: return PH_STRENGTH_OR;
    case PH_TOKEN_AND: return PH_STRENGTH_AND;
    case PH_TOKEN_PIPE: return PH_STRENGTH_BIT_OR;
    case PH_TOKEN_CARET: return PH_STRENGTH_BIT_XOR;
    case PH_TOKEN_AMPERSAND: return PH_STRENGTH_BIT_AND;
    case PH_TOKEN_LSHIFT:
    case PH_TOKEN_RSHIFT: return PH_STRENGTH_SHIFT;
    case PH_TOKEN_PLUS:
    case PH_TOKEN_MINUS: return PH_STRENGTH_SUM;
    case PH_TOKEN_STAR:
    case PH_TOKEN_SLASH:
    case PH_TOKEN_DOUBLE_SLASH:
    case PH_TOKEN_PERCENT:
    case PH_TOKEN_AT: return PH_STRENGTH_TERM;
    case PH_TOKEN_DOUBLE_STAR: return PH_STRENGTH_POWER;
    default: return PH_STRENGTH_OTHER;
    }
}

static PhStrength list_strength(const PhTree *tree, PhNodeId node)
{
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        PhKind kind = ph_tree_kind(tree, child);
        if (kind == PH_KIND_LIST_SPLAT || kind == PH_KIND_LIST_SPLAT_PATTERN) {
            return PH_STRENGTH_STARS;
        }
    }
    return PH_STRENGTH_TUPLE;
}

/* `1j.imag` is an attribute, `1.imag` is not. */
static PhStrength integer_strength(PhBytes text)
{
    char last = (char)(text.ptr[text.len - 1] | 0x20);
    return last == 'j' ? PH_STRENGTH_PRIMARY : PH_STRENGTH_INTEGER;
}

/* The parser takes `await a ** b` for `await (a ** b)`, Python for `(await a) ** b`. */
static PhStrength await_strength(const PhTree *tree, PhNodeId node)
{
    PhNodeId operand = ph_tree_first_named(tree, node);
    return ph_tree_kind(tree, operand) == PH_KIND_BINARY_OPERATOR
               ? operator_strength(tree, operand)
               : PH_STRENGTH_AWAIT;
}

PhStrength ph_strength(const PhTree *tree, PhNodeId node)
{
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_YIELD: return PH_STRENGTH_YIELD;
    case PH_KIND_EXPRESSION_LIST:
    case PH_KIND_PATTERN_LIST: return list_strength(tree, node);
    case PH_KIND_NAMED_EXPRESSION: return PH_STRENGTH_NAMED;
    case PH_KIND_LAMBDA: return PH_STRENGTH_LAMBDA;
    case PH_KIND_CONDITIONAL_EXPRESSION: return PH_STRENGTH_CONDITIONAL;
    case PH_KIND_BINARY_OPERATOR:
    case PH_KIND_BOOLEAN_OPERATOR: return operator_strength(tree, node);
    case PH_KIND_NOT_OPERATOR: return PH_STRENGTH_NOT;
    case PH_KIND_COMPARISON_OPERATOR: return PH_STRENGTH_COMPARISON;
    case PH_KIND_UNARY_OPERATOR: return PH_STRENGTH_UNARY;
    case PH_KIND_AWAIT: return await_strength(tree, node);
    case PH_KIND_INTEGER: return integer_strength(ph_tree_text(tree, node));
    case PH_KIND_ATTRIBUTE:
    case PH_KIND_CALL:
    case PH_KIND_CONCATENATED_STRING:
    case PH_KIND_DICTIONARY:
    case PH_KIND_DICTIONARY_COMPREHENSION:
    case PH_KIND_ELLIPSIS:
    case PH_KIND_FALSE:
    case PH_KIND_FLOAT:
    case PH_KIND_GENERATOR_EXPRESSION:
    case PH_KIND_IDENTIFIER:
    case PH_KIND_LIST:
    case PH_KIND_LIST_COMPREHENSION:
    case PH_KIND_LIST_PATTERN:
    case PH_KIND_NONE:
    case PH_KIND_PARENTHESIZED_EXPRESSION:
    case PH_KIND_SET:
    case PH_KIND_SET_COMPREHENSION:
    case PH_KIND_STRING:
    case PH_KIND_SUBSCRIPT:
    case PH_KIND_TRUE:
    case PH_KIND_TUPLE:
    case PH_KIND_TUPLE_PATTERN: return PH_STRENGTH_PRIMARY;
    case PH_KIND_LIST_SPLAT:
    case PH_KIND_LIST_SPLAT_PATTERN: return PH_STRENGTH_SPLAT;
    default: return PH_STRENGTH_OTHER;
    }
}

/* Operators that associate to the left take their own strength there only. The operands of
 * `and` and `or` may be grouped either way. */
static uint32_t operand(const PhTree *tree, PhNodeId parent, PhNodeId node)
{
    PhStrength strength = operator_strength(tree, parent);
    bool is_left = ph_tree_field(tree, node) == PH_FIELD_LEFT;
    switch (strength) {
    case PH_STRENGTH_OR:
    case PH_STRENGTH_AND: return from(strength);
    case PH_STRENGTH_POWER: return from(is_left ? PH_STRENGTH_AWAIT : PH_STRENGTH_UNARY);
    case PH_STRENGTH_OTHER: return 0;
    default: return from(is_left ? strength : strength + 1);
    }
}

static uint32_t in_subscript(const PhTree *tree, PhNodeId subscript, PhNodeId node)
{
    if (ph_tree_field(tree, node) == PH_FIELD_VALUE) {
        return from(PH_STRENGTH_INTEGER);
    }
    PH_FOR_EACH_CHILD(tree, subscript, child)
    {
        if (ph_tree_kind(tree, child) == PH_TOKEN_COMMA) {
            return from(PH_STRENGTH_LAMBDA);
        }
    }
    return from(PH_STRENGTH_LAMBDA) | PH_BIT(PH_STRENGTH_TUPLE);
}

static uint32_t in_conditional(const PhTree *tree, PhNodeId node)
{
    bool is_last = ph_tree_next_named(tree, node) == PH_NODE_NONE;
    return from(is_last ? PH_STRENGTH_LAMBDA : PH_STRENGTH_OR);
}

static bool has_from(const PhTree *tree, PhNodeId yield)
{
    PH_FOR_EACH_CHILD(tree, yield, child)
    {
        if (ph_tree_kind(tree, child) == PH_TOKEN_FROM) {
            return true;
        }
    }
    return false;
}

/* A splat takes more in a call than in a display. */
static uint32_t in_splat(const PhTree *tree, PhNodeId splat)
{
    PhKind outer = ph_tree_kind(tree, ph_tree_parent(tree, splat));
    return from(outer == PH_KIND_ARGUMENT_LIST ? PH_STRENGTH_LAMBDA : PH_STRENGTH_BIT_OR);
}

#define PH_TARGETS \
    (PH_BIT(PH_STRENGTH_TUPLE) | PH_BIT(PH_STRENGTH_STARS) | PH_BIT(PH_STRENGTH_PRIMARY))
#define PH_ELEMENTS (PH_BIT(PH_STRENGTH_SPLAT) | from(PH_STRENGTH_LAMBDA))
#define PH_TUPLES   (PH_BIT(PH_STRENGTH_TUPLE) | PH_BIT(PH_STRENGTH_STARS))
#define PH_NAMED    PH_BIT(PH_STRENGTH_NAMED)
#define PH_YIELDS   PH_BIT(PH_STRENGTH_YIELD)

/* Expressions in expressions; 0 if the parent is none of these. */
static uint32_t in_expression(const PhTree *tree, PhNodeId parent, PhNodeId node)
{
    PhField field = ph_tree_field(tree, node);
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_BINARY_OPERATOR:
    case PH_KIND_BOOLEAN_OPERATOR: return operand(tree, parent, node);
    case PH_KIND_COMPARISON_OPERATOR: return from(PH_STRENGTH_BIT_OR);
    case PH_KIND_NOT_OPERATOR: return from(PH_STRENGTH_NOT);
    case PH_KIND_UNARY_OPERATOR: return from(PH_STRENGTH_UNARY);
    case PH_KIND_AWAIT: return from(PH_STRENGTH_INTEGER);
    case PH_KIND_ATTRIBUTE:
        return field == PH_FIELD_OBJECT ? PH_BIT(PH_STRENGTH_PRIMARY) : 0;
    case PH_KIND_CALL: return field == PH_FIELD_FUNCTION ? from(PH_STRENGTH_INTEGER) : 0;
    case PH_KIND_SUBSCRIPT: return in_subscript(tree, parent, node);
    case PH_KIND_CONDITIONAL_EXPRESSION: return in_conditional(tree, node);
    case PH_KIND_LAMBDA: return field == PH_FIELD_BODY ? from(PH_STRENGTH_LAMBDA) : 0;
    case PH_KIND_NAMED_EXPRESSION:
        return field == PH_FIELD_VALUE ? from(PH_STRENGTH_LAMBDA) : 0;
    case PH_KIND_SLICE: return from(PH_STRENGTH_LAMBDA);
    case PH_KIND_YIELD:
        return from(PH_STRENGTH_LAMBDA) | (has_from(tree, parent) ? 0 : PH_TUPLES);
    case PH_KIND_LIST_SPLAT:
    case PH_KIND_DICTIONARY_SPLAT: return in_splat(tree, parent);
    case PH_KIND_ARGUMENT_LIST:
    case PH_KIND_LIST:
    case PH_KIND_TUPLE: return PH_ELEMENTS | PH_NAMED;
    case PH_KIND_EXPRESSION_LIST:
    case PH_KIND_SET: return PH_ELEMENTS;
    case PH_KIND_PATTERN_LIST: return PH_TARGETS | PH_BIT(PH_STRENGTH_SPLAT);
    case PH_KIND_PAIR:
    case PH_KIND_DEFAULT_PARAMETER:
    case PH_KIND_TYPED_DEFAULT_PARAMETER:
    case PH_KIND_SET_COMPREHENSION: return from(PH_STRENGTH_LAMBDA);
    case PH_KIND_KEYWORD_ARGUMENT:
        return field == PH_FIELD_VALUE ? from(PH_STRENGTH_LAMBDA) : 0;
    case PH_KIND_GENERATOR_EXPRESSION:
    case PH_KIND_LIST_COMPREHENSION: return from(PH_STRENGTH_LAMBDA) | PH_NAMED;
    case PH_KIND_FOR_IN_CLAUSE:
        return field == PH_FIELD_LEFT ? PH_TARGETS : from(PH_STRENGTH_OR);
    case PH_KIND_PARENTHESIZED_EXPRESSION:
        return from(PH_STRENGTH_LAMBDA) | PH_TUPLES | PH_NAMED | PH_YIELDS;
    case PH_KIND_FORMAT_EXPRESSION:
    case PH_KIND_INTERPOLATION:
        /* A colon begins the format and an equals sign shows the code. */
        return from(PH_STRENGTH_CONDITIONAL) | PH_TUPLES | PH_YIELDS;
    default: return 0;
    }
}

/* Expressions in statements; 0 if the parent is none of these. */
static uint32_t in_statement(const PhTree *tree, PhNodeId parent, PhNodeId node)
{
    PhField field = ph_tree_field(tree, node);
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_ASSIGNMENT:
    case PH_KIND_AUGMENTED_ASSIGNMENT:
        if (field == PH_FIELD_LEFT) {
            return PH_TARGETS;
        }
        return from(PH_STRENGTH_LAMBDA) |
               (field == PH_FIELD_RIGHT ? PH_TUPLES | PH_YIELDS : 0);
    case PH_KIND_BLOCK:
    case PH_KIND_EXPRESSION_STATEMENT:
    case PH_KIND_MODULE: return from(PH_STRENGTH_LAMBDA) | PH_TUPLES | PH_YIELDS;
    case PH_KIND_RETURN_STATEMENT: return from(PH_STRENGTH_LAMBDA) | PH_TUPLES;
    case PH_KIND_FOR_STATEMENT:
        return field == PH_FIELD_LEFT
                   ? PH_TARGETS
                   : from(PH_STRENGTH_LAMBDA) | PH_BIT(PH_STRENGTH_TUPLE);
    case PH_KIND_IF_CLAUSE:
        return ph_tree_kind(tree, ph_tree_parent(tree, parent)) == PH_KIND_CASE_CLAUSE
                   ? from(PH_STRENGTH_LAMBDA) | PH_NAMED
                   : from(PH_STRENGTH_OR);
    case PH_KIND_ELIF_CLAUSE:
    case PH_KIND_IF_STATEMENT:
    case PH_KIND_WHILE_STATEMENT:
    case PH_KIND_MATCH_STATEMENT: return from(PH_STRENGTH_LAMBDA) | PH_NAMED;
    case PH_KIND_AS_PATTERN:
    case PH_KIND_ASSERT_STATEMENT:
    case PH_KIND_RAISE_STATEMENT:
    case PH_KIND_TYPE:
    case PH_KIND_WITH_ITEM: return from(PH_STRENGTH_LAMBDA);
    case PH_KIND_DELETE_STATEMENT: return PH_TARGETS;
    case PH_KIND_DECORATOR: return PH_BIT(PH_STRENGTH_PRIMARY);
    default: return 0;
    }
}

PhPlaceTakes ph_place_takes(const PhTree *tree, PhNodeId node)
{
    PhNodeId parent = ph_tree_parent(tree, node);
    uint32_t bare = in_expression(tree, parent, node);
    bare = bare != 0 ? bare : in_statement(tree, parent, node);
    return bare != 0 ? (PhPlaceTakes){bare, true}
                     : (PhPlaceTakes){PH_BIT(PH_STRENGTH_PRIMARY), false};
}

static bool is_bracket(PhKind kind)
{
    switch (kind) {
    case PH_KIND_ARGUMENT_LIST:
    case PH_KIND_DICTIONARY:
    case PH_KIND_DICTIONARY_COMPREHENSION:
    case PH_KIND_GENERATOR_EXPRESSION:
    case PH_KIND_INTERPOLATION:
    case PH_KIND_LIST:
    case PH_KIND_LIST_COMPREHENSION:
    case PH_KIND_LIST_PATTERN:
    case PH_KIND_PARAMETERS:
    case PH_KIND_PARENTHESIZED_EXPRESSION:
    case PH_KIND_SET:
    case PH_KIND_SET_COMPREHENSION:
    case PH_KIND_STRING:
    case PH_KIND_TUPLE:
    case PH_KIND_TUPLE_PATTERN: return true;
    default: return false;
    }
}

bool ph_is_in_brackets(const PhTree *tree, PhNodeId node)
{
    PhNodeId up = ph_tree_parent(tree, node);
    for (; up != PH_NODE_NONE; up = ph_tree_parent(tree, up)) {
        bool is_index = ph_tree_kind(tree, up) == PH_KIND_SUBSCRIPT &&
                        ph_tree_field(tree, node) == PH_FIELD_SUBSCRIPT;
        if (is_index || is_bracket(ph_tree_kind(tree, up))) {
            return true;
        }
        node = up;
    }
    return false;
}

static bool has_line_end(const PhTree *tree, uint32_t start, uint32_t end)
{
    for (uint32_t i = start; i < end; i++) {
        if (tree->text.ptr[i] == '\n' || tree->text.ptr[i] == '\r') {
            return true;
        }
    }
    return false;
}

/* Leaves in turn; what has brackets of its own is stepped over, an index by its sign. */
bool ph_has_open_line_end(const PhTree *tree, PhNodeId node)
{
    uint32_t end = tree->starts[node];
    uint32_t depth = 0;
    PhNodeId limit = ph_tree_limit(tree, node);
    while (node < limit) {
        PhKind kind = ph_tree_kind(tree, node);
        bool is_whole = ph_tree_is_leaf(tree, node) || is_bracket(kind);
        if (is_whole && depth == 0 && has_line_end(tree, end, tree->starts[node])) {
            return true;
        }
        depth += kind == PH_TOKEN_LBRACKET;
        depth -= kind == PH_TOKEN_RBRACKET && depth > 0;
        end = is_whole ? tree->ends[node] : end;
        node = is_whole ? ph_tree_limit(tree, node) : node + 1;
    }
    return false;
}
