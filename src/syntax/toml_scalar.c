#include "syntax/toml_scalar.h"

#include <math.h>
#include <stdlib.h>

static size_t encode_utf8(uint32_t code, char *out)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t len = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = len - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code & 0x3f));
        code >>= 6;
    }
    out[0] = (char)((0xf00U >> len & 0xff) | code);
    return len;
}

static uint32_t hex_value(PhBytes digits)
{
    uint32_t value = 0;
    for (size_t i = 0; i < digits.len; i++) {
        char c = digits.ptr[i];
        uint32_t digit = c <= '9' ? (uint32_t)(c - '0') : (uint32_t)((c | 0x20) - 'a' + 10);
        value = value << 4 | digit;
    }
    return value;
}

static char plain_escape(char c)
{
    switch (c) {
    case 'b': return '\b';
    case 't': return '\t';
    case 'n': return '\n';
    case 'f': return '\f';
    case 'r': return '\r';
    default: return c;
    }
}

/* Behind a backslash at the end of a line, everything up to the next word goes. */
static size_t skip_blanks(PhBytes text, size_t at)
{
    while (at < text.len && strchr(" \t\r\n", text.ptr[at]) != NULL) {
        at++;
    }
    return at;
}

/* The content of the string less its quotes and the line end that follows opening ones. */
static PhBytes content_of(PhBytes token, bool *is_literal_out)
{
    bool is_multiline =
        token.len >= 6 && token.ptr[1] == token.ptr[0] && token.ptr[2] == token.ptr[0];
    size_t quotes = is_multiline ? 3 : 1;
    *is_literal_out = token.ptr[0] == '\'';
    PhBytes text = ph_bytes_slice(token, quotes, token.len - quotes);
    if (is_multiline && ph_bytes_starts_with(text, PH_BYTES("\r\n"))) {
        return ph_bytes_slice(text, 2, text.len);
    }
    if (is_multiline && ph_bytes_starts_with(text, PH_BYTES("\n"))) {
        return ph_bytes_slice(text, 1, text.len);
    }
    return text;
}

bool ph_toml_decode_string(PhArena *arena, PhBytes token, PhBytes *text_out,
                           size_t *bad_out)
{
    bool is_literal;
    PhBytes text = content_of(token, &is_literal);
    if (is_literal || ph_bytes_find(text, PH_BYTES("\\"), 0) == PH_NOT_FOUND) {
        *text_out = text;
        return true;
    }
    char *out = ph_arena_alloc(arena, text.len + 1);
    size_t len = 0;
    for (size_t at = 0; at < text.len;) {
        if (text.ptr[at] != '\\' || at + 1 == text.len) {
            out[len++] = text.ptr[at++];
            continue;
        }
        char c = text.ptr[at + 1];
        if (c == 'u' || c == 'U') {
            size_t end = at + (c == 'u' ? 6 : 10);
            uint32_t code =
                end <= text.len ? hex_value(ph_bytes_slice(text, at + 2, end)) : UINT32_MAX;
            if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
                *bad_out = (size_t)(text.ptr - token.ptr) + at;
                return false;
            }
            len += encode_utf8(code, out + len);
            at = end;
        } else if (strchr(" \t\r\n", c) != NULL) {
            at = skip_blanks(text, at + 1);
        } else {
            out[len++] = plain_escape(c);
            at += 2;
        }
    }
    *text_out = (PhBytes){out, len};
    return true;
}

static int digit_value(char c)
{
    return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

bool ph_toml_decode_integer(PhBytes token, int64_t *value_out)
{
    bool is_negative = token.ptr[0] == '-';
    size_t at = is_negative || token.ptr[0] == '+' ? 1 : 0;
    int base = 10;
    if (token.len - at > 2 && token.ptr[at] == '0') {
        char mark = token.ptr[at + 1];
        base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
        at += base == 10 ? 0 : 2;
    }
    int64_t value = 0;
    for (; at < token.len; at++) {
        if (token.ptr[at] == '_') {
            continue;
        }
        /* Counted downwards, because the least number has no positive counterpart. */
        if (__builtin_mul_overflow(value, base, &value) ||
            __builtin_sub_overflow(value, digit_value(token.ptr[at]), &value)) {
            return false;
        }
    }
    if (!is_negative && value == INT64_MIN) {
        return false;
    }
    *value_out = is_negative ? value : -value;
    return true;
}

double ph_toml_decode_float(PhArena *arena, PhBytes token)
{
    char *plain = ph_arena_alloc(arena, token.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < token.len; i++) {
        if (token.ptr[i] != '_') {
            plain[len++] = token.ptr[i];
        }
    }
    plain[len] = '\0';
    return strtod(plain, NULL);
}
