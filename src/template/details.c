#include "template/details.h"

#include "template/iso.h"

bool ph_details_are_possible(PhKind kind)
{
    switch (kind) {
    case PH_KIND_CLASS_DEFINITION:
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_FUNCTION_DEFINITION:
    case PH_KIND_TYPED_DEFAULT_PARAMETER:
    case PH_KIND_WITH_STATEMENT: return true;
    default: return false;
    }
}

/* The child of the pattern's node that is a token of `kind`, or PH_NODE_NONE. */
static PhNodeId find_token(const PhTree *pattern, PhNodeId node, PhKind kind)
{
    PH_FOR_EACH_CHILD(pattern, node, child)
    {
        if (ph_tree_kind(pattern, child) == kind) {
            return child;
        }
    }
    return PH_NODE_NONE;
}

/* The first token of the pattern in the subtree of `node`. */
static uint32_t first_token(const PhPattern *pattern, PhNodeId node)
{
    while (node < pattern->tree.count && pattern->token_of_node[node] == UINT32_MAX) {
        node++;
    }
    return node < pattern->tree.count ? pattern->token_of_node[node] : UINT32_MAX;
}

/* True if the patch takes the token at `index` away or puts something before it. */
static bool is_touched(const PhPatch *patch, uint32_t index)
{
    for (size_t i = 0; i < patch->hunks.count; i++) {
        const PhHunk *hunk = &patch->hunks.items[i];
        bool is_taken =
            hunk->minus_first <= index && index < hunk->minus_first + hunk->minus_count;
        if (is_taken || (hunk->minus_first == index && hunk->plus_count > 0)) {
            return true;
        }
    }
    return false;
}

/* True if a detail can stand before the token that `next` begins with. */
static bool is_free(const PhPatch *patch, PhNodeId next, bool has_before)
{
    uint32_t index = next == PH_NODE_NONE ? UINT32_MAX : first_token(&patch->minus, next);
    if (index == UINT32_MAX || is_touched(patch, index)) {
        return false;
    }
    return !has_before || (index > 0 && !is_touched(patch, index - 1));
}

static uint32_t count_async(const PhPatch *patch, PhNodeId pattern_node, PhKind word)
{
    const PhTree *pattern = &patch->minus.tree;
    PhNodeId keyword = find_token(pattern, pattern_node, word);
    bool is_written = find_token(pattern, pattern_node, PH_TOKEN_ASYNC) != PH_NODE_NONE;
    return !is_written && is_free(patch, keyword, false) ? 1 : 0;
}

static uint32_t count_type_parameters(const PhPatch *patch, PhNodeId pattern_node,
                                      PhNodeId next)
{
    bool is_written = ph_tree_child(&patch->minus.tree, pattern_node,
                                    PH_FIELD_TYPE_PARAMETERS) != PH_NODE_NONE;
    return !is_written && is_free(patch, next, true) ? 1 : 0;
}

/* `-> T` and `: T` are two children each. */
static uint32_t count_annotation(const PhPatch *patch, PhNodeId pattern_node, PhKind next,
                                 PhFieldName field)
{
    const PhTree *pattern = &patch->minus.tree;
    bool is_written = ph_tree_child(pattern, pattern_node, field) != PH_NODE_NONE;
    return !is_written && is_free(patch, find_token(pattern, pattern_node, next), true) ? 2
                                                                                        : 0;
}

static uint32_t count_of_def(const PhPatch *patch, PhNodeId pattern_node, PhKind kind,
                             PhField field)
{
    const PhTree *pattern = &patch->minus.tree;
    if (kind == PH_TOKEN_ASYNC) {
        return count_async(patch, pattern_node, PH_TOKEN_DEF);
    }
    if (kind == PH_TOKEN_ARROW) {
        return count_annotation(patch, pattern_node, PH_TOKEN_COLON, PH_FIELD_RETURN_TYPE);
    }
    return field == PH_FIELD_TYPE_PARAMETERS
               ? count_type_parameters(
                     patch, pattern_node,
                     ph_tree_child(pattern, pattern_node, PH_FIELD_PARAMETERS))
               : 0;
}

static uint32_t count_of_class(const PhPatch *patch, PhNodeId pattern_node)
{
    const PhTree *pattern = &patch->minus.tree;
    PhNodeId bases = ph_tree_child(pattern, pattern_node, PH_FIELD_SUPERCLASSES);
    PhNodeId next =
        bases != PH_NODE_NONE ? bases : find_token(pattern, pattern_node, PH_TOKEN_COLON);
    return count_type_parameters(patch, pattern_node, next);
}

uint32_t ph_details_count(const PhPatch *patch, PhNodeId pattern_node, const PhTree *tree,
                          PhNodeId node, PhNodeId child)
{
    PhKind kind = ph_tree_kind(tree, child);
    PhField field = ph_tree_field(tree, child);
    bool has_details = ph_iso_is_on(patch->rule, PH_ISO_DEF_DETAILS);
    bool has_async = ph_iso_is_on(patch->rule, PH_ISO_ASYNC_HEADERS);
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_FUNCTION_DEFINITION:
        return has_details ? count_of_def(patch, pattern_node, kind, field) : 0;
    case PH_KIND_CLASS_DEFINITION:
        return has_details && field == PH_FIELD_TYPE_PARAMETERS
                   ? count_of_class(patch, pattern_node)
                   : 0;
    case PH_KIND_TYPED_DEFAULT_PARAMETER:
        return has_details && kind == PH_TOKEN_COLON
                   ? count_annotation(patch, pattern_node, PH_TOKEN_EQUAL, PH_FIELD_TYPE)
                   : 0;
    case PH_KIND_FOR_STATEMENT:
        return has_async && kind == PH_TOKEN_ASYNC
                   ? count_async(patch, pattern_node, PH_TOKEN_FOR)
                   : 0;
    case PH_KIND_WITH_STATEMENT:
        return has_async && kind == PH_TOKEN_ASYNC
                   ? count_async(patch, pattern_node, PH_TOKEN_WITH)
                   : 0;
    default: return 0;
    }
}

bool ph_details_same_kind(const PhPatch *patch, PhNodeId pattern_node, PhKind kind)
{
    return kind == PH_KIND_TYPED_DEFAULT_PARAMETER &&
           ph_tree_kind(&patch->minus.tree, pattern_node) == PH_KIND_DEFAULT_PARAMETER &&
           ph_iso_is_on(patch->rule, PH_ISO_DEF_DETAILS);
}
