#!/usr/bin/env python3
"""Checks that documents show what pyheap prints.

usage: check_readme.py PYHEAP SAMPLE DOCUMENT..

In every fenced block of the language `console` the lines that begin with "$ " are run, one
after another, in one copy of the folder SAMPLE for each document; what stands below them
must be what they print on both streams. With UPDATE=1 in the environment the documents are
rewritten. A document without such a block is an error.

exit: 0 all as written, 1 not
"""
import difflib
import os
import re
import shlex
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "cli"))
import run  # noqa: E402  (needs the path above)

FENCE = re.compile(r"(?ms)^```console\n(.*?)^```$")


def commands_of(block):
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def shown(block, results):
    """The block with what its commands printed; takes its results off the list."""
    lines = []
    for command in commands_of(block):
        printed, _ = results.pop(0)
        lines.append("$ " + command)
        lines += [line[2:] for line in run.shown_result(printed, 0)]
    return "```console\n%s\n```" % "\n".join(lines)


def check(pyheap, sample, path):
    with open(path, encoding="utf-8") as file:
        expected = file.read()
    blocks = FENCE.findall(expected)
    commands = [[command] for block in blocks for command in commands_of(block)]
    if not commands:
        print("%s: shows no command" % path)
        return False
    copy = ["cp -r %s/. ." % shlex.quote(os.path.abspath(sample))]
    results, rest = run.run_commands(pyheap, [copy] + commands)
    if len(results) != len(commands) + 1:
        print("%s: the shell ended early: %s" % (path, rest.decode("utf-8", "replace")))
        return False
    results.pop(0)
    actual = FENCE.sub(lambda match: shown(match.group(1), results), expected)
    if actual != expected and os.environ.get("UPDATE") == "1":
        with open(path, "w", encoding="utf-8") as file:
            file.write(actual)
        print("%s: rewritten" % path)
        return True
    sys.stdout.writelines(difflib.unified_diff(
        expected.splitlines(True), actual.splitlines(True), path, "what was printed"))
    return actual == expected


def main(arguments):
    if len(arguments) < 3:
        sys.exit(__doc__)
    results = [check(arguments[0], arguments[1], path) for path in arguments[2:]]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
