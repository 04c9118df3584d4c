#include "base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

static bool is_continuation(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

size_t ph_utf8_decode(PhBytes bytes, size_t offset, uint32_t *code_out)
{
    const unsigned char *at = (const unsigned char *)bytes.ptr + offset;
    size_t left = bytes.len - offset;
    if (at[0] < 0x80) {
        *code_out = at[0];
        return 1;
    }
    size_t len = at[0] >= 0xf0 ? 4 : at[0] >= 0xe0 ? 3 : 2;
    if (at[0] < 0xc2 || at[0] > 0xf4 || left < len) {
        return 0;
    }
    uint32_t code = at[0] & (0xffU >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        if (!is_continuation(at[i])) {
            return 0;
        }
        code = code << 6 | (at[i] & 0x3fU);
    }
    bool is_overlong = (len == 3 && code < 0x800) || (len == 4 && code < 0x10000);
    if (is_overlong || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
        return 0;
    }
    *code_out = code;
    return len;
}

/* Eight bytes at a time while all are ASCII, which nearly all source is. */
static size_t skip_ascii(PhBytes bytes, size_t at)
{
    while (bytes.len - at >= 8) {
        uint64_t word;
        memcpy(&word, bytes.ptr + at, 8);
        if ((word & 0x8080808080808080ULL) != 0) {
            break;
        }
        at += 8;
    }
    return at;
}

size_t ph_utf8_first_invalid(PhBytes bytes)
{
    for (size_t at = skip_ascii(bytes, 0); at < bytes.len;) {
        uint32_t code;
        size_t len = ph_utf8_decode(bytes, at, &code);
        if (len == 0) {
            return at;
        }
        at = len > 1 ? at + len : skip_ascii(bytes, at + 1);
    }
    return PH_NOT_FOUND;
}

size_t ph_utf8_count(PhBytes bytes)
{
    size_t count = 0;
    for (size_t at = 0; at < bytes.len; count++) {
        uint32_t code;
        size_t len = ph_utf8_decode(bytes, at, &code);
        at += len == 0 ? 1 : len;
    }
    return count;
}

size_t ph_utf8_width(PhBytes bytes)
{
    size_t width = 0;
    for (size_t at = 0; at < bytes.len;) {
        uint32_t code;
        size_t len = ph_utf8_decode(bytes, at, &code);
        if (len == 0 || code < 0x20 || code == 0x7f) {
            width += 4;
        } else if (code < 0x7f) {
            width += 1;
        } else if (code < 0xa0) {
            width += 8;
        } else {
            width += (size_t)utf8proc_charwidth((utf8proc_int32_t)code);
        }
        at += len == 0 ? 1 : len;
    }
    return width;
}

PhBytes ph_utf8_nfkc(PhArena *arena, PhBytes name)
{
    if (skip_ascii(name, 0) == name.len) {
        return name;
    }
    bool is_ascii = true;
    for (size_t i = 0; i < name.len; i++) {
        is_ascii = is_ascii && (unsigned char)name.ptr[i] < 0x80;
    }
    if (is_ascii || ph_utf8_first_invalid(name) != PH_NOT_FOUND) {
        return name;
    }
    utf8proc_uint8_t *form = NULL;
    utf8proc_ssize_t len =
        utf8proc_map((const utf8proc_uint8_t *)name.ptr, (utf8proc_ssize_t)name.len, &form,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
    if (len < 0) {
        return name;
    }
    PhBytes copy = ph_arena_copy(arena, (PhBytes){(const char *)form, (size_t)len});
    free(form);
    return copy;
}
