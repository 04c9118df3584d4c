#include "template/quick.h"

enum { PH_LOOK_AHEAD = 250 }; /* statements and comments; after that all is possible */

/* Kinds that code of the same meaning has too, but for the freedoms told of below. */
static bool is_fixed_kind(PhKind kind)
{
    switch (kind) {
    case PH_KIND_BINARY_OPERATOR:
    case PH_KIND_CALL:
    case PH_KIND_DICTIONARY:
    case PH_KIND_DICTIONARY_COMPREHENSION:
    case PH_KIND_LIST:
    case PH_KIND_LIST_COMPREHENSION:
    case PH_KIND_SET:
    case PH_KIND_SET_COMPREHENSION:
    case PH_KIND_SUBSCRIPT:
    case PH_KIND_STRING: return true;
    default: return false;
    }
}

static bool is_compound_kind(PhKind kind)
{
    return kind == PH_KIND_FOR_STATEMENT || kind == PH_KIND_WHILE_STATEMENT ||
           kind == PH_KIND_IF_STATEMENT || kind == PH_KIND_TRY_STATEMENT ||
           kind == PH_KIND_WITH_STATEMENT;
}

/* The kind of an expression of the pattern, if code must have it. */
static PhKind fixed_kind_of(const PhPattern *pattern, PhNodeId node)
{
    if (node == PH_NODE_NONE || pattern->metavars[node] != PH_METAVAR_NONE ||
        ph_pattern_symbol(pattern, node) != NULL) {
        return PH_KIND_ABSENT;
    }
    PhKind kind = ph_tree_kind(&pattern->tree, node);
    /* With arguments a name of a module may be a generic type in code. */
    bool is_type =
        kind == PH_KIND_SUBSCRIPT && ph_pattern_symbol(pattern, node + 1) != NULL;
    return is_fixed_kind(kind) && !is_type ? kind : PH_KIND_ABSENT;
}

/* What a line of the pattern, or of the code, is mostly about. */
static PhNodeId subject_of(const PhTree *tree, PhNodeId anchor)
{
    switch (ph_tree_kind(tree, anchor)) {
    case PH_KIND_ASSIGNMENT:
    case PH_KIND_AUGMENTED_ASSIGNMENT: return ph_tree_child(tree, anchor, PH_FIELD_RIGHT);
    case PH_KIND_RETURN_STATEMENT: return ph_tree_first_named(tree, anchor);
    case PH_KIND_CALL: return anchor;
    default: return PH_NODE_NONE;
    }
}

static void prepare_call(const PhRule *rule, PhPattern *pattern, PhNodeId call)
{
    const PhTree *tree = &pattern->tree;
    PhQuick *quick = &pattern->quick;
    PhNodeId callee = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhNodeId arguments = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    if (callee != PH_NODE_NONE && pattern->metavars[callee] == PH_METAVAR_NONE) {
        PhKind kind = ph_tree_kind(tree, callee);
        if (ph_pattern_symbol(pattern, callee) != NULL) {
            quick->callee = PH_QUICK_SYMBOL;
        } else if (kind == PH_KIND_IDENTIFIER) {
            quick->callee = PH_QUICK_NAME;
            quick->name = ph_tree_text(tree, callee);
        } else if (kind == PH_KIND_ATTRIBUTE) {
            PhNodeId name = ph_tree_child(tree, callee, PH_FIELD_ATTRIBUTE);
            bool is_text =
                name != PH_NODE_NONE && pattern->metavars[name] == PH_METAVAR_NONE;
            quick->callee = is_text ? PH_QUICK_METHOD : PH_QUICK_ANY;
            quick->name = is_text ? ph_tree_text(tree, name) : PH_BYTES("");
        }
    }
    if (arguments != PH_NODE_NONE &&
        ph_tree_kind(tree, arguments) == PH_KIND_ARGUMENT_LIST) {
        PhNodeId first = ph_tree_first_named(tree, arguments);
        quick->has_no_arguments = first == PH_NODE_NONE;
        if (first != PH_NODE_NONE && !ph_pattern_is_list(pattern, rule, first)) {
            quick->argument_kind = fixed_kind_of(pattern, first);
        }
    }
}

