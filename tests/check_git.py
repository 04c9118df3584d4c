#!/usr/bin/env python3
"""Checks what `pyheap fix --commit`, `fix --branch` and `verify-commit` do to repositories.

usage: check_git.py PYHEAP [--part N/M] [WORD..]

Each check makes repositories of its own in an empty folder, with an environment that is
the same everywhere. With words only the checks are run whose names hold one of them;
with a part every M-th check, from the N-th on.
After each check every repository that it made must pass `git fsck --strict`.

exit: 0 all hold, 1 not
"""
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback

PASSED_ON = ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LLVM_PROFILE_FILE", "PATH")
BEFORE = 'x = len("abc") in [1, 2, 3]\n'
AFTER = 'x = len("abc") in {1, 2, 3}\n'
ROOT = "def f(names):\n    total = len(names)\n    return int(total ** 0.5)\n"
UNSAFE = "def g(v):\n    return v in [1, 2, 3]\n"
CHECKS = []
PYHEAP = None


class Skipped(Exception):
    """The check needs a program that is not installed."""


def check(function):
    CHECKS.append(function)
    return function


def equal(actual, expected, what="value"):
    if actual != expected:
        raise AssertionError("%s:\n  %r\nand not\n  %r" % (what, actual, expected))


def holds(text, part):
    if part not in text:
        raise AssertionError("%r is not in:\n%s" % (part, text))


