#!/usr/bin/env python3
"""Checks a transform against its fixtures: bytes in, bytes out.

usage: check_fixtures.py PYHEAP FOLDER [ID..]

FOLDER holds transforms/<id>.md and fixtures/<id>/. Without an ID all are checked, and that
nothing else lies in fixtures/. A case is what comes before the first dot of a file's name:

  <case>.before.py         with <case>.after.py: what `pyheap fix` makes of it
  <case>.keep.py           stays as it is under `pyheap fix`
  <case>.after-unsafe.py   beside either: what `pyheap fix --unsafe-fixes` makes of it,
                           where that differs
  <case>.findings          what `pyheap check` finds, each a line `line:column level message`

The comment lines that a case begins with may say:

  # run: yes        the programs before and after print the same
  # needs: numpy   what must be installed for that; else it is not run, and that is told
  # target: 3.10    the oldest Python that the project supports; 3.8 if nothing is said
  # option: form=list   what the configuration says to the rule
  # why: ...        what the case is there for

From each case variants are derived: with CRLF, with CR, indented by tabs, with a byte order
mark, without a final line end. Of each of them, unasked:

  - the result is what is expected, byte for byte, and a second run changes nothing
  - it compiles if the case does, and pyheap reads it
  - the edits that `check --output-format json` tells make the same result; each fix alone
    leaves a program that compiles
  - the diff of a dry run makes the same result by `git apply` and by `patch -p1`

exit: 0 all passed, 1 something failed, 2 wrong use
"""
import difflib
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tokenize
import warnings

ROLES = ("before.py", "after.py", "after-unsafe.py", "keep.py", "findings")
LEAST_BEFORE = 1
LEAST_KEEP = 3
TIMEOUT = 120
BOM = b"\xef\xbb\xbf"


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def compiles(data):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(data, "case", "exec", dont_inherit=True)
        return True
    except (SyntaxError, ValueError):
        return False


# Variants of a case: each maps bytes to bytes, or to None where it does not apply.

def with_crlf(data):
    return None if b"\r" in data else data.replace(b"\n", b"\r\n")


def with_cr(data):
    return None if b"\r" in data else data.replace(b"\n", b"\r")


def lines_inside_strings(data):
    """Numbers of the lines that begin inside of a string."""
    inside = set()
    start = 0
    for token in tokenize.tokenize(io.BytesIO(data).readline):
        name = tokenize.tok_name[token.type]
        if name in ("FSTRING_START", "TSTRING_START"):
            start = start or token.start[0]
        elif name in ("FSTRING_END", "TSTRING_END"):
            inside.update(range(start + 1, token.end[0] + 1))
            start = 0
        elif name == "STRING":
            inside.update(range(token.start[0] + 1, token.end[0] + 1))
    return inside


