#include "template/optional.h"

#include "template/slice.h"

/* What is to be left out. A docstring is a whole line. */
typedef struct PhClauseSpan {
    PhSpan span;
    bool is_line;
    bool is_found;
} PhClauseSpan;

static PhNodeId sibling_before(const PhTree *tree, PhNodeId node)
{
    PhNodeId before = PH_NODE_NONE;
    PH_FOR_EACH_CHILD(tree, ph_tree_parent(tree, node), child)
    {
        if (child == node) {
            break;
        }
        before = child;
    }
    return before;
}

static PhClauseSpan between(uint32_t start, uint32_t end)
{
    return (PhClauseSpan){.span = {start, end}, .is_found = true};
}

/* `: T` of a target or parameter, `-> T` of a function. */
static PhClauseSpan annotation(const PhTree *tree, PhNodeId type)
{
    PhNodeId sign = sibling_before(tree, type);
    if (ph_tree_kind(tree, sign) == PH_TOKEN_ARROW) {
        return between(tree->ends[sibling_before(tree, sign)], tree->ends[type]);
    }
    return ph_tree_kind(tree, sign) == PH_TOKEN_COLON
               ? between(tree->starts[sign], tree->ends[type])
               : (PhClauseSpan){0};
}

static PhClauseSpan keyword(const PhTree *tree, PhNodeId argument)
{
    PhNodeId before = sibling_before(tree, argument);
    PhNodeId after = ph_tree_next_sibling(tree, argument);
    if (ph_tree_kind(tree, before) == PH_TOKEN_COMMA) {
        return between(tree->starts[before], tree->ends[argument]);
    }
    if (ph_tree_kind(tree, after) == PH_TOKEN_COMMA) {
        return between(tree->starts[argument],
                       tree->starts[ph_tree_next_sibling(tree, after)]);
    }
    return between(tree->starts[argument], tree->ends[argument]);
}

bool ph_optional_is_docstring(const PhPattern *pattern, PhNodeId node)
{
    const PhTree *tree = &pattern->tree;
    PhNodeId statement = ph_tree_kind(tree, node) == PH_KIND_EXPRESSION_STATEMENT
                             ? node
                             : ph_tree_parent(tree, node);
    if (ph_tree_kind(tree, statement) != PH_KIND_EXPRESSION_STATEMENT) {
        return false;
    }
    PhNodeId block = ph_tree_parent(tree, statement);
    PhKind outer = ph_tree_kind(tree, block) == PH_KIND_BLOCK
                       ? ph_tree_kind(tree, ph_tree_parent(tree, block))
                       : PH_KIND_ABSENT;
    return (outer == PH_KIND_FUNCTION_DEFINITION || outer == PH_KIND_CLASS_DEFINITION) &&
           ph_tree_first_named(tree, block) == statement;
}

/* The smallest clause around `node` that Python takes or leaves. */
static PhClauseSpan find_clause(const PhPattern *slice, PhNodeId node)
{
    const PhTree *tree = &slice->tree;
    if (ph_optional_is_docstring(slice, node)) {
        PhClauseSpan line = between(tree->starts[node], tree->ends[node]);
        line.is_line = true;
        return line;
    }
    for (PhNodeId up = node; up != slice->root && up != PH_NODE_NONE;
         up = ph_tree_parent(tree, up)) {
        PhKind outer = ph_tree_kind(tree, ph_tree_parent(tree, up));
        PhKind kind = ph_tree_kind(tree, up);
        bool is_default = (outer == PH_KIND_DEFAULT_PARAMETER ||
                           outer == PH_KIND_TYPED_DEFAULT_PARAMETER) &&
                          ph_tree_field(tree, up) == PH_FIELD_VALUE;
        if (kind == PH_KIND_IF_CLAUSE) {
            return between(tree->ends[sibling_before(tree, up)], tree->ends[up]);
        }
        if (kind == PH_KIND_TYPE) {
            return annotation(tree, up);
        }
        if (kind == PH_KIND_KEYWORD_ARGUMENT) {
            return keyword(tree, up);
        }
        if (is_default) {
            PhNodeId sign = sibling_before(tree, up);
            return between(tree->ends[sibling_before(tree, sign)], tree->ends[up]);
        }
    }
    return (PhClauseSpan){0};
}

static PhStatus fail(const PhPatternContext *context, const PhAlternative *alternative,
                     PhMetavarId metavar, const char *what)
{
    PhBytes name = context->rule->metavars.items[metavar].name;
    (void)ph_diag_add_at(context->diags, PH_SEVERITY_ERROR, context->path,
                         alternative->line, 0,
                         ph_arena_format(context->arena, "'%.*s' is optional, but %s",
                                         (int)name.len, name.ptr, what));
    return PH_ERR_USAGE;
}

/* Takes the clauses out of one slice, one after the other. */
static PhStatus remove_from(const PhPatternContext *context, PhAlternative *alternative,
                            PhMark side, PhMetavarId metavar)
{
    for (;;) {
        PhPattern slice;
        PhStatus status = ph_pattern_read(context, alternative, side, &slice);
        if (status == PH_OK) {
            ph_pattern_settle(context, alternative, ph_pattern_is_expression(&slice),
                              &slice);
        }
        uint32_t token =
            status == PH_OK ? ph_pattern_find(&slice, metavar) : PH_TOKEN_NOWHERE;
        if (token == PH_TOKEN_NOWHERE) {
            return status;
        }
        PhClauseSpan clause = find_clause(&slice, slice.tokens[token].node);
        if (!clause.is_found || !ph_slice_is_one_line(&slice, clause.span)) {
            return fail(context, alternative, metavar,
                        clause.is_found ? "the clause around it is longer than a line"
                                        : "nothing around it can be left out");
        }
        if (clause.is_line) {
            size_t line = ph_pattern_line_at(&slice, clause.span.start);
            PhAlternative copy = ph_slice_copy(context->arena, alternative, 0);
            copy.lines.count--;
            memmove(&copy.lines.items[line], &copy.lines.items[line + 1],
                    (copy.lines.count - line) * sizeof(PhPatchLine));
            *alternative = copy;
        } else {
            PhAlternative from = *alternative;
            ph_slice_replace(context->arena, (PhSlice){&from, &slice}, clause.span,
                             PH_BYTES(""), alternative);
        }
    }
}

PhStatus ph_optional_remove(const PhPatternContext *context,
                            const PhAlternative *alternative, PhMetavarId metavar,
                            PhAlternative *out)
{
    bool has_edits = false;
    *out = *alternative;
    for (size_t i = 0; i < alternative->lines.count; i++) {
        has_edits = has_edits || alternative->lines.items[i].mark != PH_MARK_CONTEXT;
    }
    PhStatus status = remove_from(context, out, PH_MARK_MINUS, metavar);
    if (status == PH_OK && has_edits) {
        status = remove_from(context, out, PH_MARK_PLUS, metavar);
    }
    return status;
}
