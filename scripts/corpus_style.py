#!/usr/bin/env python3
"""Do files that passed black, isort and pyright still pass after `pyheap fix`?

    corpus_style.py [--types] [--keep FOLDER] PYHEAP TOOLS PATH...

Copies the Python files below the paths, formats those with findings with black and isort so
that all pass, runs `pyheap fix` on them, with and without --unsafe-fixes, and counts the
changed ones that pass no longer. With --types, each path is a package that pyright checks before and
after: an error in a changed file that was not there is told. TOOLS is the folder in which
`./dev corpus style` keeps the tools; what it lacks is looked for in PATH. Exits 1 if fewer
than 95 % of the changed files still pass black, if any fails isort, or has a new error.
"""

import argparse
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile

from corpus_common import python_files

WANTED_BLACK = 0.95
ISORT = ["--profile", "black", "--quiet"]


def tool(folder, name):
    for place in ("bin", os.path.join("node_modules", ".bin")):
        path = os.path.join(folder, place, name)
        if os.path.exists(path):
            return path
    path = shutil.which(name)
    if path is None:
        raise SystemExit(f"corpus style: there is no {name}; `./dev corpus style` installs it")
    return path


def run(command, files=()):
    """Runs a command over files, some at a time; the lines that it prints."""
    lines = []
    for start in range(0, max(len(files), 1), 300):
        done = subprocess.run(command + list(files[start:start + 300]), text=True,
                              errors="replace", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        lines += done.stdout.splitlines() + done.stderr.splitlines()
    return lines


def failing(command, files):
    """Those of `files` that a checker names in its output."""
    named = set()
    for line in run(command, files):
        named.update(word.rstrip(":") for word in line.split())
    return {path for path in files if path in named}


def copy_trees(paths, folder):
    """Copies with their folders, so that packages stay packages; the copied files."""
    copies = []
    for number, top in enumerate(paths):
        top = os.path.abspath(top)
        base = top if os.path.isdir(top) else os.path.dirname(top)
        for path in python_files([top]):
            name = os.path.basename(base)
            target = os.path.join(folder, str(number), name, os.path.relpath(path, base))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copyfile(path, target)
            copies.append(target)
    return copies


def with_findings(pyheap, folder, files):
    """Those that may change: black takes its time, so it sees no others."""
    lines = run([pyheap, "check", "--quiet", "--no-cache", "--output-format", "concise", folder])
    named = {line.split(":")[0] for line in lines}
    return [path for path in files if path in named]


def formatted(files, black, isort):
    """Formats in place; those that pass both checkers afterwards."""
    for _ in range(2):
        run([isort] + ISORT, files)
        run([black, "--quiet", "--fast"], files)
    return sorted(set(files) - failing([black, "--check", "--fast"], files)
                  - failing([isort, "--check-only"] + ISORT, files))


def read(path):
    with open(path, "rb") as file:
        return file.read()


def errors_of(pyright, folder):
    """The errors in a folder, as file to a count of (rule, message)."""
    done = subprocess.run([pyright, "--outputjson", folder], text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL)
    found = collections.defaultdict(collections.Counter)
    for record in json.loads(done.stdout)["generalDiagnostics"]:
        if record["severity"] == "error":
            found[record["file"]][record.get("rule"), record["message"]] += 1
    return found


def measure(options, mode, folder, files, tools):
    """Fixes the files, tells what no longer passes; True if that is good enough."""
    black, isort, pyright = tools
    before = {path: read(path) for path in files}
    old_errors = errors_of(pyright, folder) if pyright else {}
    run([options.pyheap, "fix", "--quiet", "--no-cache"] + mode + [folder])
    changed = [path for path in files if read(path) != before[path]]
    not_black = failing([black, "--check", "--fast"], changed) if changed else set()
    not_isort = failing([isort, "--check-only"] + ISORT, changed) if changed else set()
    new_errors = 0
    for path, errors in (errors_of(pyright, folder) if pyright else {}).items():
        for (rule, message), count in (errors - old_errors.get(path, collections.Counter())).items():
            if path in changed:
                new_errors += count
                print(f"new error: {os.path.relpath(path, folder)}: {rule}: {message}")
    for path in sorted(not_black | not_isort):
        which = "black" if path in not_black else "isort"
        print(f"{which} no longer: {os.path.relpath(path, folder)}")
        if options.keep:
            shutil.copy(path, os.path.join(options.keep, os.path.basename(path)))
    name = " ".join(mode) or "safe fixes"
    types = f", {new_errors} new errors of pyright" if pyright else ""
    print(f"{name}: {len(files)} files, {len(changed)} changed, {len(not_black)} fail black, "
          f"{len(not_isort)} fail isort{types}")
    for path, data in before.items():
        with open(path, "wb") as file:
            file.write(data)
    passes = len(changed) - len(not_black) >= WANTED_BLACK * len(changed)
    return passes and not not_isort and new_errors == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--types", action="store_true", help="also with pyright")
    parser.add_argument("--keep", help="folder for the files that fail")
    parser.add_argument("--options", default="", help="more options of pyheap fix")
    parser.add_argument("pyheap")
    parser.add_argument("tools")
    parser.add_argument("paths", nargs="+", metavar="path")
    options = parser.parse_args()
    tools = [tool(options.tools, "black"), tool(options.tools, "isort"),
             tool(options.tools, "pyright") if options.types else None]
    good = True
    with tempfile.TemporaryDirectory(prefix="pyheap-style-") as folder:
        files = with_findings(options.pyheap, folder, copy_trees(options.paths, folder))
        files = formatted(files, tools[0], tools[1])
        for mode in ([], ["--unsafe-fixes"]):
            good = measure(options, mode + options.options.split(), folder, files, tools) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
