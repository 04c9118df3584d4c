#include "template/rewrite.h"

#include <stdlib.h>

#include "edit/edit_set.h"
#include "syntax/walk.h"
#include "template/indent.h"
#include "template/insertion.h"
#include "template/parentheses.h"
#include "template/precedence.h"
#include "template/render.h"
#include "template/sink.h"
#include "template/surroundings.h"
#include "template/text_lines.h"

/* Between two word tokens that become neighbours a blank has to stay. */
static void keep_words_apart(PhBuf *buf, PhBytes text, PhSpan span)
{
    char before = (char)(span.start > 0 ? text.ptr[span.start - 1] : ' ');
    char after = (char)(span.end < text.len ? text.ptr[span.end] : ' ');
    char first = (char)(buf->len > 0 ? buf->ptr[0] : after);
    if (buf->len > 0 && ph_byte_is_name(buf->ptr[buf->len - 1]) && ph_byte_is_name(after)) {
        ph_buf_add_char(buf, ' ');
    }
    if (ph_byte_is_name(before) && ph_byte_is_name(first)) {
        PhBuf spaced = {0};
        ph_buf_add_char(&spaced, ' ');
        ph_buf_add(&spaced, ph_buf_bytes(buf));
        ph_buf_release(buf);
        *buf = spaced;
    }
}

/* An empty list has no comma that could stand before it. */
static bool is_empty_list(const PhMatch *match, uint32_t token)
{
    PhMetavarId metavar = match->patch->minus.tokens[token].metavar;
    return metavar != PH_METAVAR_NONE && match->captures[metavar].is_list &&
           match->captures[metavar].count == 0;
}

/* What closes a bracket stands right behind what is in it. */
static bool is_closing(const PhMatch *match, const PhHunk *hunk)
{
    PhKind kind = ph_tree_kind(&match->patch->plus.tree,
                               match->patch->plus.tokens[hunk->plus_first].node);
    return kind == PH_TOKEN_RPAREN || kind == PH_TOKEN_RBRACKET || kind == PH_TOKEN_RBRACE;
}

static bool is_comma(const PhMatch *match, const PhHunk *hunk)
{
    return hunk->plus_first > 0 &&
           ph_bytes_is(match->patch->plus.tokens[hunk->plus_first].text, ",");
}

/* Where an insertion goes: before the kept token that follows it, else after the one
 * before; there too if it begins with a comma. */
static PhSpan insertion_point(const PhMatch *match, const PhHunk *hunk, bool *is_before_out)
{
    bool is_behind = hunk->has_last && (is_empty_list(match, hunk->minus_first) ||
                                        is_closing(match, hunk) || is_comma(match, hunk));
    *is_before_out = hunk->has_next && !is_behind;
    uint32_t at = *is_before_out ? match->token_spans[hunk->minus_first].start
                                 : match->token_spans[hunk->minus_first - 1].end;
    return (PhSpan){at, at};
}

/* What is around an expression's tokens is fitted by parentheses.h, statements here. */
static bool is_expression(const PhMatch *match)
{
    return match->patch->minus.statement_count == 0;
}

/* The statement of the slice, a child of its module, that holds `node`. */
static PhNodeId top_statement(const PhPattern *pattern, PhNodeId node)
{
    while (ph_tree_parent(&pattern->tree, node) != 0) {
        node = ph_tree_parent(&pattern->tree, node);
    }
    return node;
}

/* The statement of the file that a token of the minus slice belongs to. */
static PhNodeId statement_of_token(const PhTree *tree, const PhMatch *match, uint32_t token)
{
    const PhPattern *minus = &match->patch->minus;
    PhNodeId node = match->root;
    if (minus->statement_count > 0 && token < minus->token_count) {
        node = match->nodes[top_statement(minus, minus->tokens[token].node)];
    }
    return ph_tree_statement_of(tree, node);
}

/* True if what comes may have several lines: statements, or an expression of the page. */
static bool has_lines(const PhPattern *plus, const PhHunk *hunk)
{
    if (hunk->plus_count == 0 || plus->statement_count > 0) {
        return hunk->plus_count > 0;
    }
    uint32_t start = plus->tokens[hunk->plus_first].span.start;
    uint32_t end = plus->tokens[hunk->plus_first + hunk->plus_count - 1].span.end;
    return memchr(plus->tree.text.ptr + start, '\n', end - start) != NULL;
}

