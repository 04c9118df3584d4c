#include "base/aho.h"

#include <assert.h>

#define PH_AHO_NONE UINT32_MAX

typedef struct PhAhoState {
    uint32_t word;   /* that ends here, or PH_AHO_NONE */
    uint32_t len;    /* of what led here: its bytes are those of the word */
    uint32_t suffix; /* the longest other state that is the end of this one */
    uint32_t output; /* the longest suffix at which a word ends, or PH_AHO_NONE */
} PhAhoState;

struct PhAho {
    uint8_t classes[256]; /* 0: a byte that no word has */
    uint32_t class_count;
    /* By state and class: where the state's row begins, doubled, and 1 if a word ends. */
    uint32_t *next;
    PhAhoState *states;
};

static uint32_t row_of(const PhAho *aho, uint32_t state)
{
    return state * aho->class_count;
}

static void find_classes(PhAho *aho, const PhBytes *words, uint32_t count)
{
    aho->class_count = 1;
    for (uint32_t i = 0; i < count; i++) {
        for (size_t at = 0; at < words[i].len; at++) {
            uint8_t *class = &aho->classes[(unsigned char)words[i].ptr[at]];
            if (*class == 0) {
                assert(aho->class_count < 256);
                *class = (uint8_t)aho->class_count++;
            }
        }
    }
}

/* The trie of the words: cells hold numbers of states, 0 where there is none. */
static uint32_t build_trie(PhAho *aho, const PhBytes *words, uint32_t count)
{
    uint32_t state_count = 1;
    aho->states[0] = (PhAhoState){.word = PH_AHO_NONE, .output = PH_AHO_NONE};
    for (uint32_t i = 0; i < count; i++) {
        uint32_t state = 0;
        for (size_t at = 0; at < words[i].len; at++) {
            uint32_t class = aho->classes[(unsigned char)words[i].ptr[at]];
            uint32_t *cell = &aho->next[row_of(aho, state) + class];
            if (*cell == 0) {
                aho->states[state_count] = (PhAhoState){
                    .word = PH_AHO_NONE, .len = (uint32_t)at + 1, .output = PH_AHO_NONE};
                *cell = state_count++;
            }
            state = *cell;
        }
        aho->states[state].word = i;
    }
    return state_count;
}

/* Breadth first, so that a shorter state is complete before a longer one needs it. */
static void complete(PhArena *arena, PhAho *aho, uint32_t state_count)
{
    uint32_t *queue = PH_NEW_ARRAY(arena, uint32_t, state_count);
    uint32_t end = 1;
    for (uint32_t begin = 0; begin < end; begin++) {
        uint32_t state = queue[begin];
        uint32_t suffix = aho->states[state].suffix;
        for (uint32_t class = 1; class < aho->class_count; class ++) {
            uint32_t *cell = &aho->next[row_of(aho, state) + class];
            uint32_t shorter = state == 0 ? 0 : aho->next[row_of(aho, suffix) + class];
            if (*cell == 0) {
                *cell = shorter;
                continue;
            }
            PhAhoState *longer = &aho->states[*cell];
            longer->suffix = shorter;
            longer->output = aho->states[shorter].word != PH_AHO_NONE
                                 ? shorter
                                 : aho->states[shorter].output;
            queue[end++] = *cell;
        }
    }
}

static void mark_outputs(PhAho *aho, uint32_t state_count)
{
    for (uint32_t i = 0; i < row_of(aho, state_count); i++) {
        const PhAhoState *state = &aho->states[aho->next[i]];
        bool ends = state->word != PH_AHO_NONE || state->output != PH_AHO_NONE;
        aho->next[i] = row_of(aho, aho->next[i]) << 1 | (ends ? 1U : 0U);
    }
}

PhAho *ph_aho_new(PhArena *arena, const PhBytes *words, uint32_t count)
{
    PhAho *aho = PH_NEW(arena, PhAho);
    size_t most_states = 1;
    for (uint32_t i = 0; i < count; i++) {
        assert(words[i].len > 0);
        most_states += words[i].len;
    }
    find_classes(aho, words, count);
    assert(most_states * aho->class_count < UINT32_MAX / 2);
    aho->states = PH_NEW_ARRAY(arena, PhAhoState, most_states);
    aho->next = PH_NEW_ARRAY(arena, uint32_t, most_states * aho->class_count);
    uint32_t state_count = build_trie(aho, words, count);
    complete(arena, aho, state_count);
    mark_outputs(aho, state_count);
    return aho;
}

/* Visits what ends in `state`, whose last byte is before `end`. */
static bool visit_outputs(const PhAho *aho, uint32_t state, size_t end, PhAhoVisit *visit,
                          void *context)
{
    for (; state != PH_AHO_NONE; state = aho->states[state].output) {
        const PhAhoState *at = &aho->states[state];
        if (at->word != PH_AHO_NONE && !visit(context, at->word, end - at->len)) {
            return false;
        }
    }
    return true;
}

void ph_aho_scan(const PhAho *aho, PhBytes text, PhAhoVisit *visit, void *context)
{
    const uint32_t *next = aho->next;
    uint32_t cell = 0;
    for (size_t i = 0; i < text.len; i++) {
        cell = next[(cell >> 1) + aho->classes[(unsigned char)text.ptr[i]]];
        if ((cell & 1) != 0 &&
            !visit_outputs(aho, (cell >> 1) / aho->class_count, i + 1, visit, context)) {
            return;
        }
    }
}
