#include "edit/line_split.h"

/* A line on its way through the splits. */
typedef struct PhPiece {
    PhLine line;
    bool is_inside;    /* of brackets: then breaks before operators are seen */
    bool must_explode; /* more than one element of a display */
    bool is_tail;      /* begins with a closing bracket: its commas do not count */
} PhPiece;

typedef PH_VEC(PhPiece) PhPieceVec;

/* One break at a pair of brackets. */
typedef struct PhCut {
    PhPiece head; /* with the opening bracket */
    PhPiece body;
    PhPiece tail; /* with the closing one */
    uint32_t opening;
    uint32_t closing;
} PhCut;

typedef struct PhSplitter {
    PhArena *arena;
    const PhLineToken *tokens;
    uint32_t count;
    const PhLineLimits *limits;
    bool *is_visible;
    bool forces_parens; /* an added pair is never left out for another break */
} PhSplitter;

static uint32_t columns(PhBytes text)
{
    uint32_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        count += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
    }
    return count;
}

static bool has_text(const PhSplitter *splitter, uint32_t token)
{
    return !splitter->tokens[token].is_optional || splitter->is_visible[token];
}

static uint32_t token_columns(const PhSplitter *splitter, uint32_t token)
{
    return has_text(splitter, token) ? columns(splitter->tokens[token].text) : 0;
}

static uint32_t indent_of(const PhSplitter *splitter, const PhLine *line)
{
    return splitter->limits->indent + line->level * splitter->limits->unit;
}

static uint32_t width_of(const PhSplitter *splitter, const PhLine *line)
{
    uint32_t width = indent_of(splitter, line);
    for (uint32_t i = line->first; i < line->end; i++) {
        width += i == line->first ? 0 : splitter->tokens[i].gap;
        width += token_columns(splitter, i);
    }
    return width + (line->adds_comma ? 1 : 0);
}

static bool fits(const PhSplitter *splitter, const PhLine *line)
{
    return width_of(splitter, line) <= splitter->limits->width;
}

/* The priority of a break right behind `token`, as seen in a line inside of brackets. */
static PhBreak break_behind(const PhSplitter *splitter, const PhLine *line, uint32_t token)
{
    uint32_t depth = splitter->tokens[line->first].depth;
    const PhLineToken *next = token + 1 < line->end ? &splitter->tokens[token + 1] : NULL;
    if (next != NULL && next->depth == depth && next->before != PH_BREAK_NONE) {
        return next->before;
    }
    const PhLineToken *self = &splitter->tokens[token];
    bool is_comma = self->depth == depth && ph_bytes_is(self->text, ",");
    return is_comma ? PH_BREAK_COMMA : PH_BREAK_NONE;
}

/* The highest priority in a line, and how often it is there. */
static PhBreak best_break(const PhSplitter *splitter, const PhPiece *piece,
                          uint32_t *count_out)
{
    PhBreak best = PH_BREAK_NONE;
    *count_out = 0;
    for (uint32_t i = piece->line.first; piece->is_inside && i + 1 < piece->line.end; i++) {
        PhBreak one = break_behind(splitter, &piece->line, i);
        *count_out = one > best ? 0 : *count_out;
        best = one > best ? one : best;
        *count_out += one == best && one != PH_BREAK_NONE;
    }
    return best;
}

