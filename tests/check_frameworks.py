#!/usr/bin/env python3
"""Runs projects of Django, Flask and FastAPI before and after `pyheap fix --unsafe-fixes`.

usage: check_frameworks.py PYHEAP django|flask|fastapi

A project lies in tests/frameworks/<name>_project; its run.py prints as JSON what each function
or view gave. In both runs the results have to be the same, with as many queries, and what
was fixed has to hold less memory at its peak. Functions are called `changed_..` and `kept_..`
for what pyheap makes of them; one that is `mended_..` may raise an error before, and need not
hold less. Lines that end in `# <- RULE` are those that it tells of.

The frameworks are those of packages.py, and the older ones of Debian where they can be had.

exit: 0 all as it should be, 1 not, 77 the framework is not there
"""
import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import packages

HERE = os.path.dirname(os.path.abspath(__file__))
RULES = {
    "django": "django-iterator,django-values-list,django-prefetch",
    "flask": "streaming-response,request-scoped-global,background-results",
    "fastapi": "streaming-response,request-scoped-global,background-results",
}
TIMEOUT = 300


class Failure(Exception):
    pass


def python_files(folder):
    for top, _, names in os.walk(folder):
        for name in sorted(names):
            if name.endswith(".py") and name != "run.py":
                yield os.path.join(top, name)


def functions(folder):
    """{name: source} of all functions that say what becomes of them."""
    found = {}
    for path in python_files(folder):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for node in ast.parse(text).body:
            if getattr(node, "name", "").startswith(("changed_", "kept_", "mended_")):
                found[node.name] = ast.get_source_segment(text, node)
    return found


def marked(folder):
    """{(file, line, rule)} of what is to be told."""
    found = set()
    for path in python_files(folder):
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                mark = re.search(r"# <- ([a-z-]+)$", line.rstrip())
                if mark:
                    found.add((os.path.relpath(path, folder), number, mark[1]))
    return found


def run_pyheap(pyheap, folder, *words):
    done = subprocess.run([pyheap, *words, "."], cwd=folder, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, timeout=TIMEOUT)
    if done.returncode not in (0, 1):
        raise Failure("pyheap %s: exit %d\n%s" % (words[0], done.returncode, done.stderr))
    return done.stdout


def outcome(python, folder, older):
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env["PYTHONDONTWRITEBYTECODE"] = "1"
    env["PYTHONPATH"] = packages.OLDER if older else ""
    done = subprocess.run([python, "run.py"], cwd=folder, env=env, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=TIMEOUT)
    if done.returncode != 0:
        raise Failure("run.py: exit %d\n%s" % (done.returncode, done.stderr[-2000:]))
    return json.loads(done.stdout.splitlines()[-1])


def compare(before, after):
    """Messages about what is not as it should be, and prints what changed."""
    wrong = []
    for name, old in before["outcome"].items():
        new = after["outcome"][name]
        if name.startswith("mended_") and "Error: " in old["result"]:
            if "Error: " in new["result"]:
                wrong.append("%s: still raises %s" % (name, new["result"]))
            continue
        if old["result"] != new["result"]:
            wrong.append("%s: %.200s before, %.200s after" % (name, old["result"], new["result"]))
        if old.get("queries") != new.get("queries"):
            wrong.append("%s: %d queries before, %d after" % (name, old["queries"],
                                                              new["queries"]))
        if name.startswith("changed_"):
            print("%s: peak %d before, %d after" % (name, old["peak"], new["peak"]))
            if new["peak"] >= old["peak"]:
                wrong.append("%s: its peak is not smaller" % name)
    return wrong


def check(pyheap, name, python, top):
    """All that is wrong."""
    plain, fixed = os.path.join(top, "plain"), os.path.join(top, "fixed")
    source = os.path.join(HERE, "frameworks", name + "_project")
    for folder in (plain, fixed):
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__"))
    told = json.loads(run_pyheap(pyheap, plain, "check", "--no-cache", "--exit-zero", "--select",
                                 RULES[name], "--output-format", "json"))
    found = {(os.path.normpath(one["path"]), one["line"], one["rule"]) for one in told}
    wrong = ["%s:%d: %s is not told" % one for one in sorted(marked(plain) - found)]
    run_pyheap(pyheap, fixed, "fix", "--no-cache", "--unsafe-fixes", "--select", RULES[name])
    old, new = functions(plain), functions(fixed)
    for key in old:
        if (old[key] != new[key]) == key.startswith("kept_"):
            wrong.append("%s: %s" % (key, "is not changed" if old[key] == new[key] else
                                     "is changed:\n" + new[key]))
    # Of FastAPI there is no older one.
    for older in (False, True) if packages.OLDER_RUNS and name != "fastapi" else (False,):
        before, after = (outcome(python, folder, older) for folder in (plain, fixed))
        print("%s %s" % (name, before["version"]))
        wrong += compare(before, after)
    return wrong


def main(arguments):
    if len(arguments) != 2 or arguments[1] not in RULES:
        print(__doc__, file=sys.stderr)
        return 2
    pyheap, name = os.path.abspath(arguments[0]), arguments[1]
    python = packages.python_with(name)
    if python is None:
        print("skipped: there is no %s here" % name)
        return packages.SKIPPED
    with tempfile.TemporaryDirectory(prefix="frameworks-") as top:
        try:
            wrong = check(pyheap, name, python, top)
        except Failure as failure:
            wrong = [str(failure)]
    for line in wrong:
        print(line)
    print("%s: %s" % (name, "%d wrong" % len(wrong) if wrong else "all as before"))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
