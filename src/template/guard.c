#include "template/guard.h"

#include <stdlib.h>

enum { PH_GUARD_DEPTH = 32 };

static const PhGuard *read_or(PhLexer *lexer, const PhRule *rule, uint32_t depth);

static void fail_unknown_fact(PhLexer *lexer, PhBytes name)
{
    size_t count;
    const PhFactSpec *table = ph_facts_table(&count);
    const char **names = PH_NEW_ARRAY(lexer->arena, const char *, count);
    for (size_t i = 0; i < count; i++) {
        names[i] = table[i].name;
    }
    ph_lexer_fail_unknown(lexer, "fact", name, names, count);
}

static void fail_unknown_name(PhLexer *lexer, const PhRule *rule, const char *what,
                              PhBytes name, bool is_label)
{
    const char **names = PH_NEW_ARRAY(lexer->arena, const char *, rule->metavars.count);
    size_t count = 0;
    for (size_t i = 0; i < rule->metavars.count; i++) {
        const PhMetavar *metavar = &rule->metavars.items[i];
        bool is_name = metavar->name.len > 0 && ph_byte_is_word(metavar->name.ptr[0]) &&
                       !metavar->is_anonymous;
        if (is_name && metavar->is_label == is_label) {
            names[count++] = ph_arena_string(lexer->arena, metavar->name);
        }
    }
    ph_lexer_fail_unknown(lexer, what, name, names, count);
}

void ph_guard_fail_metavar(PhLexer *lexer, const PhRule *rule, PhBytes name)
{
    fail_unknown_name(lexer, rule, "metavariable", name, false);
}

void ph_guard_fail_label(PhLexer *lexer, const PhRule *rule, PhBytes name)
{
    fail_unknown_name(lexer, rule, "label", name, true);
}

static bool has_labels(const PhRule *rule)
{
    for (size_t i = 0; i < rule->metavars.count; i++) {
        const PhMetavar *metavar = &rule->metavars.items[i];
        if (metavar->is_label && ph_byte_is_word(metavar->name.ptr[0])) {
            return true;
        }
    }
    return false;
}

/* What is no metavariable, string or label where a fact takes an argument. */
static void fail_argument(PhLexer *lexer, const PhRule *rule, PhToken token)
{
    bool is_word = token.kind == PH_LEX_WORD;
    if (is_word && ph_rule_metavar(rule, token.text) != PH_METAVAR_NONE) {
        ph_lexer_fail(lexer,
                      ph_arena_format(lexer->arena, "'%.*s' is a metavariable: write $%.*s",
                                      (int)token.text.len, token.text.ptr,
                                      (int)token.text.len, token.text.ptr));
    } else if (is_word && has_labels(rule)) {
        ph_guard_fail_label(lexer, rule, token.text);
    } else {
        ph_lexer_fail(lexer, PH_BYTES("expected a metavariable or a string"));
    }
}

static PhTerm metavar_term(PhLexer *lexer, const PhRule *rule, PhBytes name)
{
    PhTerm term = {.kind = PH_TERM_METAVAR, .metavar = ph_rule_metavar(rule, name)};
    if (term.metavar == PH_METAVAR_NONE) {
        ph_guard_fail_metavar(lexer, rule, name);
        term.metavar = 0;
    }
    return term;
}

static void check_argument(PhLexer *lexer, const PhRule *rule, const PhTerm *fact,
                           uint32_t index, bool is_quantified)
{
    if (lexer->is_failed) {
        return;
    }
    char wanted = fact->fact->params[index];
    const PhTerm *arg = &fact->args[index];
    bool is_list = arg->kind == PH_TERM_METAVAR &&
                   rule->metavars.items[arg->metavar].shape == PH_METAVAR_LIST;
    const char *problem = NULL;
    if (wanted == 's' && arg->kind != PH_TERM_STRING) {
        problem = "takes a string there";
    } else if (wanted != 's' && arg->kind != PH_TERM_METAVAR) {
        problem = "takes a metavariable there";
    } else if (wanted == 'e' && is_list && !is_quantified) {
        problem = "takes one expression: write all, any or none before it";
    }
    if (problem != NULL) {
        ph_lexer_fail(lexer,
                      ph_arena_format(lexer->arena, "'%s' %s", fact->fact->name, problem));
    }
}

static bool is_label_token(const PhRule *rule, PhToken token)
{
    PhMetavarId id =
        token.kind == PH_LEX_WORD ? ph_rule_metavar(rule, token.text) : PH_METAVAR_NONE;
    return id != PH_METAVAR_NONE && rule->metavars.items[id].is_label;
}