/* The break at the last pair of brackets that is not left out and not empty. */
static bool cut_at_last(const PhSplitter *splitter, const PhPiece *piece, const bool *omit,
                        PhCut *out)
{
    const PhLine *line = &piece->line;
    for (uint32_t i = line->end; i-- > line->first;) {
        const PhLineToken *token = &splitter->tokens[i];
        if (token->role != PH_BRACKET_CLOSES || omit[i]) {
            continue;
        }
        uint32_t opening = token->partner;
        if (opening < line->first) {
            return false;
        }
        if (opening + 1 == i) {
            continue;
        }
        PhLine head = {line->first, opening + 1, line->level, false};
        PhLine body = {opening + 1, i, line->level + 1, false};
        PhLine tail = {i, line->end, line->level, line->adds_comma};
        *out = (PhCut){.head = {.line = head, .is_inside = false},
                       .body = {.line = body, .is_inside = true},
                       .tail = {.line = tail, .is_inside = false, .is_tail = true},
                       .opening = opening,
                       .closing = i};
        uint32_t count;
        bool has_commas = best_break(splitter, &out->body, &count) == PH_BREAK_COMMA;
        bool keeps_apart = splitter->tokens[opening].is_display ||
                           splitter->tokens[opening].is_optional || token->is_magic;
        out->body.must_explode = has_commas && keeps_apart;
        return true;
    }
    return false;
}

/* True if a comma behind the last element keeps something in a line on several. */
static bool is_magic(const PhSplitter *splitter, const PhPiece *piece)
{
    const PhLine *line = &piece->line;
    for (uint32_t i = line->first; i < line->end && !piece->is_tail; i++) {
        const PhLineToken *token = &splitter->tokens[i];
        if (token->is_magic && token->partner >= line->first) {
            return true;
        }
    }
    return false;
}

static bool is_equal_sign(const PhSplitter *splitter, uint32_t token)
{
    return ph_bytes_is(splitter->tokens[token].text, "=");
}

/* True if what follows the brackets that a value begins with can be broken too. */
static bool can_leave_opening(const PhSplitter *splitter, const PhLine *line)
{
    uint32_t length = indent_of(splitter, line);
    bool is_behind = false;
    for (uint32_t i = line->first; i < line->end; i++) {
        const PhLineToken *token = &splitter->tokens[i];
        is_behind = is_behind ||
                    (token->role == PH_BRACKET_CLOSES && token->partner == line->first);
        if (!is_behind) {
            continue;
        }
        length += token_columns(splitter, i) + (i == line->first ? 0 : token->gap);
        if (length > splitter->limits->width) {
            return false;
        }
        is_behind = token->role != PH_BRACKET_OPENS;
    }
    return true;
}

/* True if a value fits up to the brackets that it ends with, or has others before them. */
static bool can_leave_closing(const PhSplitter *splitter, const PhLine *line)
{
    uint32_t opening = splitter->tokens[line->end - 1].partner;
    uint32_t length = indent_of(splitter, line);
    bool has_other = false;
    for (uint32_t i = line->first; i < line->end; i++) {
        length +=
            token_columns(splitter, i) + (i == line->first ? 0 : splitter->tokens[i].gap);
        if (i == opening) {
            return has_other || length <= splitter->limits->width;
        }
        has_other = has_other || splitter->tokens[i].role == PH_BRACKET_OPENS;
    }
    return false;
}

/* True if a value reads as well without parentheses around it. */
static bool can_do_without(const PhSplitter *splitter, const PhCut *cut)
{
    const PhLine *line = &cut->body.line;
    uint32_t count;
    PhBreak best = best_break(splitter, &cut->body, &count);
    if (best == PH_BREAK_NONE) {
        return true;
    }
    if (count > 1) {
        return false;
    }
    if (best == PH_BREAK_DOT) {
        return true;
    }
    const PhLineToken *first = &splitter->tokens[line->first];
    const PhLineToken *last = &splitter->tokens[line->end - 1];
    if (first->role == PH_BRACKET_OPENS && first[1].role != PH_BRACKET_CLOSES &&
        can_leave_opening(splitter, line)) {
        return true;
    }
    if (last->role != PH_BRACKET_CLOSES || last->is_index ||
        last[-1].role == PH_BRACKET_OPENS) {
        return false;
    }
    return can_leave_closing(splitter, line);
}

