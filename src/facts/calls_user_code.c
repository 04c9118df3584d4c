/*
 * calls_user_code: may running the captured code run code that is not of builtin classes?
 *
 * Refuted only where every operation is one of builtin classes by the types of its operands
 * (effects.h), and where no store drops an object whose `__del__` could run. Proved where a
 * function or class of this file is called, or control is handed out by yield or await.
 */

#include "facts/effects.h"
#include "facts/sole.h"
#include "facts/types.h"

enum {
    PH_PLAIN_CONTAINERS = PH_TYPE_TUPLE | PH_TYPE_LIST | PH_TYPE_DICT | PH_TYPE_SET |
                          PH_TYPE_FROZENSET | PH_TYPE_BYTEARRAY | PH_TYPE_RANGE,
    PH_WALKED = PH_TYPE_STR | PH_TYPE_BYTES | PH_PLAIN_CONTAINERS,
};

/* Objects of these classes, and all that they hold, go without running anything. */
static bool is_dropped_silently(PhFacts *facts, PhNodeId node)
{
    PhType type = ph_type_of(facts, node);
    return type.kinds != 0 &&
           (type.kinds & ~(PhTypeSet)(PH_TYPE_SCALARS | PH_PLAIN_CONTAINERS)) == 0 &&
           ((type.elems | type.inner) & ~(PhTypeSet)PH_TYPE_SCALARS) == 0;
}

/* A name that is stored to: what it held before is dropped. Elements are not taught. */
static bool is_plain_target(PhFacts *facts, PhNodeId target)
{
    return ph_tree_kind(facts->tree, target) == PH_KIND_IDENTIFIER &&
           is_dropped_silently(facts, target);
}

/* `x += y` of plain values. */
static bool is_plain_operation(PhFacts *facts, PhNodeId node)
{
    PhNodeId left = ph_tree_child(facts->tree, node, PH_FIELD_LEFT);
    PhNodeId right = ph_tree_child(facts->tree, node, PH_FIELD_RIGHT);
    return ph_effect_has_type(facts, left, PH_TYPE_SCALARS) &&
           ph_effect_has_type(facts, right, PH_TYPE_SCALARS) &&
           is_plain_target(facts, left);
}

static bool is_plain_loop(PhFacts *facts, PhNodeId loop)
{
    const PhTree *tree = facts->tree;
    return ph_tree_kind(tree, ph_tree_first_child(tree, loop)) == PH_TOKEN_FOR &&
           ph_effect_has_type(facts, ph_tree_child(tree, loop, PH_FIELD_RIGHT),
                              PH_WALKED) &&
           is_plain_target(facts, ph_tree_child(tree, loop, PH_FIELD_LEFT));
}

typedef enum PhNodeAnswer {
    PH_NODE_OTHER,      /* an expression, or a statement that is not taught */
    PH_NODE_PLAIN,      /* its parts are judged on their own */
    PH_NODE_SUSPICIOUS, /* may run anything */
} PhNodeAnswer;

static PhNodeAnswer plain_if(bool condition)
{
    return condition ? PH_NODE_PLAIN : PH_NODE_SUSPICIOUS;
}

/* The node alone, without what is in it. */
static PhNodeAnswer judge_statement(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    if (ph_effect_is_plain_statement(tree->kinds[node])) {
        return PH_NODE_PLAIN;
    }
    switch (tree->kinds[node]) {
    case PH_KIND_IF_STATEMENT:
    case PH_KIND_ELIF_CLAUSE:
    case PH_KIND_WHILE_STATEMENT:
        return plain_if(ph_effect_has_plain_condition(facts, node));
    case PH_KIND_FOR_STATEMENT: return plain_if(is_plain_loop(facts, node));
    case PH_KIND_ASSIGNMENT:
        return plain_if(ph_tree_child(tree, node, PH_FIELD_TYPE) == PH_NODE_NONE &&
                        is_plain_target(facts, ph_tree_child(tree, node, PH_FIELD_LEFT)));
    case PH_KIND_AUGMENTED_ASSIGNMENT: return plain_if(is_plain_operation(facts, node));
    default: return ph_kind_is_named(tree->kinds[node]) ? PH_NODE_OTHER : PH_NODE_PLAIN;
    }
}

