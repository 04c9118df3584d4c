/*
 * ascending_at: are the elements of a local list in ascending order when control comes to
 * the captured code?
 *
 * Looked at is every use of the list but those in the captured code itself, which is asked
 * to keep the order. Reading, removing and bisect.insort keep it; sorted(..), an empty list
 * and a display in order begin with it. Any other change must be followed, in its block or
 * one around it, by a plain `q.sort()` that control cannot miss, or stand where control
 * never comes from there to the captured code.
 *
 * That elements compare as numbers or texts do is not asked here.
 */

#include <string.h>

#include "facts/int_bounds.h"
#include "facts/made_by.h"
#include "facts/types.h"
#include "facts/uses.h"
#include "syntax/walk.h"

typedef struct PhOrder {
    PhFacts *facts;
    const PhTree *tree;
    PhBindingId binding;
    const PhCapture *code;
    uint32_t budget;
} PhOrder;

static const char *const k_insertions[] = {
    "bisect.insort",
    "bisect.insort_left",
    "bisect.insort_right",
};

static const char *const k_searches[] = {
    "bisect.bisect",
    "bisect.bisect_left",
    "bisect.bisect_right",
};

/* The text between the quotes of a plain literal; false for others. */
static bool plain_text(const PhTree *tree, PhNodeId node, PhBytes *text_out)
{
    PhBytes text = ph_tree_text(tree, node);
    if (ph_tree_kind(tree, node) != PH_KIND_STRING || text.len < 2 ||
        (text.ptr[0] != '"' && text.ptr[0] != '\'') ||
        memchr(text.ptr, '\\', text.len) != NULL ||
        (text.len > 2 && text.ptr[1] == text.ptr[0])) {
        return false;
    }
    *text_out = (PhBytes){text.ptr + 1, text.len - 2};
    return true;
}

static bool is_at_most(PhFacts *facts, PhNodeId left, PhNodeId right)
{
    PhIntBounds low;
    PhIntBounds high;
    PhBytes first;
    PhBytes second;
    if (ph_int_bounds(facts, left, &low) && ph_int_bounds(facts, right, &high)) {
        return low.most <= high.least;
    }
    if (!plain_text(facts->tree, left, &first) ||
        !plain_text(facts->tree, right, &second)) {
        return false;
    }
    size_t shared = first.len < second.len ? first.len : second.len;
    int order = memcmp(first.ptr, second.ptr, shared);
    return order < 0 || (order == 0 && first.len <= second.len);
}

static bool is_display_in_order(PhFacts *facts, PhNodeId list)
{
    const PhTree *tree = facts->tree;
    PhNodeId before = PH_NODE_NONE;
    for (PhNodeId child = ph_tree_first_named(tree, list); child != PH_NODE_NONE;
         before = child, child = ph_tree_next_named(tree, child)) {
        if (ph_tree_kind(tree, child) == PH_KIND_LIST_SPLAT ||
            (before != PH_NODE_NONE && !is_at_most(facts, before, child))) {
            return false;
        }
    }
    return true;
}

/* A range that counts upwards. */
static bool is_rising_range(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    PhNodeId args[3];
    PhIntBounds step;
    uint32_t count = 0;
    node = ph_tree_strip_parens(tree, node);
    if (ph_tree_kind(tree, node) != PH_KIND_CALL) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, node, PH_FIELD_FUNCTION);
    return ph_bytes_is(ph_tree_text(tree, function), "range") &&
           ph_flow_is_builtin(facts, function) &&
           ph_call_positional(tree, node, args, PH_COUNT_OF(args), &count) && count > 0 &&
           (count < 3 || (ph_int_bounds(facts, args[2], &step) && step.least >= 1));
}

/* The value is a list whose elements are in order from the start. */
static bool is_made_in_order(PhFacts *facts, PhNodeId value)
{
    const PhTree *tree = facts->tree;
    PhNodeId arg;
    value = ph_tree_strip_parens(tree, value);
    if (ph_tree_kind(tree, value) == PH_KIND_LIST) {
        return is_display_in_order(facts, value);
    }
    if (ph_tree_kind(tree, value) != PH_KIND_CALL) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, value, PH_FIELD_FUNCTION);
    PhNodeId arguments = ph_tree_child(tree, value, PH_FIELD_ARGUMENTS);
    if (ph_bytes_is(ph_tree_text(tree, function), "list") &&
        ph_flow_is_builtin(facts, function) &&
        ph_tree_kind(tree, arguments) == PH_KIND_ARGUMENT_LIST &&
        ph_tree_first_named(tree, arguments) == PH_NODE_NONE) {
        return true;
    }
    if (ph_bytes_is(ph_tree_text(tree, function), "sorted") &&
        ph_flow_is_builtin(facts, function) &&
        ph_tree_kind(tree, arguments) == PH_KIND_GENERATOR_EXPRESSION) {
        return true;
    }
    return ph_flow_is_builtin_call(facts, value, "sorted", &arg) ||
           (ph_flow_is_builtin_call(facts, value, "list", &arg) &&
            is_rising_range(facts, arg));
}