static bool prefers_inner(const PhSplitter *splitter, const PhCut *inner,
                          const PhCut *outer)
{
    const PhLine *head = &outer->head.line;
    bool is_assigned =
        head->end - head->first >= 2 && is_equal_sign(splitter, head->end - 2);
    bool has_brackets = false;
    for (uint32_t i = head->first; i + 1 < head->end; i++) {
        has_brackets = has_brackets || splitter->tokens[i].role != PH_BRACKET_NONE;
    }
    if (!is_assigned || !has_brackets || is_magic(splitter, &outer->head) ||
        width_of(splitter, head) + 1 > splitter->limits->width) {
        return true;
    }
    const PhLine *inner_head = &inner->head.line;
    bool has_equal = false;
    for (uint32_t i = inner_head->end; i-- > inner_head->first && !has_equal;) {
        has_equal = is_equal_sign(splitter, i);
        if (!has_equal && splitter->tokens[i].role == PH_BRACKET_CLOSES) {
            return true;
        }
    }
    return has_equal && fits(splitter, inner_head);
}

/* A string and the methods called on it are no place to break at. */
static bool is_plain_chain(const PhSplitter *splitter, const PhLine *line)
{
    uint32_t calls = 0;
    uint32_t dots = 0;
    const PhLineToken *next = &splitter->tokens[line->end - 1];
    for (uint32_t i = line->end - 1; i-- > line->first;) {
        const PhLineToken *token = &splitter->tokens[i];
        if (token->role == PH_BRACKET_OPENS) {
            if (next->role != PH_BRACKET_CLOSES) {
                return true;
            }
            calls++;
        } else if (ph_bytes_is(token->text, ".")) {
            dots++;
        } else if (token->is_name) {
            if (!ph_bytes_is(next->text, ".") && next->role != PH_BRACKET_OPENS) {
                return true;
            }
        } else if (token->role != PH_BRACKET_CLOSES) {
            return true;
        }
        if (dots > 1 && calls > 1) {
            return true;
        }
    }
    return false;
}

static bool can_be_broken(const PhSplitter *splitter, const PhLine *line)
{
    if (line->end - line->first < 2) {
        return false;
    }
    bool is_string_method = splitter->tokens[line->first].is_string &&
                            ph_bytes_is(splitter->tokens[line->first + 1].text, ".");
    return !is_string_method || !is_plain_chain(splitter, line);
}

/* Leaves out added parentheses where black does; there are at most two pairs of them. */
static bool settle(const PhSplitter *splitter, const PhPiece *piece, bool *omit, PhCut *cut)
{
    bool is_optional = splitter->tokens[cut->opening].is_optional;
    if (!is_optional || splitter->forces_parens || !can_do_without(splitter, cut)) {
        return true;
    }
    PhCut inner;
    bool was_omitted = omit[cut->closing];
    omit[cut->closing] = true;
    bool has_inner = cut_at_last(splitter, piece, omit, &inner);
    bool is_better = has_inner && prefers_inner(splitter, &inner, cut);
    if (is_better) {
        bool is_settled = !splitter->tokens[inner.opening].is_optional ||
                          can_be_broken(splitter, &inner.body.line) ||
                          fits(splitter, &inner.body.line);
        if (is_settled) {
            *cut = inner;
            return true;
        }
    }
    omit[cut->closing] = was_omitted;
    bool has_failed = !has_inner || is_better;
    return !has_failed || can_be_broken(splitter, &cut->body.line) ||
           fits(splitter, &cut->body.line);
}

/* The brackets that are left out step by step, so that an earlier pair is broken. */
typedef struct PhTrailers {
    uint32_t next; /* token to look at, from the end */
    uint32_t length;
    uint32_t opening; /* of the pair that is being passed; UINT32_MAX: none */
    uint32_t closing; /* of the last pair; UINT32_MAX: none */
    bool is_begun;
    bool is_over; /* at brackets that are broken in any case */
    bool *inner;
} PhTrailers;

static void omit_pair(const PhSplitter *splitter, PhTrailers *trailers, bool *omit)
{
    omit[trailers->closing] = true;
    for (uint32_t i = 0; i < splitter->count; i++) {
        omit[i] = omit[i] || trailers->inner[i];
        trailers->inner[i] = false;
    }
}

