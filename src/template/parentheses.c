#include "template/parentheses.h"

#include "template/gaps.h"
#include "template/precedence.h"
#include "template/splice.h"

static bool is_scope(PhKind kind)
{
    return kind == PH_KIND_LAMBDA || kind == PH_KIND_GENERATOR_EXPRESSION ||
           kind == PH_KIND_LIST_COMPREHENSION || kind == PH_KIND_SET_COMPREHENSION ||
           kind == PH_KIND_DICTIONARY_COMPREHENSION;
}

/* The scope around `node`, below `root`, or PH_NODE_NONE. */
static PhNodeId scope_around(const PhTree *tree, PhNodeId node, PhNodeId root)
{
    while (node != root && node != PH_NODE_NONE) {
        node = ph_tree_parent(tree, node);
        if (is_scope(ph_tree_kind(tree, node))) {
            return node;
        }
    }
    return PH_NODE_NONE;
}

static bool holds(const PhTree *tree, PhNodeId node, PhKind kind)
{
    for (PhNodeId id = node; id < ph_tree_limit(tree, node); id++) {
        if (ph_tree_kind(tree, id) == kind) {
            return true;
        }
    }
    return false;
}

/* `yield`, `await` and `:=` mean another function or scope inside of a lambda or a
 * comprehension, and cannot stand everywhere in one. */
static bool belongs_to_its_scope(const PhTree *tree, PhNodeId node)
{
    return holds(tree, node, PH_KIND_YIELD) || holds(tree, node, PH_KIND_AWAIT) ||
           holds(tree, node, PH_KIND_NAMED_EXPRESSION);
}

/* The iterable of a comprehension that `node` is (part of), or PH_NODE_NONE. */
static PhNodeId clause_iterated(const PhTree *tree, PhNodeId node, PhNodeId comprehension)
{
    for (PhNodeId up = node; up != comprehension; up = ph_tree_parent(tree, up)) {
        if (ph_tree_field(tree, up) == PH_FIELD_RIGHT &&
            ph_tree_kind(tree, ph_tree_parent(tree, up)) == PH_KIND_FOR_IN_CLAUSE) {
            return ph_tree_parent(tree, up);
        }
    }
    return PH_NODE_NONE;
}

static bool is_first_clause(const PhTree *tree, PhNodeId clause, PhNodeId comprehension)
{
    PhNodeId child = ph_tree_first_named(tree, comprehension);
    while (child < clause && ph_tree_kind(tree, child) != PH_KIND_FOR_IN_CLAUSE) {
        child = ph_tree_next_named(tree, child);
    }
    return child == clause;
}

static bool is_in_class(const PhTree *tree, PhNodeId node)
{
    PhKind kind = ph_tree_kind(tree, node);
    while (kind != PH_KIND_FUNCTION_DEFINITION && kind != PH_KIND_CLASS_DEFINITION &&
           kind != PH_KIND_MODULE) {
        node = ph_tree_parent(tree, node);
        kind = ph_tree_kind(tree, node);
    }
    return kind == PH_KIND_CLASS_DEFINITION;
}

/*
 * True if the code may move into the list, set or dict comprehension around `hole` all the
 * same. Those run in place: what they wait for their function waits for, and a walrus
 * stores in it. The first iterable is evaluated outside; no iterable takes a walrus.
 */
static bool may_enter(const PhTree *plus, PhNodeId hole, PhNodeId scope, const PhTree *tree,
                      PhNodeId node)
{
    PhKind kind = ph_tree_kind(plus, scope);
    bool is_eager = kind == PH_KIND_LIST_COMPREHENSION ||
                    kind == PH_KIND_SET_COMPREHENSION ||
                    kind == PH_KIND_DICTIONARY_COMPREHENSION;
    bool is_nested = scope_around(plus, scope, 0) != PH_NODE_NONE;
    if (!is_eager || is_nested || holds(tree, node, PH_KIND_YIELD)) {
        return false;
    }
    bool has_walrus = holds(tree, node, PH_KIND_NAMED_EXPRESSION);
    PhNodeId clause = clause_iterated(plus, hole, scope);
    if (clause == PH_NODE_NONE) {
        return !has_walrus || !is_in_class(tree, node);
    }
    return !has_walrus && is_first_clause(plus, clause, scope);
}

