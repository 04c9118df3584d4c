#!/usr/bin/env python3
"""What scripts/heap_profile.py writes of a program names the class that fills the heap.

usage: check_heap_profile.py PYHEAP SOURCE-FOLDER
"""
import json
import os
import subprocess
import sys
import tempfile

PROGRAM = '''\
import sys


class _Dot:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class _Once:
    def __init__(self, x):
        self.x = x


def _make(n):
    return _Dot(n, -n)


def main():
    dots = tuple(map(_make, range(20000)))
    print(len(dots), _Once(1).x, sys.argv[1:], __name__)
    del dots
    sys.exit(3)


main()
'''


def fail(what):
    print(what, file=sys.stderr)
    sys.exit(1)


def main():
    pyheap, source = map(os.path.abspath, sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        with open(os.path.join(folder, "prog.py"), "w", encoding="utf-8") as out:
            out.write(PROGRAM)
        run = subprocess.run(
            [sys.executable, os.path.join(source, "scripts", "heap_profile.py"), "out.jsonl",
             "prog.py", "a", "b"], cwd=folder, capture_output=True, text=True, check=False)
        if (run.returncode, run.stdout) != (3, "20000 1 ['a', 'b'] __main__\n"):
            fail(f"the program ran otherwise: {run}")

        def check(*options):
            told = subprocess.run(
                [pyheap, "check", "--output-format", "json", *options, "prog.py"], cwd=folder,
                capture_output=True, text=True, check=False)
            return json.loads(told.stdout)

        if check():
            fail("without a profile nothing should be told")
        found = check("--heap-profile", "out.jsonl")
        if [(one["rule"], one["line"]) for one in found] != [("slots", 4)]:
            fail(f"found {found}")
        if not 1_000_000 < found[0]["heap"]["bytes"] < 8_000_000:
            fail(f"held {found[0]['heap']}")


main()
