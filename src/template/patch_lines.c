#include <ctype.h>

#include "template/reader.h"

bool ph_reader_is_patch_line(PhBytes line)
{
    return line.len > 0 && strchr("-+ |!", line.ptr[0]) != NULL;
}

PhPatchLine ph_reader_patch_line(PhBytes line, uint32_t number)
{
    PhMark mark = line.ptr[0] == '-'   ? PH_MARK_MINUS
                  : line.ptr[0] == '+' ? PH_MARK_PLUS
                                       : PH_MARK_CONTEXT;
    mark = line.ptr[0] == '!' ? PH_MARK_BAD : mark;
    size_t skip = line.len > 1 && line.ptr[1] == ' ' ? 2 : 1;
    skip = line.ptr[0] == '=' ? 0 : skip; /* of a choice: it is no code */
    return (PhPatchLine){
        .mark = mark, .code = ph_bytes_slice(line, skip, line.len), .line = number};
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
    for (size_t at = 0; (at = ph_bytes_find(code, PH_BYTES("$"), at)) != PH_NOT_FOUND;) {
        at++;
        bool is_list = at < code.len && code.ptr[at] == '*';
        bool is_optional = at < code.len && code.ptr[at] == '?';
        size_t start = at + (is_list || is_optional ? 1 : 0);
        size_t end = start;
        while (end < code.len && ph_byte_is_word(code.ptr[end])) {
            end++;
        }
        PhMetavar metavar = {.name = ph_bytes_slice(code, start, end),
                             .shape = is_list ? PH_METAVAR_LIST : PH_METAVAR_ONE,
                             .is_optional = is_optional};
        metavar.is_anonymous = ph_bytes_is(metavar.name, "_");
        at = end;
        if (metavar.name.len == 0 || isdigit((unsigned char)metavar.name.ptr[0]) != 0) {
            ph_reader_fail(reader, line, PH_BYTES("'$' without a name"));
            return;
        }
        PhMetavarId known = ph_rule_metavar(reader->rule, metavar.name);
        if (known == PH_METAVAR_NONE) {
            PH_VEC_PUSH(reader->arena, &reader->rule->metavars, metavar);
        } else if (known_metavar(reader, known)->shape != metavar.shape &&
                   !known_metavar(reader, known)->is_given) {
            ph_reader_fail(reader, line,
                           ph_arena_format(reader->arena, "'%.*s' is both $%.*s and $*%.*s",
                                           (int)metavar.name.len, metavar.name.ptr,
                                           (int)metavar.name.len, metavar.name.ptr,
                                           (int)metavar.name.len, metavar.name.ptr));
        } else if (known_metavar(reader, known)->is_optional != is_optional) {
            ph_reader_fail(reader, line,
                           ph_arena_format(reader->arena, "'%.*s' is both $%.*s and $?%.*s",
                                           (int)metavar.name.len, metavar.name.ptr,
                                           (int)metavar.name.len, metavar.name.ptr,
                                           (int)metavar.name.len, metavar.name.ptr));
        }
    }
}

