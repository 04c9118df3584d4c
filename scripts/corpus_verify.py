#!/usr/bin/env python3
"""Plants unsafe fixes in a real project and looks whether `pyheap fix --verify` finds them.

usage: corpus_verify.py [--planted N] [--guilty N] [--seed S]

The project is jinja2 as distributed (scripts/suites/). Into its modules go small functions
whose fix is not proved; a test file calls them all, the guilty ones with an argument with
which the fixed one raises an error. Then pyheap applies all its fixes, the unsafe ones too,
and verifies them by the project's own tests and that file. Of the planted fixes exactly the
guilty ones must be dropped; what else is dropped is told.

exit: 0 exactly the guilty ones, 1 not, 2 it could not be run
"""
import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import time

import corpus_common as common
import corpus_suites as suites

FUNCTION = '\n\ndef planted_%d(x):\n    return x in ["%s", "b", "c"]\n'


def plant(folder, count, guilty):
    package = os.path.join(folder, "src", "jinja2")
    modules = sorted(name for name in os.listdir(package)
                     if name.endswith(".py") and name != "__init__.py")
    test = ["import pytest", ""]
    for number in range(count):
        module = modules[number * len(modules) // count]
        with open(os.path.join(package, module), "a", encoding="utf-8") as file:
            file.write(FUNCTION % (number, "a%d" % number))
        argument = '["a"]' if number in guilty else '"a"'
        test += ["", "def test_planted_%d():" % number,
                 "    from jinja2.%s import planted_%d" % (module[:-3], number),
                 "    assert not planted_%d(%s)" % (number, argument), ""]
    with open(os.path.join(folder, "tests", "test_planted.py"), "w", encoding="utf-8") as file:
        file.write("\n".join(test))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--planted", type=int, default=12)
    parser.add_argument("--guilty", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    guilty = set(random.Random(args.seed).sample(range(args.planted), args.guilty))
    try:
        python, source = suites.python_of_tools(), suites.source_of("jinja2")
    except suites.Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 2
    folder = os.path.join(suites.INTO, "verify", "jinja2")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder)
    # The root of what is copied for the tests: without it that would be pyheap's own.
    subprocess.run(["git", "init", "-q", folder], check=True)
    plant(folder, args.planted, guilty)
    start = time.monotonic()
    command = "%s -m pytest -q -p no:cacheprovider" % python
    done = subprocess.run(
        [common.PYHEAP, "fix", "--all", "--unsafe-fixes", "--no-cache", "--verify", command,
         "src"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        errors="backslashreplace", check=False)
    dropped = re.findall(r"^dropped (\S+) (\S+) \[(\S+)\].*end worse", done.stdout, re.M)
    runs = len(re.findall(r"^verify: ", done.stdout, re.M))
    left = set()
    for root, _, names in os.walk(os.path.join(folder, "src")):
        for name in names:
            with open(os.path.join(root, name), encoding="utf-8", errors="replace") as file:
                text = file.read()
            left |= {int(n) for n in re.findall(r'def planted_(\d+)\(x\):\n    return x in \[',
                                                text)}
    print("\n".join(line for line in done.stdout.splitlines()
                    if line.startswith(("verify:", "dropped", "Verified", "Fixed"))))
    print("planted %d, guilty %s, dropped of the planted %s, dropped in all %d; %d runs, %.0f s"
          % (args.planted, sorted(guilty), sorted(left), len(dropped), runs,
             time.monotonic() - start))
    return 0 if left == guilty and done.returncode == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
