/*
 * no_negative_zero: is the value an array of NumPy of one dimension in which no -0.0 is?
 *
 * Then it is the same in which order its largest or smallest is searched. Known are those
 * that a constructor fills from numbers none of which is -0.0 (a sum is only -0.0 if both
 * sides are), in a variable that is stored once and through which nobody writes.
 */

#include "facts/arrays.h"
#include "facts/members.h"
#include "facts/sole.h"
#include "facts/types.h"
#include "syntax/walk.h"

enum { PH_MOST_FILLERS = 3 };

static bool has_digit(PhBytes text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= '1' && text.ptr[i] <= '9') {
            return true;
        }
    }
    return false;
}

/* An int, or the literal of a float, with a sign only where it is not zero. */
static bool is_fit(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    PhTypeSet kinds = ph_type_of(facts, node).kinds;
    node = ph_tree_strip_parens(tree, node);
    bool is_signed = ph_tree_kind(tree, node) == PH_KIND_UNARY_OPERATOR;
    PhNodeId number = is_signed ? ph_tree_child(tree, node, PH_FIELD_ARGUMENT) : node;
    return kinds == PH_TYPE_INT || (ph_tree_kind(tree, number) == PH_KIND_FLOAT &&
                                    (!is_signed || has_digit(ph_tree_text(tree, number))));
}

static bool are_fit(PhFacts *facts, PhNodeId first)
{
    for (PhNodeId node = first; node != PH_NODE_NONE;
         node = ph_tree_next_named(facts->tree, node)) {
        if (!is_fit(facts, node)) {
            return false;
        }
    }
    return true;
}

static bool is_filled(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhNodeId args[PH_MOST_FILLERS];
    uint32_t count;
    PhBytes name = ph_array_function(facts, call);
    if (!ph_call_positional(tree, call, args, PH_MOST_FILLERS, &count) || count == 0) {
        return false;
    }
    if (ph_bytes_is(name, "zeros") || ph_bytes_is(name, "ones")) {
        return true;
    }
    if (ph_bytes_is(name, "full")) {
        return count == 2 && is_fit(facts, args[1]);
    }
    if (ph_bytes_is(name, "array")) {
        return count == 1 && ph_tree_kind(tree, args[0]) == PH_KIND_LIST &&
               are_fit(facts, ph_tree_first_named(tree, args[0]));
    }
    return (ph_bytes_is(name, "arange") || ph_bytes_is(name, "linspace")) &&
           are_fit(facts, args[0]);
}

/* Whatever is written through the name: an element, or all of it. */
static bool is_written(const PhTree *tree, PhNodeId name)
{
    PhNodeId parent = ph_tree_parent(tree, name);
    PhKind kind = ph_tree_kind(tree, parent);
    bool is_part = kind == PH_KIND_SUBSCRIPT || kind == PH_KIND_ATTRIBUTE;
    if (kind == PH_KIND_ATTRIBUTE &&
        ph_bytes_is(ph_tree_text(tree, ph_tree_child(tree, parent, PH_FIELD_ATTRIBUTE)),
                    "fill")) {
        return true;
    }
    return ph_is_target(tree, is_part ? parent : name);
}

PhAnswer ph_fact_no_negative_zero(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId node = ph_flow_node(query, 0);
    bool is_name = ph_tree_kind(facts->tree, node) == PH_KIND_IDENTIFIER;
    PhNodeId value = is_name ? ph_sole_local_value(facts, node) : PH_NODE_NONE;
    if (value == PH_NODE_NONE || !ph_array_of(facts, node).is_vector ||
        ph_tree_kind(facts->tree, value) != PH_KIND_CALL || !is_filled(facts, value)) {
        return ph_array_answer(facts, node, false);
    }
    PhFlowRefs refs = ph_flow_refs(facts, ph_names_binding(facts->names, node));
    for (uint32_t i = 0; i < refs.count; i++) {
        const PhRef *ref = &facts->names->refs[refs.items[i]];
        if (ref->kind == PH_REF_LOAD && is_written(facts->tree, ref->node)) {
            return ph_flow_answer(PH_UNKNOWN, ref->node, PH_BYTES("written there"));
        }
    }
    return ph_answer(PH_PROVED);
}
