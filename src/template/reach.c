#include "template/reach.h"

#include "base/buf.h"
#include "edit/verify.h"
#include "names/builtin.h"
#include "template/forms.h"
#include "template/meta.h"
#include "template/slice.h"

/* The newest Python whose syntax is known here. */
enum { PH_NEWEST_MINOR = 15 };

typedef struct PhReach {
    const PhPatternContext *context;
    const PhRule *rule;
    bool is_failed;
} PhReach;

static void fail(PhReach *reach, uint32_t line, PhBytes message)
{
    const PhDiagVec *records = &reach->context->diags->records;
    for (size_t i = 0; i < records->count; i++) {
        if (records->items[i].line == line &&
            ph_bytes_equal(records->items[i].message, message)) {
            return; /* forms of one patch share its mistakes */
        }
    }
    reach->is_failed = true;
    (void)ph_diag_add_at(reach->context->diags, PH_SEVERITY_ERROR, reach->context->path,
                         line, 0, message);
}

static void fail_about(PhReach *reach, uint32_t line, const char *format, PhBytes name)
{
    PhBuf buf = {0};
    const char *hole = strchr(format, '@');
    ph_buf_add(&buf, (PhBytes){format, (size_t)(hole - format)});
    ph_buf_add(&buf, name);
    ph_buf_add_str(&buf, hole + 1);
    fail(reach, line, ph_arena_copy(reach->context->arena, ph_buf_bytes(&buf)));
    ph_buf_release(&buf);
}

/* Attribute names and names of keyword arguments are text. */
static bool is_text_place(const PhTree *tree, PhNodeId node)
{
    PhField field = ph_tree_field(tree, node);
    PhKind outer = ph_tree_kind(tree, ph_tree_parent(tree, node));
    return field == PH_FIELD_ATTRIBUTE ||
           (field == PH_FIELD_NAME && outer == PH_KIND_KEYWORD_ARGUMENT);
}

static void fail_unknown_name(PhReach *reach, uint32_t line, PhBytes name)
{
    size_t count;
    const char *const *known = ph_builtin_names(&count);
    int nearest = ph_bytes_nearest(name, known, count);
    PhBytes message = ph_arena_format(
        reach->context->arena, "'%.*s' is no builtin%s%s%s: a bare name means the builtin",
        (int)name.len, name.ptr, nearest < 0 ? "" : ", did you mean '",
        nearest < 0 ? "" : known[nearest], nearest < 0 ? "" : "'?");
    fail(reach, line, message);
}

static uint32_t line_of(const PhPatch *patch, uint32_t offset)
{
    size_t line = ph_pattern_line_at(&patch->minus, offset);
    return patch->alternative->lines.items[line].line;
}

static void check_names(PhReach *reach, const PhPatch *patch)
{
    const PhTree *tree = &patch->minus.tree;
    for (uint32_t i = 0; i < patch->minus.token_count; i++) {
        const PhPatternToken *token = &patch->minus.tokens[i];
        bool is_bare = ph_tree_kind(tree, token->node) == PH_KIND_IDENTIFIER &&
                       token->metavar == PH_METAVAR_NONE && token->symbol.module.len == 0;
        if (is_bare && !is_text_place(tree, token->node) &&
            !ph_builtin_is_known(token->text)) {
            fail_unknown_name(reach, line_of(patch, token->span.start), token->text);
        }
    }
}

/* Places that store: what stands there can be assigned to. */
static bool is_target(const PhTree *tree, PhNodeId node)
{
    PhKind outer = ph_tree_kind(tree, ph_tree_parent(tree, node));
    bool is_left = ph_tree_field(tree, node) == PH_FIELD_LEFT;
    return outer == PH_KIND_DELETE_STATEMENT ||
           (is_left &&
            (outer == PH_KIND_ASSIGNMENT || outer == PH_KIND_FOR_STATEMENT ||
             outer == PH_KIND_AUGMENTED_ASSIGNMENT || outer == PH_KIND_FOR_IN_CLAUSE));
}

static void check_metas(PhReach *reach, const PhPatch *patch)
{
    for (uint32_t i = 0; i < patch->minus.token_count; i++) {
        const PhPatternToken *token = &patch->minus.tokens[i];
        const PhMetavar *metavar = token->metavar == PH_METAVAR_NONE
                                       ? NULL
                                       : &reach->rule->metavars.items[token->metavar];
        if (metavar != NULL && is_target(&patch->minus.tree, token->node) &&
            !ph_meta_allows_target(metavar->meta)) {
            fail_about(reach, ph_meta_line(metavar->meta),
                       "'@' is assigned to or deleted: nothing of this kind can be",
                       metavar->name);
        }
    }
}

