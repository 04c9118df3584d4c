#include "flow_fixture.h"

#define ROWS    "def f(ns):\n    rows = [{'a': n, 'b': 1} for n in ns]\n"
#define DISPLAY "{'a': n, 'b': 1}"

static void records_that_are_read_by_their_keys_are_closed(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, ROWS "    return [r['a'] + 1 for r in rows]\n", DISPLAY, NULL},
        {PH_PROVED, ROWS "    rows.sort(key=lambda r: r['b'])\n    return rows[0]['a']\n",
         DISPLAY, NULL},
        {PH_PROVED, ROWS "    for r in rows:\n        r['b'] += 1\n", DISPLAY, NULL},
        {PH_UNKNOWN, ROWS "    return rows\n", DISPLAY, NULL},
        {PH_UNKNOWN, ROWS "    print(rows)\n", DISPLAY, NULL},
        {PH_UNKNOWN, ROWS "    return rows[0] == rows[1]\n", DISPLAY, NULL},
        {PH_UNKNOWN, ROWS "    return [r.get('a') for r in rows]\n", DISPLAY, NULL},
        {PH_UNKNOWN, ROWS "    return ['a' in r for r in rows]\n", DISPLAY, NULL},
        {PH_UNKNOWN, ROWS "    return [r['c'] for r in rows]\n", DISPLAY, NULL},
        {PH_UNKNOWN, ROWS "    return [r[k] for r in rows]\n", DISPLAY, NULL},
        {PH_UNKNOWN, ROWS "    return [dict(r)['a'] for r in rows]\n", DISPLAY, NULL},
        {PH_UNKNOWN, ROWS "    rows.append(x)\n    return rows[0]['a']\n", DISPLAY, NULL},
        {PH_UNKNOWN, ROWS "    r = x\n    for r in rows: pass\n    return r['a']\n",
         DISPLAY, NULL},
        {PH_UNKNOWN, ROWS "    return sorted(rows)\n", DISPLAY, NULL},
        {PH_UNKNOWN, "def f(n):\n    return " DISPLAY "['a']\n", DISPLAY, NULL},
    };
    EXPECT_CASES(*state, "records_closed", k_cases);
}

static void a_store_to_a_key_changes_records(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, ROWS "    for r in rows:\n        r['b'] += 1\n", DISPLAY, NULL},
        {PH_REFUTED, ROWS "    for r in rows:\n        x[r['b']] = 1\n", DISPLAY, NULL},
    };
    EXPECT_CASES(*state, "records_change", k_cases);
}

static void keys_of_records_are_told_from_others(void **state)
{
    static const char k_text[] = ROWS "    x = y['a']\n    return [r['b'] for r in rows]\n";
    static const Case k_cases[] = {
        {PH_PROVED, k_text, "'a'", DISPLAY},
        {PH_REFUTED, k_text, "2:'a'", DISPLAY},
        {PH_PROVED, k_text, "2:'b'", DISPLAY},
    };
    EXPECT_CASES(*state, "names_field", k_cases);
}

static uint32_t count_of(Fixture *f, const char *fact, const char *text, const char *a)
{
    read_text(f, text);
    return ask(f, fact, a, NULL).node_count;
}

static void displays_of_many_records_are_found_once(void **state)
{
    Fixture *f = *state;
    assert_int_equal(count_of(f, "record_displays", ROWS, "def f.."), 1);
    assert_int_equal(
        count_of(f, "record_displays",
                 "def f(x):\n    for n in x:\n        x.append({'a': 1, 'b': n})\n"
                 "        x.append({'b': 1, 'a': n})\n        y = {'c': 1, 'd': 2}\n",
                 "def f.."),
        2);
    static const char *const k_none[] = {
        "def f(n): x = {'a': 1, 'b': n}\n",
        "def f(x):\n    for n in x: y = {'a': 1}\n",
        "def f(x):\n    for n in x: y = {'a-b': 1, 'c': 1}\n",
        "def f(x):\n    for n in x: y = {'_a': 1, 'c': 1}\n",
        "def f(x):\n    for n in x: y = {'if': 1, 'c': 1}\n",
        "def f(x):\n    for n in x: y = {'a': 1, 'a': 1}\n",
        "def f(x):\n    for n in x: y = {'a': 1, 'b': 1, **n}\n",
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_none); i++) {
        assert_int_equal(count_of(f, "record_displays", k_none[i], "def f.."), 0);
    }
    assert_int_equal(count_of(f, "record_keys", ROWS, DISPLAY), 2);
}

