#include "template/program.h"

#include <ctype.h>
#include <stdlib.h>

#include "template/choice.h"
#include "template/iso.h"
#include "template/meta.h"
#include "template/reader.h"

PhMetavarId ph_rule_metavar(const PhRule *rule, PhBytes name)
{
    for (size_t i = 0; i < rule->metavars.count; i++) {
        const PhMetavar *metavar = &rule->metavars.items[i];
        if (!metavar->is_anonymous && ph_bytes_equal(metavar->name, name)) {
            return (PhMetavarId)i;
        }
    }
    return PH_METAVAR_NONE;
}

void ph_reader_fail(PhProgramReader *reader, uint32_t line, PhBytes message)
{
    reader->is_failed = true;
    (void)ph_diag_add_at(reader->lexer.diags, PH_SEVERITY_ERROR, reader->path, line, 0,
                         message);
}

bool ph_reader_is_well(PhProgramReader *reader)
{
    reader->is_failed = reader->is_failed || reader->lexer.is_failed;
    return !reader->lexer.is_failed;
}

static bool read_level(PhLexer *lexer, PhLevel *level_out)
{
    static const char *const k_levels[] = {"advise", "unsafe", "safe"};
    for (size_t i = 0; i < PH_COUNT_OF(k_levels); i++) {
        if (ph_lexer_accept(lexer, k_levels[i])) {
            *level_out = (PhLevel)i;
            return true;
        }
    }
    ph_lexer_fail_unknown(lexer, "level", lexer->token.text, k_levels,
                          PH_COUNT_OF(k_levels));
    return false;
}

PhMessage ph_reader_string(PhProgramReader *reader)
{
    PhLexer *lexer = &reader->lexer;
    if (lexer->token.kind != PH_LEX_STRING) {
        ph_lexer_fail(lexer, PH_BYTES("expected a string in double quotes"));
        return (PhMessage){0};
    }
    PhToken token = ph_lexer_take(lexer);
    return ph_message_read(lexer, reader->rule, token.text);
}

PhConsequence ph_reader_consequence(PhProgramReader *reader)
{
    PhConsequence consequence = {.is_set = true};
    if (read_level(&reader->lexer, &consequence.level)) {
        consequence.message = ph_reader_string(reader);
    }
    return consequence;
}

static PhDefinition *find_definition(const PhProgramReader *reader, PhBytes name)
{
    for (size_t i = 0; i < reader->definitions.count; i++) {
        if (ph_bytes_equal(reader->definitions.items[i].name, name)) {
            return &reader->definitions.items[i];
        }
    }
    return NULL;
}

static bool is_word(PhBytes text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!ph_byte_is_word(text.ptr[i])) {
            return false;
        }
    }
    return text.len > 0;
}

/* A guard is never one word, so this was meant for the name of a definition. */
static void fail_unknown_definition(PhProgramReader *reader, PhBytes name)
{
    size_t count = reader->definitions.count;
    const char **names = PH_NEW_ARRAY(reader->arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++) {
        names[i] = ph_arena_string(reader->arena, reader->definitions.items[i].name);
    }
    ph_lexer_fail_unknown(&reader->lexer, "definition", name, names, count);
}

/* If `*text` calls a definition, that and what it says with these arguments. False with a
 * record if it does not call it as it should. */
static bool call_definition(PhProgramReader *reader, uint32_t line, PhBytes *text,
                            const PhDefinition **definition_out)
{
    PhCall call;
    bool is_call = ph_call_read(reader->arena, *text, &call) && call.rest.len == 0;
    PhDefinition *definition = is_call ? find_definition(reader, call.name) : NULL;
    *definition_out = definition;
    if (definition == NULL) {
        return true;
    }
    definition->is_used = true;
    if (call.arguments.count != definition->names.count) {
        ph_reader_fail(reader, line,
                       ph_arena_format(reader->arena, "'%.*s' takes %zu arguments, not %zu",
                                       (int)call.name.len, call.name.ptr,
                                       definition->names.count, call.arguments.count));
        return false;
    }
    PhFilling filling = {&definition->names, &call.arguments, 0};
    *text = ph_filling_apply(reader->arena, &filling, definition->text);
    return true;
}