/* How the text of a hunk is written: as part of the statement that it changes. */
static PhRender render_for(PhFacts *facts, const PhMatch *match, const PhHunk *hunk,
                           uint32_t offset, PhRewrite *out)
{
    const PhTree *tree = facts->tree;
    uint32_t token =
        hunk->minus_count > 0 || hunk->has_next ? hunk->minus_first : hunk->minus_first - 1;
    PhRender render = {.facts = facts, .match = match, .out = out, .offset = offset};
    if (!has_lines(&match->patch->plus, hunk)) {
        return render; /* where it stands does not matter, and finding out takes time */
    }
    PhNodeId statement = statement_of_token(tree, match, token);
    render.newline = ph_lines_newline(ph_source_lines(facts->source), offset);
    if (statement != PH_NODE_NONE) {
        render.is_joined = !ph_indent_before(tree, statement, &render.indent);
        render.unit = ph_indent_unit(tree, statement);
    }
    return render;
}

static void insert(PhBuf *buf, PhFacts *facts, const PhMatch *match, const PhHunk *hunk,
                   bool is_before, PhRewrite *out)
{
    const PhPattern *plus = &match->patch->plus;
    PhBytes slice = plus->tree.text;
    uint32_t last = hunk->plus_first + hunk->plus_count - 1;
    uint32_t at =
        match->token_spans[is_before ? hunk->minus_first : hunk->minus_first - 1].start;
    PhRender render = render_for(facts, match, hunk, at, out);
    if (!is_before && hunk->plus_first > 0) {
        ph_render_gap(buf, &render,
                      ph_bytes_slice(slice, plus->tokens[hunk->plus_first - 1].span.end,
                                     plus->tokens[hunk->plus_first].span.start));
    }
    ph_render(buf, &render, hunk->plus_first, hunk->plus_count);
    if (is_before && last + 1 < plus->token_count) {
        ph_buf_add(buf, ph_bytes_slice(slice, plus->tokens[last].span.end,
                                       plus->tokens[last + 1].span.start));
    }
}

static void add_edit(PhFacts *facts, PhSpan span, const PhBuf *buf, PhRewrite *out)
{
    PhEdit edit = {span, ph_arena_copy(facts->arena, ph_buf_bytes(buf))};
    PH_VEC_PUSH(facts->arena, &out->edits, edit);
}

/* True if the byte at `offset` goes with a metavariable that the hunk writes elsewhere. Of
 * one that is matched several times the first place is what is written. */
static bool moves_along(const PhMatch *match, const PhHunk *hunk, uint32_t offset)
{
    for (uint32_t i = 0; hunk != NULL && i < hunk->minus_count; i++) {
        PhMetavarId metavar = match->patch->minus.tokens[hunk->minus_first + i].metavar;
        if (metavar == PH_METAVAR_NONE || !ph_pattern_binds(&match->patch->plus, metavar)) {
            continue;
        }
        PhSpan span = match->captures[metavar].span;
        if (span.start <= offset && offset < span.end) {
            return true;
        }
    }
    return false;
}

static bool has_comment(const PhTree *tree, PhSpan span)
{
    for (PhNodeId node = ph_tree_first_from(tree, span.start);
         node < tree->count && tree->starts[node] < span.end; node++) {
        if (ph_tree_kind(tree, node) == PH_KIND_COMMENT) {
            return true;
        }
    }
    return false;
}

/* True if the byte at `offset` belongs to code that a deletion wrote elsewhere. */
static bool is_kept(const PhRewrite *out, uint32_t offset)
{
    for (size_t i = 0; i < out->kept.count; i++) {
        if (out->kept.items[i].start <= offset && offset < out->kept.items[i].end) {
            return true;
        }
    }
    return false;
}

/* Comments of bytes that go move to lines of their own above `statement`; not those inside
 * of what the hunk, if it is one, writes elsewhere. */