/* A fact and its arguments; `name` is taken already. */
static PhTerm read_fact(PhLexer *lexer, const PhRule *rule, PhBytes name,
                        bool is_quantified, bool has_plain_names)
{
    PhTerm term = {.kind = PH_TERM_FACT, .fact = ph_facts_find(name)};
    if (term.fact == NULL) {
        fail_unknown_fact(lexer, name);
        return term;
    }
    term.args = PH_NEW_ARRAY(lexer->arena, PhTerm, PH_FACT_ARGS);
    ph_lexer_expect(lexer, "(");
    while (!lexer->is_failed && !ph_lexer_is(lexer, ")") && term.arg_count < PH_FACT_ARGS) {
        PhToken token = ph_lexer_take(lexer);
        PhTerm *arg = &term.args[term.arg_count++];
        if (token.kind == PH_LEX_STRING) {
            *arg = (PhTerm){.kind = PH_TERM_STRING, .text = token.text};
        } else if (token.kind == PH_LEX_METAVAR ||
                   (has_plain_names && token.kind == PH_LEX_WORD) ||
                   is_label_token(rule, token)) {
            *arg = metavar_term(lexer, rule, token.text);
        } else {
            fail_argument(lexer, rule, token);
        }
        if (!ph_lexer_accept(lexer, ",")) {
            break;
        }
    }
    ph_lexer_expect(lexer, ")");
    if (!lexer->is_failed && term.arg_count != strlen(term.fact->params)) {
        ph_lexer_fail(lexer,
                      ph_arena_format(lexer->arena, "'%s' takes %zu arguments, not %u",
                                      term.fact->name, strlen(term.fact->params),
                                      (unsigned)term.arg_count));
    }
    for (uint32_t i = 0; i < term.arg_count; i++) {
        check_argument(lexer, rule, &term, i, is_quantified);
    }
    return term;
}

static bool read_relation(PhLexer *lexer, PhRelation *relation_out)
{
    static const char *const k_signs[] = {"==", "!=", "<", "<=", ">", ">="};
    for (size_t i = 0; i < PH_COUNT_OF(k_signs); i++) {
        if (ph_lexer_accept(lexer, k_signs[i])) {
            *relation_out = (PhRelation)i;
            return true;
        }
    }
    return false;
}

static PhTerm read_number_side(PhLexer *lexer, const PhRule *rule)
{
    PhToken token = ph_lexer_take(lexer);
    if (token.kind == PH_LEX_NUMBER) {
        return (PhTerm){.kind = PH_TERM_NUMBER,
                        .number =
                            strtoll(ph_arena_string(lexer->arena, token.text), NULL, 10)};
    }
    if (token.kind == PH_LEX_WORD) {
        PhTerm term = read_fact(lexer, rule, token.text, false, false);
        if (!lexer->is_failed && term.fact->result != PH_RESULT_NUMBER) {
            ph_lexer_fail(
                lexer, ph_arena_format(lexer->arena, "'%s' is no number", term.fact->name));
        }
        return term;
    }
    ph_lexer_fail(lexer, PH_BYTES("expected a number"));
    return (PhTerm){0};
}

static PhQuantifier read_quantifier(PhLexer *lexer)
{
    if (ph_lexer_accept(lexer, "all")) {
        return PH_QUANTIFIER_ALL;
    }
    if (ph_lexer_accept(lexer, "any")) {
        return PH_QUANTIFIER_ANY;
    }
    return ph_lexer_accept(lexer, "none") ? PH_QUANTIFIER_NONE : PH_QUANTIFIER_PLAIN;
}