static bool is_own_text(const PhPattern *pattern, PhNodeId node)
{
    for (PhNodeId at = node; at < ph_tree_limit(&pattern->tree, node); at++) {
        if (pattern->token_of_node[at] != UINT32_MAX &&
            pattern->tokens[pattern->token_of_node[at]].metavar == PH_METAVAR_NONE) {
            return true;
        }
    }
    return false;
}

static bool has_list(const PhReach *reach, const PhPattern *pattern)
{
    for (uint32_t i = 0; i < pattern->token_count; i++) {
        PhMetavarId metavar = pattern->tokens[i].metavar;
        if (metavar != PH_METAVAR_NONE &&
            reach->rule->metavars.items[metavar].shape == PH_METAVAR_LIST) {
            return true;
        }
    }
    return false;
}

/* The lines of some code below a header, two blanks further in. */
static PhBytes nested(PhArena *arena, const char *header, PhBytes code)
{
    PhBuf buf = {0};
    PhBytes line;
    ph_buf_add_str(&buf, header);
    while (ph_bytes_next_line(&code, &line)) {
        ph_buf_add_str(&buf, "  ");
        ph_buf_add(&buf, line);
        ph_buf_add_char(&buf, '\n');
    }
    PhBytes text = ph_arena_copy(arena, ph_buf_bytes(&buf));
    ph_buf_release(&buf);
    return text;
}

/* What Python never compiles is in no file. A list may stand for what makes it right; what
 * is right depends on the function and loop around. */
static void check_python(PhReach *reach, const PhPattern *slice, uint32_t line,
                         const char *which)
{
    static const char *const k_around[] = {"if 1:\n", "class C:\n", "def f():\n while 1:\n",
                                           "async def f():\n while 1:\n"};
    const PhPatternContext *context = reach->context;
    PhDiags silenced = {.arena = context->arena};
    if (has_list(reach, slice)) {
        return;
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_around); i++) {
        PhBytes text = nested(context->arena, k_around[i], slice->tree.text);
        PhParsedFile file;
        if (ph_file_parse(context->grammar, context->arena, PH_BYTES("slice.py"), text,
                          &silenced, &file) == PH_OK) {
            return;
        }
    }
    PhBytes why = silenced.records.items[0].message;
    fail(reach, line,
         ph_arena_format(context->arena, "Python refuses the code %s this patch: %.*s",
                         which, (int)why.len, why.ptr));
}

/* Forms of a patch are right if it is. */
static void check_slices(PhReach *reach, const PhAlternative *alternative)
{
    const PhPatch *patch = alternative->patch;
    if (!alternative->is_derived) {
        check_python(reach, &patch->minus, alternative->line, "before");
    }
    if (!alternative->is_derived && patch->has_edits) {
        check_python(reach, &patch->plus, alternative->line, "after");
    }
}

/* A pattern of nothing but a metavariable says nothing. */
static void check_alternative(PhReach *reach, const PhAlternative *alternative)
{
    const PhPattern *minus = &alternative->patch->minus;
    if (!is_own_text(minus, minus->root)) {
        fail(reach, alternative->line,
             PH_BYTES("this pattern is nothing but a metavariable"));
    }
    check_names(reach, alternative->patch);
    check_metas(reach, alternative->patch);
    check_slices(reach, alternative);
}

/* A condition of the earlier one could send a place on to the later. */
static bool takes_all(const PhAlternative *earlier, const PhAlternative *later)
{
    return earlier->conditions.count == 0 && !earlier->is_derived && !later->is_derived &&
           ph_patches_match_alike(earlier->patch, later->patch);
}

static void check_order(PhReach *reach)
{
    const PhAlternativeVec *all = &reach->rule->alternatives;
    for (size_t i = 0; i < all->count; i++) {
        for (size_t n = 0; n < i; n++) {
            if (takes_all(&all->items[n], &all->items[i])) {
                fail(reach, all->items[i].line,
                     ph_arena_format(reach->context->arena,
                                     "never reached: the alternative of line %u matches "
                                     "the same",
                                     (unsigned)all->items[n].line));
            }
        }
    }
}

static void check_arm_order(PhReach *reach, const PhUses *uses)
{
    for (size_t i = 0; i < uses->arms.count; i++) {
        const PhAlternative *later = &uses->arms.items[i].alternative;
        for (size_t n = 0; n < i; n++) {
            const PhAlternative *earlier = &uses->arms.items[n].alternative;
            if (takes_all(earlier, later)) {
                fail(reach, later->line,
                     ph_arena_format(reach->context->arena,
                                     "never reached: the arm of line %u matches the same",
                                     (unsigned)earlier->line));
            }
        }
    }
}

/* References are names: where the page's variable stands in each arm, one must be able to.
 */