/* `where G`: not proved drops. `else`: unknown caps. `otherwise`: refuted caps, and unknown
 * too unless `else` says what unknown does. */
static bool read_condition(PhProgramReader *reader, PhBytes text, uint32_t line,
                           PhCondition *condition_out)
{
    PhLexer *lexer = &reader->lexer;
    const PhDefinition *definition;
    if (!call_definition(reader, line, &text, &definition)) {
        return false;
    }
    if (definition == NULL && is_word(text) && ph_facts_find(text) == NULL) {
        ph_lexer_start(lexer, text, line);
        fail_unknown_definition(reader, text);
        return ph_reader_is_well(reader);
    }
    PhCondition condition = {.text = text, .line = line};
    ph_lexer_start(lexer, text, definition != NULL ? definition->line : line);
    condition.guard = ph_guard_read(lexer, reader->rule);
    condition.is_late =
        condition.guard != NULL && ph_guard_is_late(condition.guard, reader->rule);
    if (ph_lexer_accept(lexer, "else")) {
        if (!lexer->is_failed && !ph_guard_can_be_unknown(condition.guard)) {
            ph_lexer_fail(lexer, PH_BYTES("this guard is never unknown: write otherwise "
                                          "instead of else"));
        }
        condition.if_unknown = ph_reader_consequence(reader);
    }
    if (ph_lexer_accept(lexer, "otherwise")) {
        condition.if_refuted = ph_reader_consequence(reader);
        if (!condition.if_unknown.is_set) {
            condition.if_unknown = condition.if_refuted;
        }
    }
    if (!lexer->is_failed && lexer->token.kind != PH_LEX_END) {
        ph_lexer_fail(lexer,
                      ph_arena_format(reader->arena, "unexpected '%.*s'",
                                      (int)lexer->token.text.len, lexer->token.text.ptr));
    }
    condition.is_first = !condition.is_late && !condition.if_unknown.is_set &&
                         !condition.if_refuted.is_set && !lexer->is_failed &&
                         ph_guard_is_exact(condition.guard);
    condition.is_of_file = !condition.if_unknown.is_set && !condition.if_refuted.is_set &&
                           !lexer->is_failed && ph_guard_is_of_file(condition.guard);
    *condition_out = condition;
    return ph_reader_is_well(reader);
}

void ph_reader_condition(PhProgramReader *reader, PhBytes text, uint32_t line,
                         PhConditionVec *conditions)
{
    for (size_t i = 0; i < reader->known_conditions.count; i++) {
        const PhKnownCondition *known = &reader->known_conditions.items[i];
        if (ph_bytes_equal(known->text, text)) {
            PH_VEC_PUSH(reader->arena, conditions, known->condition);
            conditions->items[conditions->count - 1].line = line;
            return;
        }
    }
    PhKnownCondition read = {.text = text};
    if (read_condition(reader, text, line, &read.condition)) {
        PH_VEC_PUSH(reader->arena, conditions, read.condition);
        PH_VEC_PUSH(reader->arena, &reader->known_conditions, read);
    }
}

/* `else LEVEL "why"` below the arms. */
static void read_else(PhProgramReader *reader, const PhClause *clause)
{
    PhUsesVec *all = &reader->rule->uses;
    ph_lexer_start(&reader->lexer, clause->text, clause->line);
    if (all->count == 0 || all->items[all->count - 1].if_other.is_set) {
        ph_lexer_fail(&reader->lexer, PH_BYTES("else without uses before it"));
    } else {
        all->items[all->count - 1].if_other = ph_reader_consequence(reader);
    }
}

