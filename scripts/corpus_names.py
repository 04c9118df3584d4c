#!/usr/bin/env python3
"""Compares pyheap's scopes with CPython's symtable module over folders of Python files.

    corpus_names.py [--limit N] PYHEAP PATH...

Every .py file below the paths that this Python compiles is read by both. Compared are the
tree of scopes (kind, name, line) and the flags of every symbol. Prints each difference and
a summary; exits 1 if there is a difference or a file that only CPython reads.

Needs Python 3.11: later versions inline comprehensions and add annotation scopes.
"""

import argparse
import ast
import json
import pathlib
import subprocess
import sys
import symtable
import warnings

BATCH = 100  # files for each run of pyheap

# The letters of `pyheap dump scopes --output-format json`, in its order.
FLAGS = (
    ("r", "is_referenced"), ("i", "is_imported"), ("p", "is_parameter"), ("g", "is_global"),
    ("n", "is_nonlocal"), ("d", "is_declared_global"), ("l", "is_local"),
    ("a", "is_annotated"), ("f", "is_free"), ("s", "is_assigned"), ("m", "is_namespace"),
)


def without_future_annotations(data):
    """`from __future__ import annotations` hides annotations from symtable, while pyheap
    counts the names in them. Another feature under the same name shows them again."""
    if b"__future__" not in data or b"annotations" not in data:
        return data
    lines = data.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True)
    for node in ast.parse(data).body:
        if not isinstance(node, ast.ImportFrom) or node.module != "__future__":
            continue
        for alias in reversed(node.names):
            if alias.name == "annotations":
                line = lines[alias.lineno - 1]
                rest = line[alias.col_offset + len("annotations"):]
                other = b"generators" if alias.asname else b"generators as annotations"
                lines[alias.lineno - 1] = line[:alias.col_offset] + other + rest
    return b"".join(lines)


def of_cpython(table):
    """(kind, name, line, symbols, children)"""
    symbols = {}
    for symbol in table.get_symbols():
        if table.get_name() == "top" and table.get_type() != "module":
            # symtable.py takes any scope of this name for the module.
            symbol = symtable.Symbol(symbol.get_name(), symbol._Symbol__flags,
                                     symbol.get_namespaces(), module_scope=False)
        if symbol.get_name() != ".0":
            symbols[symbol.get_name()] = "".join(
                letter for letter, method in FLAGS if getattr(symbol, method)())
    return ordered(table.get_type(), table.get_name(), table.get_lineno(), symbols,
                   [of_cpython(child) for child in table.get_children()])


def of_pyheap(scopes):
    children = [[] for _ in scopes]
    result = None
    for index in range(len(scopes) - 1, -1, -1):
        scope = scopes[index]
        result = ordered(scope["kind"], scope["name"], scope["line"], scope["symbols"],
                         children[index])
        if scope["parent"] is not None:
            children[scope["parent"]].append(result)
    return result


def ordered(kind, name, line, symbols, children):
    """Siblings get an order that does not depend on the order of evaluation."""
    symbols = sorted(symbols.items())
    return (kind, name, line, symbols, sorted(children, key=lambda child: (
        child[2], child[1], child[3], [grandchild[:3] for grandchild in child[4]])))


def differences(ours, theirs, where):
    if ours == theirs:
        return
    if ours[:3] != theirs[:3]:
        yield f"{where}: scope {ours[:3]}, CPython {theirs[:3]}"
        return
    where = f"{where}: {ours[1]}:{ours[2]}"
    our_symbols, their_symbols = dict(ours[3]), dict(theirs[3])
    for name in sorted(our_symbols.keys() | their_symbols.keys()):
        mine, other = our_symbols.get(name), their_symbols.get(name)
        if mine != other:
            yield f"{where}: {name}: {mine}, CPython {other}"
    if len(ours[4]) != len(theirs[4]):
        heads = [[child[:3] for child in side[4]] for side in (ours, theirs)]
        yield (f"{where}: scopes {[head for head in heads[0] if head not in heads[1]]}, "
               f"CPython {[head for head in heads[1] if head not in heads[0]]}")
        return
    for mine, other in zip(ours[4], theirs[4]):
        yield from differences(mine, other, where)


def compilable(path):
    """The file's bytes as symtable may read them, or None."""
    data = path.read_bytes()
    try:
        compile(data, str(path), "exec", dont_inherit=True)
        return without_future_annotations(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError, LookupError):
        return None


def dump(pyheap, paths):
    run = subprocess.run(
        [pyheap, "dump", "scopes", "--output-format", "json", "--", *map(str, paths)],
        stdout=subprocess.PIPE, check=False)
    answers = {}
    for line in run.stdout.splitlines():
        answer = json.loads(line)
        answers[answer["path"]] = answer["scopes"]
    return answers


def python_files(paths):
    for path in map(pathlib.Path, paths):
        if path.is_file():
            yield path
        else:
            yield from sorted(file for file in path.rglob("*.py") if file.is_file())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--limit", type=int, default=100, help="differences to print")
    parser.add_argument("pyheap")
    parser.add_argument("paths", nargs="+", metavar="path")
    options = parser.parse_args()
    if sys.version_info[:2] != (3, 11):
        sys.exit(f"needs Python 3.11, this is {sys.version.split()[0]}")
    sys.setrecursionlimit(10000)
    warnings.simplefilter("ignore")
    files = list(python_files(options.paths))
    compared = symbols = refused = unread = found = 0
    for start in range(0, len(files), BATCH):
        batch = files[start:start + BATCH]
        answers = dump(options.pyheap, batch)
        for path in batch:
            data = compilable(path)
            if data is None:
                refused += 1
                continue
            if str(path) not in answers:
                unread += 1
                print(f"{path}: not read by pyheap")
                continue
            ours = of_pyheap(answers[str(path)])
            theirs = of_cpython(symtable.symtable(data, str(path), "exec"))
            compared += 1
            symbols += sum(len(scope["symbols"]) for scope in answers[str(path)])
            for difference in differences(ours, theirs, str(path)):
                found += 1
                if found <= options.limit:
                    print(difference)
    print(f"{compared} files, {symbols} symbols compared: {found} differences; "
          f"{unread} not read by pyheap, {refused} not compiled by CPython")
    return 1 if found or unread else 0


if __name__ == "__main__":
    sys.exit(main())
