#!/usr/bin/env python3
"""Rewrites that come to stand beside operators mean what the page says.

    check_parentheses.py REWRITE_CASES

REWRITE_CASES is the program built from tests/drivers/rewrite_cases.c. Every template is
tried on every operand in every context. CPython reads the result, which must be the tree of
the same rewrite with parentheses around everything; and no pair of parentheses may be there
that could be left out. What is refused must have a reason.
"""

import ast
import itertools
import subprocess
import sys
import warnings

OPERANDS = (
    "a", "1", "-1", "1.5", "2j", "'s'", "'s' 't'", "a.b", "a[0]", "f(a)", "(a, b)", "[a]", "{a}",
    "{a: b}", "(a for a in b)", "[a for a in b]", "(a + b)", "a + b", "a - b", "a * b", "a // b",
    "a % b", "a @ b", "a ** b", "-a", "~a", "+a", "not a", "a and b", "a or b", "a < b", "a in b",
    "a not in b", "a is not b", "a < b < c", "a if b else c", "lambda: a", "lambda x: x",
    "a if b else lambda: c", "a | b", "a ^ b", "a & b", "a << b", "a >> b", "await a",
    "await a ** b", "a ** -b", "-a ** b", "a := b", "(yield)", "(yield a)", "(a := b)", "...",
    "f'{a}'", "a != b", "a +\n b", "a.b(\n).c", "(a\n.b)",
)
# (before, after, how the match may be written besides)
TEMPLATES = (
    ("pow($a, $b)", "$a ** $b"), ("pow($a, $b)", "$b ** $a"), ("pow($a, $b)", "$a + $b"),
    ("pow($a, $b)", "$a - $b"), ("pow($a, $b)", "$a @ $b"), ("pow($a, $b)", "$a // $b"),
    ("pow($a, $b)", "$a and $b"), ("pow($a, $b)", "$a or $b"), ("pow($a, $b)", "$a == $b"),
    ("pow($a, $b)", "$a in $b"), ("pow($a, $b)", "$a is not $b"), ("pow($a, $b)", "$a << $b"),
    ("pow($a, $b)", "$a | $b"), ("pow($a, $b)", "$a & $b"), ("pow($a, $b)", "$a ^ $b"),
    ("pow($a, $b)", "$a if $b else 0"), ("pow($a, $b)", "0 if $a else $b"),
    ("pow($a, $b)", "$a[$b]"), ("pow($a, $b)", "$a[$b, 0]"), ("pow($a, $b)", "$a[$b:]"),
    ("pow($a, $b)", "$a.real($b)"), ("pow($a, $b)", "max($a, key=$b)"),
    ("pow($a, $b)", "max(*$a, **$b)"), ("pow($a, $b)", "[*$a, $b]"), ("pow($a, $b)", "{$a, *$b}"),
    ("pow($a, $b)", "{$a: $b}"), ("pow($a, $b)", "{**$a, **$b}"), ("pow($a, $b)", "($a, $b)"),
    ("pow($a, $b)", "(lambda: $a)($b)"), ("pow($a, $b)", "lambda x=$a: $b"),
    ("pow($a, $b)", "[x for x in $a if $b]"), ("pow($a, $b)", "[$a for x in $b]"),
    ("pow($a, $b)", "{x: $a for x in $b}"), ("pow($a, $b)", "{$a for x in $b}"),
    ("abs($a)", "$a"), ("abs($a)", "-$a"), ("abs($a)", "not $a"), ("abs($a)", "~$a"),
    ("abs($a)", "$a.real"), ("abs($a)", "$a()"), ("abs($a)", "len($a)"), ("abs($a)", "await $a"),
    ("abs($a)", "($a)"), ("abs($a)", "x if y else $a"), ("abs($a)", "$a + $a"),
    ("abs($a)", "x if $a else y"), ("abs($a)", "lambda: $a"), ("abs($a)", "{$a}"),
    ("abs(len($a))", "$a"), ("abs(len($a))", "len($a)"), ("abs(len($a))", "-len($a)"),
    ("not $a == $b", "$a != $b"), ("$a == $b", "$b == $a"), ("not $a", "$a"),
    ("bool($a and $b)", "$a and $b"), ("abs($a + 0)", "$a"), ("list($a)[0]", "$a[0]"),
    ("pow($a * $b, 2)", "$a + $b * 2"), ("pow($a, $b, 2)", "$a * $b + 2"),
    ("pow(($a), $b)", "($a) ** $b"), ("pow(x, $a)", "x[$a]"), ("pow(x, $a)", "(yield $a)"),
)
CONTEXTS = (
    "@", "x = @", "x = y = @", "x += @", "x: int = @", "return @", "-@", "not @", "~@", "@ + x",
    "x + @", "@ - x", "x - @", "@ * x", "x * @", "@ ** x", "x ** @", "@ ** -x", "x @ @", "x | @",
    "@ & x", "x ^ @", "x << @", "@ < x", "x in @", "x == @ == y", "@ and x", "x or @", "@ or x",
    "x and @", "@ if x else y", "x if @ else y", "x if y else @", "lambda: @", "await @", "@.x",
    "@.x()", "@(x)", "@[x]", "x[@]", "x[@, y]", "x[@:y]", "x[y:@]", "f(@)", "f(@, x)", "f(x=@)",
    "f(*@)", "f(**@)", "[@]", "[x, *@]", "(@, x)", "(@,)", "{@}", "{@: x}", "{x: @}", "{**@}",
    "[@ for x in y]", "[x for x in @]", "[x for x in y if @]", "(@ for x in y)", "{@: x for x in y}",
    "x = @, y", "yield @", "x = yield @", "yield from @", "assert @", "assert x, @", "raise @",
    "f'{@}'", "f'{@!r}'", "f'{@:>3}'", "f'{x:{@}}'", "(@)", "x = (@)", "if @: pass",
    "while @: pass", "for x in @: pass", "for x in @, y: pass", "with @: pass",
    "with @ as x: pass", "if x := @: pass", "1 if@else 2", "x = [\n    @\n]", "x = not(@)",
    "async def g(x=@): pass", "class C(@): pass", "del x[@]", "x = -@ ** 2",
)
STYLES = ("{}", "{}(\n    {}\n)", "{}(\n    {},\n)", "{}({},)", "{}( {} )", "{}(\n    {}  # why\n)")


