/*
 * Which expression may stand where without parentheses.
 *
 * The grammar takes any expression nearly anywhere. A table bars classes of expressions
 * under each kind of parent; the few bars with exceptions are decided in
 * ph_accept_place(), which is asked only where a bar is met.
 */

#include "syntax/accept_state.h"

enum {
    PH_CLASS_UNARY = 1 << 0,
    PH_CLASS_BINARY = 1 << 1,
    PH_CLASS_AWAIT = 1 << 2,
    PH_CLASS_COMPARE = 1 << 3,
    PH_CLASS_NOT = 1 << 4,
    PH_CLASS_BOOLEAN = 1 << 5,
    PH_CLASS_CONDITIONAL = 1 << 6,
    PH_CLASS_LAMBDA = 1 << 7,
    PH_CLASS_WALRUS = 1 << 8,
    PH_CLASS_AS = 1 << 9,
    PH_CLASS_STAR = 1 << 10,
    PH_CLASS_YIELD = 1 << 11,
    PH_CLASS_LIST = 1 << 12,
    PH_CLASS_ASSIGNMENT = 1 << 13,
    PH_CLASS_AUGMENTED = 1 << 14,
    PH_CLASS_TYPES = 1 << 15, /* constrained and splat types */

    /* What is no `expression` of Python's grammar. */
    PH_CLASSES_OTHER = PH_CLASS_WALRUS | PH_CLASS_AS | PH_CLASS_STAR | PH_CLASS_YIELD,
    /* What is no `disjunction`, and what is no operand of an arithmetic operator. */
    PH_CLASSES_LOW = PH_CLASSES_OTHER | PH_CLASS_CONDITIONAL | PH_CLASS_LAMBDA,
    PH_CLASSES_LOWER = PH_CLASSES_LOW | PH_CLASS_COMPARE | PH_CLASS_NOT | PH_CLASS_BOOLEAN,
};

const PhClassSet k_ph_accept_class[PH_KIND_LISTED + 1] = {
    [PH_KIND_UNARY_OPERATOR] = PH_CLASS_UNARY,
    [PH_KIND_BINARY_OPERATOR] = PH_CLASS_BINARY,
    [PH_KIND_AWAIT] = PH_CLASS_AWAIT,
    [PH_KIND_COMPARISON_OPERATOR] = PH_CLASS_COMPARE,
    [PH_KIND_NOT_OPERATOR] = PH_CLASS_NOT,
    [PH_KIND_BOOLEAN_OPERATOR] = PH_CLASS_BOOLEAN,
    [PH_KIND_CONDITIONAL_EXPRESSION] = PH_CLASS_CONDITIONAL,
    [PH_KIND_LAMBDA] = PH_CLASS_LAMBDA,
    [PH_KIND_NAMED_EXPRESSION] = PH_CLASS_WALRUS,
    [PH_KIND_AS_PATTERN] = PH_CLASS_AS,
    [PH_KIND_LIST_SPLAT] = PH_CLASS_STAR,
    [PH_KIND_YIELD] = PH_CLASS_YIELD,
    [PH_KIND_EXPRESSION_LIST] = PH_CLASS_LIST,
    [PH_KIND_ASSIGNMENT] = PH_CLASS_ASSIGNMENT,
    [PH_KIND_AUGMENTED_ASSIGNMENT] = PH_CLASS_AUGMENTED,
    [PH_KIND_CONSTRAINED_TYPE] = PH_CLASS_TYPES,
    [PH_KIND_SPLAT_TYPE] = PH_CLASS_TYPES,
};

