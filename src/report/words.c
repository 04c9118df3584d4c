#include "report/words.h"

/* Cells of the table below, at two bytes each; more is not worth the time. */
enum { PH_MAX_CELLS = 1 << 20 };

typedef struct PhWordSide {
    PhBytes text;
    PhWordSpans words;
    bool *is_common; /* by word */
} PhWordSide;

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

static size_t word_end(PhBytes text, size_t at)
{
    size_t end = at;
    if (ph_byte_is_name(text.ptr[at])) {
        while (end < text.len && ph_byte_is_name(text.ptr[end])) {
            end++;
        }
        return end;
    }
    while (end < text.len && is_space(text.ptr[end])) {
        end++;
    }
    return end > at ? end : at + 1;
}

static void split(PhArena *arena, PhWordSide *side)
{
    for (size_t at = 0; at < side->text.len;) {
        size_t end = word_end(side->text, at);
        PhSpan word = {(uint32_t)at, (uint32_t)end};
        PH_VEC_PUSH(arena, &side->words, word);
        at = end;
    }
    side->is_common = PH_NEW_ARRAY(arena, bool, side->words.count + 1);
}

static PhBytes word_at(const PhWordSide *side, size_t index)
{
    PhSpan span = side->words.items[index];
    return ph_bytes_slice(side->text, span.start, span.end);
}

/* Marks a longest common subsequence of the words [from, old_end) and [from, new_end). */
static void mark_common(PhArena *arena, PhWordSide *old_side, PhWordSide *new_side,
                        size_t from, size_t old_end, size_t new_end)
{
    size_t rows = old_end - from;
    size_t columns = new_end - from;
    if (rows == 0 || columns == 0 || rows > UINT16_MAX || columns > UINT16_MAX ||
        (rows + 1) * (columns + 1) > PH_MAX_CELLS) {
        return;
    }
    size_t width = columns + 1;
    uint16_t *best = PH_NEW_ARRAY(arena, uint16_t, (rows + 1) * width);
    for (size_t r = rows; r-- > 0;) {
        for (size_t c = columns; c-- > 0;) {
            uint16_t down = best[(r + 1) * width + c];
            uint16_t right = best[r * width + c + 1];
            bool is_same =
                ph_bytes_equal(word_at(old_side, from + r), word_at(new_side, from + c));
            best[r * width + c] = is_same ? (uint16_t)(best[(r + 1) * width + c + 1] + 1)
                                          : (down > right ? down : right);
        }
    }
    size_t r = 0;
    size_t c = 0;
    while (r < rows && c < columns) {
        if (ph_bytes_equal(word_at(old_side, from + r), word_at(new_side, from + c))) {
            old_side->is_common[from + r++] = true;
            new_side->is_common[from + c++] = true;
        } else if (best[(r + 1) * width + c] >= best[r * width + c + 1]) {
            r++;
        } else {
            c++;
        }
    }
}

static bool is_blank(PhBytes word)
{
    return word.len > 0 && ph_byte_is_blank(word.ptr[0]);
}

/* Bytes of words that are no blanks, and how many of them the other side has too. */
static void measure(const PhWordSide *side, size_t *all_out, size_t *common_out)
{
    *all_out = 0;
    *common_out = 0;
    for (size_t i = 0; i < side->words.count; i++) {
        PhBytes word = word_at(side, i);
        size_t len = is_blank(word) ? 0 : word.len;
        *all_out += len;
        *common_out += side->is_common[i] ? len : 0;
    }
}

/*
 * Blanks count only where nothing else differs: to mark indentation that moved with the
 * code hides what matters. Those between two marked words are marked with them, so that
 * marks are calm.
 */
static bool is_marked(const PhWordSide *side, size_t index, bool only_blanks)
{
    PhBytes word = word_at(side, index);
    if (only_blanks || !is_blank(word)) {
        return !side->is_common[index];
    }
    return is_space(word.ptr[0]) && index > 0 && index + 1 < side->words.count &&
           !side->is_common[index - 1] && !side->is_common[index + 1] &&
           !is_blank(word_at(side, index - 1)) && !is_blank(word_at(side, index + 1));
}

static void collect(PhArena *arena, const PhWordSide *side, bool only_blanks,
                    PhWordSpans *out)
{
    for (size_t i = 0; i < side->words.count; i++) {
        PhSpan word = side->words.items[i];
        if (!is_marked(side, i, only_blanks)) {
            continue;
        }
        if (out->count > 0 && out->items[out->count - 1].end == word.start) {
            out->items[out->count - 1].end = word.end;
        } else {
            PH_VEC_PUSH(arena, out, word);
        }
    }
}

void ph_words_diff(PhArena *arena, PhBytes old_text, PhBytes new_text, PhWordSpans *old_out,
                   PhWordSpans *new_out)
{
    PhWordSide old_side = {.text = old_text};
    PhWordSide new_side = {.text = new_text};
    *old_out = (PhWordSpans){0};
    *new_out = (PhWordSpans){0};
    split(arena, &old_side);
    split(arena, &new_side);
    size_t from = 0;
    size_t old_end = old_side.words.count;
    size_t new_end = new_side.words.count;
    while (from < old_end && from < new_end &&
           ph_bytes_equal(word_at(&old_side, from), word_at(&new_side, from))) {
        old_side.is_common[from] = true;
        new_side.is_common[from++] = true;
    }
    while (
        old_end > from && new_end > from &&
        ph_bytes_equal(word_at(&old_side, old_end - 1), word_at(&new_side, new_end - 1))) {
        old_side.is_common[--old_end] = true;
        new_side.is_common[--new_end] = true;
    }
    mark_common(arena, &old_side, &new_side, from, old_end, new_end);
    size_t old_all;
    size_t old_common;
    size_t new_all;
    size_t new_common;
    measure(&old_side, &old_all, &old_common);
    measure(&new_side, &new_all, &new_common);
    if ((old_common + new_common) * 4 < old_all + new_all) {
        return;
    }
    bool only_blanks = old_common == old_all && new_common == new_all;
    collect(arena, &old_side, only_blanks, old_out);
    collect(arena, &new_side, only_blanks, new_out);
}
