#include "report/hunk_view.h"

#include "base/utf8.h"
#include "git/hunks.h"
#include "report/diff.h"
#include "report/paint.h"
#include "report/words.h"

#define PH_PAINT_WORD_OLD "\033[1;7;31m"
#define PH_PAINT_WORD_NEW "\033[1;7;32m"

enum {
    PH_TAB_STOP = 8,
    PH_LEAST_SIDE = 20, /* columns of a side, whatever the terminal says */
};

typedef struct PhViewLine {
    char origin;       /* ' ', '-', '+', or '@' for the head of a hunk */
    PhBytes text;      /* without its line end */
    bool has_end;      /* false: the file ends without a newline */
    uint32_t line;     /* in its own text, from 1 */
    PhLineHunk hunk;   /* of a head */
    PhWordSpans words; /* that differ, from the line's start */
} PhViewLine;

typedef struct PhView {
    PhArena *arena;
    PhBuf *buf;
    const PhHunkView *options;
    PH_VEC(PhViewLine) lines;
    uint32_t old_line;
    uint32_t new_line;
    uint32_t digits; /* of the highest line number */
} PhView;

static void take_hunk(void *context, const PhLineHunk *hunk)
{
    PhView *view = context;
    PhViewLine head = {.origin = '@', .hunk = *hunk};
    view->old_line = hunk->old_start;
    view->new_line = hunk->new_start;
    PH_VEC_PUSH(view->arena, &view->lines, head);
}

static void take_line(void *context, char origin, PhBytes text)
{
    PhView *view = context;
    PhViewLine line = {.origin = origin};
    line.has_end = text.len > 0 && text.ptr[text.len - 1] == '\n';
    text.len -= line.has_end ? 1 : 0;
    bool has_return = line.has_end && text.len > 0 && text.ptr[text.len - 1] == '\r';
    line.text = ph_bytes_slice(text, 0, text.len - (has_return ? 1 : 0));
    line.line = origin == '+' ? view->new_line : view->old_line;
    view->old_line += origin != '+';
    view->new_line += origin != '-';
    PH_VEC_PUSH(view->arena, &view->lines, line);
}

/* The lines [from, to) as one text, parted by newlines. */
static PhBytes joined(PhView *view, size_t from, size_t to)
{
    PhBuf buf = {0};
    for (size_t i = from; i < to; i++) {
        ph_buf_add(&buf, view->lines.items[i].text);
        ph_buf_add_char(&buf, '\n');
    }
    PhBytes text = ph_arena_copy(view->arena, ph_buf_bytes(&buf));
    ph_buf_release(&buf);
    return text;
}

/* Hands spans of joined lines to the lines they lie in. */
static void deal_words(PhView *view, size_t from, size_t to, const PhWordSpans *words)
{
    uint32_t start = 0;
    for (size_t i = from; i < to; i++) {
        PhViewLine *line = &view->lines.items[i];
        uint32_t end = start + (uint32_t)line->text.len;
        for (size_t w = 0; w < words->count; w++) {
            PhSpan word = words->items[w];
            uint32_t low = word.start > start ? word.start : start;
            uint32_t high = word.end < end ? word.end : end;
            if (low < high) {
                PhSpan inside = {low - start, high - start};
                PH_VEC_PUSH(view->arena, &line->words, inside);
            }
        }
        start = end + 1;
    }
}

/* The end of the run of lines of `origin` from `at` on. */
static size_t run_end(const PhView *view, size_t at, char origin)
{
    while (at < view->lines.count && view->lines.items[at].origin == origin) {
        at++;
    }
    return at;
}

static void find_words(PhView *view)
{
    for (size_t at = 0; at < view->lines.count;) {
        size_t middle = run_end(view, at, '-');
        size_t end = run_end(view, middle, '+');
        if (middle > at && end > middle) {
            PhWordSpans old_words;
            PhWordSpans new_words;
            ph_words_diff(view->arena, joined(view, at, middle), joined(view, middle, end),
                          &old_words, &new_words);
            deal_words(view, at, middle, &old_words);
            deal_words(view, middle, end, &new_words);
        }
        at = end > at ? end : at + 1;
    }
}