/* What takes the node bare where token `token` of the plus slice puts it. */
static PhPlaceTakes place_of(const PhTree *tree, const PhMatch *match, uint32_t token)
{
    const PhPattern *plus = &match->patch->plus;
    PhNodeId node = plus->tokens[token].node;
    return node == plus->root ? ph_place_takes(tree, match->root)
                              : ph_place_takes(&plus->tree, node);
}

static bool is_expression_hole(const PhPattern *plus, uint32_t token)
{
    const PhPatternToken *hole = &plus->tokens[token];
    PhKind kind = ph_tree_kind(&plus->tree, hole->node);
    PhField field = ph_tree_field(&plus->tree, hole->node);
    bool is_clauses = kind == PH_KIND_IF_CLAUSE || kind == PH_KIND_DICTIONARY_SPLAT;
    bool is_name = field == PH_FIELD_ATTRIBUTE || field == PH_FIELD_NAME;
    if (hole->metavar == PH_METAVAR_NONE || is_clauses || is_name) {
        return false;
    }
    /* A statement is not part of the place where the match stands. */
    bool is_whole = hole->node == plus->root && plus->statement_count == 0;
    PhKind outer = is_whole
                       ? PH_KIND_ABSENT
                       : ph_tree_kind(&plus->tree, ph_tree_parent(&plus->tree, hole->node));
    return outer != PH_KIND_BLOCK && outer != PH_KIND_MODULE;
}

/* A lambda in an f-string has a colon, and so has what ends with one. */
static bool has_bare_lambda(const PhTree *tree, PhNodeId node)
{
    for (PhNodeId id = node; id < ph_tree_limit(tree, node); id++) {
        if (ph_tree_kind(tree, id) != PH_KIND_LAMBDA) {
            continue;
        }
        PhNodeId up = id;
        while (up != node &&
               ph_strength(tree, ph_tree_parent(tree, up)) < PH_STRENGTH_PRIMARY) {
            up = ph_tree_parent(tree, up);
        }
        if (up == node) {
            return true;
        }
    }
    return false;
}

static bool is_in_format(const PhTree *tree, PhNodeId node)
{
    PhKind outer = ph_tree_kind(tree, ph_tree_parent(tree, node));
    return outer == PH_KIND_INTERPOLATION || outer == PH_KIND_FORMAT_EXPRESSION;
}

/* `{{` in an f-string is no set. */
static bool doubles_brace(const PhTree *tree, const PhMatch *match, PhBytes text)
{
    uint32_t start = tree->starts[match->root];
    return text.ptr[0] == '{' && start > 0 && tree->text.ptr[start - 1] == '{' &&
           is_in_format(tree, match->root);
}

/* True if what is written as a whole would be taken apart where the match stood. */
static bool result_needs_parentheses(const PhTree *tree, const PhMatch *match)
{
    const PhPattern *plus = &match->patch->plus;
    PhNodeId root = match->root;
    PhPlaceTakes place = ph_place_takes(tree, root);
    PhStrength before = ph_strength(tree, root);
    PhStrength after = ph_strength(&plus->tree, plus->root);
    bool is_hole = plus->metavars[plus->root] != PH_METAVAR_NONE;
    if (is_hole || after >= PH_STRENGTH_SPLAT) {
        return false;
    }
    bool is_displaced = !ph_place_takes_bare(place, after) && after != before;
    return is_displaced || doubles_brace(tree, match, plus->tokens[0].text) ||
           (is_in_format(tree, root) && has_bare_lambda(&plus->tree, plus->root));
}

