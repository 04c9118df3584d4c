#include "facts/plain_data.h"

#include "facts/uses.h"
#include "syntax/walk.h"

enum {
    PH_ATOMS = PH_TYPE_SCALARS | PH_TYPE_RANGE,
    PH_SHELLS = PH_TYPE_TUPLE | PH_TYPE_FROZENSET,
};

bool ph_type_is_frozen(PhType type)
{
    PhTypeSet outer = type.kinds & ~(PhTypeSet)PH_ATOMS;
    if (type.kinds == 0 || (outer & ~(PhTypeSet)PH_SHELLS) != 0) {
        return false;
    }
    PhTypeSet elements = outer == 0 ? 0 : type.elems & ~(PhTypeSet)PH_ATOMS;
    return (elements & ~(PhTypeSet)PH_SHELLS) == 0 &&
           (elements == 0 || (type.inner & ~(PhTypeSet)PH_ATOMS) == 0);
}

bool ph_type_is_its_copy(PhType type)
{
    PhTypeSet inside = type.kinds;
    inside |= (type.kinds & PH_SHELLS) != 0 ? type.elems | type.inner : 0;
    return ph_type_is_frozen(type) && (inside & PH_TYPE_FROZENSET) == 0;
}

static bool is_frozen(PhFacts *facts, PhNodeId node)
{
    return node != PH_NODE_NONE && ph_type_is_its_copy(ph_type_of(facts, node));
}

/* What readers of texts return is nobody else's; hooks could change that. */
static bool is_reader(PhFacts *facts, PhNodeId call)
{
    PhNodeId arg;
    uint32_t count = 0;
    PhNodeId function = ph_tree_child(facts->tree, call, PH_FIELD_FUNCTION);
    return ph_call_positional(facts->tree, call, &arg, 1, &count) && count == 1 &&
           (ph_facts_means(facts, function, PH_BYTES("json.loads")) ||
            ph_facts_means(facts, function, PH_BYTES("json.load")) ||
            ph_facts_means(facts, function, PH_BYTES("ast.literal_eval")));
}

/* Displays and comprehensions are looked into; anything else must be frozen. */
bool ph_plain_is_made(PhFacts *facts, PhNodeId root)
{
    const PhTree *tree = facts->tree;
    root = ph_tree_strip_parens(tree, root);
    PhNodeId limit = ph_tree_limit(tree, root);
    if (limit - root > PH_FLOW_BUDGET / 10) {
        return false;
    }
    for (PhNodeId node = root; node < limit;) {
        PhKind kind = ph_tree_kind(tree, node);
        bool is_outer = !ph_kind_is_named(kind) || kind == PH_KIND_COMMENT;
        switch (kind) {
        case PH_KIND_LIST:
        case PH_KIND_TUPLE:
        case PH_KIND_DICTIONARY:
        case PH_KIND_PAIR:
        case PH_KIND_PARENTHESIZED_EXPRESSION:
        case PH_KIND_LIST_COMPREHENSION:
        case PH_KIND_DICTIONARY_COMPREHENSION: is_outer = true; break;
        default: break;
        }
        if (is_outer) {
            node++;
            continue;
        }
        bool is_clause = kind == PH_KIND_FOR_IN_CLAUSE || kind == PH_KIND_IF_CLAUSE;
        bool is_plain = is_clause || is_frozen(facts, node) ||
                        (kind == PH_KIND_CALL && is_reader(facts, node)) ||
                        (kind == PH_KIND_BINARY_OPERATOR && ph_plain_is_flat(facts, node));
        if (!is_plain) {
            return false;
        }
        node = ph_tree_limit(tree, node);
    }
    return true;
}

static bool is_layer(PhKind kind)
{
    return kind == PH_KIND_LIST || kind == PH_KIND_TUPLE || kind == PH_KIND_SET ||
           kind == PH_KIND_DICTIONARY || kind == PH_KIND_LIST_COMPREHENSION ||
           kind == PH_KIND_DICTIONARY_COMPREHENSION;
}

uint32_t ph_plain_depth(PhFacts *facts, PhNodeId root)
{
    const PhTree *tree = facts->tree;
    uint32_t deepest = 0;
    root = ph_tree_strip_parens(tree, root);
    for (PhNodeId node = root; node < ph_tree_limit(tree, root); node++) {
        PhKind kind = ph_tree_kind(tree, node);
        if (kind == PH_KIND_CALL && !is_frozen(facts, node) &&
            ph_tree_kind(tree, ph_tree_parent(tree, node)) != PH_KIND_FOR_IN_CLAUSE) {
            return PH_PLAIN_DEEP;
        }
        uint32_t depth = is_layer(kind) ? 1 : 0;
        for (PhNodeId up = node; up != root && depth < PH_PLAIN_DEEP;) {
            up = ph_tree_parent(tree, up);
            depth += is_layer(ph_tree_kind(tree, up)) ? 1 : 0;
        }
        deepest = is_layer(kind) && depth > deepest ? depth : deepest;
    }
    return deepest;
}

/* `dict(a=1, b="x")` */
static bool has_frozen_keywords(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    if (!ph_flow_is_builtin(facts, function) ||
        !ph_bytes_is(ph_tree_text(tree, function), "dict") ||
        ph_tree_kind(tree, list) != PH_KIND_ARGUMENT_LIST) {
        return false;
    }
    for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        if (ph_tree_kind(tree, arg) != PH_KIND_KEYWORD_ARGUMENT ||
            !is_frozen(facts, ph_tree_child(tree, arg, PH_FIELD_VALUE))) {
            return false;
        }
    }
    return true;
}

static bool is_flat_pair(PhFacts *facts, PhNodeId pair)
{
    return ph_tree_kind(facts->tree, pair) == PH_KIND_PAIR &&
           is_frozen(facts, ph_tree_child(facts->tree, pair, PH_FIELD_KEY)) &&
           is_frozen(facts, ph_tree_child(facts->tree, pair, PH_FIELD_VALUE));
}

bool ph_plain_is_flat(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    node = ph_tree_strip_parens(tree, node);
    PhKind kind = ph_tree_kind(tree, node);
    switch (kind) {
    case PH_KIND_LIST:
    case PH_KIND_DICTIONARY:
        for (PhNodeId child = ph_tree_first_named(tree, node); child != PH_NODE_NONE;
             child = ph_tree_next_named(tree, child)) {
            bool is_flat =
                kind == PH_KIND_LIST ? is_frozen(facts, child) : is_flat_pair(facts, child);
            if (!is_flat) {
                return false;
            }
        }
        return true;
    case PH_KIND_LIST_COMPREHENSION:
        return is_frozen(facts, ph_tree_child(tree, node, PH_FIELD_BODY));
    case PH_KIND_DICTIONARY_COMPREHENSION:
        return is_flat_pair(facts, ph_tree_child(tree, node, PH_FIELD_BODY));
    case PH_KIND_CALL:
        if (has_frozen_keywords(facts, node)) {
            return true;
        }
        break;
    default: break;
    }
    PhType type = ph_type_of(facts, node);
    bool is_list = type.kinds == PH_TYPE_LIST && ph_container_is_made(facts, node);
    bool is_dict = type.kinds == PH_TYPE_DICT && ph_container_is_made(facts, node);
    PhType value = {.kinds = type.inner};
    return (is_list && ph_type_is_its_copy(ph_type_element(type))) ||
           (is_dict && ph_type_is_its_copy(ph_type_element(type)) &&
            (value.kinds & ~(PhTypeSet)PH_ATOMS) == 0 && value.kinds != 0);
}
