#!/usr/bin/env python3
"""Runs recombined programs before and after a rule's safe fixes, and compares what they do.

usage: differential.py RULE.. [--edits N] [--seed S] [--minutes M]

Programs are made of the samples in transforms/RULE.md and the programs in fixtures/RULE/, with
changes at random (scripts/recombine.py) and with values that careless rewrites stumble over
(scripts/hostile_values.py). What `pyheap fix --select RULE --all` changes at level safe is run as
it was and as it is: the module, then each function and method of it with hostile arguments. Both
must print the same, return the same, raise the same type with the same text, leave arguments and
files the same, and hand out the same of their arguments.

A fix counts as executed when a line that it edits was run; one in the head of a function, when the
function was called. Told beside it is how many are different: the same fix in the same function or
class, in another program and with other arguments, is one of those. It goes on until N executed
fixes are counted for each rule (3,000 unless told: without a difference, the chance of one is then
below 0.1 % at 95 % confidence), or until the time is over. A program that ends differently is made
smaller and kept in build/differential/RULE/.

exit: 0 no difference and enough fixes, 1 a difference, or too few, 2 wrong use
"""
import argparse
import ast
import asyncio
import errno
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
CALLS_EACH = 8
# Seconds of processor time. What was fixed may take longer, because it counts if it never ends.
LONGEST_RUN = 0.5
LONGEST_RUN_FIXED = 4.0
LARGEST_OUTPUT = 100_000
FILES = {"data.txt": "one\ntwo\n\nthree\n", "input.txt": "a,1\nb,2\n", "log.txt": "", "a": "x\n",
         "data.json": '{"a": [1, 2]}\n', "data.csv": "a,1\nb,2\n"}
# What docs/assumptions.md takes for granted: whether a length is asked for makes no difference, and
# neither does which code object a function was made in.
ASSUMED = ((r"(?m)^LoggedList\.__len__\n", ""),
           (r"<(?:listcomp|setcomp|dictcomp|genexpr)>\.", ""))
# Names exist, too: which error comes first is not kept where one tells that there is no such. And
# how much memory is needed is not promised.
NOT_COMPARED = re.compile(r"NameError: name '\w+' is not defined|MemoryError")
KEYS_COMPARED = ((r"(?m)^(?:hash|eq) [\w.]+\n|^(?:Text|Unhashable|LoudText)\.__eq__\n", ""),)
# What a page says is otherwise: patterns in what is shown, with what stands for them.
EXCUSED = {
    # `async for` over a display, which always raises, names the tuple that CPython makes of it.
    "list-comprehension": ((r"__aiter__ method, got tuple", "__aiter__ method, got list"),),
    # The text of an IndexError does not count there.
    "array-array": ((r"(?:list|array) (?:assignment )?index out of range", "index out of range"),
                    (r"pop from empty (?:list|array)", "pop from empty list")),
    "memoryview-slice": ((r"index out of (?:range|bounds on dimension 1)", "index out of range"),),
    # Which text an AttributeError has where an attribute is deleted that is not there.
    "slots": ((r"AttributeError: '\w+' object has no attribute '(\w+)'", r"AttributeError: \1"),),
    "deque-popleft": ((r"pop from an empty deque", "pop from empty list"),),
    # How often the hash of a key is asked for, and keys are compared, is not promised.
    "counter": KEYS_COMPARED,
    "bounded-cache": KEYS_COMPARED,
}


# Programs that do what a page takes for granted that nobody does.
UNEXPECTED = {"list-comprehension": re.compile(r"def __len__"),
              "deque-popleft": re.compile(r"def __len__")}


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


def relations(result, values):
    """Which arguments the result is or holds: whether something is a copy can be told."""
    parts = [result]
    if type(result) in (list, tuple, set):
        parts += result
    elif type(result) is dict:
        parts += result.values()
    return ["%d is argument %d" % (i, k) for i, part in enumerate(parts[:20])
            for k, value in enumerate(values) if part is value and type(part).__hash__ is None]


def spoil(result):
    """Changes what was returned: if it is kept somewhere, the next call shows it."""
    if type(result) is list:
        result.append("spoilt")
    elif type(result) is dict:
        result["spoilt"] = 1
    elif type(result) is set:
        result.add("spoilt")


def call_with_hostile(function, key, seed):
    for i in range(CALLS_EACH):
        rng = random.Random("%s %s %d" % (seed, key, i))
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
        results = []

        def call():
            results.append(function(*values, **named))
            return results[0]
        print("call", key, attempt(call))
        print("  then", attempt(lambda: [values, named]))
        for result in results:
            print("  so", relations(result, values + list(named.values())))
            if rng.random() < 0.3:
                spoil(result)