static bool covers_lines(const PhTree *tree, const PhMatch *match, uint32_t token)
{
    const PhPattern *plus = &match->patch->plus;
    return ph_is_in_brackets(&plus->tree, plus->tokens[token].node) ||
           ph_is_in_brackets(tree, match->root) || result_needs_parentheses(tree, match);
}

/* True if `node` of the file needs parentheses as (part of) what the token stands for. */
static bool needs_parentheses(const PhTree *tree, const PhMatch *match, uint32_t token,
                              PhNodeId node)
{
    const PhPattern *plus = &match->patch->plus;
    if (!is_expression_hole(plus, token)) {
        return false;
    }
    PhPlaceTakes there = place_of(tree, match, token);
    PhPlaceTakes here = ph_place_takes(tree, node);
    PhStrength strength = ph_strength(tree, node);
    if (strength > PH_STRENGTH_PRIMARY || !there.takes_parens) {
        return false;
    }
    if (!ph_place_takes_bare(there, strength) && (here.bare & ~there.bare) != 0) {
        return true;
    }
    bool has_lambda = is_in_format(tree, match->root) && has_bare_lambda(tree, node) &&
                      !ph_is_in_brackets(&plus->tree, plus->tokens[token].node);
    bool has_brace = token == 0 && doubles_brace(tree, match, ph_tree_text(tree, node));
    if ((has_lambda || has_brace) && !result_needs_parentheses(tree, match)) {
        return true;
    }
    return !covers_lines(tree, match, token) && ph_has_open_line_end(tree, node);
}

/* True if the page has brackets around the token, so that those of `node` are too many. */
static bool has_spare_parentheses(const PhTree *tree, const PhMatch *match, uint32_t token,
                                  PhNodeId node)
{
    const PhPattern *plus = &match->patch->plus;
    if (ph_tree_kind(tree, node) != PH_KIND_PARENTHESIZED_EXPRESSION || token == 0 ||
        token + 1 >= plus->token_count || !is_expression_hole(plus, token)) {
        return false;
    }
    PhBytes before = plus->tokens[token - 1].text;
    PhBytes behind = plus->tokens[token + 1].text;
    PhNodeId inner = ph_tree_first_named(tree, node);
    PhKind kind = ph_tree_kind(tree, inner);
    /* Strings side by side in a list look like two elements. */
    bool is_bracketed = (ph_bytes_is(before, "(") && ph_bytes_is(behind, ")")) ||
                        (ph_bytes_is(before, "[") && ph_bytes_is(behind, "]") &&
                         kind != PH_KIND_CONCATENATED_STRING);
    return is_bracketed && kind != PH_KIND_YIELD && kind != PH_KIND_NAMED_EXPRESSION &&
           ph_place_takes_bare(place_of(tree, match, token), ph_strength(tree, inner));
}

/* True if `node`, in parentheses, becomes all of a value that is assigned, and was none. */
static bool becomes_value(const PhTree *tree, const PhMatch *match, uint32_t token,
                          PhNodeId node)
{
    const PhPattern *plus = &match->patch->plus;
    PhNodeId hole = plus->tokens[token].node;
    PhNodeId inner = ph_tree_first_named(tree, node);
    PhKind outer = ph_tree_kind(tree, ph_tree_parent(tree, node));
    PhBytes text = ph_tree_text(tree, node);
    return ph_tree_kind(tree, node) == PH_KIND_PARENTHESIZED_EXPRESSION &&
           is_expression_hole(plus, token) && hole != plus->root &&
           ph_tree_field(&plus->tree, hole) == PH_FIELD_RIGHT &&
           ph_tree_kind(&plus->tree, ph_tree_parent(&plus->tree, hole)) ==
               PH_KIND_AUGMENTED_ASSIGNMENT &&
           outer == PH_KIND_BINARY_OPERATOR &&
           ph_tree_kind(tree, inner) != PH_KIND_NAMED_EXPRESSION &&
           ph_bytes_find(text, PH_BYTES("\n"), 0) == PH_NOT_FOUND &&
           ph_bytes_find(text, PH_BYTES("\r"), 0) == PH_NOT_FOUND;
}

