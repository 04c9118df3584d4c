#include "facts/type_targets.h"

#include "facts/flow.h"
#include "facts/opened.h"
#include "syntax/walk.h"

static bool is_pattern_container(PhKind kind)
{
    return kind == PH_KIND_PATTERN_LIST || kind == PH_KIND_TUPLE_PATTERN ||
           kind == PH_KIND_LIST_PATTERN || kind == PH_KIND_TUPLE ||
           kind == PH_KIND_PARENTHESIZED_EXPRESSION || kind == PH_KIND_LIST;
}

/* The grammar sees a tuple in `(a) = v`, which Python does not. */
static bool is_parentheses(const PhTree *tree, PhNodeId node)
{
    PhKind kind = ph_tree_kind(tree, node);
    bool has_comma = false;
    if (kind != PH_KIND_TUPLE_PATTERN && kind != PH_KIND_TUPLE) {
        return kind == PH_KIND_PARENTHESIZED_EXPRESSION;
    }
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        has_comma = has_comma || ph_tree_kind(tree, child) == PH_TOKEN_COMMA;
    }
    return !has_comma && ph_tree_first_named(tree, node) != PH_NODE_NONE;
}

/* Which of its parent's named children a node is. */
static uint32_t named_position(const PhTree *tree, PhNodeId node)
{
    uint32_t position = 0;
    for (PhNodeId child = ph_tree_first_named(tree, ph_tree_parent(tree, node));
         child != node && child != PH_NODE_NONE; child = ph_tree_next_named(tree, child)) {
        position++;
    }
    return position;
}

static uint32_t named_count(const PhTree *tree, PhNodeId node)
{
    uint32_t count = 0;
    for (PhNodeId child = ph_tree_first_named(tree, node); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        count++;
    }
    return count;
}

/* `a, b = x, y`: the element of the right side that stands opposite to `target`. */
PhNodeId ph_target_opposite(const PhTree *tree, PhNodeId target, PhNodeId value)
{
    PhNodeId pattern = ph_tree_parent(tree, target);
    while (is_parentheses(tree, pattern)) {
        target = pattern;
        pattern = ph_tree_parent(tree, target);
    }
    PhKind kind = ph_tree_kind(tree, value);
    bool is_sequence =
        kind == PH_KIND_EXPRESSION_LIST || kind == PH_KIND_TUPLE || kind == PH_KIND_LIST;
    if (!is_sequence || named_count(tree, pattern) != named_count(tree, value)) {
        return PH_NODE_NONE;
    }
    uint32_t wanted = named_position(tree, target);
    PhNodeId found = PH_NODE_NONE;
    for (PhNodeId child = ph_tree_first_named(tree, value); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        if (ph_tree_kind(tree, child) == PH_KIND_LIST_SPLAT) {
            return PH_NODE_NONE;
        }
        found = wanted-- == 0 ? child : found;
    }
    for (PhNodeId child = ph_tree_first_named(tree, pattern); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        if (ph_tree_kind(tree, child) == PH_KIND_LIST_SPLAT_PATTERN) {
            return PH_NODE_NONE;
        }
    }
    return found;
}

static bool has_star(const PhTree *tree, PhNodeId pattern)
{
    for (PhNodeId child = ph_tree_first_named(tree, pattern); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        PhKind kind = ph_tree_kind(tree, child);
        if (kind == PH_KIND_LIST_SPLAT_PATTERN || kind == PH_KIND_LIST_SPLAT) {
            return true;
        }
    }
    return false;
}

PhTarget ph_target_of(const PhTree *tree, PhNodeId name)
{
    PhTarget target = {.outer = name, .is_placed = true};
    for (;;) {
        PhNodeId parent = ph_tree_parent(tree, target.outer);
        PhKind kind = ph_tree_kind(tree, parent);
        if (kind == PH_KIND_LIST_SPLAT_PATTERN) {
            target.is_starred = true;
        } else if (!is_pattern_container(kind)) {
            break;
        } else if (!is_parentheses(tree, parent)) {
            target.is_placed &= target.depth < PH_TARGET_DEPTH && !has_star(tree, parent);
            if (target.is_placed) {
                target.path[target.depth] = named_position(tree, target.outer);
            }
            target.depth++;
        }
        target.outer = parent;
    }
    for (uint32_t i = 0; target.is_placed && i < target.depth / 2; i++) {
        uint32_t inner = target.path[i];
        target.path[i] = target.path[target.depth - 1 - i];
        target.path[target.depth - 1 - i] = inner;
    }
    return target;
}

PhType ph_target_unpacked(PhType type, PhTarget target, uint32_t level)
{
    if (target.is_starred) {
        return (PhType){PH_TYPE_LIST, PH_TYPE_UNKNOWN, PH_TYPE_UNKNOWN};
    }
    for (uint32_t i = level; i < target.depth; i++) {
        type = ph_type_element(type);
    }
    return type;
}

/* A call of the builtin: its arguments up to the first that is not by position. */
static bool read_call(PhFacts *facts, PhNodeId call, const char *name, PhNodeId args[8],
                      uint32_t *count_out)
{
    const PhTree *tree = facts->tree;
    if (ph_tree_kind(tree, call) != PH_KIND_CALL) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    (void)ph_call_positional(tree, call, args, 8, count_out);
    return ph_flow_is_builtin(facts, function) &&
           ph_bytes_is(ph_tree_text(tree, function), name);
}

static PhNodeId element_at(const PhTree *tree, PhNodeId display, uint32_t position)
{
    PhKind kind = ph_tree_kind(tree, display);
    if ((kind != PH_KIND_TUPLE && kind != PH_KIND_LIST) || has_star(tree, display)) {
        return PH_NODE_NONE;
    }
    PhNodeId child = ph_tree_first_named(tree, display);
    while (child != PH_NODE_NONE && position-- > 0) {
        child = ph_tree_next_named(tree, child);
    }
    return child;
}

