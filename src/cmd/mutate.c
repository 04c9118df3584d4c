/* Mutations of a whole text: line ends, tabs, nesting. */

#include "cmd/mutate.h"

#include "base/buf.h"

static bool finish(PhArena *arena, PhBuf *buf, PhMutant *out)
{
    *out = (PhMutant){.text = ph_arena_copy(arena, ph_buf_bytes(buf))};
    ph_buf_release(buf);
    return true;
}

static bool replace_line_ends(PhArena *arena, const PhTree *tree, const char *line_end,
                              PhMutant *out)
{
    PhBuf buf = {0};
    for (size_t i = 0; i < tree->text.len; i++) {
        if (tree->text.ptr[i] == '\n') {
            ph_buf_add_str(&buf, line_end);
        } else {
            ph_buf_add_char(&buf, tree->text.ptr[i]);
        }
    }
    return finish(arena, &buf, out);
}

static bool with_crlf(PhArena *arena, const PhTree *tree, uint32_t index, PhMutant *out)
{
    return index == 0 && replace_line_ends(arena, tree, "\r\n", out);
}

static bool with_cr(PhArena *arena, const PhTree *tree, uint32_t index, PhMutant *out)
{
    return index == 0 && replace_line_ends(arena, tree, "\r", out);
}

static bool with_bom(PhArena *arena, const PhTree *tree, uint32_t index, PhMutant *out)
{
    PhBuf buf = {0};
    if (index > 0 || ph_bytes_starts_with(tree->text, PH_BYTES("\xef\xbb\xbf"))) {
        return false;
    }
    ph_buf_add_str(&buf, "\xef\xbb\xbf");
    ph_buf_add(&buf, tree->text);
    return finish(arena, &buf, out);
}

static bool without_final_newline(PhArena *arena, const PhTree *tree, uint32_t index,
                                  PhMutant *out)
{
    PhBytes text = tree->text;
    if (index > 0 || !ph_bytes_ends_with(text, PH_BYTES("\n"))) {
        return false;
    }
    while (ph_bytes_ends_with(text, PH_BYTES("\n"))) {
        text.len--;
    }
    out->text = ph_arena_copy(arena, text);
    return true;
}

/* By byte: it lies in a string token, behind its first byte. */
static const bool *bytes_in_strings(PhArena *arena, const PhTree *tree)
{
    bool *inside = PH_NEW_ARRAY(arena, bool, tree->text.len + 1);
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (ph_tree_kind(tree, node) == PH_KIND_STRING) {
            memset(inside + tree->starts[node] + 1, true,
                   tree->ends[node] - tree->starts[node] - 1);
        }
    }
    return inside;
}

static uint32_t line_start(PhBytes text, uint32_t offset)
{
    while (offset > 0 && text.ptr[offset - 1] != '\n') {
        offset--;
    }
    return offset;
}

static uint32_t next_line(PhBytes text, uint32_t offset)
{
    while (offset < text.len && text.ptr[offset] != '\n') {
        offset++;
    }
    return offset < text.len ? offset + 1 : offset;
}

static bool is_import(PhKind kind)
{
    return kind == PH_KIND_IMPORT_STATEMENT || kind == PH_KIND_IMPORT_FROM_STATEMENT ||
           kind == PH_KIND_FUTURE_IMPORT_STATEMENT;
}

uint32_t ph_mutate_header_end(const PhTree *tree)
{
    uint32_t end = 0;
    bool is_first = true;
    PH_FOR_EACH_CHILD(tree, 0, child)
    {
        PhKind kind = ph_tree_kind(tree, child);
        bool is_docstring = is_first && kind == PH_KIND_EXPRESSION_STATEMENT &&
                            ph_tree_kind(tree, child + 1) == PH_KIND_STRING;
        if (ph_kind_is_extra(kind)) {
            continue;
        }
        PhNodeId next = ph_tree_next_sibling(tree, child);
        uint32_t after = next_line(tree->text, tree->ends[child]);
        bool is_shared = next != PH_NODE_NONE && tree->starts[next] < after &&
                         !ph_kind_is_extra(ph_tree_kind(tree, next));
        if (is_shared || (!is_docstring && !is_import(kind))) {
            break;
        }
        end = after;
        is_first = false;
    }
    return end;
}