void ph_parentheses_write(PhBuf *buf, const PhTree *tree, const PhMatch *match,
                          uint32_t token)
{
    const PhPattern *plus = &match->patch->plus;
    const PhCapture *capture = &match->captures[plus->tokens[token].metavar];
    uint32_t from = capture->span.start;
    for (uint32_t i = 0; i < capture->count; i++) {
        PhNodeId node = capture->nodes[i];
        if (capture->count == 1 && has_spare_parentheses(tree, match, token, node)) {
            ph_buf_add(buf, ph_bytes_slice(tree->text, from, tree->starts[node]));
            ph_buf_add(buf, ph_bytes_slice(tree->text, tree->starts[node] + 1,
                                           tree->ends[node] - 1));
            from = tree->ends[node];
            continue;
        }
        if (!needs_parentheses(tree, match, token, node)) {
            continue;
        }
        ph_buf_add(buf, ph_bytes_slice(tree->text, from, tree->starts[node]));
        ph_buf_add_char(buf, '(');
        ph_buf_add(buf, ph_tree_text(tree, node));
        ph_buf_add_char(buf, ')');
        from = tree->ends[node];
    }
    ph_buf_add(buf, ph_bytes_slice(tree->text, from, capture->span.end));
}

/* `with (a, b):` opens two contexts, so a tuple has no way to stand there. */
static bool is_tuple_in_with(PhKind outer, const PhTree *tree, PhNodeId node)
{
    PhStrength strength = ph_strength(tree, node);
    return outer == PH_KIND_WITH_ITEM &&
           (ph_tree_kind(tree, node) == PH_KIND_TUPLE || strength == PH_STRENGTH_TUPLE ||
            strength == PH_STRENGTH_STARS);
}

/* The grammar has kinds of its own for what an annotation consists of. */
static bool is_in_type(const PhTree *tree, PhNodeId node)
{
    while (node != PH_NODE_NONE && ph_tree_kind(tree, node) != PH_KIND_TYPE) {
        node = ph_tree_parent(tree, node);
    }
    return node != PH_NODE_NONE;
}

/* What no parentheses help: it is no expression, or the place takes none. */
static bool is_misplaced(const PhTree *tree, const PhMatch *match, uint32_t token,
                         PhNodeId node)
{
    const PhPattern *plus = &match->patch->plus;
    PhNodeId hole = plus->tokens[token].node;
    bool is_whole = hole == plus->root;
    PhNodeId outer = is_whole ? PH_NODE_NONE : ph_tree_parent(&plus->tree, hole);
    PhKind outer_kind = ph_tree_kind(&plus->tree, outer);
    if (!is_expression_hole(plus, token) || is_in_type(tree, node)) {
        return false;
    }
    PhNodeId scope = scope_around(&plus->tree, hole, plus->root);
    PhNodeId left = scope_around(tree, node, match->root);
    if ((scope == PH_NODE_NONE) != (left == PH_NODE_NONE) &&
        belongs_to_its_scope(tree, node) &&
        (scope == PH_NODE_NONE || !may_enter(&plus->tree, hole, scope, tree, node))) {
        return true;
    }
    if (outer_kind == ph_tree_kind(tree, ph_tree_parent(tree, node)) &&
        ph_tree_field(&plus->tree, hole) == ph_tree_field(tree, node)) {
        return false;
    }
    PhKind around =
        is_whole ? ph_tree_kind(tree, ph_tree_parent(tree, match->root)) : outer_kind;
    if (is_tuple_in_with(around, tree, node)) {
        return true;
    }
    PhPlaceTakes place = place_of(tree, match, token);
    PhStrength strength = ph_strength(tree, node);
    return !ph_place_takes_bare(place, strength) &&
           (!place.takes_parens || strength > PH_STRENGTH_PRIMARY);
}

