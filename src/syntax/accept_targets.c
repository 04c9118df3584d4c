/* What may be assigned, deleted or bound. */

#include "syntax/accept_state.h"

static const char *name_of_target(PhKind kind)
{
    switch (kind) {
    case PH_KIND_CALL: return "cannot assign to function call";
    case PH_KIND_AWAIT: return "cannot assign to await expression";
    case PH_KIND_LAMBDA: return "cannot assign to lambda";
    case PH_KIND_CONDITIONAL_EXPRESSION: return "cannot assign to conditional expression";
    case PH_KIND_COMPARISON_OPERATOR: return "cannot assign to comparison";
    case PH_KIND_BINARY_OPERATOR:
    case PH_KIND_UNARY_OPERATOR:
    case PH_KIND_BOOLEAN_OPERATOR:
    case PH_KIND_NOT_OPERATOR: return "cannot assign to expression";
    case PH_KIND_TRUE: return "cannot assign to True";
    case PH_KIND_FALSE: return "cannot assign to False";
    case PH_KIND_NONE: return "cannot assign to None";
    case PH_KIND_ELLIPSIS: return "cannot assign to ellipsis";
    default: return "cannot assign to literal";
    }
}

static const char *name_of_deletion(PhKind kind)
{
    switch (kind) {
    case PH_KIND_CALL: return "cannot delete function call";
    case PH_KIND_LIST_SPLAT:
    case PH_KIND_LIST_SPLAT_PATTERN: return "cannot delete starred";
    case PH_KIND_INTEGER:
    case PH_KIND_FLOAT:
    case PH_KIND_STRING:
    case PH_KIND_CONCATENATED_STRING: return "cannot delete literal";
    default: return "cannot delete expression";
    }
}

/* Stars among the children, and whether there is a comma. */
typedef struct PhStars {
    uint32_t count;
    PhNodeId second;
    bool has_comma;
} PhStars;

static PhStars count_stars(const PhTree *tree, PhNodeId node)
{
    PhStars stars = {0, PH_NODE_NONE, false};
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        PhKind kind = tree->kinds[child];
        stars.has_comma = stars.has_comma || kind == PH_TOKEN_COMMA;
        /* `*a.b` is parsed as an attribute of a starred name. */
        if (ph_kind_is_named(kind) && tree->text.ptr[tree->starts[child]] == '*') {
            stars.count++;
            stars.second = stars.count == 2 ? child : stars.second;
        }
    }
    return stars;
}

static bool check_display(PhAccept *accept, PhNodeId node)
{
    PhStars stars = count_stars(accept->tree, node);
    if (stars.count > 1) {
        return ph_accept_refuse(accept, stars.second,
                                "multiple starred expressions in assignment");
    }
    return true;
}

static bool check_star(PhAccept *accept, PhNodeId node, PhNodeId top)
{
    PhKind above = accept->tree->kinds[accept->tree->parents[node]];
    if (node == top || above == PH_KIND_AS_PATTERN_TARGET) {
        return ph_accept_refuse(accept, node,
                                "starred assignment target must be in a list or tuple");
    }
    return true;
}

/* `top` is an expression that stands as a target: every part of it must be one. */
bool ph_accept_target(PhAccept *accept, PhNodeId top, bool is_delete)
{
    const PhTree *tree = accept->tree;
    for (PhNodeId node = top; node < tree->limits[top];) {
        PhKind kind = tree->kinds[node];
        switch (kind) {
        case PH_KIND_IDENTIFIER:
        case PH_KIND_ATTRIBUTE:
        case PH_KIND_SUBSCRIPT:
            if (is_delete && tree->text.ptr[tree->starts[node]] == '*') {
                return ph_accept_refuse(accept, node, "cannot delete starred");
            }
            node = tree->limits[node];
            break;
        case PH_KIND_LIST_SPLAT:
        case PH_KIND_LIST_SPLAT_PATTERN:
            if (is_delete) {
                return ph_accept_refuse(accept, node, name_of_deletion(kind));
            }
            if (!check_star(accept, node, top)) {
                return false;
            }
            node++;
            break;
        case PH_KIND_TUPLE:
        case PH_KIND_LIST:
        case PH_KIND_TUPLE_PATTERN:
        case PH_KIND_LIST_PATTERN:
        case PH_KIND_PATTERN_LIST:
        case PH_KIND_EXPRESSION_LIST:
            if (!is_delete && !check_display(accept, node)) {
                return false;
            }
            node++;
            break;
        case PH_KIND_AS_PATTERN_TARGET:
        case PH_KIND_PARENTHESIZED_EXPRESSION: node++; break;
        default:
            if (ph_kind_is_named(kind)) {
                return ph_accept_refuse(accept, node,
                                        is_delete ? name_of_deletion(kind)
                                                  : name_of_target(kind));
            }
            node++;
            break;
        }
    }
    return true;
}

bool ph_accept_delete(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    for (PhNodeId child = ph_accept_next(tree, ph_accept_first(tree, node));
         child != PH_NODE_NONE; child = ph_accept_next(tree, child)) {
        if (!ph_accept_target(accept, child, true)) {
            return false;
        }
    }
    return true;
}

/* True if `node` lies in the left side of an assignment or of a for. */
static bool is_left_side(const PhTree *tree, PhNodeId node)
{
    for (;;) {
        PhNodeId parent = tree->parents[node];
        PhKind above = tree->kinds[parent];
        if (above != PH_KIND_TUPLE_PATTERN && above != PH_KIND_LIST_PATTERN &&
            above != PH_KIND_PATTERN_LIST) {
            return tree->fields[node] == PH_FIELD_LEFT;
        }
        node = parent;
    }
}

