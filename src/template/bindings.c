/* The clauses that bind something or speak of what is bound: uses, every, find, let. */

#include "template/reader.h"

/* Takes `$x`; it must be known. */
static PhMetavarId take_metavar(PhProgramReader *reader)
{
    PhLexer *lexer = &reader->lexer;
    if (lexer->token.kind != PH_LEX_METAVAR) {
        ph_lexer_fail(lexer, PH_BYTES("expected a metavariable"));
        return PH_METAVAR_NONE;
    }
    PhToken name = ph_lexer_take(lexer);
    PhMetavarId metavar = ph_rule_metavar(reader->rule, name.text);
    if (metavar == PH_METAVAR_NONE) {
        ph_guard_fail_metavar(lexer, reader->rule, name.text);
    }
    return metavar;
}

static PhMetavarId take_label(PhProgramReader *reader)
{
    PhLexer *lexer = &reader->lexer;
    if (lexer->token.kind != PH_LEX_WORD) {
        ph_lexer_fail(lexer, PH_BYTES("expected a label"));
        return PH_METAVAR_NONE;
    }
    PhToken name = ph_lexer_take(lexer);
    PhMetavarId label = ph_rule_metavar(reader->rule, name.text);
    if (label != PH_METAVAR_NONE && reader->rule->metavars.items[label].is_label) {
        return label;
    }
    ph_guard_fail_label(lexer, reader->rule, name.text);
    return PH_METAVAR_NONE;
}

/* Fails if the fact answers a question, where code is asked for. */
static void expect_code(PhLexer *lexer, const PhTerm *term, const char *clause)
{
    if (!lexer->is_failed && term->fact->result != PH_RESULT_NODES) {
        const char *what =
            term->fact->result == PH_RESULT_NUMBER ? "is a number" : "answers yes or no";
        ph_lexer_fail(lexer, ph_arena_format(lexer->arena,
                                             "'%s' %s: %s needs a fact that yields code",
                                             term->fact->name, what, clause));
    }
}

/* `$x`, `$o.$a`, and where their references are looked for. */
static void read_uses_head(PhProgramReader *reader, PhUses *uses)
{
    static const char *const k_places[] = {"within", "before", "after"};
    PhLexer *lexer = &reader->lexer;
    uses->metavar = take_metavar(reader);
    uses->attribute = PH_METAVAR_NONE;
    if (ph_lexer_accept(lexer, ".")) {
        uses->attribute = take_metavar(reader);
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_places); i++) {
        if (ph_lexer_accept(lexer, k_places[i])) {
            uses->where = (PhUsesWhere)(PH_USES_WITHIN + i);
            uses->region = take_label(reader);
            break;
        }
    }
    ph_lexer_expect(lexer, ":");
}

void ph_reader_uses(PhProgramReader *reader, const PhClause *clause)
{
    PhLexer *lexer = &reader->lexer;
    PhUses uses = {.line = clause->line};
    ph_lexer_start(lexer, clause->text, clause->line);
    read_uses_head(reader, &uses);
    uses.allows_any = ph_lexer_accept(lexer, "any");
    bool is_short = uses.allows_any || ph_lexer_accept(lexer, "none");
    if (!lexer->is_failed && lexer->token.kind != PH_LEX_END) {
        ph_lexer_fail(lexer,
                      ph_arena_format(lexer->arena,
                                      "expected any, none or arms below, found '%.*s'",
                                      (int)lexer->token.text.len, lexer->token.text.ptr));
    }
    if (!ph_reader_is_well(reader)) {
        return;
    }
    if (is_short == (clause->patch.count > 0)) {
        ph_reader_fail(reader, clause->line,
                       is_short ? PH_BYTES("uses with any or none takes no arms")
                                : PH_BYTES("uses without an arm"));
        return;
    }
    ph_reader_arms(reader, clause, &uses.arms);
    PH_VEC_PUSH(reader->arena, &reader->rule->uses, uses);
}

