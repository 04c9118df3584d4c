#include "facts_fixture.h"

static void a_literal_or_display_has_its_class(void **state)
{
    static const Case k_cases[] = {
        {"_(1)", "int"},
        {"_(0x1f)", "int"},
        {"_(1.5)", "float"},
        {"_(2j)", "complex"},
        {"_(1.5J)", "complex"},
        {"_('a' \"b\")", "str"},
        {"_(f'{x}')", "str"},
        {"_(b'a')", "bytes"},
        {"_(rb'a')", "bytes"},
        {"_(t'{x}')", "unknown"},
        {"_(None)", "None"},
        {"_(True)", "bool"},
        {"_(...)", "..."},
        {"_(())", "tuple"},
        {"_([v])", "list"},
        {"_({})", "dict"},
        {"_({v})", "set"},
        {"_({v: 1})", "dict"},
        {"_([v for v in u])", "list"},
        {"_({v for v in u})", "set"},
        {"_({v: 1 for v in u})", "dict"},
        {"_((v for v in u))", "iterable"},
        {"_(lambda: v)", "function"},
        {"_(((1)))", "int"},
        {"_((x := 1))", "int"},
        {"_(v)", "unknown"},
        {"_(v.w)", "unknown"},
        {"async def f(): _(await v)", "unknown"},
        {"def f(): _((yield))", "unknown"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void an_operator_gives_what_the_classes_of_its_operands_give(void **state)
{
    static const Case k_cases[] = {
        {"_(1 + 2)", "int"},
        {"_(1 / 2)", "float"},
        {"_(1 ** -1)", "int|float"},
        {"_((-8) ** 0.5)", "float|complex"},
        {"_(True + True)", "int"},
        {"_(True & False)", "bool"},
        {"_(True | 1)", "int"},
        {"_(1 // 2.0)", "float"},
        {"_(1 + 2j)", "complex"},
        {"_('a' + 'b')", "str"},
        {"_('a' * 3)", "str"},
        {"_(3 * [1])", "list"},
        {"_('a' + 1)", "nothing"},
        {"_(None + 1)", "nothing"},
        {"_(1 + v)", "unknown"},
        {"_(v + 1)", "unknown"},
        {"_({1} | {2})", "unknown"},
        {"_('%s' % v)", "str"},
        {"_(b'%s' % 1)", "bytes"},
        {"_(-True)", "int"},
        {"_(~1)", "int"},
        {"_(-1.5)", "float"},
        {"_(-v)", "unknown"},
        {"_(-'a')", "unknown"},
        {"_(not v)", "bool"},
        {"_(v in w)", "bool"},
        {"_(v not in w)", "bool"},
        {"_(v is not w)", "bool"},
        {"_(1 < 2 < 3)", "bool"},
        {"_(1 < v)", "unknown"},
        {"_(v == 1)", "unknown"},
        {"_(v in w == u)", "unknown"},
        {"_([1] < [2])", "unknown"},
        {"_(1 if v else 'a')", "int|str"},
        {"_(v if 1 else 'a')", "unknown"},
        {"_('' or None)", "str|None"},
        {"_(v or 1)", "unknown"},
        {"_(1 and v)", "unknown"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

/* "a%s" % 3 is a str, while 5 % 3 is an int. */
static void a_remainder_of_what_may_be_a_text_may_be_a_text(void **state)
{
    static const Case k_cases[] = {
        {"def f(c):\n    x = '%s' if c else 5\n    _(x % 3)\n", "int|str"},
        {"def f(c):\n    x = b'%d' if c else 5\n    _(x % 3)\n", "int|bytes"},
        {"def f(c, v):\n    x = b'%d' if c else 5\n    _(x % v)\n", "unknown"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_subscript_gives_a_part_of_a_known_class(void **state)
{
    static const Case k_cases[] = {
        {"_('abc'[v])", "str"},
        {"_('abc'[1:])", "str"},
        {"_(b'abc'[1])", "int"},
        {"_(b'abc'[1:])", "bytes"},
        {"_(b'abc'[v])", "unknown"},
        {"_((1, 'a')[0])", "int|str"},
        {"_((1, 'a')[v])", "unknown"},
        {"_((1, 'a')[slice(1)])", "unknown"},
        {"_((1, 'a')[:1])", "tuple"},
        {"_((1, 'a')[:1][0])", "int|str"},
        {"_([1][0])", "int"},
        {"_({1: 'a'}[1])", "str"},
        {"_({1: v}[1])", "unknown"},
        {"_({**v, 1: 2}[1])", "unknown"},
        {"_({1: 2}[v])", "int"},
        {"_([[1]][0][0])", "int"},
        {"_([*'ab'][0])", "str"},
        {"_([*v, 1][0])", "unknown"},
        {"_(range(3)[0])", "int"},
        {"_(v[0])", "unknown"},
        {"_((1 if v else 'a')[0])", "unknown"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

/* What a dict maps to is not what iterating its keys yields. */
static void values_of_a_dict_are_not_taken_for_elements_of_its_keys(void **state)
{
    static const Case k_cases[] = {
        {"def f(c, v):\n    _(1 if c else [{1: v}][0][1])\n", "unknown"},
        {"def f(c, v):\n    _(1 if c else ({1: v},)[0][1])\n", "unknown"},
        {"def f(c):\n    _({'a': 1}['a'] if c else [*{'a': 1}][0])\n", "int|str"},
        {"def f(c):\n    _(({1: 'a'} if c else [['b']])[1][0])\n", "unknown"},
        {"def f():\n    for k in {'a': 1}: _(k)\n", "str"},
        {"def f():\n    for k, v in {'a': 1}: _(v)\n", "str"},
        {"def f():\n    for k, v in {'a': 1}.items(): _(v)\n", "int"},
        {"def f():\n    for k in {(1, 2): 'a'}.keys(): _(k)\n", "tuple"},
        {"def f():\n    for k in {1: 'a'}.values(): _(k)\n", "str"},
        {"def f():\n    for k, (a, b) in {1: (u, u)}.items(): _(a)\n", "unknown"},
        {"def f():\n    for (a, b), k in {(1, 's'): 2.5}.items(): _(a)\n", "unknown"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_call_of_a_builtin_gives_its_class(void **state)
{
    static const Case k_cases[] = {
        {"_(len(v))", "int"},
        {"_((len)(v))", "int"},
        {"_(str(v))", "str"},
        {"_(list(v))", "list"},
        {"_(list(v)[0])", "unknown"},
        {"_(list('ab')[0])", "str"},
        {"_(tuple((1, 2))[0])", "int"},
        {"_(tuple(x for x in v)[0])", "unknown"},
        {"_(tuple(*v)[0])", "unknown"},
        {"_(sorted((2, 1))[0])", "int"},
        {"_(dict(v)[1])", "unknown"},
        {"_(min(1, 'a'))", "int|str"},
        {"_(min(1, v))", "unknown"},
        {"_(max([1, 2.5]))", "int|float"},
        {"_(max([1], default=v))", "unknown"},
        {"_(max(*v))", "unknown"},
        {"_(abs(-2))", "int"},
        {"_(abs(2j))", "float"},
        {"_(abs(v))", "unknown"},
        {"_(sum([1]))", "int"},
        {"_(sum([1], 2.0))", "unknown"},
        {"_(iter(v, 1))", "iterable"},
        {"for x in iter(v, 1): _(x)", "unknown"},
        {"def f():\n    for x in iter(v, 1): _(x)\n", "unknown"},
        {"_(v())", "unknown"},
        {"_(len(v)())", "unknown"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_method_counts_only_on_a_receiver_of_known_class(void **state)
{
    static const Case k_cases[] = {
        {"_('a'.strip())", "str"},
        {"_('a'.split()[0])", "str"},
        {"_('a'.encode())", "bytes"},
        {"_(b'a'.decode())", "str"},
        {"_(b'a'.split()[0])", "bytes"},
        {"_(b'a'.split()[0][0])", "int"},
        {"_('a'.partition('b')[0])", "str"},
        {"_((5).bit_length())", "int"},
        {"_((1.5).is_integer())", "bool"},
        {"_([v].index(v))", "int"},
        {"_(v.strip())", "unknown"},
        {"_('a'.nothing())", "unknown"},
        {"_(True.bit_length())", "int"},
        {"def f(c):\n    x = 'a' if c else None\n    _(x.strip())\n", "str"},
        {"def f(c):\n    x = 'a' if c else b'a'\n    _(x.strip())\n", "str|bytes"},
        {"def f(c):\n    x = 'a' if c else b'a'\n    _(x.decode())\n", "unknown"},
        {"def f(x=''):\n    _(x.strip())\n", "unknown"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_builtin_that_something_may_shadow_counts_for_nothing(void **state)
{
    static const Case k_cases[] = {
        {"def f(len): _(len(1))", "unknown"},
        {"len = g\ndef f(): _(len(1))", "unknown"},
        {"def f():\n    global len\n    len = g\ndef h(): _(len(1))", "unknown"},
        {"from m import *\n_(len(1))", "unknown"},
        {"try:\n    from m import *\nexcept E: pass\ndef f(): _(len(1))", "unknown"},
        {"from m import len\n_(len(1))", "unknown"},
        {"import len.x\n_(len(1))", "unknown"},
        {"import x as len\n_(len(1))", "unknown"},
        {"def len(x): return x\n_(len(1))", "unknown"},
        {"class len: pass\n_(len(1))", "unknown"},
        {"class C:\n    len = g\n    _(len(1))", "unknown"},
        {"class C:\n    len = g\n    def m(self): _(len(1))", "int"},
        {"class C:\n    len = g\n    x = [_(len(1)) for y in z]", "int"},
        {"_(len(1))\ndel len\n", "unknown"},
        {"def f():\n    def g(): _(len(1))\n    len = u\n    return g", "unknown"},
        {"def f():\n    def g():\n        nonlocal len\n        len = u\n"
         "    len = v\n    _(len(1))",
         "unknown"},
        {"[_(len(1)) for len in u]", "unknown"},
        {"[_(len(1)) for y in u if (len := y)]", "unknown"},
        {"def f():\n    (len := u)\n    _(len(1))", "unknown"},
        {"def f(v):\n    match v:\n        case [len]: _(len(1))", "unknown"},
        {"def f(v):\n    match v:\n        case {**len}: _(len(1))", "unknown"},
        {"def f(v):\n    match v:\n        case int() as len: _(len(1))", "unknown"},
        {"def f():\n    try: pass\n    except E as len: _(len(1))", "unknown"},
        {"def f():\n    with u as len: _(len(1))", "unknown"},
        {"def f():\n    with u as (a, len): _(len(1))", "unknown"},
        {"def f():\n    for len in u: _(len(1))", "unknown"},
        {"def f():\n    for a, *len in u: _(len(1))", "unknown"},
        {"def f(*len): _(len(1))", "unknown"},
        {"def f(**len): _(len(1))", "unknown"},
        {"lambda len: _(len(1))", "unknown"},
        {"def f[len](): _(len(1))", "unknown"},
        {"def f():\n    len: int\n    _(len(1))", "unknown"},
        {"type len = int\n_(len(1))", "unknown"},
        {"def f(str):\n    _('a'.strip())", "str"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_name_has_all_that_is_stored_in_it(void **state)
{
    static const Case k_cases[] = {
        {"def f():\n    x = 1\n    _(x)", "int"},
        {"def f(v):\n    x = 1\n    if v: x = 'a'\n    _(x)", "int|str"},
        {"def f(v):\n    x = 1\n    _(x)\n    x = v", "int"},
        {"def f(v):\n    x = 1\n    while v:\n        _(x)\n        x = v", "unknown"},
        {"def f(v):\n    x = y = 1\n    _(x)", "int"},
        {"def f(v):\n    x, z = y = 1, 'a'\n    _(y)", "tuple"},
        {"def f(v):\n    y = x, z = 1, 'a'\n    _(x)", "int"},
        {"def f(v):\n    x: str = 1\n    _(x)", "int"},
        {"def f(v):\n    x: str\n    x = 1\n    _(x)", "int"},
        {"def f(v):\n    x = 1\n    x += 1.5\n    _(x)", "float"},
        {"def f(v):\n    x = 1\n    while v:\n        x += 1.5\n    _(x)", "int|float"},
        {"def f(v):\n    x = 1\n    x += v\n    _(x)", "unknown"},
        {"def f(v):\n    x = []\n    x += 'a'\n    _(x)", "list"},
        {"def f(v):\n    x = 'a'\n    x %= v\n    _(x)", "str"},
        {"def f(v):\n    x = 1\n    def g():\n        nonlocal x\n        x = v\n    _(x)",
         "unknown"},
        {"def f(v):\n    x = 1\n    def g():\n        x = v\n    _(x)", "int"},
        {"def f(v):\n    x = 1\n    def g(): _(x)\n    x = 'a'", "int|str"},
        {"def f(v):\n    x = 1\n    class C:\n        nonlocal x\n        x = v\n    _(x)",
         "unknown"},
        {"def f(v):\n    x = 1\n    del x\n    _(x)", "int"},
        {"def f(v):\n    x = 1\n    [x := v for y in z]\n    _(x)", "unknown"},
        {"def f(v):\n    x = 1\n    import x\n    _(x)", "unknown"},
        {"def f(v):\n    x = 1\n    def x(): pass\n    _(x)", "unknown"},
        {"def f(v):\n    x = 1\n    class x: pass\n    _(x)", "unknown"},
        {"def f(v):\n    x = 1\n    with v as x: pass\n    _(x)", "unknown"},
        {"def f(v):\n    x = 1\n    with v as (x): pass\n    _(x)", "unknown"},
        {"def f(v):\n    x = 1\n    try: pass\n    except E as x: pass\n    _(x)",
         "unknown"},
        {"def f(v):\n    x = 1\n    match v:\n        case {'a': x}: pass\n    _(x)",
         "unknown"},
        {"def f(v):\n    x = 1\n    match v:\n        case [*x]: pass\n    _(x)",
         "unknown"},
        {"def f(v):\n    x = 1\n    for x.attr in v: pass\n    _(x)", "int"},
        {"def f(v):\n    x = 1\n    for y[x] in v: pass\n    _(x)", "int"},
        {"def f(x): _(x)", "unknown"},
        {"def f(x=1): _(x)", "unknown"},
        {"def f(x: int): _(x)", "unknown"},
        {"def f(x: int = 1): _(x)", "unknown"},
        {"def f(*x): _(x)", "tuple"},
        {"def f(*x): _(x[0])", "unknown"},
        {"def f(*x: int): _(x[0])", "unknown"},
        {"def f(**x): _(x)", "dict"},
        {"def f(**x): _(x['a'])", "unknown"},
        {"def f():\n    x = yield\n    _(x)", "unknown"},
        {"async def f(v):\n    x = await v\n    _(x)", "unknown"},
        {"lambda v: [x := 1, _(x)]", "int"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void names_that_other_code_can_store_in_are_unknown(void **state)
{
    static const Case k_cases[] = {
        {"x = 1\n_(x)", "unknown"},
        {"x = 1\ndef f(): _(x)", "unknown"},
        {"def f():\n    global x\n    x = 1\n    _(x)", "unknown"},
        {"class C:\n    x = 1\n    _(x)", "unknown"},
        {"def f():\n    x = 1\n    g(locals())\n    _(x)", "unknown"},
        {"def f():\n    x = 1\n    def g(): eval('x')\n    _(x)", "unknown"},
        {"def f():\n    x = 1\n    sys._getframe()\n    _(x)", "unknown"},
        {"def f():\n    x = 1\n    def g(): _(x)\n    exec('x')", "unknown"},
        {"def f():\n    x = 1\n    _(x)\ndef g(): locals()", "int"},
        {"def f():\n    class C:\n        def m(self): _(__class__)", "unknown"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void unpacking_gives_each_name_its_part(void **state)
{
    static const Case k_cases[] = {
        {"def f():\n    a, b = 1, 'x'\n    _(a)", "int"},
        {"def f():\n    (a, b) = (1, 'x')\n    _(b)", "str"},
        {"def f():\n    [a, b] = [1, 'x']\n    _(b)", "str"},
        {"def f():\n    a, b = 'xy'\n    _(a)", "str"},
        {"def f():\n    a, b = b'xy'\n    _(a)", "int"},
        {"def f(v):\n    a, b = v\n    _(a)", "unknown"},
        {"def f(v):\n    a, b = v, 1\n    _(a)", "unknown"},
        {"def f(v):\n    a, b = 1, v\n    _(a)", "int"},
        {"def f(v):\n    a, *b = 'xyz'\n    _(b)", "list"},
        {"def f(v):\n    a, *b = 'xyz'\n    _(b[0])", "unknown"},
        {"def f(v):\n    a, *b = 'xyz'\n    _(a)", "str"},
        {"def f(v):\n    a, *b, c = 1, 'x', 2.5\n    _(c)", "int|float|str"},
        {"def f(v):\n    a, b = *v, 1\n    _(b)", "unknown"},
        {"def f(v):\n    a, b, c = 1, 'x'\n    _(a)", "int|str"},
        {"def f(v):\n    (a, b), c = (1, 'x'), 2.5\n    _(a)", "int|str"},
        {"def f(v):\n    (a, b), c = ('x', 'y'), 'zz'\n    _(a)", "str"},
        {"def f(v):\n    a, (b, c) = v\n    _(c)", "unknown"},
        {"def f(v):\n    a, = [v]\n    _(a)", "unknown"},
        {"def f(v):\n    a, = [1]\n    _(a)", "int"},
        {"def f(v):\n    a, v.b = 1, 'x'\n    _(a)", "int"},
        {"def f(v):\n    v[0], a = 1, 'x'\n    _(a)", "str"},
        {"def f(v):\n    a, b = {'x': v, 'y': v}\n    _(a)", "str"},
        {"def f(v):\n    a, b = b, a = 1, 'x'\n    _(a)", "int|str"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void parentheses_around_a_target_unpack_nothing(void **state)
{
    static const Case k_cases[] = {
        {"def f():\n    (a) = [1]\n    _(a)", "list"},
        {"def f():\n    (a) = b'xy'\n    _(a)", "bytes"},
        {"def f(v):\n    (a) = [v, 1]\n    _(a)", "list"},
        {"def f():\n    ((a)) = [1, 2]\n    _(a)", "list"},
        {"def f():\n    (a,) = [1]\n    _(a)", "int"},
        {"def f():\n    [(a)] = [b'xy']\n    _(a)", "bytes"},
        {"def f():\n    (a), b = [1], 2\n    _(a)", "list"},
        {"def f():\n    ((a, b)) = b'x', 2\n    _(a)", "bytes"},
        {"def f():\n    for (a) in [b'xy']: _(a)", "bytes"},
        {"def f():\n    for ((a)) in ([1],): _(a)", "list"},
        {"def f():\n    for (a,) in ([1],): _(a)", "int"},
        {"def f():\n    [_(a) for (a) in (b'xy',)]", "bytes"},
        {"def f():\n    (a) = 1\n    (a) += 1\n    _(a)", "unknown"},
        {"def f():\n    (a  # why\n    ) = [1]\n    _(a)", "list"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_loop_variable_has_what_iterating_yields(void **state)
{
    static const Case k_cases[] = {
        {"def f():\n    for x in 'ab': _(x)", "str"},
        {"def f():\n    for x in range(3): _(x)", "int"},
        {"def f():\n    for x in (1, 'a'): _(x)", "int|str"},
        {"def f():\n    for x in 1, 'a': _(x)", "int|str"},
        {"def f(v):\n    for x in *v, 'a': _(x)", "unknown"},
        {"def f(v):\n    for x in v: _(x)", "unknown"},
        {"async def f():\n    async for x in 'ab': _(x)", "unknown"},
        {"async def f():\n    [_(x) async for x in 'ab']", "unknown"},
        {"def f():\n    [_(x) for x in 'ab']", "str"},
        {"x = 1\n[_(x) for x in 'ab']", "str"},
        {"def f():\n    for x in (y for y in (1, 2)): _(x)", "int"},
        {"def f():\n    for x in reversed('ab'): _(x)", "str"},
        {"def f():\n    for x in 1: _(x)", "nothing"},
        {"def f(v):\n    for x in 'ab': x = v\n    _(x)", "unknown"},
        {"def f(v):\n    for x, in ('a', 'b'): _(x)", "str"},
        {"def f(v):\n    for x, *y in ('a', 'b'): _(y)", "list"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

/* What a mutable object holds is known only while nothing else can reach it. */
static void what_a_reachable_container_holds_is_unknown(void **state)
{
    static const Case k_cases[] = {
        {"def f(v):\n    x = [1]\n    x[0] = v\n    _(x[0])", "unknown"},
        {"def f(v):\n    x = [1]\n    x.append(v)\n    for y in x: _(y)", "unknown"},
        {"def f(v):\n    x = {1: 2}\n    x[1] = v\n    _(x[1])", "unknown"},
        {"def f(v):\n    x = ([1],)\n    x[0][0] = v\n    _(x[0][0])", "unknown"},
        {"def f(v):\n    x = ([1],)\n    x[0][0] = v\n    for (y,) in x: _(y)", "unknown"},
        {"def f(v):\n    x = tuple([[1]])\n    x[0][0] = v\n    [[y]] = x\n    _(y)",
         "unknown"},
        {"def f(v):\n    for x in (y := [1]):\n        y.append(v)\n        _(x)",
         "unknown"},
        {"def f(v):\n    for (x,) in ((y := [1]), [v.go(y)]): _(x)", "unknown"},
        {"def f(v):\n    x = sorted([[1]], key=lambda y: y.append(v))[0][0]\n    _(x)",
         "unknown"},
        {"def f(v):\n    x = (1, 2)\n    _(x[0])", "int"},
        {"def f(v):\n    x = ((1,),)\n    _(x[0][0])", "int"},
        {"def f(v):\n    x = frozenset('ab')\n    for y in x: _(y)", "str"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_read_finds_what_the_stores_that_reach_it_have_stored(void **state)
{
    static const Case k_cases[] = {
        {"def f(x):\n    x = str(x)\n    _(x)", "str"},
        {"def f(x, v):\n    if v:\n        x = 1\n    else:\n        x = 'a'\n    _(x)",
         "int|str"},
        {"def f(x, v):\n    if v:\n        x = 1\n    _(x)", "unknown"},
        {"def f(x, v):\n    if v:\n        x = 1\n        _(x)", "int"},
        {"def f(x, v):\n    if v:\n        x = 1\n    elif v():\n        return\n    "
         "else:\n        x = 'a'\n    _(x)",
         "int|str"},
        {"def f(x, v):\n    for x in 'ab':\n        _(x)\n        x = v", "str"},
        {"def f(x, v):\n    for x in 'ab':\n        v = x\n    _(x)", "unknown"},
        {"def f(x, v):\n    for y in v:\n        _(x)\n        x = 1", "unknown"},
        {"def f(x, v):\n    x = 1\n    for y in x:\n        pass\n    else:\n        "
         "_(x)\n",
         "int"},
        {"def f(x, v):\n    x = 1\n    for y in v:\n        x = 'a'\n    else:\n        "
         "_(x)\n",
         "int|str"},
        {"def f(x, v):\n    x = 1\n    try:\n        v()\n        x = 'a'\n    except v:\n "
         "       _(x)",
         "int|str"},
        {"def f(x, v):\n    try:\n        x = v()\n        x = 'a'\n    finally:\n        "
         "_(x)",
         "unknown"},
        {"def f(x, v):\n    try:\n        x = 1\n    except v:\n        x = 'a'\n    _(x)",
         "int|str"},
        {"def f(x, v):\n    try:\n        x = 1\n    except v:\n        pass\n    _(x)",
         "unknown"},
        {"def f(x, v):\n    try:\n        v()\n    except v as x:\n        _(x)",
         "unknown"},
        {"def f(x, v):\n    x = 1\n    with v as x:\n        _(x)", "unknown"},
        {"def f(x, v):\n    with v:\n        x = 1\n    _(x)", "unknown"},
        {"def f(x, v):\n    if v(x := 1):\n        _(x)", "unknown"},
        {"def f(x, v):\n    if v and (x := 1):\n        pass\n    _(x)", "unknown"},
        {"def f(x, v):\n    if (x := 1) > v:\n        pass\n    _(x)", "int"},
        {"def f(x, v):\n    x = 1\n    _(x) if (x := 'a') else v", "int|str"},
        {"def f(x, v):\n    x = 1\n    match v:\n        case [x, 1]: pass\n        case "
         "_: _(x)",
         "unknown"},
        {"def f(x, v):\n    x = 1\n    def g():\n        nonlocal x\n        x = v\n    "
         "_(x)",
         "unknown"},
        {"def f(x, v):\n    x = 1\n    def g():\n        _(x)\n    x = 'a'", "unknown"},
        {"def f(x):\n    x = 1\n    del x\n    x = 'a'\n    _(x)", "str"},
        {"def f(x):\n    x = 1\n    _([x for _ in 'ab'][0])\n    x = 'a'", "int"},
        {"def f(x):\n    while True:\n        x = 1\n        if x: break\n    _(x)", "int"},
        {"def f(x):\n    while True:\n        if x: break\n        x = 1\n    _(x)",
         "unknown"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_call_of_a_function_of_the_file_gives_what_it_returns(void **state)
{
    static const Case k_cases[] = {
        {"def g(v):\n    return 1\n_(g(2))", "int"},
        {"def g(v):\n    if v:\n        return 1\n_(g(2))", "int|None"},
        {"def g(v):\n    if v:\n        return 1\n    return 'a'\n_(g(2))", "int|str"},
        {"def g(v):\n    if v:\n        return 1\n    raise v\n_(g(2))", "int"},
        {"def g(v):\n    while True:\n        if v:\n            return 1\n_(g(2))", "int"},
        {"def g(v):\n    while True:\n        if v:\n            break\n_(g(2))", "None"},
        {"def g(v):\n    return v\n_(g(2))", "unknown"},
        {"def g(v):\n    pass\n_(g(2))", "None"},
        {"def g(v):\n    def h():\n        return v\n    return 1\n_(g(2))", "int"},
        {"def g(n):\n    return g(n - 1) if n else 1\n_(g(2))", "int"},
        {"@v\ndef g():\n    return 1\n_(g())", "unknown"},
        {"async def g():\n    return 1\n_(g())", "unknown"},
        {"def g():\n    return 1\ng = v\n_(g())", "unknown"},
        {"def g():\n    return 1\nif v:\n    def g(): return 'a'\n_(g())", "unknown"},
        {"def g():\n    return 1\nfrom m import *\n_(g())", "unknown"},
        {"def g():\n    return 1\ndef f():\n    global g\n    g = v\n_(g())", "unknown"},
        {"class C:\n    def g():\n        return 1\n    _(g())", "unknown"},
        {"def g():\n    return [1]\n_(g()[0])", "unknown"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_parameter_has_what_every_call_gives_it(void **state)
{
    static const Case k_cases[] = {
        {"def f():\n    def g(p):\n        _(p)\n    g(1)\n    g('a')", "int|str"},
        {"def f():\n    def g(a, p):\n        _(p)\n    g('a', 1)", "int"},
        {"def f():\n    def g(p, a=0):\n        _(p)\n    g(a='a', p=1)", "int"},
        {"def f():\n    def g(p=1):\n        _(p)\n    g()\n    g('a')", "int|str"},
        {"def f():\n    def g(*, p=1):\n        _(p)\n    g(p='a')", "str"},
        {"def f():\n    def g(p=1, /, **k):\n        _(p)\n    g(p='a')", "int"},
        {"def f(v):\n    def g(p):\n        _(p)\n    g(1)\n    g(*v)", "unknown"},
        {"def f(v):\n    def g(p=1):\n        _(p)\n    g(**v)", "unknown"},
        {"def f(v):\n    def g(p):\n        _(p)\n    g(1)\n    return g", "unknown"},
        {"def f(v):\n    def g(p):\n        _(p)\n    g(1)\n    v(g)", "unknown"},
        {"def f(v):\n    @v\n    def g(p):\n        _(p)\n    g(1)", "unknown"},
        {"def f(v):\n    def g(p):\n        _(p)\n    g(1)\n    exec(v)", "unknown"},
        {"def f(v):\n    def g(p):\n        p = v\n        _(p)\n    g(1)", "unknown"},
        {"def f():\n    def g(p):\n        _(p)\n        g(p - 1)\n    g(1)", "int"},
        {"def f(v):\n    def g(p):\n        _(p[0])\n    x = [1]\n    g(x)\n    x[0] = v",
         "unknown"},
        {"def g(p):\n    _(p)\ng(1)", "unknown"},
        {"class C:\n    def g(p):\n        _(p)\n    g(1)", "unknown"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void names_that_depend_on_each_other_reach_a_fixed_point(void **state)
{
    static const Case k_cases[] = {
        {"def f():\n    x = 1\n    y = x\n    x = y + 1\n    _(x)", "int"},
        {"def f():\n    x = 1\n    y = x\n    x = y / 2\n    _(y)", "int"},
        {"def f():\n    x = 1\n    while x:\n        y = x\n        x = y / 2\n    _(y)",
         "int|float"},
        {"def f(v):\n    x = 1\n    y = x\n    x = y\n    y = v\n    _(x)", "int"},
        {"def f(v):\n    x = y = 1\n    while v:\n        x = y\n        y = v\n    _(x)",
         "unknown"},
        {"def f(v):\n    x = y\n    y = x\n    _(x)", "nothing"},
        {"def f(v):\n    x = 'a'\n    for c in x: x = c\n    _(x)", "str"},
        {"def f(v):\n    x = (1,)\n    x = (x,)\n    _(x[0])", "tuple"},
        {"def f(v):\n    a = b = c = d = 1\n    while v:\n        a = b\n        b = c\n   "
         "     c = d\n"
         "        d = a / 2\n    _(a)",
         "int|float"},
        {"def f(v):\n    x = 1\n    x -= 1\n    x = x if v else -x\n    _(x)", "int"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

/*
 * `a` turns out to be unknown only after `b` was looked at with what was known of `a` then,
 * and is not looked at again: nothing of that may be kept.
 */
static void a_value_from_an_unfinished_round_is_not_kept(void **state)
{
    Fixture *f = *state;
    read_text(f, "def f(c):\n    while c:\n        if c: a = -a\n        if c: a = 's'\n"
                 "        if c: a = b\n        b = a\n        if c: b = 1\n"
                 "    _(a)\n    _(b)\n");
    assert_string_equal(type_text(f, ph_type_of(f->facts, f->marked[0]).kinds), "unknown");
    find_mark(f, 2);
    assert_string_equal(type_text(f, ph_type_of(f->facts, f->marked[0]).kinds), "unknown");
}

static void annotations_count_only_where_they_are_trusted(void **state)
{
    static const Case k_cases[] = {
        {"def f(x: str): _(x)", "str"},
        {"def f(x: int): _(x)", "bool|int"},
        {"def f(x: float = 1): _(x)", "bool|int|float"},
        {"def f(x: str = None): _(x)", "str|None"},
        {"def f(x: str = v): _(x)", "unknown"},
        {"def f(x: list): _(x)", "unknown"},
        {"def f(x): _(x)", "unknown"},
        {"def f(b: bytes, c):\n    for x in b:\n        _(x if c else 's')", "int|str"},
        {"from m import str\ndef f(x: str): _(x)", "unknown"},
        {"def f(x: str):\n    x = v\n    _(x)", "unknown"},
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        read_with(f, k_cases[i].code, (PhFactOptions){.trust_annotations = true});
        const char *got = type_text(f, ph_type_of(f->facts, f->marked[0]).kinds);
        assert_string_equal(got, k_cases[i].wanted);
    }
}

static void deep_nesting_is_unknown_and_takes_little_stack(void **state)
{
    Fixture *f = *state;
    PhBuf text = {0};
    ph_buf_add_str(&text, "_(");
    for (int i = 0; i < 150; i++) {
        ph_buf_add_str(&text, "-(");
    }
    ph_buf_add_char(&text, '1');
    ph_buf_add_repeated(&text, ')', 151);
    ph_buf_add_char(&text, 0);
    read_text(f, text.ptr);
    assert_string_equal(type_text(f, ph_type_of(f->facts, f->marked[0]).kinds), "unknown");
    ph_buf_release(&text);
    read_text(f, "_(-(-(-1)))");
    assert_string_equal(type_text(f, ph_type_of(f->facts, f->marked[0]).kinds), "int");
}

static void what_is_unknown_is_said_with_its_place(void **state)
{
    static const Case k_cases[] = {
        {"def f(x):\n    _(x)", "parameter, line 1"},
        {"def f():\n    from m import x\n    _(x)", "imported, line 2"},
        {"def f(v):\n    for x in v:\n        _(x)", "loop variable, line 2"},
        {"def f(v):\n    x = 1\n    with v as x: _(x)", "bound by with, line 3"},
        {"def f(v):\n    x = 1\n    x = v\n    _(x)", "assigned, line 3"},
        {"x = 1\n_(x)", "global assigned, line 1"},
        {"_(x)", "not bound in this file"},
        {"def f():\n    x = 1\n    locals()\n    _(x)",
         "its scope may be changed through its frame"},
        {"_(g())", "the result of a call"},
        {"_((g.h))", "an attribute"},
        {"_(g[0])", "an element"},
    };
    Fixture *f = *state;
    for (size_t i = 0; i < PH_COUNT_OF(k_cases); i++) {
        PhNodeId node;
        read_text(f, k_cases[i].code);
        PhBytes why = ph_type_why_unknown(f->facts, f->marked[0], &node);
        assert_string_equal(ph_arena_string(f->arena, why), k_cases[i].wanted);
    }
}

static bool is_claimed(const Fixture *f, const PhSpanVec *claims, const char *code)
{
    size_t start = ph_bytes_find(f->file.tree.text, ph_bytes_of(code), 0);
    assert_true(start != PH_NOT_FOUND);
    for (size_t i = 0; i < claims->count; i++) {
        if (claims->items[i].start <= start &&
            start + strlen(code) <= claims->items[i].end) {
            return true;
        }
    }
    return false;
}

/* The second question is answered from memory, and depends on the same code. */
static void every_answer_claims_the_stores_that_it_relies_on(void **state)
{
    Fixture *f = *state;
    read_text(
        f, "def f():\n    x = 1\n    for y in (x, 2): _(y)\n    _(y)\n    z = y\n    _(z)");
    for (unsigned n = 1; n <= 3; n++) {
        PhSpanVec claims = {0};
        find_mark(f, n);
        assert(f->marked != NULL);
        f->facts->claims = &claims;
        assert_string_equal(type_text(f, ph_type_of(f->facts, f->marked[0]).kinds), "int");
        assert_true(is_claimed(f, &claims, "x = 1"));
        assert_true(is_claimed(f, &claims, "(x, 2)"));
        assert_int_equal(is_claimed(f, &claims, "z = y"), n == 3);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static void a_loop_target_takes_its_place_of_the_iterable(void **state)
{
    static const Case k_cases[] = {
        {"def f(v, w):\n    for i, x in enumerate('ab'): _(x)", "str"},
        {"def f(v, w):\n    for i, x in enumerate(v): _(i)", "int"},
        {"def f(v, w):\n    for i, (a, b) in enumerate([(b'x', b'y')]): _(a)", "bytes"},
        {"def f(v, w):\n    for i, x in enumerate('ab'): _(i)", "int"},
        {"def f(v, w):\n    for i, x in enumerate('ab', 1): _(x)", "str"},
        {"def f(v, w):\n    for i, x in enumerate('ab', start=v): _(i)", "int"},
        {"def f(v, w):\n    for x, y in zip('ab', b'ab'): _(x)", "str"},
        {"def f(v, w):\n    for x, y in zip('ab', v, strict=True): _(x)", "str"},
        {"def f(v, w):\n    for x, y in zip('ab', *v): _(y)", "unknown"},
        {"def f(v, w):\n    for i, (x, y) in enumerate(zip(v, 'ab')): _(y)", "str"},
        {"def f(v, w):\n    for i, (x, y) in enumerate(zip(v, 'ab')): _(x)", "unknown"},
        {"def f(v, w):\n    for x, y in [('a', 1), ('b', 2)]: _(y)", "int"},
        {"def f(v, w):\n    for x, y in (('a', 1), [2, 3]): _(x)", "int|str"},
        {"def f(v, w):\n    for x, (y, z) in [('a', (1, 2))]: _(z)", "int"},
        {"def f(v, w):\n    for x, y in [('a', 1), v]: _(x)", "unknown"},
        {"def f(v, w):\n    for *x, y in zip('ab', 'cd'): _(x)", "list"},
        {"def f(v, w):\n    for *x, y in enumerate('ab'): _(y)", "int|str"},
        {"def f(v, w):\n    _([x for i, x in enumerate('a b'.split())][0])", "str"},
        {"def f(v, w):\n    for x in map(str, v): _(x)", "str"},
        {"def f(v, w):\n    for x in map(v, w): _(x)", "unknown"},
        {"def f(v, w):\n    for x in filter(v, 'ab'): _(x)", "str"},
        {"def enumerate(x): return x.y\ndef f(v, w):\n    for i, x in enumerate('ab'): "
         "_(x)",
         "unknown"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void a_list_that_nobody_else_knows_keeps_its_contents(void **state)
{
    static const Case k_cases[] = {
        {"def f(v, w):\n    q = v.x\n    q = 'a b'.split()\n    _(q[0])", "str"},
        {"def f(v, w):\n    q = v.x\n    if w: q = 'a b'.split()\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    q = 'a b'.split()\n    _(q[0])", "str"},
        {"def f(v, w):\n    q = 'a b'.split()\n    for x in q: _(x)", "str"},
        {"def f(v, w):\n    q = []\n    q.append(str(v))\n    for x in q: _(x)", "str"},
        {"def f(v, w):\n    q = ['a']\n    q.insert(0, 1)\n    _(q[0])", "int|str"},
        {"def f(v, w):\n    q = ['a']\n    q.extend(map(str, v))\n    _(q.pop())", "str"},
        {"def f(v, w):\n    q = ['a']\n    q.extend(v)\n    _(q.pop())", "unknown"},
        {"def f(v, w):\n    q = ['a']\n    q.append(v)\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    q = ['a']\n    q.append(q[0])\n    _(q[0])", "str"},
        {"def f(v, w):\n    q = ['a']\n    v(q)\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    q = ['a']\n    q[0] = v\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    q = ['a']\n    q[0], w = v\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    q = ['a']\n    q[0] += v\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    q = ['a']\n    for q[0] in v: pass\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    q = ['a']\n    with v as q[0]: pass\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    q = ['a']\n    w = q\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    q = w = ['a']\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    w = q = ['a']\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    (q := ['a'])\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    q = ['a']\n    q += v\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    q = ['a']\n    w = v or q\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    q = ['a']\n    w = [q]\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    q = ['a']\n    yield q\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    q = ['a']\n    w = iter(q)\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    q = ['a']\n    w = q.append\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    q = ['a']\n    def g(): q.append(v)\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    q = ['a']\n    locals()\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    q = [['a']]\n    _(q[0])", "list"},
        {"def f(v, w):\n    q = [['a']]\n    _(q[0][0])", "unknown"},
        {"def f(v, w):\n    q = ['a']\n    if q and v: pass\n    while not q: pass\n    "
         "_(q[len(q) - 1])",
         "str"},
        {"def f(v, w):\n    q = ['a']\n    w = q and v\n    _(q[0])", "unknown"},
        {"def f(v, w):\n    q = ['a']\n    while q:\n        if v in q: q.remove(v)\n      "
         "  _(q.pop(0))\n    return sorted(q)",
         "str"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

static void more_texts_and_bytes_are_known_by_how_they_are_made(void **state)
{
    static const Case k_cases[] = {
        {"_(None or 'a')", "str"},
        {"_('a' and None)", "str|None"},
        {"def f(v, w):\n    x = None\n    _(x or 'a')", "str"},
        {"_(b'a'.title())", "bytes"},
        {"_(b'a'.center(9))", "bytes"},
        {"_(b'%d' % 1)", "bytes"},
        {"_(3 * b'a')", "bytes"},
        {"_((5).to_bytes(2, 'big'))", "bytes"},
        {"_(int.from_bytes(v))", "int"},
        {"_(bytes.fromhex(v))", "bytes"},
        {"_(bytearray(v).decode())", "str"},
        {"_('a'.encode().decode())", "str"},
        {"_(int.x(v))", "unknown"},
        {"def f(v, w):\n    int = v\n    _(int.from_bytes(v))", "unknown"},
        {"_([1].copy())", "list"},
        {"_('a b'.split().pop())", "str"},
    };
    expect_types(*state, k_cases, PH_COUNT_OF(k_cases));
}

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(a_read_finds_what_the_stores_that_reach_it_have_stored),
        TEST(a_call_of_a_function_of_the_file_gives_what_it_returns),
        TEST(a_parameter_has_what_every_call_gives_it),
        TEST(a_literal_or_display_has_its_class),
        TEST(an_operator_gives_what_the_classes_of_its_operands_give),
        TEST(a_remainder_of_what_may_be_a_text_may_be_a_text),
        TEST(a_subscript_gives_a_part_of_a_known_class),
        TEST(values_of_a_dict_are_not_taken_for_elements_of_its_keys),
        TEST(a_call_of_a_builtin_gives_its_class),
        TEST(a_method_counts_only_on_a_receiver_of_known_class),
        TEST(a_builtin_that_something_may_shadow_counts_for_nothing),
        TEST(a_name_has_all_that_is_stored_in_it),
        TEST(names_that_other_code_can_store_in_are_unknown),
        TEST(unpacking_gives_each_name_its_part),
        TEST(parentheses_around_a_target_unpack_nothing),
        TEST(a_loop_variable_has_what_iterating_yields),
        TEST(what_a_reachable_container_holds_is_unknown),
        TEST(names_that_depend_on_each_other_reach_a_fixed_point),
        TEST(a_value_from_an_unfinished_round_is_not_kept),
        TEST(annotations_count_only_where_they_are_trusted),
        TEST(deep_nesting_is_unknown_and_takes_little_stack),
        TEST(what_is_unknown_is_said_with_its_place),
        TEST(every_answer_claims_the_stores_that_it_relies_on),
        cmocka_unit_test_setup_teardown(a_loop_target_takes_its_place_of_the_iterable,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_list_that_nobody_else_knows_keeps_its_contents,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(more_texts_and_bytes_are_known_by_how_they_are_made,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests_name("types", k_tests, NULL, NULL);
}
