#include "facts_fixture.h"

static void only_the_truth_is_looked_at(void **state)
{
    static const char *const k_tested[] = {
        "def f(q, a):\n    if _(q): pass",
        "def f(q, a):\n    while (_(q)): pass",
        "def f(q, a):\n    if a: pass\n    elif _(q) and a: pass",
        "def f(q, a):\n    assert _(q), a",
        "def f(q, a):\n    return a if _(q) else 1",
        "def f(q, a):\n    return not _(q)",
        "def f(q, a):\n    return bool(_(q))",
        "def f(q, a):\n    return [a for a in a if _(q) or a]",
        "def f(q, a):\n    return not (a or (_(q) and a))",
    };
    static const char *const k_used[] = {
        "def f(q, a):\n    return _(q)",
        "def f(q, a):\n    a = _(q) or []",
        "def f(q, a):\n    if a: _(q)",
        "def f(q, a):\n    while a: _(q)",
        "def f(q, a):\n    assert a, _(q)",
        "def f(q, a):\n    return _(q) if a else 1",
        "def f(q, a):\n    return a if a else _(q)",
        "def f(q, a):\n    return len(_(q))",
        "def f(q, bool):\n    return bool(_(q))",
        "def f(q, a):\n    return bool(a, _(q))",
        "def f(q, a):\n    if _(q) == a: pass",
        "def f(q, a):\n    for a in _(q): pass",
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_tested); i++) {
        read_text(f, k_tested[i]);
        assert(f->marked != NULL);
        f->marked[0] =
            ph_tree_parent(&f->file.tree, ph_tree_parent(&f->file.tree, f->marked[0]));
        assert_int_equal(ask(f, "truth_tested").verdict, PH_PROVED);
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_used); i++) {
        read_text(f, k_used[i]);
        assert(f->marked != NULL);
        f->marked[0] =
            ph_tree_parent(&f->file.tree, ph_tree_parent(&f->file.tree, f->marked[0]));
        assert_int_equal(ask(f, "truth_tested").verdict, PH_REFUTED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_the_truth_is_looked_at, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("truth_tested", tests, NULL, NULL);
}
