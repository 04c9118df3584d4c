#include "syntax/accept.h"

/*
 * Programs that CPython refuses to compile and the grammar lets through, with the place and
 * the message, and programs at the border of each rule that CPython compiles.
 */

#include "syntax/parse.h"
#include "unit.h"

typedef struct PhRefusal {
    const char *text;
    uint32_t line;
    uint32_t column;
    const char *message;
} PhRefusal;

static const PhRefusal k_lexical[] = {
    {"0777\n", 1, 1,
     "leading zeros in decimal integer literals are not permitted; use an 0o prefix for "
     "octal integers"},
    {"1L\n", 1, 1, "invalid decimal literal"},
    {"x = 1_\n", 1, 5, "invalid decimal literal"},
    {"x = 1_.5\n", 1, 5, "invalid decimal literal"},
    {"b'\303\251'\n", 1, 3, "bytes can only contain ASCII literal characters"},
    {"'\\x4'\n", 1, 2, "truncated \\xXX escape"},
    {"'\\u12'\n", 1, 2, "truncated \\uXXXX escape"},
    {"'\\N{'\n", 1, 2, "malformed \\N character escape"},
    {"'\\N'\n", 1, 2, "malformed \\N character escape"},
    {"'\\U00110000'\n", 1, 2, "illegal Unicode character"},
    {"f'{a!x}'\n", 1, 5,
     "f-string: invalid conversion character: expected 's', 'r', or 'a'"},
    {"'a' b'b'\n", 1, 5, "cannot mix bytes and nonbytes literals"},
    {"if x:\npass\n", 1, 6, "expected an indented block"},
    {"  x = 1\n", 1, 3, "unexpected indent"},
    {"if x:\n    a\n  b\n", 3, 3, "unindent does not match any outer indentation level"},
    {"if x:\n        a\n\tb\n", 3, 2, "inconsistent use of tabs and spaces in indentation"},
    {"x = 1\n    y = 2\n", 2, 5, "unexpected indent"},
    {"del 1\n", 1, 5, "cannot delete literal"},
    {"if x:\n    # c\ny\n", 1, 6, "expected an indented block"},
    {"class C:\n", 1, 9, "expected an indented block"},
    {"def f():\n    return\n  # c\n  x\n", 4, 3,
     "unindent does not match any outer indentation level"},
    {"x = 1\013+ 2\n", 1, 6, "invalid non-printable character"},
    {"x\357\273\277 = 1\n", 1, 2, "invalid non-printable character"},
};

static const PhRefusal k_places[] = {
    {"print x\n", 1, 1, "Missing parentheses in call to 'print'. Did you mean print(...)?"},
    {"exec x\n", 1, 1, "Missing parentheses in call to 'exec'. Did you mean exec(...)?"},
    {"exec \"x\" in y\n", 1, 1,
     "Missing parentheses in call to 'exec'. Did you mean exec(...)?"},
    {"f'{*a}'\n", 1, 4, "cannot use starred expression here"},
    {"f'{lambda x: 1}'\n", 1, 4, "invalid syntax: lambda needs parentheses here"},
    {"a or lambda: b\n", 1, 6, "invalid syntax: lambda needs parentheses here"},
    {"not lambda: b\n", 1, 5, "invalid syntax: lambda needs parentheses here"},
    {"x if y if z else w else v\n", 1, 6,
     "invalid syntax: conditional expression needs parentheses here"},
    {"x = *a\n", 1, 5, "cannot use starred expression here"},
    {"return_ = (*a)\n", 1, 12, "cannot use starred expression here"},
    {"import a,\n", 1, 9, "trailing comma not allowed without surrounding parentheses"},
    {"from a import b,\n", 1, 16,
     "trailing comma not allowed without surrounding parentheses"},
    {"{1, **a}\n", 1, 6, "cannot use starred expression here"},
    {"[*a or b]\n", 1, 2, "cannot use starred expression here"},
    {"[*x for x in y]\n", 1, 2, "cannot use starred expression here"},
    {"[yield x]\n", 1, 2, "invalid syntax: yield needs parentheses here"},
    {"def f(): x = [yield]\n", 1, 15, "invalid syntax: yield needs parentheses here"},
    {"x = "
     "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("
     "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("
     "(((((((((((((((((((((((((((((((1)))))))))))))))))))))))))))))))))))))))))))))))))))))"
     ")))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))"
     ")))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))\n",
     1, 205, "too many nested parentheses"},
};