class World:
    """The folder of one check, and the environment of what it runs."""

    def __init__(self, top):
        self.top = top
        self.repositories = []
        self.env = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        home = os.path.join(top, "home")
        os.mkdir(home)
        os.mkdir(os.path.join(top, "tmp"))
        self.env.update(
            HOME=home, TMPDIR=os.path.join(top, "tmp"), GNUPGHOME=os.path.join(top, "gpg"),
            XDG_CONFIG_HOME=os.path.join(home, "config"),
            XDG_STATE_HOME=os.path.join(home, "state"), LC_ALL="C.UTF-8", TZ="UTC",
            NO_COLOR="1", GIT_CONFIG_NOSYSTEM="1", GIT_TERMINAL_PROMPT="0",
            GIT_AUTHOR_DATE="2001-02-03T04:05:06+0000",
            GIT_COMMITTER_DATE="2001-02-03T04:05:06+0000")
        with open(os.path.join(home, ".gitconfig"), "w") as file:
            file.write("[user]\n\tname = A User\n\temail = user@example.com\n"
                       "[init]\n\tdefaultBranch = main\n[protocol \"file\"]\n"
                       "\tallow = always\n")

    def run(self, *argv, cwd=None, status=0, data=None, env=None):
        done = subprocess.run(argv, cwd=cwd or self.top, env=dict(self.env, **(env or {})),
                              input=data, stdin=None if data else subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        out = done.stdout.decode("utf-8", "backslashreplace")
        err = done.stderr.decode("utf-8", "backslashreplace")
        if status is not None and done.returncode != status:
            raise AssertionError("%s: exit %d\n%s%s" % (" ".join(argv), done.returncode,
                                                        out, err))
        return out + err

    def repo(self, name="r", *options, files=None):
        path = os.path.join(self.top, name)
        self.run("git", "init", "-q", *options, path)
        repo = Repo(self, path)
        files = {"a.py": BEFORE} if files is None else files
        for file, text in files.items():
            repo.write(file, text)
        if files:
            repo.git("add", "-A")
            repo.git("commit", "-q", "-m", "first")
        return repo

    def clone(self, repo, name, *options):
        path = os.path.join(self.top, name)
        source = repo.path if "--shared" in options else "file://" + repo.path
        self.run("git", "clone", "-q", *options, source, path)
        return Repo(self, path)


class Repo:
    def __init__(self, world, path):
        self.world = world
        self.path = path
        world.repositories.append(self)

    def at(self, *names):
        return os.path.join(self.path, *names)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.at(name)), exist_ok=True)
        with open(self.at(name), "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())

    def read(self, name):
        with open(self.at(name), "rb") as file:
            return file.read()

    def git(self, *words, **options):
        return self.world.run("git", *words, cwd=self.path, **options)

    def pyheap(self, *words, **options):
        return self.world.run(PYHEAP, *words, cwd=options.pop("cwd", self.path), **options)

    def fix(self, *words, **options):
        return self.pyheap("fix", *words, **options)

    def blob(self, spec):
        return subprocess.run(["git", "cat-file", "blob", spec], cwd=self.path, check=True,
                              env=self.world.env, stdout=subprocess.PIPE).stdout

    def head(self, name="HEAD"):
        return self.git("rev-parse", name).strip()

    def count(self, name="HEAD"):
        return int(self.git("rev-list", "--count", name))

    def hook(self, name, text):
        self.write(".git/hooks/" + name, "#!/bin/sh\n" + text)
        os.chmod(self.at(".git/hooks", name), 0o755)

    def snapshot(self, *left_out):
        """What the user sees of his own changes, and how the index flags each file."""
        entries = self.git("ls-files", "-s", "-v", "-t", "-z").split("\0")
        flags = self.git("ls-files", "--debug").split("\n")
        flags = [line.split("flags:")[1] for line in flags if "flags:" in line]
        kept = [(entry, flag) for entry, flag in zip(entries, flags)
                if not entry.split("\t")[-1] in left_out]
        return (self.git("status", "--porcelain=v2", "--untracked-files=all", "--ignored"),
                self.git("diff", "--binary"), self.git("diff", "--cached", "--binary"), kept)

    def refused(self, message, *words):
        """The run fails with the message and leaves everything as it was."""
        before = self.snapshot(), self.head(), self.git("for-each-ref")
        holds(self.fix(*words, status=2), message)
        equal((self.snapshot(), self.head(), self.git("for-each-ref")), before, "state")


def settled(repo):
    """One commit by --commit that fixes a.py and leaves the work tree clean."""
    out = repo.fix("--commit")
    holds(out, "as 1 commit")
    equal(repo.read("a.py").decode(), AFTER)
    equal(repo.git("status", "--porcelain"), "")
    equal(repo.blob("HEAD:a.py").decode(), AFTER)
    holds(repo.pyheap("verify-commit", "HEAD"), "exactly what pyheap")
    return out


# The plain ways.

@check
def one_commit_per_rule_and_each_verifies(world):
    repo = world.repo(files={"a.py": BEFORE, "b/c.py": ROOT + BEFORE})
    out = repo.fix("--commit")
    holds(out, "Committed fixes of 3 findings in 2 files as 2 commits (2 checked).")
    equal(repo.git("log", "--format=%s", "-2"),
          "pyheap: 2 fixes of set-membership in 2 files\n"
          "pyheap: 1 fix of math-sqrt in 1 file\n")
    equal(repo.git("log", "--format=%an %ae %at", "-1"),
          "A User user@example.com 981173106\n")
    equal(repo.git("show", "--format=", "--name-only", "HEAD~1"), "b/c.py\n")
    equal(repo.git("log", "-1", "--format=%(trailers)").split("\n")[0],
          "Pyheap-Rule: set-membership")
    equal(repo.pyheap("verify-commit", "HEAD", "HEAD~1").count("exactly"), 2)
    equal(repo.git("status", "--porcelain"), "")
    holds(repo.fix("--commit"), "Nothing to commit")


@check
def the_same_commits_come_again(world):
    ids = set()
    for name in ("one", "two"):
        repo = world.repo(name, files={"a.py": BEFORE, "b/c.py": ROOT + BEFORE})
        repo.fix("--branch", "p", "-j", "1" if name == "one" else "4")
        ids.add(repo.head("p"))
    equal(len(ids), 1, "ids")


@check
def what_remains_is_told_and_refused_files_count(world):
    repo = world.repo(files={"a.py": BEFORE, "b.py": UNSAFE, "bad.py": "x = (\n"})
    out = repo.fix("--commit", status=2)
    holds(out, "1 finding remains: 1 fixable with `--unsafe-fixes`")
    holds(out, "1 file was refused")
    holds(repo.fix("--commit", "--unsafe-fixes", status=2), "as 1 commit")
    holds(repo.git("log", "-1"), "has not proved that they keep")
    holds(repo.pyheap("verify-commit", "HEAD", status=0), "exactly")


@check
def slices_tell_what_remains(world):
    repo = world.repo(files={"a.py": BEFORE * 2, "b.py": BEFORE, "c.py": UNSAFE})
    out = repo.fix("--commit", "--limit", "1")
    holds(out, "fixes of 1 finding in 1 file")
    holds(out, "3 findings remain: 2 fixable with `pyheap fix`, 1 more with "
               "`--unsafe-fixes`")
    equal(repo.read("a.py").decode(), AFTER + BEFORE)
    holds(repo.pyheap("verify-commit", "HEAD"), "exactly")
    equal(repo.git("status", "--porcelain"), "")


@check
def a_sample_is_that_of_its_seed(world):
    files = {"f%d.py" % i: BEFORE for i in range(20)}
    chosen = {}
    for name, seed in (("one", "7"), ("two", "7"), ("three", "8")):
        repo = world.repo(name, files=files)
        repo.fix("--commit", "--sample", "5", "--seed", seed)
        chosen[name] = repo.git("show", "--format=", "--name-only")
        equal(chosen[name].count("\n"), 5)
    equal(chosen["one"], chosen["two"])
    equal(chosen["one"] != chosen["three"], True)


@check
def only_named_paths_of_this_repository_are_touched(world):
    repo = world.repo("r", files={"a.py": BEFORE, "sub/b.py": BEFORE})
    other = world.repo("rabbit", files={"a.py": BEFORE})
    os.makedirs(world.top + "/ra.py", exist_ok=True)
    with open(world.top + "/rb.py", "w") as file:
        file.write(BEFORE)
    out = repo.fix("--commit", "sub", "../rabbit", "../rb.py")
    holds(out, "lies in another repository")
    equal(repo.git("show", "--format=", "--name-only"), "sub/b.py\n")
    equal(other.read("a.py").decode(), BEFORE)
    with open(world.top + "/rb.py") as file:
        equal(file.read(), BEFORE)
    holds(repo.git("log", "-1"), "Pyheap-Options: sub . .")


@check
def paths_with_odd_names(world):
    names = ["[a].py", ":x.py", "a b.py", "ä.py", "-n.py", "q'q.py", "star*.py"]
    for hooks in ([], ["--run-hooks"]):
        repo = world.repo("r%d" % len(hooks), files={name: BEFORE for name in names})
        holds(repo.fix("--commit", *hooks, "--", *names), "in 7 files as 1 commit")
        equal(repo.git("status", "--porcelain"), "")
        holds(repo.pyheap("verify-commit", "HEAD"), "exactly")


@check
def messages_of_a_file(world):
    repo = world.repo(files={"a.py": BEFORE, "sub/b.py": BEFORE})
    form = os.path.join(world.top, "form")
    with open(form, "w") as file:
        file.write("perf({group}): {rule}   \r\n\r\n{{{fixes}/{files}}} # kept\n{paths}\n"
                   "Signed-off-by: A User <user@example.com>\n")
    repo.fix("--branch", "p", "--commit=per-folder", "--message", "../form")
    text = repo.git("log", "-1", "--format=%B", "p~1")
    equal(text.split("\nPyheap-Version")[0],
          "perf(.): set-membership\n\n{1/1} # kept\na.py\n\n"
          "Signed-off-by: A User <user@example.com>\nPyheap-Rule: set-membership")
    equal(repo.git("log", "-1", "--format=%(trailers:only)", "p").count("\n") > 3, True)
    repo.fix("--commit=per-folder", "--message", form)
    equal(repo.head("main"), repo.head("p"))


@check
def messages_that_cannot_be_made(world):
    repo = world.repo()
    for text, said in (("{rul}", "did you mean {rule}?"), (" \n", "is empty"),
                       ("a\0b", "no text")):
        with open(world.top + "/form", "w") as file:
            file.write(text)
        repo.refused(said, "--commit", "--message", "../form")
        repo.refused(said, "--branch", "p", "--message", "../form")
    repo.refused("no/such", "--commit", "--message", "no/such")


@check
def dates_are_read_as_git_reads_them(world):
    for i, date in enumerate(("@1700000000 +0130", "2001-02-03 04:05:06 -0700",
                              "Sat, 03 Feb 2001 04:05:06 +0200", "1700000000 -0000")):
        repo = world.repo("r%d" % i)
        env = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        repo.git("commit", "-q", "--allow-empty", "-m", "x", env=env)
        repo.fix("--commit", env=env)
        dates = repo.git("log", "-2", "--format=%ad|%cd", "--date=raw").splitlines()
        equal(dates[0], dates[1], date)
    before = repo.head()
    holds(repo.fix("--commit", "--unsafe-fixes", "--all", status=0), "Nothing")
    repo.write("a.py", BEFORE)
    repo.git("commit", "-qam", "again")
    holds(repo.fix("--commit", status=2, env={"GIT_AUTHOR_DATE": "tomorrow"}), "is no date")
    equal(repo.head() != before, True)


@check
def per_owner_by_codeowners(world):
    files = {"a/m.py": BEFORE, "b/n.py": BEFORE, "c.py": BEFORE,
             ".github/CODEOWNERS": "/a/ @team-a\nb/ @team-b me@example.com # words\n"}
    repo = world.repo(files=files)
    repo.fix("--commit=per-owner")
    equal(repo.git("log", "-3", "--format=%s"),
          "pyheap: 1 fix of set-membership in 1 file of @team-b me@example.com\n"
          "pyheap: 1 fix of set-membership in 1 file of @team-a\n"
          "pyheap: 1 fix of set-membership in 1 file\n")
    for name in ("HEAD", "HEAD~1", "HEAD~2"):
        holds(repo.pyheap("verify-commit", name), "exactly")


@check
def blame_passes_over_the_commits(world):
    first = world.repo("new")
    first.fix("--commit", "--blame-ignore-revs", "--run-hooks")
    equal(first.git("status", "--porcelain"), "")
    holds(first.read(".git-blame-ignore-revs").decode(), first.head("HEAD~1"))
    repo = world.repo(files={"a.py": BEFORE, "b.py": ROOT,
                             ".git-blame-ignore-revs": "# old"})
    repo.fix("--commit", "--blame-ignore-revs")
    equal(repo.git("status", "--porcelain"), "")
    text = repo.read(".git-blame-ignore-revs").decode()
    equal(text, "# old\n# pyheap: 1 fix of math-sqrt in 1 file\n%s\n"
                "# pyheap: 1 fix of set-membership in 1 file\n%s\n"
          % (repo.head("HEAD~2"), repo.head("HEAD~1")))
    first = repo.head("HEAD~3")[:7]
    repo.git("config", "blame.ignoreRevsFile", ".git-blame-ignore-revs")
    holds(repo.git("blame", "-s", "a.py"), first)
    repo.write("a.py", BEFORE)
    holds(repo.pyheap("verify-commit", "HEAD"), "exactly")
    repo.git("commit", "-qam", "again")
    repo.fix("--branch", "p", "--blame-ignore-revs", "--run-hooks")
    holds(repo.pyheap("verify-commit", "p"), "exactly")
    repo.write(".git-blame-ignore-revs", text + repo.head("main") + "\n")
    repo.git("commit", "-qam", "smuggled")
    holds(repo.pyheap("verify-commit", "HEAD", status=2), "no record")
    repo.write(".git-blame-ignore-revs", "mine\n")
    repo.refused("has uncommitted changes", "--commit", "--blame-ignore-revs")


# What a commit is not allowed to hold.

@check
def verify_shows_a_smuggled_line(world):
    repo = world.repo(files={"a.py": BEFORE + "y = 1\n" * 9, "b.py": BEFORE})
    repo.fix("--commit")
    repo.write("a.py", AFTER + "y = 1\n" * 8 + "y = 2\n")
    repo.git("commit", "-q", "--amend", "-a", "--no-edit")
    out = repo.pyheap("verify-commit", "HEAD", status=1)
    holds(out, "in 1 of 2 files")
    holds(out, "\n-y = 1\n+y = 2\n")
    equal("+x = len" in out, False, "what pyheap made is not shown")


@check
def verify_shows_modes_and_files_of_others(world):
    repo = world.repo(files={"a.py": BEFORE, "b.py": BEFORE, "c.py": "c = 1\n"})
    repo.fix("--commit")
    os.chmod(repo.at("b.py"), 0o755)
    repo.write("new.py", "n = 1\n")
    repo.git("rm", "-q", "c.py")
    repo.git("add", "-A")
    repo.git("commit", "-q", "--amend", "--no-edit")
    out = repo.pyheap("verify-commit", "HEAD", status=1)
    for part in ("b.py: its mode was changed", "new.py: was added", "c.py: was removed",
                 "in 3 of 4 files"):
        holds(out, part)


@check
def verify_shows_files_that_became_links(world):
    repo = world.repo(files={"a.py": BEFORE, "b.py": "b = 1\n"})
    repo.fix("--commit")
    os.remove(repo.at("b.py"))
    os.symlink("a.py", repo.at("b.py"))
    repo.git("commit", "-q", "--amend", "--no-edit", "-a")
    holds(repo.pyheap("verify-commit", "HEAD", status=1), "b.py: its mode was changed")


@check
def verify_knows_whose_commits_are_none_of_ours(world):
    repo = world.repo()
    holds(repo.pyheap("verify-commit", "HEAD", status=2), "has no parent")
    repo.git("commit", "-q", "--allow-empty", "-m", "plain")
    holds(repo.pyheap("verify-commit", "HEAD", status=2), "no record")
    holds(repo.pyheap("verify-commit", "nowhere", status=2), "names no commit")
    repo.git("commit", "-q", "--allow-empty", "-m",
             "x\n\nPyheap-Rule: gone\nPyheap-Version: 0.1\nPyheap-Options: .")
    holds(repo.pyheap("verify-commit", "HEAD", status=2), "does not know")
    repo.git("commit", "-q", "--allow-empty", "-m",
             "x\n\nPyheap-Rule: math-sqrt\nPyheap-Version: 9.9\nPyheap-Options: --far .")
    holds(repo.pyheap("verify-commit", "HEAD", status=2), "does not know")
    repo.git("checkout", "-q", "-b", "side", "HEAD~1")
    repo.git("commit", "-q", "--allow-empty", "-m", "side")
    repo.git("merge", "-q", "--no-ff", "-m", "m", "main")
    holds(repo.pyheap("verify-commit", "HEAD", status=2), "is a merge")


@check
def verify_sees_no_more_than_the_run_did(world):
    hidden = "def h(n):\n    y = str(n)\n    return len(y) in [1, 2]\n"
    repo = world.repo(files={"a.py": BEFORE + hidden + BEFORE})
    repo.fix("--commit")
    holds(repo.pyheap("verify-commit", "HEAD"), "exactly")
    repo.fix("--commit", "--all")
    holds(repo.pyheap("verify-commit", "HEAD"), "exactly")


# The user's own changes.

def dirty_repo(world):
    files = {"a.py": BEFORE, "deep/b.py": BEFORE, "staged.py": "s = 1\n",
             "both.txt": "1\n", "changed.txt": "1\n", "gone.txt": "1\n",
             "assumed.txt": "1\n", "skipped.txt": "1\n", "moded.sh": "1\n",
             ".gitignore": "*.ignored\n"}
    repo = world.repo(files=files)
    repo.write("staged.py", "s = 2\n")
    repo.write("both.txt", "2\n")
    repo.git("add", "staged.py", "both.txt")
    repo.write("both.txt", "3\n")
    repo.write("changed.txt", "2\n")
    os.remove(repo.at("gone.txt"))
    os.chmod(repo.at("moded.sh"), 0o755)
    repo.write("untracked.py", BEFORE)
    repo.write("x.ignored", "1\n")
    repo.write("intent.txt", "1\n")
    repo.git("add", "-N", "intent.txt")
    repo.git("update-index", "--assume-unchanged", "assumed.txt")
    repo.git("update-index", "--skip-worktree", "skipped.txt")
    repo.write("assumed.txt", "2\n")
    repo.write("skipped.txt", "2\n")
    return repo


@check
def the_users_changes_survive_a_branch(world):
    repo = dirty_repo(world)
    before = repo.snapshot()
    index = repo.read(".git/index")
    head = repo.head()
    repo.fix("--branch", "p")
    equal(repo.read(".git/index"), index, "index")
    equal(repo.snapshot(), before)
    equal(repo.head(), head)
    equal(repo.git("diff", "--name-only", "main", "p"), "a.py\ndeep/b.py\n")
    equal(repo.read("a.py").decode(), BEFORE)


@check
def the_users_changes_survive_a_commit(world):
    for hooks in ([], ["--run-hooks"]):
        repo = dirty_repo(World(tempfile.mkdtemp(dir=world.top)))
        ours = ("a.py", "deep/b.py")
        before = repo.snapshot(*ours)
        out = repo.fix("--commit", *hooks)
        holds(out, "untracked.py: git does not track it")
        equal(repo.snapshot(*ours), before)
        equal(repo.git("show", "--format=", "--name-only"), "a.py\ndeep/b.py\n")
        equal(repo.read("untracked.py").decode(), BEFORE)
        equal(repo.git("diff", "HEAD", "--name-only", "--", *ours), "")
        equal(repo.git("fsck", "--strict"), "")


@check
def a_touched_file_with_changes_is_refused(world):
    repo = world.repo(files={"a.py": BEFORE, "b.py": BEFORE, "c.py": BEFORE})
    repo.write("a.py", BEFORE + "mine = 1\n")
    repo.write("b.py", BEFORE + "staged = 1\n")
    repo.git("add", "b.py")
    repo.refused("a.py: has uncommitted changes", "--commit")
    out = repo.fix("--commit", status=2)
    holds(out, "b.py: has uncommitted changes")
    equal(out.count("--allow-dirty"), 1)
    equal("c.py" in out, False)


@check
def allow_dirty_takes_the_changes_along(world):
    repo = world.repo(files={"a.py": BEFORE, "o.txt": "1\n"})
    repo.write("a.py", BEFORE + "mine = 1\n")
    repo.write("new.py", BEFORE)
    os.chmod(repo.at("new.py"), 0o755)
    repo.git("add", "new.py")
    repo.write("o.txt", "2\n")
    repo.fix("--commit", "--allow-dirty")
    equal(repo.blob("HEAD:a.py").decode(), AFTER + "mine = 1\n")
    equal(repo.git("ls-tree", "HEAD", "new.py").split()[0], "100755")
    equal(repo.git("status", "--porcelain"), " M o.txt\n")


@check
def a_change_in_the_second_of_the_index_is_seen_later(world):
    repo = world.repo(files={"a.py": BEFORE, "o.txt": "1\n"})
    now = os.stat(repo.at("o.txt")).st_mtime_ns
    repo.write("o.txt", "2\n")
    os.utime(repo.at("o.txt"), ns=(now, now + (1 if now % 10**9 < 999999999 else -1)))
    os.utime(repo.at(".git/index"), ns=(now, now))
    time.sleep(1.01)
    repo.fix("--commit")
    equal(repo.git("status", "--porcelain"), " M o.txt\n")


@check
def files_that_git_looks_away_from_are_left(world):
    repo = world.repo(files={"a.py": BEFORE, "b.py": BEFORE, "c.py": BEFORE})
    repo.git("update-index", "--assume-unchanged", "b.py")
    repo.git("update-index", "--skip-worktree", "c.py")
    repo.write("b.py", BEFORE + "mine = 1\n")
    out = repo.fix("--commit")
    holds(out, "b.py: git is told not to look at it")
    holds(out, "c.py: git is told not to look at it")
    equal(repo.git("show", "--format=", "--name-only"), "a.py\n")
    equal(repo.git("ls-files", "-v"), "H a.py\nh b.py\nS c.py\n")


@check
def an_editor_that_saves_meanwhile_keeps_his_text(world):
    repo = world.repo(files={"a.py": BEFORE, "b.py": BEFORE})
    # The hook runs after pyheap has read the files, and before it writes them.
    repo.hook("pre-commit", "echo 'typed = 1' > %s\n" % repo.at("b.py"))
    out = repo.fix("--commit", "--run-hooks", status=2)
    holds(out, "b.py")
    equal(repo.read("b.py").decode(), "typed = 1\n")
    equal(repo.git("show", "--format=", "--name-only"), "a.py\n")
    equal(repo.git("status", "--porcelain"), " M b.py\n")


# Kinds of repositories.

def kinds_tree(world):
    repo = world.repo(files={"a.py": BEFORE, "run.py": BEFORE, "sub/x.txt": "x\n"})
    os.chmod(repo.at("run.py"), 0o755)
    os.symlink("a.py", repo.at("link.py"))
    inner = world.repo("inner", files={"i.py": BEFORE})
    repo.git("submodule", "--quiet", "add", "file://" + inner.path, "mod")
    repo.git("add", "-A")
    repo.git("commit", "-qm", "kinds")
    return repo


@check
def modes_links_and_submodules_are_kept(world):
    repo = kinds_tree(world)
    bare = world.clone(repo, "bare.git", "--mirror")
    other = re.compile(r"^(?:120000|160000|040000|100644).*\t(?:link.py|mod|sub|\.gitm.*)$",
                       re.M)
    out = world.run(PYHEAP, "fix", "--branch", "p", bare.path)
    holds(out, "[p ")
    for which, name in ((bare, "p"), (repo, "HEAD")):
        if which is repo:
            holds(repo.fix("--commit"), "mod/i.py: lies in another repository")
        tree = which.git("ls-tree", name)
        equal(other.findall(tree), other.findall(which.git("ls-tree", "main~0"
                                                           if which is bare else "HEAD~1")))
        equal(len(other.findall(tree)), 4)
        holds(tree, "100755 blob " + repo.git("hash-object", "run.py").strip()
              if which is repo else "100755")
        equal(which.blob(name + ":a.py").decode(), AFTER)
    equal(os.readlink(repo.at("link.py")), "a.py")
    equal(repo.read("mod/i.py").decode(), BEFORE)
    equal(repo.git("status", "--porcelain"), "")


@check
def a_bare_repository_has_no_work_tree(world):
    repo = world.repo()
    bare = world.clone(repo, "bare.git", "--bare")
    holds(bare.fix("--commit", status=2), "give --branch NAME")
    # Nobody has the branch of a bare HEAD checked out.
    world.run(PYHEAP, "fix", "--branch", "main", "bare.git")
    equal(bare.blob("main:a.py").decode(), AFTER)
    bare.git("worktree", "add", "-q", "-b", "w", world.top + "/w")
    holds(world.run(PYHEAP, "fix", "--branch", "w", "bare.git", status=2), "checked out")


@check
def a_branch_that_is_checked_out_is_refused(world):
    repo = world.repo()
    repo.refused("is checked out", "--branch", "main")
    repo.git("worktree", "add", "-q", "-b", "w", "../w")
    repo.refused("is checked out", "--branch", "w")
    linked = Repo(world, world.top + "/w")
    linked.refused("is checked out", "--branch", "main")


@check
def a_linked_work_tree(world):
    repo = world.repo()
    repo.git("worktree", "add", "-q", "-b", "w", "../w")
    linked = Repo(world, world.top + "/w")
    settled(linked)
    equal(repo.read("a.py").decode(), BEFORE)
    equal(repo.git("status", "--porcelain"), "")
    linked.git("reset", "-q", "--hard", "main")
    linked.git("checkout", "-q", "--detach")
    settled(linked)
    equal(linked.git("rev-parse", "w", "main").split(), [repo.head()] * 2)
    linked.git("reset", "-q", "--hard", "main")
    linked.fix("--branch", "p")
    equal(repo.blob("p:a.py").decode(), AFTER)


@check
def references_that_are_packed(world):
    repo = world.repo()
    repo.git("branch", "p")
    repo.git("pack-refs", "--all")
    repo.git("gc", "-q")
    repo.fix("--branch", "p")
    settled(repo)
    equal(repo.head("p"), repo.head("main"))
    equal(repo.git("reflog", "-1", "--format=%gs"), "commit: pyheap fix --commit\n")


@check
def a_detached_head(world):
    repo = world.repo()
    repo.git("checkout", "-q", "--detach")
    main = repo.head("main")
    holds(settled(repo), "[detached HEAD ")
    equal(repo.head("main"), main)
    equal(repo.git("symbolic-ref", "-q", "HEAD", status=1), "")
    repo.git("checkout", "-q", "--detach", "main")
    repo.fix("--branch", "p")
    equal(repo.head("p~1"), main)


@check
def no_commit_yet(world):
    repo = world.repo(files={})
    repo.write("a.py", BEFORE)
    for words in (["--commit"], ["--branch", "p"]):
        holds(repo.fix(*words, status=2), "has no commit yet")
    equal(repo.read("a.py").decode(), BEFORE)


@check
def no_repository_at_all(world):
    os.mkdir(world.top + "/plain")
    with open(world.top + "/plain/a.py", "w") as file:
        file.write(BEFORE)
    for words in (["--commit"], ["--branch", "p"]):
        holds(world.run(PYHEAP, "fix", *words, "plain", status=2), "in no git repository")
    holds(world.run(PYHEAP, "fix", "--commit", "plain/a.py", status=2), "in no git")
    repo = world.repo()
    holds(world.run(PYHEAP, "fix", "--commit", "r/a.py"), "as 1 commit")


@check
def a_held_index(world):
    repo = world.repo()
    repo.write(".git/index.lock", "")
    holds(repo.fix("--commit", status=2), "holds the index")
    equal(repo.read("a.py").decode(), BEFORE)
    repo.fix("--branch", "p")
    equal(repo.blob("p:a.py").decode(), AFTER)


@check
def an_index_held_for_a_moment(world):
    repo = world.repo()
    # Taken while the hook runs, given up a little later: as an editor does.
    repo.hook("pre-commit", "l=%s; : > $l; (sleep 1; rm $l) >/dev/null 2>&1 &\n"
              % repo.at(".git/index.lock"))
    holds(repo.fix("--commit", "--run-hooks"), "as 1 commit")
    equal(repo.git("status", "--porcelain"), "")


@check
def an_index_taken_for_good_puts_everything_back(world):
    repo = world.repo()
    repo.hook("pre-commit", ": > %s\n" % repo.at(".git/index.lock"))
    head = repo.head()
    holds(repo.fix("--commit", "--run-hooks", status=2), "cannot update the index")
    os.remove(repo.at(".git/index.lock"))
    equal(repo.head(), head)
    equal(repo.read("a.py").decode(), BEFORE)
    equal(repo.git("status", "--porcelain"), "")


@check
def work_under_way(world):
    def start(repo, *words):
        repo.git(*words, status=None)

    for i, (words, name) in enumerate(((["merge", "side"], "a merge"),
                                       (["rebase", "side"], "a rebase"),
                                       (["cherry-pick", "side"], "a cherry-pick"),
                                       (["revert", "--no-edit", "HEAD~1"], "a revert"))):
        repo = world.repo("r%d" % i, files={"a.py": BEFORE, "t.txt": "1\n"})
        repo.git("checkout", "-q", "-b", "side")
        repo.write("t.txt", "2\n")
        repo.git("commit", "-qam", "two")
        repo.git("checkout", "-q", "main")
        repo.write("t.txt", "3\n")
        repo.git("commit", "-qam", "three")
        repo.write("t.txt", "4\n")
        repo.git("commit", "-qam", "four")
        start(repo, *words)
        before = repo.git("status", "--porcelain=v2")
        holds(repo.fix("--commit", status=2), name + " is under way")
        equal(repo.git("status", "--porcelain=v2"), before)
        repo.fix("--branch", "p")
        equal(repo.blob("p:a.py").decode(), AFTER)


# Hooks.

@check
def hooks_are_told(world):
    repo = world.repo()
    repo.hook("pre-commit", "exit 1\n")
    repo.hook("commit-msg", "exit 1\n")
    out = repo.fix("--commit")
    holds(out, "Note: hooks were not run (pre-commit, commit-msg): --run-hooks does so.")
    repo.git("reset", "-q", "--hard", "HEAD~1")
    repo.git("config", "core.hooksPath", "nowhere")
    equal("Note" in repo.fix("--commit"), False)


@check
def a_hook_that_fails_stops_everything(world):
    for name in ("pre-commit", "commit-msg", "prepare-commit-msg"):
        repo = world.repo(name)
        repo.hook(name, "echo no such luck >&2; exit 1\n")
        repo.refused("no such luck", "--commit", "--run-hooks")
        repo.refused("no such luck", "--branch", "p", "--run-hooks")
        equal(repo.git("worktree", "list").count("\n"), 1)
        equal(os.listdir(world.top + "/tmp"), [])
        # Whoever starts pyheap may have it ignore the ends of its children.
        holds(repo.world.run("sh", "-c", "exec python3 -c 'import signal, os, sys; "
                             "signal.signal(signal.SIGCHLD, signal.SIG_IGN); "
                             "os.execv(sys.argv[1], sys.argv[1:])' \"$@\"", "sh", PYHEAP,
                             "fix", "--commit", "--run-hooks", cwd=repo.path, status=2),
              "no such luck")


@check
def a_hook_that_formats_what_pyheap_touched(world):
    repo = world.repo(files={"a.py": BEFORE, "b.py": ROOT})
    repo.hook("pre-commit", "for f in $(git diff --cached --name-only); do\n"
              "echo '# formatted' >> $f; git add $f; done\n")
    repo.hook("commit-msg", "echo 'Reviewed-by: hook' >> $1\n")
    repo.hook("post-checkout", "exit 1\n")
    repo.fix("--commit", "--run-hooks")
    equal(repo.read("a.py").decode(), AFTER + "# formatted\n")
    equal(repo.blob("HEAD:a.py"), repo.read("a.py"))
    equal(repo.git("status", "--porcelain"), "")
    holds(repo.git("log", "-1"), "Reviewed-by: hook")
    equal(repo.count(), 3)
    out = repo.pyheap("verify-commit", "HEAD", status=1)
    holds(out, "+# formatted")
    equal(os.listdir(world.top + "/tmp"), [])


@check
def a_hook_that_changes_other_files(world):
    repo = world.repo(files={"a.py": BEFORE, "o.txt": "1\n"})
    repo.hook("pre-commit", "echo 2 > o.txt; git add o.txt\n")
    repo.refused("o.txt: a hook changed it", "--commit", "--run-hooks")
    repo.hook("pre-commit", "git update-index --chmod=+x a.py\n")
    repo.refused("a.py: a hook changed its mode", "--commit", "--run-hooks")


# Who commits, and signatures.

@check
def nobody_has_said_who_commits(world):
    repo = world.repo()
    os.remove(world.env["HOME"] + "/.gitconfig")
    out = repo.fix("--commit")
    holds(out, "Note: git does not know who commits: pyheap <pyheap@localhost> is written.")
    equal(repo.git("log", "-1", "--format=%an <%ae> %cn"), "pyheap <pyheap@localhost> "
                                                           "pyheap\n")


def signs_well(world, repo):
    repo.fix("--commit")
    repo.git("verify-commit", "HEAD")
    equal(repo.git("log", "-1", "--format=%G?"), "G\n")
    repo.git("reset", "-q", "--hard", "HEAD~1")
    repo.fix("--branch", "p")
    repo.git("verify-commit", "p")
    repo.fix("--commit", "--run-hooks")
    repo.git("verify-commit", "HEAD")
    repo.git("reset", "-q", "--hard", "HEAD~1")


def repo_signed_by_ssh(world):
    """The repository, the file of the key, and its public half; which of them signs is not set."""
    repo = world.repo()
    key = world.top + "/key"
    world.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)
    with open(key + ".pub") as file:
        public = file.read().strip()
    with open(world.top + "/allowed", "w") as file:
        file.write("user@example.com " + public + "\n")
    for name, value in (("commit.gpgSign", "true"), ("gpg.format", "ssh"),
                        ("gpg.ssh.allowedSignersFile", world.top + "/allowed")):
        repo.git("config", name, value)
    return repo, key, public


