#ifndef PH_BASE_BYTES_H
#define PH_BASE_BYTES_H

/* A borrowed run of bytes: never owned, not NUL-terminated unless its maker says so. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct PhBytes {
    const char *ptr;
    size_t len;
} PhBytes;

#define PH_BYTES(literal) ((PhBytes){("" literal), sizeof(literal) - 1})
#define PH_NOT_FOUND      SIZE_MAX

static inline PhBytes ph_bytes_of(const char *text)
{
    return (PhBytes){text, strlen(text)};
}

static inline bool ph_bytes_equal(PhBytes a, PhBytes b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool ph_bytes_is(PhBytes a, const char *text)
{
    return ph_bytes_equal(a, ph_bytes_of(text));
}

static inline bool ph_bytes_is_one_of(PhBytes a, const char *const *texts, size_t count)
{
    for (size_t i = 0; a.len > 0 && i < count; i++) { /* most differ in the first byte */
        if (texts[i][0] == a.ptr[0] && ph_bytes_is(a, texts[i])) {
            return true;
        }
    }
    return false;
}

static inline PhBytes ph_bytes_slice(PhBytes a, size_t start, size_t end)
{
    return (PhBytes){a.ptr + start, end - start};
}

/* A blank, a tab, a form feed or part of a line end. */
static inline bool ph_byte_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

static inline bool ph_byte_is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* An ASCII letter, a digit or an underscore, whatever the locale. */
static inline bool ph_byte_is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (c >= '0' && c <= '9');
}

/* That, or part of a letter that is not ASCII: what a name of Python may consist of. */
static inline bool ph_byte_is_name(char c)
{
    return ph_byte_is_word(c) || (unsigned char)c >= 0x80;
}

bool ph_bytes_starts_with(PhBytes a, PhBytes prefix);
bool ph_bytes_ends_with(PhBytes a, PhBytes suffix);
PhBytes ph_bytes_trim(PhBytes a);

/* Offset of the first `needle` at or after `from`, or PH_NOT_FOUND. */
size_t ph_bytes_find(PhBytes a, PhBytes needle, size_t from);

/* Takes the next line off `*rest` without its line end; false when nothing is left. */
bool ph_bytes_next_line(PhBytes *rest, PhBytes *line_out);

/* <0, 0, >0 as memcmp, a shorter prefix first. */
int ph_bytes_compare(PhBytes a, PhBytes b);

/*
 * The candidate with the least edit distance to `name`, or -1 when none is near enough to
 * be what was meant (at most a third of its letters differ). Distance: Wagner and Fischer
 * 1974, with transpositions counted as two.
 */
int ph_bytes_nearest(PhBytes name, const char *const *candidates, size_t count);

#endif
