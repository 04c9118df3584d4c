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
    return line.len > 0 && strchr("-+ |!", line.ptr[0]) != NULL;
}

static PhPatchLine patch_line(PhBytes line, uint32_t number)
{
    PhMark mark = line.ptr[0] == '-'   ? PH_MARK_MINUS
                  : line.ptr[0] == '+' ? PH_MARK_PLUS
                                       : PH_MARK_CONTEXT;
    mark = line.ptr[0] == '!' ? PH_MARK_BAD : mark;
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
        bool in_match = last != NULL && (ph_bytes_is(last->keyword, "match") ||
                                         ph_bytes_is(last->keyword, "uses"));
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

static const PhMetavar *known_metavar(const PhProgramReader *reader, PhMetavarId id)
{
    const PhMetavarVec *metavars = &reader->rule->metavars;
    assert(metavars->items != NULL && id < metavars->count);
    return &metavars->items[id];
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
        while (end < code.len && ph_byte_is_word(code.ptr[end])) {
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
        } else if (known_metavar(reader, known)->shape != metavar.shape) {
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
    condition.has_label =
        condition.guard != NULL && ph_guard_has_label(condition.guard, reader->rule);
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

/* Takes the text up to the next `;` outside of strings. */
static bool next_item(PhBytes *rest, PhBytes *item_out)
{
    bool is_quoted = false;
    size_t end = 0;
    if (rest->len == 0) {
        return false;
    }
    while (end < rest->len && (is_quoted || rest->ptr[end] != ';')) {
        is_quoted = is_quoted != (rest->ptr[end] == '"');
        end++;
    }
    *item_out = ph_bytes_trim(ph_bytes_slice(*rest, 0, end));
    *rest = ph_bytes_slice(*rest, end < rest->len ? end + 1 : end, rest->len);
    return true;
}

static bool is_label(PhBytes item)
{
    for (size_t i = 0; i < item.len; i++) {
        if (!ph_byte_is_word(item.ptr[i])) {
            return false;
        }
    }
    return item.len > 0;
}

/* Cuts `#@ ...` off a patch line; the annotation may be empty. */
static PhBytes split_annotation(PhPatchLine *line)
{
    PhBytes text = PH_BYTES("");
    size_t at = ph_bytes_find(line->code, PH_BYTES("#@"), 0);
    if (at != PH_NOT_FOUND) {
        text = ph_bytes_trim(ph_bytes_slice(line->code, at + 2, line->code.len));
        line->code = ph_bytes_slice(line->code, 0, at);
    }
    while (line->code.len > 0 && line->code.ptr[line->code.len - 1] == ' ') {
        line->code.len--;
    }
    return text;
}

/* `#@ label; where G; where H` behind a patch line. */
static void read_annotation(PhProgramReader *reader, PhBytes text, uint32_t line,
                            PhAlternative *alternative)
{
    PhBytes item;
    while (next_item(&text, &item)) {
        if (ph_bytes_starts_with(item, PH_BYTES("where "))) {
            read_condition(reader, ph_bytes_slice(item, 6, item.len), line,
                           &alternative->conditions);
        } else if (is_label(item)) {
            alternative->label = ph_rule_metavar(reader->rule, item);
        } else {
            fail(reader, line,
                 ph_arena_format(reader->arena,
                                 "unknown annotation '%.*s': expected a label or where",
                                 (int)item.len, item.ptr));
        }
    }
}

static void add_label(PhProgramReader *reader, PhBytes name, uint32_t line)
{
    PhMetavar label = {.name = name, .shape = PH_METAVAR_LIST, .is_label = true};
    PhMetavarId known = ph_rule_metavar(reader->rule, name);
    if (known == PH_METAVAR_NONE) {
        PH_VEC_PUSH(reader->arena, &reader->rule->metavars, label);
    } else if (!known_metavar(reader, known)->is_label) {
        fail(reader, line,
             ph_arena_format(reader->arena, "'%.*s' is a label and a metavariable",
                             (int)name.len, name.ptr));
    }
}

/* Cuts the label off the front of a bad arm's annotation; empty if it has none. */
static PhBytes take_label(PhBytes *annotation)
{
    size_t end = ph_bytes_find(*annotation, PH_BYTES(";"), 0);
    PhBytes label = ph_bytes_slice(*annotation, 0, end == PH_NOT_FOUND ? 0 : end);
    if (!is_label(label)) {
        return PH_BYTES("");
    }
    *annotation = ph_bytes_slice(*annotation, end + 1, annotation->len);
    return label;
}

/* Metavariables and labels of all patch lines, before anything speaks of them. */
static void collect_names(PhProgramReader *reader, const PhClause *clause)
{
    for (size_t i = 0; i < clause->patch.count; i++) {
        PhPatchLine line = clause->patch.items[i];
        PhBytes annotation = split_annotation(&line);
        PhBytes item;
        collect_metavars(reader, line.code, line.line);
        if (line.mark == PH_MARK_BAD) {
            item = take_label(&annotation);
            annotation = item; /* what follows is no item */
        }
        while (next_item(&annotation, &item)) {
            if (is_label(item)) {
                add_label(reader, item, line.line);
            }
        }
    }
}

static PhAlternative empty_alternative(uint32_t line)
{
    return (PhAlternative){.line = line, .label = PH_METAVAR_NONE};
}

static void read_match(PhProgramReader *reader, const PhClause *clause)
{
    PhAlternative alternative = empty_alternative(clause->line);
    for (size_t i = 0; i <= clause->patch.count; i++) {
        const PhPatchLine *line = i < clause->patch.count ? &clause->patch.items[i] : NULL;
        if (line == NULL || ph_bytes_is(ph_bytes_trim(line->code), "")) {
            if (alternative.lines.count == 0) {
                fail(reader, alternative.line, PH_BYTES("an alternative without a patch"));
            }
            PH_VEC_PUSH(reader->arena, &reader->rule->alternatives, alternative);
            alternative = empty_alternative(line == NULL ? 0 : line->line + 1);
            continue;
        }
        PhPatchLine kept = *line;
        PhBytes annotation = split_annotation(&kept);
        read_annotation(reader, annotation, line->line, &alternative);
        PH_VEC_PUSH(reader->arena, &alternative.lines, kept);
    }
}

/* A use that is known to be bad: `! code #@ LEVEL "why"`, or `#@ label; LEVEL "why"`. */
static void read_bad_arm(PhProgramReader *reader, PhBytes annotation, uint32_t line,
                         PhArm *arm)
{
    PhBytes label = take_label(&annotation);
    if (label.len > 0) {
        arm->alternative.label = ph_rule_metavar(reader->rule, label);
    }
    ph_lexer_start(&reader->lexer, annotation, line);
    arm->is_bad = true;
    arm->consequence = read_consequence(reader);
    reader->is_failed = reader->is_failed || reader->lexer.is_failed;
}

/* An arm begins at a context line, a bad one, or a minus line that follows something else;
 * an indented line belongs to the one above it. */
static bool begins_arm(const PhPatchLine *line, const PhPatchLine *before)
{
    if (before == NULL) {
        return true;
    }
    if (line->code.len > 0 && line->code.ptr[0] == ' ') {
        return false;
    }
    return line->mark == PH_MARK_CONTEXT || line->mark == PH_MARK_BAD ||
           (line->mark == PH_MARK_MINUS && before->mark != PH_MARK_MINUS) ||
           (line->mark == PH_MARK_PLUS && before->mark != PH_MARK_MINUS &&
            before->mark != PH_MARK_PLUS);
}

static void read_arms(PhProgramReader *reader, const PhClause *clause, PhUses *uses)
{
    PhArm arm = {0};
    for (size_t i = 0; i < clause->patch.count; i++) {
        const PhPatchLine *line = &clause->patch.items[i];
        if (begins_arm(line, i == 0 ? NULL : line - 1)) {
            if (i > 0) {
                PH_VEC_PUSH(reader->arena, &uses->arms, arm);
            }
            arm = (PhArm){.alternative = empty_alternative(line->line)};
        }
        PhPatchLine kept = *line;
        PhBytes annotation = split_annotation(&kept);
        if (line->mark == PH_MARK_BAD) {
            kept.mark = PH_MARK_CONTEXT;
            read_bad_arm(reader, annotation, line->line, &arm);
        } else {
            read_annotation(reader, annotation, line->line, &arm.alternative);
        }
        PH_VEC_PUSH(reader->arena, &arm.alternative.lines, kept);
    }
    PH_VEC_PUSH(reader->arena, &uses->arms, arm);
}

/* `uses $x:` and its arms. */
static void read_uses(PhProgramReader *reader, const PhClause *clause)
{
    PhLexer *lexer = &reader->lexer;
    PhUses uses = {.line = clause->line, .metavar = PH_METAVAR_NONE};
    ph_lexer_start(lexer, clause->text, clause->line);
    if (lexer->token.kind != PH_LEX_METAVAR) {
        ph_lexer_fail(lexer, PH_BYTES("expected 'uses $x:'"));
    } else {
        PhToken name = ph_lexer_take(lexer);
        uses.metavar = ph_rule_metavar(reader->rule, name.text);
    }
    ph_lexer_expect(lexer, ":");
    reader->is_failed = reader->is_failed || lexer->is_failed;
    if (lexer->is_failed) {
        return;
    }
    if (uses.metavar == PH_METAVAR_NONE || clause->patch.count == 0) {
        fail(reader, clause->line,
             uses.metavar == PH_METAVAR_NONE
                 ? PH_BYTES("uses of a metavariable that is not "
                            "in the match")
                 : PH_BYTES("uses without an arm"));
        return;
    }
    read_arms(reader, clause, &uses);
    PH_VEC_PUSH(reader->arena, &reader->rule->uses, uses);
}

/* `else LEVEL "why"` below the arms. */
static void read_else(PhProgramReader *reader, const PhClause *clause)
{
    PhUsesVec *all = &reader->rule->uses;
    ph_lexer_start(&reader->lexer, clause->text, clause->line);
    if (all->count == 0 || all->items[all->count - 1].if_other.is_set) {
        ph_lexer_fail(&reader->lexer, PH_BYTES("else without uses before it"));
    } else {
        all->items[all->count - 1].if_other = read_consequence(reader);
    }
    reader->is_failed = reader->is_failed || reader->lexer.is_failed;
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

static const char *const k_clauses[] = {"benefit", "else", "help",    "match", "message",
                                        "note",    "rule", "require", "uses",  "where"};

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
    } else if (ph_bytes_is(clause->keyword, "uses")) {
        read_uses(reader, clause);
    } else if (ph_bytes_is(clause->keyword, "else")) {
        read_else(reader, clause);
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
        collect_names(reader, &clauses[i]);
    }
    for (size_t i = 0; i < count; i++) {
        if (ph_bytes_is(clauses[i].keyword, "match")) {
            read_match(reader, &clauses[i]);
        }
    }
    if (rule.alternatives.count == 0) {
        fail(reader, rule.line, PH_BYTES("this rule matches nothing: no match clause"));
        reader->rule = NULL;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        read_clause(reader, &clauses[i]);
    }
    if (rule.message.count == 0) {
        fail(reader, rule.line, PH_BYTES("this rule says nothing: no message clause"));
    }
    PH_VEC_PUSH(reader->arena, rules, rule);
    reader->rule = NULL;
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
