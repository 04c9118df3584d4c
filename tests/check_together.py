#!/usr/bin/env python3
"""Checks that the rules get along: all of them at once, and one after the other.

usage: check_together.py PYHEAP FOLDER [ID..]

FOLDER holds fixtures/<id>/. The programs are each case there that runs (`# run: yes`), and for
each pair of rules one file that holds a case of both. Each program is fixed

  - by all rules at once, selected in the order of their names and in the opposite order: the
    results must be the same, byte for byte
  - cases, not pairs, by one rule after the other, in the order of their names and in the opposite
    order: here what one rule makes may be more, or less, than another can use, so the results may
    differ

All of them must print what the program printed before. With IDs, only programs of these rules are
tried, and pairs with them.

exit: 0 all passed, 1 something failed, 2 wrong use
"""
import concurrent.futures
import difflib
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile

import packages

TIMEOUT = 120
MOST_TOLD = 10
HEADER = re.compile(rb"# ([a-z]+): (.*)")


class Failed(Exception):
    pass


def read(path):
    with open(path, "rb") as file:
        return file.read()


def header_of(data):
    said = {}
    for line in data.splitlines():
        match = HEADER.match(line)
        if not match:
            break
        said[match[1].decode()] = match[2].decode().strip()
    return said


def cases_of(folder):
    """{rule: [(name, bytes)]} of the cases that can be run here and need no configuration."""
    cases = {}
    for rule in sorted(os.listdir(os.path.join(folder, "fixtures"))):
        for name in sorted(os.listdir(os.path.join(folder, "fixtures", rule))):
            path = os.path.join(folder, "fixtures", rule, name)
            if not name.endswith((".before.py", ".keep.py")):
                continue
            data = read(path)
            said = header_of(data)
            needs = said.get("needs", "").replace(",", " ").split()
            if (said.get("run") == "yes" and "option" not in said and "target" not in said
                    and all(packages.python_with(one) for one in needs)):
                cases.setdefault(rule, []).append((name, data))
    return cases


def first_fixed(cases):
    """The shortest case that is fixed: what a pair is made of."""
    fixed = [data for name, data in cases if name.endswith(".before.py")
             and b"__future__" not in data and b"__name__" not in data]
    return min(fixed, key=len) if fixed else None


def programs_of(cases, wanted):
    """{file name: bytes}"""
    programs = {}
    for rule in cases:
        for name, data in cases[rule]:
            if not wanted or rule in wanted:
                programs["%s--%s" % (rule, name.replace(".", "_")[:-3] + ".py")] = data
    short = {rule: first_fixed(own) for rule, own in cases.items()}
    for one, other in itertools.combinations([rule for rule in short if short[rule]], 2):
        if not wanted or one in wanted or other in wanted:
            programs["pair--%s--%s.py" % (one, other)] = (
                short[one].rstrip(b"\r\n") + b"\n\n\n" + short[other])
    return programs


class Trial:
    def __init__(self, pyheap, programs, top):
        self.pyheap, self.programs, self.top = pyheap, programs, top

    def folder(self, name, is_whole=True):
        folder = os.path.join(self.top, name)
        os.mkdir(folder)
        for file, data in self.programs.items():
            if not is_whole and file.startswith("pair--"):
                continue
            with open(os.path.join(folder, file), "wb") as out:
                out.write(data)
        return folder

    def fix(self, folder, *words):
        process = subprocess.run(
            [self.pyheap, "fix", "--no-journal", "--all", "--no-unsafe-fixes", *words, folder],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=15 * TIMEOUT)
        if process.returncode not in (0, 1):
            raise Failed("fix %s: exit %d\n%s" % (" ".join(words), process.returncode,
                                                  process.stdout.decode(errors="replace")))

    def in_order(self, name, rules):
        folder = self.folder(name, is_whole=False)
        for rule in rules:
            self.fix(folder, "--select", rule)
        return folder


def python_for(data):
    needs = header_of(data).get("needs") or re.findall(r"(?m)^# needs: (\w+)", data.decode())
    needs = needs.replace(",", " ").split() if isinstance(needs, str) else needs
    return packages.python_with(needs[0]) if needs else sys.executable


def output_of(path, folder):
    process = subprocess.run([python_for(read(path)), path], cwd=folder, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=TIMEOUT,
                             env={**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"})
    last = process.stderr.decode(errors="replace").strip().splitlines()[-1:]
    return process.returncode, process.stdout, last


def judge(file, plain, results):
    """What is wrong with one program, or None."""
    before = read(os.path.join(plain, file))
    texts = {way: read(os.path.join(folder, file)) for way, folder in results.items()
             if os.path.exists(os.path.join(folder, file))}
    if texts["at once"] != texts["at once, turned round"]:
        return "%s: the order of the rules matters\n%s" % (file, "".join(difflib.unified_diff(
            texts["at once"].decode().splitlines(True),
            texts["at once, turned round"].decode().splitlines(True))))
    wanted = output_of(os.path.join(plain, file), plain)
    told = {before: wanted}
    for way, text in texts.items():
        if text not in told:
            told[text] = output_of(os.path.join(results[way], file), results[way])
        if told[text] != wanted:
            return "%s: fixed %s it prints %r instead of %r" % (file, way, told[text], wanted)
    return None


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    pyheap, folder, wanted = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3:]
    cases = cases_of(folder)
    unknown = [rule for rule in wanted if rule not in cases]
    if unknown:
        print("no cases that run: %s" % ", ".join(unknown), file=sys.stderr)
        return 2
    rules = sorted(os.path.splitext(name)[0]
                   for name in os.listdir(os.path.join(folder, "transforms")))
    programs = programs_of(cases, wanted)
    top = tempfile.mkdtemp(prefix="pyheap-together-")
    try:
        trial = Trial(pyheap, programs, top)
        plain = trial.folder("plain")
        results = {}
        for way, order in (("at once", rules), ("at once, turned round", rules[::-1])):
            results[way] = trial.folder(way.replace(",", "").replace(" ", "-"))
            trial.fix(results[way], "--select", ",".join(order))
        for way, order in (("one after the other", rules), ("from the last", rules[::-1])):
            results[way] = trial.in_order(way.replace(" ", "-"), order)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            found = [wrong for wrong in pool.map(lambda file: judge(file, plain, results),
                                                 sorted(programs)) if wrong]
    except Failed as failure:
        print(failure)
        return 1
    finally:
        shutil.rmtree(top)
    for wrong in found[:MOST_TOLD]:
        print(wrong)
    print("%d programs, %d of them pairs of rules, %d failed" % (
        len(programs), sum(name.startswith("pair--") for name in programs), len(found)))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