def with_tabs(data):
    try:
        inside = lines_inside_strings(data)
    except (tokenize.TokenError, SyntaxError):
        return None
    lines = data.split(b"\n")
    for i, line in enumerate(lines):
        blanks = len(line) - len(line.lstrip(b" "))
        if i + 1 not in inside:
            lines[i] = b"\t" * (blanks // 4) + b" " * (blanks % 4) + line[blanks:]
    return b"\n".join(lines)


def with_bom(data):
    return None if data.startswith(BOM) else BOM + data


def without_final_newline(data):
    return data[:-1] if data.endswith(b"\n") else None


VARIANTS = {
    "": lambda data: data,
    "crlf": with_crlf,
    "cr": with_cr,
    "tabs": with_tabs,
    "bom": with_bom,
    "no-final-newline": without_final_newline,
}


class Case:
    def __init__(self, name, files):
        self.name = name
        self.files = files  # role to bytes
        self.failures = []
        text = files.get("before.py", files.get("keep.py", b""))
        head = re.match(rb"(?:#.*\n)*", text.replace(b"\r\n", b"\n")).group()
        remarks = dict(re.findall(rb"(?m)^# (run|target|option|needs): *(\S+)", head))
        self.runs = remarks.get(b"run") == b"yes"
        self.target = remarks.get(b"target", b"3.8").decode("ascii", "replace")
        self.needs = remarks.get(b"needs", b"").decode("ascii", "replace")
        self.option = remarks.get(b"option", b"").decode("ascii", "replace")
        self.input = text
        self.safe = files.get("after.py", text)
        # What unsafe fixes make of a case to keep is checked only where it is stored.
        self.unsafe = files.get("after-unsafe.py", files.get("after.py"))

    def fail(self, what, variant=""):
        self.failures.append("%s%s: %s" % (self.name, variant and " (%s)" % variant, what))

    def check_files(self):
        roles = set(self.files) - {"findings"}
        if not roles & {"before.py", "keep.py"}:
            self.fail("there is neither %s.before.py nor %s.keep.py" % (self.name, self.name))
        elif {"before.py", "keep.py"} <= roles:
            self.fail("it has both a before and a keep file")
        elif "keep.py" in roles and "after.py" in roles:
            self.fail("what is kept has no after file")
        elif "before.py" in roles and "after.py" not in roles:
            self.fail("there is no %s.after.py (name it keep if nothing changes)" % self.name)
        elif self.files.get("after.py") == self.input:
            self.fail("before and after are the same: name it keep")
        if not re.match(r"3\.\d+$", self.target):
            self.fail("the target %s is not a version" % self.target)
        if self.option and not re.match(r"[\w-]+=[\w-]+$", self.option):
            self.fail("the option %s is not of the form name=value" % self.option)


class Run:
    """One derived file under one level of fixes."""

    def __init__(self, case, variant, data, expected):
        self.case = case
        self.variant = variant
        # Each in a folder with a configuration: what is in one project depends on each other.
        self.path = "%s/%s/%s/%s.py" % (variant or "plain", case.name,
                                        ",".join(filter(None, (case.target, case.option))),
                                        case.name)
        self.input = data
        self.expected = expected  # None: any program that compiles
        self.result = None
        self.is_refused = False

    def fail(self, what):
        self.case.fail(what, self.variant)


class Bench:
    """A folder in which pyheap runs over many derived files at once."""

    def __init__(self, pyheap, rule, top, is_unsafe):
        self.words = [pyheap]
        self.rule = rule
        self.options = ["--select", rule] + (["--unsafe-fixes"] if is_unsafe else [])
        self.top = top
        self.levels = ("safe", "unsafe") if is_unsafe else ("safe",)
        # Nothing above the folder may have a say.
        self.env = dict(os.environ, HOME=top, NO_COLOR="1", GIT_CONFIG_NOSYSTEM="1",
                        GIT_CEILING_DIRECTORIES=os.path.dirname(os.path.realpath(top)))
        self.trouble = []

    def folder(self, name, contents):
        """`contents`: relative path to bytes. Makes the folder anew."""
        folder = os.path.join(self.top, name)
        shutil.rmtree(folder, ignore_errors=True)
        for path, data in contents.items():
            place = os.path.join(folder, path)
            if not os.path.isdir(os.path.dirname(place)):
                os.makedirs(os.path.dirname(place))
                write(os.path.join(os.path.dirname(place), "pyheap.toml"),
                      self.configuration(os.path.basename(os.path.dirname(place))))
            write(place, data)
        return folder

    def configuration(self, words):
        """Of a folder that is called `3.8`, or `3.8,form=list`."""
        version, _, option = words.partition(",")
        text = 'target-version = "%s"\n' % version
        if option:
            text += '[rules.%s]\n%s = "%s"\n' % (self.rule, *option.split("="))
        return text.encode()

    def call(self, words, folder, data=None):
        return subprocess.run(words, cwd=folder, env=self.env, input=data, timeout=TIMEOUT,
                              stdin=subprocess.DEVNULL if data is None else None,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def pyheap(self, command, folder, paths, accepted, *options):
        """(standard output, refused paths); trouble is noted."""
        done = self.call(self.words + [command, *options, *self.options, "--", *sorted(paths)],
                         folder)
        refused = set()
        for line in done.stderr.decode("utf-8", "replace").splitlines():
            found = re.match(r"(?:internal )?error: (.*?\.py)(?=:)", line)
            if found and found.group(1) in paths:
                refused.add(found.group(1))
        if done.returncode not in accepted and not refused:
            self.trouble.append("pyheap %s: exit status %d\n%s" % (
                command, done.returncode, done.stderr.decode("utf-8", "replace")))
        return done.stdout, refused

    def findings(self, contents):
        """Path to what `check` finds in it."""
        folder = self.folder("check", contents)
        out, _ = self.pyheap("check", folder, contents, (0, 1), "--output-format", "json")
        found = {path: [] for path in contents}
        try:
            for finding in json.loads(out.decode("utf-8")):
                found[finding["path"]].append(finding)
        except (ValueError, KeyError) as error:
            self.trouble.append("check --output-format json: %s" % error)
        return found


def apply_edits(data, edits):
    """None if they overlap, or if two insert at one place."""
    pieces = []
    at = 0
    inserted = -1
    for edit in sorted(edits, key=lambda edit: (edit["start"], edit["end"])):
        if edit["start"] < at or edit["end"] == inserted:
            return None
        inserted = edit["end"] if edit["start"] == edit["end"] else -1
        text = edit["text"].encode("utf-8")
        if not is_utf8(data):
            text = re.sub(rb"\\x([89a-f][0-9a-f])", lambda m: bytes([int(m.group(1), 16)]), text)
        pieces += [data[at:edit["start"]], text]
        at = edit["end"]
    return b"".join(pieces) + data[at:]


def is_utf8(data):
    try:
        data.decode("utf-8")
        return True
    except UnicodeDecodeError:
        return False


def check_results(bench, runs):
    """Fills in the results of the runs and compares them."""
    contents = {run.path: run.input for run in runs}
    folder = bench.folder("fix", contents)
    _, refused = bench.pyheap("fix", folder, contents, (0,))
    for run in runs:
        run.result = read(os.path.join(folder, run.path))
        run.is_refused = run.path in refused
        if run.is_refused:
            run.fail("pyheap refuses it")
        elif run.expected is not None and run.result != run.expected:
            run.fail("the result is not what is expected:\n" + difference(run))
        if compiles(run.input) and not compiles(run.result):
            run.fail("the result does not compile")
    _, refused = bench.pyheap("fix", folder, contents, (0,))
    for run in runs:
        if run.path in refused and not run.is_refused:
            run.fail("pyheap refuses its own result")
        if read(os.path.join(folder, run.path)) != run.result:
            run.fail("a second run changes the result")
    left = [name for _, _, names in os.walk(folder) for name in names]
    if len(left) != len(contents) + len({os.path.dirname(path) for path in contents}):
        bench.trouble.append("fix left files of its own: %s" % sorted(left))


def difference(run):
    def lines(data):
        return [repr(line)[2:-1] for line in data.splitlines(True)]
    return "\n".join("    " + line for line in difflib.unified_diff(
        lines(run.expected), lines(run.result), "expected", "result", n=0, lineterm=""))


def check_edits(bench, runs):
    """The edits that are told are the ones that are made. Returns what was found."""
    runs = [run for run in runs if not run.is_refused]
    found = bench.findings({run.path: run.input for run in runs})
    by_hand = {}
    for run in runs:
        fixes = [finding["fix"]["edits"] for finding in found[run.path]
                 if finding["fix"] and finding["level"] in bench.levels]
        whole = apply_edits(run.input, [edit for fix in fixes for edit in fix])
        if whole is not None:  # else: fixes of several rounds
            by_hand[run.path] = whole
        for fix in fixes:
            alone = apply_edits(run.input, fix)
            if alone is None:
                run.fail("the edits of one fix overlap")
            elif compiles(run.input) and not compiles(alone):
                run.fail("the fix at byte %d alone does not compile" % fix[0]["start"])
    rest = bench.findings(by_hand)
    for run in runs:
        if run.path not in by_hand or any(
                finding["fix"] and finding["level"] in bench.levels
                for finding in rest[run.path]):
            continue  # one round is not enough
        if not is_same_but_imports(by_hand[run.path], run.result):
            run.fail("the edits that check tells do not make the result of fix")
    return found


def is_same_but_imports(by_hand, result):
    """Imports whose last use the fixes took are removed by `fix` alone."""
    lines = difflib.ndiff(*(data.decode("latin-1").splitlines() for data in (by_hand, result)))
    return all(line[:1] == " " or re.match(r"[-+?] +(import|from|\^|-|\+)|[-+?] *$", line)
               for line in lines)


def check_diffs(bench, runs, notices):
    """The diff of a dry run makes the result, by both tools that people apply it with."""
    runs = [run for run in runs if not run.is_refused]
    contents = {run.path: run.input for run in runs}
    folder = bench.folder("dry-run", contents)
    diff, _ = bench.pyheap("fix", folder, contents, (0, 1), "--dry-run")
    for run in runs:
        if read(os.path.join(folder, run.path)) != run.input:
            run.fail("a dry run writes")
    if (diff != b"") != any(run.result != run.input for run in runs):
        bench.trouble.append("a dry run and fix disagree on whether something changes")
    for words in (["git", "apply"], ["patch", "-p1", "--no-backup-if-mismatch"]):
        if shutil.which(words[0]) is None:
            notices.add("skipped: there is no %s to apply diffs with" % words[0])
            continue
        folder = bench.folder("apply", contents)
        done = bench.call(words, folder, diff) if diff else None
        for run in runs:
            if read(os.path.join(folder, run.path)) != run.result:
                run.fail("%s: the diff does not make the result%s" % (
                    " ".join(words[:2]),
                    "\n" + done.stderr.decode("utf-8", "replace") if done else ""))


def check_findings(case, found):
    golden = case.files.get("findings")
    if golden is None:
        return
    actual = "".join("%d:%d %s %s\n" % (item["line"], item["column"], item["level"],
                                        item["message"]) for item in found)
    if actual.encode("utf-8") != golden:
        case.fail("check finds otherwise than %s.findings:\n%s" % (case.name, actual))


def behaviour(program, top):
    """Standard output, exit status and last line of standard error."""
    folder = tempfile.mkdtemp(dir=top)
    write(os.path.join(folder, "program.py"), program)
    done = subprocess.run([sys.executable, "program.py"], cwd=folder, timeout=TIMEOUT,
                          env=dict(os.environ, PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1",
                                   PYTHONPATH=""),
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    return done.stdout, done.returncode, done.stderr.splitlines()[-1:]


def check_behaviour(case, top, notices):
    if not case.runs:
        return
    if sys.version_info < (3, int(case.target.split(".")[1])):
        notices.add("skipped: %s needs Python %s to run" % (case.name, case.target))
        return
    if case.needs and importlib.util.find_spec(case.needs) is None:
        notices.add("skipped: %s is not run, there is no %s here" % (case.name, case.needs))
        return
    before = behaviour(case.input, top)
    if not b"".join(before[2]).strip() and not before[0]:
        case.fail("it is to be run, but prints nothing")
    for role in ("after.py", "after-unsafe.py"):
        if role in case.files and behaviour(case.files[role], top) != before:
            case.fail("the program of %s does not behave as before" % role)


def derive(cases, is_unsafe):
    runs = []
    for case in cases:
        expected = case.unsafe if is_unsafe else case.safe
        for variant, change in VARIANTS.items():
            data = change(case.input)
            result = None if expected is None else change(expected)
            if data is None or (expected is not None and result is None):
                continue
            if compiles(case.input) and not compiles(data):
                continue  # such as a mark before a coding line that contradicts it
            runs.append(Run(case, variant, data, result))
    return runs


def check_cases(pyheap, rule, cases, notices):
    """Checks the cases that are complete; returns trouble that belongs to none of them."""
    trouble = []
    with tempfile.TemporaryDirectory(prefix="fixtures-") as top:
        for is_unsafe in (False, True):
            bench = Bench(pyheap, rule, top, is_unsafe)
            runs = derive(cases, is_unsafe)
            check_results(bench, runs)
            found = check_edits(bench, runs)
            check_diffs(bench, runs, notices)
            for run in runs:
                if not is_unsafe and not run.variant:
                    check_findings(run.case, found.get(run.path, []))
            trouble += bench.trouble
        for case in cases:
            check_behaviour(case, top, notices)
    return trouble


def load_cases(folder):
    """The cases by name, and what is wrong with the folder."""
    files, trouble = {}, []
    for name in sorted(os.listdir(folder)):
        case, _, role = name.partition(".")
        if role not in ROLES:
            trouble.append("%s: no role is called '%s'" % (name, role))
        else:
            files.setdefault(case, {})[role] = read(os.path.join(folder, name))
    cases = [Case(name, files[name]) for name in sorted(files)]
    for role, least in (("before.py", LEAST_BEFORE), ("keep.py", LEAST_KEEP)):
        roles = (role, "after-unsafe.py") if role == "before.py" else (role,)
        count = sum(any(one in case.files for one in roles) for case in cases)
        if count < least:
            trouble.append("%d %s cases are needed, there are %d" % (least, role[:-3], count))
    return cases, trouble


def check_rule(pyheap, top, rule):
    """Prints what fails; returns the numbers of cases that passed and failed."""
    folder = os.path.join(top, "fixtures", rule)
    trouble, cases, notices = [], [], set()
    if not os.path.isfile(os.path.join(top, "transforms", rule + ".md")):
        trouble.append("there is no transforms/%s.md for these fixtures" % rule)
    elif not os.path.isdir(folder):
        trouble.append("transforms/%s.md has no fixtures" % rule)
    else:
        cases, trouble = load_cases(folder)
        for case in cases:
            case.check_files()
        complete = [case for case in cases if not case.failures]
        if complete:
            trouble += check_cases(pyheap, rule, complete, notices)
    for line in trouble + [line for case in cases for line in case.failures]:
        print("%s: %s" % (rule, line))
    for line in sorted(notices):
        print("%s: %s" % (rule, line))
    failed = sum(bool(case.failures) for case in cases)
    return len(cases) - failed, failed + len(trouble)


def all_rules(top):
    """Every id that has a page or fixtures, and the number of orphans in fixtures/."""
    pages = {name[:-3] for name in os.listdir(os.path.join(top, "transforms"))
             if name.endswith(".md")}
    orphans = 0
    for name in sorted(os.listdir(os.path.join(top, "fixtures"))):
        if os.path.isdir(os.path.join(top, "fixtures", name)):
            pages.add(name)
        else:
            print("fixtures/%s: belongs to no transform" % name)
            orphans += 1
    return sorted(pages), orphans


def main(arguments):
    if len(arguments) < 2 or shutil.which(arguments[0]) is None:
        print(__doc__, file=sys.stderr)
        return 2
    pyheap, top, rules = os.path.abspath(arguments[0]), arguments[1], arguments[2:]
    passed = failed = 0
    if not rules:
        rules, failed = all_rules(top)
    for rule in rules:
        counts = check_rule(pyheap, top, rule)
        passed += counts[0]
        failed += counts[1]
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