/* The list is the receiver of a call of this method without arguments. */
static bool is_bare_call(const PhTree *tree, PhNodeId name, const char *method)
{
    PhNodeId attribute = ph_tree_parent(tree, name);
    if (ph_tree_kind(tree, attribute) != PH_KIND_ATTRIBUTE) {
        return false;
    }
    PhNodeId call = ph_call_of(tree, attribute);
    PhBytes text = ph_tree_text(tree, ph_tree_child(tree, attribute, PH_FIELD_ATTRIBUTE));
    if (call == PH_NODE_NONE || !ph_bytes_is(text, method)) {
        return false;
    }
    PhNodeId arguments = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    return ph_tree_kind(tree, arguments) == PH_KIND_ARGUMENT_LIST &&
           ph_tree_first_named(tree, arguments) == PH_NODE_NONE;
}

/* `bisect.insort(q, v)` and the searches of bisect. */
static bool is_bisect_call(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    PhNodeId call = ph_tree_parent(tree, ph_tree_parent(tree, name));
    PhNodeId args[2];
    uint32_t count = 0;
    size_t which;
    return ph_tree_kind(tree, ph_tree_parent(tree, name)) == PH_KIND_ARGUMENT_LIST &&
           ph_tree_kind(tree, call) == PH_KIND_CALL &&
           ph_call_positional(tree, call, args, 2, &count) && count == 2 &&
           args[0] == name &&
           (ph_calls_one_of(facts, call, k_insertions, PH_COUNT_OF(k_insertions), &which) ||
            ph_calls_one_of(facts, call, k_searches, PH_COUNT_OF(k_searches), &which));
}

/* The use leaves a list in order as it is, or begins with one. */
static bool keeps_order(PhOrder *order, const PhRef *ref, PhUse use)
{
    const PhTree *tree = order->tree;
    PhNodeId parent = ph_tree_parent(tree, ref->node);
    switch (use) {
    case PH_USE_READ:
    case PH_USE_REMOVE_ONE: return true;
    case PH_USE_SHRINK:
        return ref->kind == PH_REF_DELETE || is_bare_call(tree, ref->node, "clear");
    case PH_USE_CHANGE: return is_bare_call(tree, ref->node, "sort");
    case PH_USE_FRESH: {
        PhNodeId value = ph_tree_kind(tree, parent) == PH_KIND_ASSIGNMENT
                             ? ph_tree_child(tree, parent, PH_FIELD_RIGHT)
                             : PH_NODE_NONE;
        return value != PH_NODE_NONE && is_made_in_order(order->facts, value);
    }
    default: return use == PH_USE_LEAK && is_bisect_call(order->facts, ref->node);
    }
}

/* Is `q.sort()` of this list all of the statement? */
static bool is_sort(PhOrder *order, PhNodeId statement)
{
    const PhTree *tree = order->tree;
    PhNodeId call = ph_tree_first_named(tree, statement);
    if (ph_tree_kind(tree, statement) != PH_KIND_EXPRESSION_STATEMENT ||
        ph_tree_kind(tree, call) != PH_KIND_CALL) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhNodeId object = ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE
                          ? ph_tree_child(tree, function, PH_FIELD_OBJECT)
                          : PH_NODE_NONE;
    return ph_tree_kind(tree, object) == PH_KIND_IDENTIFIER &&
           ph_names_binding(order->facts->names, object) == order->binding &&
           is_bare_call(tree, object, "sort");
}

/* The sort behind `statement` in its block, or PH_NODE_NONE. */
static PhNodeId sort_behind(PhOrder *order, PhNodeId statement)
{
    PhNodeId next = ph_tree_next_named(order->tree, statement);
    while (next != PH_NODE_NONE && !is_sort(order, next) && order->budget > 0) {
        ph_flow_spend(&order->budget, 1);
        next = ph_tree_next_named(order->tree, next);
    }
    return next;
}

static bool holds_code(const PhOrder *order, PhSpan span)
{
    for (uint32_t i = 0; i < order->code->count; i++) {
        PhSpan own = ph_tree_span(order->tree, order->code->nodes[i]);
        if (own.start < span.end && span.start < own.end) {
            return true;
        }
    }
    return false;
}

