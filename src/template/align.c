#include "template/align.h"

#include "syntax/walk.h"

static uint32_t count_suites(const PhTree *tree, PhNodeId node)
{
    uint32_t count = 0;
    for (PhNodeId up = node; up != PH_NODE_NONE; up = ph_tree_parent(tree, up)) {
        count += ph_tree_kind(tree, up) == PH_KIND_BLOCK;
    }
    return count;
}

/* The colon of a head, with a line end behind it, is another than that of an annotation. */
static bool opens_suite(const PhTree *tree, PhNodeId token)
{
    return ph_tree_kind(tree, token) == PH_TOKEN_COLON &&
           ph_tree_kind(tree, ph_tree_next_named(tree, token)) == PH_KIND_BLOCK;
}

/* Where a name is written and no expression: of an attribute, or of a keyword argument. */
static bool is_name_place(const PhTree *tree, PhNodeId token)
{
    PhKind parent = ph_tree_kind(tree, ph_tree_parent(tree, token));
    return (parent == PH_KIND_ATTRIBUTE &&
            ph_tree_field(tree, token) == PH_FIELD_ATTRIBUTE) ||
           (parent == PH_KIND_KEYWORD_ARGUMENT &&
            ph_tree_field(tree, token) == PH_FIELD_NAME);
}

/* What comes out of a suite, or goes into one, stands on another line: it is no token that
 * stays where it is. */
static bool tokens_equal(const PhPattern *a, uint32_t i, const PhPattern *b, uint32_t j,
                         uint32_t sunk)
{
    const PhPatternToken *left = &a->tokens[i];
    const PhPatternToken *right = &b->tokens[j];
    return left->metavar == right->metavar && ph_bytes_equal(left->text, right->text) &&
           opens_suite(&a->tree, left->node) == opens_suite(&b->tree, right->node) &&
           is_name_place(&a->tree, left->node) == is_name_place(&b->tree, right->node) &&
           count_suites(&a->tree, left->node) + sunk == count_suites(&b->tree, right->node);
}

/* Two runs of tokens that are aligned with one another. */
typedef struct PhRuns {
    uint32_t minus_first;
    uint32_t minus_limit;
    uint32_t plus_first;
    uint32_t plus_limit;
    uint32_t sunk; /* how many suites deeper the plus slice has them */
} PhRuns;

/* lengths[i][j]: the longest common subsequence of the tokens from i and from j on. */
static uint16_t *common_lengths(PhArena *arena, const PhPattern *minus,
                                const PhPattern *plus, PhRuns runs)
{
    uint32_t width = runs.plus_limit - runs.plus_first + 1;
    uint32_t height = runs.minus_limit - runs.minus_first + 1;
    uint16_t *lengths = PH_NEW_ARRAY(arena, uint16_t, (size_t)height * width);
    for (uint32_t i = height - 1; i-- > 0;) {
        for (uint32_t j = width - 1; j-- > 0;) {
            uint16_t skip_minus = lengths[(i + 1) * width + j];
            uint16_t skip_plus = lengths[i * width + j + 1];
            uint16_t best = skip_minus > skip_plus ? skip_minus : skip_plus;
            if (tokens_equal(minus, runs.minus_first + i, plus, runs.plus_first + j,
                             runs.sunk)) {
                best = (uint16_t)(lengths[(i + 1) * width + j + 1] + 1);
            }
            lengths[i * width + j] = best;
        }
    }
    return lengths;
}

static void align_tokens(PhArena *arena, PhPatch *patch, PhRuns runs)
{
    const PhPattern *minus = &patch->minus;
    const PhPattern *plus = &patch->plus;
    const uint16_t *lengths = common_lengths(arena, minus, plus, runs);
    uint32_t width = runs.plus_limit - runs.plus_first + 1;
    uint32_t i = runs.minus_first;
    uint32_t j = runs.plus_first;
    while (i < runs.minus_limit || j < runs.plus_limit) {
        bool has_both = i < runs.minus_limit && j < runs.plus_limit;
        if (has_both && tokens_equal(minus, i, plus, j, runs.sunk)) {
            i++;
            j++;
            continue;
        }
        PhHunk hunk = {.minus_first = i, .plus_first = j};
        while (i < runs.minus_limit || j < runs.plus_limit) {
            has_both = i < runs.minus_limit && j < runs.plus_limit;
            if (has_both && tokens_equal(minus, i, plus, j, runs.sunk)) {
                break;
            }
            const uint16_t *here =
                &lengths[(size_t)(i - runs.minus_first) * width + (j - runs.plus_first)];
            bool drop_minus = !has_both ? i < runs.minus_limit : here[width] >= here[1];
            i += drop_minus ? 1 : 0;
            j += drop_minus ? 0 : 1;
        }
        hunk.minus_count = i - hunk.minus_first;
        hunk.plus_count = j - hunk.plus_first;
        hunk.has_last = hunk.minus_first > runs.minus_first;
        hunk.has_next = i < runs.minus_limit;
        PH_VEC_PUSH(arena, &patch->hunks, hunk);
    }
}

