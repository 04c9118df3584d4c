#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"

void ph_buf_release(PhBuf *buf)
{
    free(buf->ptr);
    *buf = (PhBuf){0};
}

void ph_buf_clear(PhBuf *buf)
{
    buf->len = 0;
}

static void reserve(PhBuf *buf, size_t more)
{
    if (buf->capacity - buf->len >= more) {
        return;
    }
    size_t capacity = buf->capacity < 128 ? 256 : buf->capacity * 2;
    capacity = capacity < buf->len + more ? buf->len + more : capacity;
    buf->ptr = ph_realloc(buf->ptr, capacity);
    buf->capacity = capacity;
}

void ph_buf_add(PhBuf *buf, PhBytes bytes)
{
    if (bytes.len > 0) {
        reserve(buf, bytes.len);
        memcpy(buf->ptr + buf->len, bytes.ptr, bytes.len);
        buf->len += bytes.len;
    }
}

void ph_buf_add_str(PhBuf *buf, const char *text)
{
    ph_buf_add(buf, ph_bytes_of(text));
}

void ph_buf_add_char(PhBuf *buf, char c)
{
    reserve(buf, 1);
    buf->ptr[buf->len++] = c;
}

void ph_buf_add_repeated(PhBuf *buf, char c, size_t count)
{
    if (count > 0) {
        reserve(buf, count);
        memset(buf->ptr + buf->len, c, count);
        buf->len += count;
    }
}

void ph_buf_add_count(PhBuf *buf, size_t count, const char *noun)
{
    bool is_hissed = ph_bytes_ends_with(ph_bytes_of(noun), PH_BYTES("x"));
    ph_buf_printf(buf, "%zu %s%s", count, noun, count == 1 ? "" : is_hissed ? "es" : "s");
}

void ph_buf_printf(PhBuf *buf, const char *format, ...)
{
    va_list args;
    va_list again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(len >= 0);
    reserve(buf, (size_t)len + 1);
    (void)vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
    va_end(again);
    buf->len += (size_t)len;
}

/* What must not reach a terminal: controls, line ends of Unicode, and marks that reorder
 * the text around them (CVE-2021-42574). */
static bool is_hidden(uint32_t code)
{
    bool is_control = code < 0x20 || (code >= 0x7f && code < 0xa0);
    bool reorders = (code >= 0x202a && code <= 0x202e) ||
                    (code >= 0x2066 && code <= 0x2069) || code == 0x200e ||
                    code == 0x200f || code == 0x061c;
    return is_control || reorders || code == 0x2028 || code == 0x2029;
}

void ph_buf_add_visible(PhBuf *buf, PhBytes bytes)
{
    for (size_t at = 0; at < bytes.len;) {
        uint32_t code = 0;
        size_t len = ph_utf8_decode(bytes, at, &code);
        if (len == 0 || is_hidden(code)) {
            size_t count = len == 0 ? 1 : len;
            for (size_t i = 0; i < count; i++) {
                ph_buf_printf(buf, "\\x%02x", (unsigned char)bytes.ptr[at + i]);
            }
            at += count;
            continue;
        }
        ph_buf_add(buf, ph_bytes_slice(bytes, at, at + len));
        at += len;
    }
}
