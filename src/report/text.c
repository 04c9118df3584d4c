/*
 * text and concise: findings for people.
 *
 *     pkg/a.py:3:13 set-membership [unsafe] membership test on a list of constants
 *       |
 *     3 |     if n in [1, 2, 3]:
 *       |             ^^^^^^^^^
 *       |
 *     because `n` (parameter) may be unhashable (pkg/a.py:1:7)
 *     help: write a set: `{1, 2, 3}`
 */

#include <stdio.h>

#include "report/excerpt.h"
#include "report/format.h"
#include "report/heap_profile.h"
#include "report/paint.h"

static const char *paint_of(PhLevel level)
{
    switch (level) {
    case PH_LEVEL_SAFE: return PH_PAINT_ERROR;
    case PH_LEVEL_UNSAFE: return PH_PAINT_WARNING;
    default: return PH_PAINT_NOTE;
    }
}

static void add_place(PhBuf *buf, PhSource *source, uint32_t offset)
{
    PhPlace place = ph_source_place(source, offset);
    ph_buf_add_visible(buf, source->path);
    ph_buf_printf(buf, ":%u:%u", (unsigned)place.line, (unsigned)place.column);
}

static void add_first_line(PhBuf *buf, PhSource *source, const PhFinding *finding,
                           const PhReportOptions *options)
{
    ph_paint_start(buf, options->colour, PH_PAINT_BOLD);
    add_place(buf, source, finding->span.start);
    ph_paint_end(buf, options->colour);
    ph_buf_add_char(buf, ' ');
    ph_paint_add(buf, options->colour, paint_of(finding->level), finding->rule);
    ph_buf_printf(buf, " [%s] ", ph_level_name(finding->level));
    ph_buf_add_visible(buf, finding->message);
    ph_buf_add_char(buf, '\n');
}

static void add_remark(PhBuf *buf, const char *word, PhBytes text, bool colour)
{
    if (text.len > 0) {
        ph_paint_add(buf, colour, PH_PAINT_BOLD, word);
        ph_buf_add_char(buf, ' ');
        ph_buf_add_visible(buf, text);
        ph_buf_add_char(buf, '\n');
    }
}

static void add_heap(PhBuf *buf, const PhFinding *finding, bool colour)
{
    PhBuf text = {0};
    if (finding->heap.bytes > 0) {
        ph_heap_use_add(&text, finding->heap);
        ph_buf_add_str(&text, " at the peak of the profile");
    }
    add_remark(buf, "heap:", ph_buf_bytes(&text), colour);
    ph_buf_release(&text);
}

/* Whether a text says "line N". */
static bool names_line(PhBytes text, uint32_t line)
{
    char words[sizeof "line 4294967295"];
    int len = snprintf(words, sizeof words, "line %u", (unsigned)line);
    size_t at = ph_bytes_find(text, (PhBytes){words, (size_t)len}, 0);
    size_t end = at + (size_t)len;
    return at != PH_NOT_FOUND &&
           (end == text.len || text.ptr[end] < '0' || text.ptr[end] > '9');
}

/* A place tells nothing that the excerpt above, or the text itself, has told already. */
static bool is_place_told(PhSource *source, const PhFinding *finding,
                          const PhReason *reason)
{
    bool is_inside =
        reason->span.start >= finding->span.start && reason->span.end <= finding->span.end;
    return is_inside ||
           names_line(reason->text, ph_source_place(source, reason->span.start).line);
}

static void add_reason(PhBuf *buf, PhSource *source, const PhFinding *finding,
                       const PhReason *reason, bool colour)
{
    ph_paint_add(buf, colour, PH_PAINT_BOLD, "because");
    ph_buf_add_char(buf, ' ');
    ph_buf_add_visible(buf, reason->text);
    if (reason->span.end > 0 && !is_place_told(source, finding, reason)) {
        ph_buf_add_str(buf, " (");
        add_place(buf, source, reason->span.start);
        ph_buf_add_char(buf, ')');
    }
    ph_buf_add_char(buf, '\n');
}

static void add_block(PhBuf *buf, PhSource *source, const PhFinding *finding,
                      const PhReportOptions *options)
{
    add_first_line(buf, source, finding, options);
    ph_excerpt_add(buf, source, finding->span, paint_of(finding->level), options);
    if (finding->level != PH_LEVEL_SAFE) {
        for (size_t i = 0; i < finding->reason_count; i++) {
            add_reason(buf, source, finding, &finding->reasons[i], options->colour);
        }
    }
    add_heap(buf, finding, options->colour);
    add_remark(buf, "help:", finding->help, options->colour);
    add_remark(buf, "note:", finding->note, options->colour);
}

static void begin_nothing(PhBuf *buf)
{
    (void)buf;
}

static void end_with_blank_line(PhBuf *buf, size_t finding_count)
{
    if (finding_count > 0) {
        ph_buf_add_char(buf, '\n');
    }
}

static void end_nothing(PhBuf *buf, size_t finding_count)
{
    (void)buf;
    (void)finding_count;
}

const PhReporter k_report_text = {.begin = begin_nothing,
                                  .finding = add_block,
                                  .end = end_with_blank_line,
                                  .separator = "\n",
                                  .is_for_people = true};

const PhReporter k_report_concise = {.begin = begin_nothing,
                                     .finding = add_first_line,
                                     .end = end_nothing,
                                     .separator = "",
                                     .is_for_people = true};