/* The first token at or after `node`. */
static uint32_t token_from(const PhPattern *pattern, PhNodeId node)
{
    uint32_t token = 0;
    while (token < pattern->token_count && pattern->tokens[token].node < node) {
        token++;
    }
    return token;
}

typedef struct PhAligner {
    PhArena *arena;
    PhPatch *patch;
    uint32_t sunk; /* suites that statements went deeper on the way to these */
} PhAligner;

static void align_statements(const PhAligner *aligner, const PhNodeVec *minus,
                             const PhNodeVec *plus);

static PhNodeVec statements_of(PhArena *arena, const PhTree *tree, PhNodeId block)
{
    PhNodeVec statements = {0};
    for (PhNodeId node = ph_tree_first_named(tree, block); node != PH_NODE_NONE;
         node = ph_tree_next_named(tree, node)) {
        PH_VEC_PUSH(arena, &statements, node);
    }
    return statements;
}

/* A statement that becomes another. Suites are aligned as statements, if both have one.
 * Recursion follows the pattern, whose depth is bounded when it is read. */
static void align_pair(const PhAligner *aligner, PhNodeId minus, PhNodeId plus)
{
    PhPatch *patch = aligner->patch;
    const PhTree *before = &patch->minus.tree;
    const PhTree *after = &patch->plus.tree;
    PhNodeId suite = ph_tree_first_suite(before, minus);
    PhNodeId new_suite = ph_tree_first_suite(after, plus);
    PhRuns whole = {token_from(&patch->minus, minus),
                    token_from(&patch->minus, ph_tree_limit(before, minus)),
                    token_from(&patch->plus, plus),
                    token_from(&patch->plus, ph_tree_limit(after, plus)), aligner->sunk};
    if (suite == PH_NODE_NONE || new_suite == PH_NODE_NONE) {
        align_tokens(aligner->arena, patch, whole);
        return;
    }
    PhRuns head = whole;
    PhRuns tail = whole;
    head.minus_limit = token_from(&patch->minus, suite);
    head.plus_limit = token_from(&patch->plus, new_suite);
    tail.minus_first = token_from(&patch->minus, ph_tree_limit(before, suite));
    tail.plus_first = token_from(&patch->plus, ph_tree_limit(after, new_suite));
    align_tokens(aligner->arena, patch, head);
    PhNodeVec old_statements = statements_of(aligner->arena, before, suite);
    PhNodeVec new_statements = statements_of(aligner->arena, after, new_suite);
    align_statements(aligner, &old_statements, &new_statements);
    align_tokens(aligner->arena, patch, tail);
}

static uint32_t column_of(const PhPattern *pattern, PhNodeId node)
{
    uint32_t start = pattern->tree.starts[node];
    uint32_t line = start;
    while (line > 0 && pattern->tree.text.ptr[line - 1] != '\n') {
        line--;
    }
    return start - line;
}

static bool has_mark(const PhPatch *patch, const PhPattern *pattern, PhNodeId node,
                     PhMark mark)
{
    return patch->alternative->lines.items[ph_pattern_line(pattern, node)].mark == mark;
}

/* `+ @decorator` above a def that stays: the def, else `node`. */
static PhNodeId under_new_decorator(const PhPatch *patch, PhNodeId node)
{
    const PhTree *tree = &patch->plus.tree;
    PhNodeId def = ph_tree_kind(tree, node) == PH_KIND_DECORATED_DEFINITION
                       ? ph_tree_child(tree, node, PH_FIELD_DEFINITION)
                       : PH_NODE_NONE;
    bool is_new = def != PH_NODE_NONE &&
                  has_mark(patch, &patch->plus, node, PH_MARK_PLUS) &&
                  has_mark(patch, &patch->plus, def, PH_MARK_CONTEXT);
    return is_new ? def : node;
}

static uint32_t last_line(const PhPattern *pattern, PhNodeId node)
{
    return ph_pattern_line(pattern, ph_tree_limit(&pattern->tree, node) - 1);
}

/* True if a line that stays is in both: one becomes the other around it. */
static bool share_a_line(const PhPatch *patch, PhNodeId minus, PhNodeId plus)
{
    uint32_t first = ph_pattern_line(&patch->minus, minus);
    uint32_t other = ph_pattern_line(&patch->plus, plus);
    uint32_t last = last_line(&patch->minus, minus);
    uint32_t limit = last_line(&patch->plus, plus);
    last = last < limit ? last : limit;
    for (uint32_t line = first > other ? first : other; line <= last; line++) {
        if (patch->alternative->lines.items[line].mark == PH_MARK_CONTEXT) {
            return true;
        }
    }
    return false;
}

