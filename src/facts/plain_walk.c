/*
 * plain_walk: does walking through the second into the first run no code but that of
 * builtin classes, never raise, and use nothing up that others could miss?
 *
 * An iterator that somebody else may hold is used up by a walk; one that is made right
 * there is not missed. What is unpacked must be proved to have the right length.
 */

#include "facts/types.h"
#include "facts/unchanged.h"
#include "syntax/walk.h"

enum {
    PH_WALKABLE = PH_TYPE_STR | PH_TYPE_BYTES | PH_TYPE_TUPLE | PH_TYPE_LIST |
                  PH_TYPE_DICT | PH_TYPE_SET | PH_TYPE_FROZENSET | PH_TYPE_BYTEARRAY |
                  PH_TYPE_RANGE,
    PH_WALK_DEPTH = 8,
};

static bool is_walkable(PhFacts *facts, PhNodeId node)
{
    PhTypeSet kinds = ph_type_of(facts, node).kinds;
    return kinds != 0 && (kinds & ~(PhTypeSet)PH_WALKABLE) == 0;
}

/* The method called on a dict, or the builtin called; what is walked through is in args. */
static bool read_walker(PhFacts *facts, PhNodeId call, PhBytes *name_out, PhNodeId *args,
                        uint32_t *count_out)
{
    const PhTree *tree = facts->tree;
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    if (!ph_call_positional(tree, call, args, 8, count_out)) {
        return false;
    }
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
        *name_out = ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
        args[0] = object;
        return *count_out == 0 && ph_type_of(facts, object).kinds == PH_TYPE_DICT;
    }
    *name_out = ph_tree_text(tree, function);
    return ph_flow_is_builtin(facts, function);
}

/* How many parts each element has: `*arity_out`, 0 if that is not known. */
static bool walks_plainly(PhFacts *facts, PhNodeId node, uint32_t *arity_out,
                          uint32_t depth)
{
    const PhTree *tree = facts->tree;
    node = ph_tree_strip_parens(tree, node);
    *arity_out = 0;
    if (depth == 0) {
        return false;
    }
    if (ph_tree_kind(tree, node) != PH_KIND_CALL) {
        return is_walkable(facts, node);
    }
    PhBytes name;
    PhNodeId args[8];
    uint32_t count = 0;
    uint32_t inner = 0;
    if (!read_walker(facts, node, &name, args, &count)) {
        return is_walkable(facts, node);
    }
    if (ph_bytes_is(name, "keys") || ph_bytes_is(name, "values") ||
        ph_bytes_is(name, "items")) {
        *arity_out = ph_bytes_is(name, "items") ? 2 : 0;
        return true;
    }
    if (ph_bytes_is(name, "enumerate") && count >= 1) {
        *arity_out = 2;
        PhTypeSet start = count > 1 ? ph_type_of(facts, args[1]).kinds : PH_TYPE_INT;
        return count <= 2 && start == PH_TYPE_INT &&
               walks_plainly(facts, args[0], &inner, depth - 1);
    }
    if (ph_bytes_is(name, "zip") && count >= 1) {
        bool all = true;
        for (uint32_t i = 0; i < count; i++) {
            all = all && walks_plainly(facts, args[i], &inner, depth - 1);
        }
        *arity_out = count;
        return all;
    }
    if (ph_bytes_is(name, "reversed") && count == 1) {
        PhTypeSet kinds = ph_type_of(facts, args[0]).kinds;
        PhTypeSet sequences = PH_TYPE_STR | PH_TYPE_BYTES | PH_TYPE_TUPLE | PH_TYPE_LIST |
                              PH_TYPE_RANGE | PH_TYPE_DICT;
        return kinds != 0 && (kinds & ~sequences) == 0;
    }
    if (ph_bytes_is(name, "sorted") || ph_bytes_is(name, "list")) {
        bool has_arity = count == 1 && walks_plainly(facts, args[0], arity_out, depth - 1);
        *arity_out = has_arity ? *arity_out : 0;
    }
    return is_walkable(facts, node);
}

/* A display of displays that all have `arity` elements and no stars. */
static bool is_table(const PhTree *tree, PhNodeId node, uint32_t arity)
{
    node = ph_tree_strip_parens(tree, node);
    PhKind kind = ph_tree_kind(tree, node);
    if (kind != PH_KIND_LIST && kind != PH_KIND_TUPLE) {
        return false;
    }
    for (PhNodeId row = ph_tree_first_named(tree, node); row != PH_NODE_NONE;
         row = ph_tree_next_named(tree, row)) {
        uint32_t count = 0;
        PhKind row_kind = ph_tree_kind(tree, row);
        if (row_kind != PH_KIND_TUPLE && row_kind != PH_KIND_LIST) {
            return false;
        }
        for (PhNodeId cell = ph_tree_first_named(tree, row); cell != PH_NODE_NONE;
             cell = ph_tree_next_named(tree, cell)) {
            count += ph_tree_kind(tree, cell) == PH_KIND_LIST_SPLAT ? PH_FLOW_BUDGET : 1;
        }
        if (count != arity) {
            return false;
        }
    }
    return true;
}

PhAnswer ph_walk_is_plain(PhFacts *facts, PhNodeId target, PhNodeId iterable)
{
    const PhTree *tree = facts->tree;
    PhAnswer unknown = ph_flow_answer(PH_UNKNOWN, iterable, PH_BYTES(""));
    uint32_t arity = 0;
    if (!walks_plainly(facts, iterable, &arity, PH_WALK_DEPTH)) {
        unknown.why = ph_type_why_unknown(facts, iterable, &unknown.node);
        return unknown;
    }
    PhKind kind = ph_tree_kind(tree, target);
    if (kind == PH_KIND_IDENTIFIER) {
        return ph_answer(PH_PROVED);
    }
    uint32_t parts = 0;
    bool is_pattern = kind == PH_KIND_PATTERN_LIST || kind == PH_KIND_TUPLE_PATTERN;
    for (PhNodeId part = is_pattern ? ph_tree_first_named(tree, target) : PH_NODE_NONE;
         part != PH_NODE_NONE; part = ph_tree_next_named(tree, part)) {
        is_pattern = is_pattern && ph_tree_kind(tree, part) == PH_KIND_IDENTIFIER;
        parts++;
    }
    bool fits =
        is_pattern && parts > 0 && (parts == arity || is_table(tree, iterable, parts));
    unknown.why = PH_BYTES("may not unpack");
    return fits ? ph_answer(PH_PROVED) : unknown;
}

PhAnswer ph_fact_plain_walk(const PhFactQuery *query)
{
    PhNodeId target = ph_flow_node(query, 0);
    PhNodeId iterable = ph_flow_node(query, 1);
    if (target == PH_NODE_NONE || iterable == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    return ph_walk_is_plain(query->facts, target, iterable);
}
