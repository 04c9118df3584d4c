#!/usr/bin/env python3
"""The packages of others that tests run with, in build/packages: made anew when a list changes.

usage: packages.py [--python]

--python  make nothing; print the Python that has the packages, or else the one that runs this

A virtual environment with all of tests/packages/current.txt, and a folder `older` in it with
tests/packages/older.txt, to be put before it on the path. Both come from PyPI by their hashes.

exit: 0 it is there, 77 it cannot be made here: then it says what is not run
"""
import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import venv

HERE = os.path.dirname(os.path.abspath(__file__))
LISTS = os.path.join(HERE, "packages")
INTO = os.path.join(os.path.dirname(HERE), "build", "packages")
PYTHON = os.path.join(INTO, "bin", "python3")
OLDER = os.path.join(INTO, "older")
SKIPPED = 77
# Django 3.2 and Flask 2.2 use modules that Python 3.12 no longer has.
OLDER_RUNS = sys.version_info < (3, 12)
NOT_RUN = """packages: skipped: %s
packages: not run without them: fixtures that need numpy, django, flask or fastapi, and the tests
packages: frameworks/django, frameworks/flask and frameworks/fastapi"""


def wanted():
    """What the finished environment says of itself."""
    lists = [sys.version]
    for name in ("current.txt", "older.txt"):
        with open(os.path.join(LISTS, name), encoding="utf-8") as file:
            lists.append(file.read())
    return "\n".join(lists)


def is_there():
    try:
        with open(os.path.join(INTO, "made"), encoding="utf-8") as file:
            return file.read() == wanted()
    except OSError:
        return False


def python_with(package):
    """A Python that can import `package`, or None."""
    for python in (PYTHON, sys.executable):
        if os.path.exists(python) and (python != PYTHON or is_there()):
            asked = subprocess.run([python, "-c", "import " + package],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if asked.returncode == 0:
                return python
    return None


def install(name, *options):
    """None, or why it did not work."""
    done = subprocess.run([PYTHON, "-m", "pip", "install", "-q", "--no-input", "--no-deps",
                           "--disable-pip-version-check", "--only-binary=:all:", "--retries=2",
                           "--require-hashes", *options, "-r", os.path.join(LISTS, name)],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="backslashreplace")
    if done.returncode == 0:
        return None
    lines = [line for line in done.stdout.splitlines() if line.startswith("ERROR")]
    return "pip cannot install %s: %s" % (name, lines[-1] if lines else done.stdout[-200:])


def make():
    shutil.rmtree(INTO, ignore_errors=True)
    try:
        venv.create(INTO, with_pip=True)
    except (OSError, subprocess.CalledProcessError, SystemExit) as error:
        return "no virtual environment can be made (Debian: python3-venv): %s" % error
    trouble = install("current.txt")
    if trouble is None and OLDER_RUNS:
        trouble = install("older.txt", "--target", OLDER)
    if trouble is None:
        with open(os.path.join(INTO, "made"), "w", encoding="utf-8") as file:
            file.write(wanted())
    return trouble


@contextlib.contextmanager
def locked():
    """Tests of several builds may run at once."""
    os.makedirs(os.path.dirname(INTO), exist_ok=True)
    with open(INTO + ".lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(arguments):
    if arguments == ["--python"]:
        print(PYTHON if is_there() else sys.executable)
        return 0
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    with locked():
        trouble = None if is_there() else make()
    if trouble:
        print(NOT_RUN % trouble)
        return SKIPPED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
