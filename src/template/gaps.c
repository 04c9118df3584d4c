#include "template/gaps.h"

#include "syntax/walk.h"
#include "template/last_line.h"
#include "template/precedence.h"

/* Where a token of the plus slice comes from: a token that is kept, or an edit. */
typedef struct PhOrigin {
    bool is_kept;
    uint32_t index; /* of the minus token, or of the hunk */
} PhOrigin;

typedef struct PhFitting {
    PhFacts *facts;
    const PhTree *tree;
    const PhMatch *match;
    const PhPattern *plus;
    PhSplice *splice;
    PhOrigin *origins;  /* by token of the plus slice */
    uint32_t *depths;   /* open brackets behind each of them */
    PhSpan *hunk_spans; /* of the edits as the hunks made them */
    bool *has_comma;    /* before each token of the plus slice, one that stays */
    PhSpan root;
    bool is_covered; /* brackets around the root cover its line ends */
    bool is_unfit;
} PhFitting;

static void find_origins(PhFitting *fitting)
{
    const PhPatch *patch = fitting->match->patch;
    uint32_t depth = 0;
    uint32_t plus = 0;
    uint32_t minus = 0;
    size_t hunk = 0;
    while (plus < fitting->plus->token_count) {
        const PhHunk *next = hunk < patch->hunks.count ? &patch->hunks.items[hunk] : NULL;
        bool is_new =
            next != NULL && plus >= next->plus_first && minus >= next->minus_first;
        if (is_new && plus == next->plus_first + next->plus_count) {
            minus = next->minus_first + next->minus_count;
            hunk++;
            continue;
        }
        fitting->origins[plus] =
            is_new ? (PhOrigin){false, (uint32_t)hunk} : (PhOrigin){true, minus++};
        PhBytes text = fitting->plus->tokens[plus].text;
        char sign = (char)(text.len == 1 ? text.ptr[0] : ' ');
        depth += sign == '(' || sign == '[' || sign == '{';
        depth -= (sign == ')' || sign == ']' || sign == '}') && depth > 0;
        fitting->depths[plus++] = depth;
    }
}

/* The piece of the file between two things that stay or come. */
typedef struct PhGap {
    PhSpan span;
    uint32_t next; /* the token of the plus slice that comes behind it */
} PhGap;

typedef PH_VEC(PhGap) PhGapVec;

/* A suite is none of what is looked at here: its lines stand by themselves. */
static bool is_in_suite(const PhTree *tree, PhNodeId node)
{
    while (node != PH_NODE_NONE && ph_tree_kind(tree, node) != PH_KIND_BLOCK) {
        node = ph_tree_parent(tree, node);
    }
    return node != PH_NODE_NONE;
}

/* The pieces of the root that stay and belong to no token of a slice. */
static PhGapVec find_gaps(const PhFitting *fitting)
{
    PhGapVec gaps = {0};
    PhArena *arena = fitting->facts->arena;
    const PhPattern *pattern = &fitting->match->patch->minus;
    const PhHunkVec *hunks = &fitting->match->patch->hunks;
    uint32_t end = fitting->root.start;
    size_t hunk = 0;
    uint32_t plus = 0;
    uint32_t minus = 0;
    while (minus < pattern->token_count || hunk < hunks->count) {
        if (minus < pattern->token_count &&
            is_in_suite(&pattern->tree, pattern->tokens[minus].node)) {
            return gaps;
        }
        const PhHunk *next = hunk < hunks->count ? &hunks->items[hunk] : NULL;
        bool is_hunk = next != NULL && minus >= next->minus_first;
        PhSpan span =
            is_hunk ? fitting->hunk_spans[hunk] : fitting->match->token_spans[minus];
        if (span.start > end) {
            PH_VEC_PUSH(arena, &gaps, ((PhGap){{end, span.start}, plus}));
        }
        end = span.end > end ? span.end : end;
        plus += is_hunk ? next->plus_count : 1;
        minus += is_hunk ? next->minus_count : 1;
        hunk += is_hunk ? 1 : 0;
    }
    if (fitting->root.end > end) {
        PH_VEC_PUSH(arena, &gaps, ((PhGap){{end, fitting->root.end}, plus}));
    }
    return gaps;
}

