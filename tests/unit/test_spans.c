#include "edit/spans.h"
#include "unit.h"

static int set_up(void **state)
{
    static PhSpans spans;
    spans = (PhSpans){.arena = ph_arena_new()};
    *state = &spans;
    return 0;
}

static int tear_down(void **state)
{
    PhSpans *spans = *state;
    ph_arena_free(spans->arena);
    return 0;
}

static void nothing_touches_an_empty_set(void **state)
{
    assert_false(ph_spans_touch(*state, (PhSpan){0, 100}));
}

static void both_ends_of_an_interval_belong_to_it(void **state)
{
    static const struct {
        PhSpan span;
        bool touches;
    } k_cases[] = {
        {{0, 4}, false}, {{0, 5}, true},   {{5, 5}, true},    {{6, 7}, true},
        {{8, 8}, true},  {{8, 20}, true},  {{9, 9}, false},   {{9, 14}, false},
        {{4, 30}, true}, {{15, 15}, true}, {{16, 30}, false}, {{14, 16}, true},
    };
    ph_spans_add(*state, (PhSpan){5, 8});
    ph_spans_add(*state, (PhSpan){15, 15});
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        assert_int_equal(ph_spans_touch(*state, k_cases[i].span), k_cases[i].touches);
    }
}

static void intervals_stay_sorted_and_disjoint(void **state)
{
    PhSpans *spans = *state;
    static const PhSpan k_added[] = {{50, 60}, {10, 20}, {30, 40}, {70, 80}, {18, 32}};
    static const PhSpan k_wanted[] = {{10, 40}, {50, 60}, {70, 80}};
    for (size_t i = 0; i < PH_COUNT_OF(k_added); i++) {
        ph_spans_add(spans, k_added[i]);
    }
    assert_int_equal(spans->list.count, PH_COUNT_OF(k_wanted));
    assert_memory_equal(spans->list.items, k_wanted, sizeof(k_wanted));
    ph_spans_add(spans, (PhSpan){0, 100});
    assert_int_equal(spans->list.count, 1);
    ph_spans_add(spans, (PhSpan){40, 50});
    assert_int_equal(spans->list.count, 1);
    assert_int_equal(spans->list.items[0].start, 0);
    assert_int_equal(spans->list.items[0].end, 100);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(nothing_touches_an_empty_set),
        TEST(both_ends_of_an_interval_belong_to_it),
        TEST(intervals_stay_sorted_and_disjoint),
    };
    return cmocka_run_group_tests_name("spans", k_tests, NULL, NULL);
}
