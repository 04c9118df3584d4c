/*
 * raising_operation: the one operation of the captured statement that may raise a
 * ZeroDivisionError ("division") or a LookupError ("element"): its two operands.
 *
 * Whatever is evaluated before it always gives a value and changes nothing, it is evaluated
 * whenever the statement is, and once; and what follows, in a simple statement of
 * plain_step.h, neither raises such an error nor runs code of other classes. Its own
 * operands may be of any class: that is for other facts. The second must be cheap, because
 * it is what a test would evaluate again: names, constants, arithmetic, `len`.
 */

#include "facts/effects.h"
#include "facts/plain_step.h"
#include "facts/types.h"
#include "syntax/walk.h"

typedef struct PhRaising {
    PhFacts *facts;
    bool wants_division;
    PhNodeId operation; /* found */
} PhRaising;

static bool is_division(const PhTree *tree, PhNodeId node)
{
    static const char *const k_signs[] = {"/", "//", "%"};
    if (ph_tree_kind(tree, node) != PH_KIND_BINARY_OPERATOR) {
        return false;
    }
    PhBytes sign = ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_OPERATOR));
    return ph_bytes_is_one_of(sign, k_signs, PH_COUNT_OF(k_signs));
}

static bool is_element(const PhTree *tree, PhNodeId node)
{
    if (ph_tree_kind(tree, node) != PH_KIND_SUBSCRIPT) {
        return false;
    }
    PhNodeId index = ph_tree_child(tree, node, PH_FIELD_SUBSCRIPT);
    return ph_tree_next_named(tree, index) == PH_NODE_NONE &&
           ph_tree_kind(tree, index) != PH_KIND_SLICE;
}

static bool is_wanted(const PhRaising *raising, PhNodeId node)
{
    const PhTree *tree = raising->facts->tree;
    return raising->wants_division ? is_division(tree, node) : is_element(tree, node);
}

/* What may be around the operation: it evaluates all its operands, in their order. */
static bool is_strict(const PhTree *tree, PhNodeId node)
{
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_BINARY_OPERATOR:
    case PH_KIND_UNARY_OPERATOR:
    case PH_KIND_PARENTHESIZED_EXPRESSION:
    case PH_KIND_TUPLE:
    case PH_KIND_LIST:
    case PH_KIND_EXPRESSION_LIST:
    case PH_KIND_ARGUMENT_LIST:
    case PH_KIND_CALL: return true;
    default: return false;
    }
}

/* Operations that raise neither of the errors, whatever they are given. */
static bool raises_others_alone(const PhTree *tree, PhNodeId node)
{
    static const char *const k_builtins[] = {"abs", "bool", "float", "int", "len",
                                             "max", "min",  "round", "str"};
    static const char *const k_signs[] = {"+", "-", "*"};
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_CALL: {
        PhNodeId function = ph_tree_child(tree, node, PH_FIELD_FUNCTION);
        return ph_tree_kind(tree, function) == PH_KIND_IDENTIFIER &&
               ph_bytes_is_one_of(ph_tree_text(tree, function), k_builtins,
                                  PH_COUNT_OF(k_builtins));
    }
    case PH_KIND_BINARY_OPERATOR: {
        PhBytes sign = ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_OPERATOR));
        return ph_bytes_is_one_of(sign, k_signs, PH_COUNT_OF(k_signs));
    }
    case PH_KIND_UNARY_OPERATOR: return true;
    default: return false;
    }
}

static bool is_cheap(const PhTree *tree, PhNodeId root)
{
    for (PhNodeId node = root; node < ph_tree_limit(tree, root); node++) {
        switch (ph_tree_kind(tree, node)) {
        case PH_KIND_CALL:
            if (!ph_bytes_is(
                    ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_FUNCTION)),
                    "len")) {
                return false;
            }
            break;
        case PH_KIND_LIST_COMPREHENSION:
        case PH_KIND_SET_COMPREHENSION:
        case PH_KIND_DICTIONARY_COMPREHENSION:
        case PH_KIND_GENERATOR_EXPRESSION:
        case PH_KIND_LAMBDA:
        case PH_KIND_LIST:
        case PH_KIND_SET:
        case PH_KIND_DICTIONARY: return false;
        default: break;
        }
    }
    return true;
}