static bool is_bare(PhBytes text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!ph_byte_is_blank(text.ptr[i])) {
            return false;
        }
    }
    return true;
}

/* True if every line end of the text follows a backslash. */
static bool has_continuations_only(PhBytes text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool is_end = text.ptr[i] == '\r' ||
                      (text.ptr[i] == '\n' && (i == 0 || text.ptr[i - 1] != '\r'));
        if (is_end && (i == 0 || text.ptr[i - 1] != '\\')) {
            return false;
        }
    }
    return true;
}

/* True if the gap has a line end that no bracket covers any more. */
static bool ends_line(const PhFitting *fitting, const PhGap *gap)
{
    PhBytes text = ph_bytes_slice(fitting->tree->text, gap->span.start, gap->span.end);
    uint32_t depth = gap->next == 0 ? 0 : fitting->depths[gap->next - 1];
    return !fitting->is_covered && depth == 0 && !has_continuations_only(text);
}

/* True if every line end that is not covered any more can go. */
static bool can_join_lines(const PhFitting *fitting, const PhGapVec *gaps)
{
    for (size_t i = 0; i < gaps->count; i++) {
        const PhGap *gap = &gaps->items[i];
        PhBytes text = ph_bytes_slice(fitting->tree->text, gap->span.start, gap->span.end);
        if (ends_line(fitting, gap) &&
            (!is_bare(text) || !ph_splice_touches(fitting->splice, gap->span))) {
            return false;
        }
    }
    return true;
}

static PhNodeId last_child(const PhTree *tree, PhNodeId node)
{
    PhNodeId last = PH_NODE_NONE;
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        last = child;
    }
    return last;
}

static bool takes_last_comma(PhKind kind)
{
    switch (kind) {
    case PH_KIND_ARGUMENT_LIST:
    case PH_KIND_DICTIONARY:
    case PH_KIND_LIST:
    case PH_KIND_PARAMETERS:
    case PH_KIND_SET:
    case PH_KIND_TUPLE: return true;
    default: return false;
    }
}

/* The token of the plus slice that stays or comes where token `minus` was, or NULL. */
static const PhPatternToken *heir_of(const PhFitting *fitting, uint32_t minus)
{
    const PhHunkVec *hunks = &fitting->match->patch->hunks;
    uint32_t plus = minus;
    for (size_t i = 0; i < hunks->count; i++) {
        const PhHunk *hunk = &hunks->items[i];
        if (minus < hunk->minus_first) {
            break;
        }
        if (minus < hunk->minus_first + hunk->minus_count) {
            bool is_first = minus == hunk->minus_first && hunk->plus_count > 0;
            return is_first ? &fitting->plus->tokens[hunk->plus_first] : NULL;
        }
        plus = plus + hunk->plus_count - hunk->minus_count;
    }
    return &fitting->plus->tokens[plus];
}

/* The comma of `(a,)` makes the tuple; in other brackets it would ask to be broken up. */
static bool makes_a_tuple(const PhTree *tree, PhNodeId comma)
{
    PhNodeId outer = ph_tree_parent(tree, comma);
    PhNodeId last = last_child(tree, outer);
    if (ph_tree_kind(tree, outer) != PH_KIND_TUPLE || ph_tree_limit(tree, comma) != last) {
        return false;
    }
    PH_FOR_EACH_CHILD(tree, outer, child)
    {
        if (ph_tree_kind(tree, child) == PH_TOKEN_COMMA) {
            return child == comma;
        }
    }
    return false;
}