@check
def signed_by_ssh(world):
    if shutil.which("ssh-keygen") is None:
        raise Skipped("ssh-keygen is not installed")
    repo, key, _ = repo_signed_by_ssh(world)
    repo.git("config", "user.signingKey", key)
    signs_well(world, repo)
    repo.git("config", "user.signingKey", key + ".pub")
    signs_well(world, repo)
    repo.git("config", "user.signingKey", world.top + "/nokey")
    repo.refused("so nothing is committed", "--commit")
    repo.git("config", "--unset", "user.signingKey")
    repo.refused("user.signingKey names no key", "--commit")
    repo.git("config", "gpg.format", "wax")
    repo.refused("gpg.format is 'wax'", "--commit")


@check
def signed_by_ssh_with_a_key_of_the_agent(world):
    if shutil.which("ssh-agent") is None:
        raise Skipped("ssh-agent is not installed")
    repo, key, public = repo_signed_by_ssh(world)
    repo.git("config", "user.signingKey", "key::" + public)
    repo.refused("so nothing is committed", "--commit")
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", world.top + "/agent"],
                             env=world.env, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 10
        while not os.path.exists(world.top + "/agent") and time.monotonic() < deadline:
            time.sleep(0.02)
        world.env["SSH_AUTH_SOCK"] = world.top + "/agent"
        world.run("ssh-add", "-q", key)
        repo.fix("--commit")
        repo.git("verify-commit", "HEAD")
    finally:
        agent.terminate()
        agent.wait()
    equal(os.listdir(world.top + "/tmp"), [])