static const PhRefusal k_targets[] = {
    {"a, b += 1\n", 1, 1, "illegal expression for augmented assignment"},
    {"(a, b): int\n", 1, 1, "only single target (not tuple) can be annotated"},
    {"[a] += 1\n", 1, 1, "illegal expression for augmented assignment"},
    {"[a]: int\n", 1, 1, "only single target (not list) can be annotated"},
    {"*a = 1\n", 1, 1, "starred assignment target must be in a list or tuple"},
    {"*a, *b = c\n", 1, 5, "multiple starred expressions in assignment"},
    {"for *a in b: pass\n", 1, 5, "starred assignment target must be in a list or tuple"},
    {"y := 1\n", 1, 1, "invalid syntax: assignment expression needs parentheses"},
    {"f(a := 1, b = c := 2)\n", 1, 15,
     "invalid syntax: assignment expression needs parentheses"},
    {"{a: b := c}\n", 1, 5, "invalid syntax: assignment expression needs parentheses"},
    {"lambda: x := 1\n", 1, 9, "invalid syntax: assignment expression needs parentheses"},
    {"[x for x in y if z := w]\n", 1, 18,
     "invalid syntax: assignment expression needs parentheses"},
    {"a if b else c := d\n", 1, 13,
     "invalid syntax: assignment expression needs parentheses"},
    {"del f()\n", 1, 5, "cannot delete function call"},
    {"del *a, b\n", 1, 5, "cannot delete starred"},
    {"del a + b\n", 1, 5, "cannot delete expression"},
    {"__debug__ = 1\n", 1, 1, "cannot assign to __debug__"},
    {"x.__debug__ = 1\n", 1, 3, "cannot assign to __debug__"},
    {"f(__debug__=1)\n", 1, 3, "cannot assign to __debug__"},
    {"def f(__debug__): pass\n", 1, 7, "cannot assign to __debug__"},
    {"with a as f(): pass\n", 1, 11, "cannot assign to function call"},
    {"with a as *b: pass\n", 1, 11, "starred assignment target must be in a list or tuple"},
    {"with a as 1: pass\n", 1, 11, "cannot assign to literal"},
    {"try: pass\nexcept A as b.c: pass\n", 2, 13,
     "cannot use except statement with this target"},
};

static const PhRefusal k_calls[] = {
    {"f(a=1, b)\n", 1, 8, "positional argument follows keyword argument"},
    {"f(**a, *b)\n", 1, 8,
     "iterable argument unpacking follows keyword argument unpacking"},
    {"f(**a, b)\n", 1, 8, "positional argument follows keyword argument unpacking"},
    {"f(a=1, a=2)\n", 1, 8, "keyword argument repeated: 'a'"},
    {"f(x for x in y, 1)\n", 1, 2, "Generator expression must be parenthesized"},
    {"f(x for x in y,)\n", 1, 2, "Generator expression must be parenthesized"},
    {"def f(a, a): pass\n", 1, 10, "duplicate argument in function definition: 'a'"},
    {"def f(a=1, b): pass\n", 1, 12, "non-default argument follows default argument"},
    {"def f(*): pass\n", 1, 6, "named arguments must follow bare *"},
    {"def f(*, **k): pass\n", 1, 10, "named arguments must follow bare *"},
    {"def f(/): pass\n", 1, 7, "at least one argument must precede /"},
    {"def f(*a, *b): pass\n", 1, 11, "* argument may appear only once"},
    {"def f(**k, a): pass\n", 1, 12, "arguments cannot follow var-keyword argument"},
    {"def f(a, /, b, /): pass\n", 1, 16, "/ may appear only once"},
    {"def f(*a, /): pass\n", 1, 11, "/ must be ahead of *"},
    {"lambda a, a: 0\n", 1, 11, "duplicate argument in function definition: 'a'"},
    {"def f[T, T](): pass\n", 1, 10, "duplicate type parameter: 'T'"},
};