/* True if a comma behind `before` may still stand before what closes the brackets. */
static bool closes_still(const PhFitting *fitting, PhNodeId comma,
                         const PhPatternToken *before)
{
    const PhTree *tree = fitting->tree;
    const PhTree *slice = &fitting->plus->tree;
    const PhPattern *minus = &fitting->match->patch->minus;
    PhNodeId outer = ph_tree_parent(tree, comma);
    uint32_t offset = tree->starts[last_child(tree, outer)];
    for (uint32_t i = 0; i < minus->token_count; i++) {
        bool is_it = fitting->match->token_spans[i].start == offset &&
                     strchr(")]}", minus->tokens[i].text.ptr[0]) != NULL;
        if (!is_it) {
            continue;
        }
        const PhPatternToken *heir = heir_of(fitting, i);
        if (heir == NULL || strchr(")]}", heir->text.ptr[0]) == NULL) {
            return false;
        }
        PhNodeId around = ph_tree_parent(slice, heir->node);
        PhKind kind = ph_tree_kind(slice, around);
        if (kind != PH_KIND_TUPLE && makes_a_tuple(tree, comma)) {
            return false;
        }
        return ph_tree_is_within(slice, before->node, around) &&
               (takes_last_comma(kind) || kind == ph_tree_kind(tree, outer));
    }
    return true;
}

static bool is_empty_list(const PhFitting *fitting, uint32_t token)
{
    PhMetavarId metavar = fitting->plus->tokens[token].metavar;
    return metavar != PH_METAVAR_NONE && fitting->match->captures[metavar].count == 0;
}

/* A comma of the user's that the page does not tell of: before a closing bracket, or beside
 * a list. It must still follow an element of the same brackets. */
static void fit_comma(PhFitting *fitting, PhGap *gap, PhNodeId comma)
{
    const PhTree *tree = fitting->tree;
    uint32_t next = gap->next;
    while (next > 0 && is_empty_list(fitting, next - 1)) {
        next--;
    }
    const PhPatternToken *before = next == 0 ? NULL : &fitting->plus->tokens[next - 1];
    bool follows_element = before != NULL && strchr("([{,", before->text.ptr[0]) == NULL;
    if (follows_element && closes_still(fitting, comma, before)) {
        fitting->has_comma[gap->next] = true;
        return;
    }
    PhSpan span = {tree->starts[comma], gap->span.end};
    PhBytes rest = ph_bytes_slice(tree->text, tree->ends[comma], span.end);
    if (!is_bare(rest) || !ph_splice_touches(fitting->splice, span)) {
        ph_splice_replace(fitting->splice, ph_tree_span(tree, comma), PH_BYTES(""));
        return;
    }
    ph_splice_replace(fitting->splice, span, ph_pattern_gap(fitting->plus, gap->next));
    gap->span.end = span.start;
}

/* The tokens of the plus slice that come to stand between two offsets, as [first, end). */
static PhSpan plus_between(const PhFitting *fitting, uint32_t start, uint32_t end)
{
    PhSpan found = {UINT32_MAX, 0};
    for (uint32_t i = 0; i < fitting->plus->token_count; i++) {
        PhOrigin origin = fitting->origins[i];
        uint32_t at = origin.is_kept ? fitting->match->token_spans[origin.index].start
                                     : fitting->hunk_spans[origin.index].start;
        if (at > start && at < end) {
            found.start = found.start == UINT32_MAX ? i : found.start;
            found.end = i + 1;
        }
    }
    return found;
}

/* Parentheses of the user's around a part of what was matched must still be around one
 * part. */
static bool is_part(const PhFitting *fitting, PhSpan tokens)
{
    const PhPattern *plus = fitting->plus;
    if (tokens.start >= tokens.end) {
        return false;
    }
    PhNodeId node = plus->tokens[tokens.start].node;
    uint32_t end = plus->tokens[tokens.end - 1].span.end;
    uint32_t start = plus->tokens[tokens.start].span.start;
    while (node != plus->root && plus->tree.ends[node] < end) {
        node = ph_tree_parent(&plus->tree, node);
    }
    return plus->tree.starts[node] == start && plus->tree.ends[node] == end &&
           ph_strength(&plus->tree, node) <= PH_STRENGTH_PRIMARY;
}

