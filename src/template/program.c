#include "template/program.h"

#include <ctype.h>
#include <stdlib.h>

#include "template/guard.h"
#include "template/lexer.h"

/* A clause as it stands in the fence; patch lines belong to the `match` before them. */
typedef struct PhClause {
    PhBytes keyword;
    PhBytes text; /* after the keyword, continuation lines joined */
    uint32_t line;
    PhPatchLineVec patch;
} PhClause;

typedef PH_VEC(PhClause) PhClauseVec;

typedef struct PhProgramReader {
    PhArena *arena;
    PhBytes path;
    PhLexer lexer;
    PhRule *rule;
    bool is_failed;
} PhProgramReader;

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

static void fail(PhProgramReader *reader, uint32_t line, PhBytes message)
{
    reader->is_failed = true;
    (void)ph_diag_add_at(reader->lexer.diags, PH_SEVERITY_ERROR, reader->path, line, 0,
                         message);
}

static bool is_patch_line(PhBytes line)
{
    return line.len > 0 && strchr("-+ |", line.ptr[0]) != NULL;
}

static PhPatchLine patch_line(PhBytes line, uint32_t number)
{
    PhMark mark = line.ptr[0] == '-'   ? PH_MARK_MINUS
                  : line.ptr[0] == '+' ? PH_MARK_PLUS
                                       : PH_MARK_CONTEXT;
    size_t skip = line.len > 1 && line.ptr[1] == ' ' ? 2 : 1;
    return (PhPatchLine){mark, ph_bytes_slice(line, skip, line.len), number};
}

/* Cuts a fence into clauses. Indented lines go on with the clause before, unless it is a
 * match: there every line is a patch line. */
