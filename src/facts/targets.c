#include "facts/targets.h"

static bool is_pattern(PhKind kind)
{
    return kind == PH_KIND_PATTERN_LIST || kind == PH_KIND_TUPLE_PATTERN ||
           kind == PH_KIND_LIST_PATTERN || kind == PH_KIND_LIST_SPLAT_PATTERN ||
           kind == PH_KIND_PARENTHESIZED_EXPRESSION || kind == PH_KIND_TUPLE ||
           kind == PH_KIND_LIST;
}

PhTargetNames ph_target_names(const PhTree *tree, PhNodeId target)
{
    PhNodeId limit = target == PH_NODE_NONE ? target : ph_tree_limit(tree, target);
    return (PhTargetNames){.next = target, .limit = limit};
}

PhNodeId ph_target_next(const PhTree *tree, PhTargetNames *names)
{
    while (names->next < names->limit) {
        PhNodeId node = names->next++;
        PhKind kind = ph_tree_kind(tree, node);
        if (kind == PH_KIND_IDENTIFIER) {
            return node;
        }
        if (ph_kind_is_named(kind) && !ph_kind_is_extra(kind) && !is_pattern(kind)) {
            names->has_other = true;
            names->next = ph_tree_limit(tree, node);
        }
    }
    return PH_NODE_NONE;
}

bool ph_subscript_is_loaded(const PhTree *tree, PhNodeId subscript)
{
    PhNodeId top = subscript;
    for (;;) {
        PhNodeId parent = ph_tree_parent(tree, top);
        switch (ph_tree_kind(tree, parent)) {
        case PH_KIND_PARENTHESIZED_EXPRESSION:
        case PH_KIND_TUPLE:
        case PH_KIND_LIST:
        case PH_KIND_LIST_SPLAT:
        case PH_KIND_EXPRESSION_LIST: top = parent; break;
        case PH_KIND_PATTERN_LIST:
        case PH_KIND_TUPLE_PATTERN:
        case PH_KIND_LIST_PATTERN:
        case PH_KIND_LIST_SPLAT_PATTERN:
        case PH_KIND_AS_PATTERN:
        case PH_KIND_AS_PATTERN_TARGET:
        case PH_KIND_DELETE_STATEMENT: return false;
        case PH_KIND_BINARY_OPERATOR:
        case PH_KIND_BOOLEAN_OPERATOR: return true;
        default: return tree->fields[top] != PH_FIELD_LEFT;
        }
    }
}
