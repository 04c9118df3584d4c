#!/usr/bin/env python3
"""Lines of src/ that the tests execute, by file, from the counters that gcov reads.

usage: coverage.py BUILD-FOLDER

exit: 0; 2 if there are no counters
"""
import collections
import json
import os
import subprocess
import sys

import corpus_common as common


def counters(folder):
    for top, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".gcda"):
                yield os.path.join(top, name)


def executed_lines(folder):
    """{source: {line: how often}}; a file built into two programs counts once."""
    lines = collections.defaultdict(lambda: collections.defaultdict(int))
    for path in counters(folder):
        process = subprocess.run(["gcov", "--json-format", "--stdout", path], cwd=folder,
                                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
        for text in process.stdout.splitlines():
            for file in json.loads(text)["files"]:
                source = os.path.relpath(os.path.join(common.ROOT, file["file"]), common.ROOT)
                if source.startswith("src" + os.sep):
                    for line in file["lines"]:
                        lines[source][line["line_number"]] += line["count"]
    return lines


def main(arguments):
    if len(arguments) != 1:
        sys.exit(__doc__)
    lines = executed_lines(os.path.abspath(arguments[0]))
    if not lines:
        print("coverage: no counters below %s" % arguments[0], file=sys.stderr)
        return 2
    total = executed = 0
    for source in sorted(lines):
        counts = lines[source]
        hit = sum(1 for count in counts.values() if count)
        total, executed = total + len(counts), executed + hit
        missed = sorted(line for line, count in counts.items() if not count)
        print("%-40s %5d of %5d lines  %5.1f%%  %s" % (
            source, hit, len(counts), 100 * hit / len(counts), ranges(missed)))
    print("%-40s %5d of %5d lines  %5.1f%%" % ("all", executed, total, 100 * executed / total))
    return 0


def ranges(numbers):
    """The first few of `numbers` as "3-5,9"."""
    spans = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    shown = ",".join("%d" % a if a == b else "%d-%d" % (a, b) for a, b in spans[:8])
    return shown + (",.." if len(spans) > 8 else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
