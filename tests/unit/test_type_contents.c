#include "facts_fixture.h"

static const PhProjectFile k_alone = {0};

static void expect_alone(Fixture *f, const Case *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        read_text(f, cases[i].code);
        f->facts->project = &k_alone;
        const char *got = type_text(f, ph_type_of(f->facts, f->marked[0]).kinds);
        if (strcmp(got, cases[i].wanted) != 0) {
            print_error("got %s, wanted %s for:\n%s\n", got, cases[i].wanted,
                        cases[i].code);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void what_is_only_looked_into_keeps_its_elements(void **state)
{
    static const Case k_cases[] = {
        {"def f():\n q = ['a']\n for x in q: _(x)", "str"},
        {"def f():\n q = [1]\n q[0] = 2\n for x in q: _(x)", "int"},
        {"def f():\n q = [1]\n del q[0]\n for x in q: _(x)", "int"},
        {"import bisect\ndef f():\n q = [1]\n bisect.insort(q, 2)\n for x in q: _(x)",
         "int"},
        {"def f(v):\n q = sorted(len(w) for w in v)\n for x in q: _(x)", "int"},
        {"def f():\n q = ['a', 1]\n for x in q: _(x)", "int|str"},
        {"def f():\n q = ['a']\n return [_(x) for x in q if x in q]", "str"},
        {"def f():\n q = ['a']\n _(q[0])", "str"},
        {"def f():\n q = ['a']\n x = q[0]\n _(x)", "str"},
        {"def f():\n q = ['a']\n for i, x in enumerate(q): _(x)", "str"},
        {"def f():\n q = ['a']\n print(len(q), ', '.join(q), sorted(q))\n _(q[-1])", "str"},
        {"def f():\n q = ['a']\n if not q: pass\n _(q[-1])", "str"},
        {"def f(s):\n q = str(s).split()\n _(q[0])", "str"},
        {"def f():\n q = {'a': 1}\n for v in q.values(): _(v)", "int"},
        {"def f():\n q = {'a': 1}\n for k in q: _(k)", "str"},
        {"def f():\n q = {'a': 1}\n _(q['a'])", "int"},
        {"def f():\n q = {'a': 1}\n _(q.get('a'))", "int|None"},
        {"def f():\n q = {'a': 1}\n _(q.get('a', 'b'))", "int|str"},
        {"def f():\n q = ['a']\n def g():\n  for x in q: _(x)\n", "str"},
        {"def f():\n q = ['a']\n q.append(1)\n for x in q: _(x)", "int|str"},
        {"def f():\n q = ['a']\n def g(): q.append(1)\n for x in q: _(x)", "int|str"},
        {"def f(v):\n q = None\n if v: q = ['a']\n for x in q: _(x)", "str"},
        {"def f():\n q = ['a']\n for x in q: _(x)\n return q", "str"},
        {"def f():\n q = ['a']\n any(_(x) for x in q)\n return q", "str"},
        {"def f():\n q = ['a']\n g(x=q[0])\n _(q[1:][0])", "str"},
        {"def f():\n q = {'a', 1}\n while q: _(q.pop())", "unknown"},
        {"def f():\n q = {'a', 1}\n q.pop()\n for x in q: _(x)", "int|str"},
        {"def f():\n q = {'a': 1}\n q.pop('b', 2)\n _(q['a'])", "int"},
        {"def f(v):\n q = {v: 1}\n _(q[v])", "int"},
    };
    expect_alone(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void what_may_be_changed_or_handed_on_does_not(void **state)
{
    static const Case k_cases[] = {
        {"def f(v):\n q = ['a']\n q.append(v)\n for x in q: _(x)", "unknown"},
        {"def f(v):\n q = ['a']\n def g(): q.append(v)\n for x in q: _(x)", "unknown"},
        {"def f(v):\n q = ['a']\n def g():\n  nonlocal q\n  q += v\n _(q[0])", "unknown"},
        {"def f():\n q = ['a']\n def g(): return q\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n g(lambda: q)\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n g(_(x) for x in q)\n return q", "unknown"},
        {"def f():\n q = ['a']\n g(_(x) for i, x in enumerate(q))\n return q", "unknown"},
        {"def f():\n q = ['a']\n g(_(x) for y in z for x in q)\n return q", "unknown"},
        {"def f():\n q = {'a': 1}\n v = q.keys()\n for x in v: _(x)\n return q", "unknown"},
        {"def f():\n q = ['a']\n q[:] = y\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n q[0:1] += y\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n with y as (q[0], z): pass\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n [0 for q[0] in y]\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n [*q[:1], q[0]] = y\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n [].append(q)\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n max(y, default=q)\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n r = q if y else z\n for x in q: _(x)", "unknown"},
        {"def f():\n p = ['a']\n q = p if y else ['b']\n for x in q: _(x)", "unknown"},
        {"def f():\n p = [['a']]\n q = p[0]\n q.append(1)\n r = p[0]\n for x in r: _(x)",
         "unknown"},
        {"def f():\n q = {'a'}\n q.add(y)\n for x in q: _(x)", "unknown"},
        {"def f():\n q = {'a'}\n q |= y\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n q += [1]\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n q[0] = y\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n (q[0]), y = 1, 2\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n for q[0] in y: pass\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n with y as q[0]: pass\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n y = q\n for x in q: _(x)", "unknown"},
        {"def f():\n y = q = ['a']\n for x in q: _(x)", "unknown"},
        {"def f():\n q = y = ['a']\n for x in q: _(x)", "unknown"},
        {"def f():\n q, y = ['a'], 1\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n g(q)\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n g(*q)\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n yield q\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n if q == y: pass\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n m = q.append\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n i = iter(q)\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n z = enumerate(q)\n for x in q: _(x)", "unknown"},
        {"def f(len):\n q = ['a']\n len(q)\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n s.join(q)\n for x in q: _(x)", "unknown"},
        {"def f():\n q = ['a']\n locals()\n for x in q: _(x)", "unknown"},
        {"def f():\n q = max(['a'], y)\n for x in q: _(x)", "unknown"},
        {"def f():\n q = [['a']]\n q[0].append(1)\n for x in q[0]: _(x)", "unknown"},
        {"def f():\n q = {'a': ['b']}\n q['a'].append(1)\n for x in q['a']: _(x)",
         "unknown"},
        {"def f():\n q = {'a': 1}\n q.setdefault('b', 'c')\n _(q['a'])", "unknown"},
        {"def f():\n q = {'a': 1}\n q.update(b='c')\n _(q['a'])", "unknown"},
        {"def f(**q):\n _(q.get('a'))", "unknown"},
        {"async def f():\n q = ['a']\n async for x in q: _(x)", "unknown"},
    };
    expect_alone(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void private_names_of_the_module_are_known_by_their_stores(void **state)
{
    static const Case k_cases[] = {
        {"_x = 'a'\ndef f(): _(_x)", "str"},
        {"_x = 'a'\ndef f():\n global _x\n _x = 1\n _(_x)", "int|str"},
        {"_q = ['a', 'b']\ndef f():\n for x in _q: _(x)", "str"},
        {"_q = ['a', 'b']\ndef f():\n _q.append(1)\n for x in _q: _(x)", "int|str"},
        {"_q = ['a', 'b']\ndef f(v):\n _q.append(v)\n for x in _q: _(x)", "unknown"},
        {"_q = ['a']\ndef f(v):\n global _q\n _q = [1]\ndef g():\n for x in _q: _(x)",
         "int|str"},
        {"_q = ['a']\ndef f(v):\n global _q\n _q += v\ndef g():\n for x in _q: _(x)",
         "unknown"},
        {"_q = ['a']\ndef f(v):\n _q[:] = v\ndef g():\n for x in _q: _(x)", "unknown"},
        {"_q = ['a']\ndef f(v):\n _q[v] = v\ndef g():\n for x in _q: _(x)", "unknown"},
        {"_q = ['a']\ndef f(): return _q\ndef g():\n for x in _q: _(x)", "unknown"},
        {"_q = ['a']\nr = _q\ndef g():\n for x in _q: _(x)", "unknown"},
        {"_q = ['a']\ndef f(r=_q): pass\ndef g():\n for x in _q: _(x)", "unknown"},
        {"_q = ['a']\nclass C:\n r = _q\ndef g():\n for x in _q: _(x)", "unknown"},
        {"_q = ['a']\nimport m\nm._q.append(1)\ndef g():\n for x in _q: _(x)", "unknown"},
        {"_q = ['a']\nfrom m import _q\ndef g():\n for x in _q: _(x)", "unknown"},
        {"_q = {'a': 1}\ndef f(v): _q[v] = v\ndef g():\n for x in _q: _(x)", "unknown"},
        {"_x = 'a'\ndef f(): _(_x)\nglobals()", "unknown"},
        {"_x = 'a'\ndef f(): _(_x)\nm._x = 1", "unknown"},
        {"_x = 'a'\ndef f(): _(_x)\nsetattr(m, '_x', 1)", "unknown"},
        {"class C:\n _x = 'a'\n _(_x)", "unknown"},
    };
    expect_alone(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void public_names_hold_what_the_file_stores_but_others_may_change_it(void **state)
{
    static const Case k_cases[] = {
        {"x = 'a'\ndef f(): _(x)", "str"},
        {"x = 'a'\n_(x)", "str"},
        {"x = ('a', 'b')\ndef f():\n for y in x: _(y)", "str"},
        {"x = (('a', 1), ('b', 2))\ndef f():\n for y, z in x: _(y)", "str"},
        {"x = 'a'\ndef f(v):\n global x\n x = v\ndef g(): _(x)", "unknown"},
        {"x = ['a']\ndef f(): _(x)", "list"},
        {"x = ['a']\ndef f():\n for y in x: _(y)", "unknown"},
        {"x = ([1], [2])\ndef f():\n for y in x:\n  for z in y: _(z)", "unknown"},
        {"x = [('a', 1)]\ndef f():\n for y, z in x: _(y)", "unknown"},
        {"x = 'a'\ndef f(): _(x)\nm.x = 1", "unknown"},
        {"x = 'a'\ndef f(): _(x)\nsetattr(m, 'x', 1)", "unknown"},
        {"x = 'a'\ndef f(): _(x)\nglobals()", "unknown"},
        {"x = 'a'\nfrom m import *\ndef f(): _(x)", "unknown"},
        {"x = 'a'\nimport sys\ndef f(): _(x)\nsys.modules[v]", "unknown"},
        {"__x = 'a'\ndef f(): _(__x)", "unknown"},
        {"import x\ndef f(): _(x)", "unknown"},
    };
    expect_alone(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void rows_written_out_are_known_place_by_place(void **state)
{
    static const Case k_cases[] = {
        {"def f():\n t = [(1, 'a'), (2, 'b')]\n for x, y in t: _(y)", "str"},
        {"def f():\n t = ((1, 'a'), (2, 'b'))\n for x, y in t: _(x)", "int"},
        {"def f():\n t = [(1, 'a')]\n for x, y in sorted(t): _(y)", "str"},
        {"def f(v):\n t = [(1, 'a')]\n for x, y in sorted(t, key=v): _(y)", "str"},
        {"def f():\n t = [(1, 'a')]\n for i, (x, y) in enumerate(t): _(y)", "str"},
        {"def f():\n t = [(1, 'a')]\n return [_(y) for x, y in reversed(t)]", "str"},
        {"def f():\n t = [(1, 'a')]\n def g():\n  for x, y in t: _(y)", "str"},
        {"def f():\n t = {'a': 1}\n for x, y in sorted(t.items()): _(x)", "str"},
        {"def f():\n t = {'a': 1}\n for x, y in t.items(): _(y)", "int"},
        {"def f(v):\n t = [(1, 'a')]\n t.append(v)\n for x, y in t: _(y)", "unknown"},
        {"def f():\n t = [(1, 'a')]\n t.append(('b', 2))\n for x, y in t: _(y)", "int|str"},
        {"def f():\n t = [(1, 'a')]\n t[0] = 2\n for x, y in t: _(y)", "int|str"},
        {"def f(v):\n t = [(1, 'a')]\n v(t)\n for x, y in t: _(y)", "unknown"},
        {"def f(v):\n t = [(1, 'a')]\n if v: t = v\n for x, y in t: _(y)", "unknown"},
        {"def f(v):\n t = [[1, 'a']]\n for r in t: r[1] = v\n for x, y in t: _(y)",
         "unknown"},
        {"def f(v):\n t = [(1, [2])]\n for x, y in t: y.append(v)\n"
         " for x, y in t:\n  for z in y: _(z)",
         "unknown"},
        {"def f(v):\n for x, in sorted([[1]], key=lambda y: y.append(v)): _(x)", "unknown"},
        {"def f():\n t = {'a': [1]}\n for x, y in t.items():\n  for z in y: _(z)",
         "unknown"},
    };
    expect_alone(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_line_of_a_file_is_of_the_class_of_its_mode(void **state)
{
    static const Case k_cases[] = {
        {"def f(p):\n for x in open(p): _(x)", "str"},
        {"def f(p):\n for x in open(p, 'rb'): _(x)", "bytes"},
        {"def f(p):\n with open(p) as g:\n  for i, x in enumerate(g): _(x)", "str"},
        {"import io\ndef f(p):\n g = io.BytesIO(p)\n for x in g: _(x)", "bytes"},
        {"def f(p):\n _(open(p).read())", "str"},
        {"def f(p, m):\n for x in open(p, m): _(x)", "unknown"},
        {"def f(p, o):\n for x in open(p, opener=o): _(x)", "unknown"},
        {"def f(p, g):\n with open(p) as g: pass\n g = p\n for x in g: _(x)", "unknown"},
        {"def f(g):\n for x in g: _(x)", "unknown"},
        {"def open(p): return p.q\ndef f(p):\n for x in open(p): _(x)", "unknown"},
    };
    expect_alone(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void what_is_listed_and_rounded_follows_what_is_given(void **state)
{
    static const Case k_cases[] = {
        {"import os\ndef f():\n for x in os.listdir('a'): _(x)", "str"},
        {"import os\ndef f():\n for x in os.listdir(): _(x)", "str"},
        {"import os\ndef f(v):\n for x in os.listdir(v): _(x)", "str|bytes"},
        {"import os\ndef f():\n for x in os.listdir(b'a'): _(x)", "str|bytes"},
        {"_(round(1.5))", "int"},
        {"_(round(1.5, 1))", "float"},
        {"_(round(1.5, None))", "int"},
        {"_(round(True, 1))", "int"},
        {"def f(v): _(round(v))", "unknown"},
        {"def f(v): _(round(1.5, v))", "unknown"},
        {"_(round(1j))", "unknown"},
    };
    expect_alone(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void names_of_os_and_sys_have_the_classes_of_the_reference(void **state)
{
    static const Case k_cases[] = {
        {"import sys\n_(sys.platform)", "str"},
        {"import os.path\n_(os.name)", "str"},
        {"def f():\n import sys\n _(sys.maxsize)", "bool|int"},
        {"import sys as s\n_(s.platform)", "str"},
        {"import sys\n_(sys.argv)", "unknown"},
        {"import sys\nsys.platform = v\n_(sys.platform)", "unknown"},
        {"import sys\nsetattr(sys, 'platform', v)\n_(sys.platform)", "unknown"},
        {"_(sys.platform)", "unknown"},
        {"import sys\nsys = 1\n_(sys.platform)", "unknown"},
        {"from a import sys\n_(sys.platform)", "unknown"},
        {"import a as sys\n_(sys.platform)", "unknown"},
        {"def f(sys): _(sys.platform)", "unknown"},
        {"import sys\nfrom a import *\n_(sys.platform)", "unknown"},
    };
    expect_alone(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_value_is_compared_with_the_elements_of_a_container(void **state)
{
    static const Case k_cases[] = {
        {"_('a', {'a': 1})", "proved"},
        {"_('a', {})", "proved"},
        {"def f():\n d = {'a': 1}\n _('a', d)", "unknown"}, /* it is handed on */
        {"def f():\n d = {'a': 1}\n for k in d: _(k, {1: 2})", "proved"},
        {"_('a', {v: 1})", "unknown"},
        {"_('a', {b'a': 1})", "unknown"},
        {"_(v, {'a': 1})", "unknown"},
        {"_(1, {1.0: 1, True: 2})", "proved"},
    };
    Fixture *f = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        read_text(f, k_cases[i].code);
        PhCapture first = {.nodes = f->marked, .count = 1, .is_bound = true};
        PhCapture second = {.nodes = f->marked + 1, .count = 1, .is_bound = true};
        const PhFactArg args[] = {{.capture = &first}, {.capture = &second}};
        PhFactQuery query = {f->facts, args};
        const char *got = verdict_text(ph_fact_eq_by_value_in(&query).verdict);
        if (strcmp(got, k_cases[i].wanted) != 0) {
            print_error("%s, not %s:\n%s\n", got, k_cases[i].wanted, k_cases[i].code);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void only_a_dict_of_the_exact_class_is_a_dict(void **state)
{
    static const Case k_cases[] = {
        {"_({})", "proved"},
        {"_(dict(v))", "proved"},
        {"def f(**k): _(k)", "proved"},
        {"_([])", "refuted"},
        {"_(v)", "unknown"},
        {"_(D())", "unknown"},
        {"_({v: 1 for v in u})", "proved"},
    };
    expect_verdicts(*state, "is_dict", k_cases, PH_COUNT_OF(k_cases));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_only_looked_into_keeps_its_elements),
        TEST(what_may_be_changed_or_handed_on_does_not),
        TEST(private_names_of_the_module_are_known_by_their_stores),
        TEST(public_names_hold_what_the_file_stores_but_others_may_change_it),
        TEST(rows_written_out_are_known_place_by_place),
        TEST(a_line_of_a_file_is_of_the_class_of_its_mode),
        TEST(what_is_listed_and_rounded_follows_what_is_given),
        TEST(names_of_os_and_sys_have_the_classes_of_the_reference),
        TEST(a_value_is_compared_with_the_elements_of_a_container),
        TEST(only_a_dict_of_the_exact_class_is_a_dict),
    };
    return cmocka_run_group_tests_name("type_contents", tests, NULL, NULL);
}
