#!/usr/bin/env python3
"""CPU, wall time and memory of build/release/pyheap on the standard library, against targets.

usage: bench.py [--rounds N] [--rule ID]

Each round runs every command once, so that a busy moment of the machine falls on all of
them; ratios are of the least CPU seconds (wall seconds for two threads). Nothing is written.

exit: 0 all targets met, 1 not
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time

import corpus_common as common

TARGET_CPU = 1.15
TARGET_SPEED_UP = 1.8
TARGET_MEMORY = 40.0


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


def folder_entries(top):
    """What pyheap is given, so that it walks what parse_only reads."""
    return [os.path.join(top, name) for name in sorted(os.listdir(top))
            if name not in common.SKIPPED_FOLDERS
            and (name.endswith(".py") or os.path.isdir(os.path.join(top, name)))]


def measure(rounds, rule):
    top = common.stdlib()
    files = common.python_files([top])
    check = [common.PYHEAP, "check", "--no-cache", "--select", rule]
    entries = folder_entries(top)
    with tempfile.TemporaryDirectory(prefix="pyheap-bench-") as folder:
        listed = common.write_list(folder, files)
        at_once = ["sh", "-c", '"$0" "$1" & "$0" "$1"; wait', common.PARSE_ONLY, listed]
        runs = [
            Run("parse only", [common.PARSE_ONLY, listed]),
            Run("parse only, twice at once", at_once),
            Run("check, one rule, one thread", check + ["-j", "1"] + entries),
            Run("check, one rule, two threads", check + ["-j", "2"] + entries),
            Run("fix --dry-run, one thread", [common.PYHEAP, "fix", "--dry-run", "--no-cache",
                                              "--select", rule, "-j", "1"] + entries),
        ]
        print("%d files, %.1f MB below %s; %d rounds" % (
            len(files), warm(files) / 1e6, top, rounds))
        for _ in range(rounds):
            for run in runs:
                run.once()
    return runs


def verdict(title, value, unit, limit, is_met):
    print("%-48s %6.2f%-3s %s %s" % (title, value, unit, limit, "ok" if is_met else "MISSED"))
    return is_met


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--rule", default="set-membership")
    options = parser.parse_args()
    parse, twice, one, two, _ = runs = measure(options.rounds, options.rule)
    print("%-34s %8s %8s %8s %8s" % ("", "CPU min", "median", "wall min", "peak MB"))
    for run in runs:
        print(run.row())
    print()
    ratio = min(one.cpu) / min(parse.cpu)
    speed_up = min(one.wall) / min(two.wall)
    met = [
        verdict("check / parse only, CPU", ratio, "", "<= %.2f" % TARGET_CPU,
                ratio <= TARGET_CPU),
        verdict("one thread / two threads, wall", speed_up, "", ">= %.2f" % TARGET_SPEED_UP,
                speed_up >= TARGET_SPEED_UP),
        verdict("peak memory of check, one thread", max(one.memory), " MB",
                "<= %.0f" % TARGET_MEMORY, max(one.memory) <= TARGET_MEMORY),
    ]
    print("The machine itself gave two processes %.2f times the speed of one."
          % (2 * min(parse.wall) / min(twice.wall)))
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
