#!/usr/bin/env python3
"""Checks `pyheap fix --verify` on small projects.

usage: check_verify.py PYHEAP

Each project has functions that --unsafe-fixes would change, one a file or several, and
tests that fail for some of the changes. They are run by unittest, which is always there.
Checked is what is left on the disk, and that nothing else is.

exit: 0 all as it should be, 1 not
"""
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time

PYHEAP = os.path.abspath(sys.argv[1])
TESTS = "python3 -m unittest discover -q -s tests -t ."


class Project:
    def __init__(self, files, folder):
        self.folder = os.path.join(folder, "project")
        self.home = os.path.join(folder, "home")
        self.scratch = os.path.join(folder, "scratch")
        for path in (self.folder, self.home, self.scratch):
            os.makedirs(path)
        self.env = dict(os.environ, HOME=self.home, TMPDIR=self.scratch,
                        XDG_STATE_HOME=os.path.join(self.home, "state"),
                        XDG_CACHE_HOME=os.path.join(self.home, "cache"))
        for name in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE"):
            self.env.pop(name, None)
        for name, text in files.items():
            path = os.path.join(self.folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(textwrap.dedent(text))
        self.before = self.read()

    def read(self):
        found = {}
        for folder, folders, names in os.walk(self.folder):
            folders[:] = [name for name in folders if name != ".git"]
            for name in names:
                path = os.path.join(folder, name)
                with open(path, encoding="utf-8") as file:
                    found[os.path.relpath(path, self.folder)] = file.read()
        return found

    def command(self, *words, tests=TESTS):
        return [PYHEAP, "fix", "--unsafe-fixes", "--verify", tests, *words]

    def fix(self, *words, tests=TESTS):
        return subprocess.run(self.command(*words, tests=tests), cwd=self.folder,
                              env=self.env, capture_output=True, text=True, timeout=120,
                              check=False)

    def changed(self):
        """The changed lines by file, and new or lost files."""
        after = self.read()
        lines = set()
        for name in set(after) | set(self.before):
            old, new = self.before.get(name), after.get(name)
            if old is None or new is None:
                lines.add(name + ": only once there")
            elif old != new:
                pairs = zip(old.splitlines(), new.splitlines())
                lines |= {"%s:%d" % (name, number)
                          for number, (a, b) in enumerate(pairs, 1) if a != b}
        return lines

    def left_over(self):
        return os.listdir(self.scratch)


FAILURES = []


def expect(is_right, what, detail=""):
    if not is_right:
        FAILURES.append(what)
        print("FAILED: %s\n%s" % (what, textwrap.indent(str(detail), "    ")))


def function(name):
    return 'def %s(x):\n    return x in ["%s", "b", "c"]\n\n\n' % (name, name)


# A test that runs the functions, and fails if one of these has been rewritten.
def checking(functions, guilty, more=""):
    lines = ["import inspect", "import unittest", "from pkg import one, two", "",
             "class Case(unittest.TestCase):"]
    for module, name in functions:
        lines += ["    def test_%s(self):" % name,
                  "        self.assertTrue(%s.%s('b'))" % (module, name)]
        if name in guilty:
            lines += ["        self.assertNotIn('{', inspect.getsource(%s.%s))" % (module, name)]
    return "\n".join(lines) + "\n" + textwrap.indent(textwrap.dedent(more), "    ")


ALL = [("one", "first"), ("one", "second"), ("one", "third"),
       ("two", "fourth"), ("two", "fifth"), ("two", "sixth")]
PLACES = {"first": "pkg/one.py:2", "second": "pkg/one.py:6", "third": "pkg/one.py:10",
          "fourth": "pkg/two.py:2", "fifth": "pkg/two.py:6", "sixth": "pkg/two.py:10"}


def files(guilty=(), tested=ALL, more=""):
    return {"pkg/__init__.py": "", "tests/__init__.py": "",
            "pkg/one.py": "".join(map(function, ("first", "second", "third"))).rstrip() + "\n",
            "pkg/two.py": "".join(map(function, ("fourth", "fifth", "sixth"))).rstrip() + "\n",
            "tests/test_all.py": checking(tested, guilty, more)}


def places(*dropped):
    return {place for name, place in PLACES.items() if name not in dropped}


def all_is_well(folder):
    project = Project(files(), folder)
    done = project.fix()
    expect(done.returncode == 0, "good tests: exit status", done.stderr)
    expect(project.changed() == places(), "good tests: all fixes are kept", project.changed())
    expect("6 fixes kept, 6 of them run by the tests" in done.stderr, "good tests: told",
           done.stderr)
    expect(not project.left_over(), "good tests: nothing is left over", project.left_over())


def guilty_ones(folder):
    project = Project(files(guilty=("second", "sixth")), folder)
    done = project.fix()
    expect(project.changed() == places("second", "sixth"), "exactly the guilty are dropped",
           (project.changed(), done.stderr))
    expect("dropped pkg/one.py:6 set-membership [unsafe]" in done.stderr and
           "AssertionError" in done.stderr, "the guilty are shown with what the tests said",
           done.stderr)


def guilty_together(folder):
    more = """
    def test_together(self):
        changed = [f for f in (one.first, two.fifth) if '{' in inspect.getsource(f)]
        self.assertLess(len(changed), 2)
    """
    project = Project(files(more=more), folder)
    project.fix()
    expect(project.changed() in (places("first"), places("fifth")),
           "of two that fail together one is dropped", project.changed())


def red_before(folder):
    more = """
    def test_never(self):
        self.fail()
    """
    project = Project(files(guilty=("fourth",), more=more), folder)
    done = project.fix()
    expect(project.changed() == places("fourth"), "tests that failed before do not count",
           (project.changed(), done.stderr))
    expect("fail without the fixes too" in done.stderr, "that is told", done.stderr)


def not_executed(folder):
    project = Project(files(tested=ALL[:3]), folder)
    done = project.fix()
    expect(project.changed() == places("fourth", "fifth", "sixth"),
           "unsafe fixes that no test executes are dropped", (project.changed(), done.stderr))
    project.fix("--keep-untested")
    expect(project.changed() == places(), "--keep-untested keeps them", project.changed())


def flaky(folder):
    more = """
    def test_flaky(self):
        import os
        mark = os.environ['HOME'] + '/mark'
        if '{' in inspect.getsource(one.first) and not os.path.exists(mark):
            open(mark, 'w').close()
            self.fail()
    """
    project = Project(files(more=more), folder)
    project.fix()
    expect(project.changed() == places(), "a test that fails once is tried again",
           project.changed())


def out_of_time(folder):
    more = """
    def test_slow(self):
        while '{' in inspect.getsource(two.sixth):
            pass
    """
    project = Project(files(more=more), folder)
    done = project.fix("--verify-timeout", "3")
    expect(project.changed() == places("sixth"), "what makes tests hang is dropped",
           (project.changed(), done.stderr))


def verdicts_are_kept(folder):
    project = Project(files(), folder)
    counting = "echo run >> $HOME/runs; " + TESTS
    project.fix("--dry-run", tests=counting)
    project.fix("--dry-run", tests=counting)
    with open(os.path.join(project.home, "runs"), encoding="utf-8") as file:
        runs = file.read().count("run")
    expect(runs == 2, "a verdict is not asked for twice", runs)
    project.fix("--dry-run", "--no-cache", tests=counting)
    with open(os.path.join(project.home, "runs"), encoding="utf-8") as file:
        runs = file.read().count("run")
    expect(runs == 4, "--no-cache asks again", runs)
    expect(not project.changed(), "--dry-run writes nothing", project.changed())


def nothing_is_left_running(folder):
    project = Project(files(), folder)
    seconds = "%d" % (100000 + os.getpid())
    done = project.fix(tests="setsid sleep %s & %s" % (seconds, TESTS))
    alive = subprocess.run(["pgrep", "-f", "sleep " + seconds], capture_output=True,
                           check=False)
    expect(done.returncode == 0 and alive.returncode == 1,
           "what the tests leave running is ended", (done.stderr, alive.stdout))


def interrupted(folder):
    project = Project(files(), folder)
    seconds = "%d" % (200000 + os.getpid())
    mark = os.path.join(project.home, "begun")
    child = subprocess.Popen(
        project.command(tests="touch %s; setsid sleep %s" % (mark, seconds)),
        cwd=project.folder, env=project.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    for _ in range(600):
        if os.path.exists(mark):
            break
        time.sleep(0.05)
    child.send_signal(signal.SIGINT)
    child.communicate(timeout=30)
    alive = subprocess.run(["pgrep", "-f", "sleep " + seconds], capture_output=True,
                           check=False)
    expect(child.returncode == 130, "interrupted: exit status", child.returncode)
    expect(alive.returncode == 1, "interrupted: the tests are ended", alive.stdout)
    expect(not project.changed() and not project.left_over(),
           "interrupted: nothing written, nothing left over",
           (project.changed(), project.left_over()))


def cannot_be_run(folder):
    project = Project(files(), folder)
    done = project.fix(tests="there-is-no-such-program")
    expect(done.returncode == 2 and not project.changed(), "no tests: refused", done.stderr)


def elsewhere(folder):
    project = Project(files(), folder)
    done = project.fix("--keep-untested", tests="cd / && python3 -c 'pass'")
    expect("ran no line in the copy" in done.stderr, "tests that see other files are told of",
           done.stderr)


def in_a_commit(folder):
    project = Project(files(guilty=("third",)), folder)
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "-q", "-b", "main", "."], ["add", "-A"], ["commit", "-qm", "all"]):
        subprocess.run(git + words, cwd=project.folder, env=project.env, check=True)
    done = project.fix("--commit")
    shown = subprocess.run(["git", "show", "--format=", "--numstat"], cwd=project.folder,
                           env=project.env, capture_output=True, text=True, check=True)
    expect(project.changed() == places("third"), "--commit holds what is kept",
           (project.changed(), done.stderr))
    expect(shown.stdout.split() == ["2", "2", "pkg/one.py", "3", "3", "pkg/two.py"],
           "and nothing else", shown.stdout)


def main():
    for check in (all_is_well, guilty_ones, guilty_together, red_before, not_executed, flaky,
                  out_of_time, verdicts_are_kept, nothing_is_left_running, interrupted,
                  cannot_be_run, elsewhere, in_a_commit):
        with tempfile.TemporaryDirectory() as folder:
            check(os.path.realpath(folder))
    return 1 if FAILURES else 0


if __name__ == "__main__":
    sys.exit(main())