static void hoist_comments(PhFacts *facts, PhSpan span, PhNodeId statement,
                           const PhMatch *match, const PhHunk *hunk, PhRewrite *out)
{
    const PhTree *tree = facts->tree;
    PhBytes indent = PH_BYTES("");
    PhBuf buf = {0};
    bool has_line = statement != PH_NODE_NONE && ph_indent_before(tree, statement, &indent);
    for (PhNodeId node = ph_tree_first_from(tree, span.start);
         node < tree->count && tree->starts[node] < span.end; node++) {
        if (ph_tree_kind(tree, node) != PH_KIND_COMMENT ||
            moves_along(match, hunk, tree->starts[node]) ||
            is_kept(out, tree->starts[node])) {
            continue;
        }
        PhBytes comment = ph_bytes_trim(ph_tree_text(tree, node));
        out->lost_comments += !has_line || ph_surroundings_is_remark(comment);
        ph_buf_add(&buf, comment);
        ph_buf_add(&buf, ph_lines_newline(ph_source_lines(facts->source), span.start));
        ph_buf_add(&buf, indent);
    }
    if (buf.len > 0 && has_line) {
        uint32_t start = tree->starts[statement];
        PhEdit edit = {{start, start}, ph_arena_copy(facts->arena, ph_buf_bytes(&buf))};
        PH_VEC_PUSH(facts->arena, &out->comments, edit);
    }
    ph_buf_release(&buf);
}

/* `span` with the blanks on both sides. */
static PhSpan widen(PhBytes text, PhSpan span)
{
    while (span.start > 0 && ph_text_is_blank(text.ptr[span.start - 1])) {
        span.start--;
    }
    while (span.end < text.len && ph_text_is_blank(text.ptr[span.end])) {
        span.end++;
    }
    return span;
}

/* A deletion takes the blanks on one side, never an indentation or the last between two. */
static PhSpan with_blanks(PhBytes text, PhSpan span)
{
    PhSpan wide = widen(text, span);
    bool is_first = wide.start == 0 || strchr("\r\n([{", text.ptr[wide.start - 1]) != NULL;
    bool is_last = wide.end == text.len || strchr("\r\n)]},:;", text.ptr[wide.end]) != NULL;
    if (is_first) {
        bool is_before_comment = wide.end < text.len && text.ptr[wide.end] == '#';
        return (PhSpan){span.start, is_before_comment ? span.end : wide.end};
    }
    return is_last || wide.end > span.end ? (PhSpan){wide.start, span.end} : span;
}

/* What goes is all of its lines, and brackets around them let lines end anywhere: they go
 * whole. */
static PhSpan with_own_lines(const PhTree *tree, const PhMatch *match, const PhHunk *hunk,
                             PhSpan span)
{
    PhBytes text = tree->text;
    PhNodeId node = match->nodes[match->patch->minus.tokens[hunk->minus_first].node];
    PhNodeId outer = node == PH_NODE_NONE ? node : ph_tree_parent(tree, node);
    PhSpan wide = widen(text, span);
    bool has_start = wide.start > 0 &&
                     (text.ptr[wide.start - 1] == '\n' || text.ptr[wide.start - 1] == '\r');
    bool has_end =
        wide.end < text.len && (text.ptr[wide.end] == '\n' || text.ptr[wide.end] == '\r');
    if (!has_start || !has_end || outer == PH_NODE_NONE ||
        !ph_is_in_brackets(tree, outer)) {
        return span;
    }
    wide.end += text.ptr[wide.end] == '\r' ? 1 : 0;
    wide.end += wide.end < text.len && text.ptr[wide.end] == '\n' ? 1 : 0;
    return wide;
}

static bool is_bracket(PhKind kind)
{
    return kind == PH_TOKEN_LPAREN || kind == PH_TOKEN_RPAREN ||
           kind == PH_TOKEN_LBRACKET || kind == PH_TOKEN_RBRACKET ||
           kind == PH_TOKEN_LBRACE || kind == PH_TOKEN_RBRACE;
}

static bool has_bracket_in(const PhPattern *pattern, uint32_t first, uint32_t count)
{
    for (uint32_t i = first; i < first + count; i++) {
        if (is_bracket(ph_tree_kind(&pattern->tree, pattern->tokens[i].node))) {
            return true;
        }
    }
    return false;
}

/* True if [start, end) holds line ends and nothing but blanks, comments and those. */
static bool is_trivia_with_lines(const PhTree *tree, uint32_t start, uint32_t end)
{
    bool has_line = false;
    bool is_comment = false;
    for (uint32_t at = start; at < end; at++) {
        char c = tree->text.ptr[at];
        is_comment = c == '#' || (is_comment && c != '\n' && c != '\r');
        has_line = has_line || c == '\n' || c == '\r';
        if (!is_comment && !ph_byte_is_blank(c) && c != '\\') {
            return false;
        }
    }
    return has_line;
}

