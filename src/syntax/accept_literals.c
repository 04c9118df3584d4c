/* Names, numbers and strings: what the parser's lexer takes and CPython's does not. */

#include <ctype.h>

#include "syntax/accept_state.h"

/* sys.int_info.default_max_str_digits: more is refused since 3.11. */
enum { PH_MAX_DIGITS = 4300 };

bool ph_accept_identifier(PhAccept *accept, PhNodeId node)
{
    PhBytes name = ph_tree_text(accept->tree, node);
    if (name.len == 5 && name.ptr[0] == 'a' &&
        (memcmp(name.ptr, "async", 5) == 0 || memcmp(name.ptr, "await", 5) == 0)) {
        return ph_accept_refuse(accept, node, "invalid syntax");
    }
    if (name.len == 9 && memcmp(name.ptr, "__debug__", 9) == 0) {
        return ph_accept_debug(accept, node);
    }
    if (accept->source->encoding != PH_ENCODING_SINGLE_BYTE) {
        return true;
    }
    for (size_t i = 0; i < name.len; i++) {
        if ((unsigned char)name.ptr[i] >= 0x80) {
            return ph_accept_refuse_at(accept, accept->tree->starts[node] + (uint32_t)i,
                                       "name with a character outside ASCII in a source of "
                                       "a single-byte encoding");
        }
    }
    return true;
}

static bool is_prefixed(PhBytes text)
{
    return text.len > 1 && text.ptr[0] == '0' && isalpha((unsigned char)text.ptr[1]) != 0;
}

static bool check_integer(PhAccept *accept, PhNodeId node, PhBytes text)
{
    char last = text.ptr[text.len - 1];
    if (last == 'l' || last == 'L') {
        return ph_accept_refuse(accept, node, "invalid decimal literal");
    }
    if (is_prefixed(text)) {
        return true;
    }
    size_t digits = 0;
    bool is_zero = true;
    for (size_t i = 0; i < text.len; i++) {
        digits += isdigit((unsigned char)text.ptr[i]) != 0;
        is_zero = is_zero && (text.ptr[i] == '0' || text.ptr[i] == '_');
    }
    if (last == 'j' || last == 'J') {
        return true;
    }
    if (text.ptr[0] == '0' && !is_zero) {
        return ph_accept_refuse(accept, node,
                                "leading zeros in decimal integer literals are not "
                                "permitted; use an 0o prefix for octal integers");
    }
    return digits <= PH_MAX_DIGITS ||
           ph_accept_refuse(accept, node,
                            "Exceeds the limit (4300 digits) for integer string "
                            "conversion");
}

bool ph_accept_number(PhAccept *accept, PhNodeId node)
{
    PhBytes text = ph_tree_text(accept->tree, node);
    if (text.len == 1) {
        return true;
    }
    /* An underscore stands between digits; after a prefix the lexer has seen to it. */
    for (size_t i = 0; i < text.len && !is_prefixed(text); i++) {
        if (text.ptr[i] == '_' &&
            (i + 1 == text.len || isdigit((unsigned char)text.ptr[i + 1]) == 0)) {
            return ph_accept_refuse(accept, node, "invalid decimal literal");
        }
    }
    return accept->tree->kinds[node] != PH_KIND_INTEGER ||
           check_integer(accept, node, text);
}

typedef struct PhQuote {
    bool is_raw;
    bool is_bytes;
    bool is_template;
    bool is_triple;
} PhQuote;

/* Reads the opening quote; false if Python has no such prefix. */
static bool read_quote(PhBytes start, PhQuote *out)
{
    *out = (PhQuote){false, false, false, false};
    char letters[3] = {0, 0, 0};
    size_t len = 0;
    while (len < start.len && isalpha((unsigned char)start.ptr[len]) != 0) {
        if (len == 2) {
            return false;
        }
        letters[len] = (char)(start.ptr[len] | 0x20);
        len++;
    }
    out->is_raw = letters[0] == 'r' || letters[1] == 'r';
    out->is_bytes = letters[0] == 'b' || letters[1] == 'b';
    out->is_template = letters[0] == 't' || letters[1] == 't';
    out->is_triple = start.len - len == 3;
    if (len < start.len && start.ptr[len] == '`') {
        return false;
    }
    if (len < 2) {
        return true;
    }
    char other = letters[letters[0] == 'r' ? 1 : 0];
    return out->is_raw && (other == 'b' || other == 'f' || other == 't');
}

bool ph_accept_string(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhQuote quote;
    char first = tree->text.ptr[tree->starts[node]];
    if (first == '"' || first == '\'') {
        return true;
    }
    PhBytes start = ph_tree_text(tree, ph_accept_first(tree, node));
    return read_quote(start, &quote) || ph_accept_refuse(accept, node, "invalid syntax");
}

