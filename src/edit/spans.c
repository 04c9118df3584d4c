#include "edit/spans.h"

/* Index of the first interval that ends at or after `offset`. */
static size_t first_ending_from(const PhSpans *spans, uint32_t offset)
{
    size_t low = 0;
    size_t high = spans->list.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (spans->list.items[middle].end < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool ph_spans_touch(const PhSpans *spans, PhSpan span)
{
    size_t at = first_ending_from(spans, span.start);
    return at < spans->list.count && spans->list.items[at].start <= span.end;
}

void ph_spans_add(PhSpans *spans, PhSpan span)
{
    size_t first = first_ending_from(spans, span.start);
    size_t end = first;
    while (end < spans->list.count && spans->list.items[end].start <= span.end) {
        PhSpan old = spans->list.items[end++];
        span.start = old.start < span.start ? old.start : span.start;
        span.end = old.end > span.end ? old.end : span.end;
    }
    if (end == first) {
        PH_VEC_PUSH(spans->arena, &spans->list, span);
        memmove(&spans->list.items[first + 1], &spans->list.items[first],
                (spans->list.count - 1 - first) * sizeof(PhSpan));
        spans->list.items[first] = span;
        return;
    }
    spans->list.items[first] = span;
    memmove(&spans->list.items[first + 1], &spans->list.items[end],
            (spans->list.count - end) * sizeof(PhSpan));
    spans->list.count -= end - first - 1;
}
