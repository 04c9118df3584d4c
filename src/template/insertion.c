#include "template/insertion.h"

#include "syntax/walk.h"
#include "template/indent.h"
#include "template/render.h"
#include "template/text_lines.h"

/* The end of the last line of a statement with a suite: comments below it that are
 * indented deeper than the statement belong to it. */
static uint32_t end_with_comments(PhBytes text, uint32_t end, size_t depth)
{
    end = ph_text_line_end(text, end);
    for (uint32_t line = ph_text_next_line(text, end); line < text.len;) {
        uint32_t first = ph_text_skip_blanks(text, line);
        if (first - line <= depth || text.ptr[first] != '#') {
            break;
        }
        end = ph_text_line_end(text, first);
        line = ph_text_next_line(text, end);
    }
    return end;
}

/* A place for statements behind or in front of another. */
typedef struct PhSpot {
    uint32_t offset;
    bool is_joined; /* on the line of the other */
    bool is_after;
    bool is_bad;
} PhSpot;

static PhSpot spot_after(const PhTree *tree, PhNodeId statement, PhRender *render)
{
    PhBytes text = tree->text;
    PhSpot spot = {.offset = tree->ends[statement], .is_after = true};
    bool is_compound = ph_tree_first_suite(tree, statement) != PH_NODE_NONE;
    bool is_first = ph_indent_before(tree, statement, &render->indent);
    uint32_t rest = ph_text_skip_blanks(text, spot.offset);
    bool is_shared = rest < text.len && text.ptr[rest] == ';' && !is_compound;
    spot.is_joined = !is_first || is_shared;
    spot.is_bad = !ph_text_is_line_end(text, rest) && strchr("#;", text.ptr[rest]) == NULL;
    if (!spot.is_joined) {
        spot.offset = is_compound ? end_with_comments(text, spot.offset, render->indent.len)
                                  : ph_text_line_end(text, spot.offset);
    }
    return spot;
}

static PhSpot spot_before(const PhTree *tree, PhNodeId statement, PhRender *render)
{
    bool is_first = ph_indent_before(tree, statement, &render->indent);
    return (PhSpot){.offset = tree->starts[statement],
                    .is_joined = !is_first,
                    .is_bad =
                        !is_first && ph_tree_first_suite(tree, statement) != PH_NODE_NONE};
}

/* The empty lines that the page has between what comes and the statement that it comes
 * before, or behind. */
static uint32_t empty_lines_beside(const PhMatch *match, const PhInsertion *insertion,
                                   const PhSpot *spot)
{
    const PhPattern *plus = &match->patch->plus;
    uint32_t next = spot->is_after ? insertion->plus_first
                                   : insertion->plus_first + insertion->plus_count;
    return next == 0 || next >= plus->token_count
               ? 0
               : ph_render_empty_lines(ph_pattern_gap(plus, next));
}

/* What is set off by an empty line does not come between a statement and the comments that
 * stand directly above it. */
static uint32_t above_comments(PhBytes text, uint32_t offset, PhBytes indent)
{
    uint32_t line = offset - (uint32_t)indent.len;
    while (line > 0) {
        uint32_t above = ph_text_last_line_start(text, line);
        PhBytes mark = PH_BYTES("\xEF\xBB\xBF");
        bool has_mark = above == 0 && ph_bytes_starts_with(text, mark);
        PhBytes rest = ph_bytes_slice(text, above + (has_mark ? mark.len : 0), line);
        if (above == line || !ph_bytes_starts_with(rest, indent) ||
            rest.len <= indent.len || rest.ptr[indent.len] != '#') {
            break;
        }
        line = above;
    }
    if (line == 0) {
        return offset; /* comments at the head of a file are about all of it */
    }
    return line + (uint32_t)indent.len;
}

void ph_insertion_add(PhFacts *facts, const PhMatch *match, const PhInsertion *insertion,
                      PhRewrite *out)
{
    const PhTree *tree = facts->tree;
    PhNodeId after = ph_rewrite_anchor(tree, match, insertion->after, true);
    PhNodeId before = ph_rewrite_anchor(tree, match, insertion->before, false);
    bool is_before =
        before != PH_NODE_NONE && (insertion->prefers_before || after == PH_NODE_NONE);
    PhNodeId anchor = is_before ? before : after;
    PhRender render = {.facts = facts, .match = match, .out = out};
    if (anchor == PH_NODE_NONE) {
        out->has_no_room = true;
        return;
    }
    PhSpot spot =
        is_before ? spot_before(tree, anchor, &render) : spot_after(tree, anchor, &render);
    render.offset = spot.offset;
    render.newline = ph_lines_newline(ph_source_lines(facts->source), spot.offset);
    render.unit = ph_indent_unit(tree, anchor);
    render.column = insertion->column;
    render.is_joined = spot.is_joined;
    render.has_no_room = spot.is_bad;
    PhBytes gap = spot.is_joined
                      ? PH_BYTES("; ")
                      : ph_arena_join(facts->arena, render.newline, render.indent);
    uint32_t empty = spot.is_joined ? 0 : empty_lines_beside(match, insertion, &spot);
    for (uint32_t i = 0; i < empty; i++) {
        gap = ph_arena_join(facts->arena, render.newline, gap);
    }
    if (empty > 0 && !spot.is_after) {
        spot.offset = above_comments(tree->text, spot.offset, render.indent);
    }
    PhBuf buf = {0};
    ph_buf_add(&buf, spot.is_after ? gap : PH_BYTES(""));
    ph_render(&buf, &render, insertion->plus_first, insertion->plus_count);
    ph_buf_add(&buf, spot.is_after ? PH_BYTES("") : gap);
    PhEdit edit = {{spot.offset, spot.offset},
                   ph_arena_copy(facts->arena, ph_buf_bytes(&buf))};
    PH_VEC_PUSH(facts->arena, &out->edits, edit);
    ph_buf_release(&buf);
    PH_VEC_PUSH(facts->arena, &out->filled, ph_tree_parent(tree, anchor));
}
