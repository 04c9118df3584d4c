/* Isomorphisms of statements with suites, by their lines. */

#include "template/iso.h"
#include "template/slice.h"

typedef struct PhLineRange {
    size_t first;
    size_t limit;
} PhLineRange;

static size_t line_of(const PhIsoSite *site, uint32_t offset)
{
    return ph_pattern_line_at(&site->patch->minus, offset);
}

static const PhPatchLine *line_at(const PhIsoSite *site, size_t line)
{
    return &site->alternative->lines.items[line];
}

static size_t indent_of(PhBytes code)
{
    size_t indent = 0;
    while (indent < code.len && code.ptr[indent] == ' ') {
        indent++;
    }
    return indent;
}

/* The first line of a suite that begins below its header, or 0. */
static size_t suite_below(const PhIsoSite *site, PhNodeId statement, PhFieldName field)
{
    const PhTree *tree = &site->patch->minus.tree;
    PhNodeId suite = ph_tree_child(tree, statement, field);
    if (ph_tree_kind(tree, suite) != PH_KIND_BLOCK ||
        ph_tree_first_named(tree, suite) == PH_NODE_NONE) {
        return 0;
    }
    size_t header = line_of(site, tree->starts[statement]);
    size_t first = line_of(site, tree->starts[ph_tree_first_named(tree, suite)]);
    PhNodeId condition = ph_tree_child(tree, statement, PH_FIELD_CONDITION);
    bool is_whole =
        condition == PH_NODE_NONE || line_of(site, tree->ends[condition] - 1) == header;
    return is_whole && first > header ? first : 0;
}

/* The lines of a statement, and the plus lines behind it that are inside of it. */
static PhLineRange lines_of(const PhIsoSite *site, PhNodeId statement)
{
    const PhTree *tree = &site->patch->minus.tree;
    PhLineRange lines = {.first = line_of(site, tree->starts[statement])};
    lines.limit = line_of(site, tree->ends[statement] - 1) + 1;
    size_t indent = indent_of(line_at(site, lines.first)->code);
    while (lines.limit < site->alternative->lines.count &&
           line_at(site, lines.limit)->mark == PH_MARK_PLUS &&
           indent_of(line_at(site, lines.limit)->code) > indent) {
        lines.limit++;
    }
    return lines;
}

static bool have_mark(const PhIsoSite *site, PhLineRange lines, PhMark mark)
{
    for (size_t i = lines.first; i < lines.limit; i++) {
        if (line_at(site, i)->mark == mark) {
            return true;
        }
    }
    return false;
}

/* The condition the other way round, as a page writes it; empty: it would need
 * parentheses, which a pattern then demands. */
static PhBytes negated(const PhIsoSite *site, PhNodeId condition)
{
    const PhTree *tree = &site->patch->minus.tree;
    PhNodeId operand = ph_tree_child(tree, condition, PH_FIELD_ARGUMENT);
    switch (ph_tree_kind(tree, condition)) {
    case PH_KIND_BOOLEAN_OPERATOR:
    case PH_KIND_CONDITIONAL_EXPRESSION:
    case PH_KIND_LAMBDA:
    case PH_KIND_NAMED_EXPRESSION: return PH_BYTES("");
    case PH_KIND_NOT_OPERATOR:
        return ph_slice_page_code(site->arena, ph_tree_text(tree, operand));
    default: break;
    }
    PhBytes code = ph_slice_page_code(site->arena, ph_tree_text(tree, condition));
    return ph_arena_format(site->arena, "not %.*s", (int)code.len, code.ptr);
}

static PhPatchLine new_line(const PhIsoSite *site, const PhPatchLine *like, size_t indent,
                            const char *before, PhBytes code, const char *after)
{
    PhPatchLine line = *like;
    line.code = ph_arena_format(site->arena, "%*s%s%.*s%s", (int)indent, "", before,
                                (int)code.len, code.ptr, after);
    return line;
}

static bool has_no_other_clause(const PhTree *tree, PhNodeId statement)
{
    PH_FOR_EACH_CHILD(tree, statement, child)
    {
        PhKind kind = ph_tree_kind(tree, child);
        if (kind == PH_KIND_ELSE_CLAUSE || kind == PH_KIND_ELIF_CLAUSE) {
            return false;
        }
    }
    return true;
}

