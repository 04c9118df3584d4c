#include "report/excerpt.h"

#include "base/utf8.h"
#include "report/paint.h"

#define PH_DEFAULT_WIDTH 160
#define PH_LEAST_WIDTH   20
#define PH_TAB_WIDTH     4
#define PH_ELLIPSIS      "\xe2\x80\xa6"

typedef struct PhExcerpt {
    PhBuf *buf;
    PhSource *source;
    const char *paint;
    bool colour;
    uint32_t gutter; /* digits of the largest line number */
    size_t width;    /* columns for the text itself */
} PhExcerpt;

/* A character as shown, from `at` on. */
typedef struct PhCell {
    size_t len;   /* bytes in the source */
    size_t width; /* columns */
} PhCell;

/* Appends the character at `at` of `line` as it would be shown in `column`. */
static PhCell add_cell(PhBuf *out, PhBytes line, size_t at, size_t column)
{
    char c = line.ptr[at];
    if (c >= 0x20 && c < 0x7f) {
        ph_buf_add_char(out, c);
        return (PhCell){1, 1};
    }
    if (c == '\t') {
        size_t width = PH_TAB_WIDTH - column % PH_TAB_WIDTH;
        ph_buf_add_repeated(out, ' ', width);
        return (PhCell){1, width};
    }
    uint32_t code = 0;
    size_t len = ph_utf8_decode(line, at, &code);
    len = len == 0 ? 1 : len;
    PhBytes raw = ph_bytes_slice(line, at, at + len);
    size_t before = out->len;
    ph_buf_add_visible(out, raw);
    PhBytes shown = ph_bytes_slice(ph_buf_bytes(out), before, out->len);
    /* What was escaped is ASCII now, and as wide as it is long. */
    bool is_raw = ph_bytes_equal(shown, raw);
    return (PhCell){len, is_raw ? ph_utf8_width(raw) : shown.len};
}

/* Columns right of the gutter, from 0. */
typedef struct PhColumns {
    size_t start;
    size_t end;
} PhColumns;

static size_t step_back(PhBytes line, size_t at)
{
    size_t least = at < 4 ? 0 : at - 4;
    size_t start = at - 1;
    while (start > least && ((unsigned char)line.ptr[start] & 0xc0) == 0x80) {
        start--;
    }
    uint32_t code = 0;
    /* Continuation bytes that continue nothing are shown one by one. */
    return start + ph_utf8_decode(line, start, &code) == at ? start : at - 1;
}

/* Goes back from `at` over at least `width` columns, or to the start of the line. */
static size_t go_back(PhBytes line, size_t at, size_t width, size_t *gone_out)
{
    PhBuf scratch = {0};
    size_t gone = 0;
    size_t least = at > 32 * width ? at - 32 * width : 0;
    while (at > least && gone < width) {
        at = step_back(line, at);
        ph_buf_clear(&scratch);
        gone += add_cell(&scratch, line, at, 0).width;
    }
    ph_buf_release(&scratch);
    *gone_out = gone;
    return at;
}

static size_t width_up_to(PhBytes line, PhSpan mark, size_t cap)
{
    PhBuf scratch = {0};
    size_t width = 0;
    for (size_t at = mark.start; at < mark.end && width < cap;) {
        if (at - mark.start > 32 * cap) {
            width = cap;
            break;
        }
        ph_buf_clear(&scratch);
        PhCell cell = add_cell(&scratch, line, at, 0);
        width += cell.width;
        at += cell.len;
    }
    ph_buf_release(&scratch);
    return width;
}

/* Where to begin so that the mark is seen: at the start of the line if that is near. */
static size_t choose_begin(PhBytes line, PhSpan mark, size_t width)
{
    size_t marked = width_up_to(line, mark, width);
    size_t gone = 0;
    size_t begin = go_back(line, mark.start, width, &gone);
    size_t wanted = marked < width / 2 ? marked : width / 2;
    if (begin == 0 && gone + wanted + 1 <= width) {
        return 0;
    }
    size_t room = marked + 2 < width ? (width - marked - 2) / 2 : 0;
    room = room < width / 8 ? width / 8 : room;
    return go_back(line, mark.start, room, &gone);
}

