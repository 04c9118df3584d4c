#!/usr/bin/env python3
"""How much each rule finds and proves on real code, and what keeps the rest from being safe.

usage: corpus_yield.py [DIR..]

The code is the standard library of this Python without its tests; DIRs count as a second corpus.
For each rule: findings, by level; among those that gain something, the five most frequent reasons
for not being safe. Below that, sites that are counted by CPython's ast, independent of the rules'
own matching, and how many of them the rule fixes safely. What docs/yield.md says by hand below
its figures is printed again.

exit: 0 always, 2 wrong use
"""
import argparse
import ast
import collections
import json
import os
import re
import subprocess
import sys
import warnings

import corpus_common as common

TESTS = re.compile(r"/(?:test|tests|idle_test)/|/test_[^/]*$")
LEVELS = ("safe", "unsafe", "display-only")
REASONS_SHOWN = 5
BY_HAND = "## Sites that are not fixed, and why"
FEWEST_CONSTANTS = 3
MAKERS = {"list", "dict", "set", "defaultdict", "OrderedDict", "deque", "Counter", "bytearray"}
READING_METHODS = {"get", "items", "keys", "values", "index", "count", "copy", "join", "union",
                   "intersection", "difference", "issubset", "issuperset", "isdisjoint"}


def findings_of(files):
    found = []
    for i in range(0, len(files), 2000):
        done = subprocess.run(
            [common.PYHEAP, "check", "--all", "--output-format", "json", "--", *files[i:i + 2000]],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        found += json.loads(done.stdout)
    return found


def general(reason):
    """A reason without the names and lines of its site."""
    text = re.sub(r"`[^`]*`", "X", reason)
    text = re.sub(r"\((\w[\w -]*), line \d+\)", r"(\1)", text)
    return re.sub(r"\b(line|lines) \d+(, \d+)*", r"\1 N", text)


# Sites by ast: each yields (line from, line to) of what a rule should fix.

def blocks(tree):
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                yield node, block


def is_call_of(node, names, arguments=None):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and \
        node.func.id in names and (arguments is None or len(node.args) == arguments)


def is_method(statement, name, method):
    call = getattr(statement, "value", None)
    return isinstance(statement, ast.Expr) and isinstance(call, ast.Call) and \
        isinstance(call.func, ast.Attribute) and call.func.attr == method and \
        ast.dump(call.func.value) == name


def load_of(name):
    return ast.dump(ast.Name(name, ast.Load()))


def append_loops(tree):
    """`r = []`, then in the same block a loop that does nothing but append to r."""
    for _, block in blocks(tree):
        empty = set()
        for statement in block:
            if isinstance(statement, (ast.Assign, ast.AnnAssign)):
                targets = getattr(statement, "targets", None) or [statement.target]
                value = statement.value
                if len(targets) == 1 and isinstance(targets[0], ast.Name) and (
                        isinstance(value, ast.List) and not value.elts or
                        is_call_of(value, {"list"}, 0)):
                    empty.add(targets[0].id)
            elif isinstance(statement, ast.For) and not statement.orelse:
                inner = statement.body
                while len(inner) == 1 and isinstance(inner[0], (ast.If, ast.For)) and \
                        not inner[0].orelse:
                    inner = inner[0].body
                if len(inner) == 1 and any(is_method(inner[0], load_of(r), "append")
                                           for r in empty):
                    yield statement.lineno, statement.end_lineno


def membership_tests(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and \
                isinstance(node.ops[0], (ast.In, ast.NotIn)) and \
                isinstance(node.comparators[0], (ast.List, ast.Tuple)) and \
                len(node.comparators[0].elts) >= FEWEST_CONSTANTS and \
                all(isinstance(item, ast.Constant) for item in node.comparators[0].elts):
            yield node.lineno, node.end_lineno


def guarded_resources(tree):
    """`v = open(..)` or `lock.acquire()`, then `try: .. finally: v.close()`."""
    for _, block in blocks(tree):
        for first, second in zip(block, block[1:]):
            if not isinstance(second, ast.Try) or len(second.finalbody) != 1:
                continue
            last = second.finalbody[0]
            if isinstance(first, ast.Assign) and isinstance(first.targets[0], ast.Name) and \
                    is_call_of(first.value, {"open"}):
                if is_method(last, load_of(first.targets[0].id), "close"):
                    yield first.lineno, second.end_lineno
            elif isinstance(first, ast.Expr) and isinstance(first.value, ast.Call) and \
                    isinstance(first.value.func, ast.Attribute) and not first.value.args and \
                    first.value.func.attr == "acquire" and \
                    is_method(last, ast.dump(first.value.func.value), "release"):
                yield first.lineno, second.end_lineno


def parents_of(tree):
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def read_defaults(tree):
    """Parameters with a mutable default whose uses are all plain reads."""
    for function in ast.walk(tree):
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        named = function.args.posonlyargs + function.args.args
        pairs = list(zip(named[len(named) - len(function.args.defaults):], function.args.defaults))
        pairs += list(zip(function.args.kwonlyargs, function.args.kw_defaults))
        parents = None
        for parameter, default in pairs:
            if not (isinstance(default, (ast.List, ast.Dict, ast.Set)) or
                    is_call_of(default, MAKERS)):
                continue
            parents = parents or parents_of(function)
            uses = [n for n in ast.walk(function)
                    if isinstance(n, ast.Name) and n.id == parameter.arg]
            if all(is_read(use, parents) for use in uses):
                yield default.lineno, default.end_lineno


def is_read(use, parents):
    above = parents.get(use)
    if not isinstance(use.ctx, ast.Load):
        return False
    if isinstance(above, (ast.For, ast.comprehension)):
        return above.iter is use
    if isinstance(above, ast.Attribute):
        return above.attr in READING_METHODS
    if isinstance(above, ast.Subscript):
        return above.value is use and isinstance(above.ctx, ast.Load)
    if isinstance(above, ast.Call):
        return is_call_of(above, {"len", "list", "tuple", "set", "sorted", "sum", "any", "all",
                                  "min", "max", "dict", "enumerate", "zip", "frozenset"})
    return isinstance(above, (ast.Compare, ast.BoolOp, ast.UnaryOp, ast.If, ast.IfExp, ast.Starred))


def local_queues(tree):
    """A name of a function that is set to a list there and loses its front by pop(0)."""
    for function in ast.walk(tree):
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        made = {}
        for node in ast.walk(function):
            if isinstance(node, (ast.Assign, ast.AnnAssign)) and (
                    isinstance(node.value, (ast.List, ast.ListComp)) or
                    is_call_of(node.value, {"list"})):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                if isinstance(target, ast.Name):
                    made.setdefault(target.id, node)
        popped = {node.func.value.id for node in ast.walk(function)
                  if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and
                  node.func.attr == "pop" and isinstance(node.func.value, ast.Name) and
                  len(node.args) == 1 and isinstance(node.args[0], ast.Constant) and
                  node.args[0].value == 0}
        for name in sorted(popped & set(made)):
            yield made[name].lineno, function.end_lineno


SITES = (
    ("set-membership", "membership tests in literals of three or more constants",
     membership_tests, 20),
    ("deque-popleft", "local lists that lose their front by `pop(0)`", local_queues, 50),
    ("list-comprehension", "append loops whose empty list is set in the same block",
     append_loops, 50),
    ("context-manager", "open and acquire with try-finally", guarded_resources, 80),
    ("mutable-default", "mutable defaults that are only read", read_defaults, 60),
)


def count_sites(files, found):
    """[(rule, what, sites, fixed safely, floor in %)]"""
    safe = collections.defaultdict(list)
    for item in found:
        if item["level"] == "safe" and item["fix"]:
            safe[item["path"], item["rule"]].append(item)
    totals, fixed = collections.Counter(), collections.Counter()
    for path in files:
        try:
            with open(path, "rb") as file, warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(file.read())
        except (SyntaxError, ValueError, RecursionError):
            continue
        for rule, _, sites, _ in SITES:
            spans = [(item["line"], item["end_line"]) for item in safe.get((path, rule), ())]
            for first, last in sites(tree):
                totals[rule] += 1
                fixed[rule] += any(start <= last and end >= first for start, end in spans)
    return [(rule, what, totals[rule], fixed[rule], floor) for rule, what, _, floor in SITES]


def print_corpus(title, files):
    found = findings_of(files)
    size = sum(os.path.getsize(path) for path in files)
    print("\n## %s\n\n%d files, %.1f MB.\n" % (title, len(files), size / 1e6))
    print("| rule | findings | safe | unsafe | display-only | safe and no gain |\n"
          "|---|---:|---:|---:|---:|---:|")
    rules = sorted({item["rule"] for item in found})
    for rule in rules:
        own = [item for item in found if item["rule"] == rule]
        levels = collections.Counter(item["level"] for item in own)
        idle = sum(item["level"] == "safe" and item["benefit"]["verdict"] == "none" for item in own)
        print("| %s | %d | %s | %d |" % (rule, len(own),
                                         " | ".join(str(levels[k]) for k in LEVELS), idle))
    print("\n| sites, counted by CPython's ast | sites | fixed safely | floor |\n|---|---:|---:|---:|")
    for rule, what, total, fixed, floor in count_sites(files, found):
        share = "%.0f %%" % (100 * fixed / total) if total else "-"
        print("| %s (%s) | %d | %d (%s) | %d %% |" % (what, rule, total, fixed, share, floor))
    for rule in rules:
        reasons = collections.Counter()
        for item in found:
            if item["rule"] == rule and item["level"] != "safe":
                reasons.update({general(reason["text"]) for reason in item["reasons"]}
                               or {general(item["message"])})
        if reasons:
            print("\nWhat keeps %s from being safe:\n" % rule)
            for reason, count in reasons.most_common(REASONS_SHOWN):
                print("- %d: %s" % (count, reason))


def print_by_hand():
    """What docs/yield.md says below the figures is written by hand, and stays."""
    with open(os.path.join(common.ROOT, "docs", "yield.md"), encoding="utf-8") as file:
        _, mark, rest = file.read().partition(BY_HAND)
    print("\n" + mark + rest, end="")


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1])
    parser.add_argument("folders", nargs="*")
    options = parser.parse_args()
    library = [path for path in common.python_files([common.stdlib()]) if not TESTS.search(path)]
    print("# Yield\n\nMade by `./dev corpus yield`: what the rules find on real code, how much of it "
          "is proved, and why\nthe rest is not. Without a gain nothing is edited unasked.")
    print_corpus("The standard library of Python 3.%d, without its tests" % sys.version_info[1],
                 library)
    if options.folders:
        print_corpus("Installed packages", common.python_files(options.folders))
    print_by_hand()
    return 0


if __name__ == "__main__":
    sys.exit(main())
