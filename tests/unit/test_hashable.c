#include "facts_fixture.h"

static void an_immutable_builtin_is_hashable(void **state)
{
    static const Case k_cases[] = {
        {"_(1)", "proved"},
        {"_('a')", "proved"},
        {"_(None)", "proved"},
        {"_(f'{v}')", "proved"},
        {"_(len(v))", "proved"},
        {"_(range(2))", "proved"},
        {"_(frozenset(v))", "proved"},
        {"_(lambda: v)", "proved"},
        {"_((1, 'a', None))", "proved"},
        {"_(())", "proved"},
        {"_(1 if v else 'a')", "proved"},
        {"def f():\n    for x in 'ab': _(x)", "proved"},
    };
    expect_verdicts(*state, "hashable", k_cases, PH_COUNT_OF(k_cases));
}

static void a_mutable_builtin_is_refuted(void **state)
{
    static const Case k_cases[] = {
        {"_([1])", "refuted"},
        {"_({})", "refuted"},
        {"_({1})", "refuted"},
        {"_(bytearray())", "refuted"},
        {"_([] if v else {})", "refuted"},
        {"_(list(v))", "refuted"},
        {"def f(**k): _(k)", "refuted"},
        {"def f():\n    (a) = [1]\n    _(a)", "refuted"},
    };
    Fixture *f = *state;
    expect_verdicts(f, "hashable", k_cases, PH_COUNT_OF(k_cases));
    read_text(f, "_([1])");
    PhAnswer answer = ask(f, "hashable");
    assert_int_equal(answer.node, f->marked[0]);
    assert_true(ph_bytes_is(answer.why, "a list, dict, set or bytearray"));
}

static void what_may_be_either_is_unknown(void **state)
{
    static const Case k_cases[] = {
        {"_(v)", "unknown"},
        {"_(1 if v else [])", "unknown"},
        {"_(1 if v else v)", "unknown"},
        {"_((v,))", "unknown"},
        {"_(([],))", "unknown"},
        {"_(((1,),))", "unknown"},
        {"def f(*a): _(a)", "unknown"},
        {"_((x for x in v))", "unknown"},
        {"_(1 + 'a')", "unknown"},
        {"def f():\n    _(x)\n    x = x", "unknown"},
        {"len = 1\n_(len(v))", "unknown"},
    };
    Fixture *f = *state;
    expect_verdicts(f, "hashable", k_cases, PH_COUNT_OF(k_cases));
    read_text(f, "def f(x):\n    _(x)");
    PhAnswer answer = ask(f, "hashable");
    assert_true(ph_bytes_is(answer.why, "parameter, line 1"));
    assert_int_equal(ph_tree_span(&f->file.tree, answer.node).start, 6);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(an_immutable_builtin_is_hashable),
        TEST(a_mutable_builtin_is_refuted),
        TEST(what_may_be_either_is_unknown),
    };
    return cmocka_run_group_tests_name("hashable", k_tests, NULL, NULL);
}