@check
def signed_by_gpg(world):
    if shutil.which("gpg") is None:
        raise Skipped("gpg is not installed")
    repo = world.repo()
    os.mkdir(world.env["GNUPGHOME"], 0o700)
    try:
        world.run("gpg", "--batch", "--quiet", "--passphrase", "", "--quick-gen-key",
                  "A User <user@example.com>", "ed25519", "sign", "never")
        repo.git("config", "commit.gpgSign", "true")
        signs_well(world, repo)
        repo.git("config", "user.signingKey", "0000000000000000")
        repo.refused("so nothing is committed", "--commit")
        repo.refused("so nothing is committed", "--branch", "q")
        repo.git("config", "--unset", "user.signingKey")
        for program in ("false", "true", "no-such-program"):
            repo.git("config", "gpg.program", program)
            repo.refused("so nothing is committed", "--commit")
    finally:
        world.run("gpgconf", "--kill", "all", status=None)


# Bytes.

@check
def line_ends_and_marks_of_blobs_are_kept(world):
    crlf = BEFORE.replace("\n", "\r\n").encode()
    bom = b"\xef\xbb\xbf" + BEFORE.encode()
    repo = world.repo(files={"a.py": BEFORE, "crlf.py": crlf, "bom.py": bom})
    repo.fix("--branch", "p")
    settled(repo)
    for name in ("p", "HEAD"):
        equal(repo.blob(name + ":crlf.py"), crlf.replace(b"[", b"{").replace(b"]", b"}"))
        equal(repo.blob(name + ":bom.py"), bom.replace(b"[", b"{").replace(b"]", b"}"))


