#include "template/slice.h"

#include "base/buf.h"

#define PH_MICRO "\xc2\xb5"

PhBytes ph_slice_page_code(PhArena *arena, PhBytes code)
{
    static const struct {
        PhBytes sign;
        const char *text;
    } k_signs[] = {
        {{PH_MICRO PH_MICRO, 4}, "$*"}, {{PH_MICRO "0", 3}, "$?"}, {{PH_MICRO, 2}, "$"}};
    PhBuf buf = {0};
    while (code.len > 0) {
        size_t taken = 0;
        for (size_t i = 0; i < PH_COUNT_OF(k_signs) && taken == 0; i++) {
            if (ph_bytes_starts_with(code, k_signs[i].sign)) {
                ph_buf_add_str(&buf, k_signs[i].text);
                taken = k_signs[i].sign.len;
            }
        }
        if (taken == 0) {
            ph_buf_add_char(&buf, code.ptr[0]);
            taken = 1;
        }
        code = ph_bytes_slice(code, taken, code.len);
    }
    PhBytes page = ph_arena_copy(arena, ph_buf_bytes(&buf));
    ph_buf_release(&buf);
    return page;
}

bool ph_slice_is_one_line(const PhPattern *slice, PhSpan span)
{
    PhBytes text = ph_bytes_slice(slice->tree.text, span.start, span.end);
    return ph_bytes_find(text, PH_BYTES("\n"), 0) == PH_NOT_FOUND;
}

PhAlternative ph_slice_copy(PhArena *arena, const PhAlternative *alternative, size_t more)
{
    PhAlternative copy = *alternative;
    size_t capacity = alternative->lines.count + more;
    copy.patch = NULL;
    copy.lines = (PhPatchLineVec){
        .items = PH_NEW_ARRAY(arena, PhPatchLine, capacity),
        .count = alternative->lines.count,
        .capacity = capacity,
    };
    memcpy(copy.lines.items, alternative->lines.items,
           alternative->lines.count * sizeof(PhPatchLine));
    return copy;
}

static bool is_word_end(PhBytes text)
{
    return text.len > 0 && ph_byte_is_name(text.ptr[text.len - 1]);
}

static bool is_word_start(PhBytes text)
{
    return text.len > 0 && (ph_byte_is_name(text.ptr[0]) || text.ptr[0] == '$');
}

void ph_slice_replace(PhArena *arena, PhSlice slice, PhSpan span, PhBytes code,
                      PhAlternative *out)
{
    PhBytes text = slice.pattern->tree.text;
    uint32_t start = span.start;
    uint32_t end = span.end;
    while (start > 0 && text.ptr[start - 1] != '\n') {
        start--;
    }
    while (end < text.len && text.ptr[end] != '\n') {
        end++;
    }
    PhBytes before = ph_slice_page_code(arena, ph_bytes_slice(text, start, span.start));
    PhBytes after = ph_slice_page_code(arena, ph_bytes_slice(text, span.end, end));
    PhBytes next = code.len > 0 ? code : after;
    bool has_gap_before = is_word_end(before) && is_word_start(next);
    bool has_gap_after = is_word_end(code) && is_word_start(after);
    size_t line = ph_pattern_line_at(slice.pattern, span.start);
    *out = ph_slice_copy(arena, slice.alternative, 0);
    out->lines.items[line].code = ph_arena_format(
        arena, "%.*s%s%.*s%s%.*s", (int)before.len, before.ptr, has_gap_before ? " " : "",
        (int)code.len, code.ptr, has_gap_after ? " " : "", (int)after.len, after.ptr);
}
