#include "template/match.h"

#include "template/trace.h"

/* What one attempt has bound so far. Lists are kept as first and last until it succeeds. */
typedef struct PhBound {
    PhNodeId first;
    PhNodeId last;
    PhSpan span;
    bool is_bound;
} PhBound;

typedef struct PhAttempt {
    PhFacts *facts;
    const PhTree *tree;
    const PhPattern *pattern;
    const PhRule *rule;
    PhArena *scratch;
    PhBound *bound;
    PhSpan *token_spans;
    PhMismatch *mismatch; /* NULL: nobody asks */
} PhAttempt;

static bool match_node(PhAttempt *attempt, PhNodeId pattern_node, PhNodeId node);

/* Notes why `found` is not what the pattern expects; returns false. */
static bool stop(const PhAttempt *attempt, PhMismatchKind kind, PhNodeId expected,
                 PhNodeId found, uint32_t offset)
{
    PhMismatch *furthest = attempt->mismatch;
    if (furthest != NULL &&
        (furthest->kind == PH_MISMATCH_NONE || offset > furthest->offset)) {
        *furthest = (PhMismatch){kind, expected, found, offset};
    }
    return false;
}

static bool stop_at(const PhAttempt *attempt, PhMismatchKind kind, PhNodeId expected,
                    PhNodeId found)
{
    return stop(attempt, kind, expected, found, attempt->tree->starts[found]);
}

static PhNodeId skip_trivia(const PhTree *tree, PhNodeId node, PhNodeId limit)
{
    while (node < limit && (ph_kind_is_extra(ph_tree_kind(tree, node)) ||
                            ph_tree_kind(tree, node) == PH_TOKEN_COMMA)) {
        node = ph_tree_limit(tree, node);
    }
    return node;
}

static PhNodeId next_child(const PhTree *tree, PhNodeId child, PhNodeId limit)
{
    return skip_trivia(tree, ph_tree_limit(tree, child), limit);
}

static PhMetavarId list_metavar(const PhAttempt *attempt, PhNodeId pattern_node)
{
    PhMetavarId metavar = attempt->pattern->metavars[pattern_node];
    bool is_list = metavar != PH_METAVAR_NONE &&
                   attempt->rule->metavars.items[metavar].shape == PH_METAVAR_LIST;
    return is_list ? metavar : PH_METAVAR_NONE;
}

static void note_token(PhAttempt *attempt, PhNodeId pattern_node, PhSpan span)
{
    uint32_t token = attempt->pattern->token_of_node[pattern_node];
    if (token != UINT32_MAX) {
        attempt->token_spans[token] = span;
    }
}

/* What is compared as a whole: the leaves of a string do not hold all of its text. */
static bool is_atom(const PhTree *tree, PhNodeId node)
{
    return ph_tree_is_leaf(tree, node) || ph_tree_kind(tree, node) == PH_KIND_STRING;
}

/* Equal but for trivia: the same leaves in the same order. Names must mean the same. */
static bool same_code(const PhTree *tree, PhNodeId a, PhNodeId b)
{
    PhNodeId a_limit = ph_tree_limit(tree, a);
    PhNodeId b_limit = ph_tree_limit(tree, b);
    for (;;) {
        while (a < a_limit &&
               (!is_atom(tree, a) || ph_kind_is_extra(ph_tree_kind(tree, a)))) {
            a++;
        }
        while (b < b_limit &&
               (!is_atom(tree, b) || ph_kind_is_extra(ph_tree_kind(tree, b)))) {
            b++;
        }
        if (a == a_limit || b == b_limit) {
            return a == a_limit && b == b_limit;
        }
        if (!ph_bytes_equal(ph_tree_text(tree, a), ph_tree_text(tree, b))) {
            return false;
        }
        a = ph_tree_limit(tree, a);
        b = ph_tree_limit(tree, b);
    }
}

static bool bind(PhAttempt *attempt, PhMetavarId metavar, PhNodeId node)
{
    PhBound *bound = &attempt->bound[metavar];
    if (attempt->rule->metavars.items[metavar].is_anonymous) {
        return true;
    }
    if (bound->is_bound) {
        return same_code(attempt->tree, bound->first, node);
    }
    *bound = (PhBound){node, node, ph_tree_span(attempt->tree, node), true};
    return true;
}

/* `last` PH_NODE_NONE: the list is empty and stands at `offset`. */
static void bind_list(PhAttempt *attempt, PhNodeId pattern_node, PhNodeId first,
                      PhNodeId last, uint32_t offset)
{
    PhMetavarId metavar = attempt->pattern->metavars[pattern_node];
    PhSpan span = {offset, offset};
    if (last != PH_NODE_NONE) {
        span = (PhSpan){attempt->tree->starts[first], attempt->tree->ends[last]};
    }
    note_token(attempt, pattern_node, span);
    attempt->bound[metavar] = (PhBound){first, last, span, true};
}