def is_function(value):
    """A function, or what functools.lru_cache and its like make of one."""
    return isinstance(value, types.FunctionType) or \
        isinstance(getattr(value, "__wrapped__", None), types.FunctionType)


def run_program(text, seed):
    """(lines that ran, first lines of functions that were called); in the child."""
    lines, called = set(), set()

    def trace(frame, event, argument):
        if frame.f_code.co_filename != "<program>":
            return None
        if event == "call":
            called.add(frame.f_code.co_firstlineno)
        else:
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
            if is_function(value) and value.__module__ == "program":
                call_with_hostile(value, name, seed)
            elif isinstance(value, type) and value.__module__ == "program":
                run_class(value, name, seed)
    finally:
        sys.settrace(None)
    for name in sorted(os.listdir(".")):
        if os.path.isfile(name):
            with open(name, "rb") as file:
                print("file", name, file.read(5000))
    return lines, called


def attributes(instance):
    """What the object holds, in its dict or in slots, by name."""
    held = dict(getattr(instance, "__dict__", {}))
    for cls in type(instance).__mro__:
        slots = vars(cls).get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            is_mangled = name.startswith("__") and not name.endswith("__")
            own = "_%s%s" % (cls.__name__.lstrip("_"), name) if is_mangled else name
            if hasattr(instance, own):
                held[own] = getattr(instance, own)
    return dict(sorted(held.items()))


def run_class(cls, name, seed):
    for method, function in list(vars(cls).items()):
        code = getattr(function, "__code__", None)
        is_generated = code is not None and code.co_filename != "<program>"
        if not is_function(function) or method == "__init__" or is_generated:
            continue
        made = []

        def make():
            rng = random.Random("%s %s" % (seed, name))
            count = len(inspect.signature(cls).parameters)
            made.append(cls(*(rng.choice(hostile.MAKERS)() for _ in range(count))))
        print("make", name, attempt(make))
        if made and hasattr(made[0], method):
            call_with_hostile(getattr(made[0], method), "%s.%s" % (name, method), seed)
            print("  holds", attempt(lambda: attributes(made[0])))


def forbid_descriptors():
    """Which number a file gets, and whose it was before, is chance: none is taken by number."""
    def refuse(*_):
        raise OSError(errno.EBADF, "no file is taken by its number")

    def hook(event, values):
        if event == "open" and isinstance(values[0], int):
            refuse()
    sys.addaudithook(hook)
    for name in ("close", "closerange", "dup", "dup2", "fdopen", "read", "write"):
        setattr(os, name, refuse)


def child(text, write_end, seed, moved, seconds):
    write, end, remove = os.write, os._exit, shutil.rmtree
    folder = tempfile.mkdtemp(prefix="pyheap-differential-")
    os.chdir(folder)
    for name, content in FILES.items():
        with open(name, "w", encoding="utf-8") as file:
            file.write(content)
    resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)  # ends the process
    junk = [bytearray(i % 5000) for i in range(moved)]  # moves what is allocated later
    del junk[::2]
    sys.stdout, sys.stderr, sys.stdin = Output(), io.StringIO(), io.StringIO("typed\n")
    forbid_descriptors()
    ran, whole = (set(), set()), True
    try:
        ran = run_program(text, seed)
    except (TooMuch, RecursionError):
        whole = False
    except MemoryError:
        print("MemoryError")
    except BaseException as error:  # SystemExit and its like
        print("left by", type(error).__name__, error)
    shown = sys.stdout.getvalue()
    data = pickle.dumps((whole, shown, ran))
    while data:
        data = data[write(write_end, data):]
    end(0)


def outcome(text, seed=0, moved=0, seconds=LONGEST_RUN):
    """(what the program shows, what ran); None if that is chance: too slow, too deep."""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        end = os._exit
        os.close(read_end)
        try:
            child(text, write_end, seed, moved, seconds)
        finally:
            end(1)
    os.close(write_end)
    data, stop = b"", time.monotonic() + 10 * seconds
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
        whole, shown, ran = pickle.loads(data)
    except (EOFError, pickle.UnpicklingError):
        return None
    if not whole or "RecursionError" in shown:
        return None
    return re.sub(r"0x[0-9a-f]+", "0x", shown), ran


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
    for pattern, text in ASSUMED + EXCUSED.get(rule, ()):
        shown, other = re.sub(pattern, text, shown), re.sub(pattern, text, other)
    return shown == other


