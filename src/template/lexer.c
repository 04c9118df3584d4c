#include "template/lexer.h"

#include <ctype.h>

static size_t word_length(PhBytes text)
{
    size_t len = 0;
    while (len < text.len && ph_byte_is_word(text.ptr[len])) {
        len++;
    }
    return len;
}

static size_t string_length(PhBytes text)
{
    size_t end = 1;
    while (end < text.len && text.ptr[end] != '"') {
        end += text.ptr[end] == '\\' ? 2 : 1;
    }
    return end < text.len ? end + 1 : 0;
}

static PhToken take_string(PhLexer *lexer)
{
    size_t len = string_length(lexer->rest);
    if (len == 0) {
        ph_lexer_fail(lexer, PH_BYTES("this string is not closed"));
        return (PhToken){PH_LEX_END, PH_BYTES("")};
    }
    PhBytes text = ph_bytes_slice(lexer->rest, 1, len - 1);
    lexer->rest = ph_bytes_slice(lexer->rest, len, lexer->rest.len);
    return (PhToken){PH_LEX_STRING, text};
}

static PhToken take_span(PhLexer *lexer, PhTokenKind kind, size_t start, size_t end)
{
    PhToken token = {kind, ph_bytes_slice(lexer->rest, start, end)};
    lexer->rest = ph_bytes_slice(lexer->rest, end, lexer->rest.len);
    return token;
}

static PhToken scan(PhLexer *lexer)
{
    lexer->rest = ph_bytes_trim(lexer->rest);
    PhBytes rest = lexer->rest;
    if (rest.len == 0 || lexer->is_failed) {
        return (PhToken){PH_LEX_END, PH_BYTES("")};
    }
    char c = rest.ptr[0];
    if (c == '"') {
        return take_string(lexer);
    }
    if (c == '$') {
        size_t skip = rest.len > 1 && strchr("*?", rest.ptr[1]) != NULL ? 2 : 1;
        size_t len = word_length(ph_bytes_slice(rest, skip, rest.len));
        return take_span(lexer, PH_LEX_METAVAR, skip, skip + len);
    }
    if (ph_byte_is_word(c)) {
        PhTokenKind kind = isdigit((unsigned char)c) != 0 ? PH_LEX_NUMBER : PH_LEX_WORD;
        return take_span(lexer, kind, 0, word_length(rest));
    }
    bool is_double = rest.len > 1 && rest.ptr[1] == '=' && strchr("=!<>", c) != NULL;
    return take_span(lexer, PH_LEX_SIGN, 0, is_double ? 2 : 1);
}

void ph_lexer_start(PhLexer *lexer, PhBytes text, uint32_t line)
{
    lexer->rest = text;
    lexer->line = line;
    lexer->is_failed = false;
    lexer->token = scan(lexer);
}

PhToken ph_lexer_take(PhLexer *lexer)
{
    PhToken token = lexer->token;
    lexer->token = scan(lexer);
    return token;
}

bool ph_lexer_is(const PhLexer *lexer, const char *word_or_sign)
{
    PhTokenKind kind = lexer->token.kind;
    return (kind == PH_LEX_WORD || kind == PH_LEX_SIGN) &&
           ph_bytes_is(lexer->token.text, word_or_sign);
}

bool ph_lexer_accept(PhLexer *lexer, const char *word_or_sign)
{
    if (!ph_lexer_is(lexer, word_or_sign)) {
        return false;
    }
    (void)ph_lexer_take(lexer);
    return true;
}

void ph_lexer_expect(PhLexer *lexer, const char *word_or_sign)
{
    if (!ph_lexer_accept(lexer, word_or_sign)) {
        PhBytes found = lexer->token.kind == PH_LEX_END ? PH_BYTES("the end of the line")
                                                        : lexer->token.text;
        ph_lexer_fail(lexer, ph_arena_format(lexer->arena, "expected '%s', found '%.*s'",
                                             word_or_sign, (int)found.len, found.ptr));
    }
}

void ph_lexer_fail(PhLexer *lexer, PhBytes message)
{
    if (!lexer->is_failed) {
        (void)ph_diag_add_at(lexer->diags, PH_SEVERITY_ERROR, lexer->path, lexer->line, 0,
                             message);
    }
    lexer->is_failed = true;
    lexer->token = (PhToken){PH_LEX_END, PH_BYTES("")};
}

void ph_lexer_fail_unknown(PhLexer *lexer, const char *what, PhBytes text,
                           const char *const *known, size_t count)
{
    int nearest = ph_bytes_nearest(text, known, count);
    const char *before = nearest < 0 ? "" : ", did you mean '";
    const char *name = nearest < 0 ? "" : known[nearest];
    ph_lexer_fail(lexer, ph_arena_format(lexer->arena, "unknown %s '%.*s'%s%s%s", what,
                                         (int)text.len, text.ptr, before, name,
                                         nearest < 0 ? "" : "'?"));
}