static const PhRefusal k_statements[] = {
    {"def f((a, b)): pass\n", 1, 7, "invalid syntax"},
    {"`x`\n", 1, 1, "invalid syntax"},
    {"a <> b\n", 1, 3, "invalid syntax: '<>' is Python 2"},
    {"ur'x'\n", 1, 1, "invalid syntax"},
    {"def f():\n    from x import *\n", 2, 19, "import * only allowed at module level"},
    {"from __future__ import nope\n", 1, 24, "future feature is not defined: 'nope'"},
    {"import x\nfrom __future__ import annotations\n", 2, 1,
     "from __future__ imports must occur at the beginning of the file"},
    {"try: pass\nexcept: pass\nexcept A: pass\n", 2, 1, "default 'except:' must be last"},
    {"try: pass\nexcept*: pass\n", 2, 1, "expected one or more exception types"},
    {"try: pass\n", 1, 1, "expected 'except' or 'finally' block"},
    {"try: pass\nelse: pass\n", 2, 1, "expected 'except' or 'finally' block"},
    {"x =\n    1\n", 2, 5, "invalid syntax"},
    {"[x for x in 1, 2]\n", 1, 14, "invalid syntax"},
    {"try: pass\nexcept A, B as c: pass\n", 2, 11, "invalid syntax"},
    {"raise A, \"x\"\n", 1, 7, "invalid syntax"},
    {"raise from x\n", 1, 7, "invalid syntax"},
    {"assert a, b, c\n", 1, 1, "invalid syntax"},
    {"from a import b.c\n", 1, 15, "invalid syntax"},
    {"with a, b,: pass\n", 1, 10, "invalid syntax"},
    {"async = 1\n", 1, 1, "invalid syntax"},
    {"await = 1\n", 1, 1, "invalid syntax"},
    {"{**a or b}\n", 1, 4, "invalid syntax"},
    {"f(,)\n", 1, 3, "invalid syntax"},
    {"{,}\n", 1, 2, "invalid syntax"},
    {"x: a: b\n", 1, 4, "invalid syntax"},
    {"x = y: int = 3\n", 1, 5, "invalid syntax"},
    {"x += y = 3\n", 1, 6, "invalid syntax"},
    {"def f() -> *a: pass\n", 1, 12, "invalid syntax"},
    {"def f(a: *b): pass\n", 1, 10, "invalid syntax"},
    {"def f(**a: *b): pass\n", 1, 12, "invalid syntax"},
    {"class A[x.y]: pass\n", 1, 9, "invalid syntax"},
};

static const PhRefusal k_flow[] = {
    {"return 1\n", 1, 1, "'return' outside function"},
    {"def f():\n    [(yield x) for x in y]\n", 2, 7, "'yield' inside list comprehension"},
    {"yield 1\n", 1, 1, "'yield' outside function"},
    {"await x\n", 1, 1, "'await' outside function"},
    {"def f(): await x\n", 1, 10, "'await' outside async function"},
    {"def f(): [x async for x in y]\n", 1, 13,
     "asynchronous comprehension outside of an asynchronous function"},
    {"break\n", 1, 1, "'break' outside loop"},
    {"continue\n", 1, 1, "'continue' not properly in loop"},
    {"while 1:\n    def f(): break\n", 2, 14, "'break' outside loop"},
    {"async def f():\n    yield 1\n    return 2\n", 3, 5,
     "'return' with value in async generator"},
    {"async def f(): yield from x\n", 1, 16, "'yield from' inside async function"},
    {"try: pass\nexcept A: pass\nexcept* B: pass\n", 3, 1,
     "cannot have both 'except' and 'except*' on the same 'try'"},
    {"for x in y:\n    try: pass\n    except* A: break\n", 3, 16,
     "'break', 'continue' and 'return' cannot appear in an except* block"},
    {"[x := 1 for x in y]\n", 1, 2,
     "assignment expression cannot rebind comprehension iteration variable: 'x'"},
    {"[x for x in (y := z)]\n", 1, 14,
     "assignment expression cannot be used in a comprehension iterable expression"},
    {"class C: [y := x for x in z]\n", 1, 11,
     "assignment expression within a comprehension cannot be used in a class body"},
    {"async with a: pass\n", 1, 1, "'async with' outside async function"},
    {"x = y += 3\n", 1, 5,
     "invalid syntax: augmented assignment inside another assignment"},
    {"x = yield\n", 1, 5, "'yield' outside function"},
};