/* `.x` comes for a closing bracket: right behind the code that stays before it. */
static bool is_attribute(const PhMatch *match, const PhHunk *hunk)
{
    const PhPattern *minus = &match->patch->minus;
    const PhPattern *plus = &match->patch->plus;
    return hunk->minus_count > 0 && hunk->plus_count > 0 &&
           ph_bytes_is(plus->tokens[hunk->plus_first].text, ".") &&
           is_bracket(ph_tree_kind(&minus->tree, minus->tokens[hunk->minus_first].node));
}

/* Lines were free to end inside brackets that go: what is beside them goes too. */
static PhSpan with_lines(PhFacts *facts, const PhMatch *match, const PhHunk *hunk,
                         PhSpan span, PhBuf *buf)
{
    const PhPattern *minus = &match->patch->minus;
    const PhPattern *plus = &match->patch->plus;
    bool has_bracket = has_bracket_in(minus, hunk->minus_first, hunk->minus_count) &&
                       !has_bracket_in(plus, hunk->plus_first, hunk->plus_count);
    uint32_t next = hunk->minus_first + hunk->minus_count;
    if (has_bracket && hunk->has_next &&
        is_trivia_with_lines(facts->tree, span.end, match->token_spans[next].start)) {
        span.end = match->token_spans[next].start;
        ph_buf_add(buf, hunk->plus_first + hunk->plus_count == 0
                            ? PH_BYTES("")
                            : ph_pattern_gap(plus, hunk->plus_first + hunk->plus_count));
    }
    if ((has_bracket || is_attribute(match, hunk)) && hunk->has_last &&
        is_trivia_with_lines(facts->tree, match->token_spans[hunk->minus_first - 1].end,
                             span.start)) {
        span.start = match->token_spans[hunk->minus_first - 1].end;
        PhBuf whole = {0};
        ph_buf_add(&whole, hunk->plus_first == 0 || hunk->plus_count == 0
                               ? PH_BYTES("")
                               : ph_pattern_gap(plus, hunk->plus_first));
        ph_buf_add(&whole, ph_buf_bytes(buf));
        ph_buf_release(buf);
        *buf = whole;
    }
    return span;
}

static bool is_blank_run(PhBytes text, uint32_t start, uint32_t end)
{
    for (uint32_t at = start; at < end; at++) {
        if (!ph_text_is_blank(text.ptr[at])) {
            return false;
        }
    }
    return start < end;
}

/* Blanks beside what comes go where the page writes none any more: `s += x` becomes
 * `p.append(x)`. */
static PhSpan without_blanks(const PhMatch *match, const PhHunk *hunk, PhBytes text,
                             PhSpan span)
{
    const PhPattern *minus = &match->patch->minus;
    const PhPattern *plus = &match->patch->plus;
    uint32_t next = hunk->minus_first + hunk->minus_count;
    uint32_t last_plus = hunk->plus_first + hunk->plus_count - 1;
    bool shrinks_after = hunk->has_next && ph_pattern_gap(plus, last_plus + 1).len == 0 &&
                         ph_pattern_gap(minus, next).len > 0;
    if (shrinks_after && is_blank_run(text, span.end, match->token_spans[next].start)) {
        span.end = match->token_spans[next].start;
    }
    bool shrinks_before = hunk->has_last && hunk->plus_first > 0 &&
                          ph_pattern_gap(plus, hunk->plus_first).len == 0 &&
                          ph_pattern_gap(minus, hunk->minus_first).len > 0;
    uint32_t before = hunk->has_last ? match->token_spans[hunk->minus_first - 1].end : 0;
    if (shrinks_before && is_blank_run(text, before, span.start)) {
        span.start = before;
    }
    return span;
}

/* The hunk takes away a whole clause of a statement (`finally: ..`), and nothing comes. */
static bool is_whole_clause(const PhMatch *match, const PhHunk *hunk)
{
    const PhPattern *minus = &match->patch->minus;
    const PhTree *tree = &minus->tree;
    if (hunk->plus_count > 0 || hunk->minus_count == 0) {
        return false;
    }
    uint32_t end = hunk->minus_first + hunk->minus_count - 1;
    PhNodeId clause = ph_tree_parent(tree, minus->tokens[hunk->minus_first].node);
    switch (ph_tree_kind(tree, clause)) {
    case PH_KIND_ELSE_CLAUSE:
    case PH_KIND_EXCEPT_CLAUSE:
    case PH_KIND_FINALLY_CLAUSE:
        return minus->tokens[hunk->minus_first].node == clause + 1 &&
               ph_tree_limit(tree, minus->tokens[end].node) == ph_tree_limit(tree, clause);
    default: return false;
    }
}

