#!/usr/bin/env python3
"""Runs recombined programs before and after a rule's safe fixes, and compares what they do.

usage: differential.py RULE.. [--edits N] [--seed S] [--minutes M]

Programs are made of the samples in transforms/RULE.md and the programs in fixtures/RULE/, with
changes at random (scripts/recombine.py) and with values that careless rewrites stumble over
(scripts/hostile_values.py). What `pyheap fix --select RULE --all` changes at level safe is run as
it was and as it is: the module, then each function and method of it with hostile arguments. Both
must print the same, return the same, raise the same type with the same text, leave arguments and
files the same.

A fix counts as executed when a line that it edits was run. It goes on until N executed fixes are
counted for each rule (3,000 unless told: without a difference, the chance of one is then below
0.1 % at 95 % confidence), or until the time is over. A program that ends differently is made
smaller and kept in build/differential/RULE/.

exit: 0 no difference and enough fixes, 1 a difference, or too few, 2 wrong use
"""
import argparse
import asyncio
import inspect
import io
import itertools
import json
import os
import pickle
import random
import re
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import types
import warnings

import corpus_common as common
import hostile_values as hostile
import recombine

INTO = os.path.join(common.ROOT, "build", "differential")
BATCH = 300
CALLS_EACH = 4
LONGEST_RUN = 2.0  # seconds
LARGEST_OUTPUT = 100_000
FILES = {"data.txt": "one\ntwo\n\nthree\n", "input.txt": "a,1\nb,2\n", "log.txt": "", "a": "x\n",
         "data.json": '{"a": [1, 2]}\n', "data.csv": "a,1\nb,2\n"}
# What a page says is otherwise: patterns in what is shown, with what stands for them.
EXCUSED = {
    # A list that is made at once asks what it walks through for its length first.
    "list-comprehension": ((r"(?m)^LoggedList\.__len__\n", ""),),
    "deque-popleft": ((r"pop from an empty deque", "pop from empty list"),),
    # How often the hash of a key is asked for, and keys are compared, is not promised.
    "counter": ((r"(?m)^(?:hash|eq) [\w.]+\n|^(?:Text|Unhashable|LoudText)\.__eq__\n", ""),),
}


# Programs that do what a page takes for granted that nobody does.
UNEXPECTED = {"list-comprehension": re.compile(r"def __len__")}


class TooMuch(BaseException):
    pass


class Output(io.StringIO):
    def write(self, text):
        if self.tell() > LARGEST_OUTPUT:
            raise TooMuch
        return super().write(text)


def programs_of(rule):
    """Texts of the samples and fixtures that the rule has."""
    texts = common.samples_of(common.page_of(rule))
    folder = os.path.join(common.ROOT, "fixtures", rule)
    for name in sorted(os.listdir(folder)):
        if name.endswith((".before.py", ".keep.py")):
            with open(os.path.join(folder, name), "rb") as file:
                texts.append(file.read().decode("utf-8", "replace"))
    kept = []
    for text in texts:
        try:
            compile(text, "sample", "exec", dont_inherit=True)
            kept.append(text)
        except (SyntaxError, ValueError):
            pass  # what only another Python or no Python compiles
    return kept


# In the child process: one program, its functions, and what they show.

def show(value, depth=0):
    """A text of a value that is the same for two runs; iterators are used up."""
    if inspect.iscoroutine(value):
        return "coroutine %s" % attempt(lambda: asyncio.run(value))
    if isinstance(value, types.GeneratorType) or type(value).__name__.endswith("iterator") or \
            isinstance(value, (map, filter, zip, enumerate, reversed, itertools.chain)):
        if depth > 2:
            return "iterator"
        return "iterator %s" % attempt(lambda: list(itertools.islice(value, 20)))
    return "%s %s" % (type(value).__name__, repr(value)[:2000])


def attempt(call):
    try:
        return show(call(), 1)
    except Exception as error:
        return "%s: %s" % (type(error).__name__, error)


def call_with_hostile(function, key):
    for i in range(CALLS_EACH):
        rng = random.Random("%s %d" % (key, i))
        try:
            parameters = inspect.signature(function).parameters.values()
        except (TypeError, ValueError):
            return
        values, named = [], {}
        for parameter in parameters:
            if parameter.default is not parameter.empty and rng.random() < 0.5:
                continue
            value = rng.choice(hostile.MAKERS)()
            if parameter.kind == parameter.KEYWORD_ONLY:
                named[parameter.name] = value
            elif parameter.kind == parameter.VAR_POSITIONAL:
                values += [value, rng.choice(hostile.MAKERS)()]
            elif parameter.kind != parameter.VAR_KEYWORD:
                values.append(value)
        if values and rng.random() < 0.2:
            values[-1] = values[0]
        print("call", key, attempt(lambda: function(*values, **named)))
        print("  then", attempt(lambda: [values, named]))