/* The next set of brackets to leave out; false when the line is used up. */
static bool next_omit(const PhSplitter *splitter, const PhPiece *piece,
                      PhTrailers *trailers, bool *omit)
{
    const PhLine *line = &piece->line;
    if (!trailers->is_begun) {
        trailers->is_begun = true;
        if (!is_magic(splitter, piece)) {
            return true;
        }
    }
    while (trailers->next > line->first && !trailers->is_over) {
        uint32_t i = --trailers->next;
        const PhLineToken *token = &splitter->tokens[i];
        trailers->length += token->gap + token_columns(splitter, i);
        if (trailers->length > splitter->limits->width) {
            return false;
        }
        if (trailers->opening != UINT32_MAX) {
            if (token->is_magic) {
                return false;
            }
            trailers->opening = i == trailers->opening ? UINT32_MAX : trailers->opening;
            trailers->inner[i] = trailers->inner[i] || token->role == PH_BRACKET_CLOSES;
            continue;
        }
        if (token->role != PH_BRACKET_CLOSES) {
            continue;
        }
        if (i > line->first && splitter->tokens[i - 1].role == PH_BRACKET_OPENS) {
            trailers->inner[i] = true;
            continue;
        }
        bool has_pair = trailers->closing != UINT32_MAX;
        if (has_pair) {
            omit_pair(splitter, trailers, omit);
        }
        trailers->is_over = token->is_magic;
        if (has_text(splitter, i)) {
            trailers->opening = token->partner;
            trailers->closing = i;
        }
        if (has_pair) {
            return true;
        }
    }
    return false;
}

/* The break at the right-most brackets that leaves a first line that fits, or else at the
 * last ones. */
static bool split_at_brackets(PhSplitter *splitter, const PhPiece *piece, PhCut *out)
{
    bool *omit = PH_NEW_ARRAY(splitter->arena, bool, splitter->count);
    bool *tried = PH_NEW_ARRAY(splitter->arena, bool, splitter->count);
    PhTrailers trailers = {
        .next = piece->line.end,
        .length = indent_of(splitter, &piece->line),
        .opening = UINT32_MAX,
        .closing = UINT32_MAX,
        .inner = PH_NEW_ARRAY(splitter->arena, bool, splitter->count),
    };
    bool has_first = false;
    bool is_first = !is_magic(splitter, piece);
    while (next_omit(splitter, piece, &trailers, omit)) {
        PhCut cut;
        memcpy(tried, omit, splitter->count * sizeof(bool));
        if (!cut_at_last(splitter, piece, tried, &cut) ||
            !settle(splitter, piece, tried, &cut)) {
            return false;
        }
        uint32_t added =
            splitter->tokens[cut.opening].is_optional && !splitter->is_visible[cut.opening]
                ? 1
                : 0;
        *out = is_first ? cut : *out;
        has_first = has_first || is_first;
        is_first = false;
        if (width_of(splitter, &cut.head.line) + added <= splitter->limits->width) {
            *out = cut;
            return true;
        }
    }
    if (has_first) {
        return true;
    }
    memset(tried, 0, splitter->count * sizeof(bool));
    return cut_at_last(splitter, piece, tried, out) && settle(splitter, piece, tried, out);
}

static bool has_splat(const PhSplitter *splitter, const PhLine *line)
{
    uint32_t depth = splitter->tokens[line->first].depth;
    for (uint32_t i = line->first; i < line->end; i++) {
        if (splitter->tokens[i].is_splat && splitter->tokens[i].depth == depth) {
            return true;
        }
    }
    return false;
}