static PhNodeId only_else(const PhTree *tree, PhNodeId statement)
{
    PhNodeId found = PH_NODE_NONE;
    PH_FOR_EACH_CHILD(tree, statement, child)
    {
        PhKind kind = ph_tree_kind(tree, child);
        if (kind == PH_KIND_ELIF_CLAUSE) {
            return PH_NODE_NONE;
        }
        found = kind == PH_KIND_ELSE_CLAUSE ? child : found;
    }
    return found;
}

bool ph_iso_is_if_else(const PhIsoSite *site, PhNodeId node)
{
    const PhTree *tree = &site->patch->minus.tree;
    if (ph_tree_kind(tree, node) != PH_KIND_IF_STATEMENT) {
        return false;
    }
    PhNodeId other = only_else(tree, node);
    return other != PH_NODE_NONE && suite_below(site, node, PH_FIELD_CONSEQUENCE) > 0 &&
           suite_below(site, other, PH_FIELD_BODY) > 0;
}

bool ph_iso_write_if_else(const PhIsoSite *site, PhNodeId node, PhAlternative *out)
{
    const PhTree *tree = &site->patch->minus.tree;
    PhLineRange all = lines_of(site, node);
    PhNodeId other = only_else(tree, node);
    size_t middle = line_of(site, tree->starts[other]);
    const PhPatchLine *header = line_at(site, all.first);
    PhBytes condition = negated(site, ph_tree_child(tree, node, PH_FIELD_CONDITION));
    bool is_kept =
        header->mark == PH_MARK_CONTEXT && line_at(site, middle)->mark == PH_MARK_CONTEXT;
    bool is_gone =
        !have_mark(site, all, PH_MARK_CONTEXT) && !have_mark(site, all, PH_MARK_PLUS);
    if (condition.len == 0 || !(is_kept || is_gone)) {
        return false;
    }
    *out = ph_slice_copy(site->arena, site->alternative, 0);
    size_t at = all.first;
    out->lines.items[at++] =
        new_line(site, header, indent_of(header->code), "if ", condition, ":");
    for (size_t i = middle + 1; i < all.limit; i++) {
        out->lines.items[at++] = *line_at(site, i);
    }
    out->lines.items[at++] = *line_at(site, middle);
    for (size_t i = all.first + 1; i < middle; i++) {
        out->lines.items[at++] = *line_at(site, i);
    }
    return true;
}

/* Of `while True:` the `if c: break` that it begins with, something following. */
static PhNodeId first_break(const PhIsoSite *site, PhNodeId loop)
{
    const PhTree *tree = &site->patch->minus.tree;
    PhNodeId body = ph_tree_child(tree, loop, PH_FIELD_BODY);
    PhNodeId first = ph_tree_first_named(tree, body);
    PhNodeId suite = ph_tree_kind(tree, first) == PH_KIND_IF_STATEMENT
                         ? ph_tree_child(tree, first, PH_FIELD_CONSEQUENCE)
                         : PH_NODE_NONE;
    PhNodeId only = suite == PH_NODE_NONE ? PH_NODE_NONE : ph_tree_first_named(tree, suite);
    bool is_break = ph_tree_kind(tree, only) == PH_KIND_BREAK_STATEMENT &&
                    ph_tree_next_named(tree, only) == PH_NODE_NONE &&
                    has_no_other_clause(tree, first) &&
                    suite_below(site, first, PH_FIELD_CONSEQUENCE) > 0;
    return is_break && ph_tree_next_named(tree, first) != PH_NODE_NONE ? first
                                                                       : PH_NODE_NONE;
}

bool ph_iso_is_while(const PhIsoSite *site, PhNodeId node)
{
    const PhTree *tree = &site->patch->minus.tree;
    if (ph_tree_kind(tree, node) != PH_KIND_WHILE_STATEMENT ||
        !has_no_other_clause(tree, node) || suite_below(site, node, PH_FIELD_BODY) == 0) {
        return false;
    }
    PhNodeId condition = ph_tree_child(tree, node, PH_FIELD_CONDITION);
    return ph_tree_kind(tree, condition) != PH_KIND_TRUE ||
           first_break(site, node) != PH_NODE_NONE;
}