/* The comma that follows a matched element, for patterns that move it. */
static void note_comma(PhAttempt *attempt, PhNodeId pattern_child, PhNodeId matched)
{
    const PhTree *pattern = &attempt->pattern->tree;
    PhNodeId comma = ph_tree_next_sibling(pattern, pattern_child);
    if (ph_tree_kind(pattern, comma) != PH_TOKEN_COMMA) {
        return;
    }
    PhNodeId sibling = ph_tree_next_sibling(attempt->tree, matched);
    while (sibling != PH_NODE_NONE &&
           ph_kind_is_extra(ph_tree_kind(attempt->tree, sibling))) {
        sibling = ph_tree_next_sibling(attempt->tree, sibling);
    }
    uint32_t end = attempt->tree->ends[matched];
    bool is_there = ph_tree_kind(attempt->tree, sibling) == PH_TOKEN_COMMA;
    note_token(attempt, comma,
               is_there ? ph_tree_span(attempt->tree, sibling) : (PhSpan){end, end});
}

/* `: ...` in a pattern: whatever the suite is, and whatever clauses follow it. */
static bool is_open_suite(const PhTree *pattern, PhNodeId node)
{
    PhNodeId statement = ph_tree_kind(pattern, node) == PH_KIND_BLOCK
                             ? ph_tree_first_named(pattern, node)
                             : PH_NODE_NONE;
    return statement != PH_NODE_NONE &&
           ph_tree_kind(pattern, statement) == PH_KIND_EXPRESSION_STATEMENT &&
           ph_tree_kind(pattern, statement + 1) == PH_KIND_ELLIPSIS;
}

/*
 * Children against children, as a glob: at a mismatch the newest `$*x` takes one more. What
 * the abandoned attempt bound is forgotten.
 */
static bool match_children(PhAttempt *attempt, PhNodeId pattern_node, PhNodeId node)
{
    const PhTree *pattern = &attempt->pattern->tree;
    const PhTree *tree = attempt->tree;
    PhNodeId p_limit = ph_tree_limit(pattern, pattern_node);
    PhNodeId s_limit = ph_tree_limit(tree, node);
    PhNodeId p = skip_trivia(pattern, pattern_node + 1, p_limit);
    PhNodeId s = skip_trivia(tree, node + 1, s_limit);
    PhNodeId before = PH_NODE_NONE; /* the child matched last */
    PhNodeId star = PH_NODE_NONE;
    PhNodeId star_first = PH_NODE_NONE;
    PhNodeId star_last = PH_NODE_NONE;
    uint32_t star_offset = 0;
    size_t bound_size = attempt->rule->metavars.count * sizeof(PhBound);
    PhBound *bound_at_star = ph_arena_alloc(attempt->scratch, bound_size);
    while (s < s_limit || p < p_limit) {
        if (p < p_limit && is_open_suite(pattern, p)) {
            return s < s_limit;
        }
        if (p < p_limit && list_metavar(attempt, p) != PH_METAVAR_NONE) {
            star = p;
            star_first = s;
            star_last = PH_NODE_NONE;
            star_offset = before == PH_NODE_NONE ? tree->starts[node] : tree->ends[before];
            memcpy(bound_at_star, attempt->bound, bound_size);
            bind_list(attempt, star, star_first, star_last, star_offset);
            p = next_child(pattern, p, p_limit);
        } else if (p < p_limit && s < s_limit && match_node(attempt, p, s)) {
            note_comma(attempt, p, s);
            before = s;
            p = next_child(pattern, p, p_limit);
            s = next_child(tree, s, s_limit);
        } else if (star != PH_NODE_NONE && s < s_limit) {
            star_last = star_last == PH_NODE_NONE ? star_first
                                                  : next_child(tree, star_last, s_limit);
            memcpy(attempt->bound, bound_at_star, bound_size);
            bind_list(attempt, star, star_first, star_last, star_offset);
            p = next_child(pattern, star, p_limit);
            s = next_child(tree, star_last, s_limit);
        } else if (s == s_limit) {
            return stop(attempt, PH_MISMATCH_MISSING, p, PH_NODE_NONE, tree->ends[node]);
        } else {
            return p < p_limit ? false
                               : stop_at(attempt, PH_MISMATCH_SURPLUS, PH_NODE_NONE, s);
        }
    }
    return true;
}