static void split_clauses(PhProgramReader *reader, PhBytes code, uint32_t number,
                          PhClauseVec *clauses)
{
    PhBytes line;
    for (; ph_bytes_next_line(&code, &line); number++) {
        PhClause *last = clauses->count == 0 ? NULL : &clauses->items[clauses->count - 1];
        bool in_match = last != NULL && ph_bytes_is(last->keyword, "match");
        if (ph_bytes_trim(line).len == 0) {
            continue;
        }
        if (in_match && is_patch_line(line)) {
            PH_VEC_PUSH(reader->arena, &last->patch, patch_line(line, number));
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

static bool is_name_byte(char c)
{
    return isalnum((unsigned char)c) != 0 || c == '_';
}

/* Notes the metavariables of a patch line, in the order in which they come. */
static void collect_metavars(PhProgramReader *reader, PhBytes code, uint32_t line)
{
    size_t annotation = ph_bytes_find(code, PH_BYTES("#@"), 0);
    code.len = annotation == PH_NOT_FOUND ? code.len : annotation;
    for (size_t at = 0; (at = ph_bytes_find(code, PH_BYTES("$"), at)) != PH_NOT_FOUND;) {
        at++;
        bool is_list = at < code.len && code.ptr[at] == '*';
        size_t start = at + (is_list ? 1 : 0);
        size_t end = start;
        while (end < code.len && is_name_byte(code.ptr[end])) {
            end++;
        }
        PhMetavar metavar = {.name = ph_bytes_slice(code, start, end),
                             .shape = is_list ? PH_METAVAR_LIST : PH_METAVAR_ONE};
        metavar.is_anonymous = ph_bytes_is(metavar.name, "_");
        at = end;
        if (metavar.name.len == 0) {
            fail(reader, line, PH_BYTES("'$' without a name"));
            return;
        }
        PhMetavarId known = ph_rule_metavar(reader->rule, metavar.name);
        if (known == PH_METAVAR_NONE) {
            PH_VEC_PUSH(reader->arena, &reader->rule->metavars, metavar);
        } else if (reader->rule->metavars.items[known].shape != metavar.shape) {
            fail(reader, line,
                 ph_arena_format(reader->arena, "'%.*s' is both $%.*s and $*%.*s",
                                 (int)metavar.name.len, metavar.name.ptr,
                                 (int)metavar.name.len, metavar.name.ptr,
                                 (int)metavar.name.len, metavar.name.ptr));
        }
    }
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

static PhMessage read_string(PhProgramReader *reader)
{
    PhLexer *lexer = &reader->lexer;
    if (lexer->token.kind != PH_LEX_STRING) {
        ph_lexer_fail(lexer, PH_BYTES("expected a string in double quotes"));
        return (PhMessage){0};
    }
    PhToken token = ph_lexer_take(lexer);
    return ph_message_read(lexer, reader->rule, token.text);
}

static PhConsequence read_consequence(PhProgramReader *reader)
{
    PhConsequence consequence = {.is_set = true};
    if (read_level(&reader->lexer, &consequence.level)) {
        consequence.message = read_string(reader);
    }
    return consequence;
}

/* `where G`: not proved drops. `else`: unknown caps. `otherwise`: refuted caps, and unknown
 * too unless `else` says what unknown does. */
static void read_condition(PhProgramReader *reader, PhBytes text, uint32_t line,
                           PhConditionVec *conditions)
{
    PhLexer *lexer = &reader->lexer;
    PhCondition condition = {.text = text, .line = line};
    ph_lexer_start(lexer, text, line);
    condition.guard = ph_guard_read(lexer, reader->rule);
    if (ph_lexer_accept(lexer, "else")) {
        if (!lexer->is_failed && !ph_guard_can_be_unknown(condition.guard)) {
            ph_lexer_fail(lexer, PH_BYTES("this guard is never unknown: write otherwise "
                                          "instead of else"));
        }
        condition.if_unknown = read_consequence(reader);
    }
    if (ph_lexer_accept(lexer, "otherwise")) {
        condition.if_refuted = read_consequence(reader);
        if (!condition.if_unknown.is_set) {
            condition.if_unknown = condition.if_refuted;
        }
    }
    if (!lexer->is_failed && lexer->token.kind != PH_LEX_END) {
        ph_lexer_fail(lexer,
                      ph_arena_format(reader->arena, "unexpected '%.*s'",
                                      (int)lexer->token.text.len, lexer->token.text.ptr));
    }
    reader->is_failed = reader->is_failed || lexer->is_failed;
    if (!lexer->is_failed) {
        PH_VEC_PUSH(reader->arena, conditions, condition);
    }
}

/* `#@ where G; where H` behind a patch line. */
static void read_annotation(PhProgramReader *reader, PhBytes text, uint32_t line,
                            PhAlternative *alternative)
{
    while (text.len > 0) {
        size_t end = ph_bytes_find(text, PH_BYTES(";"), 0);
        size_t next = end == PH_NOT_FOUND ? text.len : end + 1;
        PhBytes item =
            ph_bytes_trim(ph_bytes_slice(text, 0, end == PH_NOT_FOUND ? text.len : end));
        text = ph_bytes_slice(text, next, text.len);
        if (!ph_bytes_starts_with(item, PH_BYTES("where "))) {
            fail(reader, line,
                 ph_arena_format(reader->arena, "unknown annotation '%.*s': expected where",
                                 (int)item.len, item.ptr));
            return;
        }
        read_condition(reader, ph_bytes_slice(item, 6, item.len), line,
                       &alternative->conditions);
    }
}

static void read_match(PhProgramReader *reader, const PhClause *clause)
{
    PhAlternative alternative = {.line = clause->line};
    for (size_t i = 0; i < clause->patch.count; i++) {
        collect_metavars(reader, clause->patch.items[i].code, clause->patch.items[i].line);
    }
    for (size_t i = 0; i <= clause->patch.count; i++) {
        const PhPatchLine *line = i < clause->patch.count ? &clause->patch.items[i] : NULL;
        if (line == NULL || ph_bytes_is(ph_bytes_trim(line->code), "")) {
            if (alternative.lines.count == 0) {
                fail(reader, alternative.line, PH_BYTES("an alternative without a patch"));
            }
            PH_VEC_PUSH(reader->arena, &reader->rule->alternatives, alternative);
            alternative = (PhAlternative){.line = line == NULL ? 0 : line->line + 1};
            continue;
        }
        PhPatchLine kept = *line;
        size_t annotation = ph_bytes_find(kept.code, PH_BYTES("#@"), 0);
        if (annotation != PH_NOT_FOUND) {
            PhBytes text = ph_bytes_slice(kept.code, annotation + 2, kept.code.len);
            kept.code = ph_bytes_slice(kept.code, 0, annotation);
            read_annotation(reader, ph_bytes_trim(text), line->line, &alternative);
        }
        while (kept.code.len > 0 && kept.code.ptr[kept.code.len - 1] == ' ') {
            kept.code.len--;
        }
        PH_VEC_PUSH(reader->arena, &alternative.lines, kept);
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
    benefit.message = read_string(reader);
    if (ph_lexer_accept(lexer, "when")) {
        benefit.when = ph_guard_read(lexer, reader->rule);
    }
    PH_VEC_PUSH(reader->arena, &reader->rule->benefits, benefit);
}

static void read_require(PhProgramReader *reader, const PhClause *clause)
{
    PhLexer *lexer = &reader->lexer;
    ph_lexer_start(lexer, clause->text, clause->line);
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

static const char *const k_clauses[] = {"benefit", "help",    "match", "message",
                                        "note",    "require", "rule",  "where"};

static void read_clause(PhProgramReader *reader, const PhClause *clause)
{
    PhRule *rule = reader->rule;
    PhLexer *lexer = &reader->lexer;
    PhMessage *text = ph_bytes_is(clause->keyword, "message") ? &rule->message
                      : ph_bytes_is(clause->keyword, "help")  ? &rule->help
                      : ph_bytes_is(clause->keyword, "note")  ? &rule->note
                                                              : NULL;
    ph_lexer_start(lexer, clause->text, clause->line);
    if (ph_bytes_is(clause->keyword, "where")) {
        read_condition(reader, clause->text, clause->line, &rule->conditions);
    } else if (ph_bytes_is(clause->keyword, "benefit")) {
        read_benefit(reader, clause);
    } else if (ph_bytes_is(clause->keyword, "require")) {
        read_require(reader, clause);
    } else if (text != NULL) {
        *text = read_string(reader);
    } else if (!ph_bytes_is(clause->keyword, "match") &&
               !ph_bytes_is(clause->keyword, "rule")) {
        ph_lexer_fail_unknown(lexer, "clause", clause->keyword, k_clauses,
                              PH_COUNT_OF(k_clauses));
    }
    bool is_read_whole = ph_bytes_is(clause->keyword, "match") ||
                         ph_bytes_is(clause->keyword, "rule") ||
                         lexer->token.kind == PH_LEX_END;
    if (!lexer->is_failed && !is_read_whole) {
        ph_lexer_fail(lexer,
                      ph_arena_format(reader->arena, "unexpected '%.*s'",
                                      (int)lexer->token.text.len, lexer->token.text.ptr));
    }
    reader->is_failed = reader->is_failed || lexer->is_failed;
}

/* Metavariables come from the patches, so those are read before what speaks of them. */
static void read_rule(PhProgramReader *reader, const PhClause *clauses, size_t count,
                      PhRuleVec *rules)
{
    PhRule rule = {.name = PH_BYTES(""), .line = clauses[0].line};
    reader->rule = &rule;
    if (ph_bytes_is(clauses[0].keyword, "rule")) {
        rule.name = clauses[0].text;
    }
    for (size_t i = 0; i < count; i++) {
        if (ph_bytes_is(clauses[i].keyword, "match")) {
            read_match(reader, &clauses[i]);
        }
    }
    if (rule.alternatives.count == 0) {
        fail(reader, rule.line, PH_BYTES("this rule matches nothing: no match clause"));
        return;
    }
    for (size_t i = 0; i < count; i++) {
        read_clause(reader, &clauses[i]);
    }
    if (rule.message.count == 0) {
        fail(reader, rule.line, PH_BYTES("this rule says nothing: no message clause"));
    }
    PH_VEC_PUSH(reader->arena, rules, rule);
}

PhStatus ph_program_read(PhArena *arena, PhBytes path, PhBytes code, uint32_t first_line,
                         PhDiags *diags, PhRuleVec *rules)
{
    PhProgramReader reader = {.arena = arena, .path = path};
    reader.lexer = (PhLexer){.arena = arena, .diags = diags, .path = path};
    PhClauseVec clauses = {0};
    split_clauses(&reader, code, first_line, &clauses);
    for (size_t start = 0; start < clauses.count;) {
        size_t end = start + 1;
        while (end < clauses.count && !ph_bytes_is(clauses.items[end].keyword, "rule")) {
            end++;
        }
        read_rule(&reader, &clauses.items[start], end - start, rules);
        start = end;
    }
    if (clauses.count == 0) {
        fail(&reader, first_line, PH_BYTES("this program is empty"));
    }
    return reader.is_failed ? PH_ERR_USAGE : PH_OK;
}
