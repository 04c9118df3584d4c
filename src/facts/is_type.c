/*
 * is_type: is the annotation, where it is evaluated, surely a type?
 *
 * Classes of the builtins, of typing, of collections.abc and of this file, and what
 * brackets and `|` make of those. What an import from elsewhere gives is unknown: a name
 * may stand for a text, or for an object that other code reads.
 */

#include "facts/classes.h"
#include "facts/sole.h"

static bool is_builtin_class(PhFacts *facts, PhNodeId node)
{
    static const char *const k_classes[] = {
        "bool", "bytearray", "bytes", "complex", "dict", "float", "frozenset", "int",
        "list", "object",    "range", "set",     "str",  "tuple", "type",
    };
    return ph_tree_kind(facts->tree, node) == PH_KIND_IDENTIFIER &&
           ph_bytes_is_one_of(ph_tree_text(facts->tree, node), k_classes,
                              PH_COUNT_OF(k_classes)) &&
           ph_flow_is_builtin(facts, node);
}

static bool is_of_a_module(PhFacts *facts, PhNodeId node)
{
    static const char *const k_paths[] = {
        "collections.abc.Callable",
        "collections.abc.Collection",
        "collections.abc.Iterable",
        "collections.abc.Mapping",
        "collections.abc.MutableMapping",
        "collections.abc.MutableSequence",
        "collections.abc.Sequence",
        "typing.AbstractSet",
        "typing.Any",
        "typing.Callable",
        "typing.Collection",
        "typing.DefaultDict",
        "typing.Deque",
        "typing.Dict",
        "typing.FrozenSet",
        "typing.Iterable",
        "typing.List",
        "typing.Mapping",
        "typing.MutableMapping",
        "typing.MutableSequence",
        "typing.MutableSet",
        "typing.Optional",
        "typing.Sequence",
        "typing.Set",
        "typing.Text",
        "typing.Tuple",
        "typing.Type",
        "typing.Union",
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_paths); i++) {
        if (ph_facts_means(facts, node, ph_bytes_of(k_paths[i]))) {
            return true;
        }
    }
    return false;
}

/* A class that the file defines, and nothing else has its name. */
static bool is_own_class(PhFacts *facts, PhNodeId node)
{
    PhNodeId definition = ph_sole_definition(facts, node, PH_REF_CLASS);
    return definition != PH_NODE_NONE &&
           ph_first_decorator(facts->tree, definition) == PH_NODE_NONE;
}

/* Whether the node is a type, as far as its own sort goes; `is_whole` if its parts do not
 * matter any more. */
static bool judge(PhFacts *facts, PhNodeId node, bool *is_whole)
{
    const PhTree *tree = facts->tree;
    *is_whole = false;
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_IDENTIFIER:
    case PH_KIND_ATTRIBUTE:
        *is_whole = true;
        return is_builtin_class(facts, node) || is_of_a_module(facts, node) ||
               is_own_class(facts, node);
    case PH_KIND_SUBSCRIPT:
    case PH_KIND_GENERIC_TYPE: {
        PhNodeId head = ph_tree_first_named(tree, node);
        return is_builtin_class(facts, head) || is_of_a_module(facts, head);
    }
    case PH_KIND_STRING:
        *is_whole = true;
        return ph_tree_kind(tree, ph_tree_parent(tree, node)) != PH_KIND_BINARY_OPERATOR;
    case PH_KIND_BINARY_OPERATOR:
        return ph_bytes_is(ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_OPERATOR)),
                           "|");
    case PH_KIND_NONE:
    case PH_KIND_ELLIPSIS:
    case PH_KIND_TYPE:
    case PH_KIND_TYPE_PARAMETER:
    case PH_KIND_TUPLE:
    case PH_KIND_PARENTHESIZED_EXPRESSION: return true;
    default: return !ph_kind_is_named(ph_tree_kind(tree, node));
    }
}

PhAnswer ph_fact_is_type(const PhFactQuery *query)
{
    const PhTree *tree = query->facts->tree;
    PhNodeId root = ph_flow_node(query, 0);
    PhNodeId node = root;
    while (root != PH_NODE_NONE && node < ph_tree_limit(tree, root)) {
        bool is_whole;
        if (!judge(query->facts, node, &is_whole)) {
            return ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("may be no type"));
        }
        node = is_whole ? ph_tree_limit(tree, node) : node + 1;
    }
    return ph_answer(root == PH_NODE_NONE ? PH_UNKNOWN : PH_PROVED);
}
