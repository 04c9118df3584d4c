#ifndef PH_SOURCE_SPAN_H
#define PH_SOURCE_SPAN_H

/* [start, end) in bytes from the start of the file. */

#include <stdbool.h>
#include <stdint.h>

typedef struct PhSpan {
    uint32_t start;
    uint32_t end;
} PhSpan;

static inline uint32_t ph_span_len(PhSpan span)
{
    return span.end - span.start;
}

static inline bool ph_span_contains(PhSpan outer, PhSpan inner)
{
    return outer.start <= inner.start && inner.end <= outer.end;
}

#endif