static const PhRefusal k_patterns[] = {
    {"match x:\n    case _: pass\n    case 1: pass\n", 2, 10,
     "wildcard makes remaining patterns unreachable"},
    {"match x:\n    case a, a: pass\n", 2, 13,
     "multiple assignments to name in pattern: 'a'"},
    {"match x:\n    case a | b: pass\n", 2, 10,
     "name capture makes remaining patterns unreachable"},
    {"match x:\n    case (a, 1) | (b, 2): pass\n", 2, 10,
     "alternative patterns bind different names"},
    {"match x:\n    case [*a, *b]: pass\n", 2, 15,
     "multiple starred expressions in sequence pattern"},
    {"match x:\n    case C(a=1, b): pass\n", 2, 17,
     "positional patterns follow keyword patterns"},
    {"match x:\n    case C(a=1, a=2): pass\n", 2, 17,
     "attribute name repeated in class pattern: 'a'"},
    {"match x:\n    case {**r, 'a': 1}: pass\n", 2, 11,
     "double star pattern must be last in a mapping"},
    {"match x:\n    case a as _: pass\n", 2, 10, "cannot use '_' as a target"},
    {"match x:\n    case 1+2: pass\n", 2, 12,
     "imaginary number required in complex literal"},
    {"match x:\n    case f'a': pass\n", 2, 10,
     "patterns may only match literals and attribute lookups"},
    {"match x:\n    case *a: pass\n", 2, 10, "invalid syntax"},
    {"match x:\n    case a=1: pass\n", 2, 10, "invalid syntax"},
};

static const PhRefusal k_scopes[] = {
    {"nonlocal x\n", 1, 1, "nonlocal declaration not allowed at module level"},
    {"def f(): nonlocal x\n", 1, 19, "no binding for nonlocal name found: 'x'"},
    {"def f(x): nonlocal x\n", 1, 20, "name is parameter and nonlocal: 'x'"},
    {"def f(x): global x\n", 1, 18, "name is parameter and global: 'x'"},
    {"def f():\n    x = 1\n    global x\n", 3, 12,
     "name is assigned to before global declaration: 'x'"},
    {"def f():\n    print(x)\n    global x\n", 3, 12,
     "name is used prior to global declaration: 'x'"},
    {"def f():\n    global x\n    x: int = 1\n", 3, 5,
     "annotated name can't be global: 'x'"},
    {"def f():\n    global x\n    nonlocal x\n", 3, 14, "name is nonlocal and global: 'x'"},
};

