/*
 * accumulated: what a loop adds to, time and again.
 *
 * The targets of `x += e`, `x = x + e` and `x = e + x` in the captured loops, where x is a
 * name or an attribute of a name that the loop does not store: each once, where it stands
 * first. What only numbers are added to is left out, and code of nested functions.
 */

#include "facts/facts.h"
#include "syntax/walk.h"

enum { PH_MOST_TARGETS = 16 };

typedef struct PhTargets {
    PhNodeId nodes[PH_MOST_TARGETS];
    uint32_t count;
} PhTargets;

static bool is_number(const PhTree *tree, PhNodeId node)
{
    PhKind kind = ph_tree_kind(tree, ph_tree_strip_parens(tree, node));
    return kind == PH_KIND_INTEGER || kind == PH_KIND_FLOAT;
}

static bool same_text(const PhTree *tree, PhNodeId a, PhNodeId b)
{
    return ph_bytes_equal(ph_tree_text(tree, a), ph_tree_text(tree, b));
}

/* The leftmost operand of a chain of `+`. */
static PhNodeId leftmost(const PhTree *tree, PhNodeId node)
{
    while (ph_tree_kind(tree, node) == PH_KIND_BINARY_OPERATOR &&
           ph_tree_kind(tree, ph_tree_child(tree, node, PH_FIELD_OPERATOR)) ==
               PH_TOKEN_PLUS) {
        node = ph_tree_child(tree, node, PH_FIELD_LEFT);
    }
    return node;
}

/* The target of an accumulation, or PH_NODE_NONE. */
static PhNodeId target_of(const PhTree *tree, PhNodeId statement)
{
    PhNodeId left = ph_tree_child(tree, statement, PH_FIELD_LEFT);
    PhNodeId right = ph_tree_child(tree, statement, PH_FIELD_RIGHT);
    if (left == PH_NODE_NONE || right == PH_NODE_NONE) {
        return PH_NODE_NONE;
    }
    if (ph_tree_kind(tree, statement) == PH_KIND_AUGMENTED_ASSIGNMENT) {
        bool is_sum =
            ph_tree_kind(tree, ph_tree_child(tree, statement, PH_FIELD_OPERATOR)) ==
            PH_TOKEN_PLUS_EQUAL;
        return is_sum && !is_number(tree, right) ? left : PH_NODE_NONE;
    }
    if (ph_tree_kind(tree, right) != PH_KIND_BINARY_OPERATOR ||
        ph_tree_kind(tree, ph_tree_child(tree, right, PH_FIELD_OPERATOR)) !=
            PH_TOKEN_PLUS) {
        return PH_NODE_NONE;
    }
    PhNodeId last = ph_tree_child(tree, right, PH_FIELD_RIGHT);
    bool is_sum =
        (same_text(tree, left, leftmost(tree, right)) && !is_number(tree, last)) ||
        same_text(tree, left, last);
    return is_sum ? left : PH_NODE_NONE;
}

/* `a` or `a.b`, where the loop does not give `a` another object. */
static bool is_steady(const PhFacts *facts, PhNodeId loop, PhNodeId target)
{
    const PhTree *tree = facts->tree;
    if (ph_tree_kind(tree, target) == PH_KIND_IDENTIFIER) {
        return true;
    }
    PhNodeId object = ph_tree_child(tree, target, PH_FIELD_OBJECT);
    if (ph_tree_kind(tree, target) != PH_KIND_ATTRIBUTE ||
        ph_tree_kind(tree, object) != PH_KIND_IDENTIFIER) {
        return false;
    }
    const PhNames *names = facts->names;
    PhBindingId binding = ph_names_binding(names, object);
    if (binding == PH_BINDING_NONE) {
        return false;
    }
    for (PhRefId ref = names->bindings[binding].first_ref; ref != PH_REF_NONE;
         ref = names->refs[ref].next) {
        bool is_load = names->refs[ref].kind == PH_REF_LOAD;
        if (!is_load && ph_tree_is_within(tree, names->refs[ref].node, loop)) {
            return false;
        }
    }
    return true;
}

static void add_target(PhFacts *facts, PhNodeId loop, PhNodeId target, PhTargets *targets)
{
    for (uint32_t i = 0; i < targets->count; i++) {
        if (same_text(facts->tree, targets->nodes[i], target)) {
            return;
        }
    }
    (void)ph_facts_names(facts);
    if (targets->count < PH_MOST_TARGETS && is_steady(facts, loop, target)) {
        targets->nodes[targets->count++] = target;
    }
}

static void search_loop(PhFacts *facts, PhNodeId loop, PhTargets *targets)
{
    const PhTree *tree = facts->tree;
    PhNodeId limit = ph_tree_limit(tree, loop);
    for (PhNodeId node = loop; node < limit; node++) {
        PhKind kind = ph_tree_kind(tree, node);
        if (kind == PH_KIND_FUNCTION_DEFINITION || kind == PH_KIND_CLASS_DEFINITION ||
            kind == PH_KIND_LAMBDA) {
            node = ph_tree_limit(tree, node) - 1;
            continue;
        }
        if (kind != PH_KIND_AUGMENTED_ASSIGNMENT && kind != PH_KIND_ASSIGNMENT) {
            continue;
        }
        PhNodeId target = target_of(tree, node);
        if (target != PH_NODE_NONE) {
            add_target(facts, loop, target, targets);
        }
    }
}

PhAnswer ph_fact_accumulated(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhCapture *loops = query->args[0].capture;
    PhTargets targets = {0};
    for (uint32_t i = 0; loops != NULL && i < loops->count; i++) {
        search_loop(facts, loops->nodes[i], &targets);
    }
    PhAnswer answer = ph_answer(targets.count > 0 ? PH_PROVED : PH_REFUTED);
    answer.nodes = PH_NEW_ARRAY(facts->arena, PhNodeId, targets.count);
    memcpy(answer.nodes, targets.nodes, targets.count * sizeof(PhNodeId));
    answer.node_count = targets.count;
    return answer;
}