/* A parenthesis for what is kept; what is copied has them already. */
static void fit_holes(const PhTree *tree, const PhMatch *match, PhSplice *splice,
                      bool *is_unfit_out)
{
    const PhPattern *plus = &match->patch->plus;
    for (uint32_t i = 0; i < plus->token_count; i++) {
        PhMetavarId metavar = plus->tokens[i].metavar;
        if (metavar == PH_METAVAR_NONE) {
            continue;
        }
        const PhCapture *capture = &match->captures[metavar];
        bool is_kept = ph_patch_keeps(match->patch, i);
        for (uint32_t n = 0; n < capture->count; n++) {
            PhNodeId node = capture->nodes[n];
            *is_unfit_out = *is_unfit_out || is_misplaced(tree, match, i, node);
            if (is_kept && needs_parentheses(tree, match, i, node)) {
                ph_splice_open(splice, tree->starts[node]);
                ph_splice_close(splice, tree->ends[node]);
            } else if (is_kept && capture->count == 1 &&
                       has_spare_parentheses(tree, match, i, node)) {
                ph_splice_peel(splice, ph_tree_span(tree, node));
            } else if (is_kept && capture->count == 1 &&
                       becomes_value(tree, match, i, node)) {
                PhSpan span = ph_tree_span(tree, node);
                ph_splice_replace(splice, (PhSpan){span.start, span.start + 1},
                                  PH_BYTES(""));
                ph_splice_replace(splice, (PhSpan){span.end - 1, span.end}, PH_BYTES(""));
            }
        }
    }
}

/* Before Python 3.12, an f-string ends at its quote wherever that stands, and holds neither
 * a backslash nor a comment nor, in one quote, a line end. */
static bool breaks_a_format(const PhTree *tree, const PhMatch *match,
                            const PhSplice *splice)
{
    PhNodeId up = match->root;
    while (up != PH_NODE_NONE && ph_tree_kind(tree, up) != PH_KIND_INTERPOLATION) {
        up = ph_tree_parent(tree, up);
    }
    if (up == PH_NODE_NONE) {
        return false;
    }
    for (size_t i = splice->first; i < splice->edits->count; i++) {
        PhBytes text = splice->edits->items[i].text;
        for (size_t n = 0; n < text.len; n++) {
            if (strchr("'\"\\#\r\n", text.ptr[n]) != NULL) {
                return true;
            }
        }
    }
    return false;
}

void ph_parentheses_add(PhFacts *facts, const PhMatch *match, size_t first_edit,
                        PhRewrite *out)
{
    const PhTree *tree = facts->tree;
    const PhPattern *plus = &match->patch->plus;
    PhSplice splice = {facts->arena, tree->text, &out->edits, first_edit};
    if (match->patch->minus.statement_count > 0) {
        out->is_unfit = !ph_gaps_fit_statements(facts, match, &splice) || out->is_unfit;
        fit_holes(tree, match, &splice, &out->is_unfit);
        return;
    }
    bool is_expression = ph_strength(&plus->tree, plus->root) < PH_STRENGTH_SPLAT;
    bool needs_them = result_needs_parentheses(tree, match);
    bool is_covered = needs_them || ph_is_in_brackets(tree, match->root);
    bool is_unfit = is_tuple_in_with(ph_tree_kind(tree, ph_tree_parent(tree, match->root)),
                                     &plus->tree, plus->root);
    if (!ph_gaps_fit(facts, match, &splice, is_covered, &is_unfit)) {
        needs_them = true;
    }
    fit_holes(tree, match, &splice, &is_unfit);
    if (needs_them) {
        ph_splice_wrap(&splice, ph_tree_span(tree, match->root));
        is_unfit =
            is_unfit || !is_expression || !ph_place_takes(tree, match->root).takes_parens;
    }
    is_unfit = is_unfit || breaks_a_format(tree, match, &splice);
    out->is_unfit = out->is_unfit || is_unfit;
}