static bool match_leaf(PhAttempt *attempt, PhNodeId pattern_node, PhNodeId node)
{
    const PhTree *pattern = &attempt->pattern->tree;
    if (!ph_bytes_equal(ph_tree_text(pattern, pattern_node),
                        ph_tree_text(attempt->tree, node))) {
        return stop_at(attempt, PH_MISMATCH_TEXT, pattern_node, node);
    }
    PhNodeId parent = ph_tree_parent(pattern, pattern_node);
    PhField field = ph_tree_field(pattern, pattern_node);
    bool is_plain_text = ph_tree_kind(pattern, pattern_node) != PH_KIND_IDENTIFIER ||
                         field == PH_FIELD_ATTRIBUTE ||
                         (field == PH_FIELD_NAME &&
                          ph_tree_kind(pattern, parent) == PH_KIND_KEYWORD_ARGUMENT);
    if (is_plain_text) {
        return true;
    }
    const PhNames *names = ph_facts_names(attempt->facts);
    PhRefId ref = ph_names_ref(names, node);
    bool is_builtin =
        ref != PH_REF_NONE && ph_names_is_builtin(names, names->refs[ref].scope,
                                                  ph_tree_text(attempt->tree, node));
    return is_builtin || stop_at(attempt, PH_MISMATCH_BUILTIN, pattern_node, node);
}

/* `*a`, `**a` and `k=v` among arguments are no expressions: `$x` does not take them. */
static bool is_one_value(PhKind kind)
{
    return ph_kind_is_named(kind) && kind != PH_KIND_LIST_SPLAT &&
           kind != PH_KIND_DICTIONARY_SPLAT && kind != PH_KIND_KEYWORD_ARGUMENT;
}

/* `f($_)` takes `f(x for x in y)`, where the generator is all of the arguments. */
static bool takes_generator(const PhAttempt *attempt, PhNodeId pattern_node, PhNodeId node)
{
    const PhTree *pattern = &attempt->pattern->tree;
    if (ph_tree_kind(attempt->tree, node) != PH_KIND_GENERATOR_EXPRESSION ||
        ph_tree_kind(pattern, pattern_node) != PH_KIND_ARGUMENT_LIST) {
        return false;
    }
    PhNodeId only = ph_tree_first_named(pattern, pattern_node);
    PhMetavarId metavar =
        only == PH_NODE_NONE ? PH_METAVAR_NONE : attempt->pattern->metavars[only];
    return metavar != PH_METAVAR_NONE &&
           attempt->rule->metavars.items[metavar].is_anonymous &&
           list_metavar(attempt, only) == PH_METAVAR_NONE &&
           ph_tree_next_named(pattern, only) == PH_NODE_NONE;
}

/* Recursion follows the pattern, whose depth is bounded when it is read. */
static bool match_node(PhAttempt *attempt, PhNodeId pattern_node, PhNodeId node)
{
    const PhTree *pattern = &attempt->pattern->tree;
    const PhTree *tree = attempt->tree;
    PhMetavarId metavar = attempt->pattern->metavars[pattern_node];
    PhKind kind = ph_tree_kind(pattern, pattern_node);
    if (metavar != PH_METAVAR_NONE) {
        note_token(attempt, pattern_node, ph_tree_span(tree, node));
        if (!is_one_value(ph_tree_kind(tree, node))) {
            return stop_at(attempt, PH_MISMATCH_KIND, pattern_node, node);
        }
        return bind(attempt, metavar, node) ||
               stop_at(attempt, PH_MISMATCH_UNEQUAL, pattern_node, node);
    }
    if (kind != PH_KIND_PARENTHESIZED_EXPRESSION) {
        node = ph_tree_strip_parens(tree, node);
    }
    if (takes_generator(attempt, pattern_node, node)) {
        return true;
    }
    if (kind != ph_tree_kind(tree, node)) {
        return stop_at(attempt, PH_MISMATCH_KIND, pattern_node, node);
    }
    note_token(attempt, pattern_node, ph_tree_span(tree, node));
    if (ph_tree_is_leaf(pattern, pattern_node)) {
        return match_leaf(attempt, pattern_node, node);
    }
    if (kind == PH_KIND_STRING) {
        return ph_bytes_equal(ph_tree_text(pattern, pattern_node),
                              ph_tree_text(tree, node)) ||
               stop_at(attempt, PH_MISMATCH_TEXT, pattern_node, node);
    }
    return match_children(attempt, pattern_node, node);
}

static PhCapture capture_of(const PhAttempt *attempt, PhArena *arena, PhMetavarId metavar)
{
    const PhBound *bound = &attempt->bound[metavar];
    const PhTree *tree = attempt->tree;
    PhCapture capture = {.is_bound = bound->is_bound, .span = bound->span};
    capture.is_list = attempt->rule->metavars.items[metavar].shape == PH_METAVAR_LIST;
    if (!bound->is_bound || bound->last == PH_NODE_NONE) {
        return capture;
    }
    PhNodeId limit = ph_tree_limit(tree, bound->last);
    for (PhNodeId node = bound->first; node < limit; node = next_child(tree, node, limit)) {
        capture.count++;
    }
    PhNodeId *nodes = ph_arena_alloc(arena, capture.count * sizeof(PhNodeId));
    uint32_t next = 0;
    for (PhNodeId node = bound->first; node < limit; node = next_child(tree, node, limit)) {
        nodes[next++] = node;
    }
    capture.nodes = nodes;
    return capture;
}