bool ph_accept_pattern(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    /* Patterns of match have the same kinds, and parameters of Python 2. */
    PhKind above = tree->kinds[tree->parents[node]];
    if (above == PH_KIND_CASE_PATTERN) {
        return true;
    }
    if (above == PH_KIND_PARAMETERS || above == PH_KIND_LAMBDA_PARAMETERS ||
        above == PH_KIND_DEFAULT_PARAMETER) {
        return ph_accept_refuse(accept, node, "parameter must not be in parentheses");
    }
    PhStars stars = count_stars(tree, node);
    if (stars.count == 1 && !stars.has_comma &&
        tree->kinds[node] == PH_KIND_TUPLE_PATTERN) {
        return ph_accept_refuse(accept, node, "cannot use starred expression here");
    }
    if (stars.count > 1 && is_left_side(tree, node)) {
        return ph_accept_refuse(accept, stars.second,
                                "multiple starred expressions in assignment");
    }
    return true;
}

/* A name, attribute or subscript, with any parentheses around it. */
static bool is_single_target(const PhTree *tree, PhNodeId node)
{
    while (tree->kinds[node] == PH_KIND_TUPLE_PATTERN) {
        PhNodeId inner = ph_tree_first_named(tree, node);
        if (inner == PH_NODE_NONE ||
            ph_accept_find(tree, node, PH_TOKEN_COMMA) != PH_NODE_NONE) {
            return false;
        }
        node = inner;
    }
    PhKind kind = tree->kinds[node];
    return kind == PH_KIND_IDENTIFIER || kind == PH_KIND_ATTRIBUTE ||
           kind == PH_KIND_SUBSCRIPT;
}

bool ph_accept_left(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhNodeId left = ph_tree_child(tree, node, PH_FIELD_LEFT);
    if (left != PH_NODE_NONE && tree->kinds[left] == PH_KIND_LIST_SPLAT_PATTERN) {
        return ph_accept_refuse(accept, left,
                                "starred assignment target must be in a list or tuple");
    }
    return true;
}

bool ph_accept_assignment(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhNodeId left = node + 1;
    PhNodeId after = ph_accept_next(tree, left);
    if (after == PH_NODE_NONE || tree->kinds[after] != PH_TOKEN_COLON) {
        return ph_accept_left(accept, node);
    }
    if (is_single_target(tree, left)) {
        return true;
    }
    PhKind kind = tree->kinds[left];
    return ph_accept_refuse(accept, left,
                            kind == PH_KIND_LIST_PATTERN
                                ? "only single target (not list) can be annotated"
                                : "only single target (not tuple) can be annotated");
}

bool ph_accept_augmented(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhNodeId left = ph_tree_child(tree, node, PH_FIELD_LEFT);
    return left == PH_NODE_NONE || is_single_target(tree, left) ||
           ph_accept_refuse(accept, left, "illegal expression for augmented assignment");
}

bool ph_accept_is_stored(const PhTree *tree, PhNodeId node)
{
    PhNodeId parent = tree->parents[node];
    switch (tree->kinds[parent]) {
    case PH_KIND_FUNCTION_DEFINITION:
    case PH_KIND_CLASS_DEFINITION:
    case PH_KIND_PARAMETERS:
    case PH_KIND_LAMBDA_PARAMETERS:
    case PH_KIND_TYPED_PARAMETER:
    case PH_KIND_DICTIONARY_SPLAT_PATTERN:
    case PH_KIND_ALIASED_IMPORT:
    case PH_KIND_SPLAT_PATTERN: return true;
    case PH_KIND_DEFAULT_PARAMETER:
    case PH_KIND_TYPED_DEFAULT_PARAMETER:
    case PH_KIND_KEYWORD_ARGUMENT:
    case PH_KIND_NAMED_EXPRESSION: return tree->fields[node] == PH_FIELD_NAME;
    case PH_KIND_EXCEPT_CLAUSE: return tree->fields[node] == PH_FIELD_ALIAS;
    case PH_KIND_DOTTED_NAME: {
        PhKind above = tree->kinds[tree->parents[parent]];
        return above == PH_KIND_IMPORT_STATEMENT || above == PH_KIND_CASE_PATTERN ||
               (above == PH_KIND_IMPORT_FROM_STATEMENT &&
                tree->fields[parent] == PH_FIELD_NAME);
    }
    default: break;
    }
    if (tree->fields[node] == PH_FIELD_ATTRIBUTE) {
        node = parent;
    }
    for (;; node = parent) {
        parent = tree->parents[node];
        switch (tree->kinds[parent]) {
        case PH_KIND_PATTERN_LIST:
        case PH_KIND_TUPLE_PATTERN:
        case PH_KIND_LIST_PATTERN:
        case PH_KIND_LIST_SPLAT_PATTERN:
        case PH_KIND_TUPLE:
        case PH_KIND_LIST:
        case PH_KIND_EXPRESSION_LIST:
        case PH_KIND_LIST_SPLAT:
        case PH_KIND_PARENTHESIZED_EXPRESSION: continue;
        case PH_KIND_DELETE_STATEMENT:
        case PH_KIND_AS_PATTERN_TARGET: return true;
        case PH_KIND_ASSIGNMENT:
        case PH_KIND_AUGMENTED_ASSIGNMENT:
        case PH_KIND_FOR_STATEMENT:
        case PH_KIND_FOR_IN_CLAUSE: return tree->fields[node] == PH_FIELD_LEFT;
        default: return false;
        }
    }
}

bool ph_accept_debug(PhAccept *accept, PhNodeId node)
{
    return !ph_accept_is_stored(accept->tree, node) ||
           ph_accept_refuse(accept, node, "cannot assign to __debug__");
}