/* The same of a name: its rows must be tuples, which nobody can change. */
static PhNodeId display_of_name(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    PhNodeId display = ph_type_display_of(facts, name);
    if (display == PH_NODE_NONE) {
        return name;
    }
    for (PhNodeId row = ph_tree_first_named(tree, display); row != PH_NODE_NONE;
         row = ph_tree_next_named(tree, row)) {
        if (ph_tree_kind(tree, ph_tree_strip_parens(tree, row)) != PH_KIND_TUPLE) {
            return name;
        }
    }
    return display;
}

/* `for a, b in [(x, y), ..]`: the union over the elements at the place of the target.
 * False if they are not all written out. */
static bool walk_display(PhFacts *facts, PhNodeId display, PhTarget target, uint32_t level,
                         uint32_t depth, PhType *type_out)
{
    const PhTree *tree = facts->tree;
    bool is_named = ph_tree_kind(tree, display) == PH_KIND_IDENTIFIER;
    display = is_named ? display_of_name(facts, display) : display;
    PhKind kind = ph_tree_kind(tree, display);
    *type_out = (PhType){0};
    if (kind != PH_KIND_LIST && kind != PH_KIND_TUPLE && kind != PH_KIND_SET &&
        kind != PH_KIND_EXPRESSION_LIST) {
        return false;
    }
    for (PhNodeId row = ph_tree_first_named(tree, display); row != PH_NODE_NONE;
         row = ph_tree_next_named(tree, row)) {
        PhNodeId element =
            element_at(tree, ph_tree_strip_parens(tree, row), target.path[level]);
        if (element == PH_NODE_NONE) {
            return false;
        }
        PhType one = ph_type_of_within(facts, element, depth);
        /* Another walk through the name reaches the same objects. */
        one = is_named ? ph_type_shared(one) : one;
        *type_out = ph_type_union(*type_out, ph_target_unpacked(one, target, level + 1));
    }
    return true;
}

/* `sorted(x)` and the like walk through what x holds, in their own order. A key function
 * sees what is in it, and may change that. */
static PhNodeId out_of_orders(PhFacts *facts, PhNodeId iterable)
{
    static const char *const k_orders[] = {"iter", "list", "reversed", "sorted", "tuple"};
    const PhTree *tree = facts->tree;
    PhNodeId args[8];
    for (size_t i = 0; i < PH_COUNT_OF(k_orders);) {
        uint32_t count = 0;
        iterable = ph_tree_strip_parens(tree, iterable);
        if (read_call(facts, iterable, k_orders[i], args, &count) && count == 1) {
            PhNodeId within = ph_tree_strip_parens(tree, args[0]);
            bool is_seen = ph_tree_next_named(tree, args[0]) != PH_NODE_NONE;
            if (is_seen && ph_tree_kind(tree, within) != PH_KIND_IDENTIFIER &&
                ph_tree_kind(tree, within) != PH_KIND_CALL) {
                return iterable;
            }
            iterable = within;
            i = 0;
        } else {
            i++;
        }
    }
    return iterable;
}

/* `d.items()` of a dict: d. */
static PhNodeId items_of(PhFacts *facts, PhNodeId call, uint32_t depth, PhType *dict_out)
{
    const PhTree *tree = facts->tree;
    PhNodeId args[1];
    uint32_t count = 0;
    PhNodeId function = ph_tree_kind(tree, call) == PH_KIND_CALL
                            ? ph_tree_child(tree, call, PH_FIELD_FUNCTION)
                            : PH_NODE_NONE;
    if (ph_tree_kind(tree, function) != PH_KIND_ATTRIBUTE ||
        !ph_bytes_is(ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE)),
                     "items") ||
        !ph_call_positional(tree, call, args, PH_COUNT_OF(args), &count) || count != 0) {
        return PH_NODE_NONE;
    }
    PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
    *dict_out = ph_type_of_within(facts, object, depth);
    return dict_out->kinds == PH_TYPE_DICT ? object : PH_NODE_NONE;
}

PhType ph_target_walked(PhFacts *facts, PhNodeId iterable, PhTarget target, uint32_t depth)
{
    uint32_t level = 0;
    while (target.is_placed && !target.is_starred && level < target.depth) {
        PhNodeId args[8];
        uint32_t count = 0;
        PhType type;
        uint32_t position = target.path[level];
        PhType dict;
        iterable = out_of_orders(facts, iterable);
        if (walk_display(facts, iterable, target, level, depth, &type)) {
            return type;
        }
        if (position <= 1 && items_of(facts, iterable, depth, &dict) != PH_NODE_NONE) {
            type =
                position == 0 ? ph_type_element(dict) : ph_type_shared(ph_type_value(dict));
            return ph_target_unpacked(type, target, level + 1);
        }
        if (read_call(facts, iterable, "enumerate", args, &count) && count >= 1 &&
            count <= 2 && position <= 1) {
            if (position == 0) {
                type = (PhType){.kinds = PH_TYPE_INT};
                return ph_target_unpacked(type, target, level + 1);
            }
            iterable = args[0];
        } else if (read_call(facts, iterable, "zip", args, &count) && position < count) {
            iterable = args[position];
        } else {
            break;
        }
        level++;
    }
    PhTypeSet line = ph_opened_line(facts, iterable);
    PhType element = line != 0 ? ph_type_exactly(line)
                               : ph_type_element(ph_type_of_within(facts, iterable, depth));
    return ph_target_unpacked(element, target, level);
}