def run_program(text):
    """(what it shows, lines that ran); in the child."""
    lines = set()

    def trace(frame, event, argument):
        if frame.f_code.co_filename != "<program>":
            return None
        lines.add(frame.f_lineno)
        return trace
    module = types.ModuleType("program")
    sys.modules["program"] = module
    names = module.__dict__
    random.seed(0)
    code = compile(text, "<program>", "exec", dont_inherit=True)
    sys.settrace(trace)
    try:
        print("module", attempt(lambda: exec(code, names)))
        for name, value in list(names.items()):
            if name in hostile.PRELUDE_NAMES or name in ("Text", "Items", "Unhashable", "Quiet"):
                continue
            if isinstance(value, types.FunctionType) and value.__module__ == "program":
                call_with_hostile(value, name)
            elif isinstance(value, type) and value.__module__ == "program":
                run_class(value, name)
    finally:
        sys.settrace(None)
    for name in sorted(os.listdir(".")):
        if os.path.isfile(name):
            with open(name, "rb") as file:
                print("file", name, file.read(5000))
    return lines


def run_class(cls, name):
    for method, function in list(vars(cls).items()):
        if not isinstance(function, types.FunctionType) or method == "__init__":
            continue
        made = []

        def make():
            rng = random.Random(name)
            count = len(inspect.signature(cls).parameters)
            made.append(cls(*(rng.choice(hostile.MAKERS)() for _ in range(count))))
        print("make", name, attempt(make))
        if made and hasattr(made[0], method):
            call_with_hostile(getattr(made[0], method), "%s.%s" % (name, method))
            print("  holds", attempt(lambda: vars(made[0])))


def child(text, write_end, moved):
    folder = tempfile.mkdtemp(prefix="pyheap-differential-")
    os.chdir(folder)
    for name, content in FILES.items():
        with open(name, "w", encoding="utf-8") as file:
            file.write(content)
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
    junk = [bytearray(i % 5000) for i in range(moved)]  # moves what is allocated later
    del junk[::2]
    sys.stdout, sys.stderr, sys.stdin = Output(), io.StringIO(), io.StringIO("typed\n")
    lines, whole = set(), True
    try:
        lines = run_program(text)
    except (TooMuch, MemoryError, RecursionError):
        whole = False
    except BaseException as error:  # SystemExit and its like
        print("left by", type(error).__name__, error)
    shown = sys.stdout.getvalue()
    shutil.rmtree(folder, ignore_errors=True)
    data = pickle.dumps((whole, shown, lines))
    while data:
        data = data[os.write(write_end, data):]
    os._exit(0)


def outcome(text, moved=0):
    """(what the program shows, lines that ran); None if that is chance: too slow, too deep."""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read_end)
        try:
            child(text, write_end, moved)
        finally:
            os._exit(1)
    os.close(write_end)
    data, stop = b"", time.monotonic() + LONGEST_RUN
    while True:
        ready, _, _ = select.select([read_end], [], [], max(0, stop - time.monotonic()))
        piece = os.read(read_end, 1 << 16) if ready else b""
        data += piece
        if not piece:
            break
    os.kill(pid, signal.SIGKILL)
    os.close(read_end)
    os.waitpid(pid, 0)
    try:
        whole, shown, lines = pickle.loads(data)
    except (EOFError, pickle.UnpicklingError):
        return None
    if not whole or "RecursionError" in shown:
        return None
    return re.sub(r"0x[0-9a-f]+", "0x", shown), lines


# In the parent process: what pyheap does.

def pyheap(command, rule, folder, *options):
    done = subprocess.run(
        [common.PYHEAP, command, "--select", rule, "--all", "--no-unsafe-fixes", *options, "."],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1):
        refused = [line for line in done.stderr.decode("utf-8", "replace").splitlines()
                   if not re.match(r"error: .*\.py:", line)]
        if refused:
            raise SystemExit("differential: pyheap %s: %s" % (command, refused[0]))
    return done.stdout


