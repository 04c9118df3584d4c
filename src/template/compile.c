#include "template/compile.h"

#include "names/imported.h"
#include "template/align.h"
#include "template/quick.h"

/* An arm may write what every alternative of the match has bound; those are compiled first.
 */
static bool is_bound_by_match(const PhRule *rule, PhMetavarId metavar)
{
    if (rule->metavars.items[metavar].is_given) {
        return true;
    }
    for (size_t i = 0; i < rule->alternatives.count; i++) {
        const PhPatch *patch = rule->alternatives.items[i].patch;
        if (patch == NULL || !ph_pattern_binds(&patch->minus, metavar)) {
            return false;
        }
    }
    return true;
}

/* A list matches whatever is there, so a second one of the name could differ. */
static PhStatus check_lists(const PhPatternContext *context, const PhPatch *patch)
{
    const PhPattern *minus = &patch->minus;
    for (uint32_t i = 0; i < minus->token_count; i++) {
        PhMetavarId metavar = minus->tokens[i].metavar;
        const PhMetavar *list =
            metavar == PH_METAVAR_NONE ? NULL : &context->rule->metavars.items[metavar];
        bool is_twice = false;
        for (uint32_t j = 0; j < i; j++) {
            is_twice = is_twice || minus->tokens[j].metavar == metavar;
        }
        if (list != NULL && is_twice && list->shape == PH_METAVAR_LIST &&
            !list->is_anonymous) {
            PhBytes message = ph_arena_format(
                context->arena, "'%.*s' is a list that stands twice before this patch",
                (int)list->name.len, list->name.ptr);
            (void)ph_diag_add_at(context->diags, PH_SEVERITY_ERROR, context->path,
                                 patch->alternative->line, 0, message);
            return PH_ERR_USAGE;
        }
    }
    return PH_OK;
}

/* `self.x` looks like a name of a module and would never match. */
static PhStatus check_symbols(const PhPatternContext *context, PhPatch *patch)
{
    const PhPattern *sides[] = {&patch->minus, &patch->plus};
    for (size_t side = 0; side < PH_COUNT_OF(sides); side++) {
        for (uint32_t i = 0; i < sides[side]->token_count; i++) {
            const PhPatternToken *token = &sides[side]->tokens[i];
            PhBytes first = ph_imported_first_part(token->symbol.module);
            if (ph_bytes_is(first, "self") || ph_bytes_is(first, "cls")) {
                PhBytes message = ph_arena_format(
                    context->arena, "'%.*s' would be a name of a module: write $%.*s",
                    (int)token->text.len, token->text.ptr, (int)token->text.len,
                    token->text.ptr);
                (void)ph_diag_add_at(context->diags, PH_SEVERITY_ERROR, context->path,
                                     patch->alternative->line, 0, message);
                return PH_ERR_USAGE;
            }
        }
    }
    for (uint32_t i = 0; i < patch->plus.token_count; i++) {
        patch->has_symbols =
            patch->has_symbols || patch->plus.tokens[i].symbol.module.len > 0;
    }
    return PH_OK;
}

/* What the plus side writes must have been matched. */
static PhStatus check_plus(const PhPatternContext *context, const PhPatch *patch)
{
    for (uint32_t i = 0; i < patch->plus.token_count; i++) {
        PhMetavarId metavar = patch->plus.tokens[i].metavar;
        if (metavar != PH_METAVAR_NONE && !ph_pattern_binds(&patch->minus, metavar) &&
            !is_bound_by_match(context->rule, metavar)) {
            PhBytes name = context->rule->metavars.items[metavar].name;
            PhBytes message = ph_arena_format(
                context->arena, "'%.*s' is written by this patch but not matched by it",
                (int)name.len, name.ptr);
            (void)ph_diag_add_at(context->diags, PH_SEVERITY_ERROR, context->path,
                                 patch->alternative->line, 0, message);
            return PH_ERR_USAGE;
        }
    }
    return PH_OK;
}

static PhStatus fail(const PhPatternContext *context, uint32_t line, PhBytes message)
{
    (void)ph_diag_add_at(context->diags, PH_SEVERITY_ERROR, context->path, line, 0,
                         message);
    return PH_ERR_USAGE;
}

/* The outermost statement, or the whole expression, that begins on a line of the patch. */
static PhNodeId node_on_line(const PhPatch *patch, uint32_t line)
{
    const PhPattern *minus = &patch->minus;
    const PhTree *tree = &minus->tree;
    const PhPatchLineVec *lines = &patch->alternative->lines;
    if (minus->statement_count == 0) {
        return minus->root;
    }
    for (PhNodeId node = 1; node < tree->count; node++) {
        PhKind parent = ph_tree_kind(tree, ph_tree_parent(tree, node));
        bool is_statement = ph_kind_is_named(ph_tree_kind(tree, node)) &&
                            (parent == PH_KIND_BLOCK || parent == PH_KIND_MODULE);
        if (is_statement && lines->items[ph_pattern_line(minus, node)].line == line) {
            return node;
        }
    }
    return PH_NODE_NONE;
}