class Flat(ast.NodeTransformer):
    """`a and (b and c)` is `a and b and c`."""

    def visit_BoolOp(self, node):
        self.generic_visit(node)
        values = []
        for value in node.values:
            same = isinstance(value, ast.BoolOp) and type(value.op) is type(node.op)
            values += value.values if same else [value]
        node.values = values
        return node


def tree(text):
    """The dump of what CPython makes of `text` in a function, or None."""
    try:
        body = "".join("    " + line + "\n" for line in text.split("\n"))
        source = f"async def _():\n{body}"
        compile(source, "case", "exec", dont_inherit=True)
        return ast.dump(Flat().visit(ast.parse(source)))
    except (SyntaxError, ValueError):
        return None


def fill(template, operands, form):
    for name, operand in operands.items():
        template = template.replace(name, form[name].format(operand))
    return template


# Siblings keep their commas; CPython refuses some of them in other brackets.
LISTS = ("", "a", "a, b", "a, b,", "*a", "a, *b", "a, k=b", "**a", "a := b, c", "a, lambda: b",
         "(a, b)", "a,\n b", "a  # why\n, b")
LIST_TEMPLATES = (
    ("max($*a)", "[$*a]"), ("max($*a)", "min($*a)"), ("max($*a)", "{0, $*a}"),
    ("max(x, $*a)", "min($*a)"), ("max(x, $*a)", "[$*a]"), ("max(x, $*a)", "max($*a, x)"),
    ("max($*a)", "min(x, $*a)"), ("max([$*a])", "max($*a)"), ("max($*a, x)", "min($*a)"),
    ("max(x, y, $*a)", "min(x, $*a)"), ("max([x, $*a])", "[$*a]"), ("list([$*a])", "[$*a]"),
)
BARE = {"$a": "{}", "$b": "{}", "$*a": "{}"}
CLOSED = {"$a": "({})", "$b": "({})", "$*a": "{}"}


def written(before, operands, style):
    """The match as a user may write it."""
    text = fill(before, operands, BARE)
    if style == "{}":
        return text
    head, _, rest = text.partition("(")
    return style.format(head, rest[:-1]) if text.endswith(")") and head.isidentifier() else None


def fewest(after, operands, context, wanted):
    """How few parentheses make it mean what is wanted, or None."""
    best = None
    names = [name for name in operands if name in after]
    for closed in itertools.product((False, True), repeat=len(names) + 1):
        form = dict(zip(names, ("({})" if one else "{}" for one in closed[1:])))
        text = context.replace("@", "\0")
        whole = fill(after, {n: operands[n] for n in names}, form)
        text = text.replace("\0", f"({whole})" if closed[0] else whole)
        count = text.count("(")
        if (best is None or count < best) and tree(text) == wanted:
            best = count
    return best