static void what_keeps_a_display_has_a_name(void **state)
{
    static const struct {
        const char *text;
        const char *name;
    } k_cases[] = {
        {"rows = [{'a': 1, 'b': 2} for x in y]\n", "rows"},
        {"self.rows.append({'a': 1, 'b': 2})\n", "self.rows"},
        {"return_(x, {'a': 1, 'b': 2})\n", ""},
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        read_text(f, k_cases[i].text);
        PhAnswer answer = ask(f, "kept_in", "{'a': 1, 'b': 2}", NULL);
        PhBytes name =
            answer.node_count == 0 ? PH_BYTES("") : ph_tree_text(&f->tree, answer.nodes[0]);
        assert_true(ph_bytes_is(name, k_cases[i].name));
    }
}

#define TREE                                                                             \
    "class C:\n    def __init__(self, p=None):\n        self.p = p\n        self.all = " \
    "[]\n"                                                                               \
    "        if p is not None:\n            p.all.append(self)\n"
#define PAIR_OF                                         \
    "class C:\n    def __init__(self, w): self.w = w\n" \
    "class W:\n    def __init__(self): self.ws = []\n"  \
    "    def add(self):\n        self.ws.append(C(self))\n"

static void owners_that_hold_objects_are_found(void **state)
{
    Fixture *f = *state;
    assert_int_equal(count_of(f, "owner_links", TREE, "C"), 1);
    assert_int_equal(count_of(f, "owner_links", PAIR_OF, "C"), 1);
    assert_int_equal(count_of(f, "owner_links", PAIR_OF, "W"), 0);
    assert_int_equal(count_of(f, "owner_links",
                              "class C:\n    def __init__(self, w): self.w = w\n", "C"),
                     0);
    assert_int_equal(count_of(f, "owner_links",
                              "class C:\n    def __init__(self, w): self.w = w\n"
                              "class W:\n    def add(self): return C(self)\n",
                              "C"),
                     0);
}

static void an_owner_may_be_held_weakly_or_not(void **state)
{
    static const Case k_cases[] = {
        {PH_PROVED, TREE "root = C()\nC(root)\n", "p", NULL},
        {PH_PROVED, PAIR_OF "w = W()\nw.add()\n", "w", NULL},
        {PH_UNKNOWN, TREE "leaf = C(C())\n", "p", NULL},
        {PH_UNKNOWN, TREE "root = C()\nroot.p = 1\n", "p", NULL},
        {PH_UNKNOWN, TREE "import copy\n", "p", NULL},
        {PH_UNKNOWN, TREE "    def __eq__(self, o): return self.p is o.p\n", "p", NULL},
        {PH_UNKNOWN, TREE "    def g(self): self.p, self.q = 1, 2\n", "p", NULL},
        {PH_UNKNOWN,
         "class C:\n    def __init__(self, w): self.w = w\n"
         "class W(dict):\n    def add(self):\n        self.ws.append(C(self))\n",
         "w", NULL},
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        read_text(f, k_cases[i].text);
        PhAnswer links = ask(f, "owner_links", "C", NULL);
        PhVerdict verdict = PH_UNKNOWN;
        if (links.node_count == 1) {
            PhCapture capture = {.nodes = links.nodes, .count = 1, .is_bound = true};
            PhFactArg args[] = {{.capture = &capture}};
            PhFactQuery query = {f->facts, args};
            verdict = ph_fact_owner_weakens(&query).verdict;
        }
        if (verdict != k_cases[i].verdict) {
            fail_msg("%d, not %d, in:\n%s", (int)verdict, (int)k_cases[i].verdict,
                     k_cases[i].text);
        }
    }
}

static PhVerdict is_optional(Fixture *f, const char *text)
{
    read_text(f, text);
    PhAnswer links = ask(f, "owner_links", "C", NULL);
    assert_int_equal(links.node_count, 1);
    PhCapture capture = {.nodes = links.nodes, .count = 1, .is_bound = true};
    PhFactArg args[] = {{.capture = &capture}};
    PhFactQuery query = {f->facts, args};
    return ph_fact_owner_optional(&query).verdict;
}

static void an_owner_may_be_none_or_not(void **state)
{
    assert_int_equal(is_optional(*state, TREE), PH_PROVED);
    assert_int_equal(is_optional(*state, PAIR_OF), PH_REFUTED);
    assert_int_equal(is_optional(*state, PAIR_OF "C(None)\n"), PH_PROVED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(records_that_are_read_by_their_keys_are_closed,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_store_to_a_key_changes_records, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(keys_of_records_are_told_from_others, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(displays_of_many_records_are_found_once, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_keeps_a_display_has_a_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(owners_that_hold_objects_are_found, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_owner_may_be_held_weakly_or_not, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_owner_may_be_none_or_not, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