static void fit_own_parens(PhFitting *fitting, PhNodeId paren)
{
    const PhTree *tree = fitting->tree;
    PhNodeId whole = ph_tree_parent(tree, paren);
    if (ph_tree_kind(tree, whole) != PH_KIND_PARENTHESIZED_EXPRESSION) {
        fitting->is_unfit = true;
        return;
    }
    PhSpan span = ph_tree_span(tree, whole);
    if (ph_tree_kind(tree, paren) == PH_TOKEN_LPAREN) {
        fitting->is_unfit =
            fitting->is_unfit ||
            !is_part(fitting, plus_between(fitting, span.start, span.end)) ||
            ph_splice_covers(fitting->splice, span.end - 1);
    } else {
        fitting->is_unfit =
            fitting->is_unfit || ph_splice_covers(fitting->splice, span.start);
    }
}

/* What the user has between the tokens that stay or come. False if a line end stays that
 * nothing covers. */
static bool fit_gaps(PhFitting *fitting)
{
    const PhTree *tree = fitting->tree;
    PhGapVec gaps = find_gaps(fitting);
    for (size_t i = 0; i < gaps.count; i++) {
        PhGap *gap = &gaps.items[i];
        uint32_t end = gap->span.end;
        PhNodeId node = ph_tree_first_from(tree, gap->span.start);
        for (; node < tree->count && tree->starts[node] < end; node++) {
            PhKind kind = ph_tree_kind(tree, node);
            if (kind == PH_TOKEN_COMMA) {
                fit_comma(fitting, gap, node);
            } else if (kind == PH_TOKEN_LPAREN || kind == PH_TOKEN_RPAREN) {
                fit_own_parens(fitting, node);
            }
        }
    }
    if (!can_join_lines(fitting, &gaps)) {
        return false;
    }
    for (size_t i = 0; i < gaps.count; i++) {
        if (ends_line(fitting, &gaps.items[i])) {
            ph_splice_replace(fitting->splice, gaps.items[i].span,
                              ph_pattern_gap(fitting->plus, gaps.items[i].next));
        }
    }
    return true;
}

/* The blanks of the file beside a token that was replaced, if there is nothing else. */
static bool are_blanks(PhBytes text, PhSpan span, PhBytes *blanks_out)
{
    *blanks_out = ph_bytes_slice(text, span.start, span.end);
    for (size_t i = 0; i < blanks_out->len; i++) {
        if (blanks_out->ptr[i] != ' ' && blanks_out->ptr[i] != '\t') {
            return false;
        }
    }
    return true;
}

/* Words are kept apart by a blank already. */
static bool has_blank_there(const PhFitting *fitting, PhSpan gap)
{
    for (size_t i = fitting->splice->first; i < fitting->splice->edits->count; i++) {
        const PhEdit *edit = &fitting->splice->edits->items[i];
        PhBytes text = edit->text;
        if (text.len > 0 &&
            ((edit->span.start == gap.end && ph_byte_is_blank(text.ptr[0])) ||
             (edit->span.end == gap.start && ph_byte_is_blank(text.ptr[text.len - 1])))) {
            return true;
        }
    }
    return false;
}

/* Blanks that the user wrote as the page has them become as the page has them then. */
static void fit_blanks(PhFitting *fitting, PhSpan span, uint32_t minus, uint32_t plus)
{
    const PhPattern *before = &fitting->match->patch->minus;
    bool is_border = minus == 0 || minus >= before->token_count || plus == 0 ||
                     plus >= fitting->plus->token_count;
    PhBytes wanted = ph_pattern_gap(fitting->plus, plus);
    PhBytes blanks;
    if (is_border || span.start > span.end ||
        !are_blanks(fitting->tree->text, span, &blanks) ||
        !ph_bytes_equal(blanks, ph_pattern_gap(before, minus)) ||
        ph_bytes_equal(blanks, wanted) || has_blank_there(fitting, span) ||
        !is_bare(wanted) || !has_continuations_only(wanted)) {
        return;
    }
    ph_splice_replace(fitting->splice, span, wanted);
}

