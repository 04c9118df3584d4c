/*
 * Property: fixes that do not touch give the same text in whatever order they are added:
 * the text that replacing from the back to the front gives.
 */

#include <stdio.h>
#include <stdlib.h>

#include "edit/edit_set.h"

enum { ROUNDS = 2000, FIXES = 12, EDITS = 2 };

static const char k_source[] =
    "The quick brown fox jumps over the lazy dog, and nothing that it leaves is lost.";

/* xorshift32: the printed seed is all that is needed to run a failure again. */
static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* Ascending edits with a gap between any two; fix i has the edits 2i and 2i + 1. */
static uint32_t make_edits(uint32_t *seed, PhEdit *edits)
{
    static const char *const k_texts[] = {"", "x", "longer than what went"};
    uint32_t count = 0;
    uint32_t at = next_random(seed) % 3;
    while (count < FIXES * EDITS) {
        uint32_t end = at + next_random(seed) % 4;
        if (end > sizeof(k_source) - 1) {
            break;
        }
        edits[count++] = (PhEdit){
            {at, end}, ph_bytes_of(k_texts[next_random(seed) % PH_COUNT_OF(k_texts)])};
        at = end + 1 + next_random(seed) % 3;
    }
    return count / EDITS;
}

static PhBytes from_the_back(PhArena *arena, const PhEdit *edits, uint32_t count)
{
    PhBytes text = ph_bytes_of(k_source);
    for (uint32_t i = count; i-- > 0;) {
        PhBytes after = ph_bytes_slice(text, edits[i].span.end, text.len);
        text = ph_arena_format(arena, "%.*s%.*s%.*s", (int)edits[i].span.start, text.ptr,
                               (int)edits[i].text.len, edits[i].text.ptr, (int)after.len,
                               after.ptr);
    }
    return text;
}

static void shuffle(uint32_t *seed, uint32_t *order, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t other = next_random(seed) % (i + 1);
        order[i] = order[other];
        order[other] = i;
    }
}

static bool round_holds(uint32_t seed)
{
    PhEdit edits[FIXES * EDITS];
    uint32_t order[FIXES] = {0};
    PhArena *arena = ph_arena_new();
    PhEditSet *set = ph_edit_set_new(arena, ph_bytes_of(k_source));
    uint32_t count = make_edits(&seed, edits);
    bool holds = true;
    shuffle(&seed, order, count);
    for (uint32_t i = 0; holds && i < count; i++) {
        PhFinding fix = {.edits = &edits[(size_t)order[i] * EDITS], .edit_count = EDITS};
        PhStatus once = ph_edit_set_add(set, &fix);
        PhStatus again = ph_edit_set_add(set, &fix);
        holds = once == PH_OK && again == PH_ERR_CONFLICT;
    }
    holds =
        holds && ph_edit_set_count(set) == count &&
        ph_bytes_equal(ph_edit_set_apply(set), from_the_back(arena, edits, count * EDITS));
    ph_arena_free(arena);
    return holds;
}

int main(int argc, char **argv)
{
    uint32_t first = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1;
    uint32_t rounds = argc > 1 ? 1 : ROUNDS;
    for (uint32_t seed = first; seed < first + rounds; seed++) {
        if (!round_holds(seed)) {
            (void)fprintf(stderr, "the order of fixes matters; repeat with: %s %u\n",
                          argv[0], (unsigned)seed);
            return EXIT_FAILURE;
        }
    }
    return EXIT_SUCCESS;
}
