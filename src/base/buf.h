#ifndef PH_BASE_BUF_H
#define PH_BASE_BUF_H

/* A growing output buffer on the heap. A zeroed PhBuf is empty; ph_buf_release frees it. */

#include <stdarg.h>

#include "base/bytes.h"
#include "base/status.h"

typedef struct PhBuf {
    char *ptr;
    size_t len;
    size_t capacity;
} PhBuf;

void ph_buf_release(PhBuf *buf);
void ph_buf_clear(PhBuf *buf);
void ph_buf_add(PhBuf *buf, PhBytes bytes);
void ph_buf_add_str(PhBuf *buf, const char *text);
void ph_buf_add_char(PhBuf *buf, char c);
void ph_buf_add_repeated(PhBuf *buf, char c, size_t count);
void ph_buf_printf(PhBuf *buf, const char *format, ...) PH_PRINTF(2, 3);

/* "1 file", "2 files", "0 fixes": a noun whose plural ends in s, or in es after an x. */
void ph_buf_add_count(PhBuf *buf, size_t count, const char *noun);

static inline PhBytes ph_buf_bytes(const PhBuf *buf)
{
    return (PhBytes){buf->ptr, buf->len};
}

/*
 * Adds `bytes` so that a terminal shows them and nothing else happens: control characters
 * and bytes that are not UTF-8 become \xNN, a backslash stays as it is.
 */
void ph_buf_add_visible(PhBuf *buf, PhBytes bytes);

#endif
