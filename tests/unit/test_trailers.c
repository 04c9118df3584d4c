#include "git/trailers.h"
#include "unit.h"

static int set_up(void **state)
{
    *state = ph_arena_new();
    return 0;
}

static int tear_down(void **state)
{
    ph_arena_free(*state);
    return 0;
}

static void trailers_of_the_last_paragraph_are_read_in_order(void **state)
{
    PhTrailers trailers = ph_trailers_read(
        *state, PH_BYTES("subject\n\nNot-This: 1\nis text\n\nPyheap-Rule: a\nPyheap-Rule: "
                         "b\nPyheap-Options: --select=a 'b c'\n"));
    assert_int_equal(trailers.count, 3);
    assert_true(ph_bytes_is(trailers.items[0].key, "Pyheap-Rule"));
    assert_true(ph_bytes_is(trailers.items[0].value, "a"));
    assert_true(ph_bytes_is(trailers.items[1].value, "b"));
    assert_true(
        ph_bytes_is(ph_trailers_get(&trailers, "Pyheap-Options"), "--select=a 'b c'"));
    assert_true(ph_bytes_is(ph_trailers_get(&trailers, "Pyheap-Rule"), "a"));
    assert_int_equal(ph_trailers_get(&trailers, "Not-This").len, 0);
}

static void a_subject_is_no_trailer(void **state)
{
    assert_int_equal(ph_trailers_read(*state, PH_BYTES("fix: it\n")).count, 0);
    assert_int_equal(ph_trailers_read(*state, PH_BYTES("")).count, 0);
    assert_int_equal(ph_trailers_read(*state, PH_BYTES("a\n\nPyheap-Rule: b\n\nwords and "
                                                       "more of them\n"))
                         .count,
                     0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(trailers_of_the_last_paragraph_are_read_in_order,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_subject_is_no_trailer, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("trailers", tests, NULL, NULL);
}