static PhStatus place_labels(const PhPatternContext *context, PhPatch *patch)
{
    const PhLabelVec *lists[] = {&patch->alternative->labels, &patch->alternative->gaps};
    for (size_t n = 0; n < PH_COUNT_OF(lists); n++) {
        for (size_t i = 0; i < lists[n]->count; i++) {
            PhLabel label = lists[n]->items[i];
            PhPlacedLabel placed = {label.metavar, node_on_line(patch, label.line)};
            if (placed.node == PH_NODE_NONE) {
                return fail(context, label.line,
                            PH_BYTES("a label stands where a statement of the code before "
                                     "the patch begins"));
            }
            if (n == 0) {
                PH_VEC_PUSH(context->arena, &patch->labels, placed);
            }
        }
    }
    return PH_OK;
}

/* True if the only metavariable that the rule's `find` asks about is a label, and that of
 * the statement at which a match begins. */
static bool finds_first(const PhPatch *patch)
{
    const PhFind *find = &patch->rule->find;
    const PhPattern *minus = &patch->minus;
    uint32_t asked = 0;
    for (uint32_t i = 0; find->is_set && i < find->term.arg_count; i++) {
        const PhTerm *arg = &find->term.args[i];
        if (arg->kind != PH_TERM_METAVAR) {
            continue;
        }
        bool is_root = false;
        for (size_t n = 0; n < patch->labels.count; n++) {
            is_root = is_root || (patch->labels.items[n].metavar == arg->metavar &&
                                  patch->labels.items[n].node == minus->root);
        }
        if (!is_root) {
            return false;
        }
        asked++;
    }
    return asked == 1 && minus->statement_count > 0 && patch->labels.count == 1;
}

/* One expression on both sides, or statements on both. */
static PhStatus settle(const PhPatternContext *context, PhPatch *patch)
{
    const PhAlternative *alternative = patch->alternative;
    PhPattern *minus = &patch->minus;
    bool is_expression = ph_pattern_is_expression(minus) &&
                         (!patch->has_edits || ph_pattern_is_expression(&patch->plus));
    ph_pattern_settle(context, alternative, is_expression, minus);
    ph_quick_prepare(context->rule, minus);
    if (patch->has_edits) {
        ph_pattern_settle(context, alternative, is_expression, &patch->plus);
    }
    uint32_t count = minus->statement_count;
    if (count == 0 && !is_expression && alternative->lines.count > 0) {
        return fail(context, alternative->line,
                    PH_BYTES("this patch matches nothing: it has only lines that come"));
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t line = ph_pattern_line(minus, minus->statements[i]);
        bool is_second =
            i > 0 && ph_pattern_is_list(minus, context->rule, minus->statements[i - 1]) &&
            ph_pattern_line(minus, minus->statements[i - 1]) + 1 == line;
        bool is_end = i == 0 || i + 1 == count || is_second;
        if (is_end && ph_pattern_is_list(minus, context->rule, minus->statements[i])) {
            return fail(context, alternative->lines.items[line].line,
                        PH_BYTES("a gap stands between two statements of a patch"));
        }
    }
    return PH_OK;
}

PhStatus ph_patch_compile(const PhPatternContext *context, const PhAlternative *alternative,
                          PhPatch *patch_out)
{
    PhPatch patch = {.rule = context->rule, .alternative = alternative};
    for (size_t i = 0; i < alternative->lines.count; i++) {
        patch.has_edits =
            patch.has_edits || alternative->lines.items[i].mark != PH_MARK_CONTEXT;
    }
    PhStatus status = ph_pattern_read(context, alternative, PH_MARK_MINUS, &patch.minus);
    if (status == PH_OK && patch.has_edits) {
        status = ph_pattern_read(context, alternative, PH_MARK_PLUS, &patch.plus);
    }
    status = status == PH_OK ? settle(context, &patch) : status;
    status = status == PH_OK ? check_lists(context, &patch) : status;
    status = status == PH_OK ? place_labels(context, &patch) : status;
    patch.finds_first = status == PH_OK && finds_first(&patch);
    if (status == PH_OK && patch.has_edits) {
        if (!ph_patch_align(context->arena, &patch)) {
            return fail(context, alternative->line,
                        PH_BYTES("a statement that comes stands beside nothing but gaps"));
        }
        status = check_plus(context, &patch);
    }
    status = status == PH_OK ? check_symbols(context, &patch) : status;
    *patch_out = patch;
    return status;
}
