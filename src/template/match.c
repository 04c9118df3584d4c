#include "template/match.h"

#include "syntax/walk.h"
#include "template/details.h"
#include "template/iso.h"
#include "template/literal.h"
#include "template/meta.h"
#include "template/optional.h"
#include "template/quick.h"
#include "template/same_code.h"
#include "template/trace.h"

/* Statements that a gap may hold: most hold none, and a search must end. */
enum { PH_GAP_MOST = 200 };

/* What one attempt has bound so far. Lists are kept as first and last until it succeeds. */
typedef struct PhBound {
    PhNodeId first;
    PhNodeId last;
    PhSpan span;
    bool is_bound;
} PhBound;

typedef struct PhAttempt {
    PhMatcher *matcher;
    PhFacts *facts;
    const PhTree *tree;
    const PhPatch *patch;
    const PhPattern *pattern;
    const PhRule *rule;
    PhArena *scratch;
    PhBound *bound;
    PhSpan *token_spans;
    PhNodeId *nodes;      /* by node of the pattern */
    PhMismatch *mismatch; /* NULL: nobody asks */
    uint32_t passed_over; /* parameters that fit and are still to be passed over */
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
                            ph_tree_kind(tree, node) == PH_TOKEN_COMMA ||
                            ph_tree_kind(tree, node) == PH_TOKEN_SEMICOLON)) {
        node = ph_tree_limit(tree, node);
    }
    return node;
}

static PhNodeId next_child(const PhTree *tree, PhNodeId child, PhNodeId limit)
{
    return skip_trivia(tree, ph_tree_limit(tree, child), limit);
}

static bool is_list(const PhAttempt *attempt, PhNodeId pattern_node)
{
    return ph_pattern_is_list(attempt->pattern, attempt->rule, pattern_node);
}

static void note_token(PhAttempt *attempt, PhNodeId pattern_node, PhSpan span)
{
    uint32_t token = attempt->pattern->token_of_node[pattern_node];
    if (token != UINT32_MAX) {
        attempt->token_spans[token] = span;
    }
}