def has_reason(after, operands, context):
    """True if no parentheses help, or a form is not in every Python 3 that is supported."""
    values = list(operands.values())
    scope = any(word in value for value in values for word in ("yield", "await", ":="))
    inner = any(word in after for word in ("lambda", " for ")) or "yield" in after
    quotes = context.startswith("f'") and any(c in v for v in values for c in "'\n")
    in_with = context.startswith("with")
    is_list_trouble = "max($*a, x)" in after and any("=" in v or "**" in v for v in values)
    is_list_trouble = is_list_trouble or operands.get("$*a") == "" and ", $*a" in after
    return (scope and inner) or is_list_trouble or quotes or in_with or "await" in after or "yield" in after


def is_strict(operands, context, after):
    """Newer versions take these bare; older ones do not."""
    walrus = any(":=" in value for value in operands.values())
    return context == "f'{x:{@}}'" or walrus and ("[$" in after or "{" in after or "[@" in context or "{@" in context)


def cases(seed_contexts):
    for before, after in TEMPLATES:
        names = [name for name in ("$a", "$b") if name in before]
        for number, operand in enumerate(OPERANDS):
            pairs = [dict.fromkeys(names, operand)] if len(names) == 1 else [
                {"$a": operand, "$b": "z"}, {"$a": "z", "$b": operand}]
            for operands in pairs:
                for style in STYLES[: 1 if number > 5 and operand.isidentifier() else None]:
                    for context in seed_contexts:
                        yield before, after, operands, style, context
    for before, after in LIST_TEMPLATES:
        for operand in LISTS:
            for context in seed_contexts:
                yield before, after, {"$*a": operand}, "{}", context


def no_comma_twice(text):
    """A list that is empty or ends with a comma leaves one too many in the page's text."""
    for old, new in ((", ]", "]"), (", )", ")"), (",, ", ", "), ("(, ", "("), ("[, ", "["),
                     (", }", "}"), (",,", ",")):
        text = text.replace(old, new)
    return text


def main():
    warnings.simplefilter("ignore")
    driver = sys.argv[1]
    stride = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    chosen, blob = [], []
    contexts = [c.replace("x @ @", "x \0 @").replace("\0", "@ @"[:1]) for c in CONTEXTS]
    for index, case in enumerate(cases([c for c in contexts if c.count("@") == 1])):
        if index % stride:
            continue
        before, after, operands, style, context = case
        site = written(before, operands, style)
        if "$*a" in operands:
            site = no_comma_twice(site)
        if site is None:
            continue
        python = context.replace("@", site)
        closed = fill(before, operands, CLOSED)
        closed = context.replace("@", f"({no_comma_twice(closed) if '$*a' in operands else closed})")
        if tree(python) is None or tree(python) != tree(closed):
            continue
        body = "".join("    " + line + "\n" for line in python.split("\n"))
        chosen.append((case, python))
        blob.append(f"- {before}\n+ {after}\0async def _():\n{body}\0")
    run = subprocess.run([driver], input="".join(blob).encode(), stdout=subprocess.PIPE,
                         check=True)
    results = run.stdout.decode().split("\0")[:-1]
    assert len(results) == len(chosen), (len(results), len(chosen))
    wrong = refused = unmatched = 0
    shown = {}
    for (case, python), result in zip(chosen, results):
        before, after, operands, style, context = case
        whole = fill(after, operands, CLOSED)
        whole = no_comma_twice(whole) if "$*a" in operands else whole
        wanted = tree(context.replace("@", f"({whole})"))
        if result == "-":
            unmatched += 1
            continue
        if result == "!":
            refused += 1
            fault = wanted is not None and "#" not in style and not has_reason(
                after, operands, context)
        else:
            text = "\n".join(line[4:] for line in result.split("\n")[1:-1])
            got = tree(text)
            fault = got != wanted or (got is None and not has_reason(after, operands, context))
            if wanted is not None and not fault and "$a" in operands and style == "{}" and "\n" not in python and not is_strict(
                    operands, context, after):
                least = fewest(after, operands, context, wanted)
                fault = least is not None and text.count("(") > least
        if fault:
            wrong += 1
            key = (before, after)
            shown[key] = shown.get(key, 0) + 1
            if shown[key] <= 3 and wrong < 400:
                print(f"- {before}\n+ {after}\n{python}\nbecomes\n{result}\n")
    print(f"{len(chosen)} cases, {refused} refused, {unmatched} not matched, {wrong} wrong")
    return 1 if wrong or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
