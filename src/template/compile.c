#include "template/compile.h"

#include "names/imported.h"

static bool tokens_equal(const PhPattern *a, uint32_t i, const PhPattern *b, uint32_t j)
{
    const PhPatternToken *left = &a->tokens[i];
    const PhPatternToken *right = &b->tokens[j];
    return left->metavar == right->metavar && ph_bytes_equal(left->text, right->text);
}

/* lengths[i][j]: the longest common subsequence of the tokens from i and from j on. */
static uint16_t *common_lengths(PhArena *arena, const PhPattern *minus,
                                const PhPattern *plus)
{
    uint32_t width = plus->token_count + 1;
    uint16_t *lengths =
        PH_NEW_ARRAY(arena, uint16_t, (size_t)(minus->token_count + 1) * width);
    for (uint32_t i = minus->token_count; i-- > 0;) {
        for (uint32_t j = plus->token_count; j-- > 0;) {
            uint16_t skip_minus = lengths[(i + 1) * width + j];
            uint16_t skip_plus = lengths[i * width + j + 1];
            uint16_t best = skip_minus > skip_plus ? skip_minus : skip_plus;
            if (tokens_equal(minus, i, plus, j)) {
                best = (uint16_t)(lengths[(i + 1) * width + j + 1] + 1);
            }
            lengths[i * width + j] = best;
        }
    }
    return lengths;
}

static void align(PhArena *arena, PhPatch *patch)
{
    const PhPattern *minus = &patch->minus;
    const PhPattern *plus = &patch->plus;
    const uint16_t *lengths = common_lengths(arena, minus, plus);
    uint32_t width = plus->token_count + 1;
    uint32_t i = 0;
    uint32_t j = 0;
    while (i < minus->token_count || j < plus->token_count) {
        bool has_both = i < minus->token_count && j < plus->token_count;
        if (has_both && tokens_equal(minus, i, plus, j)) {
            i++;
            j++;
            continue;
        }
        PhHunk hunk = {.minus_first = i, .plus_first = j};
        while (i < minus->token_count || j < plus->token_count) {
            has_both = i < minus->token_count && j < plus->token_count;
            if (has_both && tokens_equal(minus, i, plus, j)) {
                break;
            }
            bool drop_minus =
                !has_both ? i < minus->token_count
                          : lengths[(i + 1) * width + j] >= lengths[i * width + j + 1];
            i += drop_minus ? 1 : 0;
            j += drop_minus ? 0 : 1;
        }
        hunk.minus_count = i - hunk.minus_first;
        hunk.plus_count = j - hunk.plus_first;
        PH_VEC_PUSH(arena, &patch->hunks, hunk);
    }
}

/* An arm may write what every alternative of the match has bound; those are compiled first.
 */
static bool is_bound_by_match(const PhRule *rule, PhMetavarId metavar)
{
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

PhStatus ph_patch_compile(const PhPatternContext *context, const PhAlternative *alternative,
                          PhPatch *patch_out)
{
    PhPatch patch = {.rule = context->rule, .alternative = alternative};
    for (size_t i = 0; i < alternative->lines.count; i++) {
        patch.has_edits =
            patch.has_edits || alternative->lines.items[i].mark != PH_MARK_CONTEXT;
    }
    PhStatus status = ph_pattern_read(context, alternative, PH_MARK_MINUS, &patch.minus);
    status = status == PH_OK ? check_lists(context, &patch) : status;
    if (status == PH_OK && patch.has_edits) {
        status = ph_pattern_read(context, alternative, PH_MARK_PLUS, &patch.plus);
        if (status == PH_OK) {
            align(context->arena, &patch);
            status = check_plus(context, &patch);
        }
    }
    status = status == PH_OK ? check_symbols(context, &patch) : status;
    *patch_out = patch;
    return status;
}