static bool bind(PhAttempt *attempt, PhMetavarId metavar, PhNodeId node)
{
    PhBound *bound = &attempt->bound[metavar];
    if (attempt->rule->metavars.items[metavar].is_anonymous) {
        return true;
    }
    if (bound->is_bound) {
        return ph_same_code(attempt->facts, bound->first, node);
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
    attempt->nodes[pattern_node] = last == PH_NODE_NONE ? PH_NODE_NONE : first;
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

static bool commas_differ(const PhAttempt *attempt, PhNodeId pattern_node, PhNodeId node)
{
    const PhTree *pattern = &attempt->pattern->tree;
    return ph_comma_differs(pattern, pattern_node, attempt->tree, node) ||
           (!ph_iso_is_on(attempt->rule, PH_ISO_TRAILING_COMMA) &&
            ph_has_trailing_comma(pattern, pattern_node) !=
                ph_has_trailing_comma(attempt->tree, node));
}

/* Passes over what the code says in more detail than the pattern, from child `s` on. */
static PhNodeId skip_details(const PhAttempt *attempt, PhNodeId pattern_node, PhNodeId node,
                             PhNodeId s)
{
    PhNodeId limit = ph_tree_limit(attempt->tree, node);
    if (!ph_details_are_possible(ph_tree_kind(attempt->tree, node))) {
        return s;
    }
    for (uint32_t count = 0; s < limit;) {
        count = ph_details_count(attempt->patch, pattern_node, attempt->tree, node, s);
        if (count == 0) {
            break;
        }
        for (; count > 0; count--) {
            s = next_child(attempt->tree, s, limit);
        }
    }
    return s;
}

/* A parameter behind a list of others has matched: another one may be wanted. */
static bool passes_over(PhAttempt *attempt, PhNodeId pattern_node, PhNodeId star)
{
    bool is_choice =
        star != PH_NODE_NONE &&
        ph_tree_kind(&attempt->pattern->tree, pattern_node) == PH_KIND_PARAMETERS;
    attempt->matcher->has_choice = attempt->matcher->has_choice || is_choice;
    if (!is_choice || attempt->passed_over == 0) {
        return false;
    }
    attempt->passed_over--;
    return true;
}

/*
 * Children, of the pattern those from `first` on, as a glob: at a mismatch the newest `$*x`
 * takes one more. What the abandoned attempt bound is forgotten.
 */
static bool match_siblings(PhAttempt *attempt, PhNodeId pattern_node, PhNodeId first,
                           PhNodeId node)
{
    const PhTree *pattern = &attempt->pattern->tree;
    const PhTree *tree = attempt->tree;
    PhNodeId p_limit = ph_tree_limit(pattern, pattern_node);
    PhNodeId s_limit = ph_tree_limit(tree, node);
    PhNodeId p = skip_trivia(pattern, first, p_limit);
    PhNodeId s = skip_trivia(tree, node + 1, s_limit);
    PhNodeId before = PH_NODE_NONE; /* the child matched last */
    PhNodeId star = PH_NODE_NONE;
    PhNodeId star_first = PH_NODE_NONE;
    PhNodeId star_last = PH_NODE_NONE;
    uint32_t star_offset = 0;
    size_t bound_size = attempt->rule->metavars.count * sizeof(PhBound);
    PhBound *bound_at_star = ph_arena_alloc(attempt->scratch, bound_size);
    if (commas_differ(attempt, pattern_node, node)) {
        return stop_at(attempt, PH_MISMATCH_KIND, pattern_node, node);
    }
    while (s < s_limit || p < p_limit) {
        s = skip_details(attempt, pattern_node, node, s);
        if (p < p_limit && ph_pattern_is_open_suite(pattern, p)) {
            return s < s_limit;
        }
        if (p < p_limit && is_list(attempt, p)) {
            star = p;
            star_first = s;
            star_last = PH_NODE_NONE;
            star_offset = before == PH_NODE_NONE ? tree->starts[node] : tree->ends[before];
            memcpy(bound_at_star, attempt->bound, bound_size);
            bind_list(attempt, star, star_first, star_last, star_offset);
            p = next_child(pattern, p, p_limit);
        } else if (p < p_limit && s < s_limit && match_node(attempt, p, s) &&
                   !passes_over(attempt, pattern_node, star)) {
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

/* A name of a module is matched by what the code means, not by how it writes it. */
static bool match_symbol(PhAttempt *attempt, PhNodeId pattern_node, PhBytes path,
                         PhNodeId node)
{
    PhKind kind = ph_tree_kind(attempt->tree, node);
    if (kind != PH_KIND_IDENTIFIER && kind != PH_KIND_ATTRIBUTE) {
        return stop_at(attempt, PH_MISMATCH_KIND, pattern_node, node);
    }
    note_token(attempt, pattern_node, ph_tree_span(attempt->tree, node));
    attempt->nodes[pattern_node] = node;
    return ph_facts_means(attempt->facts, node, path) ||
           stop_at(attempt, PH_MISMATCH_SYMBOL, pattern_node, node);
}

/* The grammar takes `typing.List[int]` in an annotation for a subscript, as in a pattern,
 * but `List[int]` there for a generic type, whose brackets and arguments lie one deeper. */
static bool match_generic_type(PhAttempt *attempt, PhNodeId pattern_node, PhNodeId node)
{
    PhNodeId value = pattern_node + 1;
    PhNodeId name = ph_tree_first_named(attempt->tree, node);
    PhNodeId parameters = ph_tree_next_named(attempt->tree, name);
    return match_node(attempt, value, name) && parameters != PH_NODE_NONE &&
           match_siblings(attempt, pattern_node,
                          ph_tree_limit(&attempt->pattern->tree, value), parameters);
}

/* `*a`, `**a` and `k=v` among arguments are no expressions: `$x` does not take them. */
static bool is_one_value(PhKind kind)
{
    return ph_kind_is_named(kind) && kind != PH_KIND_LIST_SPLAT &&
           kind != PH_KIND_DICTIONARY_SPLAT && kind != PH_KIND_KEYWORD_ARGUMENT;
}

/* The list that stands for all further operands of a chain, as in `$s + $*e`. */
static PhNodeId chain_list(const PhAttempt *attempt, PhNodeId pattern_node)
{
    const PhTree *pattern = &attempt->pattern->tree;
    if (ph_tree_kind(pattern, pattern_node) != PH_KIND_BINARY_OPERATOR) {
        return PH_NODE_NONE;
    }
    PhNodeId right = ph_tree_child(pattern, pattern_node, PH_FIELD_RIGHT);
    return is_list(attempt, right) ? right : PH_NODE_NONE;
}

static PhNodeId operator_of(const PhTree *tree, PhNodeId binary)
{
    return ph_tree_child(tree, binary, PH_FIELD_OPERATOR);
}

/* `s + a + b` is nested to the left: the list takes every operand but the leftmost. */
static bool match_chain(PhAttempt *attempt, PhNodeId pattern_node, PhNodeId list,
                        PhNodeId node)
{
    const PhTree *pattern = &attempt->pattern->tree;
    const PhTree *tree = attempt->tree;
    PhNodeId sign = operator_of(pattern, pattern_node);
    PhKind operator= ph_tree_kind(pattern, sign);
    PhNodeId last = ph_tree_child(tree, node, PH_FIELD_RIGHT);
    if (ph_tree_kind(tree, operator_of(tree, node)) != operator) {
        return stop_at(attempt, PH_MISMATCH_TEXT, sign, operator_of(tree, node));
    }
    PhNodeId inner = node;
    PhNodeId left = ph_tree_child(tree, inner, PH_FIELD_LEFT);
    while (ph_tree_kind(tree, left) == PH_KIND_BINARY_OPERATOR &&
           ph_tree_kind(tree, operator_of(tree, left)) == operator) {
        inner = left;
        left = ph_tree_child(tree, inner, PH_FIELD_LEFT);
    }
    note_token(attempt, sign, ph_tree_span(tree, operator_of(tree, inner)));
    if (!match_node(attempt, ph_tree_child(pattern, pattern_node, PH_FIELD_LEFT), left)) {
        return false;
    }
    bind_list(attempt, list, ph_tree_child(tree, inner, PH_FIELD_RIGHT), last, 0);
    return true;
}

/* What the rule says of a metavariable besides its shape. */
static bool allows(const PhAttempt *attempt, PhMetavarId metavar, PhNodeId pattern_node,
                   PhNodeId node)
{
    const PhMetavar *named = &attempt->rule->metavars.items[metavar];
    if (ph_tree_kind(attempt->tree, node) == PH_KIND_EXPRESSION_STATEMENT) {
        node++; /* alone on its line it stands for the statement */
    }
    if (named->is_optional && ph_optional_is_docstring(attempt->pattern, pattern_node)) {
        return ph_literal_is_text(attempt->tree, node);
    }
    return ph_meta_allows(named->meta, attempt->tree, node);
}

static bool match_string(const PhAttempt *attempt, PhNodeId pattern_node, PhNodeId node)
{
    const PhTree *pattern = &attempt->pattern->tree;
    const PhTree *tree = attempt->tree;
    PhKind kind = ph_tree_kind(tree, node);
    bool is_on = ph_iso_is_on(attempt->rule, PH_ISO_STR_QUOTES);
    if (kind != PH_KIND_STRING && !(is_on && kind == PH_KIND_CONCATENATED_STRING)) {
        return stop_at(attempt, PH_MISMATCH_KIND, pattern_node, node);
    }
    bool is_equal = is_on ? ph_literal_equal(pattern, pattern_node, tree, node)
                          : ph_bytes_equal(ph_tree_text(pattern, pattern_node),
                                           ph_tree_text(tree, node));
    return is_equal || stop_at(attempt, PH_MISMATCH_TEXT, pattern_node, node);
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
           attempt->rule->metavars.items[metavar].is_anonymous && !is_list(attempt, only) &&
           ph_tree_next_named(pattern, only) == PH_NODE_NONE;
}

/* Recursion follows the pattern, whose depth is bounded when it is read. */
static bool match_node(PhAttempt *attempt, PhNodeId pattern_node, PhNodeId node)
{
    const PhTree *pattern = &attempt->pattern->tree;
    const PhTree *tree = attempt->tree;
    PhMetavarId metavar = attempt->pattern->metavars[pattern_node];
    PhKind kind = ph_tree_kind(pattern, pattern_node);
    if (kind != PH_KIND_TYPE && ph_tree_kind(tree, node) == PH_KIND_TYPE) {
        node = ph_tree_first_named(tree, node); /* an argument of a generic type */
    }
    attempt->nodes[pattern_node] = node;
    if (metavar != PH_METAVAR_NONE) {
        note_token(attempt, pattern_node, ph_tree_span(tree, node));
        if (!is_one_value(ph_tree_kind(tree, node))) {
            return stop_at(attempt, PH_MISMATCH_KIND, pattern_node, node);
        }
        if (!allows(attempt, metavar, pattern_node, node)) {
            return stop_at(attempt, PH_MISMATCH_KIND, pattern_node, node);
        }
        return bind(attempt, metavar, node) ||
               stop_at(attempt, PH_MISMATCH_UNEQUAL, pattern_node, node);
    }
    if (kind != PH_KIND_PARENTHESIZED_EXPRESSION &&
        ph_iso_is_on(attempt->rule, PH_ISO_PARENS)) {
        node = ph_tree_strip_parens(tree, node);
    }
    if (takes_generator(attempt, pattern_node, node)) {
        return true;
    }
    const PhPatternToken *symbol = ph_pattern_symbol(attempt->pattern, pattern_node);
    if (symbol != NULL) {
        return match_symbol(attempt, pattern_node, symbol->text, node);
    }
    if (kind == PH_KIND_SUBSCRIPT && ph_tree_kind(tree, node) == PH_KIND_GENERIC_TYPE &&
        ph_pattern_symbol(attempt->pattern, pattern_node + 1) != NULL) {
        return match_generic_type(attempt, pattern_node, node);
    }
    if (kind == PH_KIND_STRING) {
        note_token(attempt, pattern_node, ph_tree_span(tree, node));
        return match_string(attempt, pattern_node, node);
    }
    if (kind != ph_tree_kind(tree, node) &&
        !ph_details_same_kind(attempt->patch, pattern_node, ph_tree_kind(tree, node))) {
        return stop_at(attempt, PH_MISMATCH_KIND, pattern_node, node);
    }
    note_token(attempt, pattern_node, ph_tree_span(tree, node));
    attempt->nodes[pattern_node] = node;
    if (kind == PH_KIND_MODULE) {
        return true;
    }
    if (ph_tree_is_leaf(pattern, pattern_node)) {
        return match_leaf(attempt, pattern_node, node);
    }
    PhNodeId list = chain_list(attempt, pattern_node);
    if (list != PH_NODE_NONE) {
        return match_chain(attempt, pattern_node, list, node);
    }
    return match_siblings(attempt, pattern_node, pattern_node + 1, node);
}

/* The statement that `node` is, with its decorators, or that it is all of. */
static PhNodeId whole_statement(const PhTree *tree, PhNodeId node)
{
    PhNodeId parent = ph_tree_parent(tree, node);
    return ph_tree_kind(tree, parent) == PH_KIND_DECORATED_DEFINITION ? parent : node;
}

/* The statement after `statement` in its block, or PH_NODE_NONE. */
static PhNodeId next_statement(const PhTree *tree, PhNodeId statement)
{
    PhNodeId parent = ph_tree_parent(tree, statement);
    PhNodeId limit = ph_tree_limit(tree, parent);
    PhNodeId next = next_child(tree, statement, limit);
    return next < limit ? next : PH_NODE_NONE;
}

static bool match_statement(PhAttempt *attempt, PhNodeId pattern_node, PhNodeId statement)
{
    const PhTree *tree = attempt->tree;
    bool skips_decorators =
        ph_tree_kind(tree, statement) == PH_KIND_DECORATED_DEFINITION &&
        ph_tree_kind(&attempt->pattern->tree, pattern_node) != PH_KIND_DECORATED_DEFINITION;
    PhNodeId definition =
        skips_decorators ? ph_tree_child(tree, statement, PH_FIELD_DEFINITION) : statement;
    return match_node(attempt, pattern_node, definition);
}

/* A loop or a test is matched by its own kind only. */
static bool may_begin(const PhAttempt *attempt, PhNodeId pattern_node, PhNodeId statement)
{
    PhKind kind = attempt->pattern->quick.next_kind;
    return kind == PH_KIND_ABSENT || attempt->mismatch != NULL ||
           ph_tree_kind(&attempt->pattern->tree, pattern_node) != kind ||
           ph_tree_kind(attempt->tree, statement) == kind;
}

/* The first statement from `statement` on that `pattern_node` matches, over a gap that is
 * captured as `gap`. */
static PhNodeId match_over_gap(PhAttempt *attempt, PhNodeId gap, PhNodeId pattern_node,
                               PhNodeId statement, PhNodeId before)
{
    const PhTree *tree = attempt->tree;
    size_t bound_size = attempt->rule->metavars.count * sizeof(PhBound);
    PhBound *kept = ph_arena_alloc(attempt->scratch, bound_size);
    PhNodeId first = statement;
    PhNodeId last = PH_NODE_NONE;
    memcpy(kept, attempt->bound, bound_size);
    for (uint32_t n = 0; statement != PH_NODE_NONE && n <= PH_GAP_MOST; n++) {
        if (may_begin(attempt, pattern_node, statement) &&
            match_statement(attempt, pattern_node, statement)) {
            bind_list(attempt, gap, first, last, tree->ends[before]);
            return statement;
        }
        memcpy(attempt->bound, kept, bound_size);
        last = statement;
        statement = next_statement(tree, statement);
    }
    return PH_NODE_NONE;
}

/* The statements of the pattern after the first, which stands at `statement`. */
static bool match_others(PhAttempt *attempt, PhNodeId statement)
{
    const PhPattern *pattern = attempt->pattern;
    const PhTree *tree = attempt->tree;
    PhNodeId gap = PH_NODE_NONE;
    for (uint32_t i = 1; i < pattern->statement_count; i++) {
        PhNodeId wanted = pattern->statements[i];
        if (is_list(attempt, wanted)) {
            gap = wanted;
            continue;
        }
        PhNodeId next = next_statement(tree, statement);
        if (next == PH_NODE_NONE) {
            return stop(attempt, PH_MISMATCH_MISSING, wanted, PH_NODE_NONE,
                        tree->ends[statement]);
        }
        if (gap != PH_NODE_NONE) {
            next = match_over_gap(attempt, gap, wanted, next, statement);
        } else if (!match_statement(attempt, wanted, next)) {
            next = PH_NODE_NONE;
        }
        if (next == PH_NODE_NONE) {
            return false;
        }
        gap = PH_NODE_NONE;
        statement = next;
    }
    return true;
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
    PhNodeId *nodes = NULL;
    for (int is_counted = 0; is_counted < 2; is_counted++) {
        capture.count = 0;
        for (PhNodeId node = bound->first; node < limit;
             node = next_child(tree, node, limit)) {
            /* Signs stand between the operands of a chain. */
            if (ph_kind_is_named(ph_tree_kind(tree, node)) && nodes != NULL) {
                nodes[capture.count] = node;
            }
            capture.count += ph_kind_is_named(ph_tree_kind(tree, node));
        }
        nodes = is_counted == 0 ? ph_arena_alloc(arena, capture.count * sizeof(PhNodeId))
                                : nodes;
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

/* The nodes on lines of the match itself that carry a label. */
static void place_labels(PhArena *arena, PhMatch *match)
{
    const PhPlacedLabelVec *labels = &match->patch->labels;
    for (size_t i = 0; i < labels->count; i++) {
        PhCapture *capture = &match->captures[labels->items[i].metavar];
        PhNodeId node = match->nodes[labels->items[i].node];
        PhMetavarId list = match->patch->minus.metavars[labels->items[i].node];
        if (list != PH_METAVAR_NONE && match->captures[list].is_list) {
            *capture = match->captures[list]; /* all that the line stands for */
            continue;
        }
        if (node == PH_NODE_NONE) {
            continue;
        }
        ph_capture_add(arena, capture, node);
        capture->is_list = true;
    }
}

/* Another form of the patch has matched there already. */
static bool is_other_form(const PhFormSeen *seen, const PhPatch *patch, PhNodeId place)
{
    const PhAlternative *form = patch->alternative;
    return form->forms != NULL && seen->form != NULL && seen->form != form &&
           seen->form->forms == form->forms && seen->place == place;
}

static bool match_at(PhMatcher *matcher, const PhPatch *patch, const PhMatch *base,
                     PhNodeId root, PhMatch *match_out)
{
    if (matcher->trace == NULL &&
        !ph_quick_fits(&patch->minus.quick, matcher->facts->tree, root)) {
        return false;
    }
    PhArena *arena = matcher->facts->arena;
    PhArenaMark mark = ph_arena_mark(matcher->scratch);
    size_t count = patch->rule->metavars.count;
    PhAttempt attempt = {
        .matcher = matcher,
        .facts = matcher->facts,
        .tree = matcher->facts->tree,
        .patch = patch,
        .pattern = &patch->minus,
        .rule = patch->rule,
        .scratch = matcher->scratch,
        .bound = PH_NEW_ARRAY(matcher->scratch, PhBound, count),
        .token_spans = PH_NEW_ARRAY(matcher->scratch, PhSpan, patch->minus.token_count),
        .nodes = PH_NEW_ARRAY(matcher->scratch, PhNodeId, patch->minus.tree.count),
        .passed_over = matcher->passed_over,
    };
    matcher->has_choice = false;
    memset(attempt.nodes, 0xff, patch->minus.tree.count * sizeof(PhNodeId));
    if (matcher->trace != NULL && base == NULL) {
        attempt.mismatch = &matcher->trace->mismatch;
    }
    bind_base(&attempt, base);
    bool is_match = !is_part_of_assignment(attempt.tree, root) &&
                    match_node(&attempt, patch->minus.root, root) &&
                    (patch->minus.statement_count < 2 ||
                     match_others(&attempt, whole_statement(attempt.tree, root)));
    if (is_match) {
        PhCapture *captures = PH_NEW_ARRAY(arena, PhCapture, count);
        PhSpan *spans = PH_NEW_ARRAY(arena, PhSpan, patch->minus.token_count);
        for (size_t i = 0; i < count; i++) {
            captures[i] = capture_of(&attempt, arena, (PhMetavarId)i);
        }
        PhNodeId *nodes = PH_NEW_ARRAY(arena, PhNodeId, patch->minus.tree.count);
        memcpy(spans, attempt.token_spans, patch->minus.token_count * sizeof(PhSpan));
        memcpy(nodes, attempt.nodes, patch->minus.tree.count * sizeof(PhNodeId));
        *match_out = (PhMatch){.patch = patch,
                               .root = root,
                               .captures = captures,
                               .token_spans = spans,
                               .nodes = nodes,
                               .site = PH_NODE_NONE};
        place_labels(arena, match_out);
        for (size_t i = 0; base != NULL && i < count; i++) {
            captures[i] = captures[i].is_bound ? captures[i] : base->captures[i];
        }
    }
    ph_arena_release(matcher->scratch, mark);
    return is_match;
}

PhNodeId ph_match_root(const PhTree *tree, bool is_inner, PhNodeId node)
{
    if (!is_inner) {
        return node;
    }
    PhNodeId statement = ph_tree_parent(tree, node);
    bool is_all = ph_tree_kind(tree, statement) == PH_KIND_EXPRESSION_STATEMENT &&
                  ph_tree_limit(tree, statement) == ph_tree_limit(tree, node);
    return is_all ? statement : PH_NODE_NONE;
}

bool ph_match(PhMatcher *matcher, const PhPatch *patch, const PhMatch *base, PhNodeId node,
              PhMatch *match_out)
{
    PhNodeId root = ph_match_root(matcher->facts->tree, patch->minus.quick.is_inner, node);
    if (root == PH_NODE_NONE || is_other_form(&matcher->seen, patch, root) ||
        !match_at(matcher, patch, base, root, match_out)) {
        return false;
    }
    matcher->seen = (PhFormSeen){patch->alternative, root};
    return true;
}

bool ph_match_use(PhMatcher *matcher, const PhPatch *patch, const PhMatch *base,
                  PhNodeId use, PhNodeId reference, PhMatch *match_out)
{
    const PhTree *tree = matcher->facts->tree;
    const PhPattern *pattern = &patch->minus;
    PhMetavarId metavar = use == PH_NODE_NONE ? PH_METAVAR_NONE : pattern->metavars[use];
    PhNodeId root = reference;
    if (use == PH_NODE_NONE || is_other_form(&matcher->seen_use, patch, reference)) {
        return false;
    }
    /* As many steps up as the variable is below the root of the arm. */
    for (PhNodeId up = use; up != pattern->root; up = ph_tree_parent(&pattern->tree, up)) {
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
    if (metavar != PH_METAVAR_NONE) {
        PhNodeId *own = ph_arena_alloc(matcher->facts->arena, sizeof(PhNodeId));
        *own = reference;
        match_out->captures[metavar] = (PhCapture){.nodes = own,
                                                   .count = 1,
                                                   .span = ph_tree_span(tree, reference),
                                                   .is_bound = true};
    }
    if (match_out->nodes[use] != reference) {
        return false;
    }
    matcher->seen_use = (PhFormSeen){patch->alternative, reference};
    return true;
}
