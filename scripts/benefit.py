#!/usr/bin/env python3
"""What a rule gains: time and peak memory of the code before and after its fix.

usage: benefit.py RULE.. [--seconds N]

scripts/benefit/RULE.py holds CASES, a list of dictionaries of Python statements:

    name    what is measured, with its size
    setup   runs before the clock starts (may be left out)
    before  the code that the rule finds
    after   the code that it leaves
    times   how often each runs between two looks at the clock (1 unless told): for code that
            takes less than some microseconds

Setup and code stand in one function, so their names are local variables. Times are the least of
many runs, before and after in turn; the peak is what tracemalloc counts from the end of the
setup, in a run of its own. The Python is the one that runs this.

exit: 0 measured, 2 there is no such rule
"""
import argparse
import gc
import os
import platform
import runpy
import sys
import textwrap
import time
import tracemalloc

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "benefit")
FEWEST_RUNS = 3


def function_of(setup, code, times):
    """A function that runs the setup, then `code`, with calls of `begin` and `end` around it."""
    if times > 1:
        code = "for _ in _repeat(None, %d):\n%s" % (times, textwrap.indent(code, "    "))
    body = "\n".join([setup, "_begin()", code, "return _end()"])
    source = "def measured(_begin, _end):\n" + textwrap.indent(body, "    ")
    names = {}
    exec(compile("from itertools import repeat as _repeat\n" + source, "<benefit>", "exec"), names)
    return names["measured"]


class Clock:
    def begin(self):
        self.start = time.perf_counter()

    def end(self):
        return time.perf_counter() - self.start


def peak_of(function):
    """The most bytes that the code has held at once, beyond what the setup holds."""
    gc.collect()

    def end():
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak
    return function(tracemalloc.start, end)


def measure(case, seconds):
    """((time before, time after), (peak before, peak after)); times of one execution."""
    times = case.get("times", 1)
    setup = textwrap.dedent(case.get("setup", "")).strip("\n")
    functions = [function_of(setup, textwrap.dedent(case[side]).strip("\n"), times)
                 for side in ("before", "after")]
    clock = Clock()
    least = [float("inf"), float("inf")]
    runs, stop = 0, time.perf_counter() + seconds
    while runs < FEWEST_RUNS or time.perf_counter() < stop:
        gc.collect()
        gc.disable()
        try:
            for i, function in enumerate(functions):
                least[i] = min(least[i], function(clock.begin, clock.end))
        finally:
            gc.enable()
        runs += 1
    return [t / times for t in least], [peak_of(function) for function in functions]


def time_text(seconds):
    for factor, unit in ((1e9, "ns"), (1e6, "us"), (1e3, "ms")):
        if seconds * factor < 1000:
            return "%.3g %s" % (seconds * factor, unit)
    return "%.3g s" % seconds


def size_text(size):
    if size < 10_000:
        return "%d B" % size
    if size < 10_000_000:
        return "%.0f KB" % (size / 1e3)
    return "%.1f MB" % (size / 1e6)


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1])
    parser.add_argument("rules", nargs="+")
    parser.add_argument("--seconds", type=float, default=1.0)
    options = parser.parse_args()
    print("Python %s, %s" % (platform.python_version(), platform.machine()))
    for rule in options.rules:
        path = os.path.join(FOLDER, rule + ".py")
        if not os.path.exists(path):
            known = ", ".join(sorted(n[:-3] for n in os.listdir(FOLDER) if n.endswith(".py")))
            print("benefit: no figures are made for '%s'; there are: %s" % (rule, known),
                  file=sys.stderr)
            return 2
        print("\n| %s | time before | after | ratio | peak before | after |\n"
              "|---|---:|---:|---:|---:|---:|" % rule)
        for case in runpy.run_path(path)["CASES"]:
            spent, peak = measure(case, options.seconds)
            print("| %s | %s | %s | %.2f | %s | %s |" % (
                case["name"], *map(time_text, spent), spent[1] / spent[0], *map(size_text, peak)),
                flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
