#include "syntax/tree.h"

static const char *const k_kind_names[] = {
    "",
    "ERROR",
#define PH_KIND(name, text)  text,
#define PH_TOKEN(name, text) text,
#include "syntax/kinds.def"
#undef PH_KIND
#undef PH_TOKEN
};

static const bool k_is_named[] = {
    false,
    true,
#define PH_KIND(name, text)  true,
#define PH_TOKEN(name, text) false,
#include "syntax/kinds.def"
#undef PH_KIND
#undef PH_TOKEN
};

static const char *const k_field_names[] = {
    "",
#define PH_FIELD(name, text) text,
#include "syntax/kinds.def"
#undef PH_FIELD
};

const char *ph_kind_name(PhKind kind)
{
    return kind < PH_KIND_LISTED ? k_kind_names[kind] : "";
}

const char *ph_field_name(PhField field)
{
    return field < PH_FIELD_COUNT ? k_field_names[field] : "";
}

bool ph_kind_is_named(PhKind kind)
{
    return kind < PH_KIND_LISTED && k_is_named[kind] && !ph_kind_is_extra(kind);
}

bool ph_kind_is_literal(PhKind kind)
{
    switch (kind) {
    case PH_KIND_INTEGER:
    case PH_KIND_FLOAT:
    case PH_KIND_TRUE:
    case PH_KIND_FALSE:
    case PH_KIND_NONE:
    case PH_KIND_STRING_START:
    case PH_KIND_STRING_CONTENT:
    case PH_KIND_STRING_END:
    case PH_KIND_ESCAPE_SEQUENCE: return true;
    default: return false;
    }
}

PhNodeId ph_tree_child(const PhTree *tree, PhNodeId node, PhFieldName field)
{
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (tree->fields[child] == field) {
            return child;
        }
    }
    return PH_NODE_NONE;
}

PhNodeId ph_tree_first_named(const PhTree *tree, PhNodeId node)
{
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (ph_kind_is_named(tree->kinds[child])) {
            return child;
        }
    }
    return PH_NODE_NONE;
}

PhNodeId ph_tree_next_named(const PhTree *tree, PhNodeId child)
{
    do {
        child = ph_tree_next_sibling(tree, child);
    } while (child != PH_NODE_NONE && !ph_kind_is_named(tree->kinds[child]));
    return child;
}

PhNodeId ph_tree_strip_parens(const PhTree *tree, PhNodeId node)
{
    while (ph_tree_kind(tree, node) == PH_KIND_PARENTHESIZED_EXPRESSION) {
        PhNodeId inner = ph_tree_first_named(tree, node);
        if (inner == PH_NODE_NONE) {
            return node;
        }
        node = inner;
    }
    return node;
}

PhNodeId ph_tree_out_of_parens(const PhTree *tree, PhNodeId node)
{
    while (ph_tree_kind(tree, ph_tree_parent(tree, node)) ==
           PH_KIND_PARENTHESIZED_EXPRESSION) {
        node = ph_tree_parent(tree, node);
    }
    return node;
}