@check
def line_ends_that_git_changes(world):
    for i, setting in enumerate(("attribute", "autocrlf", "info")):
        repo = world.repo("r%d" % i, files={"o.txt": "1\n"})
        if setting == "attribute":
            repo.write(".gitattributes", "*.py text eol=crlf\n")
        elif setting == "info":
            repo.write(".git/info/attributes", "*.py text eol=crlf\n")
        else:
            repo.git("config", "core.autocrlf", "true")
        repo.write("a.py", BEFORE.replace("\n", "\r\n"))
        repo.git("add", "-A")
        repo.git("commit", "-qm", "py")
        equal(repo.blob("HEAD:a.py").decode(), BEFORE, setting)
        repo.fix("--branch", "p")
        equal(repo.blob("p:a.py").decode(), AFTER, setting)
        repo.fix("--commit")
        equal(repo.blob("HEAD:a.py").decode(), AFTER, setting)
        equal(repo.read("a.py").decode(), AFTER.replace("\n", "\r\n"), setting)
        equal(repo.git("status", "--porcelain"), "", setting)
        holds(repo.pyheap("verify-commit", "HEAD"), "exactly")


@check
def filters_that_libgit2_cannot_run(world):
    repo = world.repo(files={"a.py": BEFORE, ".gitattributes":
                             "secret.py filter=rot\nlatin.py working-tree-encoding=latin-1\n"
                             "free.py filter=unknown\n"})
    repo.git("config", "filter.rot.clean", "tr a-z n-za-m")
    repo.git("config", "filter.rot.smudge", "tr a-z n-za-m")
    for name in ("secret.py", "latin.py", "free.py"):
        repo.write(name, BEFORE)
    repo.git("add", "-A")
    repo.git("commit", "-qm", "filters")
    stored = repo.blob("HEAD:secret.py")
    out = repo.fix("--commit")
    holds(out, "secret.py: git stores it in another form")
    holds(out, "latin.py: git stores it in another form")
    equal(repo.git("show", "--format=", "--name-only"), "a.py\nfree.py\n")
    equal(repo.blob("HEAD:secret.py"), stored)
    equal(repo.git("status", "--porcelain"), "")