static void read_benefit(PhProgramReader *reader, const PhClause *clause)
{
    static const char *const k_benefits[] = {"cost", "none", "small", "gain"};
    PhLexer *lexer = &reader->lexer;
    PhBenefitClause benefit = {0};
    bool is_known = false;
    ph_lexer_start(lexer, clause->text, clause->line);
    for (size_t i = 0; i < PH_COUNT_OF(k_benefits) && !is_known; i++) {
        if (ph_lexer_accept(lexer, k_benefits[i])) {
            benefit.benefit = (PhBenefit)i;
            is_known = true;
        }
    }
    if (!is_known) {
        ph_lexer_fail_unknown(lexer, "benefit", lexer->token.text, k_benefits,
                              PH_COUNT_OF(k_benefits));
    }
    benefit.message = ph_reader_string(reader);
    if (ph_lexer_accept(lexer, "when")) {
        benefit.when = ph_guard_read(lexer, reader->rule);
    }
    PH_VEC_PUSH(reader->arena, &reader->rule->benefits, benefit);
}

static void read_require(PhProgramReader *reader, const PhClause *clause)
{
    PhLexer *lexer = &reader->lexer;
    ph_lexer_start(lexer, clause->text, clause->line);
    if (ph_lexer_accept(lexer, "option")) {
        PhToken name = ph_lexer_take(lexer);
        PhToken value = ph_lexer_take(lexer);
        if (name.kind != PH_LEX_WORD || value.kind != PH_LEX_STRING) {
            ph_lexer_fail(lexer, PH_BYTES("expected 'option NAME \"VALUE\"'"));
        }
        reader->rule->option = name.text;
        reader->rule->option_value = value.text;
        return;
    }
    ph_lexer_expect(lexer, "python");
    ph_lexer_expect(lexer, ">=");
    PhToken major = ph_lexer_take(lexer);
    ph_lexer_expect(lexer, ".");
    PhToken minor = ph_lexer_take(lexer);
    if (!ph_bytes_is(major.text, "3") || minor.kind != PH_LEX_NUMBER) {
        ph_lexer_fail(lexer, PH_BYTES("expected 'python >= 3.N'"));
        return;
    }
    reader->rule->python_minor =
        (uint32_t)strtoul(ph_arena_string(reader->arena, minor.text), NULL, 10);
}

static void read_where(PhProgramReader *reader, const PhClause *clause)
{
    ph_reader_condition(reader, clause->text, clause->line, &reader->rule->conditions);
}

/* `level unsafe "why"`. */
static void read_cap(PhProgramReader *reader, const PhClause *clause)
{
    ph_lexer_start(&reader->lexer, clause->text, clause->line);
    reader->rule->cap = ph_reader_consequence(reader);
}

/* `define NAME GUARD else ..`: what `where NAME` stands for; `define NAME($x) GUARD` what
 * `where NAME($y)` does. */
static void read_define(PhProgramReader *reader, const PhClause *clause)
{
    PhLexer *lexer = &reader->lexer;
    PhDefinition definition = {.line = clause->line};
    PhCall call;
    ph_lexer_start(lexer, clause->text, clause->line);
    bool is_call = ph_call_read(reader->arena, clause->text, &call) && call.rest.len > 0;
    if (!is_call || !ph_call_names(reader->arena, &call, &definition.names)) {
        ph_lexer_fail(lexer, PH_BYTES("expected 'define NAME GUARD' or 'define NAME($x) "
                                      "GUARD'"));
    } else if (ph_facts_find(call.name) != NULL) {
        ph_lexer_fail(lexer, ph_arena_format(reader->arena, "'%.*s' is a fact already",
                                             (int)call.name.len, call.name.ptr));
    } else if (find_definition(reader, call.name) != NULL) {
        ph_lexer_fail(lexer, ph_arena_format(reader->arena, "'%.*s' is defined already",
                                             (int)call.name.len, call.name.ptr));
    }
    if (ph_reader_is_well(reader)) {
        definition.name = call.name;
        definition.text = call.rest;
        PH_VEC_PUSH(reader->arena, &reader->definitions, definition);
    }
}

static void read_text(PhProgramReader *reader, const PhClause *clause)
{
    PhRule *rule = reader->rule;
    PhMessage *text = ph_bytes_is(clause->keyword, "message") ? &rule->message
                      : ph_bytes_is(clause->keyword, "help")  ? &rule->help
                                                              : &rule->note;
    ph_lexer_start(&reader->lexer, clause->text, clause->line);
    *text = ph_reader_string(reader);
}