/* Marks for the direction of writing, and characters that nobody sees. */
static bool is_deceptive(uint32_t code)
{
    return (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
           (code >= 0x2060 && code <= 0x206f) || code == 0x061c || code == 0x180e ||
           code == 0xfeff || code == 0x00ad;
}

typedef struct PhGlyph {
    char text[16];
    size_t len;
    size_t width;
    size_t taken; /* bytes of the input */
} PhGlyph;

/* The character at `at`, as a terminal may have it; `column` is for tabs. */
static PhGlyph glyph_at(PhBytes text, size_t at, size_t column)
{
    PhGlyph glyph = {0};
    uint32_t code = 0;
    size_t len = ph_utf8_decode(text, at, &code);
    PhBuf buf = {0};
    glyph.taken = len == 0 ? 1 : len;
    PhBytes raw = ph_bytes_slice(text, at, at + glyph.taken);
    if (len == 1 && code == '\t') {
        ph_buf_add_repeated(&buf, ' ', PH_TAB_STOP - column % PH_TAB_STOP);
    } else if (len > 1 && is_deceptive(code)) {
        ph_buf_printf(&buf, "\\u%04x", (unsigned)code);
    } else {
        ph_buf_add_visible(&buf, raw);
    }
    PhBytes shown = ph_buf_bytes(&buf);
    glyph.len = shown.len < sizeof glyph.text ? shown.len : sizeof glyph.text;
    memcpy(glyph.text, shown.ptr, glyph.len);
    glyph.width = ph_utf8_width((PhBytes){glyph.text, glyph.len});
    ph_buf_release(&buf);
    return glyph;
}

void ph_hunk_view_add_text(PhBuf *buf, PhBytes text)
{
    size_t column = 0;
    for (size_t at = 0; at < text.len;) {
        PhGlyph glyph = glyph_at(text, at, column);
        ph_buf_add(buf, (PhBytes){glyph.text, glyph.len});
        column += glyph.width;
        at += glyph.taken;
    }
}

static bool is_word_at(const PhViewLine *line, size_t at)
{
    for (size_t i = 0; i < line->words.count; i++) {
        if (at >= line->words.items[i].start && at < line->words.items[i].end) {
            return true;
        }
    }
    return false;
}

static const char *paint_for(const PhViewLine *line, bool is_word)
{
    if (line->origin == '-') {
        return is_word ? PH_PAINT_WORD_OLD : PH_PAINT_RED;
    }
    if (line->origin == '+') {
        return is_word ? PH_PAINT_WORD_NEW : PH_PAINT_GREEN;
    }
    return "";
}

/*
 * Draws a line from byte *at on, at most `room` columns of it; moves *at behind what was
 * drawn and *column with it. Returns the columns used.
 */
static size_t draw_text(PhView *view, const PhViewLine *line, size_t room, size_t *at,
                        size_t *column)
{
    size_t used = 0;
    bool colour = view->options->colour && line->origin != ' ';
    const char *paint = NULL;
    while (*at < line->text.len) {
        PhGlyph glyph = glyph_at(line->text, *at, *column);
        if (used + glyph.width > room && used > 0) {
            break;
        }
        const char *wanted = paint_for(line, is_word_at(line, *at));
        if (colour && wanted != paint) {
            ph_paint_end(view->buf, paint != NULL);
            ph_buf_add_str(view->buf, wanted);
            paint = wanted;
        }
        ph_buf_add(view->buf, (PhBytes){glyph.text, glyph.len});
        used += glyph.width;
        *column += glyph.width;
        *at += glyph.taken;
    }
    ph_paint_end(view->buf, paint != NULL);
    return used;
}

static void draw_sign(PhView *view, const PhViewLine *line)
{
    bool colour = view->options->colour && line->origin != ' ';
    ph_paint_start(view->buf, colour, paint_for(line, false));
    ph_buf_add_char(view->buf, line->origin);
    ph_paint_end(view->buf, colour);
}

static void draw_unified(PhView *view)
{
    for (size_t i = 0; i < view->lines.count; i++) {
        const PhViewLine *line = &view->lines.items[i];
        size_t at = 0;
        size_t column = 0;
        if (line->origin == '@') {
            ph_diff_add_head(view->buf, &line->hunk, view->options->colour);
            continue;
        }
        draw_sign(view, line);
        (void)draw_text(view, line, SIZE_MAX, &at, &column);
        ph_buf_add_char(view->buf, '\n');
        if (!line->has_end) {
            ph_buf_add_str(view->buf, "\\ No newline at end of file\n");
        }
    }
}

/* One side of a row while it is drawn. */
typedef struct PhSide {
    const PhViewLine *line; /* NULL: empty */
    size_t at;
    size_t column;
    bool is_begun;
} PhSide;

/* Draws as much of a line as one row takes, padded with blanks to the width of a side. */
static void draw_side(PhView *view, PhSide *side, size_t width, bool is_last)
{
    size_t head = view->digits + 3;
    size_t used = 0;
    if (side->line != NULL && (!side->is_begun || side->at < side->line->text.len)) {
        if (side->is_begun) {
            ph_buf_add_repeated(view->buf, ' ', head);
        } else {
            ph_buf_printf(view->buf, "%*u ", (int)view->digits, (unsigned)side->line->line);
            draw_sign(view, side->line);
            ph_buf_add_char(view->buf, ' ');
        }
        used = head + draw_text(view, side->line, width - head, &side->at, &side->column);
        side->is_begun = true;
    }
    if (!is_last && used < width) {
        ph_buf_add_repeated(view->buf, ' ', width - used);
    }
}

static bool has_more(const PhSide *side)
{
    return side->line != NULL && side->at < side->line->text.len;
}

static void draw_row(PhView *view, const PhViewLine *left, const PhViewLine *right,
                     size_t width)
{
    PhSide a = {.line = left};
    PhSide b = {.line = right};
    do {
        draw_side(view, &a, width, false);
        ph_paint_add(view->buf, view->options->colour, PH_PAINT_CYAN, " | ");
        draw_side(view, &b, width, true);
        ph_buf_add_char(view->buf, '\n');
    } while (has_more(&a) || has_more(&b));
}

/* A context line has its new number on the right. */
static PhViewLine on_the_right(const PhViewLine *line, uint32_t number)
{
    PhViewLine copy = *line;
    copy.line = number;
    return copy;
}

static void draw_side_by_side(PhView *view, size_t width)
{
    uint32_t new_line = 0;
    for (size_t at = 0; at < view->lines.count;) {
        const PhViewLine *line = &view->lines.items[at];
        if (line->origin == '@') {
            ph_diff_add_head(view->buf, &line->hunk, view->options->colour);
            new_line = line->hunk.new_start + (line->hunk.new_count == 0);
            at++;
            continue;
        }
        if (line->origin == ' ') {
            PhViewLine right = on_the_right(line, new_line++);
            draw_row(view, line, &right, width);
            at++;
            continue;
        }
        size_t middle = run_end(view, at, '-');
        size_t end = run_end(view, middle, '+');
        size_t old_count = middle - at;
        size_t new_count = end - middle;
        for (size_t i = 0; i < old_count || i < new_count; i++) {
            draw_row(view, i < old_count ? &view->lines.items[at + i] : NULL,
                     i < new_count ? &view->lines.items[middle + i] : NULL, width);
        }
        new_line += (uint32_t)new_count;
        at = end;
    }
}

static uint32_t digits_of(uint32_t number)
{
    uint32_t digits = 1;
    for (; number >= 10; number /= 10) {
        digits++;
    }
    return digits;
}

PhStatus ph_hunk_view_add(PhArena *arena, PhBuf *buf, PhBytes old_text, PhBytes new_text,
                          const PhHunkView *options)
{
    PhView view = {.arena = arena, .buf = buf, .options = options};
    const PhHunkSink sink = {&view, take_hunk, take_line};
    PhStatus status = ph_hunks_each(old_text, new_text, &sink);
    if (status != PH_OK) {
        return status;
    }
    uint32_t highest = view.old_line > view.new_line ? view.old_line : view.new_line;
    view.digits = digits_of(highest);
    find_words(&view);
    size_t side = options->width > 3 ? (options->width - 3) / 2 : 0;
    if (options->is_side_by_side && side >= PH_LEAST_SIDE) {
        draw_side_by_side(&view, side);
    } else {
        draw_unified(&view);
    }
    return PH_OK;
}
