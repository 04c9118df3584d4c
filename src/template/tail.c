#include "template/tail.h"

enum { PH_TAIL_FAR = 4096 };

/* Recursion follows the guard, whose depth is bounded when it is read. */
static const PhFactHints *hints_of_guard(const PhGuard *guard, PhMetavarId metavar)
{
    if (guard->kind == PH_GUARD_AND) {
        const PhFactHints *left = hints_of_guard(guard->left, metavar);
        return left != NULL ? left : hints_of_guard(guard->right, metavar);
    }
    bool is_asked = guard->kind == PH_GUARD_FACT &&
                    guard->quantifier == PH_QUANTIFIER_PLAIN && guard->term.arg_count > 0 &&
                    guard->term.args[0].kind == PH_TERM_METAVAR &&
                    guard->term.args[0].metavar == metavar;
    return is_asked ? ph_fact_hints(guard->term.fact) : NULL;
}

const PhFactHints *ph_tail_hints(const PhPatch *patch, PhMetavarId metavar)
{
    const PhConditionVec *lists[] = {&patch->alternative->conditions,
                                     &patch->rule->conditions};
    const PhFactHints *found = NULL;
    for (size_t n = 0; n < PH_COUNT_OF(lists); n++) {
        for (size_t i = 0; i < lists[n]->count && found == NULL; i++) {
            const PhCondition *condition = &lists[n]->items[i];
            bool drops = !condition->if_refuted.is_set && !condition->if_unknown.is_set;
            found = drops ? hints_of_guard(condition->guard, metavar) : NULL;
        }
    }
    return found;
}

/* Behind the string whose first quote is at `at`; 0 if that cannot be told. */
static size_t behind_string(PhBytes text, size_t at)
{
    char quote = text.ptr[at];
    bool has_code = false;
    for (size_t i = at; i > 0 && at - i < 3 && ph_byte_is_word(text.ptr[i - 1]); i--) {
        has_code = has_code || strchr("fFtT", text.ptr[i - 1]) != NULL;
    }
    for (size_t i = at + 1; i < text.len; i++) {
        char c = text.ptr[i];
        if (ph_byte_is_line_end(c) || (has_code && c == '{')) {
            return 0;
        }
        if (c == quote) { /* a third one makes it a string over several lines */
            bool is_triple = i == at + 1 && i + 1 < text.len && text.ptr[i + 1] == quote;
            return is_triple ? 0 : i + 1;
        }
        i += c == '\\' ? 1 : 0;
        if (i < text.len && ph_byte_is_line_end(text.ptr[i])) {
            return 0;
        }
    }
    return 0;
}

static size_t behind_word(PhBytes text, size_t at)
{
    while (at < text.len && ph_byte_is_word(text.ptr[at])) {
        at++;
    }
    return at;
}

static bool is_part(const PhFactHints *hints, PhBytes word)
{
    for (size_t i = 0; hints->parts[i] != NULL; i++) {
        if (ph_bytes_find(word, ph_bytes_of(hints->parts[i]), 0) != PH_NOT_FOUND) {
            return true;
        }
    }
    return false;
}

typedef struct PhTail {
    const PhFactHints *hints;
    PhBytes text;
    size_t at;
    int depth;
    bool has_begun; /* something but parentheses was there */
} PhTail;

typedef enum PhTailStep {
    PH_TAIL_GOES_ON,
    PH_TAIL_HOLDS, /* a hint, or something in the way */
    PH_TAIL_ENDS,
} PhTailStep;

/* A byte that is no part of a word, a string or a comment. */
static PhTailStep take_sign(PhTail *tail, char c)
{
    bool is_first = !tail->has_begun && c == tail->hints->begins;
    if (is_first || c == '\\' || (unsigned char)c >= 0x80 ||
        strchr(tail->hints->signs, c) != NULL) {
        return PH_TAIL_HOLDS;
    }
    tail->at++;
    if (tail->depth == 0 && (ph_byte_is_line_end(c) || c == ';')) {
        return PH_TAIL_ENDS;
    }
    if (c == '(' || c == '[' || c == '{') {
        tail->depth++;
    } else if (c == ')' || c == ']' || c == '}') {
        tail->depth--;
    }
    tail->has_begun = tail->has_begun || ((unsigned char)c > ' ' && c != '(');
    return tail->depth < 0 ? PH_TAIL_HOLDS : PH_TAIL_GOES_ON;
}

static PhTailStep take_next(PhTail *tail)
{
    PhBytes text = tail->text;
    char c = text.ptr[tail->at];
    if (ph_byte_is_word(c)) {
        size_t end = behind_word(text, tail->at);
        bool holds = is_part(tail->hints, ph_bytes_slice(text, tail->at, end));
        tail->at = end;
        tail->has_begun = true;
        return holds ? PH_TAIL_HOLDS : PH_TAIL_GOES_ON;
    }
    if (c == '#') {
        while (tail->at < text.len && !ph_byte_is_line_end(text.ptr[tail->at])) {
            tail->at++;
        }
        return PH_TAIL_GOES_ON;
    }
    if (c == '"' || c == '\'') {
        tail->at = behind_string(text, tail->at);
        tail->has_begun = true;
        return tail->at == 0 ? PH_TAIL_HOLDS : PH_TAIL_GOES_ON;
    }
    return c == '\0' ? PH_TAIL_HOLDS : take_sign(tail, c);
}

bool ph_tail_may_hold(const PhFactHints *hints, PhBytes text, size_t at)
{
    PhTail tail = {.hints = hints, .text = text, .at = at};
    PhTailStep step = PH_TAIL_GOES_ON;
    while (step == PH_TAIL_GOES_ON && tail.at < text.len) {
        step = tail.at - at < PH_TAIL_FAR ? take_next(&tail) : PH_TAIL_HOLDS;
    }
    return step == PH_TAIL_HOLDS;
}