@check
def what_is_stored_in_other_forms_is_passed_over_by_a_branch(world):
    pointer = ("version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 12\n"
               % ("0" * 64))
    repo = world.repo(files={"a.py": BEFORE, "big.py": pointer, "crypt.py": b"\0GITCRYPT\0x",
                             "wide.py": BEFORE.encode("utf-16")})
    out = repo.fix("--branch", "p", status=2)
    equal("big.py" in out, False)
    holds(out, "crypt.py")
    equal(repo.git("diff", "--name-only", "main", "p"), "a.py\n")


# Odd stores.

@check
def a_sparse_checkout(world):
    for i, words in enumerate(([], ["--cone"])):
        repo = world.repo("r%d" % i, files={"in/a.py": BEFORE, "out/b.py": BEFORE})
        repo.git("sparse-checkout", "set", *words, "in")
        equal(os.path.exists(repo.at("out")), False)
        repo.fix("--branch", "p")
        equal(repo.git("diff", "--name-only", "main", "p"), "in/a.py\nout/b.py\n")
        repo.fix("--commit")
        equal(repo.git("show", "--format=", "--name-only"), "in/a.py\n")
        equal(repo.git("status", "--porcelain"), "")
        equal(repo.git("ls-files", "-t"), "H in/a.py\nS out/b.py\n")
        equal(repo.blob("HEAD:out/b.py").decode(), BEFORE)