const PhClassSet k_ph_accept_barred[PH_KIND_LISTED + 1] = {
    [PH_KIND_UNARY_OPERATOR] = PH_CLASSES_LOWER,
    [PH_KIND_BINARY_OPERATOR] = PH_CLASSES_LOWER,
    [PH_KIND_AWAIT] = PH_CLASSES_LOWER | PH_CLASS_UNARY | PH_CLASS_BINARY | PH_CLASS_AWAIT,
    [PH_KIND_COMPARISON_OPERATOR] = PH_CLASSES_LOWER,
    [PH_KIND_NOT_OPERATOR] = PH_CLASSES_LOW,
    [PH_KIND_BOOLEAN_OPERATOR] = PH_CLASSES_LOW,
    [PH_KIND_CONDITIONAL_EXPRESSION] = PH_CLASSES_LOW,
    [PH_KIND_LAMBDA] = PH_CLASSES_OTHER,
    [PH_KIND_NAMED_EXPRESSION] = PH_CLASSES_OTHER,
    [PH_KIND_CALL] = PH_CLASS_STAR,
    [PH_KIND_ATTRIBUTE] = PH_CLASS_STAR,
    [PH_KIND_SUBSCRIPT] = PH_CLASS_STAR | PH_CLASS_AS | PH_CLASS_YIELD,
    [PH_KIND_SLICE] = PH_CLASSES_OTHER,
    [PH_KIND_LIST] = PH_CLASS_AS | PH_CLASS_YIELD,
    [PH_KIND_SET] = PH_CLASS_AS | PH_CLASS_YIELD,
    [PH_KIND_TUPLE] = PH_CLASS_AS | PH_CLASS_YIELD | PH_CLASS_STAR,
    [PH_KIND_PARENTHESIZED_EXPRESSION] = PH_CLASS_AS | PH_CLASS_STAR,
    [PH_KIND_EXPRESSION_LIST] = PH_CLASS_WALRUS | PH_CLASS_AS | PH_CLASS_YIELD,
    [PH_KIND_ARGUMENT_LIST] = PH_CLASS_AS | PH_CLASS_YIELD,
    [PH_KIND_KEYWORD_ARGUMENT] = PH_CLASSES_OTHER,
    [PH_KIND_DEFAULT_PARAMETER] = PH_CLASSES_OTHER,
    [PH_KIND_TYPED_DEFAULT_PARAMETER] = PH_CLASSES_OTHER,
    [PH_KIND_PAIR] = PH_CLASSES_OTHER,
    [PH_KIND_LIST_SPLAT] = PH_CLASSES_LOWER,
    [PH_KIND_DICTIONARY_SPLAT] = PH_CLASSES_LOWER,
    [PH_KIND_LIST_COMPREHENSION] = PH_CLASS_AS | PH_CLASS_STAR | PH_CLASS_YIELD,
    [PH_KIND_SET_COMPREHENSION] = PH_CLASS_AS | PH_CLASS_STAR | PH_CLASS_YIELD,
    [PH_KIND_GENERATOR_EXPRESSION] = PH_CLASS_AS | PH_CLASS_STAR | PH_CLASS_YIELD,
    [PH_KIND_FOR_IN_CLAUSE] = PH_CLASSES_LOW,
    [PH_KIND_IF_CLAUSE] = PH_CLASSES_LOW,
    [PH_KIND_INTERPOLATION] = PH_CLASS_AS | PH_CLASS_STAR | PH_CLASS_LAMBDA,
    [PH_KIND_FORMAT_EXPRESSION] = PH_CLASS_AS | PH_CLASS_STAR | PH_CLASS_LAMBDA,
    [PH_KIND_EXPRESSION_STATEMENT] = PH_CLASS_WALRUS | PH_CLASS_AS | PH_CLASS_STAR,
    [PH_KIND_ASSIGNMENT] = PH_CLASS_WALRUS | PH_CLASS_AS | PH_CLASS_STAR |
                           PH_CLASS_ASSIGNMENT | PH_CLASS_AUGMENTED,
    [PH_KIND_AUGMENTED_ASSIGNMENT] = PH_CLASS_WALRUS | PH_CLASS_AS | PH_CLASS_STAR |
                                     PH_CLASS_ASSIGNMENT | PH_CLASS_AUGMENTED,
    [PH_KIND_RETURN_STATEMENT] = PH_CLASSES_OTHER,
    [PH_KIND_YIELD] = PH_CLASSES_OTHER,
    [PH_KIND_RAISE_STATEMENT] = PH_CLASSES_OTHER | PH_CLASS_LIST,
    [PH_KIND_ASSERT_STATEMENT] = PH_CLASSES_OTHER,
    [PH_KIND_CHEVRON] = PH_CLASSES_OTHER,
    [PH_KIND_PRINT_STATEMENT] = PH_CLASSES_OTHER,
    [PH_KIND_IF_STATEMENT] = PH_CLASS_AS | PH_CLASS_STAR | PH_CLASS_YIELD,
    [PH_KIND_ELIF_CLAUSE] = PH_CLASS_AS | PH_CLASS_STAR | PH_CLASS_YIELD,
    [PH_KIND_WHILE_STATEMENT] = PH_CLASS_AS | PH_CLASS_STAR | PH_CLASS_YIELD,
    [PH_KIND_FOR_STATEMENT] = PH_CLASSES_OTHER,
    [PH_KIND_MATCH_STATEMENT] = PH_CLASS_AS | PH_CLASS_STAR | PH_CLASS_YIELD,
    [PH_KIND_WITH_ITEM] = PH_CLASSES_OTHER,
    [PH_KIND_EXCEPT_CLAUSE] = PH_CLASSES_OTHER,
    [PH_KIND_DECORATOR] = PH_CLASS_AS | PH_CLASS_STAR | PH_CLASS_YIELD,
    [PH_KIND_AS_PATTERN] = PH_CLASSES_OTHER,
    [PH_KIND_TYPE] = PH_CLASSES_OTHER | PH_CLASS_TYPES,
};

