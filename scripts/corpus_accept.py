#!/usr/bin/env python3
"""Compares what pyheap refuses with what CPython refuses to compile.

    corpus_accept.py --binary BUILD/pyheap [--arguments "check --quiet"] MODE ...

    files FOLDER ...            every .py file below the folders
    strings FILE ...            every string constant of the files that is a program, and
                                every example in their docstrings
    mutations --seed N --count N FOLDER ...
                                statements of the files with a token or a line dropped,
                                doubled or swapped

A file counts as refused if a line on standard error begins with its name, "error: " aside. Exit status 1
if a program that CPython compiles was refused. Programs that only this CPython refuses,
because a newer one has the syntax, are told apart by their message and by a few forms.
"""

import argparse
import ast
import doctest
import io
import os
import random
import re
import subprocess
import sys
import tempfile
import textwrap
import tokenize
import warnings

# Refused by this CPython, compiled by a newer one.
NEWER = (
    "f-string expression part cannot include a backslash",
    "f-string expression part cannot include '#'",
    "f-string: unterminated string",
    "f-string: expressions nested too deeply",
    "multiple exception types must be parenthesized",
)
NEWER_FORMS = re.compile(
    r"^\s*type\s+\w+.*=|\bdef\s+\w+\s*\[|\bclass\s+\w+\s*\[|\b[tT][rR]?[\"']|\b[rR][tT][\"']",
    re.M,
)

# Files that CPython compiles and the parser cannot: why.
KNOWN = {
    "test/test_compile.py": "a token in brackets that stands left of its block",
    "matplotlib/axis.py": "':=' as a format specification",
}


