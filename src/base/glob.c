#include "base/glob.h"

#include <ctype.h>

/* Where to go on after a mismatch: the pattern behind a star, and the text it took. */
typedef struct PhRetry {
    bool is_set;
    size_t pattern_at;
    size_t text_at;
} PhRetry;

static unsigned char folded(char c, bool ignores_case)
{
    unsigned char byte = (unsigned char)c;
    return ignores_case ? (unsigned char)tolower(byte) : byte;
}

static bool is_in_named_class(PhBytes name, unsigned char c)
{
    static const struct {
        const char *name;
        int (*test)(int);
    } k_classes[] = {
        {"alnum", isalnum}, {"alpha", isalpha}, {"blank", isblank}, {"cntrl", iscntrl},
        {"digit", isdigit}, {"graph", isgraph}, {"lower", islower}, {"print", isprint},
        {"punct", ispunct}, {"space", isspace}, {"upper", isupper}, {"xdigit", isxdigit},
    };
    for (size_t i = 0; i < sizeof(k_classes) / sizeof(k_classes[0]); i++) {
        if (ph_bytes_is(name, k_classes[i].name)) {
            return k_classes[i].test(c) != 0;
        }
    }
    return false;
}

/* One byte of a class, an escape resolved; *at moves past it. */
static unsigned char class_byte(PhBytes pattern, size_t *at, bool ignores_case)
{
    if (pattern.ptr[*at] == '\\' && *at + 1 < pattern.len) {
        (*at)++;
    }
    return folded(pattern.ptr[(*at)++], ignores_case);
}

static bool is_range(PhBytes pattern, size_t at)
{
    return at + 1 < pattern.len && pattern.ptr[at] == '-' && pattern.ptr[at + 1] != ']';
}

/* Takes one member of a class and tells whether it holds `c`. */
static bool class_member(PhBytes pattern, size_t *at, unsigned char c, bool ignores_case)
{
    PhBytes rest = ph_bytes_slice(pattern, *at, pattern.len);
    if (ph_bytes_starts_with(rest, PH_BYTES("[:"))) {
        size_t end = ph_bytes_find(rest, PH_BYTES(":]"), 2);
        if (end != PH_NOT_FOUND) {
            *at += end + 2;
            return is_in_named_class(ph_bytes_slice(rest, 2, end), c);
        }
    }
    unsigned char low = class_byte(pattern, at, ignores_case);
    if (!is_range(pattern, *at)) {
        return c == low;
    }
    (*at)++;
    return low <= c && c <= class_byte(pattern, at, ignores_case);
}

/* *at stands behind the bracket and moves behind the closing one. An open class matches
 * nothing. */
static bool class_matches(PhBytes pattern, size_t *at, unsigned char c, bool ignores_case)
{
    bool is_negated =
        *at < pattern.len && (pattern.ptr[*at] == '!' || pattern.ptr[*at] == '^');
    *at += is_negated ? 1 : 0;
    bool is_hit = false;
    for (bool is_first = true; *at < pattern.len; is_first = false) {
        if (pattern.ptr[*at] == ']' && !is_first) {
            (*at)++;
            return is_hit != is_negated && c != '/';
        }
        is_hit = class_member(pattern, at, c, ignores_case) || is_hit;
    }
    return false;
}

/* Matches the pattern's next item, which is no star, against one byte. */
static bool item_matches(PhBytes pattern, size_t *at, char c, bool ignores_case)
{
    unsigned char byte = folded(c, ignores_case);
    char item = pattern.ptr[(*at)++];
    if (item == '?') {
        return c != '/';
    }
    if (item == '[') {
        return class_matches(pattern, at, byte, ignores_case);
    }
    if (item == '\\') {
        if (*at == pattern.len) {
            return false;
        }
        item = pattern.ptr[(*at)++];
    }
    return folded(item, ignores_case) == byte;
}

static size_t end_of_stars(PhBytes pattern, size_t at)
{
    while (at < pattern.len && pattern.ptr[at] == '*') {
        at++;
    }
    return at;
}

/* Two stars or more that are a whole component. */
static bool is_deep(PhBytes pattern, size_t start, size_t end)
{
    return end - start >= 2 && (start == 0 || pattern.ptr[start - 1] == '/') &&
           (end == pattern.len || pattern.ptr[end] == '/');
}

typedef struct PhMatch {
    PhRetry star;
    PhRetry deep;
    size_t pattern_at;
    size_t text_at;
} PhMatch;

/*
 * The shortest text for the newest star is tried first and lengthened on a mismatch. An
 * older star need not be tried again: what it could give up, the newer one may take. A
 * plain star cannot pass a slash; then the newest `**` moves on by one folder.
 */
static bool retry(PhBytes text, PhMatch *m)
{
    if (m->star.is_set && text.ptr[m->star.text_at] != '/') {
        m->star.text_at++;
        m->pattern_at = m->star.pattern_at;
        m->text_at = m->star.text_at;
        return true;
    }
    m->star.is_set = false;
    size_t slash = PH_NOT_FOUND;
    if (m->deep.is_set) {
        slash = ph_bytes_find(text, PH_BYTES("/"), m->deep.text_at);
    }
    if (slash == PH_NOT_FOUND) {
        return false;
    }
    m->deep.text_at = slash + 1;
    m->pattern_at = m->deep.pattern_at;
    m->text_at = m->deep.text_at;
    return true;
}

/* Steps over the stars at the pattern's place; true if they take all the text. */
static bool take_stars(PhBytes pattern, PhMatch *m)
{
    size_t end = end_of_stars(pattern, m->pattern_at);
    if (!is_deep(pattern, m->pattern_at, end)) {
        m->pattern_at = end;
        m->star = (PhRetry){true, end, m->text_at};
        return false;
    }
    if (end == pattern.len) {
        return true;
    }
    m->pattern_at = end + 1;
    m->deep = (PhRetry){true, end + 1, m->text_at};
    m->star.is_set = false;
    return false;
}

bool ph_glob_matches(PhBytes pattern, PhBytes text, bool ignores_case)
{
    PhMatch m = {0};
    while (m.text_at < text.len) {
        bool has_item = m.pattern_at < pattern.len;
        if (has_item && pattern.ptr[m.pattern_at] == '*') {
            if (take_stars(pattern, &m)) {
                return true;
            }
        } else if (has_item && item_matches(pattern, &m.pattern_at, text.ptr[m.text_at],
                                            ignores_case)) {
            m.text_at++;
        } else if (!retry(text, &m)) {
            return false;
        }
    }
    return end_of_stars(pattern, m.pattern_at) == pattern.len;
}