static void read_disable(PhProgramReader *reader, const PhClause *clause)
{
    ph_lexer_start(&reader->lexer, clause->text, clause->line);
    ph_iso_read_disable(&reader->lexer, reader->rule, clause->text);
}

static void read_iso(PhProgramReader *reader, const PhClause *clause)
{
    ph_lexer_start(&reader->lexer, clause->text, clause->line);
    ph_iso_read(&reader->lexer, reader->rule, clause->text);
}

static void read_meta(PhProgramReader *reader, const PhClause *clause)
{
    ph_lexer_start(&reader->lexer, clause->text, clause->line);
    ph_meta_read(&reader->lexer, reader->rule);
}

typedef void PhClauseFn(PhProgramReader *reader, const PhClause *clause);

/* When a clause is read: what binds names comes before what speaks of them. */
typedef enum PhClauseTurn {
    PH_TURN_HEAD,
    PH_TURN_DEFINE,
    PH_TURN_PATCH,
    PH_TURN_REST,
    PH_TURN_COUNT,
} PhClauseTurn;

static const struct {
    const char *keyword;
    PhClauseFn *read; /* NULL: read with the rule or the fence */
    PhClauseTurn turn;
    bool takes_patch;
} k_clauses[] = {
    {"benefit", read_benefit, PH_TURN_REST, false},
    {"choice", NULL, PH_TURN_HEAD, true},
    {"define", read_define, PH_TURN_DEFINE, false},
    {"disable", read_disable, PH_TURN_HEAD, false},
    {"else", read_else, PH_TURN_REST, false},
    {"every", ph_reader_every, PH_TURN_REST, true},
    {"find", ph_reader_find, PH_TURN_REST, false},
    {"help", read_text, PH_TURN_REST, false},
    {"iso", read_iso, PH_TURN_HEAD, false},
    {"let", ph_reader_let, PH_TURN_REST, false},
    {"level", read_cap, PH_TURN_REST, false},
    {"match", ph_reader_match, PH_TURN_PATCH, true},
    {"message", read_text, PH_TURN_REST, false},
    {"meta", read_meta, PH_TURN_DEFINE, false},
    {"note", read_text, PH_TURN_REST, false},
    {"report", ph_reader_report, PH_TURN_REST, false},
    {"require", read_require, PH_TURN_HEAD, false},
    {"rule", NULL, PH_TURN_HEAD, false},
    {"uses", ph_reader_uses, PH_TURN_REST, true},
    {"where", read_where, PH_TURN_REST, false},
};

static bool takes_patch(PhBytes keyword)
{
    for (size_t i = 0; i < PH_COUNT_OF(k_clauses); i++) {
        if (ph_bytes_is(keyword, k_clauses[i].keyword)) {
            return k_clauses[i].takes_patch;
        }
    }
    return false;
}

static void fail_unknown_clause(PhProgramReader *reader, const PhClause *clause)
{
    const char *names[PH_COUNT_OF(k_clauses)];
    for (size_t i = 0; i < PH_COUNT_OF(k_clauses); i++) {
        names[i] = k_clauses[i].keyword;
    }
    ph_lexer_start(&reader->lexer, clause->text, clause->line);
    ph_lexer_fail_unknown(&reader->lexer, "clause", clause->keyword, names,
                          PH_COUNT_OF(k_clauses));
    (void)ph_reader_is_well(reader);
}

/* What a clause did not read of its text is a mistake; patches are read elsewhere. */
static void check_rest(PhProgramReader *reader, const PhClause *clause)
{
    PhLexer *lexer = &reader->lexer;
    bool is_whole = clause->patch.count > 0 || ph_bytes_is(clause->keyword, "define");
    if (!lexer->is_failed && !is_whole && lexer->token.kind != PH_LEX_END) {
        ph_lexer_fail(lexer,
                      ph_arena_format(reader->arena, "unexpected '%.*s'",
                                      (int)lexer->token.text.len, lexer->token.text.ptr));
    }
    (void)ph_reader_is_well(reader);
}

