#!/usr/bin/env python3
"""Runs other projects' own tests before and after `pyheap fix`, and compares them test by test.

usage: corpus_suites.py [PROJECT..] [-- TEST..]

PROJECT is jinja2, networkx, django or cpython; without one all are run. Each is copied twice
into build/suites: `plain` as it is, `fixed` as `pyheap fix --all --no-unsafe-fixes` leaves it,
tests included. The first three are source distributions, and what they run with comes from
PyPI too, all by the hashes in scripts/suites/. CPython's copy is the standard library of the
Python that runs this, which must have its tests; of these the ones run that were changed, or
whose name or imports name a module that was changed. TEST are names of tests in the project's
own way (files of pytest, labels of Django's runtests.py, modules of CPython's `test`), to run
only these.

A test that differs is run again in both copies, alone with those of its file, and counts if it
differs again. PYTHONHASHSEED is 0 throughout.

exit: 0 every test ended alike, 1 one did not, 2 nothing could be run
"""
import argparse
import ast
import collections
import difflib
import filecmp
import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv

import corpus_common as common

INTO = os.path.join(common.ROOT, "build", "suites")
LOCKS = os.path.join(common.ROOT, "scripts", "suites")
RECORD = os.path.join(LOCKS, "record.py")
COPIES = ("plain", "fixed")
PYTEST = ["-m", "pytest", "-q", "-p", "record", "-p", "no:cacheprovider"]
# A module that more of CPython's tests than this import is left to the tests of its name.
MANY_TESTS = 25
WORST_FIRST = ("error", "failed", "unexpected success", "passed", "expected failure", "skipped")


class Trouble(Exception):
    pass


def run_checked(command, **options):
    process = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             text=True, errors="backslashreplace", **options)
    if process.returncode != 0:
        raise Trouble("%s\n%s" % (" ".join(command), process.stdout))
    return process.stdout


def python_of_tools():
    """A Python that has what the suites run with; made anew when the list changes."""
    folder, wanted = os.path.join(INTO, "tools"), os.path.join(LOCKS, "tools.txt")
    had, python = os.path.join(folder, "tools.txt"), os.path.join(folder, "bin", "python3")
    if not (os.path.exists(had) and filecmp.cmp(had, wanted, shallow=False)):
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        run_checked([python, "-m", "pip", "install", "-q", "--no-deps", "--require-hashes",
                     "-r", wanted])
        shutil.copy(wanted, had)
    return python