/* A target has been judged with its statement. */
static bool is_judged_target(const PhTree *tree, PhNodeId node)
{
    PhKind parent = ph_tree_kind(tree, ph_tree_parent(tree, node));
    return tree->fields[node] == PH_FIELD_LEFT &&
           (parent == PH_KIND_FOR_STATEMENT || parent == PH_KIND_ASSIGNMENT ||
            parent == PH_KIND_AUGMENTED_ASSIGNMENT);
}

/* The name is stored once, by a def or class of this file. */
static bool is_of_this_file(PhFacts *facts, PhNodeId name)
{
    return ph_sole_definition(facts, name, PH_REF_FUNCTION) != PH_NODE_NONE ||
           ph_sole_definition(facts, name, PH_REF_CLASS) != PH_NODE_NONE;
}

/* The first part of an expression that surely runs other code, or PH_NODE_NONE. What is in
 * a lambda or a generator runs later or never. */
static PhNodeId certain_call(PhFacts *facts, PhNodeId root)
{
    const PhTree *tree = facts->tree;
    for (PhNodeId node = root; node < ph_tree_limit(tree, root);) {
        PhKind kind = tree->kinds[node];
        if (kind == PH_KIND_LAMBDA || kind == PH_KIND_GENERATOR_EXPRESSION) {
            node = ph_tree_limit(tree, node);
            continue;
        }
        PhNodeId function = kind == PH_KIND_CALL
                                ? ph_tree_child(tree, node, PH_FIELD_FUNCTION)
                                : PH_NODE_NONE;
        if (kind == PH_KIND_YIELD || kind == PH_KIND_AWAIT ||
            (function != PH_NODE_NONE && is_of_this_file(facts, function))) {
            return node;
        }
        node++;
    }
    return PH_NODE_NONE;
}

static PhAnswer judge_expression(PhFacts *facts, PhNodeId root)
{
    PhNodeId cause;
    PhEffect effect = ph_effect_of(facts, root, &cause);
    if (effect <= PH_EFFECT_PURE) {
        return ph_answer(PH_REFUTED);
    }
    PhNodeId call = certain_call(facts, root);
    return call != PH_NODE_NONE
               ? ph_flow_answer(PH_PROVED, call, PH_BYTES("runs other code"))
               : ph_flow_answer(PH_UNKNOWN, cause, PH_BYTES("may run other code"));
}

static bool is_definition(PhKind kind)
{
    return kind == PH_KIND_FUNCTION_DEFINITION || kind == PH_KIND_CLASS_DEFINITION ||
           kind == PH_KIND_DECORATED_DEFINITION;
}

static PhAnswer judge_region(PhFacts *facts, PhFlowRegion region)
{
    const PhTree *tree = facts->tree;
    PhAnswer answer = ph_answer(PH_REFUTED);
    if (region.limit - region.first > PH_FLOW_BUDGET) {
        return ph_flow_answer(PH_UNKNOWN, region.first, PH_BYTES("too much code"));
    }
    for (PhNodeId node = region.first; node < region.limit;) {
        if (is_judged_target(tree, node)) {
            node = ph_tree_limit(tree, node);
            continue;
        }
        PhNodeAnswer own = judge_statement(facts, node);
        PhAnswer one = ph_answer(PH_REFUTED);
        if (own == PH_NODE_SUSPICIOUS || is_definition(tree->kinds[node])) {
            one = ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("may run other code"));
        } else if (own == PH_NODE_OTHER) {
            one = judge_expression(facts, node);
        }
        answer = ph_answer_strongest(answer, one);
        if (answer.verdict == PH_PROVED) {
            return answer;
        }
        bool is_done = own == PH_NODE_OTHER;
        node = is_done ? ph_tree_limit(tree, node) : node + 1;
    }
    return answer;
}

PhAnswer ph_fact_calls_user_code(const PhFactQuery *query)
{
    const PhCapture *code = query->args[0].capture;
    return code != NULL && !code->is_bound ? ph_answer(PH_UNKNOWN)
                                           : ph_flow_strongest(query, 0, judge_region);
}
