#!/usr/bin/env python3
"""Drives `pyheap fix -i` in a pseudo-terminal: every key, and every way to end it.

usage: check_interactive.py PYHEAP [TEST]..

exit: 0 all passed, 1 not
"""
import concurrent.futures
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from terminal import ESCAPES, Terminal  # noqa: E402  (needs the path above)

PYHEAP = os.path.abspath(sys.argv[1])

THREE = '''def a(n):
    return int(n) in [1, 2, 3]


def b(n):
    return int(n) in [4, 5, 6]


def c(n):
    return int(n) in [7, 8, 9]
'''
QUEUE = '''"""A queue."""


def work(items):
    todo = list(items)
    while todo:
        print(todo.pop(0))
'''
ONE = "def d(n):\n    return int(n) in [1, 2, 3]\n"
UNSAFE = "def u(n):\n    return n in [1, 2, 3]\n"


def expect_equal(got, wanted):
    if got != wanted:
        raise AssertionError("got:\n%s\nwanted:\n%s" % (got, wanted))


def expect(condition, what="not as it should be"):
    if not condition:
        raise AssertionError(what)


class Place:
    """A folder with files, a state folder beside it, and terminals that work there."""

    def __init__(self, **files):
        self.top = tempfile.mkdtemp(prefix="pyheap-interactive-")
        self.folder = os.path.join(self.top, "work")
        os.mkdir(self.folder)
        self.env = {"PATH": os.environ["PATH"], "TERM": "xterm", "NO_COLOR": "1",
                    "LC_ALL": "C.UTF-8", "XDG_STATE_HOME": os.path.join(self.top, "state"),
                    "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
        self.terminals = []
        for name, text in files.items():
            self.write(name + ".py", text)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read().decode("utf-8", "surrogateescape")

    def start(self, *words, columns=100, env=None, command=None):
        terminal = Terminal(command or [PYHEAP, "fix", "-i", *words], self.folder,
                            {**self.env, **(env or {})}, columns)
        self.terminals.append(terminal)
        return terminal

    def asked(self, *words, **options):
        """Starts, and waits for the first question; the terminal and what it shows."""
        terminal = self.start(*words, **options)
        return terminal, terminal.expect(r"\]\? ")

    def run(self, *words):
        done = subprocess.run([PYHEAP, *words], cwd=self.folder, env=self.env,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def answers(self):
        folder = os.path.join(self.top, "state", "pyheap", "review")
        lines = []
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                lines += [json.loads(line) for line in file]
        return lines

    def editor(self, script):
        path = os.path.join(self.top, "editor")
        with open(path, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n" + script)
        os.chmod(path, 0o755)
        self.env["EDITOR"] = path

    def close(self):
        for terminal in self.terminals:
            terminal.close()
        shutil.rmtree(self.top)


TESTS = []


def test(**files):
    def add(function):
        TESTS.append((function.__name__, files, function))
        return function
    return add


@test(m=THREE)
def y_accepts_and_n_declines_one_fix(place):
    t, shown = place.asked()
    expect("(1/3) m.py:2:12 set-membership [safe]" in shown, shown)
    expect("benefit: " in shown and "-    return int(n) in [1, 2, 3]" in shown, shown)
    expect("(2/3)" in t.ask("y"))
    expect("(3/3)" in t.ask("n"))
    expect_equal(place.read("m.py"), THREE)  # nothing is written before the end
    t.send("y")
    status, rest = t.end()
    expect_equal(status, 0)
    expect("3 fixes: 2 accepted, 1 declined." in rest and "Wrote 1 file." in rest, rest)
    expect_equal(place.read("m.py"), THREE.replace("[1, 2, 3]", "{1, 2, 3}")
                 .replace("[7, 8, 9]", "{7, 8, 9}"))
    expect(t.is_sane())
    expect_equal([one["answer"] for one in place.answers()][:3],
                 ["accept", "decline", "accept"])


@test(m=THREE)
def who_brings_the_old_file_back_is_asked_again(place):
    t, _ = place.asked()
    t.ask("y")
    t.ask("n")
    t.send("q")
    t.end()
    place.write("m.py", THREE)
    t, shown = place.asked()
    expect("(1/3)" in shown and "[1, 2, 3]" in shown, shown)
    t.ask("u")  # only what was declined is left to be taken back
    t.send("q")
    _, rest = t.end()
    expect("0 accepted, 3 left" in rest, rest)


@test(m=THREE)
def what_was_declined_is_not_asked_again_though_lines_moved(place):
    t, _ = place.asked()
    t.ask("n")
    t.send("q")
    t.end()
    place.write("m.py", "# one\n# more\n" + THREE)
    t, shown = place.asked()
    expect("(2/3)" in shown and "[4, 5, 6]" in shown, shown)


@test(m=THREE)
def q_writes_what_was_accepted_and_the_next_run_goes_on(place):
    t, _ = place.asked()
    t.ask("y")
    t.send("q")
    status, rest = t.end()
    expect("1 accepted, 2 left" in rest, rest)
    expect_equal((status, place.read("m.py")), (0, THREE.replace("[1, 2, 3]", "{1, 2, 3}")))
    t, shown = place.asked()
    expect("(1/2)" in shown and "[4, 5, 6]" in shown, shown)


@test(m=THREE, n=ONE)
def a_accepts_the_rest_of_the_file_alone(place):
    t, _ = place.asked()
    t.ask("n")
    shown = t.ask("a")
    expect("accepted 2 fixes in m.py" in shown and "(4/4) n.py" in shown, shown)
    t.send("n")
    t.end()
    expect_equal(place.read("m.py"), THREE.replace("[4, 5, 6]", "{4, 5, 6}")
                 .replace("[7, 8, 9]", "{7, 8, 9}"))
    expect_equal(place.read("n.py"), ONE)


@test(m=THREE, n=ONE)
def d_declines_the_rest_of_the_file_alone(place):
    t, _ = place.asked()
    t.ask("y")
    expect("declined 2 fixes in m.py" in t.ask("d"))
    t.send("y")
    t.end()
    expect_equal(place.read("m.py"), THREE.replace("[1, 2, 3]", "{1, 2, 3}"))
    expect_equal(place.read("n.py"), ONE.replace("[1, 2, 3]", "{1, 2, 3}"))


@test(k=ONE, m=QUEUE, n=THREE)
def capital_a_accepts_the_rest_of_the_rule_in_all_files(place):
    t, _ = place.asked()
    t.ask("n")
    t.ask("j")  # passes deque-popleft over
    shown = t.ask("A")
    expect("accepted 3 fixes of set-membership" in shown, shown)
    expect("deque-popleft" in shown, shown)
    t.send("n")
    t.end()
    expect_equal(place.read("k.py"), ONE)
    expect_equal(place.read("m.py"), QUEUE)
    expect("[" not in place.read("n.py"))


@test(m=QUEUE, k=ONE, n=THREE)
def capital_d_declines_the_rest_of_the_rule_in_all_files(place):
    t, _ = place.asked()
    expect("declined 4 fixes of set-membership" in t.ask("D"))
    t.send("y")
    t.end()
    expect("deque" in place.read("m.py"))
    expect_equal(place.read("n.py"), THREE)


@test(m=QUEUE)
def imports_are_hunks_of_their_fix(place):
    t, shown = place.asked()
    expect("+from collections import deque" in shown and "+    todo = deque(" in shown, shown)
    t.send("y")
    t.end()
    expect("from collections import deque\n" in place.read("m.py"))


@test(m=THREE)
def capital_q_writes_nothing_and_forgets(place):
    t, _ = place.asked()
    t.ask("y")
    t.send("Q")
    status, rest = t.end()
    expect_equal(status, 0)
    expect("Nothing was written" in rest, rest)
    expect_equal(place.read("m.py"), THREE)
    expect_equal(place.answers(), [])
    _, shown = place.asked()
    expect("(1/3)" in shown)


@test(m=THREE)
def e_takes_the_file_as_the_editor_leaves_it(place):
    place.editor("""test "$1" = "${1%m.py}" && exit 1
sed 's/{1, 2, 3}/frozenset((1, 2, 3))/' "$1" > "$1.new" && cat "$1.new" > "$1"; rm "$1.new"
""")
    t, _ = place.asked()
    shown = t.ask("e")
    expect("accepted as edited" in shown and "(2/3)" in shown, shown)
    t.send("q")
    _, rest = t.end()
    expect("1 accepted (1 edited)" in rest, rest)
    expect("in frozenset((1, 2, 3))" in place.read("m.py"))


@test(m=THREE)
def e_refuses_what_is_no_python_and_asks_to_edit_again_or_drop(place):
    place.editor('printf "def (:\\n" >> "$1"\n')
    t, _ = place.asked()
    t.send("e")
    shown = t.expect(r"\[e,d\]\? ")
    expect("m.py:1" in shown and "error" in shown, shown)
    t.send("e")
    t.expect(r"\[e,d\]\? ")
    expect("accepted" not in t.ask("d"))
    place.editor('sed -i "/def (:/d" "$1"\n')
    t.send("q")
    t.end()
    expect_equal(place.read("m.py"), THREE)


@test(m=THREE)
def e_leaves_a_fix_undecided_when_the_editor_fails_or_undoes_it(place):
    place.editor("exit 3\n")
    t, _ = place.asked()
    expect("the editor failed" in t.ask("e"))
    t.send("q")
    _, rest = t.end()
    expect("0 accepted, 3 left" in rest, rest)
    place.editor("sed -i 's/{1, 2, 3}/[1, 2, 3]/' \"$1\"\n")
    t, _ = place.asked()
    expect("nothing is left of the fix" in t.ask("e"))
    t.send("q")
    t.end()
    expect_equal(place.read("m.py"), THREE)


@test(m="def f(a, b):\n    return int(a) in [1, 2, 3] or int(a) in [1, 2, 3]\n")
def s_asks_about_parts_that_stand_by_themselves(place):
    t, shown = place.asked()
    expect("{1, 2, 3} or int(a) in {1, 2, 3}" in shown, shown)
    shown = t.ask("s")
    expect("part 1" in shown and "{1, 2, 3} or int(a) in [1, 2, 3]" in shown, shown)
    shown = t.ask("n")
    expect("part 2" in shown and "[1, 2, 3] or int(a) in {1, 2, 3}" in shown, shown)
    t.send("y")
    t.end()
    expect("[1, 2, 3] or int(a) in {1, 2, 3}" in place.read("m.py"), place.read("m.py"))


@test(m=QUEUE, n=ONE)
def s_refuses_what_is_proved_only_together(place):
    t, _ = place.asked()
    expect("cannot be split: its edits are proved only together" in t.ask("s"))
    t.ask("j")
    expect("cannot be split" in t.ask("s"))


@test(m=THREE, n=ONE)
def j_k_J_K_walk_over_fixes(place):
    t, _ = place.asked()
    expect("(2/4)" in t.ask("y"))
    expect("(3/4)" in t.ask("j"))
    expect("(2/4)" in t.ask("k"))
    expect("no undecided fix stands before" in t.ask("k"))
    shown = t.ask("K")
    expect("(1/4)" in shown and "(accepted)" in shown and "{1, 2, 3}" in shown, shown)
    expect("this is the first fix" in t.ask("K"))
    expect("(2/4)" in t.ask("J"))
    expect("(3/4)" in t.ask("\x1b[B"))  # down
    expect("(2/4)" in t.ask("\x1b[A"))  # up
    expect("(4/4) n.py" in t.ask("jj").split("\n", 30)[-1] + t.expect(r"\]\? "))
    expect("no undecided fix follows" in t.ask("j"))
    expect("this is the last fix" in t.ask("J"))


@test(m=THREE)
def an_answer_can_be_changed(place):
    t, _ = place.asked()
    t.ask("y")
    t.ask("K")
    shown = t.ask("n")
    expect("declined" in shown and "(2/3)" in shown, shown)
    t.ask("y")
    t.send("q")
    t.end()
    expect_equal(place.read("m.py"), THREE.replace("[4, 5, 6]", "{4, 5, 6}"))


@test(m=THREE, n=ONE)
def g_goes_to_a_number(place):
    t, _ = place.asked()
    t.send("g")
    t.expect("go to number: ")
    expect("(4/4) n.py" in t.ask("4\r"))
    t.send("g")
    t.expect("go to number: ")
    expect("there are 4 fixes" in t.ask("59\x7f\r"))
    t.send("g")
    t.expect("go to number: ")
    expect("(" not in t.ask("\x1b").replace("[y,n", ""))


@test(m=THREE, n=QUEUE)
def slash_searches_names_rules_and_code(place):
    t, _ = place.asked()
    for words, wanted in (("n.py", "(4/4)"), ("[4, 5", "(2/3)"), ("popleft", "(4/4)")):
        t.send("/")
        t.expect("search for: ")
        shown = t.ask(words + "\r")
        expect(wanted.split("/")[0] + "/4)" in shown, shown)
    t.send("/")
    t.expect("search for: ")
    expect("no fix mentions that" in t.ask("nowhere\r"))


@test(m=THREE, n=ONE)
def u_takes_back_the_last_answer_with_all_that_it_answered(place):
    t, _ = place.asked()
    expect("no answer is left" in t.ask("u"))
    t.ask("y")
    shown = t.ask("u")
    expect("took back 1 answer\n" in shown and "(1/4)" in shown, shown)
    t.ask("a")
    shown = t.ask("u")
    expect("took back 3 answers" in shown and "(1/4) m.py" in shown, shown)
    t.ask("y")
    t.send("D")  # the last: it ends
    status, rest = t.end()
    expect("1 accepted, 3 declined" in rest and status == 0, rest)


@test(m=THREE)
def u_brings_the_very_text_of_before(place):
    t, _ = place.asked()
    for _ in range(2):
        t.ask("y")
    t.ask("u")
    t.ask("u")
    t.send("q")
    _, rest = t.end()
    expect("0 accepted, 3 left" in rest and "Wrote 0 files" in rest, rest)
    expect_equal(place.read("m.py"), THREE)


@test(m=UNSAFE, n=ONE)
def w_tells_what_was_proved_and_of_which_code(place):
    t, shown = place.asked("--unsafe-fixes")
    expect("[unsafe]" in shown and "because `n`" in shown, shown)
    shown = t.ask("w")
    expect("unknown" in shown and "hashable" in shown, shown)
    t.ask("j")
    shown = t.ask("w")
    expect("proved" in shown and "is `int(n)` (n.py:2:12)" in shown, shown)
    expect("set-membership.md:" in shown, shown)


@test(m=UNSAFE, n=ONE)
def unsafe_fixes_are_asked_about_only_on_demand(place):
    t, shown = place.asked()
    expect("(1/1) n.py" in shown, shown)
    t.send("q")
    _, rest = t.end()
    expect("with `--unsafe-fixes`" in rest, rest)


@test(m=THREE)
def v_and_the_width_choose_side_by_side(place):
    t, shown = place.asked(columns=100)
    expect(" | " not in shown, shown)
    shown = t.ask("v")
    expect("2 -     return int(n) in [1, 2, 3]" in shown and " | " in shown, shown)
    expect(" | " not in t.ask("v"))
    _, shown = place.asked("--decisions", "other.jsonl", columns=130)
    expect(" | 2 +     return int(n) in {1, 2, 3}" in shown, shown)


@test(m=THREE)
def a_new_width_draws_again(place):
    t, _ = place.asked(columns=100)
    t.resize(130)
    shown = t.expect(r"\]\? ")
    expect(" | 2 +" in shown and "(1/3)" in shown, shown)
    t.resize(90)
    expect(" | " not in t.expect(r"\]\? "))


I_CASES = '''def f(n):
    x = \\
        int(n) in [7, 8, 9] and \\
        n
    y = int("""
    """ + n) in [
        1, 2,
        3]
    z = int(n) in [4, 5, 6]  # why  # pyheap: ignore[generator]
    return x, y, z
'''


@test(m=I_CASES)
def i_writes_a_remark_where_it_works(place):
    t, _ = place.asked()
    expect("no line of this code can carry a remark" in t.ask("i"))
    t.ask("n")
    expect("wrote a remark" in t.ask("i"))
    t.send("i")
    _, rest = t.end()
    expect("1 declined, 2 given a remark" in rest, rest)
    expect_equal(place.read("m.py"), I_CASES.replace(
        '""" + n) in [', '""" + n) in [  # pyheap: ignore[set-membership]').replace(
        "ignore[generator]", "ignore[generator, set-membership]"))
    status, out, _ = place.run("check", "--output-format", "concise", ".")
    expect(status == 1 and out.count("set-membership") == 1 and "m.py:3" in out, out)


@test(m=THREE)
def question_mark_lists_the_keys(place):
    t, _ = place.asked()
    shown = t.ask("?")
    for key in "y n a d A D q Q e s g / u w v i ?".split():
        expect("\n  %s " % key in shown, shown)


@test(m=THREE)
def enter_does_nothing_and_an_unknown_key_says_so(place):
    t, _ = place.asked()
    t.send("\r\r \r")
    shown = t.ask("z")
    expect_equal(shown.split("\n")[0:2], ["z", "no such key; `?` lists them"])
    t.send("q")
    _, rest = t.end()
    expect("0 accepted, 3 left" in rest, rest)


@test(m=THREE)
def ctrl_c_is_q(place):
    t, _ = place.asked()
    t.ask("y")
    t.send("\x03")
    status, rest = t.end()
    expect("1 accepted, 2 left" in rest and status == 0, rest)
    expect("{1, 2, 3}" in place.read("m.py"))
    expect(t.is_sane())


@test(m=THREE)
def ctrl_z_stops_and_comes_back(place):
    t = place.start(command=["bash", "--norc", "--noprofile", "-i"],
                    env={"PS1": "shell$ ", "HISTFILE": ""})
    t.expect(r"shell\$ ")
    t.send("'%s' fix -i\n" % PYHEAP)
    t.expect(r"\]\? ")
    t.ask("y")
    t.send("\x1a")
    t.expect(r"Stopped")
    t.expect(r"shell\$ ")
    t.send("stty -a | grep -o '[-]*icanon'\n")
    t.expect(r"[^-*]icanon\r")
    t.expect(r"shell\$ ")
    shown = t.ask("fg\n")
    expect("(2/3)" in shown, shown)
    t.ask("y")
    t.send("q")
    t.expect("2 accepted, 1 left")
    t.expect(r"shell\$ ")
    t.send("exit\n")
    t.end()
    expect_equal(place.read("m.py").count("{"), 2)


@test(m=THREE)
def stopped_by_a_signal_the_terminal_is_sane_meanwhile(place):
    t = place.start(command=["bash", "--norc", "--noprofile", "-i"],
                    env={"PS1": "shell$ ", "HISTFILE": ""})
    t.expect(r"shell\$ ")
    t.send("'%s' fix -i\n" % PYHEAP)
    t.expect(r"\]\? ")
    with open("/proc/%d/task/%d/children" % (t.process.pid, t.process.pid),
              encoding="ascii") as file:
        child = int(file.read().split()[0])
    os.kill(child, signal.SIGTSTP)
    t.expect("Stopped")
    t.expect(r"shell\$ ")
    t.send("stty -a | grep -o '[-]*icanon'\n")
    t.expect(r"[^-*]icanon\r")
    expect("(1/3)" in t.ask("fg\n"))
    t.send("Q")
    t.expect("Nothing was written")


@test(m=THREE)
def a_vanished_terminal_writes_nothing_and_loses_no_answer(place):
    t, _ = place.asked()
    t.ask("y")
    t.hang_up()
    expect_equal(t.process.wait(60), 128 + signal.SIGHUP)
    expect_equal(place.read("m.py"), THREE)
    expect_equal([one["answer"] for one in place.answers()], ["accept"])
    t, shown = place.asked()
    expect("(2/3)" in shown, shown)
    t.send("q")
    t.end()
    expect_equal(place.read("m.py"), THREE.replace("[1, 2, 3]", "{1, 2, 3}"))


@test(m=THREE)
def sigterm_writes_nothing_and_leaves_a_sane_terminal(place):
    t, _ = place.asked()
    t.ask("y")
    t.signal(signal.SIGTERM)
    status, _ = t.end()
    expect_equal((status, place.read("m.py")), (143, THREE))
    expect(t.is_sane())
    expect_equal(len(place.answers()), 1)


@test(m=THREE)
def a_defect_leaves_a_sane_terminal(place):
    t, _ = place.asked()
    t.signal(signal.SIGABRT)
    status, _ = t.end()
    expect_equal(status, -signal.SIGABRT)
    expect(t.is_sane())


@test(m=THREE, n=ONE)
def after_a_kill_the_next_run_goes_on(place):
    place.editor("sed -i 's/{4, 5, 6}/{6, 5, 4}/' \"$1\"\n")
    t, _ = place.asked()
    t.ask("n")
    t.ask("e")
    t.signal(signal.SIGKILL)
    t.end()
    expect_equal(place.read("m.py"), THREE)
    folder = os.path.join(place.top, "state", "pyheap", "review")
    with open(os.path.join(folder, os.listdir(folder)[0]), "a", encoding="ascii") as file:
        file.write('{"n": 3, "answer": "acc')  # a line that the kill cut short
    t, shown = place.asked()
    expect("(3/4)" in shown, shown)
    shown = t.ask("u")  # answers of the earlier run can be taken back too
    expect("(2/4)" in shown, shown)
    t.ask("e")
    t.ask("y")
    t.send("n")
    t.end()
    expect_equal(place.read("m.py"), THREE.replace("[4, 5, 6]", "{6, 5, 4}")
                 .replace("[7, 8, 9]", "{7, 8, 9}"))


HOSTILE = (b"def a(n):\n    # \x1b]0;title\x07 \x1b[2J \xe2\x80\xae gnirts\n"
           b"    s = '\x9b31m'.strip() if n else '\xc2\x9b31m'\n"
           b"    return int(n) in [1, 2, 3]\n")


@test()
def what_a_file_holds_never_commands_the_terminal(place):
    name = "x\x1b[2J\x07.py"
    place.write(name, b"# -*- coding: utf-8 -*-\n" + HOSTILE.replace(b"\x9b31m'.s", b"'.s"))
    for columns in (100, 140):
        t, shown = place.asked(columns=columns)
        expect(r"x\x1b[2J\x07.py" in shown, shown)
        expect(r"\x1b]0;title\x07" in shown and r"\u202e" in shown, shown)
        for key in ("w", "?"):
            t.ask(key)
        bad = [byte for byte in t.seen if byte < 32 and byte not in b"\r\n"]
        expect(not bad and b"\xc2\x9b" not in t.seen and b"\xe2\x80\xae" not in t.seen,
               repr(t.seen))
        t.send("Q")
        t.end()
    bad = [byte for byte in t.seen if byte < 32 and byte not in b"\r\n"]
    expect(not bad, repr(t.seen))


@test(m=THREE)
def colours_mark_the_words_unless_unwanted(place):
    for env, wanted in (({"NO_COLOR": ""}, True), ({}, False),
                        ({"NO_COLOR": "", "TERM": "dumb"}, False)):
        t, _ = place.asked(env=env)
        expect((ESCAPES.search(t.seen) is not None) == wanted, repr(t.seen))
        if wanted:
            expect(b"in \x1b[m\x1b[1;7;31m[" in t.seen, repr(t.seen))
        t.send("Q")
        t.end()


@test(m="def a(n):\n    return int(n) in [1, 2, 3]  # \u6f22\u5b57\u6f22\u5b57\n")
def wide_characters_take_two_columns(place):
    _, shown = place.asked(columns=130)
    line = [one for one in shown.split("\n") if one.startswith("2 -")][0]
    left = line[:line.index(" | ")]
    expect_equal(len(left) + 4, (130 - 3) // 2)


@test(m=THREE, n=QUEUE)
def decisions_are_replayed_without_a_terminal(place):
    place.editor("sed -i 's/{1, 2, 3}/{3, 2, 1}/' \"$1\"\n")
    t, _ = place.asked("--decisions", "answers.jsonl")
    t.ask("e")
    t.ask("n")
    t.ask("y")
    t.ask("u")
    t.ask("i")
    t.send("y")
    t.end()
    result = place.read("m.py"), place.read("n.py")
    place.write("m.py", THREE)
    place.write("n.py", QUEUE)
    for words in (["--decisions", "answers.jsonl"], ["-i", "--decisions", "answers.jsonl"]):
        status, out, err = place.run("fix", *words)
        expect(status == 0 and "2 accepted (1 edited), 1 declined, 1 given a remark" in out,
               out + err)
        expect_equal((place.read("m.py"), place.read("n.py")), result)
        place.write("m.py", THREE)
        place.write("n.py", QUEUE)


@test(m=THREE)
def replayed_decisions_leave_the_rest(place):
    t, _ = place.asked("--decisions", "answers.jsonl")
    t.ask("y")
    t.send("q")
    t.end()
    place.write("m.py", THREE)
    _, out, _ = place.run("fix", "--decisions", "answers.jsonl")
    expect("1 accepted, 2 left" in out, out)
    status, _, err = place.run("fix", "--decisions", "none.jsonl")
    expect(status == 2 and err.count("\n") == 1, err)
    place.write("bad.jsonl", '{"n": 1}\n')
    status, _, err = place.run("fix", "--decisions", "bad.jsonl")
    expect(status == 2 and "bad.jsonl:1" in err, err)


@test(m=THREE)
def without_a_terminal_it_is_refused_in_one_line(place):
    status, out, err = place.run("fix", "-i")
    expect_equal((status, out, err.count("\n")), (2, "", 1))
    status, _, err = place.run("fix", "-i", "--dry-run")
    expect(status == 2 and "--dry-run" in err, err)


@test(m=THREE, n=ONE)
def a_file_changed_meanwhile_is_not_written(place):
    t, _ = place.asked()
    t.ask("a")
    place.write("m.py", THREE + "# mine\n")
    t.send("y")
    status, rest = t.end()
    expect_equal((status, place.read("m.py")), (2, THREE + "# mine\n"))
    expect(rest.count("m.py") == 1 and "1 could not be written" in rest, rest)
    expect_equal(place.read("n.py"), ONE.replace("[1, 2, 3]", "{1, 2, 3}"))


@test(m=THREE)
def one_review_at_a_time(place):
    t, _ = place.asked()
    second = place.start()
    status, rest = second.end()
    expect(status == 2 and "another review is at work" in rest, rest)
    t.send("Q")
    t.end()


@test(m=b"x = 1\r\ndef a(n):\r\n    return int(n) in [1, 2, 3]")
def line_ends_stay(place):
    t, shown = place.asked()
    expect("\\x0d" not in shown and "No newline at end of file" in shown, shown)
    t.send("y")
    t.end()
    with open(place.path("m.py"), "rb") as file:
        expect_equal(file.read(), b"x = 1\r\ndef a(n):\r\n    return int(n) in {1, 2, 3}")


@test(m=THREE)
def with_nothing_left_to_ask_it_says_so(place):
    t, _ = place.asked()
    t.send("d")
    t.end()
    t = place.start()
    status, rest = t.end()
    expect(status == 0 and "3 declined" in rest and "To be asked again, remove" in rest, rest)


def git(place, *words):
    return subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words],
                          cwd=place.folder, env={**place.env, "HOME": place.top}, check=True,
                          capture_output=True).stdout.decode()


def track(place):
    git(place, "init", "-q", "-b", "main", ".")
    git(place, "add", "-A")
    git(place, "commit", "-qm", "all")
    place.env.update(GIT_AUTHOR_NAME="A", GIT_AUTHOR_EMAIL="a@example.org",
                     GIT_COMMITTER_NAME="A", GIT_COMMITTER_EMAIL="a@example.org",
                     HOME=place.top)


@test(a=THREE, b=ONE)
def commit_holds_what_was_accepted(place):
    track(place)
    t, _ = place.asked("--commit=one")
    t.ask("n")
    t.ask("y")
    t.send("q")
    status, rest = t.end()
    expect(status == 0 and "Committed fixes of 1 finding in 1 file as 1 commit" in rest, rest)
    expect_equal(git(place, "diff", "--name-only", "HEAD~"), "a.py\n")
    expect_equal(git(place, "status", "--porcelain"), "")
    expect("{4, 5, 6}" in place.read("a.py") and "[1, 2, 3]" in place.read("a.py"))


@test(a=THREE)
def commit_holds_what_was_edited(place):
    track(place)
    place.editor('sed -i "s/{1, 2, 3}/{3, 2, 1}/" "$1"\n')
    t, _ = place.asked("--commit=one")
    t.ask("e")
    t.send("q")
    status, rest = t.end()
    expect(status == 0 and "Committed fixes of 1 finding" in rest, rest)
    expect("{3, 2, 1}" in git(place, "show", "HEAD:a.py"))
    status, out, err = place.run("verify-commit", "HEAD")
    expect(status == 1 and "not what pyheap" in out and "{3, 2, 1}" in out, out + err)


@test(a=THREE)
def discarded_commits_nothing(place):
    track(place)
    t, _ = place.asked("--commit")
    t.ask("y")
    t.send("Q")
    t.end()
    expect_equal(git(place, "log", "--format=%s"), "all\n")
    expect_equal(place.read("a.py"), THREE)


@test(a=THREE)
def tests_judge_what_was_accepted(place):
    t, _ = place.asked("--verify", "! grep -q '{4, 5, 6}' a.py")
    t.send("a")
    status, rest = t.end()
    expect(status == 0 and "dropped a.py:6" in rest, rest)
    expect("{1, 2, 3}" in place.read("a.py") and "[4, 5, 6]" in place.read("a.py"))


def run_one(name, files, function):
    place = Place(**files)
    try:
        function(place)
        return None
    except Exception:  # noqa: BLE001  (whatever it is, it is a failure)
        return "%s\n%s" % (name, traceback.format_exc())
    finally:
        place.close()


def main():
    chosen = [one for one in TESTS if len(sys.argv) < 3 or one[0] in sys.argv[2:]]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        failures = [one for one in pool.map(lambda one: run_one(*one), chosen) if one]
    for failure in failures:
        print(failure)
    print("%d tests, %d failed" % (len(chosen), len(failures)))
    return 1 if failures or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