static void read_clause(PhProgramReader *reader, const PhClause *clause, PhClauseTurn turn)
{
    for (size_t i = 0; i < PH_COUNT_OF(k_clauses); i++) {
        if (!ph_bytes_is(clause->keyword, k_clauses[i].keyword)) {
            continue;
        }
        if (k_clauses[i].turn == turn && k_clauses[i].read != NULL) {
            k_clauses[i].read(reader, clause);
            check_rest(reader, clause);
        }
        return;
    }
    if (turn == PH_TURN_REST) {
        fail_unknown_clause(reader, clause);
    }
}

/* Cuts a fence into clauses. Indented lines go on with the clause before, unless it is a
 * match: there every line is a patch line. */
static void split_clauses(PhProgramReader *reader, PhBytes code, uint32_t number,
                          PhClauseVec *clauses)
{
    PhBytes line;
    for (; ph_bytes_next_line(&code, &line); number++) {
        PhClause *last = clauses->count == 0 ? NULL : &clauses->items[clauses->count - 1];
        bool in_match = last != NULL && takes_patch(last->keyword);
        bool is_gift = in_match && line.len > 0 && line.ptr[0] == '=' &&
                       ph_bytes_is(last->keyword, "choice");
        if (ph_bytes_trim(line).len == 0) {
            continue;
        }
        if (is_gift || (in_match && ph_reader_is_patch_line(line))) {
            PH_VEC_PUSH(reader->arena, &last->patch, ph_reader_patch_line(line, number));
            continue;
        }
        if (last != NULL && isspace((unsigned char)line.ptr[0]) != 0) {
            PhBytes more = ph_bytes_trim(line);
            last->text = ph_arena_format(reader->arena, "%.*s %.*s", (int)last->text.len,
                                         last->text.ptr, (int)more.len, more.ptr);
            continue;
        }
        size_t len = 0;
        while (len < line.len && line.ptr[len] != ' ') {
            len++;
        }
        PhClause clause = {.keyword = ph_bytes_slice(line, 0, len),
                           .text = ph_bytes_trim(ph_bytes_slice(line, len, line.len)),
                           .line = number};
        PH_VEC_PUSH(reader->arena, clauses, clause);
    }
}

/* A rule with `find` alone starts from the whole file: its match is an empty patch. */
static void add_whole_file(PhProgramReader *reader, const PhClause *clauses, size_t count)
{
    PhRule *rule = reader->rule;
    for (size_t i = 0; i < count && rule->alternatives.count == 0; i++) {
        if (ph_bytes_is(clauses[i].keyword, "find")) {
            PhAlternative whole = {.line = clauses[i].line};
            PH_VEC_PUSH(reader->arena, &rule->alternatives, whole);
        }
    }
    if (rule->alternatives.count == 0) {
        ph_reader_fail(reader, rule->line,
                       PH_BYTES("this rule matches nothing: no match clause"));
    }
}

/* A guard that is never asked is not even read. */
static void check_definitions(PhProgramReader *reader, size_t first)
{
    for (size_t i = first; i < reader->definitions.count; i++) {
        const PhDefinition *definition = &reader->definitions.items[i];
        if (!definition->is_used && !reader->is_failed) {
            ph_reader_fail(
                reader, definition->line,
                ph_arena_format(reader->arena, "'%.*s' is defined, but no where names it",
                                (int)definition->name.len, definition->name.ptr));
        }
    }
}

