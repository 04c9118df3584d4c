#!/usr/bin/env python3
"""Statement spans of our tree against those of CPython's ast, in every file.

usage: corpus_spans.py [DIR..]

Files that this Python compiles and pyheap refuses are counted and listed; so are files that
only pyheap takes. Neither is a difference of spans.

exit: 0 all spans agree, 1 not
"""
import ast
import collections
import io
import json
import os
import re
import subprocess
import sys
import tokenize
import warnings
from concurrent.futures import ProcessPoolExecutor

import corpus_common as common

BATCH = 100
SHOWN = 20

# Which ast classes a kind of ours may be.
CLASSES = {
    "assert_statement": "Assert",
    "break_statement": "Break",
    "class_definition": "ClassDef",
    "continue_statement": "Continue",
    "delete_statement": "Delete",
    "elif_clause": "elif",
    "exec_statement": "Expr",
    "expression_statement": "Expr Assign AugAssign AnnAssign",
    "for_statement": "For AsyncFor",
    "function_definition": "FunctionDef AsyncFunctionDef",
    "future_import_statement": "ImportFrom",
    "global_statement": "Global",
    "if_statement": "If",
    "import_from_statement": "ImportFrom",
    "import_statement": "Import",
    "match_statement": "Match",
    "nonlocal_statement": "Nonlocal",
    "pass_statement": "Pass",
    "print_statement": "Expr",
    "raise_statement": "Raise",
    "return_statement": "Return",
    "try_statement": "Try TryStar",
    # The grammar reads `type(a).b = c` as an alias; its span is right.
    "type_alias_statement": "TypeAlias Assign",
    "while_statement": "While",
    "with_statement": "With AsyncWith",
}


class Offsets:
    """Lines and columns of ast, which count bytes of UTF-8, to byte offsets of the file."""

    def __init__(self, data):
        self.bom = 3 if data.startswith(b"\xef\xbb\xbf") else 0
        self.lines = re.findall(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", data)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))
        self.encoding = tokenize.detect_encoding(io.BytesIO(data).readline)[0]

    def offset(self, line, column):
        start = self.starts[line - 1]
        if self.encoding not in ("utf-8", "utf-8-sig"):
            # As many characters as the column's bytes of UTF-8 are.
            text = self.lines[line - 1].decode(self.encoding).encode("utf-8")
            column = len(text[:column].decode("utf-8").encode(self.encoding))
        return start + column + (self.bom if line == 1 else 0)

    def span(self, node):
        return (self.offset(node.lineno, node.col_offset),
                self.offset(node.end_lineno, node.end_col_offset))


def is_elif(parent, node, data, start):
    return (isinstance(parent, ast.If) and isinstance(node, ast.If)
            and parent.orelse == [node] and data[start:start + 4] == b"elif")


def ast_statements(tree, data, offsets):
    """(start, end, class name) of every statement; an elif ends with its own body."""
    found = []
    todo = [tree]
    while todo:
        parent = todo.pop()
        for node in ast.iter_child_nodes(parent):
            if not isinstance(node, ast.expr):
                todo.append(node)
            if not isinstance(node, ast.stmt):
                continue
            start, end = offsets.span(node)
            name = type(node).__name__
            if is_elif(parent, node, data, start):
                name = "elif"
                end = offsets.span(node.body[-1])[1]
                end += len(re.match(rb"([ \t\f]*;)?", data[end:end + 80])[0])
            found.append((start, end, name))
    return sorted(found)


def our_statements(rows, data):
    """(start, end, kind), checked and without the shells of decorated definitions."""
    found, shells = [], []
    for kind, start, end in rows:
        if kind == "decorated_definition":
            shells.append((start, end))
            continue
        if shells and end == shells[-1][1] and data[shells[-1][0]:shells[-1][0] + 1] == b"@":
            shells.pop()
        found.append((start, end, kind))
    if shells:
        raise ValueError("a decorated definition does not end with its definition")
    return sorted(found)


def compare(path, rows, data, tree):
    """The first difference in words, or None."""
    ours = our_statements(rows, data)
    theirs = ast_statements(tree, data, Offsets(data))
    for our, their in zip(ours, theirs):
        if our[:2] != their[:2] or their[2] not in CLASSES[our[2]].split():
            line = data.count(b"\n", 0, min(our[0], their[0])) + 1
            return "%s:%d: %s, and ast has %s" % (path, line, our, their)
    if len(ours) != len(theirs):
        return "%s: %d statements, and ast has %d" % (path, len(ours), len(theirs))
    return None


def read_tree(data):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            # compile() refuses what the parser alone takes, such as a stray return.
            compile(data, "", "exec", dont_inherit=True)
            return ast.parse(data)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def check_batch(paths):
    """[(path, verdict, detail)]"""
    process = subprocess.run([common.PYHEAP, "dump", "statements", *paths],
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if process.returncode not in (0, 2):
        raise SystemExit("pyheap dump statements ended with %d" % process.returncode)
    rows = {}
    for line in process.stdout.splitlines():
        record = json.loads(line)
        rows[record["path"]] = record["statements"]
    results = []
    for path in paths:
        with open(path, "rb") as file:
            data = file.read()
        tree = read_tree(data)
        if tree is None:
            results.append((path, "only pyheap" if path in rows else "both refuse", ""))
        elif path not in rows:
            results.append((path, "only CPython", ""))
        else:
            difference = compare(path, rows[path], data, tree)
            count = str(len(rows[path]))
            results.append((path, "differs", difference) if difference else (path, "same", count))
    return results


def main(arguments):
    sys.setrecursionlimit(20000)
    files = common.corpus([os.path.abspath(name) for name in arguments])
    batches = [files[i:i + BATCH] for i in range(0, len(files), BATCH)]
    with ProcessPoolExecutor() as pool:
        results = [row for batch in pool.map(check_batch, batches) for row in batch]
    counts = collections.Counter(verdict for _, verdict, _ in results)
    statements = sum(int(detail) for _, verdict, detail in results if verdict == "same")
    for verdict in ("only CPython", "only pyheap"):
        for path, found, _ in results:
            if found == verdict:
                print("%s takes %s" % (verdict, path))
    for _, verdict, detail in [row for row in results if row[1] == "differs"][:SHOWN]:
        print(detail)
    print("spans: %d files, %d statements agree; %d files differ; taken by CPython only %d, "
          "by pyheap only %d, by neither %d"
          % (counts["same"], statements, counts["differs"], counts["only CPython"],
             counts["only pyheap"], counts["both refuse"]))
    return 1 if counts["differs"] or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
