#!/usr/bin/env python3
"""Adds imports to copies of Python files and lets CPython and isort judge the results.

    corpus_imports.py [--limit N] ADD_IMPORTS PATH...

ADD_IMPORTS is the program built from tests/drivers/add_imports.c. Each .py file below the
paths that this Python compiles is copied and gets collections.deque, io.StringIO,
bisect.insort and itertools.product, once for a use at its end and once for a use in its
first statement. Then: it compiles; docstring, comments and all other statements are as
before; every name is bound by an import of the module's own body above the use; and a file
that passed `isort --check-only` (its defaults, and the profile black) still passes. isort's
part is left out where isort cannot be imported. Exits 1 if CPython finds a fault.
"""

import argparse
import ast
import collections
import io
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import tokenize
import warnings

try:
    import isort
except ImportError:
    isort = None

WANTED = (("collections", "deque"), ("io", "StringIO"), ("bisect", "insort"),
          ("itertools", "product"))
PROFILES = ("", "black")


def python_files(paths):
    for path in map(pathlib.Path, paths):
        found = [path] if path.is_file() else sorted(path.rglob("*.py"))
        yield from (file for file in found if file.is_file() and not file.is_symlink())


def parsed(data):
    try:
        compile(data, "file", "exec", dont_inherit=True)
        return ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError, LookupError):
        return None


def comments(data):
    return collections.Counter(
        token.string for token in tokenize.tokenize(io.BytesIO(data).readline)
        if token.type == tokenize.COMMENT)


def is_import(node):
    return isinstance(node, (ast.Import, ast.ImportFrom))


def imported(tree):
    """What the imports of the module's body bind: (module, name, local name)."""
    found = collections.Counter()
    for node in filter(is_import, tree.body):
        module = "" if isinstance(node, ast.Import) else "." * node.level + (node.module or "")
        for alias in node.names:
            found[module, alias.name, alias.asname] += 1
    return found


def use_index(tree, early):
    """Index of the statement above which the imports must be."""
    for index, node in enumerate(tree.body if early else []):
        is_docstring = index == 0 and ast.get_docstring(tree, clean=False) is not None
        if not is_import(node) and not is_docstring:
            return index
    return len(tree.body)


def is_bound(tree, index, text, module, name):
    """True if `text` means module.name below statement `index`."""
    for node in filter(is_import, tree.body[:index]):
        for alias in node.names:
            local = alias.asname or alias.name
            if isinstance(node, ast.Import):
                if alias.name == module and text == f"{local}.{name}":
                    return True
                if not alias.asname and alias.name.startswith(module + ".") and (
                        text == f"{module}.{name}"):
                    return True
            elif (node.module, alias.name, node.level) == (module, name, 0) and text == local:
                return True
    return False


def faults(before, after, texts, early):
    old, new = parsed(before), parsed(after)
    if new is None:
        return ["does not compile"]
    found = []
    if ast.get_docstring(old, clean=False) != ast.get_docstring(new, clean=False):
        found.append("docstring")
    if comments(before) != comments(after):
        found.append("comments")
    others = [[ast.dump(node) for node in tree.body if not is_import(node)] for tree in (old, new)]
    if others[0] != others[1]:
        found.append("statements")
    if imported(old) - imported(new):
        found.append("imports")
    if sum((imported(new) - imported(old)).values()) > len(WANTED):
        found.append("too many imports")
    ends = [data.count(b"\r\n") == data.count(b"\n") for data in (before, after)]
    if b"\r\n" in before and ends[0] != ends[1]:
        found.append("line ends")
    index = use_index(new, early)
    for text, (module, name) in zip(texts, WANTED):
        if text != "-" and not is_bound(new, index, text, module, name):
            found.append(f"{text} is not bound")
    return found


def isort_configs():
    return [] if isort is None else [
        (profile, isort.Config(profile=profile, quiet=True)) for profile in PROFILES]


def passes_isort(data, config):
    try:
        text = data.decode()
        return isort.code(text, config=config) == text
    except (UnicodeDecodeError, isort.exceptions.ISortError):
        return False


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--limit", type=int, default=40, help="faults to print")
    parser.add_argument("--keep", help="folder for the files that are at fault")
    parser.add_argument("driver")
    parser.add_argument("paths", nargs="+", metavar="path")
    options = parser.parse_args()
    sys.setrecursionlimit(10000)
    warnings.simplefilter("ignore")
    configs = isort_configs()
    originals = {}
    counts = collections.Counter()
    bad = 0
    with tempfile.TemporaryDirectory(prefix="pyheap-imports-") as folder:
        for number, path in enumerate(python_files(options.paths)):
            data = path.read_bytes()
            if parsed(data) is not None:
                originals[os.path.join(folder, f"{number}.py")] = (path, data)
        clean = {profile: {copy for copy, (_, data) in originals.items()
                           if passes_isort(data, config)} for profile, config in configs}
        wanted = ",".join(":".join(pair) for pair in WANTED)
        for mode in ("late", "early"):
            for copy, (_, data) in originals.items():
                pathlib.Path(copy).write_bytes(data)
            run = subprocess.run([options.driver, mode, wanted], text=True, check=True,
                                 input="".join(copy + "\n" for copy in originals),
                                 stdout=subprocess.PIPE)
            for line in run.stdout.splitlines():
                copy, *texts = line.split("\t")
                path, before = originals[copy]
                if texts[-1] == "!":
                    counts[mode, "not read"] += 1
                    continue
                after = pathlib.Path(copy).read_bytes()
                counts[mode, "files"] += 1
                counts[mode, "refused names"] += texts.count("-")
                counts[mode, "unchanged"] += before == after
                found = faults(before, after, texts, mode == "early")
                bad += bool(found)
                for profile, config in configs:
                    if copy in clean[profile]:
                        counts[mode, f"isort {profile}: passed"] += 1
                        if not passes_isort(after, config):
                            counts[mode, f"isort {profile}: fails now"] += 1
                            found.append(f"isort {profile}")
                if found:
                    counts[mode, "faults"] += 1
                    if counts[mode, "faults"] <= options.limit:
                        print(f"{mode} {path}: {', '.join(found)}")
                    if options.keep:
                        shutil.copy(copy, os.path.join(options.keep, f"{mode}-{path.name}"))
    for (mode, what), count in counts.items():
        print(f"{mode}: {what}: {count}")
    print(f"{bad} faults that CPython sees")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