/* The statement of the minus run that plus statement `node` stands around, else `first`. */
static size_t partner_of(const PhPatch *patch, const PhNodeVec *minus, size_t first,
                         size_t limit, PhNodeId node)
{
    for (size_t i = first; i < limit; i++) {
        if (share_a_line(patch, minus->items[i], node)) {
            return i;
        }
    }
    return first;
}

/* The same list of statements, the same simple statement, or two with suites of a kind. */
static bool is_repeated(const PhPatch *patch, PhNodeId minus, PhNodeId plus)
{
    const PhTree *before = &patch->minus.tree;
    const PhTree *after = &patch->plus.tree;
    if (ph_tree_kind(before, minus) != ph_tree_kind(after, plus)) {
        return false;
    }
    return ph_tree_first_suite(before, minus) != PH_NODE_NONE ||
           ph_bytes_equal(ph_tree_text(before, minus), ph_tree_text(after, plus));
}

/* True if the statements of `suite` are those of the minus run from `first` on. */
static bool repeats(const PhPatch *patch, const PhNodeVec *minus, size_t first,
                    size_t limit, const PhNodeVec *suite)
{
    bool is_same = suite->count > 0 && first + suite->count <= limit;
    for (size_t i = 0; is_same && i < suite->count; i++) {
        is_same = is_repeated(patch, minus->items[first + i], suite->items[i]);
    }
    return is_same;
}

/* What of the suite repeats statements: all behind those that `minus` has not from `first`
 * on. */
static PhNodeVec without_new(const PhPatch *patch, const PhNodeVec *minus, size_t first,
                             PhNodeVec suite)
{
    while (suite.count > 1 && first < minus->count &&
           !is_repeated(patch, minus->items[first], suite.items[0])) {
        suite.items++;
        suite.count--;
    }
    return suite;
}

/*
 * Plus statement `node`, whose suite repeats statements of the minus run, comes around
 * them. Its header takes the place of the statement before them, or is inserted.
 */
static bool align_sink(const PhAligner *aligner, const PhNodeVec *minus, size_t *i,
                       size_t limit, PhNodeId node)
{
    PhPatch *patch = aligner->patch;
    const PhTree *after = &patch->plus.tree;
    PhNodeId suite = ph_tree_first_suite(after, node);
    if (suite == PH_NODE_NONE ||
        ph_tree_limit(after, suite) != ph_tree_limit(after, node)) {
        return false;
    }
    PhNodeVec inner = statements_of(aligner->arena, after, suite);
    bool is_inserted = repeats(patch, minus, *i, limit, &inner);
    PhNodeId head = minus->items[*i];
    /* New statements may come between the header and those that are repeated. */
    inner = is_inserted ? inner : without_new(patch, minus, *i + 1, inner);
    bool replaces = ph_tree_first_suite(&patch->minus.tree, head) == PH_NODE_NONE &&
                    patch->minus.metavars[head] == PH_METAVAR_NONE &&
                    repeats(patch, minus, *i + 1, limit, &inner);
    if (!is_inserted && !replaces) {
        return false;
    }
    uint32_t plus_first = token_from(&patch->plus, node);
    uint32_t plus_limit = token_from(&patch->plus, inner.items[0]);
    size_t first = is_inserted ? *i : *i + 1;
    if (is_inserted) {
        PhInsertion insertion = {
            .plus_first = plus_first,
            .plus_count = plus_limit - plus_first,
            .column = column_of(&patch->plus, node),
            .after = PH_NODE_NONE,
            .before = minus->items[first],
            .prefers_before = true,
        };
        PH_VEC_PUSH(aligner->arena, &patch->insertions, insertion);
    } else {
        PhRuns runs = {token_from(&patch->minus, head),
                       token_from(&patch->minus, ph_tree_limit(&patch->minus.tree, head)),
                       plus_first, plus_limit, aligner->sunk};
        align_tokens(aligner->arena, patch, runs);
    }
    PhAligner deeper = {aligner->arena, patch, aligner->sunk + 1};
    for (size_t n = 0; n < inner.count; n++) {
        align_pair(&deeper, minus->items[first + n], inner.items[n]);
    }
    *i = first + inner.count;
    PhSink sink = {
        .header = is_inserted ? PH_NODE_NONE : head,
        .first = minus->items[first],
        .last = minus->items[*i - 1],
        .next = *i < limit ? minus->items[*i] : PH_NODE_NONE,
    };
    PH_VEC_PUSH(aligner->arena, &patch->sinks, sink);
    return true;
}

/* The run of minus statements [*i..) and of plus statements [*j..) that stand against each
 * other: pairs first, then what is left over. */