/* A clause goes with its lines, and with a comment behind its end. */
static PhSpan clause_span(const PhTree *tree, PhSpan span)
{
    PhBytes text = tree->text;
    uint32_t start = span.start;
    uint32_t rest = ph_text_skip_blanks(text, span.end);
    while (start > 0 && ph_text_is_blank(text.ptr[start - 1])) {
        start--;
    }
    bool is_first = start == 0 || ph_byte_is_line_end(text.ptr[start - 1]);
    if (is_first && (ph_text_is_line_end(text, rest) || text.ptr[rest] == '#')) {
        return (PhSpan){start, ph_text_next_line(text, rest)};
    }
    return span;
}

/* A blank before what comes, where the page has one there and had none before. */
static void add_blank(PhBuf *buf, const PhMatch *match, const PhHunk *hunk, PhSpan span,
                      PhBytes text)
{
    bool gains_blank =
        hunk->has_last && hunk->plus_count > 0 && hunk->plus_first > 0 &&
        ph_bytes_is(ph_pattern_gap(&match->patch->plus, hunk->plus_first), " ") &&
        ph_pattern_gap(&match->patch->minus, hunk->minus_first).len == 0;
    if (gains_blank && span.start > 0 && !ph_byte_is_blank(text.ptr[span.start - 1])) {
        ph_buf_add_char(buf, ' ');
    }
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
        PhRender render = render_for(facts, match, hunk, span.start, out);
        add_blank(&buf, match, hunk, span, text);
        ph_render(&buf, &render, hunk->plus_first, hunk->plus_count);
        bool has_lines_beside = !is_expression(match) || is_attribute(match, hunk);
        PhSpan wider = has_lines_beside ? with_lines(facts, match, hunk, span, &buf) : span;
        bool is_same = wider.start == span.start && wider.end == span.end;
        bool is_deletion = hunk->plus_count == 0;
        if (is_deletion && is_expression(match)) {
            wider = with_own_lines(facts->tree, match, hunk, span);
            is_same = wider.start == span.start && wider.end == span.end;
        }
        if (is_same && is_deletion) {
            wider = is_whole_clause(match, hunk) ? clause_span(facts->tree, span)
                                                 : with_blanks(text, span);
        }
        span = is_same && !is_deletion && !is_expression(match)
                   ? without_blanks(match, hunk, text, span)
                   : wider;
    }
    keep_words_apart(&buf, text, span);
    if (hunk->minus_count > 0 && has_comment(facts->tree, span)) {
        hoist_comments(facts, span,
                       statement_of_token(facts->tree, match, hunk->minus_first), match,
                       hunk, out);
    }
    add_edit(facts, span, &buf, out);
    ph_buf_release(&buf);
}

PhNodeId ph_rewrite_anchor(const PhTree *tree, const PhMatch *match, PhNodeId node,
                           bool is_last)
{
    PhMetavarId metavar =
        node == PH_NODE_NONE ? PH_METAVAR_NONE : match->patch->minus.metavars[node];
    PhNodeId found = node == PH_NODE_NONE ? PH_NODE_NONE : match->nodes[node];
    if (metavar != PH_METAVAR_NONE) {
        const PhCapture *capture = &match->captures[metavar];
        found = capture->count == 0 ? PH_NODE_NONE
                                    : capture->nodes[is_last ? capture->count - 1 : 0];
    }
    return found == PH_NODE_NONE ? found : ph_tree_statement_of(tree, found);
}

/* What a statement that goes holds and the plus slice writes takes its comments along. */
static void keep_parts(PhFacts *facts, const PhMatch *match, PhNodeId node, PhRewrite *out)
{
    const PhPattern *minus = &match->patch->minus;
    for (uint32_t i = 0; i < minus->token_count; i++) {
        const PhPatternToken *token = &minus->tokens[i];
        bool is_part = ph_tree_is_within(&minus->tree, token->node, node) &&
                       token->metavar != PH_METAVAR_NONE &&
                       ph_pattern_binds(&match->patch->plus, token->metavar);
        if (is_part) {
            PH_VEC_PUSH(facts->arena, &out->kept, match->token_spans[i]);
        }
    }
}