static bool is_last(const PhTree *tree, PhNodeId node)
{
    return tree->limits[node] == tree->limits[tree->parents[node]];
}

static bool is_first(const PhTree *tree, PhNodeId node)
{
    return tree->parents[node] + 1 == node;
}

/* `*a + b` is parsed as an operator with a starred operand: the expression that the star
 * belongs to, and through *low whether it binds less than arithmetic. */
static PhNodeId starred_whole(const PhTree *tree, PhNodeId node, bool *low)
{
    *low = false;
    while (is_first(tree, node)) {
        PhKind above = tree->kinds[tree->parents[node]];
        bool is_low = above == PH_KIND_COMPARISON_OPERATOR ||
                      above == PH_KIND_BOOLEAN_OPERATOR ||
                      above == PH_KIND_CONDITIONAL_EXPRESSION;
        if (!is_low && above != PH_KIND_BINARY_OPERATOR && above != PH_KIND_CALL &&
            above != PH_KIND_ATTRIBUTE && above != PH_KIND_SUBSCRIPT) {
            break;
        }
        *low = *low || is_low;
        node = tree->parents[node];
    }
    return node;
}

static bool may_be_starred(const PhTree *tree, PhNodeId node)
{
    PhNodeId whole_parent;
    bool is_low;
    PhNodeId whole = starred_whole(tree, node, &is_low);
    whole_parent = tree->parents[whole];
    switch (tree->kinds[whole_parent]) {
    case PH_KIND_ARGUMENT_LIST: return true;
    case PH_KIND_LIST:
    case PH_KIND_SET:
    case PH_KIND_EXPRESSION_LIST:
    case PH_KIND_PATTERN_LIST:
    case PH_KIND_LIST_PATTERN: return !is_low;
    case PH_KIND_TUPLE:
    case PH_KIND_TUPLE_PATTERN:
        return !is_low &&
               ph_accept_find(tree, whole_parent, PH_TOKEN_COMMA) != PH_NODE_NONE;
    case PH_KIND_SUBSCRIPT: return !is_low && tree->fields[whole] == PH_FIELD_SUBSCRIPT;
    case PH_KIND_EXPRESSION_STATEMENT:
    case PH_KIND_MATCH_STATEMENT:
        return !is_low &&
               ph_accept_find(tree, whole_parent, PH_TOKEN_COMMA) != PH_NODE_NONE;
    case PH_KIND_TYPE: {
        /* Of `*args: *Ts`, or an index of a generic type. */
        PhNodeId holder = tree->parents[whole_parent];
        return !is_low &&
               (tree->kinds[holder] == PH_KIND_TYPE_PARAMETER ||
                (tree->kinds[holder] == PH_KIND_TYPED_PARAMETER &&
                 tree->kinds[ph_accept_first(tree, holder)] == PH_KIND_LIST_SPLAT_PATTERN));
    }
    case PH_KIND_WITH_ITEM: {
        PhNodeId clause = tree->parents[whole_parent];
        return !is_low && tree->kinds[ph_accept_first(tree, clause)] == PH_TOKEN_LPAREN &&
               ph_accept_find(tree, clause, PH_TOKEN_COMMA) != PH_NODE_NONE;
    }
    default: return false;
    }
}

/* `x := a if b else c` is parsed as (x := a) if b else c. */
static bool may_be_walrus(const PhTree *tree, PhNodeId node)
{
    while (is_first(tree, node) &&
           tree->kinds[tree->parents[node]] == PH_KIND_CONDITIONAL_EXPRESSION) {
        node = tree->parents[node];
    }
    PhNodeId parent = tree->parents[node];
    if (tree->kinds[parent] == PH_KIND_IF_CLAUSE) {
        return tree->kinds[tree->parents[parent]] == PH_KIND_CASE_CLAUSE;
    }
    if (tree->kinds[parent] == PH_KIND_WITH_ITEM) {
        PhNodeId clause = tree->parents[parent];
        return tree->kinds[ph_accept_first(tree, clause)] == PH_TOKEN_LPAREN;
    }
    return (k_ph_accept_barred[tree->kinds[parent]] & PH_CLASS_WALRUS) == 0;
}