def verdict(data):
    """None if CPython compiles the bytes, else its message."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(data, "x.py", "exec", dont_inherit=True)
        except (SyntaxError, ValueError, OverflowError) as error:
            return str(error)
        except (RecursionError, MemoryError):
            return "too deep"
    return None


def is_newer(data, message):
    text = data.decode("utf-8", "replace")
    return message.startswith(NEWER) or NEWER_FORMS.search(text) is not None


def refusals(command, paths):
    """Path to message of the refused ones among `paths`."""
    found = {}
    for start in range(0, len(paths), 500):
        some = paths[start : start + 500]
        done = subprocess.run(command + some, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        if done.returncode < 0 or done.returncode > 2:
            raise SystemExit(f"{command[0]} ended with {done.returncode}: "
                             + done.stderr.decode("utf-8", "replace")[-2000:])
        names = set(some)
        for line in done.stderr.decode("utf-8", "replace").splitlines():
            if line.startswith("error: "):
                line = line[len("error: "):]
            name, _, message = line.partition(":")
            if name in names:
                found.setdefault(name, message)
    return found


class Tally:
    def __init__(self, show):
        self.total = self.both = self.newer = self.known = 0
        self.wrong, self.missed = [], []
        self.show = show

    def add(self, name, data, ours, theirs):
        self.total += 1
        if ours is not None and theirs is None and name.endswith(tuple(KNOWN)):
            self.known += 1
        elif ours is not None and theirs is None:
            self.wrong.append((name, data, ours))
        elif ours is None and theirs is not None:
            if is_newer(data, theirs):
                self.newer += 1
            else:
                self.missed.append((name, data, theirs))
        elif ours is not None:
            self.both += 1

    def report(self):
        def one(what, name, data, message):
            print(f"{what}: {name}: {message}")
            if self.show:
                print(textwrap.indent(data.decode("utf-8", "replace")[: self.show], "    | "))

        for entry in self.wrong:
            one("refused, but CPython compiles it", *entry)
        for entry in self.missed:
            one("accepted, but CPython refuses it", *entry)
        print(f"{self.total} programs, {self.both} refused by both, {len(self.wrong)} refused "
              f"wrongly, {len(self.missed)} accepted wrongly, {self.newer} of a newer Python, "
              f"{self.known} known to fail")
        return 1 if self.wrong else 0


def python_files(folders):
    for folder in folders:
        if os.path.isfile(folder):
            yield folder
        for where, names, files in os.walk(folder):
            names.sort()
            yield from (os.path.join(where, f) for f in sorted(files) if f.endswith(".py"))


def compare_files(command, folders, tally):
    paths = list(python_files(folders))
    ours = refusals(command, paths)
    for path in paths:
        with open(path, "rb") as file:
            data = file.read()
        tally.add(path, b"", ours.get(path), verdict(data))


def compare_snippets(command, snippets, tally):
    """`snippets`: (name, text) pairs; each text is tried once."""
    seen = {}
    for name, text in snippets:
        try:
            seen.setdefault(text.encode("utf-8"), name)
        except UnicodeEncodeError:
            continue
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for number, data in enumerate(seen):
            path = os.path.join(folder, f"{number}.py")
            with open(path, "wb") as file:
                file.write(data)
            paths[path] = data
        ours = refusals(command, list(paths))
        for path, data in paths.items():
            message = ours.get(path)
            tally.add(seen[data], data, message, verdict(data))


def is_program(text):
    """True for strings that might have been meant as Python."""
    return 0 < len(text) < 20000 and "\0" not in text and text.strip() != ""


def strings_of(path):
    try:
        with open(path, "rb") as file:
            tree = ast.parse(file.read(), path)
    except (SyntaxError, ValueError):
        return
    parser = doctest.DocTestParser()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text, name = node.value, f"{os.path.basename(path)}:{node.lineno}"
            if ">>>" in text:
                try:
                    for example in parser.get_examples(text):
                        yield name, example.source
                except ValueError:
                    pass
            elif is_program(text):
                yield name, text
                yield name, textwrap.dedent(text)


def statements_of(path):
    try:
        with open(path, "rb") as file:
            data = file.read()
        text = data.decode("utf-8")
        tree = ast.parse(data)
    except (SyntaxError, ValueError, OSError):
        return
    lines = text.splitlines(keepends=True)
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and 1 <= node.end_lineno - node.lineno + 1 <= 15:
            start = min([node.lineno] + [d.lineno for d in getattr(node, "decorator_list", [])])
            yield textwrap.dedent("".join(lines[start - 1 : node.end_lineno]))


def mutate(text, chance):
    """One small change of tokens or lines, or None."""
    if chance.random() < 0.2:
        lines = text.splitlines(keepends=True)
        at = chance.randrange(len(lines))
        how = chance.randrange(4)
        if how == 0:
            del lines[at]
        elif how == 1:
            lines.insert(at, lines[at])
        elif how == 2:
            lines[at] = " " * chance.randrange(1, 5) + lines[at]
        else:
            lines[at] = lines[at].replace("    ", chance.choice(["\t", " ", "", "\f"]), 1)
        return "".join(lines)
    try:
        tokens = [t for t in tokenize.generate_tokens(io.StringIO(text).readline)
                  if t.string and t.type not in (tokenize.COMMENT, tokenize.INDENT)]
    except (tokenize.TokenError, SyntaxError):
        return None
    if len(tokens) < 2:
        return None
    offsets = [0]
    for line in text.splitlines(keepends=True):
        offsets.append(offsets[-1] + len(line))
    spans = [(offsets[t.start[0] - 1] + t.start[1], offsets[t.end[0] - 1] + t.end[1], t.string)
             for t in tokens]
    a, b = chance.choice(spans), chance.choice(spans)
    how = chance.randrange(4)
    if how == 0:
        return text[: a[0]] + text[a[1] :]
    if how == 1:
        return text[: a[1]] + " " + a[2] + text[a[1] :]
    if how == 2:
        return text[: a[0]] + b[2] + text[a[1] :]
    extra = chance.choice(
        "* ** = := : , ; ( ) [ ] { } . not if else for in lambda yield await async return "
        "del None True x 1 'a' f'{a}' b'a' as from import -> ... @ -= / ~ is or and global x "
        "nonlocal x\n pass break with try raise print match case type _ \\ $ ? ! ` 0777 1_ ".split(" ")
    )
    return text[: a[0]] + extra + " " + text[a[0] :]


def mutations(folders, seed, count):
    chance = random.Random(seed)
    paths = list(python_files(folders))
    made = 0
    while made < count:
        path = chance.choice(paths)
        statements = list(statements_of(path))
        for text in chance.sample(statements, min(20, len(statements))):
            changed = mutate(text, chance)
            if changed is not None and is_program(changed):
                made += 1
                yield os.path.basename(path), changed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", required=True)
    parser.add_argument("--arguments", default="")
    parser.add_argument("--show", type=int, default=0, help="letters of each program to show")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("mode", choices=("files", "strings", "mutations"))
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()
    command = [options.binary] + options.arguments.split()
    tally = Tally(options.show)
    if options.mode == "files":
        compare_files(command, options.paths, tally)
    elif options.mode == "strings":
        compare_snippets(command, (s for p in python_files(options.paths) for s in strings_of(p)), tally)
    else:
        compare_snippets(command, mutations(options.paths, options.seed, options.count), tally)
    return tally.report()


if __name__ == "__main__":
    sys.exit(main())