/* The first statement after the header, or PH_NODE_NONE. */
static PhNodeId first_statement(const PhTree *tree)
{
    uint32_t header = ph_mutate_header_end(tree);
    PH_FOR_EACH_CHILD(tree, 0, child)
    {
        if (tree->starts[child] >= header && !ph_kind_is_extra(ph_tree_kind(tree, child))) {
            return child;
        }
    }
    return PH_NODE_NONE;
}

bool ph_mutate_only_defines(const PhTree *tree)
{
    PhNodeId child = first_statement(tree);
    for (; child != PH_NODE_NONE; child = ph_tree_next_sibling(tree, child)) {
        PhKind kind = ph_tree_kind(tree, child);
        bool is_assignment =
            kind == PH_KIND_EXPRESSION_STATEMENT &&
            (ph_tree_kind(tree, child + 1) == PH_KIND_ASSIGNMENT ||
             ph_tree_kind(tree, child + 1) == PH_KIND_AUGMENTED_ASSIGNMENT);
        bool is_known = ph_kind_is_extra(kind) || kind == PH_KIND_FUNCTION_DEFINITION ||
                        kind == PH_KIND_CLASS_DEFINITION ||
                        kind == PH_KIND_DECORATED_DEFINITION ||
                        kind == PH_KIND_EXPRESSION_STATEMENT || kind == PH_TOKEN_SEMICOLON;
        if (!is_known || is_assignment) {
            return false;
        }
    }
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (ph_tree_kind(tree, node) == PH_KIND_GLOBAL_STATEMENT) {
            return false;
        }
    }
    return true;
}

static bool with_form_feed(PhArena *arena, const PhTree *tree, uint32_t index,
                           PhMutant *out)
{
    PhNodeId statement = index == 0 ? first_statement(tree) : PH_NODE_NONE;
    PhBuf buf = {0};
    if (statement == PH_NODE_NONE) {
        return false;
    }
    uint32_t at = tree->starts[statement];
    ph_buf_add(&buf, ph_bytes_slice(tree->text, 0, at));
    ph_buf_add_char(&buf, '\f');
    ph_buf_add(&buf, ph_bytes_slice(tree->text, at, tree->text.len));
    return finish(arena, &buf, out);
}

static uint32_t blanks_at(PhBytes text, uint32_t offset)
{
    uint32_t end = offset;
    while (end < text.len && text.ptr[end] == ' ') {
        end++;
    }
    return end - offset;
}

/* Blanks of one level: the least that a statement is indented by; 0 if none is. */
static uint32_t indentation_unit(const PhTree *tree)
{
    uint32_t unit = 0;
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (ph_tree_kind(tree, node) == PH_KIND_BLOCK) {
            uint32_t start = tree->starts[node];
            uint32_t line = line_start(tree->text, start);
            uint32_t blanks = blanks_at(tree->text, line);
            bool is_alone = line + blanks == start;
            unit = is_alone && blanks > 0 && (unit == 0 || blanks < unit) ? blanks : unit;
        }
    }
    return unit;
}

static bool with_tabs(PhArena *arena, const PhTree *tree, uint32_t index, PhMutant *out)
{
    PhBytes text = tree->text;
    uint32_t unit = index == 0 ? indentation_unit(tree) : 0;
    const bool *inside = bytes_in_strings(arena, tree);
    PhBuf buf = {0};
    if (unit == 0 || ph_bytes_find(text, PH_BYTES("\t"), 0) != PH_NOT_FOUND) {
        return false;
    }
    for (uint32_t at = 0; at < text.len;) {
        uint32_t end = next_line(text, at);
        uint32_t blanks = inside[at] ? 0 : blanks_at(text, at);
        ph_buf_add_repeated(&buf, '\t', blanks / unit);
        ph_buf_add_repeated(&buf, ' ', blanks % unit);
        ph_buf_add(&buf, ph_bytes_slice(text, at + blanks, end));
        at = end;
    }
    return finish(arena, &buf, out);
}