@check
def indexes_that_libgit2_cannot_read(world):
    for i, words in enumerate((["update-index", "--split-index"],
                               ["sparse-checkout", "set", "--cone", "--sparse-index", "in"])):
        repo = world.repo("r%d" % i, files={"in/a.py": BEFORE, "out/deep/b.py": BEFORE})
        repo.git(*words)
        holds(repo.fix("--commit", status=2), "cannot read the index")
        equal(repo.read("in/a.py").decode(), BEFORE)
        repo.fix("--branch", "p")
        equal(repo.blob("p:in/a.py").decode(), AFTER)


@check
def index_extensions_and_versions(world):
    repo = world.repo(files={"a.py": BEFORE, "o.txt": "1\n"})
    repo.git("update-index", "--index-version", "4")
    repo.git("update-index", "--force-untracked-cache", status=None)
    settled(repo)


@check
def settings_of_the_work_tree(world):
    repo = world.repo()
    repo.git("config", "core.repositoryFormatVersion", "1")
    repo.git("config", "extensions.worktreeConfig", "true")
    repo.fix("--branch", "p")
    settled(repo)


@check
def shallow_and_shared_clones(world):
    repo = world.repo()
    repo.git("commit", "-q", "--allow-empty", "-m", "second")
    shallow = world.clone(repo, "shallow", "--depth", "1")
    settled(shallow)
    shallow.git("push", "-q", "origin", "HEAD:refs/heads/pushed")
    equal(repo.blob("pushed:a.py").decode(), AFTER)
    shared = world.clone(repo, "shared", "--shared", "--branch", "main")
    equal(os.path.exists(shared.at(".git/objects/info/alternates")), True)
    shared.fix("--branch", "p")
    settled(shared)


@check
def a_partial_clone_fetches_what_it_misses(world):
    repo = world.repo(files={"a.py": BEFORE, "deep/b.py": BEFORE + "b = 1\n"})
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("config", "uploadpack.allowAnySHA1InWant", "true")
    bare = world.clone(repo, "bare.git", "--bare", "--filter=blob:none")
    missing = bare.git("rev-list", "--objects", "--all", "--missing=print").count("?")
    equal(missing, 2)
    world.run(PYHEAP, "fix", "--branch", "p", "bare.git")
    equal(bare.blob("p:a.py").decode(), AFTER)
    equal(len([n for n in os.listdir(bare.at("objects/pack")) if n.endswith(".pack")]), 2,
          "one request")
    full = world.clone(repo, "full", "--filter=blob:none")
    settled(full)
    lazy = world.clone(repo, "lazy", "--filter=blob:none", "--no-checkout")
    lazy.git("fetch", "-q", bare.path, "p")
    holds(lazy.pyheap("verify-commit", "FETCH_HEAD"), "exactly")


@check
def a_partial_clone_whose_remote_is_gone(world):
    repo = world.repo()
    repo.git("config", "uploadpack.allowFilter", "true")
    bare = world.clone(repo, "bare.git", "--bare", "--filter=blob:none")
    bare.git("config", "remote.origin.url", "file:///nowhere/at/all")
    out = world.run(PYHEAP, "fix", "--branch", "p", "bare.git", status=2)
    holds(out, "a.py: its object is not in this partial clone, and cannot be fetched")
    equal(bare.git("for-each-ref").count("\n"), 1)
    world.repositories.remove(bare)


@check
def a_missing_object(world):
    repo = world.repo()
    blob = repo.git("rev-parse", "HEAD:a.py").strip()
    os.remove(repo.at(".git/objects", blob[:2], blob[2:]))
    holds(repo.fix("--branch", "p", status=2), "its object is missing")
    world.repositories.remove(repo)


@check
def formats_that_libgit2_does_not_know(world):
    path = world.top + "/sha256"
    world.run("git", "init", "-q", "--object-format=sha256", path)
    repo = Repo(world, path)
    repo.write("a.py", BEFORE)
    repo.git("add", "-A")
    repo.git("commit", "-qm", "first")
    for words in (["--commit"], ["--branch", "p"]):
        holds(repo.fix(*words, status=2), "libgit2 cannot open the repository")
    equal(repo.read("a.py").decode(), BEFORE)


@check
def a_repository_of_somebody_else(world):
    if os.geteuid() != 0:
        raise Skipped("only root can give files away")
    for trusts_some in (False, True):
        repo = world.repo("r%d" % trusts_some)
        if trusts_some:
            world.run("git", "config", "--global", "--add", "safe.directory", "/nowhere")
        world.run("chown", "-R", "12345", repo.path)
        for words in (["--commit"], ["--branch", "p"]):
            out = repo.fix(*words, status=2)
            holds(out, "belongs to another user")
            holds(out, "safe.directory")
        equal(repo.read("a.py").decode(), BEFORE)
        world.run("git", "config", "--global", "--add", "safe.directory", repo.path)
        repo.fix("--branch", "p")


# Branches that are there.

@check
def a_branch_of_ours_is_gone_on_with(world):
    repo = world.repo(files={"a.py": BEFORE, "b.py": BEFORE, "c.py": UNSAFE})
    repo.fix("--branch", "p", "a.py")
    first = repo.head("p")
    repo.fix("--branch", "p")
    equal(repo.head("p~1"), first)
    holds(repo.fix("--branch", "p"), "The branch stays as it is.")
    equal(repo.count("p"), 3)
    repo.fix("--branch", "p", "--unsafe-fixes")
    equal(repo.count("p"), 4)
    for name in ("p", "p~1", "p~2"):
        holds(repo.pyheap("verify-commit", name), "exactly")


@check
def a_branch_with_commits_of_others(world):
    repo = world.repo()
    repo.git("checkout", "-q", "-b", "p")
    repo.git("commit", "-q", "--allow-empty", "-m", "mine")
    repo.git("checkout", "-q", "main")
    repo.refused("holds commits that are not pyheap's", "--branch", "p")
    repo.git("checkout", "-q", "--orphan", "alone")
    repo.git("commit", "-qm", "alone")
    repo.git("checkout", "-q", "main")
    repo.refused("holds commits that are not pyheap's", "--branch", "alone")