/* `"name": value` of a dict display, kept among the arguments of a call, is written
 * `name=value`. */
static void add_pairs(PhFacts *facts, const PhMatch *match, PhRewrite *out)
{
    const PhTree *tree = facts->tree;
    const PhPattern *plus = &match->patch->plus;
    for (uint32_t i = 0; i < plus->token_count; i++) {
        PhMetavarId metavar = plus->tokens[i].metavar;
        bool is_argument =
            ph_tree_kind(&plus->tree, ph_tree_parent(&plus->tree, plus->tokens[i].node)) ==
            PH_KIND_ARGUMENT_LIST;
        if (metavar == PH_METAVAR_NONE || !is_argument ||
            !match->captures[metavar].is_list) {
            continue;
        }
        const PhCapture *list = &match->captures[metavar];
        for (uint32_t n = 0; n < list->count; n++) {
            PhNodeId pair = list->nodes[n];
            if (ph_tree_kind(tree, pair) != PH_KIND_PAIR) {
                continue;
            }
            PhNodeId key = ph_tree_child(tree, pair, PH_FIELD_KEY);
            PhSpan span = {tree->starts[key],
                           tree->starts[ph_tree_child(tree, pair, PH_FIELD_VALUE)]};
            PhEdit edit = {span, ph_arena_format(facts->arena, "%.*s=",
                                                 (int)ph_string_value(tree, key).len,
                                                 ph_string_value(tree, key).ptr)};
            out->lost_comments += has_comment(tree, span);
            PH_VEC_PUSH(facts->arena, &out->edits, edit);
        }
    }
}

void ph_rewrite_add(PhFacts *facts, const PhMatch *match, PhRewrite *out)
{
    const PhPatch *patch = match->patch;
    size_t first_edit = out->edits.count;
    for (size_t i = 0; i < patch->insertions.count; i++) {
        if (patch->insertions.items[i].prefers_before) {
            ph_insertion_add(facts, match, &patch->insertions.items[i], out);
        }
    }
    for (size_t i = 0; i < patch->hunks.count; i++) {
        add_hunk(facts, match, &patch->hunks.items[i], out);
    }
    add_pairs(facts, match, out);
    for (size_t i = 0; i < patch->insertions.count; i++) {
        if (!patch->insertions.items[i].prefers_before) {
            ph_insertion_add(facts, match, &patch->insertions.items[i], out);
        }
    }
    for (size_t i = 0; i < patch->deletions.count; i++) {
        PhNodeId node = patch->deletions.items[i];
        PhMetavarId metavar = patch->minus.metavars[node];
        PhDeletion deletion = {
            .first = ph_rewrite_anchor(facts->tree, match, node, false),
            .last = ph_rewrite_anchor(facts->tree, match, node, true),
            .is_moved =
                metavar != PH_METAVAR_NONE && ph_pattern_binds(&patch->plus, metavar),
        };
        if (deletion.first != PH_NODE_NONE) {
            keep_parts(facts, match, node, out);
            PH_VEC_PUSH(facts->arena, &out->deleted, deletion);
        }
    }
    for (size_t i = 0; i < patch->sinks.count; i++) {
        ph_sink_add(facts, match, &patch->sinks.items[i], first_edit, out);
    }
    if (out->edits.count > first_edit) {
        PhEditVec own = {.items = out->edits.items + first_edit,
                         .count = out->edits.count - first_edit};
        ph_edits_sort(&own);
    }
    ph_parentheses_add(facts, match, first_edit, out);
}

static bool is_filled(const PhRewrite *out, PhNodeId block)
{
    for (size_t i = 0; i < out->filled.count; i++) {
        if (out->filled.items[i] == block) {
            return true;
        }
    }
    return false;
}

/* `statement` is a child of the block that the deleted ones are of, or of another. */
static bool is_deleted(const PhRewrite *out, PhNodeId statement)
{
    for (size_t i = 0; i < out->deleted.count; i++) {
        if (out->deleted.items[i].first <= statement &&
            statement <= out->deleted.items[i].last) {
            return true;
        }
    }
    return false;
}