/* `with a if b else c as d` is parsed as a if b else (c as d), a lambda likewise. */
static bool may_have_as(const PhTree *tree, PhNodeId node)
{
    for (;;) {
        PhKind above = tree->kinds[tree->parents[node]];
        if (!is_last(tree, node) ||
            (above != PH_KIND_CONDITIONAL_EXPRESSION && above != PH_KIND_LAMBDA)) {
            break;
        }
        node = tree->parents[node];
    }
    PhNodeId parent = tree->parents[node];
    PhKind kind = tree->kinds[parent];
    if (kind == PH_KIND_EXCEPT_CLAUSE) {
        return ph_accept_find(tree, parent, PH_TOKEN_COMMA) == PH_NODE_NONE;
    }
    if (kind == PH_KIND_WITH_ITEM) {
        return true;
    }
    PhNodeId item = tree->parents[parent];
    if ((kind != PH_KIND_TUPLE && kind != PH_KIND_PARENTHESIZED_EXPRESSION) ||
        tree->kinds[item] != PH_KIND_WITH_ITEM) {
        return false;
    }
    PhNodeId clause = tree->parents[item];
    return is_first(tree, item) && ph_accept_count(tree, clause, PH_KIND_WITH_ITEM) == 1;
}

static bool may_be_type(const PhTree *tree, PhNodeId node)
{
    PhNodeId type = tree->parents[node];
    PhNodeId holder = tree->parents[type];
    if (tree->kinds[node] == PH_KIND_CONSTRAINED_TYPE) {
        return tree->kinds[holder] == PH_KIND_TYPE_PARAMETER ||
               tree->kinds[holder] == PH_KIND_CONSTRAINED_TYPE;
    }
    if (tree->kinds[holder] == PH_KIND_TYPE_PARAMETER) {
        return true;
    }
    return tree->kinds[holder] == PH_KIND_TYPED_PARAMETER &&
           tree->kinds[node + 1] == PH_TOKEN_STAR &&
           tree->kinds[ph_accept_first(tree, holder)] == PH_KIND_LIST_SPLAT_PATTERN;
}

static bool may_stand(const PhTree *tree, PhNodeId node)
{
    PhNodeId parent = tree->parents[node];
    PhKind above = tree->kinds[parent];
    switch (k_ph_accept_class[tree->kinds[node]]) {
    case PH_CLASS_STAR: return may_be_starred(tree, node);
    case PH_CLASS_WALRUS: return may_be_walrus(tree, node);
    case PH_CLASS_AS: return may_have_as(tree, node);
    case PH_CLASS_TYPES: return may_be_type(tree, node);
    case PH_CLASS_BINARY: /* await a ** b is parsed as await (a ** b) */
        return tree->kinds[tree->limits[node + 1]] == PH_TOKEN_DOUBLE_STAR &&
               (k_ph_accept_class[tree->kinds[node + 1]] &
                (PH_CLASS_UNARY | PH_CLASS_AWAIT | PH_CLASS_BINARY)) == 0;
    case PH_CLASS_ASSIGNMENT:
        return above == PH_KIND_ASSIGNMENT &&
               ph_tree_child(tree, parent, PH_FIELD_TYPE) == PH_NODE_NONE &&
               ph_tree_child(tree, node, PH_FIELD_TYPE) == PH_NODE_NONE;
    default: break;
    }
    switch (above) {
    case PH_KIND_CONDITIONAL_EXPRESSION: return is_last(tree, node);
    case PH_KIND_IF_CLAUSE:
        return tree->kinds[tree->parents[parent]] == PH_KIND_CASE_CLAUSE;
    case PH_KIND_LIST_SPLAT:
    case PH_KIND_DICTIONARY_SPLAT:
        return tree->kinds[tree->parents[parent]] == PH_KIND_ARGUMENT_LIST;
    default: return false;
    }
}

bool ph_accept_place(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    if (may_stand(tree, node)) {
        return true;
    }
    switch (k_ph_accept_class[tree->kinds[node]]) {
    case PH_CLASS_STAR:
        return ph_accept_refuse(accept, node, "cannot use starred expression here");
    case PH_CLASS_WALRUS:
        return ph_accept_refuse(accept, node,
                                "invalid syntax: assignment expression needs parentheses");
    case PH_CLASS_LAMBDA:
        return ph_accept_refuse(accept, node,
                                "invalid syntax: lambda needs parentheses here");
    case PH_CLASS_CONDITIONAL:
        return ph_accept_refuse(
            accept, node, "invalid syntax: conditional expression needs parentheses here");
    case PH_CLASS_YIELD:
        return ph_accept_refuse(accept, node,
                                "invalid syntax: yield needs parentheses here");
    case PH_CLASS_AUGMENTED:
        return ph_accept_refuse(
            accept, node, "invalid syntax: augmented assignment inside another assignment");
    default: return ph_accept_refuse(accept, node, "invalid syntax");
    }
}
