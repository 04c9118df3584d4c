/* Mutations of what stands between tokens and statements. */

#include "base/buf.h"
#include "cmd/mutate.h"

static bool is_simple_statement(PhKind kind)
{
    static const PhKind k_kinds[] = {
        PH_KIND_ASSERT_STATEMENT,     PH_KIND_BREAK_STATEMENT,
        PH_KIND_CONTINUE_STATEMENT,   PH_KIND_DELETE_STATEMENT,
        PH_KIND_EXPRESSION_STATEMENT, PH_KIND_FUTURE_IMPORT_STATEMENT,
        PH_KIND_GLOBAL_STATEMENT,     PH_KIND_IMPORT_FROM_STATEMENT,
        PH_KIND_IMPORT_STATEMENT,     PH_KIND_NONLOCAL_STATEMENT,
        PH_KIND_PASS_STATEMENT,       PH_KIND_RAISE_STATEMENT,
        PH_KIND_RETURN_STATEMENT,     PH_KIND_TYPE_ALIAS_STATEMENT,
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_kinds); i++) {
        if (kind == k_kinds[i]) {
            return true;
        }
    }
    return false;
}

/* Only blanks and line ends, and at least one of these. */
static bool is_line_gap(PhBytes gap)
{
    return ph_bytes_trim(gap).len == 0 &&
           ph_bytes_find(gap, PH_BYTES("\n"), 0) != PH_NOT_FOUND;
}

bool ph_mutate_join(PhArena *arena, const PhTree *tree, uint32_t index, PhMutant *out)
{
    PhBuf buf = {0};
    uint32_t done = 0;
    for (PhNodeId node = 1; index == 0 && node < tree->count; node++) {
        PhNodeId next = ph_tree_next_sibling(tree, node);
        if (next == PH_NODE_NONE || !is_simple_statement(ph_tree_kind(tree, node)) ||
            !is_simple_statement(ph_tree_kind(tree, next))) {
            continue;
        }
        uint32_t end = tree->ends[node];
        uint32_t start = tree->starts[next];
        if (is_line_gap(ph_bytes_slice(tree->text, end, start))) {
            ph_buf_add(&buf, ph_bytes_slice(tree->text, done, end));
            ph_buf_add_str(&buf, "; ");
            done = start;
        }
    }
    if (done == 0) {
        return false;
    }
    ph_buf_add(&buf, ph_bytes_slice(tree->text, done, tree->text.len));
    *out = (PhMutant){.text = ph_arena_copy(arena, ph_buf_bytes(&buf))};
    ph_buf_release(&buf);
    return true;
}

/* Two tokens next to one another; a string is one token, whatever is in it. */
typedef struct PhGap {
    PhKind left;
    PhKind right;
    PhSpan span;
    uint32_t depth; /* of brackets around it */
} PhGap;

static uint32_t depth_after(uint32_t depth, PhKind kind)
{
    bool opens =
        kind == PH_TOKEN_LPAREN || kind == PH_TOKEN_LBRACKET || kind == PH_TOKEN_LBRACE;
    bool closes =
        kind == PH_TOKEN_RPAREN || kind == PH_TOKEN_RBRACKET || kind == PH_TOKEN_RBRACE;
    return opens ? depth + 1 : closes && depth > 0 ? depth - 1 : depth;
}

/* The `index`-th gap that `is_wanted` takes. */
static bool find_gap(const PhTree *tree, uint32_t index,
                     bool (*is_wanted)(const PhTree *tree, const PhGap *gap),
                     PhGap *gap_out)
{
    PhGap gap = {0};
    for (PhNodeId node = 0; node < tree->count;) {
        PhKind kind = ph_tree_kind(tree, node);
        bool is_token = kind == PH_KIND_STRING || ph_tree_is_leaf(tree, node);
        if (!is_token || tree->starts[node] == tree->ends[node]) {
            node++;
            continue;
        }
        gap.right = kind;
        gap.span.end = tree->starts[node];
        if (gap.left != PH_KIND_ABSENT && is_wanted(tree, &gap) && index-- == 0) {
            *gap_out = gap;
            return true;
        }
        gap.left = kind;
        gap.span.start = tree->ends[node];
        gap.depth = depth_after(gap.depth, kind);
        node = ph_tree_limit(tree, node);
    }
    return false;
}

static void replace(PhArena *arena, const PhTree *tree, PhSpan span, PhBytes text,
                    PhMutant *out)
{
    PhBytes before = ph_bytes_slice(tree->text, 0, span.start);
    PhBytes after = ph_bytes_slice(tree->text, span.end, tree->text.len);
    *out = (PhMutant){.text = ph_arena_format(arena, "%.*s%.*s%.*s", (int)before.len,
                                              before.ptr, (int)text.len, text.ptr,
                                              (int)after.len, after.ptr),
                      .at = span.start};
}

static bool takes_backslash(const PhTree *tree, const PhGap *gap)
{
    PhBytes text = ph_bytes_slice(tree->text, gap->span.start, gap->span.end);
    return gap->depth == 0 && text.len > 0 && ph_bytes_trim(text).len == 0 &&
           ph_bytes_find(text, PH_BYTES("\n"), 0) == PH_NOT_FOUND &&
           !ph_kind_is_extra(gap->left) && !ph_kind_is_extra(gap->right);
}

bool ph_mutate_continue(PhArena *arena, const PhTree *tree, uint32_t index, PhMutant *out)
{
    PhGap gap;
    if (!find_gap(tree, index, takes_backslash, &gap)) {
        return false;
    }
    replace(arena, tree, gap.span, PH_BYTES(" \\\n"), out);
    return true;
}

static bool takes_comment(const PhTree *tree, const PhGap *gap)
{
    (void)tree;
    return gap->depth > 0 && !ph_kind_is_extra(gap->left) &&
           gap->right != PH_KIND_LINE_CONTINUATION;
}

bool ph_mutate_comment(PhArena *arena, const PhTree *tree, uint32_t index, PhMutant *out)
{
    PhGap gap;
    if (!find_gap(tree, index, takes_comment, &gap)) {
        return false;
    }
    PhBytes comment = ph_arena_format(arena, "  # gap %u\n", (unsigned)index + 1);
    replace(arena, tree, (PhSpan){gap.span.start, gap.span.start}, comment, out);
    return true;
}
