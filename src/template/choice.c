#include "template/choice.h"

/* So many patches of one clause, lines of a patch and letters of a line. */
enum { PH_MAX_PATCHES = 256, PH_MAX_LINES = 256, PH_MAX_LINE = 1024 };

/* The choices that a line came from, the innermost first. */
typedef struct PhOrigin {
    const PhChoice *choice;
    const struct PhOrigin *outer;
} PhOrigin;

typedef struct PhDraftLine {
    PhPatchLine line;
    const PhOrigin *origin;
} PhDraftLine;

/* A patch in which some lines may still be `one of ..`. */
typedef PH_VEC(PhDraftLine) PhDraft;

/* `one of NAME(..) as $x   #@ remark`. */
typedef struct PhUseLine {
    const PhChoice *choice;
    PhCall call;
    PhBytes given;           /* x, or empty */
    PhBytes indent;          /* blanks before it */
    const PhRemark *remarks; /* its own and those of the lines that it stands for */
    PhMark mark;
    uint32_t line;
} PhUseLine;

typedef struct PhExpansion {
    PhProgramReader *reader;
    PH_VEC(PhDraft) drafts; /* a stack: the next one is the last */
    PhPatchLineVec lines;   /* of the patches that are done */
    size_t count;
    bool in_arms;
} PhExpansion;

static void fail(PhProgramReader *reader, uint32_t line, const char *before, PhBytes name,
                 const char *after)
{
    ph_reader_fail(
        reader, line,
        ph_arena_format(reader->arena, "%s%.*s%s", before, (int)name.len, name.ptr, after));
}

static bool is_separator(const PhPatchLine *line)
{
    return ph_bytes_trim(line->code).len == 0;
}

/* Up to the remark behind `#@`. */
static PhBytes code_of(PhBytes text)
{
    size_t at = ph_bytes_find(text, PH_BYTES("#@"), 0);
    return ph_bytes_slice(text, 0, at == PH_NOT_FOUND ? text.len : at);
}

static bool is_use(const PhPatchLine *line)
{
    return ph_bytes_starts_with(ph_bytes_trim(line->code), PH_BYTES("one of "));
}

static bool is_gift(const PhPatchLine *line)
{
    return line->mark == PH_MARK_CONTEXT && line->code.len > 0 && line->code.ptr[0] == '=';
}

static PhChoice *find_choice(PhProgramReader *reader, PhBytes name)
{
    for (size_t i = 0; i < reader->choices.count; i++) {
        if (ph_bytes_equal(reader->choices.items[i].name, name)) {
            return &reader->choices.items[i];
        }
    }
    return NULL;
}

/* Lines up to the next `|` are a piece; one of `=` ends it. */
static void read_pieces(PhProgramReader *reader, const PhClause *clause, PhChoice *choice)
{
    PhPiece piece = {.line = clause->line};
    for (size_t i = 0; i <= clause->patch.count; i++) {
        const PhPatchLine *line = i < clause->patch.count ? &clause->patch.items[i] : NULL;
        if (line == NULL || is_separator(line)) {
            if (piece.lines.count == 0) {
                ph_reader_fail(reader, piece.line, PH_BYTES("a choice of no code"));
            }
            PH_VEC_PUSH(reader->arena, &choice->pieces, piece);
            piece = (PhPiece){.line = line == NULL ? 0 : line->line + 1};
        } else if (piece.has_gift) {
            ph_reader_fail(reader, line->line,
                           PH_BYTES("the line with '=' is the last one of its code"));
        } else if (is_gift(line)) {
            piece.has_gift = true;
            piece.gift = ph_bytes_trim(ph_bytes_slice(line->code, 1, line->code.len));
        } else {
            PH_VEC_PUSH(reader->arena, &piece.lines, *line);
        }
    }
}

static void read_choice(PhProgramReader *reader, const PhClause *clause)
{
    PhChoice choice = {.line = clause->line};
    PhCall call;
    if (!ph_call_read(reader->arena, clause->text, &call) || call.rest.len > 0 ||
        !ph_call_names(reader->arena, &call, &choice.names)) {
        ph_reader_fail(reader, clause->line, PH_BYTES("expected 'choice NAME($x, $y)'"));
        return;
    }
    choice.name = call.name;
    if (find_choice(reader, call.name) != NULL) {
        fail(reader, clause->line, "'", call.name, "' is a choice already");
        return;
    }
    read_pieces(reader, clause, &choice);
    PH_VEC_PUSH(reader->arena, &reader->choices, choice);
}

void ph_choices_read(PhProgramReader *reader, const PhClauseVec *clauses)
{
    for (size_t i = 0; i < clauses->count; i++) {
        if (ph_bytes_is(clauses->items[i].keyword, "choice")) {
            read_choice(reader, &clauses->items[i]);
        }
    }
}

void ph_choices_check(PhProgramReader *reader)
{
    for (size_t i = 0; i < reader->choices.count && !reader->is_failed; i++) {
        const PhChoice *choice = &reader->choices.items[i];
        if (!choice->is_used) {
            fail(reader, choice->line, "'", choice->name,
                 "' is a choice that no line names");
        }
    }
}