static const char *const k_accepted[] = {
    "del (a), [b, c], d.e, f[0], ()\n",
    "(a.b): int = 3\n(a) += 1\n",
    "f(a, *b, c, *d, e=1, *g, h=2, **i, j=3, **k)\n",
    "print >>sys.stderr, 'x' % y\nprint >>f\n",
    "def f(a, /, b=1, *, c, d=2, **kw): pass\n",
    "lambda *, a=1, **k: 0\n",
    "with (open(x) as f, open(y) as g,): pass\n",
    "with (a, b): pass\n",
    "with (yield_) as (c, *d): pass\n",
    "with a as b[0], c as d.e: pass\n",
    "with (a): pass\n",
    "with a if b else c as d: pass\n",
    "with lambda: x as y: pass\n",
    "match (a, b), *c:\n    case x, : pass\n    case _: pass\n",
    "type(x).y = 3\n",
    "async def f():\n    return [await x async for x in y if await z]\n",
    "g = (await x for x in y)\n",
    "g = (x async for x in y)\n",
    "def f():\n    x = 1\n    def g():\n        nonlocal x\n        x += 1\n",
    "def f():\n    global q\n    q = 1\n",
    "if x:\n\ty\n\tif z:\n\t\tw\n",
    "x = 1_000.0_1e1_0j + 0_0 + 00 + 0b1_0\n",
    "f'{x!r:>{w}} {y:{z:{q}}}'\n",
    "f\"{x:=5} {a if b else c} {a!=b} {lambda_}{(lambda x: 1)}\"\n",
    "b'\\xff' rb'\\x'  br\"\\N\"\n",
    "r'\\x' '\\N{DASH}' '\\777'\n",
    "class C(metaclass=M, *a): pass\n",
    "try: pass\nexcept A: pass\nexcept: pass\nelse: pass\nfinally: pass\n",
    "try: pass\nexcept* A as e:\n    for x in y: break\n",
    "for x in *a, b: pass\nelse: pass\n",
    "x = yield_ = 3\nx: int\nx: tuple[*Ts] = y\ndef f(*a: *Ts): pass\n",
    "from x import (a, b as c,)\n",
    "\"doc\"\nfrom __future__ import annotations, division\nimport x\n",
    "a = b if c else lambda: d\n",
    "if (y := f(x)) and (z := 1): pass\n",
    "while a := b: pass\n",
    "[y := 1, z := 2]\n",
    "{y := 1}\n",
    "x[y := 1]\n",
    "f(y := 1)\n",
    "[y := f(x) for x in z]\n",
    "@a.b[0](c)\n@(yield_)\ndef f(): pass\n",
    "def f():\n    for i in x:\n        try: pass\n        finally: continue\n",
    "a[*b], a[1:2, ...], a[:, ::2]\n",
    "not a == b; not (a) in b\na = not b\nawait_ = 3\n",
    "x = -1 ** -2\n",
    "*a.b, c = d\n[*a[0], b] = c\nfor *a.b, c in d: pass\n",
    "{**a, 'b': 1, **c | d}\n",
    "print(*a or b, **c or d)\n",
    "return_ = a \\\n    + b\n",
    "if 1:\n    x;\n    y; z\n# comment\n    w\n",
    "class A: x = 1; y = 2\n",
    "def f[T: int, *Ts, **P](a: T) -> T: pass\nclass D[T](B): pass\ntype X[T] = list[T]\n",
    "try: pass\nexcept A, B: pass\n",
    "x = t'{a}' rt'{b}'\n",
    "async def f():\n    async with a as b, c: pass\n",
    "async def f():\n    async for x in y: pass\n",
    "async def f():\n    await a ** 2\n    return -await a\n",
    "def f():\n    def g(x=(yield)): pass\n",
    "[x for x in (yield_)]\ndef f(): return [x for x in (yield)]\n",
    "x = [a for b in c for d in e if f if g]\n",
    "lambda: (yield)\n",
    "f(x for x in y)\nf(a, (x for x in y))\n",
    "nonlocal_ = 1\nglobal x\nx = 1\n",
    "def f(a): \n    class B:\n        nonlocal a\n        a = 3\n",
    "for (x) in y: pass\nfor x, in y: pass\nfor (x, y), z in w: pass\n",
    "x = \"a\\\nb\"\n",
    "x = (1,\n  # c\n\n2)\n",
    "exec(\"a\") ; exec\nprint\nprint -1\nprint(a) if b else c\n",
    "del x,\ndel (x,)\n",
    "assert a, b\nassert (a, b)\nraise a from b\nraise\n",
    "x = *a, *b\nx = (*a, *b), c\ny: tuple = 1, 2\n",
    "def f(): yield *a, b\n",
    "def f(): return *a, b\n",
    "match x:\n    case {'a': 1, **rest}: pass\n",
    "match x:\n    case C(a, b=c) | D(b=c, x=a): pass\n",
    "match x:\n    case [1, *_, 2] | (3 | 4): pass\n",
    "match x:\n    case -1 | 1+2j | -3.0-4j: pass\n",
    "match x:\n    case a.b if x := y: pass\n",
    "match x:\n    case {}: pass\n",
    "match x:\n    case *a, b: pass\n",
    "match x:\n    case (x as y): pass\n",
    "x = 0xf or 1\n",
    "\014\nx = 1\n",
    "if x:\n\ty\n\014\tz\n",
    "x = (1\n# c\n)\n",
    "[x for x in y if (z := w)]\n",
    "x = 1 # c\n# \303\251 \013\ny\n",
};

typedef struct PhFixture {
    PhArena *arena;
    const PhGrammar *grammar;
} PhFixture;

static int set_up(void **state)
{
    PhArena *arena = ph_arena_new();
    PhFixture *fixture = PH_NEW(arena, PhFixture);
    *fixture = (PhFixture){arena, ph_grammar_new(arena, PH_LANGUAGE_PYTHON)};
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    PhFixture *fixture = *state;
    ph_arena_free(fixture->arena);
    ph_parse_tear_down_thread();
    return 0;
}