def differs(rule, text, new, seed):
    """(differs, what ran before); the second is None if the program says nothing."""
    before = outcome(text, seed)
    if before is None:
        return False, None
    after = outcome(new, seed) or outcome(new, seed, 0, LONGEST_RUN_FIXED)
    if after is not None and alike(rule, before[0], after[0]):
        return False, before[1]
    if after is not None and NOT_COMPARED.search(before[0] + after[0]):
        return False, None
    # What differs from itself says nothing, such as letters of an address.
    if any(outcome(text, seed, moved) != before for moved in (1001, 7003, 11, 20011, 50021)):
        return False, None
    return True, before[1]


def shrink(rule, text, seed):
    """A smaller program that the fix still breaks."""
    while True:
        candidates = list(recombine.smaller(text))
        for i in range(0, len(candidates), 40):
            part = candidates[i:i + 40]
            for other, result in zip(part, fixed(rule, part)):
                if result is not None and differs(rule, other, result[0], seed)[0]:
                    break
            else:
                continue
            text = other
            break
        else:
            return text


def keep(rule, number, text, seed):
    text = shrink(rule, text, seed)
    new = fixed(rule, [text])[0][0]
    folder = os.path.join(INTO, rule)
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "%d.py" % number)
    for suffix, content in ((".py", text), (".fixed", new), (".shown", outcome(text, seed)),
                            (".shown-fixed", outcome(new, seed))):
        with open(path[:-3] + suffix, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(content if isinstance(content, str) else
                       content[0] if content else "it does not end\n")
    return path


def executed_fixes(text, fixes, ran):
    """For each fix that was run, what tells it from others: its code, and where in that."""
    lines, called = ran
    tree = ast.parse(text)
    heads = {}  # line of a function's head to its first line
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            heads.update(dict.fromkeys(range(first_line(node), node.body[0].lineno),
                                       first_line(node)))
    rows = text.split("\n")
    found = []
    for spans in fixes:
        places = [(node, start, end) for start, end in spans for node in tree.body
                  if first_line(node) <= end and start <= node.end_lineno and
                  not isinstance(node, (ast.Import, ast.ImportFrom))]
        # A fix may only take away what runs elsewhere, so one line of it is enough.
        if any(heads[line] in called if line in heads else line in lines
               for _, start, end in places for line in range(start, end + 1)):
            found.append(tuple(("\n".join(rows[first_line(node) - 1:node.end_lineno]),
                                start - first_line(node)) for node, start, _ in places))
    return found


def first_line(node):
    return min([node.lineno] + [item.lineno for item in getattr(node, "decorator_list", [])])


def check_rule(rule, options):
    """Whether there are enough executed fixes and no difference; says how many."""
    began = time.monotonic()
    rng = random.Random("%s %s" % (rule, options.seed))
    maker = recombine.Recombiner(rng, programs_of(rule))
    for text, result in zip(maker.texts, fixed(rule, maker.texts)):
        if result is not None:
            maker.prefer(text)
    changed = tried = executed = 0
    differences, seen, different = [], set(), set()
    stop = began + 60 * options.minutes
    while executed < options.edits and time.monotonic() < stop and \
            len(differences) < options.most:
        batch = []
        while len(batch) < BATCH:
            text = maker.program(rng.choice((0, 1, 1, 2, 2, 3, 4, 6)))
            if text is None or text in seen or (rule in UNEXPECTED and
                                                UNEXPECTED[rule].search(text)):
                continue
            seen.add(text)
            batch.append(text)
        for text, result in zip(batch, fixed(rule, batch)):
            tried += 1
            if result is None:
                continue
            changed += 1
            seed = "%s %d" % (options.seed, tried)
            differs_now, ran = differs(rule, text, result[0], seed)
            if ran is None:
                continue
            found = executed_fixes(text, result[1], ran)
            executed += len(found)
            different.update(found)
            maker.prefer(text)
            if differs_now:
                differences.append(keep(rule, len(differences), text, seed))
                print("%s: differs: %s" % (rule, os.path.relpath(differences[-1])), flush=True)
    print("%s: %d programs, %d fixed, %d executed safe fixes, %d of them different, "
          "%d differences, seed %s, %.0f min" % (
              rule, tried, changed, executed, len(different), len(differences), options.seed,
              (time.monotonic() - began) / 60), flush=True)
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