void ph_reader_every(PhProgramReader *reader, const PhClause *clause)
{
    PhLexer *lexer = &reader->lexer;
    PhArmVec arms = {0};
    ph_lexer_start(lexer, clause->text, clause->line);
    ph_lexer_expect(lexer, "within");
    PhMetavarId region = take_label(reader);
    ph_lexer_expect(lexer, ":");
    if (!ph_reader_is_well(reader)) {
        return;
    }
    ph_reader_arms(reader, clause, &arms);
    if (arms.count == 0) {
        ph_reader_fail(reader, clause->line, PH_BYTES("every without a patch"));
    }
    for (size_t i = 0; i < arms.count; i++) {
        PhEvery every = {region, arms.items[i], clause->line};
        PH_VEC_PUSH(reader->arena, &reader->rule->every, every);
    }
}

void ph_reader_find(PhProgramReader *reader, const PhClause *clause)
{
    PhLexer *lexer = &reader->lexer;
    PhFind find = {.is_set = true, .line = clause->line};
    ph_lexer_start(lexer, clause->text, clause->line);
    find.term = ph_term_read(lexer, reader->rule);
    ph_lexer_expect(lexer, "as");
    do {
        PhMetavarId metavar = take_metavar(reader);
        if (find.metavar_count < PH_FACT_ARGS) {
            find.metavars[find.metavar_count++] = metavar;
        }
    } while (!lexer->is_failed && ph_lexer_accept(lexer, ","));
    expect_code(lexer, &find.term, "find");
    if (!lexer->is_failed && reader->rule->find.is_set) {
        ph_lexer_fail(lexer, PH_BYTES("this rule has a find clause already"));
    }
    if (ph_reader_is_well(reader)) {
        reader->rule->find = find;
    }
}

void ph_reader_let(PhProgramReader *reader, const PhClause *clause)
{
    PhLexer *lexer = &reader->lexer;
    PhLet let = {.line = clause->line};
    ph_lexer_start(lexer, clause->text, clause->line);
    let.metavar = take_metavar(reader);
    for (size_t i = 0; i < reader->rule->lets.count && !lexer->is_failed; i++) {
        if (reader->rule->lets.items[i].metavar == let.metavar) {
            PhBytes name = reader->rule->metavars.items[let.metavar].name;
            ph_lexer_fail(lexer,
                          ph_arena_format(lexer->arena, "'%.*s' has a let clause already",
                                          (int)name.len, name.ptr));
        }
    }
    ph_lexer_expect(lexer, "=");
    if (lexer->token.kind == PH_LEX_STRING) {
        let.text = ph_reader_string(reader);
    } else if (ph_lexer_accept(lexer, "fresh")) {
        let.is_fresh = true;
        ph_lexer_expect(lexer, "(");
        let.text = ph_reader_string(reader);
        ph_lexer_expect(lexer, ")");
    } else if (lexer->token.kind == PH_LEX_WORD &&
               (ph_bytes_is(lexer->token.text, "strings") ||
                ph_bytes_is(lexer->token.text, "class_name"))) {
        let.is_strings = ph_bytes_is(lexer->token.text, "strings");
        let.is_class_name = !let.is_strings;
        (void)ph_lexer_take(lexer);
        ph_lexer_expect(lexer, "(");
        let.term = (PhTerm){.kind = PH_TERM_METAVAR, .metavar = take_metavar(reader)};
        ph_lexer_expect(lexer, ")");
    } else if (lexer->token.kind == PH_LEX_END && !lexer->is_failed) {
        ph_lexer_fail(lexer, PH_BYTES("expected a string, fresh(\"..\") or a fact"));
    } else {
        let.term = ph_term_read(lexer, reader->rule);
        expect_code(lexer, &let.term, "let");
    }
    if (ph_reader_is_well(reader)) {
        PH_VEC_PUSH(reader->arena, &reader->rule->lets, let);
    }
}

void ph_reader_report(PhProgramReader *reader, const PhClause *clause)
{
    ph_lexer_start(&reader->lexer, clause->text, clause->line);
    reader->rule->report = reader->lexer.token.kind == PH_LEX_METAVAR ? take_metavar(reader)
                                                                      : take_label(reader);
    (void)ph_reader_is_well(reader);
}
