/* Property: a set of spans answers as a map of one bit a position does. */

#include <stdio.h>
#include <stdlib.h>

#include "edit/spans.h"

enum { ROUNDS = 2000, POSITIONS = 64, ADDITIONS = 24 };

/* xorshift32: the printed seed is all that is needed to run a failure again. */
static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static PhSpan random_span(uint32_t *seed)
{
    uint32_t start = next_random(seed) % POSITIONS;
    uint32_t longest = next_random(seed) % 4 == 0 ? POSITIONS - start : 4;
    uint32_t end = start + next_random(seed) % longest;
    return (PhSpan){start, end < POSITIONS ? end : POSITIONS - 1};
}

static bool answers_hold(const PhSpans *spans, const bool *bits)
{
    for (uint32_t start = 0; start < POSITIONS; start++) {
        bool is_touched = false;
        for (uint32_t end = start; end < POSITIONS; end++) {
            is_touched = is_touched || bits[end];
            if (ph_spans_touch(spans, (PhSpan){start, end}) != is_touched) {
                return false;
            }
        }
    }
    for (size_t i = 1; i < spans->list.count; i++) {
        if (spans->list.items[i - 1].end >= spans->list.items[i].start) {
            return false;
        }
    }
    return true;
}

static bool round_holds(uint32_t seed)
{
    bool bits[POSITIONS] = {false};
    bool holds = true;
    PhSpans spans = {.arena = ph_arena_new()};
    uint32_t count = next_random(&seed) % ADDITIONS;
    for (uint32_t i = 0; holds && i < count; i++) {
        PhSpan span = random_span(&seed);
        ph_spans_add(&spans, span);
        for (uint32_t at = span.start; at <= span.end; at++) {
            bits[at] = true;
        }
        holds = answers_hold(&spans, bits);
    }
    ph_arena_free(spans.arena);
    return holds;
}

int main(int argc, char **argv)
{
    uint32_t first = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1;
    uint32_t rounds = argc > 1 ? 1 : ROUNDS;
    for (uint32_t seed = first; seed < first + rounds; seed++) {
        if (!round_holds(seed)) {
            (void)fprintf(stderr, "spans and bits disagree; repeat with: %s %u\n", argv[0],
                          (unsigned)seed);
            return EXIT_FAILURE;
        }
    }
    return EXIT_SUCCESS;
}
