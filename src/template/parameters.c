#include "template/parameters.h"

#include <string.h>

#include "base/buf.h"

static size_t word_length(PhBytes text, size_t at)
{
    size_t end = at;
    while (end < text.len && ph_byte_is_word(text.ptr[end])) {
        end++;
    }
    return end - at;
}

/* The offset behind a string that begins at `at`. */
static size_t skip_string(PhBytes text, size_t at)
{
    char quote = text.ptr[at];
    size_t end = at + 1;
    while (end < text.len && text.ptr[end] != quote) {
        end += text.ptr[end] == '\\' ? 2 : 1;
    }
    return end < text.len ? end + 1 : text.len;
}

/* Where an argument ends: at a comma, or at the bracket that closes the call. */
static size_t argument_end(PhBytes text, size_t at)
{
    size_t depth = 0;
    while (at < text.len) {
        char c = text.ptr[at];
        if (c == '"' || c == '\'') {
            at = skip_string(text, at);
            continue;
        }
        if (depth == 0 && (c == ',' || c == ')')) {
            return at;
        }
        depth += c != '\0' && strchr("([{", c) != NULL;
        depth -= depth > 0 && c != '\0' && strchr(")]}", c) != NULL;
        at++;
    }
    return PH_NOT_FOUND;
}

bool ph_call_read(PhArena *arena, PhBytes text, PhCall *call_out)
{
    size_t at = word_length(text, 0);
    *call_out = (PhCall){.name = ph_bytes_slice(text, 0, at)};
    call_out->is_called = at < text.len && text.ptr[at] == '(';
    bool is_open = call_out->is_called;
    while (is_open) {
        size_t end = argument_end(text, at + 1);
        if (end == PH_NOT_FOUND) {
            return false;
        }
        PhBytes argument = ph_bytes_trim(ph_bytes_slice(text, at + 1, end));
        is_open = text.ptr[end] == ',';
        bool is_empty = !is_open && call_out->arguments.count == 0 && argument.len == 0;
        if (!is_empty) {
            PH_VEC_PUSH(arena, &call_out->arguments, argument);
        }
        at = is_open ? end : end + 1;
    }
    call_out->rest = ph_bytes_trim(ph_bytes_slice(text, at, text.len));
    return call_out->name.len > 0;
}

static size_t find_name(const PhTextVec *names, PhBytes name)
{
    for (size_t i = 0; i < names->count; i++) {
        if (ph_bytes_equal(names->items[i], name)) {
            return i;
        }
    }
    return PH_NOT_FOUND;
}

bool ph_call_names(PhArena *arena, const PhCall *call, PhTextVec *names_out)
{
    for (size_t i = 0; i < call->arguments.count; i++) {
        PhBytes argument = call->arguments.items[i];
        bool is_variable = argument.len > 1 && argument.ptr[0] == '$' &&
                           word_length(argument, 1) == argument.len - 1;
        PhBytes name = ph_bytes_slice(argument, is_variable ? 1 : 0, argument.len);
        if (!is_variable || ph_bytes_is(name, "_") ||
            find_name(names_out, name) != PH_NOT_FOUND) {
            return false;
        }
        PH_VEC_PUSH(arena, names_out, name);
    }
    return true;
}

static PhBytes name_behind(PhBytes text, size_t sign)
{
    return ph_bytes_slice(text, sign + 1, sign + 1 + word_length(text, sign + 1));
}

/* Adds the value of the name behind the sign at `at`; how much of the text that replaces.
 * In a hole only the name of a metavariable makes sense. */
static size_t add_value(PhBytes text, size_t at, PhBytes value, PhBuf *buf)
{
    bool is_hole = text.ptr[at] == '{';
    if (is_hole && !ph_bytes_starts_with(value, PH_BYTES("$"))) {
        return 0;
    }
    if (is_hole) {
        ph_buf_add_char(buf, '{');
        value = ph_bytes_slice(value, 1, value.len);
    } else if (value.len == 0 && buf->len > 0 && buf->ptr[buf->len - 1] == ' ') {
        buf->len--;
    }
    ph_buf_add(buf, value);
    return 1 + name_behind(text, at).len;
}

/* The next `$`, or `{` where messages begin, from `at` on; or the end. */
static size_t next_sign(const PhFilling *filling, PhBytes text, size_t at)
{
    while (at < text.len && text.ptr[at] != '$' &&
           (text.ptr[at] != '{' || at < filling->messages)) {
        at++;
    }
    return at;
}

PhBytes ph_filling_apply(PhArena *arena, const PhFilling *filling, PhBytes text)
{
    size_t done = 0;
    PhBuf buf = {0};
    bool is_filled = false;
    if (filling->names->count == 0) {
        return text;
    }
    for (size_t at = next_sign(filling, text, 0); at < text.len;
         at = next_sign(filling, text, at + 1)) {
        size_t known = find_name(filling->names, name_behind(text, at));
        if (known != PH_NOT_FOUND) {
            ph_buf_add(&buf, ph_bytes_slice(text, done, at));
            is_filled = true;
            done = at;
            done += add_value(text, at, filling->values->items[known], &buf);
        }
    }
    if (!is_filled) {
        return text;
    }
    ph_buf_add(&buf, ph_bytes_slice(text, done, text.len));
    PhBytes filled = ph_arena_copy(arena, ph_buf_bytes(&buf));
    ph_buf_release(&buf);
    return filled;
}
