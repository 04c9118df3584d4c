#ifndef PH_SOURCE_SOURCE_H
#define PH_SOURCE_SOURCE_H

/*
 * One file of Python as it was read.
 *
 * The bytes are never changed: byte-order mark, coding line, CRLF, CR, tabs, form feeds and
 * a missing final newline survive. A file whose bytes could not be given back truthfully is
 * refused with one diagnostic: NUL bytes, an encoding that is not a superset of ASCII in
 * single bytes or UTF-8, bytes that the encoding does not have, too many bytes.
 *
 * Everything lives in the arena that the source was made in.
 */

#include "base/arena.h"
#include "source/diag.h"
#include "source/lines.h"
#include "source/span.h"

typedef enum PhEncoding {
    PH_ENCODING_UTF8,
    PH_ENCODING_SINGLE_BYTE, /* one byte one character, ASCII below 0x80 */
} PhEncoding;

/* 128 bits of XXH3: tells whether a file still holds what was read. */
typedef struct PhHash {
    uint64_t low;
    uint64_t high;
} PhHash;

typedef struct PhSource {
    PhBytes path; /* as the user named it */
    PhBytes bytes;
    PhHash hash;
    PhEncoding encoding;
    uint32_t bom_len; /* 0 or 3 */
    PhLines *lines;   /* made on first use by ph_source_lines() */
    PhArena *arena;
} PhSource;

PhHash ph_hash(PhBytes bytes);

static inline bool ph_hash_equal(PhHash a, PhHash b)
{
    return a.low == b.low && a.high == b.high;
}

/*
 * Reads a whole regular file.
 *
 * Units:     `max_bytes`: larger files are refused.
 * Ownership: *bytes_out lives in `arena`.
 * Errors:    PH_ERR_IO (cannot be opened or read, not a regular file), PH_ERR_REFUSED (too
 *            large); each leaves one record in `diags` that names `path`.
 */
PH_MUST_USE PhStatus ph_file_read(PhArena *arena, PhBytes path, uint64_t max_bytes,
                                  PhDiags *diags, PhBytes *bytes_out);

/*
 * Checks bytes as Python source and hashes them.
 *
 * Ownership: `bytes` and `path` are borrowed for the life of *source_out, which lives in
 *            `arena`.
 * Errors:    PH_ERR_REFUSED, with one record in `diags`.
 */
PH_MUST_USE PhStatus ph_source_check(PhArena *arena, PhBytes path, PhBytes bytes,
                                     PhDiags *diags, PhSource **source_out);

const PhLines *ph_source_lines(PhSource *source);

PhPlace ph_source_place(PhSource *source, uint32_t offset);

/* Adds an error at `offset`; the message is as for ph_diag_add_at(). */
void ph_source_error(PhSource *source, PhDiags *diags, uint32_t offset, PhBytes message);

#endif
