#include "template/rewrite.h"

#include "base/buf.h"
#include "syntax/walk.h"
#include "template/parentheses.h"

static bool is_word_byte(char c)
{
    return ph_byte_is_word(c) || (unsigned char)c >= 0x80;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The list that a closing parenthesis of the plus slice makes a tuple of, or NULL. */
static const PhCapture *tuple_of_one_list(const PhMatch *match, const PhPatternToken *token)
{
    const PhPattern *plus = &match->patch->plus;
    const PhTree *tree = &plus->tree;
    PhNodeId tuple = ph_tree_parent(tree, token->node);
    if (ph_tree_kind(tree, token->node) != PH_TOKEN_RPAREN ||
        ph_tree_kind(tree, tuple) != PH_KIND_TUPLE) {
        return NULL;
    }
    PhNodeId only = ph_tree_first_named(tree, tuple);
    PhMetavarId metavar = only == PH_NODE_NONE ? PH_METAVAR_NONE : plus->metavars[only];
    bool is_list = metavar != PH_METAVAR_NONE && match->captures[metavar].is_list;
    return is_list && ph_tree_next_named(tree, only) == PH_NODE_NONE
               ? &match->captures[metavar]
               : NULL;
}

/* A tuple of one element needs its comma, unless the code that is kept has one there. */
static bool needs_comma(PhFacts *facts, const PhMatch *match, const PhPatternToken *token,
                        uint32_t end)
{
    const PhCapture *list = tuple_of_one_list(match, token);
    if (list == NULL || list->count != 1) {
        return false;
    }
    const PhTree *tree = facts->tree;
    for (PhNodeId node = ph_tree_first_from(tree, list->span.end);
         node < tree->count && tree->starts[node] < end; node++) {
        if (ph_tree_kind(tree, node) == PH_TOKEN_COMMA) {
            return false;
        }
    }
    return true;
}

/* A name of a module, as the file calls it or will call it at `offset`. */
static void add_symbol(PhBuf *buf, PhFacts *facts, const PhPatternToken *token,
                       uint32_t offset, PhRewrite *out)
{
    PhBytes text = token->text;
    if (ph_imports_text(out->ledger, token->symbol, offset, &text) != PH_OK) {
        out->is_name_taken = true;
    }
    ph_buf_add(buf, text);
    PH_VEC_PUSH(facts->arena, &out->imports, token->symbol);
}

/* The run of plus tokens of a hunk, metavariables replaced by code. The gap between a list
 * and what follows it in the run holds the comma of the page. `end`: where the run goes. */
static void add_plus(PhBuf *buf, PhFacts *facts, const PhMatch *match, const PhHunk *hunk,
                     uint32_t end, PhRewrite *out)
{
    uint32_t first = hunk->plus_first;
    uint32_t count = hunk->plus_count;
    const PhPattern *plus = &match->patch->plus;
    PhBytes slice = plus->tree.text;
    for (uint32_t i = first; i < first + count; i++) {
        const PhPatternToken *token = &plus->tokens[i];
        if (i > first) {
            ph_buf_add(buf, ph_bytes_slice(slice, plus->tokens[i - 1].span.end,
                                           token->span.start));
        }
        if (i == first && needs_comma(facts, match, token, end)) {
            ph_buf_add_char(buf, ',');
        }
        if (token->symbol.module.len > 0 && out->ledger != NULL) {
            add_symbol(buf, facts, token, end, out);
        } else if (token->metavar == PH_METAVAR_NONE) {
            ph_buf_add(buf, token->text);
        } else {
            ph_parentheses_write(buf, facts->tree, match, i);
        }
    }
}

/* Between two word tokens that become neighbours a blank has to stay. */
static void keep_words_apart(PhBuf *buf, PhBytes text, PhSpan span)
{
    char before = (char)(span.start > 0 ? text.ptr[span.start - 1] : ' ');
    char after = (char)(span.end < text.len ? text.ptr[span.end] : ' ');
    char first = (char)(buf->len > 0 ? buf->ptr[0] : after);
    if (buf->len > 0 && is_word_byte(buf->ptr[buf->len - 1]) && is_word_byte(after)) {
        ph_buf_add_char(buf, ' ');
    }
    if (is_word_byte(before) && is_word_byte(first)) {
        PhBuf spaced = {0};
        ph_buf_add_char(&spaced, ' ');
        ph_buf_add(&spaced, ph_buf_bytes(buf));
        ph_buf_release(buf);
        *buf = spaced;
    }
}

/* Where an insertion goes: before the kept token that follows it, else after the one
 * before. */
static PhSpan insertion_point(const PhMatch *match, const PhHunk *hunk, bool *is_before_out)
{
    const PhPattern *minus = &match->patch->minus;
    *is_before_out = hunk->minus_first < minus->token_count;
    uint32_t at = *is_before_out ? match->token_spans[hunk->minus_first].start
                                 : match->token_spans[hunk->minus_first - 1].end;
    return (PhSpan){at, at};
}

static void insert(PhBuf *buf, PhFacts *facts, const PhMatch *match, const PhHunk *hunk,
                   bool is_before, PhRewrite *out)
{
    const PhPattern *plus = &match->patch->plus;
    PhBytes slice = plus->tree.text;
    uint32_t last = hunk->plus_first + hunk->plus_count - 1;
    if (!is_before && hunk->plus_first > 0) {
        ph_buf_add(buf, ph_bytes_slice(slice, plus->tokens[hunk->plus_first - 1].span.end,
                                       plus->tokens[hunk->plus_first].span.start));
    }
    uint32_t at =
        match->token_spans[is_before ? hunk->minus_first : hunk->minus_first - 1].start;
    add_plus(buf, facts, match, hunk, at, out);
    if (is_before && last + 1 < plus->token_count) {
        ph_buf_add(buf, ph_bytes_slice(slice, plus->tokens[last].span.end,
                                       plus->tokens[last + 1].span.start));
    }
}

static uint32_t comments_within(const PhTree *tree, PhSpan span)
{
    uint32_t count = 0;
    for (PhNodeId node = ph_tree_first_from(tree, span.start);
         node < tree->count && tree->starts[node] < span.end; node++) {
        count += ph_tree_kind(tree, node) == PH_KIND_COMMENT;
    }
    return count;
}

/* A deletion takes the blanks on one side, never an indentation or the last between two. */
static PhSpan with_blanks(PhBytes text, PhSpan span)
{
    uint32_t start = span.start;
    uint32_t end = span.end;
    while (start > 0 && is_blank(text.ptr[start - 1])) {
        start--;
    }
    while (end < text.len && is_blank(text.ptr[end])) {
        end++;
    }
    bool is_first = start == 0 || strchr("\r\n([{", text.ptr[start - 1]) != NULL;
    bool is_last = end == text.len || strchr("\r\n)]},:;", text.ptr[end]) != NULL;
    if (is_first) {
        bool is_before_comment = end < text.len && text.ptr[end] == '#';
        return (PhSpan){span.start, is_before_comment ? span.end : end};
    }
    return is_last || end > span.end ? (PhSpan){start, span.end} : span;
}

static void add_hunk(PhFacts *facts, const PhMatch *match, const PhHunk *hunk,
                     PhRewrite *out)
{
    PhBytes text = facts->tree->text;
    PhBuf buf = {0};
    PhSpan span;
    if (hunk->minus_count == 0) {
        bool is_before;
        span = insertion_point(match, hunk, &is_before);
        insert(&buf, facts, match, hunk, is_before, out);
    } else {
        uint32_t last = hunk->minus_first + hunk->minus_count - 1;
        span = (PhSpan){match->token_spans[hunk->minus_first].start,
                        match->token_spans[last].end};
        add_plus(&buf, facts, match, hunk, span.start, out);
        span = hunk->plus_count == 0 ? with_blanks(text, span) : span;
    }
    keep_words_apart(&buf, text, span);
    out->lost_comments += comments_within(facts->tree, span);
    PhEdit edit = {span, ph_arena_copy(facts->arena, ph_buf_bytes(&buf))};
    PH_VEC_PUSH(facts->arena, &out->edits, edit);
    ph_buf_release(&buf);
}

void ph_rewrite_add(PhFacts *facts, const PhMatch *match, PhRewrite *out)
{
    const PhHunkVec *hunks = &match->patch->hunks;
    size_t first_edit = out->edits.count;
    for (size_t i = 0; i < hunks->count; i++) {
        add_hunk(facts, match, &hunks->items[i], out);
    }
    ph_parentheses_add(facts, match, first_edit, out);
}