static bool can_be_reference(const PhPattern *pattern, PhMetavarId metavar)
{
    uint32_t token = ph_pattern_find(pattern, metavar);
    return token != PH_TOKEN_NOWHERE &&
           !is_text_place(&pattern->tree, pattern->tokens[token].node);
}

static void check_uses(PhReach *reach, const PhUses *uses)
{
    const PhMetavar *variable = &reach->rule->metavars.items[uses->metavar];
    if (variable->shape != PH_METAVAR_ONE || variable->is_label || variable->is_optional) {
        fail_about(reach, uses->line, "uses are of one variable, which '@' is not",
                   variable->name);
        return;
    }
    if (variable->meta != NULL && !ph_meta_allows_name(variable->meta)) {
        fail_about(reach, ph_meta_line(variable->meta),
                   "'@' has uses, so it must be a name", variable->name);
    }
    for (size_t i = 0; i < uses->arms.count; i++) {
        const PhAlternative *arm = &uses->arms.items[i].alternative;
        if (!can_be_reference(&arm->patch->minus, uses->metavar)) {
            fail_about(reach, arm->line, "'@' is no reference where it stands in this arm",
                       variable->name);
        }
        check_names(reach, arm->patch);
        check_metas(reach, arm->patch);
        check_slices(reach, arm);
    }
    check_arm_order(reach, uses);
}

/* The numbers that a side of a relation can be. */
typedef struct PhRange {
    int64_t least;
    int64_t most;
} PhRange;

static PhRange range_of(const PhReach *reach, const PhTerm *term)
{
    if (term->kind == PH_TERM_NUMBER) {
        return (PhRange){term->number, term->number};
    }
    PhRange range = {0, INT64_MAX};
    if (term->arg_count == 1 && strcmp(term->fact->name, "count") == 0 &&
        term->args[0].kind == PH_TERM_METAVAR) {
        const PhMetavar *metavar = &reach->rule->metavars.items[term->args[0].metavar];
        if (metavar->shape == PH_METAVAR_ONE && !metavar->is_label) {
            range = (PhRange){metavar->is_optional ? 0 : 1, 1};
        }
    }
    return range;
}

static bool can_hold(const PhReach *reach, const PhGuard *guard)
{
    PhRange left = range_of(reach, &guard->term);
    PhRange right = range_of(reach, &guard->other);
    switch (guard->relation) {
    case PH_RELATION_EQ: return left.least <= right.most && right.least <= left.most;
    case PH_RELATION_NE:
        return left.least != left.most || right.least != right.most ||
               left.least != right.least;
    case PH_RELATION_LT: return left.least < right.most;
    case PH_RELATION_LE: return left.least <= right.most;
    case PH_RELATION_GT: return left.most > right.least;
    case PH_RELATION_GE: return left.most >= right.least;
    }
    PH_UNREACHABLE();
}

/* Recursion follows the guard, whose depth is bounded when it is read. What stands under
 * `not` is not judged. */
static bool can_be_proved(const PhReach *reach, const PhGuard *guard)
{
    switch (guard->kind) {
    case PH_GUARD_RELATION: return can_hold(reach, guard);
    case PH_GUARD_AND:
        return can_be_proved(reach, guard->left) && can_be_proved(reach, guard->right);
    case PH_GUARD_OR:
        return can_be_proved(reach, guard->left) || can_be_proved(reach, guard->right);
    default: return true;
    }
}

static void check_conditions(PhReach *reach, const PhConditionVec *conditions)
{
    for (size_t i = 0; i < conditions->count; i++) {
        const PhCondition *condition = &conditions->items[i];
        if (!can_be_proved(reach, condition->guard)) {
            fail(reach, condition->line,
                 PH_BYTES("this condition is never met: the count cannot be so"));
        }
    }
}

PhStatus ph_rule_check_reach(const PhPatternContext *context, const PhRule *rule)
{
    PhReach reach = {.context = context, .rule = rule};
    if (rule->python_minor > PH_NEWEST_MINOR) {
        fail(&reach, rule->line,
             ph_arena_format(context->arena, "no Python 3.%u is known: the newest is 3.%u",
                             (unsigned)rule->python_minor, (unsigned)PH_NEWEST_MINOR));
    }
    for (size_t i = 0; i < rule->alternatives.count; i++) {
        check_alternative(&reach, &rule->alternatives.items[i]);
        check_conditions(&reach, &rule->alternatives.items[i].conditions);
    }
    check_order(&reach);
    for (size_t i = 0; i < rule->uses.count; i++) {
        const PhUses *uses = &rule->uses.items[i];
        check_uses(&reach, uses);
        for (size_t n = 0; n < uses->arms.count; n++) {
            check_conditions(&reach, &uses->arms.items[n].alternative.conditions);
        }
    }
    check_conditions(&reach, &rule->conditions);
    return reach.is_failed ? PH_ERR_USAGE : PH_OK;
}