/* The parameter that the pattern does not leave open. */
static void prepare_function(const PhRule *rule, PhPattern *pattern)
{
    const PhTree *tree = &pattern->tree;
    PhNodeId list = ph_tree_child(tree, pattern->anchor, PH_FIELD_PARAMETERS);
    for (PhNodeId one = list == PH_NODE_NONE ? PH_NODE_NONE
                                             : ph_tree_first_named(tree, list);
         one != PH_NODE_NONE; one = ph_tree_next_named(tree, one)) {
        PhKind kind = ph_tree_kind(tree, one);
        if (!ph_pattern_is_list(pattern, rule, one) &&
            (kind == PH_KIND_DEFAULT_PARAMETER ||
             kind == PH_KIND_TYPED_DEFAULT_PARAMETER)) {
            pattern->quick.parameter_kind = kind;
            pattern->quick.value_kind =
                fixed_kind_of(pattern, ph_tree_child(tree, one, PH_FIELD_VALUE));
            return;
        }
    }
}

/* What the first statement in a compound one is: the expression that it consists of, or
 * itself. PH_NODE_NONE: there is none. */
static PhNodeId first_in(const PhTree *tree, PhNodeId statement)
{
    bool is_if = ph_tree_kind(tree, statement) == PH_KIND_IF_STATEMENT;
    PhNodeId body =
        ph_tree_child(tree, statement, is_if ? PH_FIELD_CONSEQUENCE : PH_FIELD_BODY);
    PhNodeId first = body == PH_NODE_NONE ? PH_NODE_NONE : ph_tree_first_named(tree, body);
    return first != PH_NODE_NONE &&
                   ph_tree_kind(tree, first) == PH_KIND_EXPRESSION_STATEMENT
               ? ph_tree_first_named(tree, first)
               : first;
}

static PhKind body_kind_of(const PhRule *rule, const PhPattern *pattern, PhNodeId statement)
{
    PhNodeId first = first_in(&pattern->tree, statement);
    if (first == PH_NODE_NONE || pattern->metavars[first] != PH_METAVAR_NONE ||
        ph_pattern_is_list(pattern, rule, first)) {
        return PH_KIND_ABSENT;
    }
    PhKind kind = ph_tree_kind(&pattern->tree, first);
    bool is_fixed = is_compound_kind(kind) || kind == PH_KIND_ASSIGNMENT ||
                    kind == PH_KIND_AUGMENTED_ASSIGNMENT || kind == PH_KIND_CALL;
    return is_fixed ? kind : PH_KIND_ABSENT;
}

void ph_quick_prepare(const PhRule *rule, PhPattern *pattern)
{
    const PhTree *tree = &pattern->tree;
    PhNodeId subject = subject_of(tree, pattern->anchor);
    PhQuick *quick = &pattern->quick;
    *quick = (PhQuick){.right_kind = fixed_kind_of(pattern, subject),
                       .is_inner = pattern->anchor != pattern->root};
    if (quick->right_kind == PH_KIND_CALL) {
        prepare_call(rule, pattern, subject);
    }
    if (ph_tree_kind(tree, pattern->anchor) == PH_KIND_FUNCTION_DEFINITION) {
        prepare_function(rule, pattern);
    }
    for (uint32_t i = 1; i < pattern->statement_count; i++) {
        PhNodeId statement = pattern->statements[i];
        PhKind kind = ph_tree_kind(tree, statement);
        if (!ph_pattern_is_list(pattern, rule, statement)) {
            quick->next_kind = is_compound_kind(kind) ? kind : PH_KIND_ABSENT;
            quick->body_kind = is_compound_kind(kind)
                                   ? body_kind_of(rule, pattern, statement)
                                   : PH_KIND_ABSENT;
            quick->is_next_adjacent = i == 1;
            return;
        }
    }
}

static bool body_fits(const PhTree *tree, PhNodeId statement, const PhQuick *quick)
{
    PhNodeId first =
        quick->body_kind == PH_KIND_ABSENT ? PH_NODE_NONE : first_in(tree, statement);
    return first == PH_NODE_NONE ||
           ph_tree_kind(tree, ph_tree_strip_parens(tree, first)) == quick->body_kind;
}

static bool block_goes_on(const PhTree *tree, PhNodeId root, const PhQuick *quick)
{
    PhNodeId parent = ph_tree_parent(tree, root);
    PhNodeId limit = ph_tree_limit(tree, parent);
    uint32_t seen = 0;
    for (PhNodeId next = ph_tree_limit(tree, root); next < limit && seen < PH_LOOK_AHEAD;
         next = ph_tree_limit(tree, next), seen++) {
        PhKind kind = ph_tree_kind(tree, next);
        if (kind == quick->next_kind && body_fits(tree, next, quick)) {
            return true;
        }
        if (quick->is_next_adjacent && ph_kind_is_named(kind) && !ph_kind_is_extra(kind)) {
            return false;
        }
    }
    return seen == PH_LOOK_AHEAD;
}