static void fail_unknown(PhProgramReader *reader, uint32_t line, PhBytes name)
{
    size_t count = reader->choices.count;
    const char **names = PH_NEW_ARRAY(reader->arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++) {
        names[i] = ph_arena_string(reader->arena, reader->choices.items[i].name);
    }
    ph_lexer_start(&reader->lexer, PH_BYTES(""), line);
    ph_lexer_fail_unknown(&reader->lexer, "choice", name, names, count);
    (void)ph_reader_is_well(reader);
}

/* `as $x`, or nothing. */
static bool read_given(PhBytes rest, PhBytes *given_out)
{
    *given_out = PH_BYTES("");
    if (rest.len == 0) {
        return true;
    }
    if (!ph_bytes_starts_with(rest, PH_BYTES("as $"))) {
        return false;
    }
    *given_out = ph_bytes_slice(rest, 4, rest.len);
    for (size_t i = 0; i < given_out->len; i++) {
        if (!ph_byte_is_word(given_out->ptr[i])) {
            return false;
        }
    }
    return given_out->len > 0;
}

/* False with a record if the line names no choice, or not as it should. */
static bool read_use(PhProgramReader *reader, const PhDraftLine *draft, PhUseLine *use)
{
    PhBytes code = draft->line.code;
    PhBytes text = code_of(code);
    PhBytes head = ph_bytes_trim(text);
    *use = (PhUseLine){.mark = draft->line.mark, .line = draft->line.line};
    use->indent = ph_bytes_slice(code, 0, (size_t)(head.ptr - code.ptr));
    use->remarks = draft->line.remarks;
    if (text.len < code.len) {
        PhRemark *own = PH_NEW(reader->arena, PhRemark);
        own->text = ph_bytes_trim(ph_bytes_slice(code, text.len + 2, code.len));
        own->line = use->line;
        own->next = use->remarks;
        use->remarks = own;
    }
    head = ph_bytes_trim(ph_bytes_slice(head, 7, head.len));
    if (!ph_call_read(reader->arena, head, &use->call) ||
        !read_given(use->call.rest, &use->given)) {
        ph_reader_fail(reader, use->line,
                       PH_BYTES("expected 'one of NAME(..)' or 'one of NAME(..) as $x'"));
        return false;
    }
    PhChoice *choice = find_choice(reader, use->call.name);
    if (choice == NULL) {
        fail_unknown(reader, use->line, use->call.name);
        return false;
    }
    choice->is_used = true;
    use->choice = choice;
    if (use->call.arguments.count != choice->names.count) {
        ph_reader_fail(reader, use->line,
                       ph_arena_format(reader->arena, "'%.*s' takes %zu arguments, not %zu",
                                       (int)choice->name.len, choice->name.ptr,
                                       choice->names.count, use->call.arguments.count));
        return false;
    }
    for (const PhOrigin *at = draft->origin; at != NULL; at = at->outer) {
        if (at->choice == choice) {
            fail(reader, use->line, "'", choice->name, "' is a choice that holds itself");
            return false;
        }
    }
    return true;
}

/* A line of a piece as it stands in the place of the use, without the remarks of that. */
static PhPatchLine place_line(PhExpansion *expansion, const PhUseLine *use,
                              const PhPatchLine *line)
{
    PhArena *arena = expansion->reader->arena;
    PhFilling filling = {&use->choice->names, &use->call.arguments,
                         code_of(line->code).len};
    PhBytes code = ph_filling_apply(arena, &filling, line->code);
    code = use->indent.len == 0 ? code : ph_arena_join(arena, use->indent, code);
    if (use->mark != PH_MARK_CONTEXT && use->mark != line->mark) {
        ph_reader_fail(expansion->reader, use->line,
                       ph_arena_format(arena,
                                       "line %u of the choice has another marker than "
                                       "this line",
                                       (unsigned)line->line));
    }
    return (PhPatchLine){.mark = line->mark, .code = code, .line = line->line};
}

/* Writes what a piece gives in the place of `$x`. */
static void add_gift(PhExpansion *expansion, const PhUseLine *use, const PhPiece *piece,
                     PhDraft *draft)
{
    PhProgramReader *reader = expansion->reader;
    PhFilling of_piece = {&use->choice->names, &use->call.arguments, PH_NOT_FOUND};
    PhBytes gift = ph_filling_apply(reader->arena, &of_piece, piece->gift);
    PhBytes given = use->given;
    PhTextVec names = {.items = &given, .count = 1};
    PhTextVec values = {.items = &gift, .count = 1};
    PhFilling filling = {&names, &values, PH_NOT_FOUND};
    if (!piece->has_gift) {
        fail(reader, use->line, "'", use->choice->name,
             "' has code without a line that begins with '='");
    }
    for (size_t i = 0; i < draft->count; i++) {
        PhBytes *code = &draft->items[i].line.code;
        *code = ph_filling_apply(reader->arena, &filling, *code);
    }
}