/* The end of a pattern goes: blanks before it parted it from what stays, and nothing from
 * what comes behind the match, if that is a sign. */
static void fit_blanks_before_end(PhFitting *fitting, PhSpan blanks, uint32_t end)
{
    PhBytes text = fitting->tree->text;
    PhBytes found;
    bool is_sign = end < text.len && strchr(".[(,)]}:", text.ptr[end]) != NULL;
    if (is_sign && blanks.start < blanks.end && are_blanks(text, blanks, &found)) {
        ph_splice_replace(fitting->splice, blanks, PH_BYTES(""));
    }
}

static void fit_blanks_of_hunks(PhFitting *fitting)
{
    const PhHunkVec *hunks = &fitting->match->patch->hunks;
    const PhSpan *spans = fitting->match->token_spans;
    uint32_t count = fitting->match->patch->minus.token_count;
    for (size_t i = 0; i < hunks->count; i++) {
        const PhHunk *hunk = &hunks->items[i];
        uint32_t end = hunk->minus_first + hunk->minus_count;
        if (hunk->plus_count == 0 && hunk->minus_first > 0 && end == count) {
            PhSpan gap = {spans[hunk->minus_first - 1].end, fitting->hunk_spans[i].start};
            fit_blanks_before_end(fitting, gap, fitting->hunk_spans[i].end);
        }
        if (hunk->minus_count == 0 || hunk->plus_count == 0) {
            continue;
        }
        if (hunk->minus_first > 0) {
            PhSpan gap = {spans[hunk->minus_first - 1].end, fitting->hunk_spans[i].start};
            fit_blanks(fitting, gap, hunk->minus_first, hunk->plus_first);
        }
        if (end < count) {
            PhSpan gap = {fitting->hunk_spans[i].end, spans[end].start};
            fit_blanks(fitting, gap, end, hunk->plus_first + hunk->plus_count);
        }
    }
}

/* True if an edit that only inserts wrote the comma of the page at its border. */
static bool is_written_comma(const PhFitting *fitting, uint32_t token)
{
    PhOrigin before = fitting->origins[token - 1];
    PhOrigin after = fitting->origins[token];
    const PhHunkVec *hunks = &fitting->match->patch->hunks;
    const PhPattern *minus = &fitting->match->patch->minus;
    bool is_insertion_before = !before.is_kept &&
                               hunks->items[before.index].minus_count == 0 &&
                               hunks->items[before.index].minus_first < minus->token_count;
    bool is_insertion_after = !after.is_kept &&
                              hunks->items[after.index].minus_count == 0 &&
                              hunks->items[after.index].minus_first >= minus->token_count;
    return is_insertion_before || is_insertion_after;
}

/* What kept two words apart is not needed before a comma. */
static void drop_last_blank(PhSplice *splice, uint32_t offset)
{
    for (size_t i = splice->first; i < splice->edits->count; i++) {
        PhEdit *edit = &splice->edits->items[i];
        if (edit->span.end == offset && edit->text.len > 0 &&
            edit->text.ptr[edit->text.len - 1] == ' ') {
            edit->text.len--;
        }
    }
}

/* What comes at the offset begins with a blank. */
static bool is_blank_inserted(const PhSplice *splice, uint32_t offset)
{
    for (size_t i = splice->first; i < splice->edits->count; i++) {
        const PhEdit *edit = &splice->edits->items[i];
        if (edit->span.start == offset && edit->text.len > 0 && edit->text.ptr[0] == ' ') {
            return true;
        }
    }
    return false;
}

/* The comma beside a list is none of the page's tokens: it is there if it parts elements.
 */