def fixed(rule, texts):
    """For each text (its new text, line ranges of its safe fixes), or None where none is made."""
    with tempfile.TemporaryDirectory(prefix="pyheap-differential-") as top:
        for i, text in enumerate(texts):
            os.mkdir(os.path.join(top, str(i)))
            with open(os.path.join(top, str(i), "program.py"), "w", encoding="utf-8",
                      errors="surrogatepass") as file:
                file.write(text)
            # A project of its own: nobody else sees its names.
            with open(os.path.join(top, str(i), "pyheap.toml"), "w", encoding="utf-8") as file:
                file.write("")
        ranges = {}
        for item in json.loads(pyheap("check", rule, top, "--output-format", "json")):
            if item["level"] == "safe" and item["fix"]:
                number = int(re.search(r"(\d+)/program\.py$", item["path"]).group(1))
                data = texts[number].encode("utf-8", "surrogatepass")
                spans = [(data.count(b"\n", 0, edit["start"]) + 1, data.count(b"\n", 0, edit["end"]) + 1)
                         for edit in item["fix"]["edits"]]
                ranges.setdefault(number, []).append(spans)
        pyheap("fix", rule, top)
        results = []
        for i, text in enumerate(texts):
            with open(os.path.join(top, str(i), "program.py"), encoding="utf-8",
                      errors="surrogatepass") as file:
                new = file.read()
            results.append((new, ranges.get(i, [])) if new != text else None)
        return results


def alike(rule, shown, other):
    for pattern, text in EXCUSED.get(rule, ()):
        shown, other = re.sub(pattern, text, shown), re.sub(pattern, text, other)
    return shown == other


def differs(rule, text, new):
    before, after = outcome(text), outcome(new)
    if before is None or after is None or alike(rule, before[0], after[0]):
        return False
    # What differs from itself says nothing, such as letters of an address.
    return all(outcome(text, moved) == before for moved in (1001, 7003))


def shrink(rule, text):
    """A smaller program that the fix still breaks."""
    while True:
        candidates = list(recombine.smaller(text))
        for i in range(0, len(candidates), 40):
            part = candidates[i:i + 40]
            for other, result in zip(part, fixed(rule, part)):
                if result is not None and differs(rule, other, result[0]):
                    break
            else:
                continue
            text = other
            break
        else:
            return text


def keep(rule, number, text):
    text = shrink(rule, text)
    new = fixed(rule, [text])[0][0]
    folder = os.path.join(INTO, rule)
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "%d.py" % number)
    for suffix, content in ((".py", text), (".fixed", new), (".shown", outcome(text)[0]),
                            (".shown-fixed", outcome(new)[0])):
        with open(path[:-3] + suffix, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(content)
    return path


def was_run(spans, lines):
    """A fix may only take away what runs elsewhere, so one line of it is enough."""
    return any(line in lines for start, end in spans for line in range(start, end + 1))


def check_rule(rule, options):
    """(executed fixes, programs that were fixed, paths of those that differ)."""
    rng = random.Random("%s %s" % (rule, options.seed))
    maker = recombine.Recombiner(rng, programs_of(rule))
    executed = changed = tried = 0
    differences, seen = [], set()
    stop = time.monotonic() + 60 * options.minutes
    while executed < options.edits and time.monotonic() < stop and len(differences) < options.most:
        batch = []
        while len(batch) < BATCH:
            text = maker.program(rng.choice((0, 1, 1, 2, 2, 3, 4, 6)))
            if text is None or text in seen or (rule in UNEXPECTED and
                                                UNEXPECTED[rule].search(text)):
                continue
            seen.add(text)
            batch.append(text)
        tried += len(batch)
        for text, result in zip(batch, fixed(rule, batch)):
            if result is None:
                continue
            changed += 1
            before, after = outcome(text), outcome(result[0])
            if before is None or after is None:
                continue
            executed += sum(was_run(spans, before[1]) for spans in result[1])
            if not alike(rule, before[0], after[0]) and differs(rule, text, result[0]):
                differences.append(keep(rule, len(differences), text))
                print("%s: differs: %s" % (rule, os.path.relpath(differences[-1])), flush=True)
    print("%s: %d programs, %d fixed, %d executed safe fixes, %d differences" % (
        rule, tried, changed, executed, len(differences)), flush=True)
    return executed >= options.edits and not differences


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1])
    parser.add_argument("rules", nargs="*")
    parser.add_argument("--edits", type=int, default=3000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--most", type=int, default=5, help="stop after so many differences")
    options = parser.parse_args()
    warnings.simplefilter("ignore")  # of strange code, which these programs are
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable] + sys.argv)
    rules = common.chosen_rules(options.rules)
    if rules is None:
        return 2
    return 0 if all([check_rule(rule, options) for rule in rules]) else 1


if __name__ == "__main__":
    sys.exit(main())