/* The draft with a piece instead of line `at`. */
static void add_draft(PhExpansion *expansion, const PhDraft *draft, size_t at,
                      const PhUseLine *use, const PhPiece *piece)
{
    PhProgramReader *reader = expansion->reader;
    PhDraft next = {0};
    PhOrigin *origin = PH_NEW(reader->arena, PhOrigin);
    *origin = (PhOrigin){use->choice, draft->items[at].origin};
    PH_VEC_RESERVE(reader->arena, &next, draft->count + piece->lines.count);
    for (size_t i = 0; i < draft->count; i++) {
        for (size_t n = 0; i == at && n < piece->lines.count; n++) {
            PhDraftLine line = {place_line(expansion, use, &piece->lines.items[n]), origin};
            line.line.remarks = n == 0 ? use->remarks : NULL;
            PH_VEC_PUSH(reader->arena, &next, line);
        }
        if (i != at) {
            PH_VEC_PUSH(reader->arena, &next, draft->items[i]);
        }
    }
    if (use->given.len > 0) {
        add_gift(expansion, use, piece, &next);
    }
    PH_VEC_PUSH(reader->arena, &expansion->drafts, next);
}

/* True if the draft is small enough to go on. */
static bool is_small(PhExpansion *expansion, const PhDraft *draft)
{
    bool is_small = draft->count <= PH_MAX_LINES;
    for (size_t i = 0; is_small && i < draft->count; i++) {
        is_small = draft->items[i].line.code.len <= PH_MAX_LINE;
    }
    if (!is_small) {
        ph_reader_fail(expansion->reader, draft->items[0].line.line,
                       PH_BYTES("this patch gets too long by its choices"));
    }
    return is_small;
}

static size_t first_use(const PhDraft *draft)
{
    size_t at = 0;
    while (at < draft->count && !is_use(&draft->items[at].line)) {
        at++;
    }
    return at;
}

/* Nothing is left to choose: its lines join those that are done. */
static void finish(PhExpansion *expansion, const PhDraft *draft, uint32_t first_line)
{
    PhProgramReader *reader = expansion->reader;
    if (++expansion->count > PH_MAX_PATCHES) {
        ph_reader_fail(reader, first_line,
                       ph_arena_format(reader->arena,
                                       "more than %d patches come of these choices",
                                       PH_MAX_PATCHES));
        return;
    }
    if (expansion->count > 1 && !expansion->in_arms) {
        PhPatchLine separator = {.line = first_line - 1};
        PH_VEC_PUSH(reader->arena, &expansion->lines, separator);
    }
    for (size_t i = 0; i < draft->count; i++) {
        PH_VEC_PUSH(reader->arena, &expansion->lines, draft->items[i].line);
    }
}

/* The next piece is to be looked at first, so the last one is put on the stack first. */
static void choose(PhExpansion *expansion, const PhDraft *draft, size_t at)
{
    PhProgramReader *reader = expansion->reader;
    PhUseLine use;
    if (!read_use(reader, &draft->items[at], &use)) {
        return;
    }
    if (expansion->in_arms && use.indent.len > 0) {
        ph_reader_fail(reader, use.line,
                       PH_BYTES("among arms 'one of' stands for whole arms: it is not "
                                "indented"));
        return;
    }
    for (size_t i = use.choice->pieces.count; i-- > 0 && !reader->is_failed;) {
        add_draft(expansion, draft, at, &use, &use.choice->pieces.items[i]);
    }
}

/* All patches that come of one, in the order of the choices. */
static void expand(PhExpansion *expansion, const PhPatchLine *lines, size_t count)
{
    PhProgramReader *reader = expansion->reader;
    PhDraft draft = {0};
    for (size_t i = 0; i < count; i++) {
        PhDraftLine line = {lines[i], NULL};
        PH_VEC_PUSH(reader->arena, &draft, line);
    }
    PH_VEC_PUSH(reader->arena, &expansion->drafts, draft);
    while (expansion->drafts.count > 0 && !reader->is_failed) {
        PhDraft next = expansion->drafts.items[--expansion->drafts.count];
        size_t at = first_use(&next);
        if (at == next.count) {
            finish(expansion, &next, count > 0 ? lines[0].line : 0);
        } else if (is_small(expansion, &next)) {
            choose(expansion, &next, at);
        }
    }
}

void ph_choices_expand(PhProgramReader *reader, PhClause *clause)
{
    const PhPatchLineVec *patch = &clause->patch;
    bool has_use = false;
    for (size_t i = 0; i < patch->count && !has_use; i++) {
        has_use = is_use(&patch->items[i]);
    }
    if (!has_use) {
        return;
    }
    PhExpansion expansion = {.reader = reader,
                             .in_arms = !ph_bytes_is(clause->keyword, "match")};
    for (size_t start = 0; start <= patch->count;) {
        size_t end = start;
        while (end < patch->count &&
               (expansion.in_arms ? end == start : !is_separator(&patch->items[end]))) {
            end++;
        }
        if (start < patch->count || !expansion.in_arms) {
            expand(&expansion, &patch->items[start], end - start);
        }
        start = expansion.in_arms && end > start ? end : end + 1;
    }
    clause->patch = expansion.lines;
}