static void fit_list_commas(PhFitting *fitting)
{
    const PhPattern *plus = fitting->plus;
    for (uint32_t i = 1; i < plus->token_count; i++) {
        PhBytes gap = ph_pattern_gap(plus, i);
        PhOrigin before = fitting->origins[i - 1];
        PhOrigin after = fitting->origins[i];
        /* The comma that makes a tuple of one element is seen to in rewrite.c. */
        if (ph_bytes_find(gap, PH_BYTES(","), 0) == PH_NOT_FOUND ||
            strchr(")]}", plus->tokens[i].text.ptr[0]) != NULL) {
            continue;
        }
        bool is_empty = is_empty_list(fitting, i - 1) || is_empty_list(fitting, i);
        bool is_of_page = !before.is_kept && !after.is_kept && before.index == after.index;
        is_of_page = is_of_page || is_written_comma(fitting, i);
        if (is_of_page || is_empty || fitting->has_comma[i]) {
            fitting->is_unfit = fitting->is_unfit || (is_of_page && is_empty);
            continue;
        }
        if (before.is_kept) {
            uint32_t at = fitting->match->token_spans[before.index].end;
            bool is_apart = (at < fitting->tree->text.len &&
                             ph_byte_is_blank(fitting->tree->text.ptr[at])) ||
                            is_blank_inserted(fitting->splice, at);
            ph_splice_follow(fitting->splice, at, is_apart ? PH_BYTES(",") : gap);
        } else {
            uint32_t at = fitting->hunk_spans[before.index].end;
            drop_last_blank(fitting->splice, at);
            ph_splice_replace(fitting->splice, (PhSpan){at, at}, gap);
        }
    }
}

/* Deletions take blanks with them; those around the root belong to what is around it. */
static void keep_to_root(PhSplice *splice, PhSpan root)
{
    for (size_t i = splice->first; i < splice->edits->count; i++) {
        PhSpan *span = &splice->edits->items[i].span;
        if (span->start < root.start) {
            span->start = root.start;
            while (span->end < root.end &&
                   ph_byte_is_blank(splice->source.ptr[span->end]) &&
                   splice->source.ptr[span->end] != '\n' &&
                   splice->source.ptr[span->end] != '\r') {
                span->end++;
            }
        }
        span->end = span->end > root.end ? root.end : span->end;
    }
}

/* The first edit that ends or begins at the piece or in it, or NULL. */
static PhEdit *edit_beside(const PhSplice *splice, PhSpan span)
{
    for (size_t i = splice->first; i < splice->edits->count; i++) {
        PhEdit *edit = &splice->edits->items[i];
        if (edit->span.start <= span.end && edit->span.end >= span.start) {
            return edit;
        }
    }
    return NULL;
}

/* The comma beside a list that goes has nothing to part where the page writes none. */
static bool drop_comma(const PhTree *tree, PhSplice *splice, PhSpan gap, PhBytes wanted)
{
    PhNodeId comma = ph_tree_first_from(tree, gap.start);
    while (comma < tree->count && tree->starts[comma] < gap.end &&
           ph_tree_kind(tree, comma) != PH_TOKEN_COMMA) {
        comma++;
    }
    if (comma >= tree->count || tree->starts[comma] >= gap.end ||
        ph_bytes_find(wanted, PH_BYTES(","), 0) != PH_NOT_FOUND ||
        ph_splice_covers(splice, tree->starts[comma])) {
        return true;
    }
    PhEdit *beside = edit_beside(splice, gap);
    if (beside == NULL || ph_bytes_find(wanted, PH_BYTES("\n"), 0) != PH_NOT_FOUND ||
        !is_bare(ph_bytes_slice(tree->text, gap.start, tree->starts[comma])) ||
        !is_bare(ph_bytes_slice(tree->text, tree->ends[comma], gap.end))) {
        return false;
    }
    if (beside->span.start > gap.start) {
        bool is_apart = beside->text.len == 0 || ph_byte_is_blank(beside->text.ptr[0]);
        beside->span.start = gap.start;
        beside->text =
            is_apart ? beside->text : ph_arena_join(splice->arena, wanted, beside->text);
    } else {
        beside->span.end = beside->span.end > gap.end ? beside->span.end : gap.end;
        beside->text = ph_arena_join(splice->arena, beside->text, wanted);
    }
    return true;
}