static bool write_short_loop(const PhIsoSite *site, PhNodeId node, PhAlternative *out)
{
    const PhTree *tree = &site->patch->minus.tree;
    PhNodeId test = first_break(site, node);
    size_t header = line_of(site, tree->starts[node]);
    PhMark mark = line_at(site, header)->mark;
    PhBytes condition = negated(site, ph_tree_child(tree, test, PH_FIELD_CONDITION));
    if (condition.len == 0 || line_of(site, tree->starts[test]) != header + 1 ||
        line_at(site, header + 1)->mark != mark ||
        line_of(site, tree->ends[test] - 1) != header + 2 ||
        line_at(site, header + 2)->mark != mark) {
        return false;
    }
    *out = ph_slice_copy(site->arena, site->alternative, 0);
    PhPatchLine *lines = out->lines.items;
    lines[header] = new_line(site, &lines[header], indent_of(lines[header].code), "while ",
                             condition, ":");
    out->lines.count -= 2;
    memmove(&lines[header + 1], &lines[header + 3],
            (out->lines.count - header - 1) * sizeof(*lines));
    return true;
}

bool ph_iso_write_while(const PhIsoSite *site, PhNodeId node, PhAlternative *out)
{
    const PhTree *tree = &site->patch->minus.tree;
    PhNodeId condition = ph_tree_child(tree, node, PH_FIELD_CONDITION);
    if (ph_tree_kind(tree, condition) == PH_KIND_TRUE) {
        return write_short_loop(site, node, out);
    }
    size_t header = line_of(site, tree->starts[node]);
    const PhPatchLine *like = line_at(site, header);
    size_t inner = indent_of(line_at(site, suite_below(site, node, PH_FIELD_BODY))->code);
    PhBytes test = negated(site, condition);
    if (test.len == 0) {
        return false;
    }
    *out = ph_slice_copy(site->arena, site->alternative, 2);
    PhPatchLine *lines = out->lines.items;
    memmove(&lines[header + 3], &lines[header + 1],
            (out->lines.count - header - 1) * sizeof(*lines));
    out->lines.count += 2;
    lines[header] =
        new_line(site, like, indent_of(like->code), "while True:", PH_BYTES(""), "");
    lines[header + 1] = new_line(site, like, inner, "if ", test, ":");
    lines[header + 2] = new_line(site, like, inner + 4, "break", PH_BYTES(""), "");
    return true;
}

bool ph_iso_is_guarded(const PhIsoSite *site, PhNodeId node)
{
    const PhTree *tree = &site->patch->minus.tree;
    PhNodeId block = ph_tree_parent(tree, node);
    if (ph_tree_kind(tree, node) != PH_KIND_IF_STATEMENT ||
        ph_tree_kind(tree, block) != PH_KIND_BLOCK ||
        ph_tree_field(tree, block) != PH_FIELD_BODY ||
        ph_tree_next_named(tree, node) != PH_NODE_NONE ||
        !has_no_other_clause(tree, node)) {
        return false;
    }
    PhKind loop = ph_tree_kind(tree, ph_tree_parent(tree, block));
    return (loop == PH_KIND_FOR_STATEMENT || loop == PH_KIND_WHILE_STATEMENT) &&
           suite_below(site, node, PH_FIELD_CONSEQUENCE) > 0;
}

bool ph_iso_write_guarded(const PhIsoSite *site, PhNodeId node, PhAlternative *out)
{
    const PhTree *tree = &site->patch->minus.tree;
    PhLineRange all = lines_of(site, node);
    const PhPatchLine *header = line_at(site, all.first);
    PhLineRange inner = {all.first + 1, all.limit};
    size_t indent = indent_of(header->code);
    size_t first = suite_below(site, node, PH_FIELD_CONSEQUENCE);
    size_t less = indent_of(line_at(site, first)->code) - indent;
    PhBytes test = negated(site, ph_tree_child(tree, node, PH_FIELD_CONDITION));
    if (test.len == 0 ||
        (header->mark != PH_MARK_CONTEXT && have_mark(site, inner, PH_MARK_CONTEXT))) {
        return false;
    }
    *out = ph_slice_copy(site->arena, site->alternative, 1);
    PhPatchLine *lines = out->lines.items;
    memmove(&lines[all.first + 2], &lines[all.first + 1],
            (out->lines.count - all.first - 1) * sizeof(*lines));
    out->lines.count++;
    lines[all.first] = new_line(site, header, indent, "if ", test, ":");
    lines[all.first + 1] = new_line(site, header, indent + 4, "continue", PH_BYTES(""), "");
    for (size_t i = inner.first + 1; i < inner.limit + 1; i++) {
        lines[i].code = ph_bytes_slice(lines[i].code, less, lines[i].code.len);
    }
    return true;
}
