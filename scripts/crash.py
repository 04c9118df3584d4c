#!/usr/bin/env python3
"""Kills pyheap, races it and fills its disks: no file may be torn, no save lost.

usage: crash.py [--pyheap PATH] [--small] [--rounds N] [--seed N] [PART..]

parts, all if none is named:
  kill   SIGKILL at random moments of `fix`; then each file is old or new, the next run leaves
         no stray file, and `undo` gives all old bytes back
  undo   `undo` restores byte for byte, mode and all, and refuses just the edited files
  again  SIGKILL at random moments of `undo`; a second undo ends what the first began
  race   editors save by rename and by truncating writes while `fix` runs: the last save is
         in the file, or the base of what is there. (A truncating write counts if it ended
         while the file was in its place.)
  full   `fix` on disks of stepped sizes, then with its journal on such disks
  speed  what the journal costs

--small: made-up files and few rounds, for a test; else the standard library's files.
exit: 0 as it should be, 1 not, 77 a part cannot run here
"""
import argparse
import os
import random
import re
import shutil
import stat
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SKIPPED = 77
LINE = 'x = len("abc") in [1, 2, 3]'


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def read(path):
    with open(path, "rb") as file:
        return file.read()


class Bench:
    """A tree of files that `fix` changes, and pyheap with a state folder of its own."""

    def __init__(self, options, top):
        self.pyheap = os.path.abspath(options.pyheap)
        self.small = options.small
        self.wanted_rounds = options.rounds
        self.random = random.Random(options.seed)
        self.top = top
        self.tree = os.path.join(top, "tree")
        self.idle = os.path.join(top, "idle")
        self.state = os.path.join(top, "state")
        self.failures = 0
        # One rule is read faster than all.
        self.fix = ["fix", "-q"] + (["--select", "set-membership"] if options.small else [])
        os.mkdir(self.idle)
        write(os.path.join(self.idle, "nothing.py"), b"pass\n")

    def env(self, **more):
        env = dict(os.environ, XDG_STATE_HOME=self.state, NO_COLOR="1", LC_ALL="C.UTF-8")
        env.update(more)
        return env

    def start(self, *words, cwd=None, **more):
        return subprocess.Popen([self.pyheap, *words], cwd=cwd or self.tree,
                                env=self.env(**more), stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE)

    def run(self, *words, cwd=None, **more):
        process = self.start(*words, cwd=cwd, **more)
        out, err = process.communicate()
        return process.returncode, out.decode(), err.decode()

    def fail(self, message):
        self.failures += 1
        if self.failures <= 20:
            print("FAIL " + message)

    def killed(self, most, *words, cwd=None):
        """Runs, and kills at a random moment of the first `most` seconds. True if killed."""
        process = self.start(*words, cwd=cwd)
        time.sleep(self.random.uniform(0, most))
        process.kill()
        process.communicate()
        return process.returncode < 0

    def rounds(self, few, many):
        return self.wanted_rounds or (few if self.small else many)

    # What is in the tree.

    def made_up(self):
        files = {}
        for i in range(8):
            rest = "".join("def f%d(a):\n    return a\n\n" % n for n in range(i * 60))
            files["m%d.py" % i] = (LINE + "\n" + rest).encode()
        return files

    def library(self):
        """Files of the standard library that `fix` changes, up to 40 of them."""
        top = sysconfig.get_paths()["stdlib"]
        work = os.path.join(self.top, "library")
        shutil.copytree(top, work, symlinks=True, ignore=lambda folder, names: [
            name for name in names if name in ("site-packages", "dist-packages", "test")
            or not (name.endswith(".py") or os.path.isdir(os.path.join(folder, name)))])
        self.run(*self.fix, "--no-journal", ".", cwd=work)
        files = {}
        for folder, _, names in os.walk(work):
            for name in sorted(names):
                path = os.path.relpath(os.path.join(folder, name), work)
                old = read(os.path.join(top, path))
                if read(os.path.join(work, path)) != old and len(old) < 60000:
                    files[path] = old
        shutil.rmtree(work)
        return {path: files[path] for path in sorted(files)[:40]}

    def make_tree(self):
        self.old = self.made_up() if self.small else self.library()
        self.put_old()
        code, _, err = self.run(*self.fix, "--no-journal", ".")
        assert code == 0, err
        self.new = {path: read(os.path.join(self.tree, path)) for path in self.old}
        assert all(self.new[path] != self.old[path] for path in self.old)
        self.put_old()
        times = []
        for words in ((*self.fix, "."), ("undo", "-q")):
            began = time.monotonic()
            self.run(*words)
            times.append(time.monotonic() - began)
        self.full_run, self.full_undo = times
        print("%d files that change, %d kB; a run takes %.2f s, an undo %.2f s" % (
            len(self.old), sum(map(len, self.old.values())) // 1000, *times))

    def put_old(self):
        shutil.rmtree(self.tree, ignore_errors=True)
        for path, data in self.old.items():
            full = os.path.join(self.tree, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            write(full, data)

    def look(self, tree=None):
        """(files with the new bytes, torn files, strays)"""
        tree = tree or self.tree
        new, torn, strays = [], [], []
        found = set()
        for folder, _, names in os.walk(tree):
            for name in names:
                path = os.path.relpath(os.path.join(folder, name), tree)
                found.add(path)
                if path not in self.old:
                    strays.append(path)
                    continue
                data = read(os.path.join(tree, path))
                if data == self.new[path]:
                    new.append(path)
                elif data != self.old[path]:
                    torn.append(path)
        return new, torn + sorted(set(self.old) - found), strays

    def expect_old(self, what, told=""):
        new, torn, strays = self.look()
        if new or torn or strays:
            self.fail("%s: new %s, torn %s, stray %s\n%s" % (what, new, torn, strays, told))
            self.put_old()

    def runs(self):
        folder = os.path.join(self.state, "pyheap", "undo")
        names = os.listdir(folder) if os.path.isdir(folder) else []
        return [name for name in names if name != "lock"]


def part_kill(bench, rounds):
    killed, partly, torn_files, strays_after, not_restored = 0, 0, 0, 0, 0
    strays_at_kill = 0
    number = 0
    while killed < rounds:
        number += 1
        killed += bench.killed(bench.full_run * 1.1, *bench.fix, ".")
        new, torn, strays = bench.look()
        torn_files += len(torn)
        strays_at_kill += len(strays)
        if torn:
            bench.fail("kill %d: torn %s" % (number, torn))
        if bench.random.random() < 0.2:  # the clean-up is killed as well
            bench.killed(0.03, *bench.fix, ".", cwd=bench.idle)
        _, _, told = bench.run(*bench.fix, ".", cwd=bench.idle)
        after, torn, strays = bench.look()
        strays_after += len(strays)
        if strays or torn or sorted(after) != sorted(new):
            bench.fail("kill %d: after the clean-up: stray %s, torn %s, new %d then %d\n%s" % (
                number, strays, torn, len(new), len(after), told))
        partly += 0 < len(new) < len(bench.old)
        if new:
            code, out, told = bench.run("undo")
            left, torn, strays = bench.look()
            if code != 0 or left or torn or strays:
                not_restored += len(left) + len(torn)
                bench.fail("kill %d: undo %d: new %s, torn %s, stray %s\n%s%s" % (
                    number, code, left, torn, strays, out, told))
                bench.put_old()
    print("kill: %d runs, %d killed at work, %d of them with some files written: %d torn "
          "files, %d temporaries at the kills, %d strays after the next run, %d files not "
          "restored by undo" % (number, killed, partly, torn_files, strays_at_kill,
                                strays_after, not_restored))


def part_undo(bench, rounds):
    restored, refused = 0, 0
    for number in range(rounds):
        modes = {}
        for path in bench.old:
            full = os.path.join(bench.tree, path)
            os.chmod(full, bench.random.choice((0o644, 0o755, 0o600)))
            modes[path] = stat.S_IMODE(os.stat(full).st_mode)
        code, _, told = bench.run(*bench.fix, ".")
        if code != 0 or len(bench.look()[0]) != len(bench.old):
            bench.fail("undo %d: fix exits with %d\n%s" % (number, code, told))
        edited = bench.random.sample(sorted(bench.old), bench.random.randint(0, 3))
        for path in edited:
            with open(os.path.join(bench.tree, path), "ab") as file:
                file.write(b"# edited\n")
        code, _, told = bench.run("undo")
        for path in bench.old:
            full = os.path.join(bench.tree, path)
            wanted = bench.old[path]
            if path in edited:
                wanted = bench.new[path] + b"# edited\n"
            if read(full) != wanted or stat.S_IMODE(os.stat(full).st_mode) != modes[path]:
                bench.fail("undo %d: %s is not as it was" % (number, path))
        named = re.findall(r"^error: (.*): edited since", told, re.M)
        if sorted(named) != sorted(edited) or code != (1 if edited else 0):
            bench.fail("undo %d: exit %d, edited %s, told\n%s" % (number, code, edited, told))
        restored += len(bench.old) - len(edited)
        refused += len(edited)
        bench.put_old()
    print("undo: %d files restored byte for byte, %d edited ones refused" % (restored, refused))


def part_again(bench, rounds):
    killed, partly = 0, 0
    for number in range(rounds):
        code, _, told = bench.run(*bench.fix, ".")
        if code != 0:
            bench.fail("again %d: fix exits with %d\n%s" % (number, code, told))
        killed += bench.killed(bench.full_undo * 1.1, "undo", "-q")
        new, torn, _ = bench.look()
        partly += 0 < len(new) < len(bench.old)
        if torn:
            bench.fail("again %d: torn %s" % (number, torn))
        code, out, told = bench.run("undo")
        if new and code != 0:
            bench.fail("again %d: undo exits with %d" % (number, code))
        bench.expect_old("again %d" % number, out + told)
    print("again: %d undos, %d killed at work, %d of them with some files restored: all were "
          "ended by the next undo" % (rounds, killed, partly))


class Editor(threading.Thread):
    """Saves its files again and again, each time with another number."""

    def __init__(self, bench, paths, pause):
        super().__init__()
        self.random = random.Random(bench.random.random())
        self.paths = paths
        self.pause = pause
        self.number = 0
        self.is_stopped = False
        self.last = {path: 0 for path in paths}
        self.unseen = {path: set() for path in paths}  # saves that did not end in place
        self.saves = 0

    def text(self):
        self.number += 1
        return ("%s  # save %d\n" % (LINE, self.number)).encode()

    def save_by_rename(self, path):
        write(path + ".saved", self.text())
        os.rename(path + ".saved", path)
        self.last[path] = self.number

    def save_in_place(self, path):
        fd = os.open(path, os.O_WRONLY | os.O_TRUNC)
        os.write(fd, self.text())
        if os.fstat(fd).st_ino == os.stat(path).st_ino:
            self.last[path] = self.number
        else:
            self.unseen[path].add(self.number)
        os.close(fd)

    def run(self):
        while not self.is_stopped:
            path = self.random.choice(self.paths)
            self.random.choice((self.save_by_rename, self.save_in_place))(path)
            self.saves += 1
            time.sleep(self.random.uniform(0, self.pause))


def judge_race(bench, number, editor, told):
    lost = 0
    for path in editor.paths:
        text = read(path).decode()
        shown = re.fullmatch(r"x = len\(\"abc\"\) in [\[{]1, 2, 3[\]}](?:  # save (\d+))?\n",
                             text)
        there = int(shown[1] or 0) if shown else -1
        if there != editor.last[path] and there not in editor.unseen[path]:
            lost += 1
            bench.fail("race %d: %s holds %r, the last save is %d\n%s" % (
                number, os.path.basename(path), text, editor.last[path], told))
    return lost


def part_race(bench, rounds):
    lost, saves, conflicts, written, beside = 0, 0, 0, 0, 0
    # Half of the races where syncing takes no time, so that most of a run is the swap.
    places = [os.path.join(bench.top, "race")]
    memory = tempfile.mkdtemp(dir="/dev/shm") if os.path.isdir("/dev/shm") else None
    if memory is not None:
        places.append(memory)
    for number in range(rounds):
        top = places[number % len(places)]
        folder = os.path.join(top, "files")
        os.makedirs(folder)
        paths = [os.path.join(folder, "f%d.py" % i) for i in range(6)]
        for path in paths:
            write(path, (LINE + "\n").encode())
        editors = [Editor(bench, paths[i::2], bench.random.choice((0, 0.001, 0.004)))
                   for i in range(2)]
        for editor in editors:
            editor.start()
        code, _, told = bench.run(*bench.fix, "-j2", ".", cwd=folder)
        for editor in editors:
            editor.is_stopped = True
        for editor in editors:
            editor.join()
            saves += editor.saves
            lost += judge_race(bench, number, editor, told)
        conflicts += told.count("changed ")
        written += sum(b"{" in read(path) for path in paths)
        strays = [name for name in os.listdir(folder) if name.startswith(".pyheap-")]
        beside += len(strays)
        if len(strays) != told.count("is kept beside it"):
            bench.fail("race %d: stray %s\n%s" % (number, strays, told))
        shutil.rmtree(folder)
    if memory is not None:
        shutil.rmtree(memory)
    print("race: %d runs over 6 files, %d saves, %d conflicts told, %d files fixed in the end, "
          "%d kept beside: %d lost saves" % (rounds, saves, conflicts, written, beside, lost))


def full_disk_of_files(bench, disk, step):
    whole, cut = 0, 0
    size = sum((len(data) + 4095) // 4096 * 4 for data in bench.old.values())
    most = size + 3 * max(len(data) for data in bench.old.values()) // 1024 + 64
    for kilobytes in range(size, most, step):
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=%dk" % kilobytes, "none", disk],
                       check=True)
        tree = os.path.join(disk, "tree")
        try:
            shutil.copytree(bench.tree, tree)
        except (OSError, shutil.Error):  # not even room for the originals
            subprocess.run(["umount", disk], check=True)
            continue
        code, _, told = bench.run(*bench.fix, ".", cwd=tree)
        new, torn, strays = bench.look(tree)
        is_whole = len(new) == len(bench.old)
        if torn or strays or code != (0 if is_whole else 2):
            bench.fail("full %dk: exit %d, torn %s, stray %s\n%s" % (
                kilobytes, code, torn, strays, told))
        whole += is_whole
        cut += not is_whole
        code, out, told = bench.run("undo", cwd=tree)
        new, torn, strays = bench.look(tree)
        if torn or strays or (new and code == 0):
            bench.fail("full %dk: undo %d, new %s, torn %s, stray %s\n%s" % (
                kilobytes, code, new, torn, strays, out + told))
        subprocess.run(["umount", disk], check=True)
    print("full: %d sizes of disk for the files, the disk was full in %d: no original "
          "changed but for the new bytes" % (whole + cut, cut))


def full_disk_of_journal(bench, disk, step):
    whole, cut, some = 0, 0, 0
    most = sum((len(data) + 4095) // 4096 * 4 for data in bench.old.values())
    most += len(bench.old) + 64
    for kilobytes in range(4, most, step):
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=%dk" % kilobytes, "none", disk],
                       check=True)
        code, _, told = bench.run(*bench.fix, ".", XDG_STATE_HOME=disk)
        new, torn, strays = bench.look()
        is_whole = len(new) == len(bench.old)
        if torn or strays or code != (0 if is_whole else 2) or (
                told.count("cannot keep the journal") != (not is_whole)):
            bench.fail("full journal %dk: exit %d, %d new, torn %s, stray %s\n%s" % (
                kilobytes, code, len(new), torn, strays, told))
        whole += is_whole
        cut += not is_whole
        some += 0 < len(new) < len(bench.old)
        if new:
            bench.run("undo", "--no-journal", XDG_STATE_HOME=disk)
        bench.expect_old("full journal %dk" % kilobytes)
        subprocess.run(["umount", disk], check=True)
    print("full: %d sizes of disk for the journal, it was full in %d, in %d of them after some "
          "files: told once, nothing written without a journal, all undone" % (
              whole + cut, cut, some))


def part_full(bench, small):
    disk = os.path.join(bench.top, "disk")
    os.makedirs(disk, exist_ok=True)
    full_disk_of_files(bench, disk, 20 if small else 4)
    full_disk_of_journal(bench, disk, 36 if small else 4)


def part_speed(bench, rounds):
    """The library's files several times over, so that a run writes 200."""
    files = []
    for i in range(200):
        path = sorted(bench.old)[i % len(bench.old)]
        files.append((os.path.join("speed%d" % (i // len(bench.old)), path), bench.old[path]))
    for top in (bench.top, "/dev/shm"):
        if not os.path.isdir(top):
            continue
        work = tempfile.mkdtemp(dir=top)
        times = {"--no-journal": [], "-q": []}
        cpu = {"--no-journal": [], "-q": []}
        for _ in range(rounds):
            for mode in times:
                for path, data in files:
                    full = os.path.join(work, path)
                    os.makedirs(os.path.dirname(full), exist_ok=True)
                    write(full, data)
                os.sync()
                began, used = time.monotonic(), os.times()
                bench.run(*bench.fix, mode, ".", cwd=work)
                times[mode].append(time.monotonic() - began)
                now = os.times()
                cpu[mode].append(now[2] + now[3] - used[2] - used[3])
        shutil.rmtree(work)
        middle = [sorted(values[mode])[rounds // 2] * 1000 for values in (times, cpu)
                  for mode in times]
        print("speed: %d files %s: %.0f ms without a journal, %.0f ms with it; of that "
              "%.0f and %.0f ms CPU time (medians of %d)" % (
                  len(files), "in memory" if top == "/dev/shm" else "on a disk", *middle,
                  rounds))


PARTS = {
    "kill": lambda bench: part_kill(bench, bench.rounds(8, 1000)),
    "undo": lambda bench: part_undo(bench, bench.rounds(2, 50)),
    "again": lambda bench: part_again(bench, bench.rounds(5, 300)),
    "race": lambda bench: part_race(bench, bench.rounds(8, 1000)),
    "full": lambda bench: part_full(bench, bench.small),
    "speed": lambda bench: part_speed(bench, bench.rounds(3, 9)),
}


def may_mount():
    command = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=4k none /mnt"]
    return shutil.which("unshare") and subprocess.run(
        command, stderr=subprocess.DEVNULL).returncode == 0


def main():
    parser = argparse.ArgumentParser(usage=__doc__, add_help=True)
    parser.add_argument("--pyheap", default=os.path.join(ROOT, "build/release/pyheap"))
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--in-namespace", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("parts", nargs="*", metavar="PART")
    options = parser.parse_args()
    parts = options.parts or list(PARTS)
    for part in parts:
        if part not in PARTS:
            parser.error("there is no part '%s'" % part)
    outside = [part for part in parts if part == "full" and not options.in_namespace]
    with tempfile.TemporaryDirectory(prefix="pyheap-crash-") as top:
        bench = Bench(options, os.path.realpath(top))
        if parts != outside:
            bench.make_tree()
        for part in parts:
            if part not in outside:
                PARTS[part](bench)
    if bench.failures:
        print("%d failures" % bench.failures)
    status = 1 if bench.failures else 0
    if outside and not may_mount():
        print("full: no disk can be mounted here (unshare -rm)")
        return status or (SKIPPED if parts == outside else 0)
    if outside:
        words = [word for word in sys.argv[1:] if word not in PARTS]
        status |= subprocess.run(["unshare", "-rm", sys.executable, __file__,
                                  "--in-namespace", *words, "full"]).returncode
    return status


if __name__ == "__main__":
    sys.exit(main())
