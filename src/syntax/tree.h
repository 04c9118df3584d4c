#ifndef PH_SYNTAX_TREE_H
#define PH_SYNTAX_TREE_H

/*
 * A concrete syntax tree as flat arrays in preorder.
 *
 * Node 0 is the root. The subtree of node n is [n, limits[n]); its first child, if it has
 * one, is n + 1, and the next sibling of a child c is limits[c] while that is below the
 * parent's limit. Named nodes, anonymous tokens, comments and line continuations are all
 * there, so the leaves and the gaps between them rebuild the text.
 *
 * Arrays and text live in the arena that the tree was parsed in. Trees are read-only.
 */

#include "base/arena.h"
#include "source/span.h"

typedef uint32_t PhNodeId;
typedef uint16_t PhKind;
typedef uint8_t PhField;

#define PH_NODE_NONE UINT32_MAX

typedef enum PhKindName {
    PH_KIND_ABSENT, /* a node that does not exist */
    PH_KIND_ERROR,
#define PH_KIND(name, text)  PH_KIND_##name,
#define PH_TOKEN(name, text) PH_TOKEN_##name,
#include "syntax/kinds.def"
#undef PH_KIND
#undef PH_TOKEN
    PH_KIND_LISTED, /* kinds from here on have a grammar symbol but no name in C */
} PhKindName;

typedef enum PhFieldName {
    PH_FIELD_NONE,
#define PH_FIELD(name, text) PH_FIELD_##name,
#include "syntax/kinds.def"
#undef PH_FIELD
    PH_FIELD_COUNT,
} PhFieldName;

typedef struct PhTree {
    PhBytes text;
    uint32_t count;
    const PhKind *kinds;
    const PhField *fields;
    const uint32_t *starts; /* bytes */
    const uint32_t *ends;
    const PhNodeId *parents; /* PH_NODE_NONE for the root */
    const PhNodeId *limits;  /* one past the subtree */
} PhTree;

static inline PhKind ph_tree_kind(const PhTree *tree, PhNodeId node)
{
    return node == PH_NODE_NONE ? PH_KIND_ABSENT : tree->kinds[node];
}

static inline PhField ph_tree_field(const PhTree *tree, PhNodeId node)
{
    return tree->fields[node];
}

static inline PhNodeId ph_tree_parent(const PhTree *tree, PhNodeId node)
{
    return tree->parents[node];
}

static inline PhNodeId ph_tree_limit(const PhTree *tree, PhNodeId node)
{
    return tree->limits[node];
}

static inline PhSpan ph_tree_span(const PhTree *tree, PhNodeId node)
{
    return (PhSpan){tree->starts[node], tree->ends[node]};
}

static inline PhBytes ph_tree_text(const PhTree *tree, PhNodeId node)
{
    return ph_bytes_slice(tree->text, tree->starts[node], tree->ends[node]);
}

static inline PhNodeId ph_tree_first_child(const PhTree *tree, PhNodeId node)
{
    return node + 1 < tree->limits[node] ? node + 1 : PH_NODE_NONE;
}

static inline PhNodeId ph_tree_next_sibling(const PhTree *tree, PhNodeId node)
{
    PhNodeId parent = tree->parents[node];
    PhNodeId next = tree->limits[node];
    return parent != PH_NODE_NONE && next < tree->limits[parent] ? next : PH_NODE_NONE;
}

static inline bool ph_tree_is_leaf(const PhTree *tree, PhNodeId node)
{
    return tree->limits[node] == node + 1;
}

/* Comments and line continuations may stand between any two tokens. */
static inline bool ph_kind_is_extra(PhKind kind)
{
    return kind == PH_KIND_COMMENT || kind == PH_KIND_LINE_CONTINUATION;
}

/* True for named nodes of the Python grammar other than extras. */
bool ph_kind_is_named(PhKind kind);

/* True for a number, True, False, None, and the parts of a string that are its text. */
bool ph_kind_is_literal(PhKind kind);

/* The first child of `node` in `field`, or PH_NODE_NONE. */
PhNodeId ph_tree_child(const PhTree *tree, PhNodeId node, PhFieldName field);

/* The first named child, and the named one after `child`; extras are passed over. */
PhNodeId ph_tree_first_named(const PhTree *tree, PhNodeId node);
PhNodeId ph_tree_next_named(const PhTree *tree, PhNodeId child);

/* `node` without the parentheses around it. */
PhNodeId ph_tree_strip_parens(const PhTree *tree, PhNodeId node);

/* The outermost of the parentheses around `node` and nothing else; itself without any. */
PhNodeId ph_tree_out_of_parens(const PhTree *tree, PhNodeId node);

/* True if `node` lies in the subtree of `ancestor` (or is it). */
static inline bool ph_tree_is_within(const PhTree *tree, PhNodeId node, PhNodeId ancestor)
{
    return ancestor <= node && node < tree->limits[ancestor];
}

/* Iterates over the children of `parent`, tokens and extras included. */
#define PH_FOR_EACH_CHILD(tree, parent, child)                              \
    for (PhNodeId child = (parent) + 1; (child) < (tree)->limits[(parent)]; \
         (child) = (tree)->limits[(child)])

/* The text of a kind in the grammar, "ERROR" or "". Python kinds only. */
const char *ph_kind_name(PhKind kind);
const char *ph_field_name(PhField field);

#endif