static PhStatus check(const PhFixture *fixture, PhBytes text, PhDiags *diags)
{
    *diags = (PhDiags){.arena = fixture->arena};
    PhSource *source;
    PhStatus status =
        ph_source_check(fixture->arena, PH_BYTES("x.py"), text, diags, &source);
    assert_int_equal(status, PH_OK);
    PhParseOptions options = {.is_single_byte =
                                  source->encoding == PH_ENCODING_SINGLE_BYTE};
    PhParsed parsed;
    PhParseOutcome outcome =
        ph_parse(fixture->grammar, fixture->arena, text, options, &parsed);
    if (outcome != PH_PARSED) {
        print_error("not parsed: %.*s\n", (int)text.len, text.ptr);
    }
    assert_int_equal(outcome, PH_PARSED);
    return ph_accept(source, &parsed.tree, diags);
}

static void expect_refusals(void **state, const PhRefusal *refusals, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const PhRefusal *wanted = &refusals[i];
        PhDiags diags;
        PhStatus status = check(*state, ph_bytes_of(wanted->text), &diags);
        if (status != PH_ERR_REFUSED || diags.records.count != 1) {
            print_error("not refused once: %s\n", wanted->text);
        }
        assert_int_equal(status, PH_ERR_REFUSED);
        assert_int_equal(diags.records.count, 1);
        const PhDiag *diag = &diags.records.items[0];
        if (diag->line != wanted->line || diag->column != wanted->column ||
            !ph_bytes_is(diag->message, wanted->message)) {
            print_error("%s: %u:%u: %.*s\n", wanted->text, diag->line, diag->column,
                        (int)diag->message.len, diag->message.ptr);
        }
        assert_int_equal(diag->line, wanted->line);
        assert_int_equal(diag->column, wanted->column);
        assert_true(ph_bytes_is(diag->message, wanted->message));
    }
}

static void indents_literals_and_stray_bytes_are_refused(void **state)
{
    expect_refusals(state, k_lexical, PH_COUNT_OF(k_lexical));
}

static void expressions_that_need_parentheses_are_refused(void **state)
{
    expect_refusals(state, k_places, PH_COUNT_OF(k_places));
}

static void what_cannot_be_bound_is_refused(void **state)
{
    expect_refusals(state, k_targets, PH_COUNT_OF(k_targets));
}

static void arguments_and_parameters_out_of_order_are_refused(void **state)
{
    expect_refusals(state, k_calls, PH_COUNT_OF(k_calls));
}

static void statements_that_are_not_python_are_refused(void **state)
{
    expect_refusals(state, k_statements, PH_COUNT_OF(k_statements));
}

static void what_needs_a_function_or_loop_around_it_is_refused(void **state)
{
    expect_refusals(state, k_flow, PH_COUNT_OF(k_flow));
}

static void impossible_patterns_are_refused(void **state)
{
    expect_refusals(state, k_patterns, PH_COUNT_OF(k_patterns));
}

static void late_and_unbound_declarations_are_refused(void **state)
{
    expect_refusals(state, k_scopes, PH_COUNT_OF(k_scopes));
}

static void programs_at_the_border_are_accepted(void **state)
{
    for (size_t i = 0; i < PH_COUNT_OF(k_accepted); i++) {
        PhDiags diags;
        PhStatus status = check(*state, ph_bytes_of(k_accepted[i]), &diags);
        if (status != PH_OK) {
            const PhDiag *diag = &diags.records.items[0];
            print_error("%s: %u:%u: %.*s\n", k_accepted[i], diag->line, diag->column,
                        (int)diag->message.len, diag->message.ptr);
        }
        assert_int_equal(status, PH_OK);
        assert_int_equal(diags.records.count, 0);
    }
}

/* `count` times `open`, a 1, and `count` times `close`. */
static PhBytes nested(PhArena *arena, char open, size_t count, char close)
{
    char *text = ph_arena_alloc(arena, 2 * count + 2);
    memset(text, open, count);
    text[count] = '1';
    memset(text + count + 1, close, count);
    text[2 * count + 1] = '\n';
    return (PhBytes){text, 2 * count + 2};
}

static void two_hundred_brackets_may_nest_and_no_more(void **state)
{
    PhFixture *fixture = *state;
    PhDiags diags;
    assert_int_equal(check(fixture, nested(fixture->arena, '[', 200, ']'), &diags), PH_OK);
    assert_int_equal(check(fixture, nested(fixture->arena, '[', 201, ']'), &diags),
                     PH_ERR_REFUSED);
    assert_int_equal(diags.records.items[0].column, 201);
}