static void bind_base(PhAttempt *attempt, const PhMatch *base)
{
    for (size_t i = 0; base != NULL && i < attempt->rule->metavars.count; i++) {
        const PhCapture *capture = &base->captures[i];
        if (capture->is_bound && capture->count > 0 &&
            !attempt->rule->metavars.items[i].is_label) {
            attempt->bound[i] = (PhBound){
                capture->nodes[0], capture->nodes[capture->count - 1], capture->span, true};
        }
    }
}

/* `a = q = []` holds the assignment to q, but its value goes to a as well: where a pattern
 * is an assignment, it must be the whole statement. */
static bool is_part_of_assignment(const PhTree *tree, PhNodeId root)
{
    PhKind kind = ph_tree_kind(tree, root);
    return (kind == PH_KIND_ASSIGNMENT || kind == PH_KIND_AUGMENTED_ASSIGNMENT) &&
           ph_tree_kind(tree, ph_tree_parent(tree, root)) != PH_KIND_EXPRESSION_STATEMENT;
}

static bool match_at(PhMatcher *matcher, const PhPatch *patch, const PhMatch *base,
                     PhNodeId root, PhMatch *match_out)
{
    PhArena *arena = matcher->facts->arena;
    PhArenaMark mark = ph_arena_mark(matcher->scratch);
    size_t count = patch->rule->metavars.count;
    PhAttempt attempt = {
        .facts = matcher->facts,
        .tree = matcher->facts->tree,
        .pattern = &patch->minus,
        .rule = patch->rule,
        .scratch = matcher->scratch,
        .bound = PH_NEW_ARRAY(matcher->scratch, PhBound, count),
        .token_spans = PH_NEW_ARRAY(matcher->scratch, PhSpan, patch->minus.token_count),
    };
    if (matcher->trace != NULL && base == NULL) {
        attempt.mismatch = &matcher->trace->mismatch;
    }
    bind_base(&attempt, base);
    bool is_match = !is_part_of_assignment(attempt.tree, root) &&
                    match_node(&attempt, patch->minus.root, root);
    if (is_match) {
        PhCapture *captures = PH_NEW_ARRAY(arena, PhCapture, count);
        PhSpan *spans = PH_NEW_ARRAY(arena, PhSpan, patch->minus.token_count);
        for (size_t i = 0; i < count; i++) {
            captures[i] = capture_of(&attempt, arena, (PhMetavarId)i);
        }
        memcpy(spans, attempt.token_spans, patch->minus.token_count * sizeof(PhSpan));
        *match_out = (PhMatch){patch, root, captures, spans, PH_NODE_NONE};
    }
    ph_arena_release(matcher->scratch, mark);
    return is_match;
}

bool ph_match(PhMatcher *matcher, const PhPatch *patch, PhNodeId root, PhMatch *match_out)
{
    return match_at(matcher, patch, NULL, root, match_out);
}

bool ph_match_use(PhMatcher *matcher, const PhPatch *patch, const PhMatch *base,
                  PhMetavarId metavar, PhNodeId reference, PhMatch *match_out)
{
    const PhTree *tree = matcher->facts->tree;
    const PhPattern *pattern = &patch->minus;
    uint32_t index = ph_pattern_find(pattern, metavar);
    PhNodeId root = reference;
    if (index == PH_TOKEN_NOWHERE) {
        return false;
    }
    /* As many steps up as the variable is below the root of the arm. */
    for (PhNodeId up = pattern->tokens[index].node; up != pattern->root;
         up = ph_tree_parent(&pattern->tree, up)) {
        do {
            root = ph_tree_parent(tree, root);
        } while (ph_tree_kind(tree, root) == PH_KIND_PARENTHESIZED_EXPRESSION);
        if (root == PH_NODE_NONE) {
            return false;
        }
    }
    if (!match_at(matcher, patch, base, root, match_out)) {
        return false;
    }
    match_out->site = reference;
    /* In an arm the variable is the reference that the arm is about. */
    PhNodeId *own = ph_arena_alloc(matcher->facts->arena, sizeof(PhNodeId));
    *own = reference;
    match_out->captures[metavar] = (PhCapture){
        .nodes = own, .count = 1, .span = ph_tree_span(tree, reference), .is_bound = true};
    return match_out->token_spans[index].start == tree->starts[reference];
}
