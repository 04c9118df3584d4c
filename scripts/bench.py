#!/usr/bin/env python3
"""CPU, wall time and memory of pyheap on the standard library, against targets.

usage: bench.py [--rounds N]

Measures build/release (plain -O2), build/pgo (guided by a profile) and, if build/bench has it,
ast-grep with three patterns that stand for three rules. `./dev bench` makes all of them. Each
round runs every command once, so that a busy moment of the machine falls on all of them; ratios
are of the least CPU seconds (wall seconds for two threads). Nothing is written.

exit: 0 all targets met, 1 not
"""
import argparse
import glob
import os
import subprocess
import sys
import tempfile
import time

import corpus_common as common

RULE = "deque-popleft"
PGO = os.path.join(common.ROOT, "build", "pgo")
AST_GREP = os.path.join(common.ROOT, "build", "bench", "node_modules", "@ast-grep", "cli-*",
                        "ast-grep")
# What set-membership, deque-popleft and string-join begin with.
AST_GREP_RULES = """\
id: set-membership
language: python
rule: {pattern: "$X in [$$$E]"}
---
id: deque-popleft
language: python
rule: {pattern: "$Q.pop(0)"}
---
id: string-join
language: python
rule: {pattern: "$S += $E", inside: {kind: for_statement, stopBy: end}}
"""


class Run:
    """The measurements of one command over all rounds."""

    def __init__(self, title, command):
        self.title, self.command = title, command
        self.cpu, self.wall, self.memory = [], [], []

    def once(self):
        start = time.monotonic()
        process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1, 2):
            sys.exit("bench: %s ended with %d" % (self.command[:3], process.returncode))
        self.wall.append(time.monotonic() - start)
        self.cpu.append(usage.ru_utime + usage.ru_stime)
        self.memory.append(usage.ru_maxrss / 1024)

    def row(self):
        middle = sorted(self.cpu)[len(self.cpu) // 2]
        return "%-34s %8.3f %8.3f %8.3f %8.1f" % (
            self.title, min(self.cpu), middle, min(self.wall), max(self.memory))


def warm(files):
    """Reads every file once; returns their bytes."""
    total = 0
    for path in files:
        with open(path, "rb") as file:
            total += len(file.read())
    return total


def ast_grep(folder):
    """The command, with its rules in `folder`; None if it was not fetched."""
    found = glob.glob(AST_GREP)
    if not found:
        return None
    rules = os.path.join(folder, "rules.yml")
    with open(rules, "w", encoding="utf-8") as out:
        out.write(AST_GREP_RULES)
    return [found[0], "scan", "--rule", rules, "--threads", "1", "--no-ignore", "hidden",
            "--no-ignore", "vcs", "--json=stream"]


def commands(folder, top, files):
    """The runs by name; those of what is not there are left out."""
    listed = common.write_list(folder, files)
    passed_over = [argument for name in sorted(common.SKIPPED_FOLDERS)
                   for argument in ("--extend-exclude", name)]
    options = ["--no-cache", "--no-respect-gitignore"] + passed_over
    check = [common.PYHEAP, "check"] + options
    runs = {
        "parse": Run("parse only, plain -O2", [common.PARSE_ONLY, listed]),
        "twice": Run("parse only, twice at once",
                     ["sh", "-c", '"$0" "$1" & "$0" "$1"; wait', common.PARSE_ONLY, listed]),
        "check": Run("check", check + ["-j", "1", top]),
        "threads": Run("check, two threads", check + ["-j", "2", top]),
        "select": Run("check --select " + RULE, check + ["-j", "1", "--select", RULE, top]),
        "fix": Run("fix --dry-run",
                   [common.PYHEAP, "fix", "--dry-run"] + options + ["-j", "1", top]),
    }
    if os.path.exists(os.path.join(PGO, "pyheap")):
        guided = [os.path.join(PGO, "pyheap"), "check"] + options
        runs["pgo-parse"] = Run("parse only, with a profile",
                                [os.path.join(PGO, "tests", "parse_only"), listed])
        runs["pgo-check"] = Run("check, with a profile", guided + ["-j", "1", top])
    command = ast_grep(folder)
    if command is not None:
        # Given file by file, so that both read the same.
        runs["ast-grep"] = Run("ast-grep, three patterns", ["sh", "-c",
                               'xargs -d "\\n" -n 100000 "$@" <"$0"', listed] + command)
    return runs


def measure(rounds):
    top = common.stdlib()
    files = common.python_files([top])
    with tempfile.TemporaryDirectory(prefix="pyheap-bench-") as folder:
        runs = commands(folder, top, files)
        print("%d files, %.1f MB below %s; %d rounds" % (
            len(files), warm(files) / 1e6, top, rounds))
        for _ in range(rounds):
            for run in runs.values():
                run.once()
    return runs


def ratios(runs):
    """Title, value, limit and whether more is better, for each pair that was measured."""
    cpu = {name: min(run.cpu) for name, run in runs.items()}
    yield "check / parse only of the same build, CPU", cpu["check"] / cpu["parse"], 1.15, False
    yield "one rule / parse only, CPU", cpu["select"] / cpu["parse"], 0.10, False
    if "pgo-check" in cpu:
        yield ("check / parse only of the same build, profile",
               cpu["pgo-check"] / cpu["pgo-parse"], 1.15, False)
        yield ("check with a profile / plain parse only, CPU",
               cpu["pgo-check"] / cpu["parse"], 0.95, False)
    if "ast-grep" in cpu:
        ours = "pgo-check" if "pgo-check" in cpu else "check"
        yield "ast-grep / " + runs[ours].title + ", CPU", cpu["ast-grep"] / cpu[ours], 1.5, True
    yield ("one thread / two threads, wall",
           min(runs["check"].wall) / min(runs["threads"].wall), 1.8, True)
    yield "peak memory of check in MB", max(runs["check"].memory), 40.0, False


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    runs = measure(parser.parse_args().rounds)
    print("%-34s %8s %8s %8s %8s" % ("", "CPU min", "median", "wall min", "peak MB"))
    for run in runs.values():
        print(run.row())
    print()
    met = True
    for title, value, limit, more_is_better in ratios(runs):
        is_met = value >= limit if more_is_better else value <= limit
        met = met and is_met
        print("%-52s %6.2f  %s %5.2f %s" % (title, value, ">=" if more_is_better else "<=",
                                            limit, "ok" if is_met else "MISSED"))
    if "ast-grep" not in runs:
        print("ast-grep is not there, so it is not compared with.")
    print("The machine itself gave two processes %.2f times the speed of one."
          % (2 * min(runs["parse"].wall) / min(runs["twice"].wall)))
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