/* Appends what fits of `line`; gives the columns of the mark, at least one. */
static PhColumns add_text(PhBuf *out, PhBytes line, PhSpan mark, size_t width)
{
    size_t begin = choose_begin(line, mark, width);
    size_t column = 0;
    size_t from = PH_NOT_FOUND;
    size_t to = PH_NOT_FOUND;
    if (begin > 0) {
        ph_buf_add_str(out, PH_ELLIPSIS);
        column = 1;
    }
    for (size_t at = begin; at < line.len;) {
        from = from == PH_NOT_FOUND && at >= mark.start ? column : from;
        to = to == PH_NOT_FOUND && at >= mark.end ? column : to;
        size_t before = out->len;
        PhCell cell = add_cell(out, line, at, column);
        bool is_last = at + cell.len >= line.len;
        /* A run of characters without width would never fill the line. */
        if (column + cell.width > width - (is_last ? 0 : 1) || at - begin > 32 * width) {
            out->len = before;
            ph_buf_add_str(out, PH_ELLIPSIS);
            column++;
            break;
        }
        column += cell.width;
        at += cell.len;
    }
    from = from == PH_NOT_FOUND ? column : from;
    to = to == PH_NOT_FOUND ? column : to;
    return (PhColumns){from, to > from ? to : from + 1};
}

static void add_gutter(PhExcerpt *excerpt, uint32_t line)
{
    ph_paint_start(excerpt->buf, excerpt->colour, PH_PAINT_BLUE);
    if (line == 0) {
        ph_buf_add_repeated(excerpt->buf, ' ', excerpt->gutter);
    } else {
        ph_buf_printf(excerpt->buf, "%*u", (int)excerpt->gutter, (unsigned)line);
    }
    ph_buf_add_str(excerpt->buf, " |");
    ph_paint_end(excerpt->buf, excerpt->colour);
}

/* Line `line` (from 1) with carets below its part of `span`. */
static void add_line(PhExcerpt *excerpt, uint32_t line, PhSpan span)
{
    PhSource *source = excerpt->source;
    PhSpan place = ph_lines_span(ph_source_lines(source), line);
    place.start += line == 1 ? source->bom_len : 0;
    PhBytes text = ph_bytes_slice(source->bytes, place.start, place.end);
    PhSpan mark = {span.start > place.start ? span.start - place.start : 0,
                   span.end < place.end ? span.end - place.start : (uint32_t)text.len};
    mark.start = mark.start > text.len ? (uint32_t)text.len : mark.start;
    if (span.start < place.start) {
        while (mark.start < mark.end &&
               (text.ptr[mark.start] == ' ' || text.ptr[mark.start] == '\t')) {
            mark.start++;
        }
    }
    mark.end = mark.end < mark.start ? mark.start : mark.end;
    add_gutter(excerpt, line);
    if (text.len > 0) {
        ph_buf_add_char(excerpt->buf, ' ');
    }
    PhColumns columns = add_text(excerpt->buf, text, mark, excerpt->width);
    ph_buf_add_char(excerpt->buf, '\n');
    add_gutter(excerpt, 0);
    ph_buf_add_repeated(excerpt->buf, ' ', columns.start + 1);
    ph_paint_start(excerpt->buf, excerpt->colour, excerpt->paint);
    ph_buf_add_repeated(excerpt->buf, '^', columns.end - columns.start);
    ph_paint_end(excerpt->buf, excerpt->colour);
    ph_buf_add_char(excerpt->buf, '\n');
}

static void add_bare_gutter(PhExcerpt *excerpt, const char *after)
{
    add_gutter(excerpt, 0);
    ph_buf_add_str(excerpt->buf, after);
}

void ph_excerpt_add(PhBuf *buf, PhSource *source, PhSpan span, const char *paint,
                    const PhReportOptions *options)
{
    const PhLines *lines = ph_source_lines(source);
    uint32_t first = ph_lines_at(lines, span.start);
    /* A span that ends with a line end does not reach the next line. */
    uint32_t last = span.end > span.start ? ph_lines_at(lines, span.end - 1) : first;
    PhExcerpt excerpt = {.buf = buf,
                         .source = source,
                         .paint = paint,
                         .colour = options->colour,
                         .gutter = 1};
    for (uint32_t rest = last; rest >= 10; rest /= 10) {
        excerpt.gutter++;
    }
    size_t width = options->width == 0 ? PH_DEFAULT_WIDTH : options->width;
    size_t margin = excerpt.gutter + 3;
    excerpt.width =
        width > margin + PH_LEAST_WIDTH ? width - margin : (size_t)PH_LEAST_WIDTH;
    add_bare_gutter(&excerpt, "\n");
    add_line(&excerpt, first, span);
    if (last > first + 1) {
        add_bare_gutter(&excerpt, " ...\n");
    }
    if (last > first) {
        add_line(&excerpt, last, span);
    }
    add_bare_gutter(&excerpt, "\n");
}