@check
def a_branch_from_before_head(world):
    repo = world.repo()
    repo.git("branch", "old")
    repo.fix("--branch", "p")
    repo.git("commit", "-q", "--allow-empty", "-m", "on")
    repo.refused("begins at a commit before HEAD", "--branch", "p")
    repo.refused("begins at a commit before HEAD", "--branch", "old")
    holds(repo.fix("--branch", "p", status=2), "git branch -D p")


@check
def names_that_no_branch_can_have(world):
    repo = world.repo()
    for name in ("", "a..b", "-x", "a b", "x.lock", "HEAD"):
        if name:
            repo.refused("is no name for a branch", "--branch=" + name)
    repo.git("branch", "taken")
    repo.refused("cannot move a reference", "--branch", "taken/below")


@check
def a_locked_reference(world):
    repo = world.repo()
    repo.write(".git/refs/heads/p.lock", "")
    repo.refused("refs/heads/p is locked: nothing was committed", "--branch", "p")
    repo.write(".git/refs/heads/main.lock", "")
    repo.refused("refs/heads/main is locked: nothing was committed", "--commit")
    equal(repo.read("a.py").decode(), BEFORE)
    equal(repo.read(".git/refs/heads/main.lock"), b"")


@check
def a_branch_that_moves_meanwhile(world):
    repo = world.repo()
    # The hook stands for a colleague who commits while pyheap is at work.
    repo.hook("pre-commit", "git update-ref refs/heads/main $(git commit-tree -p HEAD -m x "
              "HEAD^{tree})\n")
    out = repo.fix("--commit", "--run-hooks", status=2)
    holds(out, "refs/heads/main was moved meanwhile: nothing was committed")
    equal(repo.git("log", "-1", "--format=%s"), "x\n")
    equal(repo.read("a.py").decode(), BEFORE)
    equal(repo.git("status", "--porcelain"), "")
    repo.hook("pre-commit", "git update-ref refs/heads/p HEAD\n")
    holds(repo.fix("--branch", "p", "--run-hooks", status=2), "was moved meanwhile")
    equal(repo.head("p"), repo.head("main"))


@check
def objects_that_cannot_be_written(world):
    repo = world.repo()
    objects = repo.at(".git/objects")
    shutil.move(objects, world.top + "/objects")
    if os.geteuid() != 0:
        os.symlink(world.top + "/objects", objects)
        os.chmod(objects, 0o555)
    else:  # nothing is read-only to root but a file where a folder would be
        os.mkdir(objects)
        os.mkdir(objects + "/info")
        with open(objects + "/info/alternates", "w") as file:
            file.write(world.top + "/objects\n")
        for i in range(256):
            with open("%s/%02x" % (objects, i), "w"):
                pass
    for words in (["--commit"], ["--branch", "p"]):
        out = repo.fix(*words, status=2)
        holds(out, "error: ")
        equal(repo.read("a.py").decode(), BEFORE)
        equal(repo.git("for-each-ref").count("\n"), 1)
        equal(repo.git("status", "--porcelain"), "")
    world.repositories.remove(repo)


# Several repositories.

@check
def several_repositories_end_with_a_table(world):
    one = world.repo("one")
    world.repo("clean", files={"a.py": AFTER})
    bare = world.clone(one, "bare.git", "--bare")
    world.repo("empty", files={})
    out = world.run(PYHEAP, "fix", "--branch", "p/q", "one", "clean", "bare.git", "empty",
                    "nowhere", status=2)
    table = out[out.index("\nrepository ") + 1:].split("\n")
    equal(table[0].split(), ["repository", "commits", "fixes", "files", "result"])
    equal(table[1].split(), ["one", "1", "1", "1", one.head("p/q")[:7]])
    holds(table[2], "nothing to fix")
    equal(table[3].split()[:4], ["bare.git", "1", "1", "1"])
    holds(table[4], "no commit yet")
    holds(table[5], "in no git repository")
    equal(table[6], "2 of 5 repositories have a branch 'p/q'; 1 had nothing to fix, "
                    "2 failed.")
    equal(bare.head("p/q"), one.head("p/q"))
    equal(os.listdir(world.top + "/tmp"), [])


@check
def one_repository_twice(world):
    repo = world.repo()
    out = world.run(PYHEAP, "fix", "--branch", "p", "r", "r", status=None)
    equal(repo.count("p"), 2)
    holds(out, "[p ")


@check
def a_part_of_a_repository(world):
    repo = world.repo(files={"a.py": BEFORE, "sub/b.py": BEFORE})
    world.run(PYHEAP, "fix", "--branch", "p", "r/sub")
    equal(repo.git("diff", "--name-only", "main", "p"), "sub/b.py\n")
    holds(repo.pyheap("verify-commit", "p"), "exactly")


@check
def errors_of_one_repository_go_to_standard_error(world):
    repo = world.repo(files={"a.py": BEFORE, "bad.py": "x = (\n"})
    done = subprocess.run([PYHEAP, "fix", "--branch", "p"], cwd=repo.path, env=world.env,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    equal(done.returncode, 2)
    holds(done.stderr.decode(), "bad.py")
    equal("bad.py" in done.stdout.decode(), False)
    holds(done.stdout.decode(), "[p ")


def run_check(function):
    with tempfile.TemporaryDirectory(prefix="check-git-") as top:
        world = World(os.path.realpath(top))
        start = time.monotonic()
        try:
            function(world)
            for repo in world.repositories:
                if not os.path.exists(os.path.join(repo.path, "sha256")):
                    said = repo.git("fsck", "--strict", "--no-dangling", "--no-progress")
                    equal(re.sub(r"(?m)^notice: .*\n", "", said), "", "fsck")
            return None, time.monotonic() - start
        except Skipped as reason:
            print("%s: not run: %s" % (function.__name__, reason))
            return None, 0
        except (AssertionError, OSError, subprocess.SubprocessError, IndexError,
                ValueError):
            text = traceback.format_exc()
            lines = text.splitlines()
            where = [line for line in lines if "check_git.py" in line]
            return "%s:\n%s\n%s" % (function.__name__, where[1] if len(where) > 1 else "",
                                    text[text.rindex("Error") - 9:]), 0


def main(arguments):
    global PYHEAP
    if not arguments:
        sys.exit(__doc__)
    PYHEAP = os.path.abspath(arguments[0])
    if shutil.which("git") is None:
        sys.exit("check_git.py: git is not installed")
    words, first, step = arguments[1:], 1, 1
    if words[:1] == ["--part"]:
        first, step = map(int, words[1].split("/"))
        words = words[2:]
    chosen = [c for c in CHECKS[first - 1::step]
              if not words or any(word in c.__name__ for word in words)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(run_check, chosen))
    failures = [failure for failure, _ in results if failure]
    for failure in failures:
        print(failure, end="\n\n")
    print("%d checks, %d failed" % (len(chosen), len(failures)))
    return 1 if failures or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