/* What stands after the header, below `head` and above `tail`. */
static bool nest(PhArena *arena, const PhTree *tree, const char *head, uint32_t indentation,
                 const char *tail, PhMutant *out)
{
    PhBytes text = tree->text;
    const bool *inside = bytes_in_strings(arena, tree);
    uint32_t at = ph_mutate_header_end(tree);
    PhBuf buf = {0};
    if (first_statement(tree) == PH_NODE_NONE) {
        return false;
    }
    while (text.ptr[at] == '\n') {
        at++;
    }
    ph_buf_add(&buf, ph_bytes_slice(text, 0, at));
    ph_buf_add_str(&buf, head);
    while (at < text.len) {
        uint32_t end = next_line(text, at);
        if (!inside[at] && text.ptr[at] != '\n') {
            ph_buf_add_repeated(&buf, ' ', indentation);
        }
        ph_buf_add(&buf, ph_bytes_slice(text, at, end));
        at = end;
    }
    if (!ph_bytes_ends_with(text, PH_BYTES("\n"))) {
        ph_buf_add_char(&buf, '\n');
    }
    ph_buf_add_str(&buf, tail);
    return finish(arena, &buf, out);
}

static bool in_if(PhArena *arena, const PhTree *tree, uint32_t index, PhMutant *out)
{
    return index == 0 && nest(arena, tree, "if True:\n", 4, "", out);
}

static bool in_method(PhArena *arena, const PhTree *tree, uint32_t index, PhMutant *out)
{
    return index == 0 &&
           nest(arena, tree, "class Outer:\n    def method(self):\n", 8, "", out);
}

static bool in_async(PhArena *arena, const PhTree *tree, uint32_t index, PhMutant *out)
{
    return index == 0 && nest(arena, tree, "async def outer():\n", 4, "", out);
}

static bool in_try(PhArena *arena, const PhTree *tree, uint32_t index, PhMutant *out)
{
    return index == 0 && nest(arena, tree, "try:\n", 4, "finally:\n    pass\n", out);
}

PhBytes ph_mutate_shadow(PhArena *arena, const PhTree *tree, PhBytes name)
{
    uint32_t at = ph_mutate_header_end(tree);
    PhBytes before = ph_bytes_slice(tree->text, 0, at);
    PhBytes after = ph_bytes_slice(tree->text, at, tree->text.len);
    return ph_arena_format(arena, "%.*s%.*s = list\n%.*s", (int)before.len, before.ptr,
                           (int)name.len, name.ptr, (int)after.len, after.ptr);
}

const PhMutation *ph_mutations(size_t *count_out)
{
    static const PhMutation k_mutations[] = {
        {.name = "CRLF line ends", .expect = PH_EXPECT_SAME, .make = with_crlf},
        {.name = "CR line ends", .expect = PH_EXPECT_SAME, .make = with_cr},
        {.name = "a byte-order mark", .expect = PH_EXPECT_SAME, .make = with_bom},
        {.name = "tabs", .expect = PH_EXPECT_SAME, .make = with_tabs},
        {.name = "a form feed", .expect = PH_EXPECT_SAME, .make = with_form_feed},
        {.name = "no final newline",
         .expect = PH_EXPECT_SAME,
         .make = without_final_newline},
        {.name = "an `if` around it",
         .expect = PH_EXPECT_SAME,
         .widens = true,
         .make = in_if},
        {.name = "a method around it",
         .expect = PH_EXPECT_SAME_SCOPED,
         .widens = true,
         .moves_scopes = true,
         .make = in_method},
        {.name = "an `async def` around it",
         .expect = PH_EXPECT_SAME_SCOPED,
         .widens = true,
         .moves_scopes = true,
         .make = in_async},
        {.name = "a `try` around it",
         .expect = PH_EXPECT_SAME_SCOPED,
         .widens = true,
         .make = in_try},
        {.name = "statements joined by `;`",
         .expect = PH_EXPECT_SOUND,
         .moves_lines = true,
         .make = ph_mutate_join},
        {.name = "a backslash",
         .expect = PH_EXPECT_SOUND,
         .moves_lines = true,
         .has_places = true,
         .make = ph_mutate_continue},
        {.name = "a comment",
         .expect = PH_EXPECT_SOUND,
         .moves_lines = true,
         .has_places = true,
         .make = ph_mutate_comment},
    };
    *count_out = PH_COUNT_OF(k_mutations);
    return k_mutations;
}
