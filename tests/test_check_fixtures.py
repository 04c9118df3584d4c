#!/usr/bin/env python3
"""Does check_fixtures.py notice what it is there to notice?

usage: test_check_fixtures.py PYHEAP TOP

Runs it over a small set of fixtures that is right, then over one fault at a time.
"""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
RULE = "set-membership"
KEEP = "def f(x):\n    return x in ['a', 'b', 'c']\n"
BEFORE = "# run: yes\ndef f(x):\n    return len(x) in [1, 2, 3]\nprint(f('a'))\n"
AFTER = BEFORE.replace("[1, 2, 3]", "{1, 2, 3}")
RIGHT = {
    "literal.before.py": BEFORE,
    "literal.after.py": AFTER,
    "literal.findings": "3:12 safe membership test scans 3 constants: use a set\n",
    "one.keep.py": KEEP,
    "two.keep.py": KEEP,
    "three.keep.py": KEEP,
}
# What is changed in the right set (None: left out), and what has to be said about it.
FAULTS = [
    ({"literal.after.py": AFTER.replace("3}", "4}")}, "not what is expected"),
    ({"literal.after.py": AFTER.replace("'a'", "'ab', 'a'")}, "does not behave as before"),
    ({"literal.after.py": None}, "there is no literal.after.py"),
    ({"literal.before.py": None}, "neither literal.before.py"),
    ({"literal.before.py": None, "literal.after.py": None, "literal.findings": None},
     "1 before cases are needed, there are 0"),
    ({"literal.findings": "3:12 unsafe something\n"}, "finds otherwise"),
    ({"literal.keep.py": KEEP}, "both a before and a keep"),
    ({"literal.before.py": AFTER}, "before and after are the same"),
    ({"one.keep.py": BEFORE}, "not what is expected"),
    ({"one.keep.py": "x = (\n"}, "refuses it"),
    ({"one.keep.py": None}, "3 keep cases are needed, there are 2"),
    ({"one.kept.py": KEEP}, "no role is called 'kept.py'"),
    ({"one.after-unsafe.py": KEEP}, "not what is expected"),
    ({"../lonely.py": KEEP}, "fixtures/lonely.py: belongs to no transform"),
    ({"../no-such-rule/one.keep.py": KEEP}, "there is no transforms/no-such-rule.md"),
    ({"../../transforms/bare.md": "# bare\n"}, "transforms/bare.md has no fixtures"),
]


def run_with(pyheap, top, changes):
    with tempfile.TemporaryDirectory(prefix="fixtures-test-") as folder:
        page = os.path.join("transforms", RULE + ".md")
        contents = {page: open(os.path.join(top, page), encoding="utf-8").read()}
        for name, text in dict(RIGHT, **changes).items():
            if text is not None:
                contents[os.path.normpath(os.path.join("fixtures", RULE, name))] = text
        for name, text in contents.items():
            os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        return subprocess.run(
            [sys.executable, os.path.join(HERE, "check_fixtures.py"), pyheap, folder],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")


def main(arguments):
    pyheap, top = os.path.abspath(arguments[0]), arguments[1]
    failed = 0
    right = run_with(pyheap, top, {})
    if right.returncode != 0 or right.stdout != "4 passed, 0 failed\n":
        print("the right set does not pass:\n" + right.stdout)
        failed += 1
    for changes, words in FAULTS:
        done = run_with(pyheap, top, changes)
        if done.returncode != 1 or words not in done.stdout:
            print("%s: exit status %d, not said: %s\n%s" % (
                sorted(changes), done.returncode, words, done.stdout))
            failed += 1
    print("%d passed, %d failed" % (len(FAULTS) + 1 - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
