#ifndef PH_SOURCE_LINES_H
#define PH_SOURCE_LINES_H

/*
 * Offsets to lines and back. A line ends with \n, \r\n or a lone \r, as Python's universal
 * newlines have it; form feeds and Unicode separators end none.
 */

#include "base/arena.h"
#include "source/span.h"

typedef struct PhLines {
    PhBytes text;
    const uint32_t *starts; /* offset of each line's first byte */
    uint32_t count;         /* at least 1 */
} PhLines;

typedef struct PhPlace {
    uint32_t line;   /* from 1 */
    uint32_t column; /* characters, from 1; a byte-order mark counts none */
} PhPlace;

PhLines *ph_lines_new(PhArena *arena, PhBytes text);

uint32_t ph_lines_at(const PhLines *lines, uint32_t offset);

PhPlace ph_lines_place(const PhLines *lines, uint32_t offset);

/* Line `line` (from 1) without its line end. */
PhSpan ph_lines_span(const PhLines *lines, uint32_t line);

/* Line `line` with its line end. */
PhSpan ph_lines_whole_span(const PhLines *lines, uint32_t line);

/* The line end used at `offset`'s line, or by the nearest line that has one; "\n" if none
 * has. */
PhBytes ph_lines_newline(const PhLines *lines, uint32_t offset);

#endif