static void a_hundred_indents_are_too_many(void **state)
{
    PhFixture *fixture = *state;
    for (size_t depth = 99; depth <= 100; depth++) {
        PhBytes text = PH_BYTES("");
        char blanks[128];
        memset(blanks, ' ', sizeof(blanks));
        for (size_t i = 0; i < depth; i++) {
            text = ph_arena_format(fixture->arena, "%.*s%.*sif x:\n", (int)text.len,
                                   text.ptr, (int)i, blanks);
        }
        text = ph_arena_format(fixture->arena, "%.*s%.*spass\n", (int)text.len, text.ptr,
                               (int)depth, blanks);
        PhDiags diags;
        assert_int_equal(check(fixture, text, &diags),
                         depth == 99 ? PH_OK : PH_ERR_REFUSED);
    }
}

static void integers_have_at_most_4300_decimal_digits(void **state)
{
    PhFixture *fixture = *state;
    for (size_t digits = 4300; digits <= 4301; digits++) {
        char *text = ph_arena_alloc(fixture->arena, digits + 1);
        memset(text, '9', digits);
        text[digits] = '\n';
        PhDiags diags;
        assert_int_equal(check(fixture, (PhBytes){text, digits + 1}, &diags),
                         digits == 4300 ? PH_OK : PH_ERR_REFUSED);
    }
}

static void latin_1_letters_may_stand_in_strings_and_comments_only(void **state)
{
    PhDiags diags;
    PhBytes fine = PH_BYTES("# coding: latin-1 \xe9\nx = '\xe9'\n");
    PhBytes name = PH_BYTES("# coding: latin-1\nx\xe9 = 1\n");
    assert_int_equal(check(*state, fine, &diags), PH_OK);
    assert_int_equal(check(*state, name, &diags), PH_ERR_REFUSED);
    assert_int_equal(diags.records.items[0].line, 2);
    assert_int_equal(diags.records.items[0].column, 2);
}

static void lines_may_end_with_a_lone_carriage_return(void **state)
{
    PhDiags diags;
    assert_int_equal(check(*state, PH_BYTES("if x:\r  y\r  z\rw\r"), &diags), PH_OK);
    assert_int_equal(check(*state, PH_BYTES("if x:\r\n  y\r\n  z\r\nw"), &diags), PH_OK);
    assert_int_equal(check(*state, PH_BYTES("x =\r 1\r"), &diags), PH_ERR_REFUSED);
    assert_int_equal(diags.records.items[0].line, 2);
}

static void a_byte_order_mark_is_no_stray_character(void **state)
{
    PhDiags diags;
    assert_int_equal(check(*state, PH_BYTES("\xef\xbb\xbfx = 1\n"), &diags), PH_OK);
    assert_int_equal(check(*state, PH_BYTES(""), &diags), PH_OK);
    assert_int_equal(check(*state, PH_BYTES("# only a comment"), &diags), PH_OK);
}

int main(void)
{
    ph_parse_set_up();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(indents_literals_and_stray_bytes_are_refused),
        cmocka_unit_test(expressions_that_need_parentheses_are_refused),
        cmocka_unit_test(what_cannot_be_bound_is_refused),
        cmocka_unit_test(arguments_and_parameters_out_of_order_are_refused),
        cmocka_unit_test(statements_that_are_not_python_are_refused),
        cmocka_unit_test(what_needs_a_function_or_loop_around_it_is_refused),
        cmocka_unit_test(impossible_patterns_are_refused),
        cmocka_unit_test(late_and_unbound_declarations_are_refused),
        cmocka_unit_test(programs_at_the_border_are_accepted),
        cmocka_unit_test(two_hundred_brackets_may_nest_and_no_more),
        cmocka_unit_test(a_hundred_indents_are_too_many),
        cmocka_unit_test(integers_have_at_most_4300_decimal_digits),
        cmocka_unit_test(latin_1_letters_may_stand_in_strings_and_comments_only),
        cmocka_unit_test(lines_may_end_with_a_lone_carriage_return),
        cmocka_unit_test(a_byte_order_mark_is_no_stray_character),
    };
    return cmocka_run_group_tests_name("accept", tests, set_up, tear_down);
}
