#ifndef PH_BASE_UTF8_H
#define PH_BASE_UTF8_H

/* UTF-8 as Python reads it: shortest forms only, no surrogates, at most U+10FFFF. */

#include "base/arena.h"
#include "base/bytes.h"

/* Length of the character at `offset` (1 to 4) and its code point, or 0 if it is not UTF-8.
 */
size_t ph_utf8_decode(PhBytes bytes, size_t offset, uint32_t *code_out);

/* Offset of the first byte that is not UTF-8, or PH_NOT_FOUND. */
size_t ph_utf8_first_invalid(PhBytes bytes);

/* Characters in `bytes`; a byte that is not UTF-8 counts as one. */
size_t ph_utf8_count(PhBytes bytes);

/* Columns on a terminal: wide characters 2, combining ones 0, control characters 4 (\xNN).
 */
size_t ph_utf8_width(PhBytes bytes);

/*
 * The NFKC form of an identifier, in which Python compares names (PEP 3131). ASCII is
 * returned as it is; other results live in `arena`. Bytes that are not UTF-8 stay.
 */
PhBytes ph_utf8_nfkc(PhArena *arena, PhBytes name);

#endif
