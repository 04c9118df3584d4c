#include "template/rough.h"

/* Words that an isomorphism takes out of a patch, or that only some form of it has. */
static bool can_be_written_otherwise(PhBytes word)
{
    static const char *const k_words[] = {
        "True", "async", "break", "continue", "dict", "elif", "else",  "if",
        "in",   "is",    "list",  "not",      "pass", "str",  "tuple", "while"};
    return ph_bytes_is_one_of(word, k_words, PH_COUNT_OF(k_words));
}

static bool is_known(const PhWordVec *words, PhBytes word)
{
    for (size_t i = 0; i < words->count; i++) {
        if (ph_bytes_equal(words->items[i], word)) {
            return true;
        }
    }
    return false;
}

/* An argument's name can go; so can that of a parameter, and a target is none the worse. */
static bool is_before_sign(PhBytes code, size_t at, char sign)
{
    while (at < code.len && code.ptr[at] == ' ') {
        at++;
    }
    return at < code.len && code.ptr[at] == sign;
}

/* The words of one line up to a string or a comment. */
static void add_words(PhArena *arena, PhBytes code, PhWordVec *words)
{
    for (size_t at = 0; at < code.len;) {
        char c = code.ptr[at];
        size_t end = at + 1;
        if (c == '\'' || c == '"' || c == '#') {
            return;
        }
        while (ph_byte_is_name(c) && end < code.len && ph_byte_is_name(code.ptr[end])) {
            end++;
        }
        PhBytes word = ph_bytes_slice(code, at, end);
        char before = (char)(at > 0 ? code.ptr[at - 1] : ' ');
        char after = (char)(end < code.len ? code.ptr[end] : ' ');
        bool is_taken = word.len > 1 && ph_byte_is_word(c) && (c < '0' || c > '9') &&
                        before != '$' && before != '*' && before != '?' && after != '\'' &&
                        after != '"' && !is_before_sign(code, end, '=') &&
                        !can_be_written_otherwise(word) && !is_known(words, word);
        if (is_taken) {
            PH_VEC_PUSH(arena, words, word);
        }
        at = end;
    }
}

/* `def`, `for`: the keyword of a statement with a clause that may not be there. */
static PhBytes first_word(PhBytes code)
{
    PhBytes rest = ph_bytes_trim(code);
    size_t len = 0;
    while (len < rest.len && ph_byte_is_word(rest.ptr[len])) {
        len++;
    }
    bool is_keyword = len < rest.len && rest.ptr[len] == ' ';
    return ph_bytes_slice(rest, 0, is_keyword ? len : 0);
}

void ph_rough_words(PhArena *arena, const PhAlternative *alternative, PhWordVec *words)
{
    for (size_t i = 0; i < alternative->lines.count; i++) {
        const PhPatchLine *line = &alternative->lines.items[i];
        bool is_before = line->mark == PH_MARK_CONTEXT || line->mark == PH_MARK_MINUS;
        if (!is_before) {
            continue;
        }
        if (ph_bytes_find(line->code, PH_BYTES("$?"), 0) != PH_NOT_FOUND) {
            add_words(arena, first_word(line->code), words);
            continue;
        }
        size_t open = ph_bytes_find(line->code, PH_BYTES(": ..."), 0);
        if (open != PH_NOT_FOUND) {
            add_words(arena, ph_bytes_slice(line->code, 0, open), words);
            return;
        }
        add_words(arena, line->code, words);
    }
}