static bool is_total(PhFacts *facts, PhNodeId node)
{
    PhNodeId cause;
    return ph_effect_of(facts, node, &cause) == PH_EFFECT_TOTAL;
}

/* The operation itself and what is evaluated before it, from `value` down to it. */
static bool find_operation(PhRaising *raising, PhNodeId value)
{
    const PhTree *tree = raising->facts->tree;
    PhNodeId found = PH_NODE_NONE;
    for (PhNodeId node = value; node < ph_tree_limit(tree, value); node++) {
        if (is_wanted(raising, node) && !is_total(raising->facts, node)) {
            if (found != PH_NODE_NONE) {
                return false;
            }
            found = node;
        }
    }
    raising->operation = found;
    return found != PH_NODE_NONE;
}

/* What is around the operation, and what stands beside it. */
static bool is_rest_plain(const PhRaising *raising, PhNodeId value)
{
    PhFacts *facts = raising->facts;
    const PhTree *tree = facts->tree;
    for (PhNodeId node = raising->operation; node != value;) {
        PhNodeId parent = ph_tree_parent(tree, node);
        if (!is_strict(tree, parent)) {
            return false;
        }
        PhEffect effect = ph_effect_of_node(facts, parent);
        if (effect > PH_EFFECT_PURE ||
            (effect == PH_EFFECT_PURE && !raises_others_alone(tree, parent))) {
            return false;
        }
        PH_FOR_EACH_CHILD(tree, parent, child)
        {
            bool is_callee = tree->fields[child] == PH_FIELD_FUNCTION &&
                             ph_tree_kind(tree, parent) == PH_KIND_CALL;
            if (child != node && ph_kind_is_named(tree->kinds[child]) &&
                !is_total(facts, child) && !is_callee) {
                return false;
            }
            if (is_callee && ph_tree_kind(tree, child) != PH_KIND_IDENTIFIER) {
                return false;
            }
        }
        node = parent;
    }
    return true;
}

/* `s[i]` of a list or tuple, by an int that reading it twice does not change. */
static bool is_element_of_known(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    node = ph_tree_strip_parens(tree, node);
    return is_element(tree, node) && ph_effect_of_node(facts, node) == PH_EFFECT_PURE &&
           ph_effect_has_type(facts, ph_tree_child(tree, node, PH_FIELD_VALUE),
                              PH_TYPE_LIST | PH_TYPE_TUPLE) &&
           is_total(facts, ph_tree_child(tree, node, PH_FIELD_VALUE)) &&
           is_total(facts, ph_tree_child(tree, node, PH_FIELD_SUBSCRIPT));
}

PhAnswer ph_fact_raising_operation(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId statement = ph_flow_node(query, 0);
    PhAnswer answer = ph_answer(PH_REFUTED);
    PhRaising raising = {.facts = facts,
                         .wants_division = ph_bytes_is(query->args[1].text, "division")};
    PhPlainStep step;
    if (statement == PH_NODE_NONE || !ph_plain_step(facts, statement, &step) ||
        step.value == PH_NODE_NONE || !find_operation(&raising, step.value) ||
        !is_rest_plain(&raising, step.value)) {
        return answer;
    }
    PhNodeId node = raising.operation;
    PhNodeId first =
        ph_tree_child(tree, node, raising.wants_division ? PH_FIELD_LEFT : PH_FIELD_VALUE);
    PhNodeId second = ph_tree_child(
        tree, node, raising.wants_division ? PH_FIELD_RIGHT : PH_FIELD_SUBSCRIPT);
    /* An index that is out of range is told by the test as it was by the division. */
    bool is_told = raising.wants_division && is_total(facts, first) &&
                   is_element_of_known(facts, second);
    if (!is_total(facts, first) || !(is_total(facts, second) || is_told) ||
        !is_cheap(tree, first) || !is_cheap(tree, second)) {
        return answer;
    }
    answer.verdict = PH_PROVED;
    answer.nodes = PH_NEW_ARRAY(facts->arena, PhNodeId, 2);
    answer.nodes[0] = ph_tree_strip_parens(tree, first);
    answer.nodes[1] = ph_tree_strip_parens(tree, second);
    answer.node_count = 2;
    return answer;
}
