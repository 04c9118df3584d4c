/*
 * read_in_place: is the value of the expression only looked at right where it stands?
 *
 * As the right side of `in`, as what an element is read of, as what a for statement or
 * comprehension walks through, as the argument of `len`, and as that of which a reading
 * method of a builtin class is called. Nobody keeps it then, and nobody changes it.
 */

#include "facts/members.h"
#include "facts/types.h"
#include "syntax/walk.h"

/* `sorted(q).index(x)`: methods that look into a builtin container and keep nothing. */
static bool is_reading_method(PhFacts *facts, PhNodeId node, PhNodeId attribute)
{
    static const char *const k_readers[] = {
        "count",    "difference",   "get",
        "index",    "intersection", "isdisjoint",
        "issubset", "issuperset",   "symmetric_difference",
        "union",
    };
    const PhTree *tree = facts->tree;
    PhTypeSet known = PH_TYPE_LIST | PH_TYPE_TUPLE | PH_TYPE_SET | PH_TYPE_FROZENSET |
                      PH_TYPE_DICT | PH_TYPE_STR | PH_TYPE_BYTES;
    PhTypeSet kinds = ph_type_of(facts, node).kinds;
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, attribute, PH_FIELD_ATTRIBUTE));
    return kinds != 0 && (kinds & ~known) == 0 && tree->fields[node] == PH_FIELD_OBJECT &&
           ph_call_of(tree, attribute) != PH_NODE_NONE &&
           ph_bytes_is_one_of(name, k_readers, PH_COUNT_OF(k_readers));
}

PhAnswer ph_fact_read_in_place(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_flow_node(query, 0);
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_REFUTED);
    }
    node = ph_tree_out_of_parens(tree, node);
    PhNodeId parent = ph_tree_parent(tree, node);
    PhNodeId arg = PH_NODE_NONE;
    bool is_read = false;
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_COMPARISON_OPERATOR: {
        PhKind before = PH_KIND_ABSENT;
        PhKind sign = PH_KIND_ABSENT;
        uint32_t operands = 0;
        PH_FOR_EACH_CHILD(tree, parent, child)
        {
            before = child == node ? sign : before;
            sign = ph_tree_kind(tree, child);
            operands += ph_kind_is_named(sign);
        }
        is_read = operands == 2 && (before == PH_TOKEN_IN || before == PH_TOKEN_NOT_IN);
        break;
    }
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_FOR_IN_CLAUSE: is_read = tree->fields[node] == PH_FIELD_RIGHT; break;
    case PH_KIND_SUBSCRIPT:
        is_read = tree->fields[node] == PH_FIELD_VALUE && !ph_is_target(tree, parent) &&
                  ph_tree_kind(tree, ph_tree_parent(tree, parent)) !=
                      PH_KIND_AUGMENTED_ASSIGNMENT;
        break;
    case PH_KIND_ATTRIBUTE: is_read = is_reading_method(facts, node, parent); break;
    case PH_KIND_ARGUMENT_LIST:
        is_read = ph_flow_is_builtin_call(facts, ph_tree_parent(tree, parent), "len", &arg);
        break;
    default: break;
    }
    return ph_answer(is_read ? PH_PROVED : PH_REFUTED);
}