/* The byte at `at`, or NUL after the end. */
static char byte_at(PhBytes text, size_t at)
{
    if (at < text.len) {
        return text.ptr[at];
    }
    return '\0';
}

static uint32_t hex_value(char digit)
{
    static const char k_digits[] = "0123456789abcdef";
    const char *at = strchr(k_digits, tolower((unsigned char)digit));
    return (uint32_t)(at - k_digits);
}

/* Length of the escape after the backslash at `at`; 0 if it is malformed. */
static size_t escape_len(PhBytes text, size_t at, bool is_bytes, const char **message_out)
{
    char c = byte_at(text, at + 1);
    if (is_bytes && c != 'x') {
        return 2;
    }
    size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    uint32_t code = 0;
    for (size_t i = 0; i < digits; i++) {
        char digit = byte_at(text, at + 2 + i);
        if (isxdigit((unsigned char)digit) == 0) {
            *message_out = c == 'x'   ? "truncated \\xXX escape"
                           : c == 'u' ? "truncated \\uXXXX escape"
                                      : "truncated \\UXXXXXXXX escape";
            return 0;
        }
        code = code << 4 | hex_value(digit);
    }
    if (code > 0x10ffff) {
        *message_out = "illegal Unicode character";
        return 0;
    }
    if (c == 'N') {
        size_t close = ph_bytes_find(text, PH_BYTES("}"), at);
        if (at + 2 >= text.len || text.ptr[at + 2] != '{' || close == PH_NOT_FOUND ||
            close == at + 3) {
            *message_out = "malformed \\N character escape";
            return 0;
        }
    }
    return 2 + digits;
}

static bool check_bytes(PhAccept *accept, PhBytes text, PhQuote quote, uint32_t offset)
{
    for (size_t at = 0; at < text.len;) {
        char c = text.ptr[at];
        if (quote.is_bytes && (unsigned char)c >= 0x80) {
            return ph_accept_refuse_at(accept, offset + (uint32_t)at,
                                       "bytes can only contain ASCII literal characters");
        }
        if ((c == '\n' || c == '\r') && !quote.is_triple) {
            return ph_accept_refuse_at(accept, offset + (uint32_t)at,
                                       "unterminated string literal");
        }
        if (c != '\\') {
            at++;
            continue;
        }
        const char *message = NULL;
        size_t len = quote.is_raw ? 2 : escape_len(text, at, quote.is_bytes, &message);
        if (len == 0) {
            return ph_accept_refuse_at(accept, offset + (uint32_t)at, message);
        }
        bool is_crlf =
            at + 2 < text.len && text.ptr[at + 1] == '\r' && text.ptr[at + 2] == '\n';
        if (quote.is_bytes && at + 1 < text.len &&
            (unsigned char)text.ptr[at + 1] >= 0x80) {
            len = 1;
        }
        at += is_crlf ? 3 : len;
    }
    return true;
}

bool ph_accept_content(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    accept->line.last_end = tree->ends[node];
    PhNodeId string = tree->parents[node];
    PhBytes text = ph_tree_text(tree, node);
    PhQuote quote;
    (void)read_quote(ph_tree_text(tree, ph_accept_first(tree, string)), &quote);
    if (quote.is_triple && !quote.is_bytes &&
        (quote.is_raw || memchr(text.ptr, '\\', text.len) == NULL)) {
        return true;
    }
    return check_bytes(accept, text, quote, tree->starts[node]);
}

bool ph_accept_interpolation(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhNodeId conversion = ph_accept_find(tree, node, PH_KIND_TYPE_CONVERSION);
    if (conversion != PH_NODE_NONE) {
        PhBytes text = ph_tree_text(tree, conversion);
        if (text.len != 2 || strchr("rsa", text.ptr[1]) == NULL) {
            return ph_accept_refuse(
                accept, conversion,
                "f-string: invalid conversion character: expected 's', 'r', or 'a'");
        }
    }
    uint32_t depth = 0;
    for (PhNodeId at = node; tree->kinds[at] == PH_KIND_FORMAT_EXPRESSION; depth++) {
        at = tree->parents[tree->parents[at]];
        if (depth == 2) {
            return ph_accept_refuse(accept, node,
                                    "f-string: expressions nested too deeply");
        }
    }
    return true;
}

bool ph_accept_concatenation(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhQuote first;
    bool is_first = true;
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (tree->kinds[child] != PH_KIND_STRING) {
            continue;
        }
        PhQuote quote;
        (void)read_quote(ph_tree_text(tree, ph_accept_first(tree, child)), &quote);
        if (is_first) {
            first = quote;
            is_first = false;
        }
        if (quote.is_bytes != first.is_bytes) {
            return ph_accept_refuse(accept, child,
                                    "cannot mix bytes and nonbytes literals");
        }
        if (quote.is_template != first.is_template) {
            return ph_accept_refuse(
                accept, child,
                "cannot mix t-string literals with string or bytes literals");
        }
    }
    return true;
}