/* `...` among elements or arguments means `$*_`. */
static void collect_ellipsis(PhProgramReader *reader, PhBytes code)
{
    if (ph_bytes_find(code, PH_BYTES("..."), 0) != PH_NOT_FOUND) {
        PhMetavar metavar = {
            .name = PH_BYTES("_"), .shape = PH_METAVAR_LIST, .is_anonymous = true};
        PH_VEC_PUSH(reader->arena, &reader->rule->metavars, metavar);
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

/* What a gap between two statements may be asked for, and the facts that answer. */
static const struct {
    const char *name;
    const char *fact;
    bool has_variable;
} k_gap_conditions[] = {
    {"use", "reads", true},
    {"write", "changes", true},
    {"exit", "exits", false},
    {"suspend", "suspends", false},
    {"user_call", "calls_user_code", false},
};

static PhTerm fact_term(PhArena *arena, const char *name, const PhTerm *args,
                        uint32_t count)
{
    PhTerm term = {.kind = PH_TERM_FACT,
                   .fact = ph_facts_find(ph_bytes_of(name)),
                   .args = PH_NEW_ARRAY(arena, PhTerm, PH_FACT_ARGS),
                   .arg_count = count};
    assert(term.fact != NULL);
    memcpy(term.args, args, count * sizeof(PhTerm));
    return term;
}

/* `count(gap) == 0 or not fact(..)`: in an empty gap there is nothing. */
static const PhGuard *gap_guard(PhArena *arena, const char *fact, const PhTerm *args,
                                uint32_t count)
{
    PhGuard *guards = PH_NEW_ARRAY(arena, PhGuard, 4);
    const PhTerm *gap = &args[count - 1];
    guards[0] = (PhGuard){
        .kind = PH_GUARD_FACT,
        .term = fact_term(arena, fact, args, count),
    };
    guards[1] = (PhGuard){.kind = PH_GUARD_NOT, .left = &guards[0]};
    guards[2] = (PhGuard){
        .kind = PH_GUARD_RELATION,
        .term = fact_term(arena, "count", gap, 1),
        .relation = PH_RELATION_EQ,
        .other = {.kind = PH_TERM_NUMBER, .number = 0},
    };
    guards[3] = (PhGuard){.kind = PH_GUARD_OR, .left = &guards[2], .right = &guards[1]};
    return &guards[3];
}

/* `no use($s)` of the gap that is captured as `gap`. */
static void read_gap_condition(PhProgramReader *reader, PhMetavarId gap,
                               PhConditionVec *conditions)
{
    PhLexer *lexer = &reader->lexer;
    size_t known = PH_COUNT_OF(k_gap_conditions);
    const char *names[PH_COUNT_OF(k_gap_conditions)];
    PhTerm args[2];
    uint32_t count = 0;
    ph_lexer_expect(lexer, "no");
    PhToken name = ph_lexer_take(lexer);
    for (size_t i = 0; i < PH_COUNT_OF(k_gap_conditions); i++) {
        names[i] = k_gap_conditions[i].name;
        known = ph_bytes_is(name.text, names[i]) ? i : known;
    }
    if (known == PH_COUNT_OF(k_gap_conditions)) {
        ph_lexer_fail_unknown(lexer, "condition of a gap", name.text, names, known);
        return;
    }
    if (k_gap_conditions[known].has_variable) {
        ph_lexer_expect(lexer, "(");
        PhToken variable = ph_lexer_take(lexer);
        PhMetavarId metavar = ph_rule_metavar(reader->rule, variable.text);
        if (variable.kind != PH_LEX_METAVAR) {
            ph_lexer_fail(lexer, PH_BYTES("expected a metavariable"));
            return;
        }
        if (metavar == PH_METAVAR_NONE) {
            ph_guard_fail_metavar(lexer, reader->rule, variable.text);
            return;
        }
        args[count++] = (PhTerm){.kind = PH_TERM_METAVAR, .metavar = metavar};
        ph_lexer_expect(lexer, ")");
    }
    args[count++] = (PhTerm){.kind = PH_TERM_METAVAR, .metavar = gap};
    PhCondition condition = {.line = lexer->line};
    if (count == 2) {
        PhBytes variable = reader->rule->metavars.items[args[0].metavar].name;
        condition.text =
            ph_arena_format(reader->arena, "when no %s($%.*s)",
                            k_gap_conditions[known].name, (int)variable.len, variable.ptr);
    } else {
        condition.text =
            ph_arena_format(reader->arena, "when no %s", k_gap_conditions[known].name);
    }
    condition.guard = gap_guard(reader->arena, k_gap_conditions[known].fact, args, count);
    PH_VEC_PUSH(reader->arena, conditions, condition);
}

/* `when no use($s), no exit`. */
static void read_gap(PhProgramReader *reader, PhBytes text, uint32_t line,
                     PhAlternative *alternative)
{
    PhMetavarId gap = PH_METAVAR_NONE;
    for (size_t i = 0; i < alternative->gaps.count; i++) {
        if (alternative->gaps.items[i].line == line) {
            gap = alternative->gaps.items[i].metavar;
        }
    }
    if (gap == PH_METAVAR_NONE) {
        ph_reader_fail(reader, line,
                       PH_BYTES("'when' stands on a gap, a line that is '...' alone"));
        return;
    }
    PhBytes conditions = ph_bytes_slice(text, 5, text.len);
    ph_lexer_start(&reader->lexer, conditions, line);
    do {
        read_gap_condition(reader, gap, &alternative->conditions);
    } while (!reader->lexer.is_failed && ph_lexer_accept(&reader->lexer, ","));
    if (!reader->lexer.is_failed && reader->lexer.token.kind != PH_LEX_END) {
        ph_lexer_fail(&reader->lexer, PH_BYTES("expected a comma"));
    }
    (void)ph_reader_is_well(reader);
}

/* `label; where G; where H`, said of patch line `line` on line `told` of the page. */
static void read_items(PhProgramReader *reader, PhBytes text, uint32_t line, uint32_t told,
                       PhAlternative *alternative)
{
    PhBytes item;
    while (next_item(&text, &item)) {
        if (ph_bytes_starts_with(item, PH_BYTES("where "))) {
            ph_reader_condition(reader, ph_bytes_slice(item, 6, item.len), told,
                                &alternative->conditions);
        } else if (ph_bytes_starts_with(item, PH_BYTES("only "))) {
            ph_reader_condition(reader, ph_bytes_slice(item, 5, item.len), told,
                                &alternative->filters);
        } else if (ph_bytes_starts_with(item, PH_BYTES("when "))) {
            read_gap(reader, item, line, alternative);
        } else if (is_label(item)) {
            PhLabel label = {ph_rule_metavar(reader->rule, item), line};
            PH_VEC_PUSH(reader->arena, &alternative->labels, label);
        } else {
            ph_reader_fail(
                reader, told,
                ph_arena_format(reader->arena,
                                "unknown annotation '%.*s': expected a label, where, "
                                "only or when",
                                (int)item.len, item.ptr));
        }
    }
}

/* All that is said of a patch line, whose own annotation is `text`. */
static void read_annotation(PhProgramReader *reader, PhBytes text, const PhPatchLine *line,
                            PhAlternative *alternative)
{
    read_items(reader, text, line->line, line->line, alternative);
    for (const PhRemark *remark = line->remarks; remark != NULL; remark = remark->next) {
        read_items(reader, remark->text, line->line, remark->line, alternative);
    }
}

static void add_label(PhProgramReader *reader, PhBytes name, uint32_t line, bool is_late)
{
    PhMetavar label = {
        .name = name, .shape = PH_METAVAR_LIST, .is_label = true, .is_late = is_late};
    PhMetavarId known = ph_rule_metavar(reader->rule, name);
    if (known == PH_METAVAR_NONE) {
        PH_VEC_PUSH(reader->arena, &reader->rule->metavars, label);
    } else if (!known_metavar(reader, known)->is_label) {
        ph_reader_fail(reader, line,
                       ph_arena_format(reader->arena,
                                       "'%.*s' is a label and a metavariable",
                                       (int)name.len, name.ptr));
    } else {
        reader->rule->metavars.items[known].is_late |= is_late;
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

/* `let $x = ..` and `find .. as $x, $y` bind what no patch has to hold. */
static void collect_given(PhProgramReader *reader, const PhClause *clause)
{
    PhBytes text = clause->text;
    bool is_let = ph_bytes_is(clause->keyword, "let");
    if (!is_let && !ph_bytes_is(clause->keyword, "find")) {
        return;
    }
    size_t as = ph_bytes_find(text, PH_BYTES(" as "), 0);
    size_t equal = ph_bytes_find(text, PH_BYTES("="), 0);
    if (is_let && equal != PH_NOT_FOUND) {
        text = ph_bytes_slice(text, 0, equal);
    } else if (!is_let && as != PH_NOT_FOUND) {
        text = ph_bytes_slice(text, as, text.len);
    }
    collect_metavars(reader, text, clause->line);
    ph_lexer_start(&reader->lexer, text, clause->line);
    while (reader->lexer.token.kind != PH_LEX_END) {
        PhToken token = ph_lexer_take(&reader->lexer);
        PhMetavarId given = token.kind == PH_LEX_METAVAR
                                ? ph_rule_metavar(reader->rule, token.text)
                                : PH_METAVAR_NONE;
        if (given != PH_METAVAR_NONE) {
            reader->rule->metavars.items[given].is_given = true;
            reader->rule->metavars.items[given].is_late = is_let;
        }
    }
}

static void collect_labels(PhProgramReader *reader, PhBytes annotation, uint32_t line,
                           bool is_late)
{
    PhBytes item;
    while (next_item(&annotation, &item)) {
        if (is_label(item)) {
            add_label(reader, item, line, is_late);
        }
    }
}

void ph_reader_collect(PhProgramReader *reader, const PhClause *clause)
{
    collect_given(reader, clause);
    bool is_late = !ph_bytes_is(clause->keyword, "match");
    for (size_t i = 0; i < clause->patch.count; i++) {
        PhPatchLine line = clause->patch.items[i];
        PhBytes annotation = split_annotation(&line);
        collect_metavars(reader, line.code, line.line);
        collect_ellipsis(reader, line.code);
        if (line.mark == PH_MARK_BAD) {
            annotation = take_label(&annotation); /* what follows is no item */
        }
        collect_labels(reader, annotation, line.line, is_late);
        for (const PhRemark *more = line.remarks; more != NULL; more = more->next) {
            collect_labels(reader, more->text, more->line, is_late);
        }
    }
}

/* Adds a line; a gap becomes a label without a name, which holds its statements. */
static void add_line(PhProgramReader *reader, PhPatchLine line, PhAlternative *alternative)
{
    bool is_gap = ph_bytes_is(ph_bytes_trim(line.code), "...");
    if (is_gap && line.mark != PH_MARK_CONTEXT) {
        ph_reader_fail(reader, line.line,
                       PH_BYTES("a gap stays as it is: it has no '-', '+' or '!'"));
    } else if (is_gap) {
        PhMetavar metavar = {
            .name = PH_BYTES("..."), .shape = PH_METAVAR_LIST, .is_label = true};
        PhLabel gap = {(PhMetavarId)reader->rule->metavars.count, line.line};
        PH_VEC_PUSH(reader->arena, &reader->rule->metavars, metavar);
        PH_VEC_PUSH(reader->arena, &alternative->gaps, gap);
    }
    PH_VEC_PUSH(reader->arena, &alternative->lines, line);
}

void ph_reader_match(PhProgramReader *reader, const PhClause *clause)
{
    PhAlternative alternative = {.line = clause->line};
    for (size_t i = 0; i <= clause->patch.count; i++) {
        const PhPatchLine *line = i < clause->patch.count ? &clause->patch.items[i] : NULL;
        bool is_end = line == NULL || (line->mark != PH_MARK_PLUS &&
                                       ph_bytes_is(ph_bytes_trim(line->code), ""));
        if (is_end) {
            if (alternative.lines.count == 0) {
                ph_reader_fail(reader, alternative.line,
                               PH_BYTES("an alternative without a patch"));
            }
            PH_VEC_PUSH(reader->arena, &reader->rule->alternatives, alternative);
            alternative = (PhAlternative){.line = line == NULL ? 0 : line->line + 1};
            continue;
        }
        PhPatchLine kept = *line;
        PhBytes annotation = split_annotation(&kept);
        add_line(reader, kept, &alternative);
        read_annotation(reader, annotation, line, &alternative);
    }
}

/* A use that is known to be bad: `! code #@ LEVEL "why"`, or `#@ label; LEVEL "why"`. */
static void read_bad_arm(PhProgramReader *reader, PhBytes annotation, uint32_t line,
                         PhArm *arm)
{
    PhBytes name = take_label(&annotation);
    if (name.len > 0) {
        PhLabel label = {ph_rule_metavar(reader->rule, name), line};
        PH_VEC_PUSH(reader->arena, &arm->alternative.labels, label);
    }
    ph_lexer_start(&reader->lexer, annotation, line);
    arm->is_bad = true;
    arm->consequence = ph_reader_consequence(reader);
    (void)ph_reader_is_well(reader);
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

void ph_reader_arms(PhProgramReader *reader, const PhClause *clause, PhArmVec *arms)
{
    PhArm arm = {0};
    for (size_t i = 0; i < clause->patch.count; i++) {
        const PhPatchLine *line = &clause->patch.items[i];
        if (begins_arm(line, i == 0 ? NULL : line - 1)) {
            if (i > 0) {
                PH_VEC_PUSH(reader->arena, arms, arm);
            }
            arm = (PhArm){.alternative = {.line = line->line}};
        }
        PhPatchLine kept = *line;
        PhBytes annotation = split_annotation(&kept);
        if (line->mark == PH_MARK_BAD) {
            if (line->remarks != NULL) {
                ph_reader_fail(reader, line->remarks->line,
                               PH_BYTES("nothing more can be said of a '!' line"));
            }
            kept.mark = PH_MARK_CONTEXT;
            read_bad_arm(reader, annotation, line->line, &arm);
            add_line(reader, kept, &arm.alternative);
        } else {
            add_line(reader, kept, &arm.alternative);
            read_annotation(reader, annotation, line, &arm.alternative);
        }
    }
    if (clause->patch.count > 0) {
        PH_VEC_PUSH(reader->arena, arms, arm);
    }
}
