#include "base/aho.h"
#include "unit.h"

enum { MAX_HITS = 64 };

typedef struct {
    uint32_t words[MAX_HITS];
    size_t starts[MAX_HITS];
    size_t count;
    size_t most;
} Hits;

static bool note(void *context, uint32_t word, size_t start)
{
    Hits *hits = context;
    assert_true(hits->count < MAX_HITS);
    hits->words[hits->count] = word;
    hits->starts[hits->count++] = start;
    return hits->count < hits->most;
}

static Hits scan(const PhBytes *words, uint32_t count, const char *text, size_t most)
{
    PhArena *arena = ph_arena_new();
    Hits hits = {.most = most};
    ph_aho_scan(ph_aho_new(arena, words, count), ph_bytes_of(text), note, &hits);
    ph_arena_free(arena);
    return hits;
}

static void words_within_words_are_found(void **state)
{
    (void)state;
    static const PhBytes k_words[] = {{"he", 2}, {"she", 3}, {"his", 3}, {"hers", 4}};
    static const size_t k_starts[] = {1, 2, 2};
    static const uint32_t k_found[] = {1, 0, 3};
    Hits hits = scan(k_words, 4, "ushers", MAX_HITS);
    assert_int_equal(hits.count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(hits.words[i], k_found[i]);
        assert_int_equal(hits.starts[i], k_starts[i]);
    }
}

static void overlapping_occurrences_are_all_found(void **state)
{
    (void)state;
    static const PhBytes k_words[] = {{"aa", 2}, {"a", 1}};
    assert_int_equal(scan(k_words, 2, "aaaa", MAX_HITS).count, 7);
    assert_int_equal(scan(k_words, 2, "bbb", MAX_HITS).count, 0);
    assert_int_equal(scan(k_words, 2, "", MAX_HITS).count, 0);
}

static void a_scan_ends_when_that_is_enough(void **state)
{
    (void)state;
    static const PhBytes k_words[] = {{"aa", 2}, {"a", 1}};
    assert_int_equal(scan(k_words, 2, "aaaa", 2).count, 2);
}

static void no_words_are_found_nowhere(void **state)
{
    (void)state;
    assert_int_equal(scan(NULL, 0, "abc", MAX_HITS).count, 0);
}

static void every_byte_may_be_in_a_word(void **state)
{
    (void)state;
    static const PhBytes k_words[] = {{"\xff\xc2", 2}, {"\x01", 1}};
    Hits hits = scan(k_words, 2, "a\xff\xc2\x01", MAX_HITS);
    assert_int_equal(hits.count, 2);
    assert_int_equal(hits.starts[0], 1);
    assert_int_equal(hits.starts[1], 3);
}

/* Any text and words of few letters agree with a search at each place. */
static void it_finds_what_a_plain_search_finds(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int round = 0; round < 2000; round++) {
        char text[24];
        size_t len = sizeof(text) - 1;
        for (size_t i = 0; i < len; i++) {
            seed = seed * 1664525 + 1013904223;
            text[i] = (char)('a' + (seed >> 24) % 2);
        }
        text[len] = '\0';
        static const PhBytes k_words[] = {{"a", 1},    {"ab", 2},   {"bab", 3},
                                          {"abba", 4}, {"bbbb", 4}, {"baab", 4}};
        size_t wanted = 0;
        for (size_t w = 0; w < PH_COUNT_OF(k_words); w++) {
            for (size_t i = 0; i + k_words[w].len <= len; i++) {
                wanted += memcmp(text + i, k_words[w].ptr, k_words[w].len) == 0;
            }
        }
        Hits hits = scan(k_words, PH_COUNT_OF(k_words), text, MAX_HITS);
        assert_int_equal(hits.count, wanted);
        for (size_t i = 0; i < hits.count; i++) {
            PhBytes word = k_words[hits.words[i]];
            assert_memory_equal(text + hits.starts[i], word.ptr, word.len);
        }
    }
}

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        cmocka_unit_test(words_within_words_are_found),
        cmocka_unit_test(overlapping_occurrences_are_all_found),
        cmocka_unit_test(a_scan_ends_when_that_is_enough),
        cmocka_unit_test(no_words_are_found_nowhere),
        cmocka_unit_test(every_byte_may_be_in_a_word),
        cmocka_unit_test(it_finds_what_a_plain_search_finds),
    };
    return cmocka_run_group_tests_name("aho", k_tests, NULL, NULL);
}