bool ph_gaps_fit_statements(PhFacts *facts, const PhMatch *match, PhSplice *splice)
{
    const PhHunkVec *hunks = &match->patch->hunks;
    const PhPattern *plus = &match->patch->plus;
    const PhSpan *spans = match->token_spans;
    bool is_fit = true;
    for (size_t i = 0; i < hunks->count; i++) {
        const PhHunk *hunk = &hunks->items[i];
        uint32_t end = hunk->minus_first + hunk->minus_count;
        uint32_t plus_end = hunk->plus_first + hunk->plus_count;
        if (hunk->minus_count == 0) {
            continue;
        }
        if (hunk->minus_first > 0 && hunk->plus_first < plus->token_count) {
            PhSpan gap = {spans[hunk->minus_first - 1].end, spans[hunk->minus_first].start};
            is_fit = drop_comma(facts->tree, splice, gap,
                                ph_pattern_gap(plus, hunk->plus_first)) &&
                     is_fit;
        }
        if (end < match->patch->minus.token_count && plus_end < plus->token_count) {
            PhSpan gap = {spans[end - 1].end, spans[end].start};
            is_fit = drop_comma(facts->tree, splice, gap, ph_pattern_gap(plus, plus_end)) &&
                     is_fit;
        }
    }
    return is_fit;
}

bool ph_gaps_fit(PhFacts *facts, const PhMatch *match, PhSplice *splice, bool is_covered,
                 bool *is_unfit_out)
{
    const PhPattern *plus = &match->patch->plus;
    size_t hunks = match->patch->hunks.count;
    PhFitting fitting = {
        .facts = facts,
        .tree = facts->tree,
        .match = match,
        .plus = plus,
        .splice = splice,
        .origins = PH_NEW_ARRAY(facts->arena, PhOrigin, plus->token_count),
        .depths = PH_NEW_ARRAY(facts->arena, uint32_t, plus->token_count),
        .hunk_spans = PH_NEW_ARRAY(facts->arena, PhSpan, hunks),
        .has_comma = PH_NEW_ARRAY(facts->arena, bool, plus->token_count + 1),
        .root = ph_tree_span(facts->tree, match->root),
        .is_covered = is_covered,
    };
    if (ph_strength(facts->tree, match->root) <= PH_STRENGTH_PRIMARY) {
        keep_to_root(splice, fitting.root);
    }
    for (size_t i = 0; i < hunks; i++) {
        fitting.hunk_spans[i] = splice->edits->items[splice->first + i].span;
    }
    find_origins(&fitting);
    bool is_fine = fit_gaps(&fitting);
    fit_list_commas(&fitting);
    fit_blanks_of_hunks(&fitting);
    ph_last_line_fit(facts, splice);
    *is_unfit_out = *is_unfit_out || fitting.is_unfit;
    return is_fine;
}

static bool is_among(uint32_t token, uint32_t first, uint32_t count)
{
    return first <= token && token < first + count;
}

bool ph_patch_keeps(const PhPatch *patch, uint32_t token)
{
    for (size_t i = 0; i < patch->hunks.count; i++) {
        const PhHunk *hunk = &patch->hunks.items[i];
        if (is_among(token, hunk->plus_first, hunk->plus_count)) {
            return false;
        }
    }
    for (size_t i = 0; i < patch->insertions.count; i++) {
        const PhInsertion *insertion = &patch->insertions.items[i];
        if (is_among(token, insertion->plus_first, insertion->plus_count)) {
            return false;
        }
    }
    return true;
}