static const PhGuard *read_atom(PhLexer *lexer, const PhRule *rule, uint32_t depth)
{
    PhGuard *guard = PH_NEW(lexer->arena, PhGuard);
    if (depth == 0) {
        ph_lexer_fail(lexer, PH_BYTES("this guard is nested too deeply"));
        return NULL;
    }
    if (ph_lexer_accept(lexer, "(")) {
        const PhGuard *inner = read_or(lexer, rule, depth - 1);
        ph_lexer_expect(lexer, ")");
        return inner;
    }
    if (ph_lexer_accept(lexer, "not")) {
        guard->kind = PH_GUARD_NOT;
        guard->left = read_atom(lexer, rule, depth - 1);
        return guard;
    }
    guard->kind = PH_GUARD_FACT;
    guard->quantifier = read_quantifier(lexer);
    if (lexer->token.kind == PH_LEX_NUMBER) {
        guard->term = read_number_side(lexer, rule);
    } else if (lexer->token.kind == PH_LEX_WORD) {
        PhToken name = ph_lexer_take(lexer);
        guard->term = read_fact(lexer, rule, name.text,
                                guard->quantifier != PH_QUANTIFIER_PLAIN, false);
        if (!lexer->is_failed && guard->term.fact->result == PH_RESULT_NODES) {
            ph_lexer_fail(lexer, ph_arena_format(lexer->arena,
                                                 "'%s' yields code: write find or let",
                                                 guard->term.fact->name));
        }
    } else {
        ph_lexer_fail(lexer, PH_BYTES("expected a fact"));
    }
    if (lexer->is_failed) {
        return NULL;
    }
    bool is_number =
        guard->term.fact == NULL || guard->term.fact->result == PH_RESULT_NUMBER;
    if (read_relation(lexer, &guard->relation)) {
        guard->kind = PH_GUARD_RELATION;
        guard->other = read_number_side(lexer, rule);
        if (!is_number || guard->quantifier != PH_QUANTIFIER_PLAIN) {
            ph_lexer_fail(lexer, PH_BYTES("only numbers can be compared"));
        }
    } else if (is_number) {
        ph_lexer_fail(lexer, PH_BYTES("a number must be compared with another"));
    }
    return guard;
}

static const PhGuard *join(PhLexer *lexer, PhGuardKind kind, const PhGuard *left,
                           const PhGuard *right)
{
    PhGuard *guard = PH_NEW(lexer->arena, PhGuard);
    *guard = (PhGuard){.kind = kind, .left = left, .right = right};
    return guard;
}

static const PhGuard *read_and(PhLexer *lexer, const PhRule *rule, uint32_t depth)
{
    const PhGuard *left = read_atom(lexer, rule, depth);
    while (!lexer->is_failed && ph_lexer_accept(lexer, "and")) {
        left = join(lexer, PH_GUARD_AND, left, read_atom(lexer, rule, depth));
    }
    return left;
}

/* Recursion is bounded by the page's own nesting, which is bounded here. */
static const PhGuard *read_or(PhLexer *lexer, const PhRule *rule, uint32_t depth)
{
    const PhGuard *left = read_and(lexer, rule, depth);
    while (!lexer->is_failed && ph_lexer_accept(lexer, "or")) {
        left = join(lexer, PH_GUARD_OR, left, read_and(lexer, rule, depth));
    }
    return left;
}

PhTerm ph_term_read(PhLexer *lexer, const PhRule *rule)
{
    PhToken name = ph_lexer_take(lexer);
    if (name.kind != PH_LEX_WORD) {
        ph_lexer_fail(lexer, PH_BYTES("expected a fact"));
        return (PhTerm){0};
    }
    return read_fact(lexer, rule, name.text, false, false);
}

const PhGuard *ph_guard_read(PhLexer *lexer, const PhRule *rule)
{
    const PhGuard *guard = read_or(lexer, rule, PH_GUARD_DEPTH);
    return lexer->is_failed ? NULL : guard;
}

bool ph_guard_can_be_unknown(const PhGuard *guard)
{
    switch (guard->kind) {
    case PH_GUARD_FACT: return guard->term.fact->result == PH_RESULT_VERDICT;
    case PH_GUARD_RELATION: return false;
    case PH_GUARD_NOT: return ph_guard_can_be_unknown(guard->left);
    default:
        return ph_guard_can_be_unknown(guard->left) ||
               ph_guard_can_be_unknown(guard->right);
    }
}

void ph_term_each_metavar(const PhTerm *term, PhMetavarVisit *visit, void *context)
{
    if (term->kind == PH_TERM_METAVAR) {
        visit(context, term->metavar);
    }
    for (uint32_t i = 0; term->kind == PH_TERM_FACT && i < term->arg_count; i++) {
        if (term->args[i].kind == PH_TERM_METAVAR) {
            visit(context, term->args[i].metavar);
        }
    }
}

void ph_guard_each_metavar(const PhGuard *guard, PhMetavarVisit *visit, void *context)
{
    if (guard->kind == PH_GUARD_FACT || guard->kind == PH_GUARD_RELATION) {
        ph_term_each_metavar(&guard->term, visit, context);
        if (guard->kind == PH_GUARD_RELATION) {
            ph_term_each_metavar(&guard->other, visit, context);
        }
        return;
    }
    ph_guard_each_metavar(guard->left, visit, context);
    if (guard->right != NULL) {
        ph_guard_each_metavar(guard->right, visit, context);
    }
}