/* True if nothing would be left of the suite that `statement` is the last of to go. */
static bool empties_suite(const PhTree *tree, PhNodeId statement, const PhRewrite *out)
{
    PhNodeId block = ph_tree_parent(tree, statement);
    if (ph_tree_kind(tree, block) != PH_KIND_BLOCK || is_filled(out, block)) {
        return false;
    }
    PhNodeId last = PH_NODE_NONE;
    for (PhNodeId node = ph_tree_first_named(tree, block); node != PH_NODE_NONE;
         node = ph_tree_next_named(tree, node)) {
        if (!is_deleted(out, node)) {
            return false;
        }
        last = node;
    }
    return last == statement;
}

/* Of the empty lines before and behind lines that go, the fewer go too. */
static PhSpan with_empty_lines(PhBytes text, PhSpan span)
{
    uint32_t start = span.start;
    uint32_t end = span.end;
    uint32_t before = 0;
    uint32_t behind = 0;
    while (start > 0) {
        uint32_t line = ph_text_last_line_start(text, start);
        if (line == start || !ph_byte_is_line_end(text.ptr[line])) {
            break;
        }
        start = line;
        before++;
    }
    while (end < text.len && ph_byte_is_line_end(text.ptr[end])) {
        end = ph_text_next_line(text, end);
        behind++;
    }
    if (before == 0 || behind == 0) {
        return span;
    }
    return before <= behind ? (PhSpan){start, span.end} : (PhSpan){span.start, end};
}

/* What goes with statements: their lines, or what joins them to others on a line. */
static PhSpan deletion_span(const PhTree *tree, PhNodeId statement, PhSpan span)
{
    PhBytes text = tree->text;
    PhBytes indent;
    uint32_t end = span.end;
    uint32_t rest = ph_text_skip_blanks(text, span.end);
    if (rest < text.len && text.ptr[rest] == ';') {
        uint32_t next = ph_text_skip_blanks(text, rest + 1);
        span.end = ph_text_is_line_end(text, next) ? rest + 1 : next;
        rest = ph_text_skip_blanks(text, span.end);
    }
    bool is_first = ph_indent_before(tree, statement, &indent);
    if (is_first && ph_text_is_line_end(text, rest)) {
        span.start -= (uint32_t)indent.len;
        span.end = ph_text_next_line(text, rest);
        span = with_empty_lines(text, span);
    } else if (is_first) {
        span.end = rest;
    } else {
        uint32_t before = span.start;
        while (before > 0 && ph_text_is_blank(text.ptr[before - 1])) {
            before--;
        }
        bool is_joined = before > 0 && text.ptr[before - 1] == ';';
        bool has_more = span.end > end;
        span.start = is_joined && !has_more ? before - 1 : span.start;
    }
    return span;
}

static void add_deletion(PhFacts *facts, const PhDeletion *deletion, PhRewrite *out)
{
    const PhTree *tree = facts->tree;
    PhBuf buf = {0};
    PhSpan span = {tree->starts[deletion->first], tree->ends[deletion->last]};
    if (!deletion->is_moved) {
        hoist_comments(facts, span, deletion->first, NULL, NULL, out);
    }
    if (empties_suite(tree, deletion->last, out)) {
        ph_buf_add_str(&buf, "pass");
    } else {
        span = deletion_span(tree, deletion->first, span);
    }
    uint32_t rest = ph_text_skip_blanks(tree->text, span.end);
    out->has_no_room =
        out->has_no_room || (rest < tree->text.len && tree->text.ptr[rest] == '\\');
    add_edit(facts, span, &buf, out);
    ph_buf_release(&buf);
}

/* Edits that touch become one, in their order. */
static void join_edits(PhArena *arena, PhEditVec *edits)
{
    size_t kept = 0;
    for (size_t i = 1; i < edits->count; i++) {
        PhEdit *last = &edits->items[kept];
        PhEdit next = edits->items[i];
        if (next.span.start == last->span.end) {
            last->text = ph_arena_join(arena, last->text, next.text);
            last->span.end = next.span.end;
        } else {
            edits->items[++kept] = next;
        }
    }
    edits->count = edits->count == 0 ? 0 : kept + 1;
}

void ph_rewrite_finish(PhFacts *facts, PhRewrite *out)
{
    for (size_t i = 0; i < out->deleted.count; i++) {
        add_deletion(facts, &out->deleted.items[i], out);
    }
    for (size_t i = 0; i < out->edits.count; i++) {
        PH_VEC_PUSH(facts->arena, &out->comments, out->edits.items[i]);
    }
    out->edits = out->comments;
    out->comments = (PhEditVec){0};
    ph_edits_sort(&out->edits);
    join_edits(facts->arena, &out->edits);
}