def source_of(project):
    """The folder of the project as it was distributed."""
    lock = os.path.join(LOCKS, "projects.txt")
    with open(lock, encoding="utf-8") as file:
        line = next(line for line in file if line.startswith(project + "=="))
    name = "%s-%s" % (project, line.split()[0].partition("==")[2])
    archives, folder = os.path.join(INTO, "archives"), os.path.join(INTO, "sources")
    archive = os.path.join(archives, name + ".tar.gz")
    if not os.path.exists(archive):
        os.makedirs(archives, exist_ok=True)
        wanted = os.path.join(archives, project + ".txt")
        with open(wanted, "w", encoding="utf-8") as file:
            file.write(line)
        run_checked([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary",
                     ":all:", "--require-hashes", "-d", archives, "-r", wanted])
    if not os.path.isdir(os.path.join(folder, name)):
        os.makedirs(folder, exist_ok=True)
        with tarfile.open(archive) as file:
            file.extractall(folder, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    return os.path.join(folder, name)


def changed_files(plain, fixed):
    """Paths, relative to the copies, that `fix` changed; and how many lines it took and gave."""
    paths, taken, given = [], 0, 0
    for path in common.python_files([plain]):
        relative = os.path.relpath(path, plain)
        other = os.path.join(fixed, relative)
        if filecmp.cmp(path, other, shallow=False):
            continue
        paths.append(relative)
        with open(path, "rb") as before, open(other, "rb") as after:
            lines = list(difflib.diff_bytes(difflib.unified_diff, before.readlines(),
                                            after.readlines(), n=0))[2:]
        taken += sum(line.startswith(b"-") for line in lines)
        given += sum(line.startswith(b"+") for line in lines)
    return paths, taken, given


def fix(project, folder):
    """Applies all safe fixes; what pyheap says about it."""
    options = ["--all", "--no-unsafe-fixes", "--no-cache"]
    # All that lies in build/ is ignored by git.
    options.append("--no-respect-gitignore")
    if project == "cpython":
        settings = os.path.join(INTO, project, "pyheap.toml")
        with open(settings, "w", encoding="utf-8") as file:
            file.write('target-version = "3.%d"\n' % sys.version_info[1])
        options += ["--config", settings]
    process = subprocess.run([common.PYHEAP, "fix", *options, "."], cwd=folder, text=True,
                             errors="backslashreplace", stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE)
    # 2: files that are no Python 3, of which suites have some.
    if process.returncode not in (0, 2):
        raise Trouble("pyheap fix: exit %d\n%s" % (process.returncode, process.stderr))
    told = (process.stdout + process.stderr).splitlines()
    return next(line for line in told if line.startswith(("Fixed", "Nothing")))


def make_copies(project, source):
    """Both copies, and the paths that differ."""
    # PYTHONHOME is the folder above lib.
    inside = ["lib", os.path.basename(source)] if project == "cpython" else []
    folders = [os.path.join(INTO, project, name, *inside) for name in COPIES]
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(source, folder, symlinks=True, ignore=shutil.ignore_patterns(
            "__pycache__", *common.SKIPPED_FOLDERS))
    print("%s: %s" % (project, fix(project, folders[1])))
    paths, taken, given = changed_files(*folders)
    print("%s: %d files changed, %d lines taken, %d given" % (project, len(paths), taken, given))
    return folders, paths


class Suite:
    """How a project's tests are run in one of its copies."""

    def __init__(self, python):
        self.python = python

    def command(self, tests):
        return [self.python, *PYTEST, *(tests or self.everything)]

    def environment(self, folder):
        return {"PYTHONPATH": os.pathsep.join([os.path.join(folder, self.package), LOCKS])}

    def folder(self, folder):
        return folder

    def file_of(self, test):
        """What to hand to `command` to run the test's file."""
        return test.partition("::")[0]

    def tests_of(self, folder, paths):
        return None


class Jinja2(Suite):
    package, everything = "src", ["tests"]


class Networkx(Suite):
    package, everything = ".", ["--doctest-modules", "networkx"]

    def command(self, tests):
        return [self.python, *PYTEST, "--doctest-modules", *(tests or ["networkx"])]


class Django(Suite):
    package = "."

    def command(self, tests):
        return [self.python, RECORD, "runtests.py", "--settings=test_sqlite", "--parallel=1",
                *tests]

    def folder(self, folder):
        return os.path.join(folder, "tests")

    def file_of(self, test):
        # "setUpClass (app.tests.Class)" is told of a whole class.
        label = re.search(r"\((.+)\)$", test)
        return (label[1] if label else test).split(".")[0]


class Cpython(Suite):
    def command(self, tests):
        # Frozen modules would be those of the installed library.
        return [sys.executable, "-X", "frozen_modules=off", RECORD, "-m", "test", *tests]

    def environment(self, folder):
        return {"PYTHONHOME": os.path.dirname(os.path.dirname(folder))}

    def file_of(self, test):
        found = re.search(r"\btest\.(test_\w+)", test)
        return found[1] if found else "test_" + test.split(".")[0]

    def tests_of(self, folder, paths):
        """The test modules that have to do with the changed files."""
        changed = {re.sub(r"(/__init__)?\.py$", "", path).replace("/", ".") for path in paths}
        tests = {name.split(".")[1] for name in changed if name.startswith("test.test_")}
        modules = {name for name in changed if not name.startswith("test.")}
        existing, importers = set(), collections.defaultdict(set)
        for name in sorted(os.listdir(os.path.join(folder, "test"))):
            if name.startswith("test_"):
                test = name.removesuffix(".py")
                existing.add(test)
                for module in modules & imported_by(os.path.join(folder, "test", name)):
                    importers[module].add(test)
        for module in modules:
            parts = module.split(".")
            tests |= {"test_" + part for part in parts} | {"test_" + "_".join(parts)}
            if len(importers[module]) <= MANY_TESTS:
                tests |= importers[module]
        return sorted(tests & existing)


def imported_by(path):
    """Names of modules that a test file, or the files of a folder, import."""
    names = set()
    for file in common.python_files([path]):
        with open(file, "rb") as opened:
            try:
                tree = ast.parse(opened.read())
            except (SyntaxError, ValueError):
                continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module)
                names.update("%s.%s" % (node.module, alias.name) for alias in node.names)
    return names


