#include "facts_fixture.h"

/* The fact never refutes: nothing that it knows compares by more than its value. */

static void builtins_whose_hash_agrees_with_their_comparison_are_proved(void **state)
{
    static const Case k_cases[] = {
        {"_(1, 2, 2.5, True, 3j)", "proved"},
        {"_('a', 'b', None, 1)", "proved"},
        {"_(b'a', b'b', 1)", "proved"},
        {"_(None, 'a', ...)", "proved"},
        {"_((1, 'a'), (2, 'b'))", "proved"},
        {"_(((1, 2), 'a'), ((1, 3), 'b'))", "proved"},
        {"_('a', (1, (2, 'x')))", "proved"},
        {"_(len(v), 1)", "proved"},
        {"_(1)", "proved"},
    };
    expect_verdicts(*state, "eq_by_value", k_cases, PH_COUNT_OF(k_cases));
}

static void what_may_compare_in_its_own_way_is_unknown(void **state)
{
    static const Case k_cases[] = {
        {"_(v, 1)", "unknown"},          {"_([1], 1)", "unknown"},
        {"_((v,), (1,))", "unknown"},    {"_(((v,),), ((1,),))", "unknown"},
        {"_((((1,),),), 1)", "unknown"}, {"def f(*a): _(a, (1,))", "unknown"},
        {"_(1 + 'a', 1)", "unknown"},
    };
    Fixture *f = *state;
    expect_verdicts(f, "eq_by_value", k_cases, PH_COUNT_OF(k_cases));
    read_text(f, "def f(x):\n    _(x, 1)");
    assert_true(ph_bytes_is(ask(f, "eq_by_value").why, "parameter, line 1"));
}

/* `1 in [v]` asks v too, and b"a" equals a bytearray that has no hash. */
static void what_it_is_compared_with_must_be_known_as_well(void **state)
{
    static const Case k_cases[] = {
        {"_(1, v)", "unknown"},
        {"_(1, 2, v.w)", "unknown"},
        {"_(b'a', bytearray(b'a'))", "unknown"},
        {"_(frozenset('a'), {'a'})", "unknown"},
        {"_((1,), (v,))", "unknown"},
        {"_((1,), [1])", "unknown"},
        {"_(1, (v,))", "proved"},
    };
    Fixture *f = *state;
    expect_verdicts(f, "eq_by_value", k_cases, PH_COUNT_OF(k_cases));
    read_text(f, "def f(x):\n    _(1, 2, x)");
    PhAnswer answer = ask(f, "eq_by_value");
    assert_true(ph_bytes_is(answer.why, "parameter, line 1"));
}

static void a_text_against_bytes_is_unknown(void **state)
{
    static const Case k_cases[] = {
        {"_('a', 'b', b'a')", "unknown"},
        {"_(b'a', 'a')", "unknown"},
        {"_(('a',), (b'a',))", "unknown"},
        {"_(('a', (b'b',)), ('a', ('b',)))", "unknown"},
        {"_('a' if v else b'a', 1)", "proved"},
    };
    Fixture *f = *state;
    expect_verdicts(f, "eq_by_value", k_cases, PH_COUNT_OF(k_cases));
    read_text(f, "_('a', 'b', b'a')");
    PhAnswer answer = ask(f, "eq_by_value");
    assert_int_equal(answer.node, f->marked[2]);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(builtins_whose_hash_agrees_with_their_comparison_are_proved),
        TEST(what_may_compare_in_its_own_way_is_unknown),
        TEST(what_it_is_compared_with_must_be_known_as_well),
        TEST(a_text_against_bytes_is_unknown),
    };
    return cmocka_run_group_tests_name("eq_by_value", k_tests, NULL, NULL);
}
