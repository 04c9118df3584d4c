#!/usr/bin/env python3
"""Runs a golden transcript of the command line.

usage: run.py PYHEAP TRANSCRIPT..

A transcript is prose with commands after "  $ " (more lines of the same command after
"  > ") and below each command what it prints, indented by two blanks: standard output and
standard error in the order in which they come, and [n] if the exit status is not 0. What
is not indented is prose. Printed lines that hold control characters or bytes that are not
UTF-8 are written with \\xNN and end in " (esc)"; a last line without a line end ends in
" (no-eol)".

All commands of a transcript run in one POSIX shell, in an empty folder, with PYHEAP as
`pyheap` first on the path and an environment that is the same everywhere. With UPDATE=1
in the environment the transcript is rewritten to what was printed.

exit: 0 all as written, 1 not
"""
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile

TIMEOUT = 120
PASSED_ON = ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LLVM_PROFILE_FILE")


def read_blocks(text):
    """[(lines of prose, lines of the command after it)]; the last command is empty."""
    blocks, prose, command = [], [], []
    for line in text.removesuffix("\n").split("\n"):
        if line.startswith("  $ "):
            command = [line[4:]]
            blocks.append((prose, command))
            prose = []
        elif line.startswith("  > ") and command:
            command.append(line[4:])
        elif not (line.startswith("  ") and command):  # else: printed at the last update
            prose.append(line)
            command = []
    return blocks + [(prose, [])]


def visible(line):
    """One printed line as it stands in a transcript."""
    try:
        shown = line.decode("utf-8")
        if not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", shown):
            return shown
    except UnicodeDecodeError:
        pass
    shown = line.decode("utf-8", "backslashreplace")
    return re.sub(r"[\x00-\x1f\x7f]", lambda m: "\\x%02x" % ord(m[0]), shown) + " (esc)"


def environment(home, bin_folder):
    env = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    env.update(
        PATH=bin_folder + os.pathsep + os.environ["PATH"],
        HOME=home,
        XDG_CONFIG_HOME=os.path.join(home, "config"),
        XDG_CACHE_HOME=os.path.join(home, "cache"),
        XDG_STATE_HOME=os.path.join(home, "state"),
        XDG_DATA_HOME=os.path.join(home, "data"),
        TMPDIR=home,
        LC_ALL="C.UTF-8",
        TZ="UTC",
        NO_COLOR="1",
        COLUMNS="80",
        GIT_CONFIG_NOSYSTEM="1",
        GIT_AUTHOR_NAME="A", GIT_AUTHOR_EMAIL="a@example.com",
        GIT_COMMITTER_NAME="A", GIT_COMMITTER_EMAIL="a@example.com",
        GIT_AUTHOR_DATE="2000-01-01T00:00:00Z", GIT_COMMITTER_DATE="2000-01-01T00:00:00Z",
        PYTHONDONTWRITEBYTECODE="1",
    )
    return env


def run_commands(pyheap, commands):
    """What each command printed, as bytes, and its exit status; None for those not reached."""
    mark = "--- end of command %d in %d: " % (os.getpid(), id(commands))
    script = ""
    for command in commands:
        # The mark starts on a line of its own, whatever was printed before.
        script += "\n".join(command) + "\nprintf '\\n%s%%d\\n' \"$?\"\n" % mark
    with tempfile.TemporaryDirectory(prefix="transcript-") as top:
        folders = {name: os.path.join(top, name) for name in ("home", "bin", "work")}
        for folder in folders.values():
            os.mkdir(folder)
        os.symlink(os.path.abspath(pyheap), os.path.join(folders["bin"], "pyheap"))
        script_path = os.path.join(folders["bin"], "script")
        with open(script_path, "w", encoding="utf-8") as file:
            file.write(script)
        process = subprocess.run(
            ["sh", script_path], cwd=folders["work"], timeout=TIMEOUT,
            env=environment(folders["home"], folders["bin"]),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    parts = re.split(rb"\n" + re.escape(mark.encode()) + rb"(\d+)\n", process.stdout)
    results = [(parts[i], int(parts[i + 1])) for i in range(0, len(parts) - 1, 2)]
    return results, parts[-1]


def shown_result(printed, status):
    lines = [visible(line) for line in printed.split(b"\n")]
    if lines[-1] == "":
        lines.pop()
    elif printed:
        lines[-1] += " (no-eol)"
    if status != 0:
        lines.append("[%d]" % status)
    return ["  " + line for line in lines]


def render(blocks, results):
    lines = []
    for (prose, command), result in zip(blocks, results + [None]):
        lines += prose
        if command:
            lines.append("  $ " + command[0])
            lines += ["  > " + line for line in command[1:]]
            lines += shown_result(*result)
    return "".join(line + "\n" for line in lines)


def run_transcript(pyheap, path, update):
    with open(path, encoding="utf-8", newline="") as file:
        expected = file.read()
    blocks = read_blocks(expected)
    commands = [command for _, command in blocks if command]
    if not commands:
        print("%s: no command in it" % path)
        return False
    results, rest = run_commands(pyheap, commands)
    if len(results) != len(commands):
        print("%s: the shell ended in: %s" % (path, "\n".join(commands[len(results)])))
        print(rest.decode("utf-8", "backslashreplace"))
        return False
    actual = render(blocks, results)
    if actual == expected:
        return True
    if update:
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(actual)
        print("%s: rewritten" % path)
        return True
    sys.stdout.writelines(difflib.unified_diff(
        expected.splitlines(True), actual.splitlines(True), path, "what was printed"))
    return False


def main(arguments):
    if len(arguments) < 2:
        sys.exit(__doc__)
    if shutil.which(arguments[0]) is None:
        sys.exit("run.py: no program at %s" % arguments[0])
    update = os.environ.get("UPDATE") == "1"
    results = [run_transcript(arguments[0], path, update) for path in arguments[1:]]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