/* One line for each part between breaks of the highest priority; false if there is none. */
static bool split_at_breaks(const PhSplitter *splitter, const PhPiece *piece,
                            PhPieceVec *out)
{
    const PhLine *line = &piece->line;
    uint32_t count;
    PhBreak best = best_break(splitter, piece, &count);
    if (best == PH_BREAK_NONE || (best == PH_BREAK_DOT && count == 1)) {
        return false;
    }
    uint32_t first = line->first;
    for (uint32_t i = line->first; i < line->end; i++) {
        bool is_last = i + 1 == line->end;
        if (!is_last && break_behind(splitter, line, i) != best) {
            continue;
        }
        bool has_comma = ph_bytes_is(splitter->tokens[i].text, ",");
        bool adds_comma =
            is_last && !has_comma && (best == PH_BREAK_COMMA || line->adds_comma);
        PhLine part = {first, i + 1, line->level, adds_comma};
        PH_VEC_PUSH(splitter->arena, out, ((PhPiece){.line = part, .is_inside = true}));
        first = i + 1;
    }
    return true;
}

/* All lines that `whole` becomes; false if a comma that may not be there were needed. */
static bool run(PhSplitter *splitter, const PhPiece *whole, PhLineVec *out)
{
    PhPieceVec stack = {0};
    PhPieceVec parts = {0};
    PH_VEC_PUSH(splitter->arena, &stack, *whole);
    while (stack.count > 0) {
        PhPiece piece = stack.items[--stack.count];
        PhCut cut;
        parts.count = 0;
        if (!piece.must_explode && !is_magic(splitter, &piece) &&
            fits(splitter, &piece.line)) {
            PH_VEC_PUSH(splitter->arena, out, piece.line);
            continue;
        }
        if (piece.is_inside && split_at_breaks(splitter, &piece, &parts)) {
            bool adds_comma = parts.items[parts.count - 1].line.adds_comma;
            if (adds_comma && has_splat(splitter, &piece.line) &&
                !splitter->limits->splat_commas) {
                return false;
            }
        } else if (split_at_brackets(splitter, &piece, &cut)) {
            if (splitter->tokens[cut.opening].is_optional) {
                splitter->is_visible[cut.opening] = true;
                splitter->is_visible[cut.closing] = true;
            }
            PH_VEC_PUSH(splitter->arena, &parts, cut.head);
            PH_VEC_PUSH(splitter->arena, &parts, cut.body);
            PH_VEC_PUSH(splitter->arena, &parts, cut.tail);
        } else {
            PH_VEC_PUSH(splitter->arena, out, piece.line);
            continue;
        }
        for (size_t i = parts.count; i-- > 0;) {
            PH_VEC_PUSH(splitter->arena, &stack, parts.items[i]);
        }
    }
    return true;
}

static bool all_fit(const PhSplitter *splitter, const PhLineVec *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        if (!fits(splitter, &lines->items[i])) {
            return false;
        }
    }
    return true;
}

static bool shows_parens(const PhSplitter *splitter)
{
    for (uint32_t i = 0; i < splitter->count; i++) {
        if (splitter->is_visible[i]) {
            return true;
        }
    }
    return false;
}

bool ph_line_split(PhArena *arena, const PhLineTokenVec *tokens, const PhLineLimits *limits,
                   PhLineVec *out, bool **is_visible_out)
{
    PhSplitter splitter = {.arena = arena,
                           .tokens = tokens->items,
                           .count = (uint32_t)tokens->count,
                           .limits = limits,
                           .is_visible = PH_NEW_ARRAY(arena, bool, tokens->count)};
    PhPiece whole = {.line = {0, splitter.count, 0, false}};
    if (!run(&splitter, &whole, out)) {
        return false;
    }
    *is_visible_out = splitter.is_visible;
    /* A first line that is too long may fit with parentheses around the value. */
    if (!shows_parens(&splitter) && out->count > 0 && !fits(&splitter, &out->items[0])) {
        PhSplitter second = splitter;
        PhLineVec lines = {0};
        second.forces_parens = true;
        second.is_visible = PH_NEW_ARRAY(arena, bool, tokens->count);
        if (run(&second, &whole, &lines) && all_fit(&second, &lines)) {
            *out = lines;
            *is_visible_out = second.is_visible;
        }
    }
    return true;
}
