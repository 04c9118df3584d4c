#include "template/quick.h"

enum { PH_LOOK_AHEAD = 250 }; /* statements and comments; after that all is possible */

/* Kinds that code of the same meaning has too, but for the freedoms told of below. */
static bool is_fixed_kind(PhKind kind)
{
    switch (kind) {
    case PH_KIND_BINARY_OPERATOR:
    case PH_KIND_CALL:
    case PH_KIND_DICTIONARY:
    case PH_KIND_LIST:
    case PH_KIND_LIST_COMPREHENSION:
    case PH_KIND_SET:
    case PH_KIND_STRING: return true;
    default: return false;
    }
}

void ph_quick_prepare(const PhRule *rule, PhPattern *pattern)
{
    const PhTree *tree = &pattern->tree;
    PhNodeId right = ph_tree_kind(tree, pattern->anchor) == PH_KIND_ASSIGNMENT
                         ? ph_tree_child(tree, pattern->anchor, PH_FIELD_RIGHT)
                         : PH_NODE_NONE;
    if (right != PH_NODE_NONE && pattern->metavars[right] == PH_METAVAR_NONE &&
        is_fixed_kind(ph_tree_kind(tree, right))) {
        pattern->right_kind = ph_tree_kind(tree, right);
    }
    for (uint32_t i = 1; i < pattern->statement_count; i++) {
        PhNodeId statement = pattern->statements[i];
        PhKind kind = ph_tree_kind(tree, statement);
        bool is_loop = kind == PH_KIND_FOR_STATEMENT || kind == PH_KIND_WHILE_STATEMENT ||
                       kind == PH_KIND_IF_STATEMENT;
        if (!ph_pattern_is_list(pattern, rule, statement)) {
            pattern->next_kind = is_loop ? kind : PH_KIND_ABSENT;
            return;
        }
    }
}

static bool block_goes_on(const PhTree *tree, PhNodeId root, PhKind wanted)
{
    PhNodeId parent = ph_tree_parent(tree, root);
    PhNodeId limit = ph_tree_limit(tree, parent);
    uint32_t seen = 0;
    for (PhNodeId next = ph_tree_limit(tree, root); next < limit && seen < PH_LOOK_AHEAD;
         next = ph_tree_limit(tree, next), seen++) {
        if (ph_tree_kind(tree, next) == wanted) {
            return true;
        }
    }
    return seen == PH_LOOK_AHEAD;
}

bool ph_quick_may_match(const PhPattern *pattern, const PhTree *tree, PhNodeId root)
{
    if (pattern->right_kind != PH_KIND_ABSENT) {
        PhNodeId assignment = pattern->anchor == pattern->root ? root : root + 1;
        PhNodeId right = ph_tree_child(tree, assignment, PH_FIELD_RIGHT);
        PhKind kind = right == PH_NODE_NONE
                          ? PH_KIND_ABSENT
                          : ph_tree_kind(tree, ph_tree_strip_parens(tree, right));
        if (kind == PH_KIND_CONCATENATED_STRING) {
            kind = PH_KIND_STRING;
        }
        if (kind != pattern->right_kind) {
            return false;
        }
    }
    return pattern->next_kind == PH_KIND_ABSENT ||
           block_goes_on(tree, root, pattern->next_kind);
}