/* Metavariables come from the patches, so those are read before what speaks of them. */
static void read_rule(PhProgramReader *reader, const PhClause *clauses, size_t count,
                      PhRuleVec *rules)
{
    PhRule rule = {.name = PH_BYTES(""),
                   .line = clauses[0].line,
                   .report = PH_METAVAR_NONE,
                   .isos = ph_iso_usual()};
    reader->rule = &rule;
    reader->definitions.count = reader->shared_count;
    reader->known_conditions.count = 0;
    if (ph_bytes_is(clauses[0].keyword, "rule")) {
        rule.name = clauses[0].text;
    }
    for (size_t i = 0; i < count; i++) {
        ph_reader_collect(reader, &clauses[i]);
    }
    for (int turn = PH_TURN_HEAD; turn < PH_TURN_COUNT; turn++) {
        for (size_t i = 0;
             i < count && (turn != PH_TURN_REST || rule.alternatives.count > 0); i++) {
            read_clause(reader, &clauses[i], (PhClauseTurn)turn);
        }
        if (turn == PH_TURN_PATCH) {
            add_whole_file(reader, clauses, count);
        }
    }
    check_definitions(reader, reader->shared_count);
    if (rule.message.count == 0 && rule.alternatives.count > 0) {
        ph_reader_fail(reader, rule.line,
                       PH_BYTES("this rule says nothing: no message clause"));
    }
    if (rule.alternatives.count > 0) {
        PH_VEC_PUSH(reader->arena, rules, rule);
    }
    reader->rule = NULL;
}

/* Clauses before the first `rule` are for all rules of the fence, unless they are a rule
 * without a name. */
static size_t count_shared(const PhClauseVec *clauses)
{
    size_t count = 0;
    while (count < clauses->count && !ph_bytes_is(clauses->items[count].keyword, "rule")) {
        PhBytes keyword = clauses->items[count].keyword;
        if (ph_bytes_is(keyword, "match") || ph_bytes_is(keyword, "find")) {
            return 0;
        }
        count++;
    }
    return count < clauses->count ? count : 0;
}

/* The rule that begins at `start`, with what all rules share behind it. Where that ends. */
static size_t collect_rule(PhArena *arena, const PhClauseVec *clauses, size_t shared,
                           size_t start, PhClauseVec *rule_out)
{
    PhClauseVec rule = {0};
    size_t end = start;
    do {
        PH_VEC_PUSH(arena, &rule, clauses->items[end]);
        end++;
    } while (end < clauses->count && !ph_bytes_is(clauses->items[end].keyword, "rule"));
    for (size_t i = 0; i < shared; i++) {
        if (!ph_bytes_is(clauses->items[i].keyword, "define")) {
            PH_VEC_PUSH(arena, &rule, clauses->items[i]);
        }
    }
    *rule_out = rule;
    return end;
}

/* The choices of the fence; from here on clauses are as if the page had no `one of`. */
static bool expand_choices(PhProgramReader *reader, const PhClauseVec *clauses)
{
    ph_choices_read(reader, clauses);
    for (size_t i = 0; i < clauses->count && !reader->is_failed; i++) {
        if (!ph_bytes_is(clauses->items[i].keyword, "choice")) {
            ph_choices_expand(reader, &clauses->items[i]);
        }
    }
    ph_choices_check(reader);
    return !reader->is_failed;
}

PhStatus ph_program_read(PhArena *arena, PhBytes path, PhBytes code, uint32_t first_line,
                         PhDiags *diags, PhRuleVec *rules)
{
    PhProgramReader reader = {.arena = arena, .path = path};
    reader.lexer = (PhLexer){.arena = arena, .diags = diags, .path = path};
    PhClauseVec clauses = {0};
    split_clauses(&reader, code, first_line, &clauses);
    if (!expand_choices(&reader, &clauses)) {
        return PH_ERR_USAGE;
    }
    size_t shared = count_shared(&clauses);
    for (size_t i = 0; i < shared; i++) {
        if (ph_bytes_is(clauses.items[i].keyword, "define")) {
            read_define(&reader, &clauses.items[i]);
        }
    }
    reader.shared_count = reader.definitions.count;
    for (size_t start = shared; start < clauses.count;) {
        PhClauseVec rule;
        start = collect_rule(arena, &clauses, shared, start, &rule);
        read_rule(&reader, rule.items, rule.count, rules);
    }
    reader.definitions.count = reader.shared_count;
    check_definitions(&reader, 0);
    if (clauses.count == 0) {
        ph_reader_fail(&reader, first_line, PH_BYTES("this program is empty"));
    }
    return reader.is_failed ? PH_ERR_USAGE : PH_OK;
}