static void align_run(const PhAligner *aligner, const PhNodeVec *minus, size_t *i,
                      const PhNodeVec *plus, size_t *j)
{
    PhPatch *patch = aligner->patch;
    size_t minus_end = *i;
    size_t plus_end = *j;
    while (minus_end < minus->count &&
           has_mark(patch, &patch->minus, minus->items[minus_end], PH_MARK_MINUS)) {
        minus_end++;
    }
    while (plus_end < plus->count &&
           has_mark(patch, &patch->plus, under_new_decorator(patch, plus->items[plus_end]),
                    PH_MARK_PLUS)) {
        plus_end++;
    }
    size_t paired = *i;
    while (*i < minus_end && *j < plus_end) {
        PhNodeId node = plus->items[(*j)++];
        if (align_sink(aligner, minus, i, minus_end, node)) {
            continue;
        }
        size_t partner = partner_of(patch, minus, *i, minus_end, node);
        for (; *i < partner; (*i)++) {
            PH_VEC_PUSH(aligner->arena, &patch->deletions, minus->items[*i]);
        }
        align_pair(aligner, minus->items[(*i)++], node);
    }
    bool has_pairs = paired < *i;
    if (*j < plus_end) {
        bool has_next = minus_end < minus->count &&
                        !ph_pattern_is_gap(&patch->minus, minus->items[minus_end]);
        bool has_last = *i > 0 && !ph_pattern_is_gap(&patch->minus, minus->items[*i - 1]);
        const PhPattern *slice = &patch->plus;
        uint32_t first = token_from(slice, plus->items[*j]);
        PhNodeId limit = ph_tree_limit(&slice->tree, plus->items[plus_end - 1]);
        PhInsertion insertion = {
            .plus_first = first,
            .plus_count = token_from(slice, limit) - first,
            .column = column_of(slice, plus->items[*j]),
            .after = has_last ? minus->items[*i - 1] : PH_NODE_NONE,
            .before = has_next ? minus->items[minus_end] : PH_NODE_NONE,
            .prefers_before = has_next && !has_pairs,
        };
        PH_VEC_PUSH(aligner->arena, &patch->insertions, insertion);
        *j = plus_end;
    }
    for (; *i < minus_end; (*i)++) {
        PH_VEC_PUSH(aligner->arena, &patch->deletions, minus->items[*i]);
    }
}

static void insert_decorator(const PhAligner *aligner, PhNodeId decorated, PhNodeId def,
                             PhNodeId before)
{
    const PhPattern *plus = &aligner->patch->plus;
    uint32_t first = token_from(plus, decorated);
    PhInsertion insertion = {
        .plus_first = first,
        .plus_count = token_from(plus, def) - first,
        .column = column_of(plus, decorated),
        .after = PH_NODE_NONE,
        .before = before,
        .prefers_before = true,
    };
    PH_VEC_PUSH(aligner->arena, &aligner->patch->insertions, insertion);
}

static void align_statements(const PhAligner *aligner, const PhNodeVec *minus,
                             const PhNodeVec *plus)
{
    PhPatch *patch = aligner->patch;
    size_t i = 0;
    size_t j = 0;
    while (i < minus->count || j < plus->count) {
        PhNodeId node = j < plus->count ? under_new_decorator(patch, plus->items[j]) : 0;
        bool is_kept = i < minus->count && j < plus->count &&
                       has_mark(patch, &patch->minus, minus->items[i], PH_MARK_CONTEXT) &&
                       has_mark(patch, &patch->plus, node, PH_MARK_CONTEXT);
        if (is_kept) {
            if (node != plus->items[j]) {
                insert_decorator(aligner, plus->items[j], node, minus->items[i]);
            }
            align_pair(aligner, minus->items[i++], node);
            j++;
        } else {
            size_t seen = i + j;
            align_run(aligner, minus, &i, plus, &j);
            if (i + j == seen) {
                return;
            }
        }
    }
}

bool ph_patch_align(PhArena *arena, PhPatch *patch)
{
    PhAligner aligner = {arena, patch, 0};
    if (patch->minus.statement_count == 0) {
        PhRuns whole = {0, patch->minus.token_count, 0, patch->plus.token_count, 0};
        align_tokens(arena, patch, whole);
        return true;
    }
    PhNodeVec minus = statements_of(arena, &patch->minus.tree, 0);
    PhNodeVec plus = statements_of(arena, &patch->plus.tree, 0);
    align_statements(&aligner, &minus, &plus);
    for (size_t i = 0; i < patch->insertions.count; i++) {
        const PhInsertion *insertion = &patch->insertions.items[i];
        if (insertion->after == PH_NODE_NONE && insertion->before == PH_NODE_NONE) {
            return false;
        }
    }
    return true;
}