static PhKind kind_of(const PhTree *tree, PhNodeId node)
{
    PhKind kind = ph_tree_kind(tree, ph_tree_strip_parens(tree, node));
    return kind == PH_KIND_CONCATENATED_STRING ? PH_KIND_STRING : kind;
}

static bool callee_fits(const PhTree *tree, PhNodeId call, const PhQuick *quick)
{
    PhNodeId callee = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhKind kind = callee == PH_NODE_NONE ? PH_KIND_ABSENT : ph_tree_kind(tree, callee);
    if (kind == PH_KIND_PARENTHESIZED_EXPRESSION) {
        return true;
    }
    switch (quick->callee) {
    case PH_QUICK_NAME:
        return kind == PH_KIND_IDENTIFIER &&
               ph_bytes_equal(ph_tree_text(tree, callee), quick->name);
    case PH_QUICK_METHOD:
        return kind == PH_KIND_ATTRIBUTE &&
               ph_bytes_ends_with(ph_tree_text(tree, callee), quick->name);
    case PH_QUICK_SYMBOL: return kind == PH_KIND_IDENTIFIER || kind == PH_KIND_ATTRIBUTE;
    default: return true;
    }
}

static bool call_fits(const PhTree *tree, PhNodeId call, const PhQuick *quick)
{
    if (!callee_fits(tree, call, quick)) {
        return false;
    }
    if (!quick->has_no_arguments && quick->argument_kind == PH_KIND_ABSENT) {
        return true;
    }
    PhNodeId arguments = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    if (arguments == PH_NODE_NONE ||
        ph_tree_kind(tree, arguments) != PH_KIND_ARGUMENT_LIST) {
        return !quick->has_no_arguments; /* a generator without parentheses of its own */
    }
    PhNodeId first = ph_tree_first_named(tree, arguments);
    return quick->has_no_arguments
               ? first == PH_NODE_NONE
               : first != PH_NODE_NONE && kind_of(tree, first) == quick->argument_kind;
}

static bool parameters_fit(const PhTree *tree, PhNodeId function, const PhQuick *quick)
{
    PhNodeId list = ph_tree_child(tree, function, PH_FIELD_PARAMETERS);
    for (PhNodeId one = list == PH_NODE_NONE ? PH_NODE_NONE
                                             : ph_tree_first_named(tree, list);
         one != PH_NODE_NONE; one = ph_tree_next_named(tree, one)) {
        PhKind kind = ph_tree_kind(tree, one);
        /* A pattern that gives no annotation may take one all the same. */
        if (kind != quick->parameter_kind && kind != PH_KIND_TYPED_DEFAULT_PARAMETER) {
            continue;
        }
        PhNodeId value = ph_tree_child(tree, one, PH_FIELD_VALUE);
        if (quick->value_kind == PH_KIND_ABSENT || value == PH_NODE_NONE ||
            kind_of(tree, value) == quick->value_kind) {
            return true;
        }
    }
    return false;
}

bool ph_quick_fits(const PhQuick *quick, const PhTree *tree, PhNodeId root)
{
    PhNodeId anchor = quick->is_inner ? root + 1 : root;
    if (quick->right_kind != PH_KIND_ABSENT) {
        PhNodeId subject = subject_of(tree, anchor);
        if (subject == PH_NODE_NONE || kind_of(tree, subject) != quick->right_kind) {
            return false;
        }
        if (quick->right_kind == PH_KIND_CALL &&
            !call_fits(tree, ph_tree_strip_parens(tree, subject), quick)) {
            return false;
        }
    }
    if (quick->parameter_kind != PH_KIND_ABSENT && !parameters_fit(tree, anchor, quick)) {
        return false;
    }
    return quick->next_kind == PH_KIND_ABSENT || block_goes_on(tree, root, quick);
}

bool ph_quick_equal(const PhQuick *a, const PhQuick *b)
{
    return a->right_kind == b->right_kind && a->next_kind == b->next_kind &&
           a->body_kind == b->body_kind && a->argument_kind == b->argument_kind &&
           a->parameter_kind == b->parameter_kind && a->value_kind == b->value_kind &&
           a->callee == b->callee && a->has_no_arguments == b->has_no_arguments &&
           a->is_next_adjacent == b->is_next_adjacent && a->is_inner == b->is_inner &&
           ph_bytes_equal(a->name, b->name);
}