def outcomes(project, suite, folder, tests):
    """{test: its worst outcome} of one run; what the run printed is kept beside the copy."""
    name = os.path.relpath(folder, INTO).split(os.sep)[1]
    record, log = (os.path.join(INTO, project, name + end) for end in (".outcomes", ".log"))
    if os.path.exists(record):
        os.remove(record)
    unset = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "DJANGO_SETTINGS_MODULE")
    env = {name: value for name, value in os.environ.items() if name not in unset}
    env.update(PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1", SUITES_RECORD=record,
               **suite.environment(folder))
    with open(log, "w", encoding="utf-8") as out:
        subprocess.run(suite.command(tests), cwd=suite.folder(folder), env=env, stdout=out,
                       stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    if not os.path.exists(record):
        raise Trouble("no test ran; see %s" % os.path.relpath(log, common.ROOT))
    found = {}
    with open(record, encoding="utf-8") as file:
        for line in file:
            outcome, _, test = line.rstrip("\n").partition("\t")
            known = found.get(test, outcome)
            found[test] = min(known, outcome, key=WORST_FIRST.index)
    return found


def differences(before, after):
    return sorted(test for test in before.keys() | after.keys()
                  if before.get(test) != after.get(test))


def compare(project, suite, source, tests):
    folders, paths = make_copies(project, source)
    tests = tests or suite.tests_of(folders[0], paths) or []
    if tests:
        print("%s: runs %s" % (project, " ".join(tests)))
    sys.stdout.flush()
    if project == "cpython" and not tests:
        print("%s: no test has to do with what was changed" % project)
        return True
    before, after = (outcomes(project, suite, folder, tests) for folder in folders)
    different = differences(before, after)
    counts = collections.Counter(before.values())
    print("%s: %d tests before: %s" % (project, len(before), ", ".join(
        "%d %s" % (counts[outcome], outcome) for outcome in WORST_FIRST if counts[outcome])))
    if different:
        print("%s: %d ended otherwise; run again" % (project, len(different)))
        sys.stdout.flush()
        files = sorted({suite.file_of(test) for test in different})
        before, after = (outcomes(project, suite, folder, files) for folder in folders)
        different = sorted(set(differences(before, after)) & set(different))
    for test in different:
        print("%s: %s: %s before, %s after" % (
            project, test, before.get(test, "not run"), after.get(test, "not run")))
    print("%s: %s" % (project, "%d tests differ" % len(different) if different else
                      "every test ends as before"))
    sys.stdout.flush()
    return not different


def cpython_source():
    """A tree with the standard library where PYTHONHOME has it."""
    source = common.stdlib()
    if not os.path.exists(os.path.join(source, "test", "test_json", "__init__.py")):
        raise Trouble("this Python has no tests (Debian: libpython3-testsuite)")
    return source


def main(arguments):
    given = arguments.index("--") if "--" in arguments else len(arguments)
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1])
    suites = {"jinja2": Jinja2, "networkx": Networkx, "django": Django, "cpython": Cpython}
    parser.add_argument("projects", nargs="*", metavar="PROJECT")
    projects = parser.parse_args(arguments[:given]).projects or list(suites)
    unknown = [project for project in projects if project not in suites]
    if unknown:
        parser.error("no such project: " + " ".join(unknown))
    alike = True
    try:
        python = python_of_tools()
        for project in projects:
            source = cpython_source() if project == "cpython" else source_of(project)
            suite = suites[project](python)
            alike = compare(project, suite, source, arguments[given + 1:]) and alike
    except Trouble as trouble:
        print("suites: %s" % trouble, file=sys.stderr)
        return 2
    return 0 if alike else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
