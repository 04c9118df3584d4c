#include "template/sink.h"

#include "syntax/walk.h"
#include "template/indent.h"

static uint32_t skip_blanks(PhBytes text, uint32_t at)
{
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t')) {
        at++;
    }
    return at;
}

/* Past the end of the line that holds `at`: LF, CR LF or CR. */
static uint32_t next_line(PhBytes text, uint32_t at)
{
    while (at < text.len && !ph_byte_is_line_end(text.ptr[at])) {
        at++;
    }
    bool is_pair = at + 1 < text.len && text.ptr[at] == '\r' && text.ptr[at + 1] == '\n';
    return at < text.len ? at + (is_pair ? 2 : 1) : at;
}

static bool is_empty_line(PhBytes text, uint32_t line)
{
    uint32_t at = skip_blanks(text, line);
    return at < text.len && ph_byte_is_line_end(text.ptr[at]);
}

/* Nothing but a comment stands behind the statement on its line. */
static bool ends_its_line(const PhTree *tree, PhNodeId statement)
{
    uint32_t rest = skip_blanks(tree->text, tree->ends[statement]);
    return rest >= tree->text.len || tree->text.ptr[rest] == '#' ||
           ph_byte_is_line_end(tree->text.ptr[rest]);
}

/* The bytes of all lines that move; false if they share lines with what does not. */
static bool find_lines(const PhTree *tree, const PhMatch *match, const PhSink *sink,
                       PhSpan *span_out, PhBytes *indent_out)
{
    PhNodeId first = ph_rewrite_anchor(tree, match, sink->first, false);
    PhNodeId last = ph_rewrite_anchor(tree, match, sink->last, true);
    PhBytes ignored;
    if (first == PH_NODE_NONE || last == PH_NODE_NONE || !ends_its_line(tree, last) ||
        !ph_indent_before(tree, first, indent_out)) {
        return false;
    }
    *span_out = (PhSpan){tree->starts[first] - (uint32_t)indent_out->len,
                         next_line(tree->text, tree->ends[last])};
    if (sink->header != PH_NODE_NONE) {
        PhNodeId header = ph_rewrite_anchor(tree, match, sink->header, false);
        if (header == PH_NODE_NONE || !ph_indent_before(tree, header, &ignored) ||
            !ends_its_line(tree, header)) {
            return false;
        }
        span_out->start = next_line(tree->text, tree->ends[header]);
    }
    PhNodeId next = sink->next == PH_NODE_NONE
                        ? PH_NODE_NONE
                        : ph_rewrite_anchor(tree, match, sink->next, false);
    if (next != PH_NODE_NONE) {
        if (!ph_indent_before(tree, next, &ignored)) {
            return false;
        }
        span_out->end = tree->starts[next] - (uint32_t)ignored.len;
    }
    return span_out->start < span_out->end;
}

/* A clause of a statement that goes deeper may go itself. */
static bool is_covered(const PhRewrite *out, size_t first_edit, uint32_t offset)
{
    for (size_t i = first_edit; i < out->edits.count; i++) {
        PhSpan span = out->edits.items[i].span;
        if (span.start <= offset && offset < span.end) {
            return true;
        }
    }
    return false;
}

void ph_sink_add(PhFacts *facts, const PhMatch *match, const PhSink *sink,
                 size_t first_edit, PhRewrite *out)
{
    const PhTree *tree = facts->tree;
    PhBytes text = tree->text;
    PhSpan span;
    PhBytes indent;
    if (!find_lines(tree, match, sink, &span, &indent)) {
        out->has_no_room = true;
        return;
    }
    PhNodeId first = ph_rewrite_anchor(tree, match, sink->first, false);
    PhBytes unit = ph_arena_copy(facts->arena, ph_indent_unit(tree, first));
    uint32_t first_code = span.start;
    while (first_code < span.end && is_empty_line(text, first_code)) {
        first_code = next_line(text, first_code);
    }
    if (span.start < first_code && sink->header != PH_NODE_NONE) {
        PhEdit edit = {{span.start, first_code}, PH_BYTES("")};
        PH_VEC_PUSH(facts->arena, &out->edits, edit);
    }
    for (uint32_t line = first_code; line < span.end; line = next_line(text, line)) {
        PhLineMove move = ph_indent_judge(tree, line, indent);
        if (move == PH_LINE_BAD) {
            out->has_no_room = true;
            return;
        }
        uint32_t at = line + (uint32_t)indent.len;
        if (move == PH_LINE_MOVES && !is_covered(out, first_edit, at)) {
            PhEdit edit = {{at, at}, unit};
            PH_VEC_PUSH(facts->arena, &out->edits, edit);
        }
    }
}
