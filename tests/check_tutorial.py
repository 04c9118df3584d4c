#!/usr/bin/env python3
"""Does what a tutorial says, step by step, and checks that it shows what is printed.

usage: check_tutorial.py PYHEAP TUTORIAL..

Fences are taken in order; all of it happens in one shell, in an empty folder. The word
after the language of a fence says what it is:

    file=NAME     the whole text of a file
    append=NAME   goes to the end of that file
    program=NAME  takes the place of the ```pyheap block of that page

In fences of the language `console` the lines that begin with "$ " are run; what stands
below them must be what they print on both streams. With UPDATE=1 in the environment the
tutorial is rewritten to that. Other fences are left alone.

exit: 0 all as written, 1 not
"""
import difflib
import os
import re
import shlex
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import check_readme  # noqa: E402  (needs the path above)

FENCE = re.compile(r"(?ms)^(`{3,})(\w+)(?: (\w+)=(\S+))?\n(.*?)^\1$")
PROGRAM = re.compile(r"(?ms)^```pyheap\n.*?^```$")
END_OF_FILE = "--- end of file ---"


def changed(files, action, name, text):
    """The new text of a file, or None if the step makes no sense."""
    if action == "file":
        return text
    old = files.get(name)
    if old is None:
        return None
    if action == "append":
        return old + "\n" + text
    if action == "program" and PROGRAM.search(old):
        return PROGRAM.sub(lambda _: "```pyheap\n%s```" % text, old, count=1)
    return None


def write_command(name, text):
    return ["cat > %s <<'%s'" % (shlex.quote(name), END_OF_FILE)] + \
        text.splitlines() + [END_OF_FILE]


def read_steps(path, text):
    """[command], each a list of lines, and which of them the tutorial shows."""
    files, commands, is_shown = {}, [], []
    for fence in FENCE.finditer(text):
        _, language, action, name, body = fence.groups()
        if action:
            files[name] = changed(files, action, name, body)
            if files[name] is None:
                sys.exit("%s: no file or program for %s=%s" % (path, action, name))
            commands.append(write_command(name, files[name]))
            is_shown.append(False)
        elif language == "console":
            shown = [[line] for line in check_readme.commands_of(body)]
            commands += shown
            is_shown += [True] * len(shown)
    return commands, is_shown


def check(pyheap, path):
    with open(path, encoding="utf-8") as file:
        expected = file.read()
    commands, is_shown = read_steps(path, expected)
    if not any(is_shown):
        print("%s: shows no command" % path)
        return False
    results, rest = check_readme.run.run_commands(pyheap, commands)
    if len(results) != len(commands):
        print("%s: the shell ended early: %s" % (path, rest.decode("utf-8", "replace")))
        return False
    results = [result for result, shown in zip(results, is_shown) if shown]
    actual = check_readme.FENCE.sub(
        lambda match: check_readme.shown(match.group(1), results), expected)
    if actual == expected:
        return True
    if os.environ.get("UPDATE") == "1":
        with open(path, "w", encoding="utf-8") as file:
            file.write(actual)
        print("%s: rewritten" % path)
        return True
    sys.stdout.writelines(difflib.unified_diff(
        expected.splitlines(True), actual.splitlines(True), path, "what was printed"))
    return False


def main(arguments):
    if len(arguments) < 2:
        sys.exit(__doc__)
    results = [check(arguments[0], path) for path in arguments[1:]]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