/* From `first` control comes to `sort`, or leaves the function. */
static bool always_sorts(PhOrder *order, PhNodeId first, PhNodeId sort)
{
    PhFlowRegion region = ph_flow_region_of(order->tree, first);
    region.limit = sort;
    region.span.end = ph_tree_span(order->tree, sort).start;
    PhSpan all = {region.span.start, ph_tree_span(order->tree, sort).end};
    return !holds_code(order, all) &&
           ph_flow_exits(order->facts, region, PH_EXIT_BREAK | PH_EXIT_CONTINUE).verdict ==
               PH_REFUTED;
}

/* Behind the change stands a sort, and nothing around it catches what is raised before. */
static bool is_sorted_again(PhOrder *order, PhNodeId name)
{
    const PhTree *tree = order->tree;
    bool is_sorted = false;
    for (PhNodeId node = name;; node = ph_tree_parent(tree, node)) {
        PhNodeId parent = ph_tree_parent(tree, node);
        ph_flow_spend(&order->budget, 1);
        switch (ph_tree_kind(tree, parent)) {
        case PH_KIND_FUNCTION_DEFINITION: return is_sorted && order->budget > 0;
        case PH_KIND_BLOCK: {
            PhNodeId sort = is_sorted ? PH_NODE_NONE : sort_behind(order, node);
            is_sorted |= sort != PH_NODE_NONE && always_sorts(order, node, sort);
            break;
        }
        case PH_KIND_WITH_STATEMENT:
            if (!ph_flow_with_is_transparent(order->facts, parent)) {
                return false;
            }
            break;
        case PH_KIND_TRY_STATEMENT:
        case PH_KIND_LAMBDA:
        case PH_KIND_ABSENT: return false;
        default: break;
        }
        if (order->budget == 0) {
            return false;
        }
    }
}

static PhNodeId statement_of(const PhTree *tree, PhNodeId node)
{
    while (node != PH_NODE_NONE &&
           ph_tree_kind(tree, ph_tree_parent(tree, node)) != PH_KIND_BLOCK &&
           ph_tree_parent(tree, node) != PH_NODE_NONE) {
        node = ph_tree_parent(tree, node);
    }
    return node;
}

/* Control does not come from the use to the captured code: it stands behind, in no loop
 * around both. */
static bool is_too_late(const PhOrder *order, PhNodeId name)
{
    const PhTree *tree = order->tree;
    for (uint32_t i = 0; i < order->code->count; i++) {
        PhNodeId code = order->code->nodes[i];
        PhNodeId loop = ph_flow_outermost_loop(tree, code);
        PhSpan statement = ph_tree_span(tree, statement_of(tree, code));
        if (ph_tree_span(tree, name).start < statement.end ||
            (loop != PH_NODE_NONE && ph_tree_is_within(tree, name, loop))) {
            return false;
        }
    }
    return true;
}

PhAnswer ph_fact_ascending_at(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhOrder order = {.facts = facts,
                     .tree = facts->tree,
                     .binding = ph_flow_binding(query, 0),
                     .code = query->args[1].capture,
                     .budget = PH_FLOW_STEPS};
    PhNodeId list = ph_flow_node(query, 0);
    if (order.binding == PH_BINDING_NONE || order.code == NULL || order.code->count == 0 ||
        order.code->nodes == NULL) {
        return ph_answer(PH_UNKNOWN);
    }
    const PhNames *names = ph_facts_names(facts);
    if (ph_type_of(facts, list).kinds != PH_TYPE_LIST) {
        PhBytes why = ph_type_why_unknown(facts, list, &list);
        return ph_flow_answer(PH_UNKNOWN, list, why);
    }
    if (!ph_flow_is_private(facts, order.binding)) {
        return ph_flow_answer(PH_UNKNOWN, list, PH_BYTES("other code may change it"));
    }
    PhFlowRefs refs = ph_flow_refs(facts, order.binding);
    const uint8_t *uses = ph_uses_of(facts, order.binding);
    for (uint32_t i = 0; i < refs.count; i++) {
        const PhRef *ref = &names->refs[refs.items[i]];
        bool is_leak = uses[i] == PH_USE_LEAK || uses[i] == PH_USE_LEAK_EMPTY;
        if (holds_code(&order, ph_tree_span(facts->tree, ref->node)) ||
            keeps_order(&order, ref, (PhUse)uses[i]) || is_too_late(&order, ref->node)) {
            ph_facts_claim(facts, ph_tree_parent(facts->tree, ref->node));
            continue;
        }
        if (is_leak) {
            return ph_flow_answer(PH_UNKNOWN, ref->node, PH_BYTES("others may change it"));
        }
        if (!is_sorted_again(&order, ref->node)) {
            return ph_flow_answer(PH_UNKNOWN, ref->node,
                                  PH_BYTES("is not sorted after this change"));
        }
        ph_facts_claim(facts, ph_tree_parent(facts->tree, ref->node));
    }
    return ph_answer(PH_PROVED);
}