typedef struct PhLateSearch {
    const PhRule *rule;
    bool is_found;
} PhLateSearch;

static void look_for_late(void *context, PhMetavarId metavar)
{
    PhLateSearch *search = context;
    search->is_found = search->is_found || search->rule->metavars.items[metavar].is_late;
}

bool ph_guard_is_late(const PhGuard *guard, const PhRule *rule)
{
    PhLateSearch search = {.rule = rule};
    ph_guard_each_metavar(guard, look_for_late, &search);
    return search.is_found;
}

static void note_any(void *context, PhMetavarId metavar)
{
    bool *is_found = context;
    (void)metavar;
    *is_found = true;
}

bool ph_guard_is_of_file(const PhGuard *guard)
{
    bool has_metavar = false;
    ph_guard_each_metavar(guard, note_any, &has_metavar);
    return !has_metavar;
}

/* Recursion follows the guard, whose depth is bounded when it is read. */
bool ph_guard_is_exact(const PhGuard *guard)
{
    if (guard->kind == PH_GUARD_FACT) {
        return guard->term.fact->result == PH_RESULT_EXACT;
    }
    return guard->kind != PH_GUARD_RELATION && ph_guard_is_exact(guard->left) &&
           (guard->right == NULL || ph_guard_is_exact(guard->right));
}

/* A hole: {x} or {fact(x)}, metavariables without their $. */
static PhTerm read_hole(PhLexer *outer, const PhRule *rule, PhBytes text)
{
    PhLexer lexer = {.arena = outer->arena, .diags = outer->diags, .path = outer->path};
    ph_lexer_start(&lexer, text, outer->line);
    PhToken name = ph_lexer_take(&lexer);
    PhTerm term;
    if (name.kind != PH_LEX_WORD) {
        ph_lexer_fail(&lexer,
                      PH_BYTES("a hole of a message names a metavariable or a fact"));
        term = (PhTerm){0};
    } else if (ph_bytes_is(name.text, "site") &&
               ph_rule_metavar(rule, name.text) == PH_METAVAR_NONE) {
        term = (PhTerm){.kind = PH_TERM_SITE};
    } else if (ph_lexer_is(&lexer, "(")) {
        term = read_fact(&lexer, rule, name.text, false, true);
        if (!lexer.is_failed && term.fact->result != PH_RESULT_NUMBER) {
            ph_lexer_fail(&lexer,
                          PH_BYTES("a message can only show facts that are numbers"));
        }
    } else {
        term = metavar_term(&lexer, rule, name.text);
    }
    outer->is_failed = outer->is_failed || lexer.is_failed;
    return term;
}

/* The text of a string token without the backslashes that protect a quote or another. */
static PhBytes unescaped(PhArena *arena, PhBytes text)
{
    char *out = ph_arena_alloc(arena, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool is_escape = text.ptr[i] == '\\' && i + 1 < text.len &&
                         (text.ptr[i + 1] == '"' || text.ptr[i + 1] == '\\');
        i += is_escape ? 1 : 0;
        out[len++] = text.ptr[i];
    }
    return (PhBytes){out, len};
}

PhMessage ph_message_read(PhLexer *lexer, const PhRule *rule, PhBytes text)
{
    PhMessage message = {0};
    text = unescaped(lexer->arena, text);
    while (text.len > 0) {
        size_t open = ph_bytes_find(text, PH_BYTES("{"), 0);
        size_t end = open == PH_NOT_FOUND ? text.len : open;
        if (end > 0) {
            PhMessagePart part = {.text = ph_bytes_slice(text, 0, end)};
            PH_VEC_PUSH(lexer->arena, &message, part);
        }
        text = ph_bytes_slice(text, end, text.len);
        if (text.len == 0) {
            break;
        }
        if (ph_bytes_starts_with(text, PH_BYTES("{{"))) {
            PhMessagePart part = {.text = PH_BYTES("{")};
            PH_VEC_PUSH(lexer->arena, &message, part);
            text = ph_bytes_slice(text, 2, text.len);
            continue;
        }
        size_t close = ph_bytes_find(text, PH_BYTES("}"), 0);
        if (close == PH_NOT_FOUND) {
            ph_lexer_fail(lexer, PH_BYTES("a hole of this message is not closed"));
            break;
        }
        PhMessagePart hole = {.is_hole = true,
                              .term =
                                  read_hole(lexer, rule, ph_bytes_slice(text, 1, close))};
        PH_VEC_PUSH(lexer->arena, &message, hole);
        text = ph_bytes_slice(text, close + 1, text.len);
    }
    return message;
}
