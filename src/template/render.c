#include "template/render.h"

#include "names/builtin.h"
#include "syntax/walk.h"
#include "template/indent.h"
#include "template/parentheses.h"

enum { PH_PAGE_STEP = 4 }; /* blanks that a page indents by */

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

/* How many levels below its statement the page begins the line behind `gap`. */
static size_t depth_behind(const PhRender *render, PhBytes gap)
{
    size_t line = gap.len;
    while (line > 0 && gap.ptr[line - 1] == ' ') {
        line--;
    }
    size_t columns = gap.len - line;
    return columns > render->column ? (columns - render->column) / PH_PAGE_STEP : 0;
}

static PhBytes indent_at(const PhRender *render, size_t depth)
{
    PhBuf indent = {0};
    ph_buf_add(&indent, render->indent);
    for (size_t i = 0; i < depth; i++) {
        ph_buf_add(&indent, render->unit);
    }
    PhBytes copy = ph_arena_copy(render->facts->arena, ph_buf_bytes(&indent));
    ph_buf_release(&indent);
    return copy;
}

uint32_t ph_render_empty_lines(PhBytes gap)
{
    uint32_t count = 0;
    for (size_t i = 0; i < gap.len; i++) {
        count += gap.ptr[i] == '\n';
    }
    return count > 0 ? count - 1 : 0;
}

/* The end of a line between two tokens: another line of the file, at the depth that the
 * page gives it. */
static void add_line_end(PhBuf *buf, PhRender *render, PhBytes gap)
{
    size_t depth = depth_behind(render, gap);
    if (render->is_joined) {
        render->has_no_room = render->has_no_room || depth > 0;
        ph_buf_add_str(buf, "; ");
        return;
    }
    render->line_indent = indent_at(render, depth);
    for (uint32_t i = ph_render_empty_lines(gap) + 1; i > 0; i--) {
        ph_buf_add(buf, render->newline);
    }
    ph_buf_add(buf, render->line_indent);
}

static bool has_line_end(PhBytes gap)
{
    return ph_bytes_find(gap, PH_BYTES("\n"), 0) != PH_NOT_FOUND;
}

/* What comes may begin a line whose end before it is kept. */
static PhBytes first_indent(const PhRender *render, uint32_t first)
{
    const PhPattern *plus = &render->match->patch->plus;
    PhBytes gap = first > 0 ? ph_pattern_gap(plus, first) : PH_BYTES("");
    bool begins_line = has_line_end(gap) && render->unit.len > 0;
    return begins_line ? indent_at(render, depth_behind(render, gap)) : render->indent;
}

void ph_render_gap(PhBuf *buf, PhRender *render, PhBytes gap)
{
    if (has_line_end(gap)) {
        add_line_end(buf, render, gap);
    } else {
        ph_buf_add(buf, gap);
    }
}

static bool is_statement_token(const PhPattern *pattern, const PhPatternToken *token)
{
    PhKind parent =
        ph_tree_kind(&pattern->tree, ph_tree_parent(&pattern->tree, token->node));
    return parent == PH_KIND_BLOCK || parent == PH_KIND_MODULE;
}

static void add_capture(PhBuf *buf, PhRender *render, uint32_t index)
{
    const PhPatternToken *token = &render->match->patch->plus.tokens[index];
    const PhTree *tree = render->facts->tree;
    const PhCapture *capture = &render->match->captures[token->metavar];
    PhBytes indent;
    bool is_moved = capture->count > 0 &&
                    is_statement_token(&render->match->patch->plus, token) &&
                    render->match->patch->plus.statement_count > 0;
    PhField field = ph_tree_field(&render->match->patch->plus.tree, token->node);
    bool is_name = (field == PH_FIELD_ATTRIBUTE || field == PH_FIELD_NAME) &&
                   capture->count == 1 &&
                   ph_tree_kind(tree, capture->nodes[0]) == PH_KIND_STRING;
    if (!is_moved && capture->text.len > 0) {
        ph_buf_add(buf, capture->text);
    } else if (is_name) { /* "name" of a[..] becomes a.name */
        ph_buf_add(buf, ph_string_value(tree, capture->nodes[0]));
    } else if (!is_moved) {
        ph_parentheses_write(buf, tree, render->match, index);
    } else if (!ph_indent_before(tree, capture->nodes[0], &indent) || render->is_joined ||
               !ph_indent_move(buf, tree, capture->span, indent, render->line_indent)) {
        render->has_no_room = true;
    }
}

/* A bare name of a page means the builtin, so it must do so where it is written. */
static bool is_shadowed(const PhRender *render, const PhPatternToken *token)
{
    const PhTree *plus = &render->match->patch->plus.tree;
    PhField field = ph_tree_field(plus, token->node);
    PhKind parent = ph_tree_kind(plus, ph_tree_parent(plus, token->node));
    if (ph_tree_kind(plus, token->node) != PH_KIND_IDENTIFIER ||
        field == PH_FIELD_ATTRIBUTE ||
        (field == PH_FIELD_NAME && parent == PH_KIND_KEYWORD_ARGUMENT) ||
        !ph_builtin_is_known(token->text)) {
        return false;
    }
    const PhNames *names = ph_facts_names(render->facts);
    PhNodeId place = ph_tree_deepest_at(render->facts->tree, render->offset);
    return !ph_names_is_builtin(names, ph_names_scope_at(names, place), token->text);
}

void ph_render(PhBuf *buf, PhRender *render, uint32_t first, uint32_t count)
{
    const PhPattern *plus = &render->match->patch->plus;
    PhRewrite *out = render->out;
    render->line_indent = first_indent(render, first);
    for (uint32_t i = first; i < first + count; i++) {
        const PhPatternToken *token = &plus->tokens[i];
        if (i > first) {
            PhBytes gap = ph_bytes_slice(plus->tree.text, plus->tokens[i - 1].span.end,
                                         token->span.start);
            ph_render_gap(buf, render, gap);
        }
        if (i == first &&
            needs_comma(render->facts, render->match, token, render->offset)) {
            ph_buf_add_char(buf, ',');
        }
        if (token->symbol.module.len > 0 && out->ledger != NULL) {
            add_symbol(buf, render->facts, token, render->offset, out);
        } else if (token->metavar == PH_METAVAR_NONE) {
            out->is_shadowed = out->is_shadowed || is_shadowed(render, token);
            ph_buf_add(buf, token->text);
        } else {
            add_capture(buf, render, i);
        }
    }
    out->has_no_room = out->has_no_room || render->has_no_room;
}
