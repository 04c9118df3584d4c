#include "source/lines.h"

#include "base/utf8.h"

/* Length of the line end at `at`: 0, 1 or 2. */
static uint32_t line_end_len(PhBytes text, size_t at)
{
    if (at >= text.len) {
        return 0;
    }
    if (text.ptr[at] == '\n') {
        return 1;
    }
    if (text.ptr[at] != '\r') {
        return 0;
    }
    return at + 1 < text.len && text.ptr[at + 1] == '\n' ? 2 : 1;
}

PhLines *ph_lines_new(PhArena *arena, PhBytes text)
{
    uint32_t count = 1;
    for (size_t i = 0; i < text.len; i++) {
        if (ph_byte_is_line_end(text.ptr[i])) {
            i += line_end_len(text, i) - 1;
            count++;
        }
    }
    uint32_t *starts = ph_arena_alloc(arena, count * sizeof(uint32_t));
    uint32_t next = 0;
    starts[next++] = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (ph_byte_is_line_end(text.ptr[i])) {
            i += line_end_len(text, i) - 1;
            starts[next++] = (uint32_t)i + 1;
        }
    }
    PhLines *lines = PH_NEW(arena, PhLines);
    *lines = (PhLines){text, starts, count};
    return lines;
}

uint32_t ph_lines_at(const PhLines *lines, uint32_t offset)
{
    uint32_t low = 0;
    uint32_t high = lines->count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (lines->starts[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low + 1;
}

PhPlace ph_lines_place(const PhLines *lines, uint32_t offset)
{
    uint32_t line = ph_lines_at(lines, offset);
    PhBytes before = ph_bytes_slice(lines->text, lines->starts[line - 1], offset);
    if (line == 1 && ph_bytes_starts_with(before, PH_BYTES("\xef\xbb\xbf"))) {
        before = ph_bytes_slice(before, 3, before.len);
    }
    return (PhPlace){line, (uint32_t)ph_utf8_count(before) + 1};
}

PhSpan ph_lines_whole_span(const PhLines *lines, uint32_t line)
{
    uint32_t end = line < lines->count ? lines->starts[line] : (uint32_t)lines->text.len;
    return (PhSpan){lines->starts[line - 1], end};
}

PhSpan ph_lines_span(const PhLines *lines, uint32_t line)
{
    PhSpan span = ph_lines_whole_span(lines, line);
    while (span.end > span.start && ph_byte_is_line_end(lines->text.ptr[span.end - 1])) {
        span.end--;
    }
    return span;
}

PhBytes ph_lines_newline(const PhLines *lines, uint32_t offset)
{
    if (lines->count == 1) {
        return PH_BYTES("\n");
    }
    uint32_t line = ph_lines_at(lines, offset);
    line = line == lines->count ? line - 1 : line;
    PhSpan whole = ph_lines_whole_span(lines, line);
    return ph_bytes_slice(lines->text, ph_lines_span(lines, line).end, whole.end);
}
